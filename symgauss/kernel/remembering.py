"""What is asked of a term again and again, and answered once: terms never change."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from symgauss.kernel.terms import Term

Answer = TypeVar("Answer")


def remembered(slot: str) -> Callable[[Callable[[Term], Answer]], Callable[[Term], Answer]]:
    """Let a term keep the answer in a slot of :class:`symgauss.kernel.terms.Node`."""

    def remembering(compute: Callable[[Term], Answer]) -> Callable[[Term], Answer]:
        @wraps(compute)
        def asked(term: Term) -> Answer:
            try:
                known: Answer = getattr(term, slot)
            except AttributeError:  # nobody has asked yet
                known = compute(term)
                object.__setattr__(term, slot, known)
            return known

        return asked

    return remembering

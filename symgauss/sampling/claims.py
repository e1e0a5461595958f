"""What a result claims about random variables, as averages over draws.

Each claim yields observations: what was sampled, draw by draw, beside what was derived.  Where the
claim is true their difference has mean zero.  Nothing of the derived result goes into the draws.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from symgauss.kernel.context import Context
from symgauss.kernel.terms import Term
from symgauss.sampling.floats import Array
from symgauss.sampling.world import Draws


@dataclass(frozen=True, slots=True)
class Observation:
    """One quantity at many draws: ``sampled`` is ``(count, ...)``, ``derived`` broadcasts to it.

    An ``exact`` quantity has to agree at every draw, not only on average.
    """

    label: str
    sampled: Array
    derived: Array
    exact: bool = False


class Claim(Protocol):
    """A claim that can be held against draws."""

    @property
    def lhs(self) -> Term:
        """The left side of the result."""
        ...

    @property
    def rhs(self) -> Term:
        """What was derived."""
        ...

    @property
    def context(self) -> Context:
        """The names that the result uses, as the derivation defines them."""
        ...

    def observe(self, draws: Draws) -> Iterator[Observation]:
        """Quantities at fresh draws, the same ones in the same order at every call."""
        ...


def outer(left: Array, right: Array) -> Array:
    """``l r^T`` for columns ``(count, n, 1)`` and ``(count, m, 1)``."""
    return np.asarray(left * np.swapaxes(right, -1, -2))

r"""Indicators in averages: ``1_A`` is no vector of ones there, and no constant.

``\mathbf{1}_n`` is a vector of n ones where n is a size.  Below another letter, and inside of an
average, it may be the indicator of an event, which is as random as what the event is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from symgauss.check.manners.expectations import is_expectation
from symgauss.kernel.names import AVERAGES
from symgauss.kernel.sizes import Size
from symgauss.kernel.terms import Identity, Ones, Symbol, Term
from symgauss.kernel.traversal import subterms

_SIZES = frozenset("NMKDPTLJQ")  #: capitals that are sizes by custom
_INDICATOR = re.compile(r"chi_\w+|(delta|iota)_[A-CE-IR-Z]")


def indicator(sides: Iterable[Term], used: Iterable[Term]) -> str:
    """The indicator in an average of a step, or in what its names stand for; empty if none is."""
    averages = [
        part
        for side in sides
        for part in subterms(side)
        if isinstance(part, AVERAGES) or is_expectation(part)
    ]
    if not averages:
        return ""
    for part in (part for term in (*averages, *used) for part in subterms(term)):
        match part:
            case Ones(shape) if event := _event(shape.rows) or _event(shape.columns):
                return f"1_{event}"
            case Identity(size) if event := _event(size):
                return f"I_{event}"
            case Symbol(name) if _INDICATOR.fullmatch(name):
                return name
            case _:
                pass
    return ""


def _event(size: Size) -> str:
    """A letter that is the size of a vector, although it is none that sizes have."""
    found = [name for name in size.dimensions if name[0].isupper() and name[0] not in _SIZES]
    return min(found, default="")

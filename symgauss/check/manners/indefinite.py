r"""Integrals without limits: over the whole space, unless their variable is free on the same side.

``\int x^2 \, dx = x^3 / 3`` is a primitive, ``\int p(x) \, dx = 1`` is not.  The ``x_k`` beside an
integral over ``x_{k-1}`` is another variable; that beside one over ``x_j`` may be the same one.
"""

from __future__ import annotations

from collections import Counter

from symgauss.check.manners.recursions import summands
from symgauss.kernel.terms import Indexed, Integral, Rational, Symbol, Term
from symgauss.kernel.traversal import free_symbols

Index = tuple[Counter[str], int]  #: the letters of an index, and the number beside them


def is_primitive(integral: Integral, side: Term) -> bool:
    """Whether the variable of an integral without limits is free in the side that it stands on."""
    variable = integral.variable
    return any(
        free.name == variable.name and not _are_distinct(free, variable)
        for free in free_symbols(side)
    )


def _are_distinct(first: Symbol | Indexed, second: Symbol | Indexed) -> bool:
    """Whether two variables of one name are members of a family that never are the same."""
    if not isinstance(first, Indexed) or not isinstance(second, Indexed):
        return False
    pairs = zip(first.indices, second.indices, strict=False)
    return any(_differ(_index(one), _index(other)) for one, other in pairs)


def _differ(one: Index | None, other: Index | None) -> bool:
    return one is not None and other is not None and one[0] == other[0] and one[1] != other[1]


def _index(term: Term) -> Index | None:
    letters: Counter[str] = Counter()
    number = 0
    for part in summands(term):
        match part:
            case Rational(value, 1):
                number += value
            case Symbol(name):
                letters[name] += 1
            case _:
                return None
    return letters, number

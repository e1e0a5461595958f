"""Relations that restrict a name: ``t >= 1``, ``i != j``.  They say where a statement counts."""

from __future__ import annotations

from symgauss.kernel.relations import RelationKind
from symgauss.kernel.terms import (
    Dimension,
    Indexed,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Zero,
)

UNEQUAL = frozenset({"\\neq", "\\ne"})
_ORDERS = frozenset(
    {
        RelationKind.LESS.value,
        RelationKind.LESS_EQUAL.value,
        RelationKind.GREATER.value,
        RelationKind.GREATER_EQUAL.value,
    }
)


def is_condition(left: Term | None, sign: str, right: Term | None) -> bool:
    """Whether a relation compares a bare name with a number, a name or an index.

    Nothing is claimed by it that could be derived: ``x^2 >= 0`` is a claim, ``x >= 0`` is none.
    """
    if left is None or right is None or sign not in _ORDERS | UNEQUAL:
        return False
    named = [isinstance(side, Symbol | Indexed) for side in (left, right)]
    return any(named) and all(_is_simple(side) for side in (left, right))


def _is_simple(term: Term) -> bool:
    match term:
        case Symbol() | Indexed() | Rational() | Dimension() | Zero():
            return True
        case Sum(terms):
            return all(_is_simple(part) for part in terms)
        case Product((Rational(), inner)):
            return _is_simple(inner)
        case Product((first, Power(second, Rational(-1, 1)))):
            return _is_simple(first) and isinstance(second, Rational)
        case Power(inner, Rational(-1, 1)):
            return isinstance(inner, Rational)
        case _:
            return False

"""Equations that may restrict names rather than give them values: ``a = b``, ``r = 0``."""

from __future__ import annotations

from symgauss.check.manners.keys import Key
from symgauss.kernel.terms import (
    Function,
    Indexed,
    Inverse,
    Opaque,
    Power,
    Product,
    Rational,
    Symbol,
    Term,
    Transpose,
)
from symgauss.kernel.traversal import subterms


def ties(key: Key, term: Term) -> bool:
    """Whether an equation may be a restriction, no formula: ``a = b``, ``S = s I``, ``r = 0``."""
    parts = list(subterms(term))
    names = {part for part in parts if isinstance(part, Symbol | Indexed | Opaque)}
    if not names:
        return True
    is_formula = any(
        isinstance(part, Function | Inverse | Transpose)
        or (isinstance(part, Power) and part.exponent != Rational(2))
        for part in parts
    )
    return isinstance(key, Symbol) and len(names) == 1 and not is_formula


def is_multiple(term: Term) -> bool:
    """Whether a term is a name, or a number times one: ``b = -a`` says that two names agree."""
    match term:
        case Product((Rational(), inner)):
            return isinstance(inner, Symbol | Indexed)
        case _:
            return isinstance(term, Symbol | Indexed)

r"""Substitutions in integrals: ``\mathrm{d}(a u + b)``."""

from __future__ import annotations

from symgauss.kernel.terms import Product, Rational, Sum, Symbol, Term
from symgauss.kernel.traversal import free_symbols


def slope(term: Term, variable: Symbol) -> Term | None:
    """The coefficient of a variable in an affine scalar term; ``None`` if it is not affine."""
    if variable not in free_symbols(term):
        return Rational(0)
    match term:
        case Symbol():
            return Rational(1)
        case Sum(terms):
            parts = [slope(part, variable) for part in terms]
            kept = tuple(part for part in parts if part is not None and part != Rational(0))
            if any(part is None for part in parts):
                return None
            return kept[0] if len(kept) == 1 else Sum(kept)
        case Product(factors):
            holding = [f for f in factors if variable in free_symbols(f)]
            inner = slope(holding[0], variable) if len(holding) == 1 else None
            if inner is None:
                return None
            return Product(tuple(inner if f is holding[0] else f for f in factors))
        case _:
            return None

r"""``\log \det A`` of a matrix of which nothing says that its determinant is positive.

The formula makes sense only where it is, and there it is ``\frac12 \log (\det A)^2``, which is
defined for all invertible matrices: a step that holds of that holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from symgauss.kernel.terms import (
    Determinant,
    Function,
    Indexed,
    IndexedProduct,
    Power,
    Product,
    Rational,
    Term,
)
from symgauss.kernel.traversal import rebuild, subterms


def has_logarithm(term: Term) -> bool:
    """Whether the logarithm of a determinant occurs."""
    return any(map(_is_logarithm, subterms(term)))


def of_squares(term: Term) -> Term:
    """The term with half of the logarithm of the square for each of these."""
    term = rebuild(term, of_squares)
    if not isinstance(term, Function) or not _is_logarithm(term):
        return term
    square = Power(term.argument, Rational(2))
    return Product((Rational(1, 2), Function("log", square)))


def _is_logarithm(term: Term) -> bool:
    return (
        isinstance(term, Function) and term.name == "log" and isinstance(term.argument, Determinant)
    )


def diagonals(term: Term) -> Iterator[str]:
    r"""The L of ``\prod_i L_{ii}`` and of ``\log L_{ii}``: its determinant is meant."""
    for part in subterms(term):
        if isinstance(part, IndexedProduct) or (isinstance(part, Function) and part.name == "log"):
            for inner in subterms(part):
                match inner:
                    case Indexed(name, (row, column), shape) if row == column and shape.is_scalar:
                        yield name
                    case _:
                        pass

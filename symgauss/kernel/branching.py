"""Roots and absolute values of which a few draws show every branch.

``sqrt((u - 1000)^2)`` is ``1000 - u`` at all points that are not far away, so agreement at points
says nothing about it.  ``sqrt(|A|^2)`` is another matter: its branches are the signs of ``|A|``,
each of which is drawn every other time, and between them nothing else can change.
"""

from __future__ import annotations

from symgauss.kernel.context import Property
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.signs import Signs
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Determinant,
    Inverse,
    Power,
    Product,
    Rational,
    Symbol,
    Term,
    Transpose,
)

#: Properties that tie a determinant to a sign or to a few values.
_TIED = frozenset({Property.ORTHOGONAL, Property.POSITIVE_DIAGONAL, Property.INTEGER})


def signs_are_drawn(term: Term, signs: Signs) -> bool:
    """Whether a scalar is a product of positive parts, free symbols and their determinants."""
    if signs.positive(term):
        return True
    match term:
        case Rational():
            return True
        case Symbol():
            return _is_free(term, signs)
        case Product(factors) if all(shape_of(factor) == SCALAR for factor in factors):
            return all(signs_are_drawn(factor, signs) for factor in factors)
        case Power(base, Rational(_, 1)) | Inverse(base) if shape_of(base) == SCALAR:
            return signs_are_drawn(base, signs)
        case Determinant(matrix):
            return _determinant_is_drawn(matrix, signs)
        case _:
            return False


def _determinant_is_drawn(matrix: Term, signs: Signs) -> bool:
    if signs.orientation(matrix):
        return True
    match matrix:
        case Symbol():
            return _is_free(matrix, signs)
        case Inverse(inner) | Transpose(inner):
            return _determinant_is_drawn(inner, signs)
        case Product(factors):
            return all(
                signs_are_drawn(factor, signs)
                if shape_of(factor) == SCALAR
                else shape_of(factor).is_square and _determinant_is_drawn(factor, signs)
                for factor in factors
            )
        case _:
            return False


def _is_free(symbol: Symbol, signs: Signs) -> bool:
    """Whether a symbol is drawn with both signs: not defined, and nothing bounds it."""
    context = signs.context
    declaration = context.declaration(symbol.name)
    if any(definition.name.name == symbol.name for definition in context.definitions):
        return False
    if context.properties(symbol.name) & _TIED:
        return False
    return declaration is None or (declaration.above, declaration.below) == (None, None)

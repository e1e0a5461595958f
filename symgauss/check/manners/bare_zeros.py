r"""A zero alone on a side, ``\Sigma_{12} - A \Sigma_{22} = 0``, is one of the shape of the other.

It is read before all shapes are known, and would be the number then.
"""

from __future__ import annotations

from itertools import pairwise

from symgauss.check.displays.parts import Side, Statement
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.sizes import SCALAR, Shape
from symgauss.kernel.terms import Rational, Zero


def fit_zeros(statement: Statement) -> None:
    """Give the zeros that are sides of a statement the shapes of their neighbours."""
    for left, right in (*pairwise(statement.sides), *pairwise(reversed(statement.sides))):
        shape = _shape(left)
        if _is_number_zero(right) and shape is not None and not shape.is_scalar:
            right.term = Zero(shape)


def _is_number_zero(side: Side) -> bool:
    return side.term in (Rational(0), Zero(SCALAR))


def _shape(side: Side) -> Shape | None:
    try:
        return None if side.term is None else shape_of(side.term)
    except ShapeError:
        return None

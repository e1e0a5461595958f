"""Layouts of sums and products over an index, integrals, derivatives."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from symgauss.kernel.terms import (
    Derivative,
    Gradient,
    Hessian,
    IndexedProduct,
    IndexedSum,
    Integral,
    Jacobian,
    Term,
)
from symgauss.notation.layout import (
    Fraction,
    Glyph,
    Kind,
    Large,
    Layout,
    Number,
    Row,
    Scripts,
    Sign,
)
from symgauss.notation.precedence import Level, Piece


def compose_large(
    term: IndexedSum | IndexedProduct | Integral,
    compose: Callable[[Term], Piece],
    small: Callable[[Term], Layout],
) -> Piece:
    """A large operator with its limits and its body."""
    body = compose(term.body).at_least(Level.QUOTIENT)
    match term:
        case IndexedSum(_, index, lower, upper) | IndexedProduct(_, index, lower, upper):
            key = "sum" if isinstance(term, IndexedSum) else "product"
            below = Row((compose(index).layout, Sign("equal"), small(lower)), Kind.RELATION)
            row: tuple[Layout, ...] = (Large(key, below, small(upper)), body)
        case Integral(_, variable, lower, upper):
            bounded = lower is not None or upper is not None
            minus_infinity = Row((Sign("negative"), Glyph("infinity")))
            sign = Large(
                "integral",
                (small(lower) if lower is not None else minus_infinity) if bounded else None,
                (small(upper) if upper is not None else Glyph("infinity")) if bounded else None,
            )
            measure = Row((Glyph("d"), compose(variable).layout))
            row = (sign, body, Sign("thin"), measure)
        case _:
            assert_never(term)
    return Piece(Row(row, Kind.PRODUCT), Level.OPEN)


def compose_derivative(
    term: Derivative | Gradient | Jacobian | Hessian,
    compose: Callable[[Term], Piece],
    *,
    flat: bool,
) -> Piece:
    """A derivative written as an operator in front of its body."""
    body = compose(term.body).at_least(Level.OPEN)
    variable = compose(term.variable).layout
    partial = Glyph("partial")
    match term:
        case Derivative():
            under = Row((partial, variable))
            sign: Layout = Fraction(partial, under)
            if flat:
                sign = Row((partial, Sign("slash"), under))
        case Gradient():
            sign = Scripts(Glyph("nabla"), variable)
        case Jacobian():
            under = Row((partial, Scripts(variable, None, Glyph("top"))))
            sign = Row((partial, Sign("slash"), under)) if flat else Fraction(partial, under)
        case Hessian():
            sign = Scripts(Glyph("nabla"), variable, Number("2"))
        case _:
            assert_never(term)
    return Piece(Row((sign, body), Kind.PRODUCT), Level.OPEN)

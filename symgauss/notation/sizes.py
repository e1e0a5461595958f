"""Layouts of sizes and shapes."""

from __future__ import annotations

from symgauss.kernel.sizes import Shape, Size
from symgauss.notation.layout import Kind, Layout, Number, Row, Sign
from symgauss.notation.precedence import Level, Piece
from symgauss.notation.products import negated
from symgauss.notation.spelling import spell


def compose_size(size: Size) -> Piece:
    """``n``, ``2 n``, ``n_1 + n_2``: named dimensions first, the constant last."""
    monomials = sorted(size.monomials, key=lambda item: (not item[0], item[0]))
    if not monomials:
        return Piece(Number("0"), Level.ATOM)
    row: list[Layout] = []
    for names, factor in monomials:
        piece = _monomial(names, abs(factor))
        if row:
            row.append(Sign("minus" if factor < 0 else "plus"))
        elif factor < 0:
            piece = negated(piece.layout)
        row.append(piece.layout)
    if len(row) == 1:
        return piece
    return Piece(Row(tuple(row), Kind.SUM), Level.SUM)


def compose_shape(shape: Shape) -> Layout | None:
    """The exponent of the space of a shape: ``n``, ``m x n``; ``None`` for a scalar."""
    if shape.is_scalar:
        return None
    rows = compose_size(shape.rows)
    if shape.is_vector:
        return rows.layout
    columns = compose_size(shape.columns)
    sides = (rows.at_least(Level.PRODUCT), Sign("times"), columns.at_least(Level.PRODUCT))
    return Row(sides, Kind.PRODUCT)


def _monomial(names: tuple[str, ...], factor: int) -> Piece:
    items: list[Layout] = [] if factor == 1 and names else [Number(str(factor))]
    items += [spell(name).layout for name in names]
    if len(items) == 1:
        return Piece(items[0], Level.ATOM)
    return Piece(Row(tuple(items), Kind.PRODUCT), Level.PRODUCT)

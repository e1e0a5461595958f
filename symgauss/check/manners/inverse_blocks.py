r"""Blocks of an inverse: with ``\Lambda = \Sigma^{-1}``, both in blocks, the one say the other.

``L_11 = (S_11 - S_12 S_22^{-1} S_21)^{-1}`` and ``L_12 = -L_11 S_12 S_22^{-1}``, and the other two
with the indices exchanged (Bishop, PRML, 2.76 to 2.79).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symgauss.check.displays.parts import Statement
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.terms import (
    MINUS_ONE,
    Block,
    Inverse,
    Power,
    Product,
    Symbol,
    Term,
    difference,
)

PARTS = 2


def inverse_blocks(statements: Iterable[Statement]) -> Iterator[tuple[Symbol, Term, int]]:
    """Blocks of inverses with their values, and where both are known."""
    blocks: dict[Term, tuple[Block, int]] = {}
    inverses: dict[Term, tuple[Term, int]] = {}
    for statement in statements:
        if not statement.signs or statement.signs[0].kind not in ("=", ":="):
            continue
        if not statement.force.everywhere:
            continue
        left, right = (side.term for side in statement.sides[:2])
        if left is None or right is None:
            continue
        if isinstance(right, Block) and _is_square(right):
            blocks.setdefault(left, (right, statement.position))
        for one, other in ((left, right), (right, left)):
            if isinstance(one, Symbol) and isinstance(other, Inverse):
                inverses.setdefault(one, (other.matrix, statement.position))
    for name, (block, place) in blocks.items():
        if isinstance(name, Inverse):
            matrix, said = name.matrix, place
        elif name in inverses:
            matrix, said = inverses[name]
        else:
            continue
        if matrix not in blocks:
            continue
        whole, stated = blocks[matrix]
        for part, value in zip(_flat(block), _of_inverse(whole), strict=False):
            if isinstance(part, Symbol) and _fits(part, value):
                yield part, value, max(place, said, stated)


def _is_square(block: Block) -> bool:
    return [len(row) for row in block.rows] == [PARTS] * PARTS


def _flat(block: Block) -> tuple[Term, ...]:
    return tuple(part for row in block.rows for part in row)


def _of_inverse(block: Block) -> tuple[Term, ...]:
    """The four blocks of the inverse; none where the parts do not fit."""
    (a, b), (c, d) = block.rows
    try:
        first = _inverse(difference(a, Product((b, _inverse(d), c))))
        second = _inverse(difference(d, Product((c, _inverse(a), b))))
    except ShapeError:
        return ()
    upper = Product((MINUS_ONE, first, b, _inverse(d)))
    lower = Product((MINUS_ONE, second, c, _inverse(a)))
    return first, upper, lower, second


def _inverse(term: Term) -> Term:
    return Power(term, MINUS_ONE) if shape_of(term).is_scalar else Inverse(term)


def _fits(part: Symbol, value: Term) -> bool:
    try:
        return shape_of(value) == part.shape
    except ShapeError:
        return False

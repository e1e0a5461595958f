"""Breaking wide formulas into lines.

No engine does it for us.  A formula is broken at its relation, then at the signs of the top-level
sum, then inside a bracket that is too wide by itself, then between factors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from symgauss.notation.layout import (
    Edge,
    Fence,
    Kind,
    Layout,
    Row,
    Scripts,
    Sign,
    is_tall,
    scripted,
)
from symgauss.notation.widths import Measure

INDENT = 1.5  #: em for each level of indentation
_NARROW = 0.3  #: a left side up to this part of the width keeps the relation on its line


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a broken formula, and how deeply it is indented."""

    depth: int
    layout: Layout


@dataclass(frozen=True, slots=True)
class Display:
    """A formula in lines: left side, relation sign, right side."""

    left: tuple[Line, ...]
    sign: Layout
    right: tuple[Line, ...]
    apart: bool  #: the left side stands on lines of its own


@dataclass(frozen=True, slots=True)
class _Chunk:
    """What is kept together; ``factor`` asks for a multiplication sign at the start of a line."""

    layout: Layout
    depth: int
    factor: bool = False


def break_formula(formula: Row, width: float, measure: Measure) -> Display:
    """Lines of ``lhs relation rhs`` within a width, in the unit of ``measure``."""
    left, sign, right = formula.items
    left_width = measure(left) + measure(sign)
    apart = left_width > _NARROW * width and left_width + measure(right) > width
    room = width - measure(sign) - (INDENT if apart else left_width - measure(sign))
    return Display(
        tuple(break_side(left, width, measure)),
        sign,
        tuple(break_side(right, room, measure)),
        apart,
    )


def break_side(layout: Layout, width: float, measure: Measure) -> list[Line]:
    """Lines of one side of a relation."""
    if measure(layout) <= width:
        return [Line(0, layout)]
    chunks = _chunks(layout, width - INDENT, measure, 0)
    lines = [[chunks[0]]]
    for chunk in chunks[1:]:
        candidate = _line([*lines[-1], chunk], first=len(lines) == 1)
        if measure(candidate.layout) + INDENT * candidate.depth <= width:
            lines[-1].append(chunk)
        else:
            lines.append([chunk])
    return [_line(line, first=i == 0) for i, line in enumerate(lines)]


def _line(chunks: Sequence[_Chunk], *, first: bool) -> Line:
    layouts = [chunk.layout for chunk in chunks]
    if not first and chunks[0].factor:
        layouts.insert(0, Sign("cdot"))
    layout = layouts[0] if len(layouts) == 1 else Row(tuple(layouts), Kind.SUM)
    return Line(0 if first else chunks[0].depth + 1, layout)


def _chunks(layout: Layout, width: float, measure: Measure, depth: int) -> list[_Chunk]:
    """The parts between which a line may end; a part is opened only if it is too wide itself."""
    if measure(layout) <= width - INDENT * depth:
        return [_Chunk(layout, depth)]
    match layout:
        case Row(items, Kind.SUM):
            return _terms(items, width, measure, depth)
        case Row(items, Kind.PRODUCT):
            return _factors(items, width, measure, depth)
        case Row(items, Kind.LIST | Kind.RELATION):
            return _listed(items, width, measure, depth)
        case Row((*head, last), Kind.TIGHT) if head:
            return _glued_before(head, _chunks(last, width, measure, depth))
        case Fence(bracket, body):
            return _opened(Fence(bracket, body), None, width, measure, depth)
        case Scripts(base=Fence() as fence):
            return _opened(fence, layout, width, measure, depth)
        case _:
            return [_Chunk(layout, depth)]


def _terms(items: Sequence[Layout], width: float, measure: Measure, depth: int) -> list[_Chunk]:
    chunks: list[_Chunk] = []
    sign: list[Layout] = []
    for item in items:
        if isinstance(item, Sign):
            sign = [item]
            continue
        whole = Row((*sign, item), Kind.SUM) if sign else item
        if measure(whole) <= width - INDENT * depth:
            chunks.append(_Chunk(whole, depth))
        else:
            chunks += _glued_before(sign, _chunks(item, width, measure, depth), Kind.SUM)
        sign = []
    return chunks


def _factors(items: Sequence[Layout], width: float, measure: Measure, depth: int) -> list[_Chunk]:
    chunks: list[_Chunk] = []
    for item in items:
        if isinstance(item, Sign):
            continue
        inner = _chunks(item, width, measure, depth)
        if chunks:
            inner[0] = replace(inner[0], factor=True)
        chunks += inner
    return _merged(chunks, width, measure)


def _merged(chunks: list[_Chunk], width: float, measure: Measure) -> list[_Chunk]:
    """Coefficients stay with the factor after them: no line ends in ``- 1/2``."""
    first, *rest = chunks
    if not rest or measure(first.layout) > INDENT:
        return chunks
    together = Row((first.layout, rest[0].layout), Kind.PRODUCT)
    if measure(together) > width and not isinstance(rest[0].layout, Row):
        return chunks
    return [_Chunk(together, first.depth), *rest[1:]]


def _listed(items: Sequence[Layout], width: float, measure: Measure, depth: int) -> list[_Chunk]:
    chunks: list[_Chunk] = []
    for item in items:
        if isinstance(item, Sign) and chunks:
            last = chunks[-1]
            chunks[-1] = replace(last, layout=Row((last.layout, item), Kind.LIST))
        else:
            chunks += _chunks(item, width, measure, depth)
    return chunks


def _glued_before(
    head: Sequence[Layout], chunks: list[_Chunk], kind: Kind = Kind.TIGHT
) -> list[_Chunk]:
    first = chunks[0]
    if not head:
        return chunks
    return [replace(first, layout=Row((*head, first.layout), kind)), *chunks[1:]]


def _opened(
    fence: Fence, scripts: Scripts | None, width: float, measure: Measure, depth: int
) -> list[_Chunk]:
    """A bracket whose halves may stand on different lines."""
    tall = is_tall(fence.body)
    close: Layout = Edge(fence.bracket, opening=False, tall=tall)
    if scripts is not None:
        close = scripted(close, scripts.below, scripts.above)
    inner = _chunks(fence.body, width, measure, depth + 1)
    inner = _glued_before([Edge(fence.bracket, opening=True, tall=tall)], inner)
    last = inner[-1]
    inner[-1] = replace(last, layout=Row((last.layout, close), Kind.TIGHT))
    return inner

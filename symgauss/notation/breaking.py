"""Breaking wide formulas into lines.

No engine does it for us.  A formula is broken at its relation, then at the signs of the top-level
sum, then inside a bracket that is too wide by itself, then between factors.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from symgauss.notation.widths import Ruler

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
    """What is kept together."""

    layout: Layout
    depth: int
    factor: bool = False  #: has a multiplication sign in front when it starts a line
    dotted: bool = False  #: has a multiplication sign in front wherever it stands
    opens: bool = False  #: starts a term that takes several lines, and so a line


def break_formula(formula: Row, width: float, ruler: Ruler) -> Display:
    """Lines of ``lhs relation rhs`` within a width, in the unit of the ruler."""
    left, sign, right = formula.items
    apart, room = divide(left, [(sign, right)], width, ruler)
    lines = tuple(break_side(right, room, ruler))
    return Display(tuple(break_side(left, width, ruler)), sign, lines, apart)


def divide(
    left: Layout, sides: Sequence[tuple[Layout, Layout]], width: float, ruler: Ruler
) -> tuple[bool, float]:
    """Whether the left side stands apart, and the width that is left for the right sides.

    ``sides`` are the relation signs and right sides of a chain that starts with ``left``.
    """
    sign = max(ruler.measure(sign) for sign, _ in sides) + ruler.gap
    beside = ruler.measure(left) + sign
    widest = max(ruler.measure(right) for _, right in sides)
    apart = beside > _NARROW * width and beside + widest > width
    return apart, width - (ruler.indent + sign if apart else beside)


def aligned_rows(display: Display, write: Callable[[Layout], str], indent: str) -> list[str]:
    """Rows with ``&`` before the place that is aligned: what LaTeX and Typst both read."""
    left = [indent * line.depth + write(line.layout) for line in display.left]
    right = [indent * line.depth + write(line.layout) for line in display.right]
    sign = write(display.sign)
    if display.apart:
        rows = [f"& {text}" for text in left]
        return [*rows, f"& {indent}{sign} {right[0]}", *(f"& {indent}{t}" for t in right[1:])]
    return [f"{left[0]} &{sign} {right[0]}", *(f"&{text}" for text in right[1:])]


def break_side(layout: Layout, width: float, ruler: Ruler) -> list[Line]:
    """Lines of one side of a relation."""
    if ruler.measure(layout) <= width:
        return [Line(0, layout)]
    chunks = _chunks(layout, width - ruler.indent, ruler, 0)
    lines = [[chunks[0]]]
    for chunk in chunks[1:]:
        candidate = _line([*lines[-1], chunk], first=len(lines) == 1)
        new = chunk.opens or (len(lines) > 1 and chunk.depth < lines[-1][0].depth)
        if not new and ruler.measure(candidate.layout) + ruler.indent * candidate.depth <= width:
            lines[-1].append(chunk)
        else:
            lines.append([chunk])
    return [_line(line, first=i == 0) for i, line in enumerate(lines)]


def _line(chunks: Sequence[_Chunk], *, first: bool) -> Line:
    layouts: list[Layout] = []
    for chunk in chunks:
        starts = not layouts and not first and chunk.factor
        layouts += [Sign("cdot"), chunk.layout] if starts or chunk.dotted else [chunk.layout]
    layout = layouts[0] if len(layouts) == 1 else Row(tuple(layouts), Kind.SUM)
    return Line(0 if first else chunks[0].depth + 1, layout)


def _chunks(layout: Layout, width: float, ruler: Ruler, depth: int) -> list[_Chunk]:
    """The parts between which a line may end; a part is opened only if it is too wide itself."""
    if ruler.measure(layout) <= width - ruler.indent * depth:
        return [_Chunk(layout, depth)]
    match layout:
        case Row(items, Kind.SUM | Kind.RELATION):
            return _terms(items, width, ruler, depth)
        case Row(items, Kind.PRODUCT):
            return _factors(items, width, ruler, depth)
        case Row(items, Kind.LIST):
            return _listed(items, width, ruler, depth)
        case Row((over, Sign("slash") as slash, under), Kind.TIGHT):
            parts = _chunks(over, width, ruler, depth)
            return [*parts, _Chunk(Row((slash, under)), depth)]
        case Row((*head, last), Kind.TIGHT) if head:
            room = width - (ruler.measure(layout) - ruler.measure(last))
            return _glued_before(head, _chunks(last, room, ruler, depth))
        case Fence(bracket, body):
            return _opened(Fence(bracket, body), None, width, ruler, depth)
        case Scripts(base=Fence() as fence):
            return _opened(fence, layout, width, ruler, depth)
        case _:
            return [_Chunk(layout, depth)]


def _terms(items: Sequence[Layout], width: float, ruler: Ruler, depth: int) -> list[_Chunk]:
    chunks: list[_Chunk] = []
    sign: list[Layout] = []
    for item in items:
        if isinstance(item, Sign) or (isinstance(item, Scripts) and isinstance(item.base, Sign)):
            sign = [item]
            continue
        whole = Row((*sign, item), Kind.SUM) if sign else item
        if ruler.measure(whole) <= width - ruler.indent * depth:
            chunks.append(_Chunk(whole, depth))
        else:
            room = width - (ruler.measure(whole) - ruler.measure(item))
            inner = _glued_before(sign, _chunks(item, room, ruler, depth), Kind.SUM)
            chunks += [replace(inner[0], opens=bool(chunks)), *inner[1:]]
        sign = []
    return chunks


def _factors(items: Sequence[Layout], width: float, ruler: Ruler, depth: int) -> list[_Chunk]:
    chunks: list[_Chunk] = []
    dotted = False
    for item in items:
        if isinstance(item, Sign):
            dotted = item.key == "cdot"
            continue
        inner = _chunks(item, width, ruler, depth)
        if chunks:
            inner[0] = replace(inner[0], factor=True, dotted=dotted)
        chunks += inner
        dotted = False
    return _merged(chunks, width, ruler)


def _merged(chunks: list[_Chunk], width: float, ruler: Ruler) -> list[_Chunk]:
    """Coefficients stay with the factor after them: no line ends in ``- 1/2``."""
    first, *rest = chunks
    if not rest or rest[0].dotted or ruler.measure(first.layout) > ruler.indent:
        return chunks
    together = Row((first.layout, rest[0].layout), Kind.PRODUCT)
    if ruler.measure(together) > width and not isinstance(rest[0].layout, Row):
        return chunks
    return [replace(first, layout=together), *rest[1:]]


def _listed(items: Sequence[Layout], width: float, ruler: Ruler, depth: int) -> list[_Chunk]:
    chunks: list[_Chunk] = []
    for item in items:
        if isinstance(item, Sign) and chunks:
            last = chunks[-1]
            chunks[-1] = replace(last, layout=Row((last.layout, item), Kind.LIST))
        else:
            chunks += _chunks(item, width, ruler, depth)
    return chunks


def _glued_before(
    head: Sequence[Layout], chunks: list[_Chunk], kind: Kind = Kind.TIGHT
) -> list[_Chunk]:
    first = chunks[0]
    if not head:
        return chunks
    return [replace(first, layout=Row((*head, first.layout), kind)), *chunks[1:]]


def _opened(
    fence: Fence, scripts: Scripts | None, width: float, ruler: Ruler, depth: int
) -> list[_Chunk]:
    """A bracket whose halves may stand on different lines."""
    tall = is_tall(fence.body)
    close: Layout = Edge(fence.bracket, opening=False, tall=tall)
    if scripts is not None:
        close = scripted(close, scripts.below, scripts.above)
    inner = _chunks(fence.body, width, ruler, depth + 1)
    inner[0] = replace(inner[0], depth=depth)
    inner = _glued_before([Edge(fence.bracket, opening=True, tall=tall)], inner)
    last = inner[-1]
    inner[-1] = replace(last, layout=Row((last.layout, close), Kind.TIGHT))
    return inner

"""Breaking wide formulas into lines.

No engine does it for us.  A formula is broken at its relation, then at the signs of the top-level
sum, then inside a bracket that is too wide by itself, then between factors.  What is still too
wide, such as a matrix with many columns, is set smaller where the target can do that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from symgauss.notation.layout import (
    Bracket,
    Edge,
    Fence,
    Grid,
    Kind,
    Large,
    Layout,
    Row,
    Scripts,
    Sign,
    is_tall,
    listed,
    scripted,
)
from symgauss.notation.widths import Ruler

_SHORT = 2  #: a coefficient up to this width stays with the factor after it
_SMALLEST = 0.45  #: no formula is set smaller than this, against the text
_NARROW = 0.3  #: a left side up to this part of the width keeps the relation on its line


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a broken formula: how deeply it is indented, and its size against the text."""

    depth: int
    layout: Layout
    scale: float = 1.0


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


def aligned_rows(
    display: Display,
    write: Callable[[Layout], str],
    indent: str,
    sized: Callable[[str, float], str] = lambda text, _: text,
) -> list[str]:
    """Rows with ``&`` before the place that is aligned: what LaTeX and Typst both read.

    ``sized`` sets what is written at a size against the text.
    """

    def row(line: Line) -> str:
        return indent * line.depth + sized(write(line.layout), line.scale)

    left, right = [row(line) for line in display.left], [row(line) for line in display.right]
    sign = write(display.sign)
    if display.apart:
        rows = [f"& {text}" for text in left]
        return [*rows, f"& {indent}{sign} {right[0]}", *(f"& {indent}{t}" for t in right[1:])]
    return [f"{left[0]} &{sign} {right[0]}", *(f"&{text}" for text in right[1:])]


def break_side(layout: Layout, width: float, ruler: Ruler) -> list[Line]:
    """Lines of one side of a relation."""
    if ruler.measure(layout) <= width:
        return [Line(0, layout)]
    # Lines after the first are indented; the first one has that room to spare.
    chunks = _Opener(width - ruler.indent, ruler).chunks(layout, 0, -ruler.indent)
    lines = [[chunks[0]]]
    for chunk in chunks[1:]:
        candidate = _line([*lines[-1], chunk], first=len(lines) == 1)
        new = chunk.opens or (len(lines) > 1 and chunk.depth < lines[-1][0].depth)
        if not new and ruler.measure(candidate.layout) + ruler.indent * candidate.depth <= width:
            lines[-1].append(chunk)
        else:
            lines.append([chunk])
    return [_fitted(_line(line, first=i == 0), width, ruler) for i, line in enumerate(lines)]


def _fitted(line: Line, width: float, ruler: Ruler) -> Line:
    """A line that cannot be broken further, small enough for the width."""
    wide = ruler.measure(line.layout)
    room = width - ruler.indent * line.depth
    if ruler.one_line or wide <= room + 1:
        return line
    return replace(line, scale=max(_SMALLEST, room / wide))


def _line(chunks: Sequence[_Chunk], *, first: bool) -> Line:
    layouts: list[Layout] = []
    for chunk in chunks:
        starts = not layouts and not first and chunk.factor
        layouts += [Sign("cdot"), chunk.layout] if starts or chunk.dotted else [chunk.layout]
    layout = layouts[0] if len(layouts) == 1 else Row(tuple(layouts), Kind.SUM)
    return Line(0 if first else chunks[0].depth + 1, layout)


@dataclass(frozen=True, slots=True)
class _Opener:
    """Finds the parts between which a line may end; opens only what is too wide by itself.

    ``lead`` and ``tail`` are what stands before and after a part on the same line: the head of a
    function, the closing bracket.
    """

    width: float
    ruler: Ruler

    def chunks(
        self, layout: Layout, depth: int, lead: float = 0.0, tail: float = 0.0
    ) -> list[_Chunk]:
        """The layout in parts, the whole of it as one part if it fits."""
        measure = self.ruler.measure
        if lead + measure(layout) + tail <= self.width - self.ruler.indent * depth:
            return [_Chunk(layout, depth)]
        match layout:
            case Row(items, Kind.SUM | Kind.RELATION):
                return self.terms(items, depth, lead, tail)
            case Row(items, Kind.PRODUCT):
                return self.factors(items, depth, lead, tail)
            case Row(items, Kind.LIST):
                return self.listed(items, depth, lead, tail)
            case Row((over, Sign("slash") as slash, under), Kind.TIGHT):
                below = Row((slash, under))
                return [*self.chunks(over, depth, lead), _Chunk(below, depth)]
            case Row((*head, last), Kind.TIGHT) if head:
                lead += measure(layout) - measure(last)
                return _glued(head, self.chunks(last, depth, lead, tail))
            case Fence():
                return self.opened(layout, None, depth, lead, tail)
            case Scripts(base=Fence() as fence):
                return self.opened(fence, layout, depth, lead, tail)
            case Grid() if self.ruler.one_line:
                return self.row_by_row(layout, None, depth, lead, tail)
            case Scripts(base=Grid() as grid) if self.ruler.one_line:
                return self.row_by_row(grid, layout, depth, lead, tail)
            case _:
                return [_Chunk(layout, depth)]

    def terms(self, items: Sequence[Layout], depth: int, lead: float, tail: float) -> list[_Chunk]:
        """Terms, each with the sign in front of it."""
        chunks: list[_Chunk] = []
        sign: list[Layout] = []
        for i, item in enumerate(items):
            if _is_sign(item):
                sign = [item]
                continue
            whole = Row((*sign, item), Kind.SUM) if sign else item
            before = 0.0 if chunks else lead
            before += self.ruler.measure(whole) - self.ruler.measure(item)
            after = tail if i == len(items) - 1 else 0.0
            inner = _glued(sign, self.chunks(item, depth, before, after), Kind.SUM)
            several = bool(chunks) and len(inner) > 1
            chunks += [replace(inner[0], opens=several), *inner[1:]]
            sign = []
        return chunks

    def factors(
        self, items: Sequence[Layout], depth: int, lead: float, tail: float
    ) -> list[_Chunk]:
        """Factors; a short coefficient stays with what follows, a differential with its integrand.

        So no line ends in ``- 1/2`` or begins with ``dx``.
        """
        if isinstance(items[-2], Sign) and items[-2].key == "thin":
            end = Row(tuple(items[-2:]))
            chunks = self.factors(items[:-2], depth, lead, tail + self.ruler.measure(end))
            together = Row((chunks[-1].layout, *items[-2:]), Kind.PRODUCT)
            return [*chunks[:-1], replace(chunks[-1], layout=together)]
        chunks = []
        coefficient: Layout | None = None
        dotted = False
        for i, item in enumerate(items):
            if isinstance(item, Sign):
                dotted = item.key == "cdot"
                continue
            if i == 0 and self.is_coefficient(items):
                coefficient, lead = item, lead + self.ruler.measure(item)
                continue
            inner = self.chunks(
                item, depth, 0.0 if chunks else lead, tail if i == len(items) - 1 else 0.0
            )
            if chunks:
                opens = len(inner) > 1 and _has_arguments(item)
                inner[0] = replace(inner[0], factor=True, dotted=dotted, opens=opens)
            elif coefficient is not None:
                inner = _glued([coefficient], inner, Kind.PRODUCT)
            chunks += inner
            dotted = False
        return chunks

    def is_coefficient(self, items: Sequence[Layout]) -> bool:
        """Whether the first factor is short, or a large operator, and another one follows."""
        if len(items) < 2 or isinstance(items[1], Sign):
            return False
        return isinstance(items[0], Large) or self.ruler.measure(items[0]) <= _SHORT

    def listed(self, items: Sequence[Layout], depth: int, lead: float, tail: float) -> list[_Chunk]:
        """Items, each with the sign after it."""
        chunks: list[_Chunk] = []
        for i, item in enumerate(items):
            if isinstance(item, Sign) and chunks:
                together = Row((chunks[-1].layout, item), Kind.LIST)
                chunks[-1] = replace(chunks[-1], layout=together)
                continue
            after = tail if i == len(items) - 1 else self.ruler.measure(Sign("comma"))
            chunks += self.chunks(item, depth, 0.0 if chunks else lead, after)
        return chunks

    def opened(
        self, fence: Fence, scripts: Scripts | None, depth: int, lead: float, tail: float
    ) -> list[_Chunk]:
        """A bracket whose halves may stand on different lines."""
        tall = is_tall(fence.body)
        start = Edge(fence.bracket, opening=True, tall=tall)
        end: Layout = Edge(fence.bracket, opening=False, tall=tall)
        if scripts is not None:
            end = scripted(end, scripts.below, scripts.above)
        # The first part stands outside the bracket's own level of indentation.
        lead += self.ruler.measure(start) - self.ruler.indent
        inner = self.chunks(fence.body, depth + 1, lead, tail + self.ruler.measure(end))
        inner[0] = replace(inner[0], depth=depth)
        inner = _glued([start], inner)
        inner[-1] = replace(inner[-1], layout=Row((inner[-1].layout, end), Kind.TIGHT))
        return inner

    def row_by_row(
        self, grid: Grid, scripts: Scripts | None, depth: int, lead: float, tail: float
    ) -> list[_Chunk]:
        """A matrix in one line of text, with a line for each of its rows."""
        start, end = _matrix_edges(grid)
        if scripts is not None:
            end = scripted(end, scripts.below, scripts.above)
        semicolon = Sign("semicolon")
        last = len(grid.rows) - 1
        chunks: list[_Chunk] = []
        for i, row in enumerate(grid.rows):
            before = lead + self.ruler.measure(start) - self.ruler.indent if i == 0 else 0.0
            closing = end if i == last else semicolon
            after = self.ruler.measure(closing) + (tail if i == last else 0.0)
            inner = self.chunks(listed(row), depth, before, after)
            joined = Row((inner[-1].layout, closing), Kind.TIGHT)
            inner[-1] = replace(inner[-1], layout=joined)
            inner[0] = replace(inner[0], opens=i > 0)
            chunks += _glued([start], inner) if i == 0 else inner
        return chunks


def _matrix_edges(grid: Grid) -> tuple[Layout, Layout]:
    """What stands before and after a matrix in one line: ``[`` and ``]``, bars around them."""
    start, end = (Edge(Bracket.SQUARE, opening=side, tall=False) for side in (True, False))
    if grid.bracket is not Bracket.BARS:
        return start, end
    left, right = (Edge(Bracket.BARS, opening=side, tall=False) for side in (True, False))
    return Row((left, start)), Row((end, right))


def _is_sign(item: Layout) -> bool:
    return isinstance(item, Sign) or (isinstance(item, Scripts) and isinstance(item.base, Sign))


def _has_arguments(item: Layout) -> bool:
    """Whether the factor is a call with several arguments: they are kept on lines of their own."""
    match item:
        case Row((*_, Fence(_, Row(_, Kind.LIST)))):
            return True
        case _:
            return False


def _glued(head: Sequence[Layout], chunks: list[_Chunk], kind: Kind = Kind.TIGHT) -> list[_Chunk]:
    """The chunks with something in front that stays with the first one."""
    if not head:
        return chunks
    first = chunks[0]
    return [replace(first, layout=Row((*head, first.layout), kind)), *chunks[1:]]

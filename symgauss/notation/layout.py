"""The layout of a formula: what stands beside, above and below what.

Between a term and its text stands a small tree of boxes that no target owns.  Parentheses,
fractions, signs and scripts are decided once, when the term becomes a layout; a target is a
table that says how each kind of box is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from symgauss.notation.names import Name


@dataclass(frozen=True, slots=True)
class Number:
    """Digits, or in one-line text a single character such as ½."""

    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A name that passed :func:`symgauss.notation.names.parse_name`."""

    name: Name


@dataclass(frozen=True, slots=True)
class Glyph:
    """A fixed symbol, such as pi or the calligraphic N; the key is looked up in the target."""

    key: str


@dataclass(frozen=True, slots=True)
class Operator:
    """An upright word that takes an argument: tr, log, exp, Cov."""

    word: str


@dataclass(frozen=True, slots=True)
class Sign:
    """An infix sign or a piece of punctuation; the key is looked up in the target."""

    key: str


class Kind(Enum):
    """What a row is, and so where it may be broken and how its items are spaced."""

    RELATION = auto()  #: sides and relation signs
    SUM = auto()  #: terms and the signs + and -
    PRODUCT = auto()  #: factors side by side
    TIGHT = auto()  #: a function and its argument, a prefix sign and its term
    LIST = auto()  #: items and the signs between them, inside a bracket


@dataclass(frozen=True, slots=True)
class Row:
    """Boxes side by side."""

    items: tuple[Layout, ...]
    kind: Kind = Kind.TIGHT


@dataclass(frozen=True, slots=True)
class Fraction:
    """One box over another."""

    over: Layout
    under: Layout


@dataclass(frozen=True, slots=True)
class Root:
    """A square root."""

    body: Layout


@dataclass(frozen=True, slots=True)
class Scripts:
    """A box with a subscript, a superscript, or both."""

    base: Layout
    below: Layout | None = None
    above: Layout | None = None


@dataclass(frozen=True, slots=True)
class Large:
    """A sum, product or integral sign with its limits; the key is looked up in the target."""

    key: str
    below: Layout | None = None
    above: Layout | None = None


class Bracket(Enum):
    """The pairs that can enclose a box."""

    ROUND = auto()
    SQUARE = auto()
    BRACES = auto()
    BARS = auto()
    NORM = auto()


@dataclass(frozen=True, slots=True)
class Fence:
    """A box in brackets that grow with it."""

    bracket: Bracket
    body: Layout


@dataclass(frozen=True, slots=True)
class Edge:
    """One half of a bracket whose other half stands on another line; made by line breaking."""

    bracket: Bracket
    opening: bool
    tall: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix of boxes; between bars it is the determinant."""

    rows: tuple[tuple[Layout, ...], ...]
    bracket: Bracket = Bracket.ROUND


Layout = (
    Number
    | Letter
    | Glyph
    | Operator
    | Sign
    | Row
    | Fraction
    | Root
    | Scripts
    | Large
    | Fence
    | Edge
    | Grid
)


def is_tall(layout: Layout) -> bool:
    """Whether brackets around the box must grow."""
    match layout:
        case Fraction() | Grid() | Large():
            return True
        case Row(items):
            return any(is_tall(item) for item in items)
        case Root(body) | Fence(_, body) | Scripts(base=body):
            return is_tall(body)
        case _:
            return False


def is_barred(layout: Layout) -> bool:
    """Whether the box stands between bars, whose two sides look the same."""
    return isinstance(layout, Fence) and layout.bracket in {Bracket.BARS, Bracket.NORM}


def is_call(layout: Layout) -> bool:
    """Whether the box is a head with its argument in brackets: ``p(x)``."""
    return (
        isinstance(layout, Row)
        and layout.kind is Kind.TIGHT
        and isinstance(layout.items[-1], Fence)
    )


def stand_apart(left: Layout, right: Layout) -> bool:
    """Whether two factors need a thin space between them: ``|A| |B|``, ``p(x) p(y)``."""
    return (is_barred(left) and is_barred(right)) or (is_call(left) and is_call(right))


def scripted(base: Layout, below: Layout | None = None, above: Layout | None = None) -> Scripts:
    """A box with scripts; a superscript joins the subscript that the box already has."""
    if isinstance(base, Scripts) and below is None and base.above is None:
        return Scripts(base.base, base.below, above)
    return Scripts(base, below, above)


def listed(items: tuple[Layout, ...], separator: str = "comma") -> Layout:
    """``a, b, c`` (or another separator) as one row; a single item stays as it is."""
    if len(items) == 1:
        return items[0]
    row: list[Layout] = []
    for item in items:
        row += [Sign(separator), item] if row else [item]
    return Row(tuple(row), Kind.LIST)

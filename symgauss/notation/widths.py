"""How wide a layout will be, in em of the text font: an estimate for line breaking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from symgauss.notation.layout import (
    Edge,
    Fence,
    Fraction,
    Glyph,
    Grid,
    Kind,
    Large,
    Layout,
    Letter,
    Number,
    Operator,
    Root,
    Row,
    Scripts,
    Sign,
)


@dataclass(frozen=True, slots=True)
class Ruler:
    """How a target measures: a layout, one level of indentation, the space around a relation.

    ``one_line`` tells targets where a matrix stands in a line, ``[A, B; C, D]``: such a matrix can
    be broken after each row, and nothing can be set smaller.
    """

    measure: Callable[[Layout], float]
    indent: float
    gap: float = 0.0
    one_line: bool = False


_SCRIPT = 0.7  #: size of scripts, against the base
_WIDE = {"x", "m", "w", "M", "W", "Omega", "omega", "Phi", "Psi", "Gamma"}
_GLYPHS = {"const": 2.3, "infinity": 1.0, "normal": 0.95, "nabla": 0.8, "information": 0.45}
_SIGNS = {
    **dict.fromkeys(("comma", "semicolon"), 0.45),
    **dict.fromkeys(("thin", "open", "close", "bar", "slash", "star", "prime"), 0.4),
    "quad": 1.0,
    "negative": 0.78,
    "parallel": 0.9,
    "defined": 1.6,
}


def width_in_em(layout: Layout) -> float:
    """Estimated width of a displayed formula, a little on the wide side."""
    match layout:
        case Number(text):
            return 0.5 * len(text)
        case Letter(name):
            if name.is_word:
                return 0.55 * len(name.base)
            if len(name.base) > 1 and name.base not in _WIDE:
                return 0.62
            return 0.8 if name.base in _WIDE or name.base.isupper() else 0.57
        case Glyph(key):
            return _GLYPHS.get(key, 0.72)
        case Operator(word):
            return 0.5 * len(word) + 0.17
        case Sign(key):
            return _SIGNS.get(key, 1.25)
        case Row(items, kind):
            gap = 0.06 if kind is Kind.PRODUCT else 0.0
            return sum(width_in_em(item) + gap for item in items)
        case Fraction(over, under):
            return max(width_in_em(over), width_in_em(under)) + 0.25
        case Root(body):
            return width_in_em(body) + 0.9
        case Scripts(base, below, above):
            return width_in_em(base) + _scripts(below, above)
        case Large(_, below, above):
            return max(1.4, _scripts(below, above) + 0.2)
        case Fence(_, body):
            return width_in_em(body) + 1.0
        case Edge():
            return 0.55
        case Grid(rows):
            columns = range(len(rows[0]))
            widths = [max(width_in_em(row[i]) for row in rows) for i in columns]
            return sum(widths) + 1.0 * (len(widths) - 1) + 1.6
        case _:
            assert_never(layout)


def _scripts(below: Layout | None, above: Layout | None) -> float:
    return _SCRIPT * max((width_in_em(script) for script in (below, above) if script), default=0.0)


#: For pages, in em of the text font.
PAGE = Ruler(width_in_em, 1.5)

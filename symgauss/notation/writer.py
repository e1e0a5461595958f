"""What all targets share: one walk over the layout.  A target adds its tables and its boxes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar, assert_never

from symgauss.notation.layout import (
    Bracket,
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
from symgauss.notation.names import Name


class Writer(ABC):
    """Writes layouts as text of one target.

    ``tight`` is set inside scripts, where infix signs stand without spaces.
    """

    glyphs: ClassVar[Mapping[str, str]]
    signs: ClassVar[Mapping[str, str]]

    def write(self, layout: Layout, *, tight: bool = False) -> str:
        """The text of a layout."""
        match layout:
            case Number(text):
                return self.number(text)
            case Letter(name):
                return self.letter(name)
            case Glyph(key):
                return self.glyphs[key]
            case Operator(word):
                return self.operator(word)
            case Sign(key):
                return self.signs[key]
            case Row(items, kind):
                texts = [self.write(item, tight=tight) for item in items]
                return self.row(items, texts, kind, tight=tight)
            case Fraction(over, under):
                return self.fraction(self.write(over), self.write(under))
            case Root(body):
                return self.root(self.write(body))
            case Scripts(base, below, above):
                return self.scripts(self.write(base, tight=tight), *self.limits(below, above))
            case Large(key, below, above):
                return self.large(key, *self.limits(below, above))
            case Fence():
                return self.fence(layout, self.write(layout.body, tight=tight))
            case Edge():
                return self.edge(layout)
            case Grid(rows, bracket):
                boxes = [[self.write(box) for box in row] for row in rows]
                return self.grid(boxes, bars=bracket is Bracket.BARS)
            case _:
                assert_never(layout)

    def limits(self, below: Layout | None, above: Layout | None) -> tuple[str, str]:
        """Texts of two scripts, empty where there is none."""
        low = "" if below is None else self.write(below, tight=True)
        return low, "" if above is None else self.write(above, tight=True)

    def large(self, key: str, below: str, above: str) -> str:
        """A large operator; most targets write its limits as scripts."""
        return self.scripts(self.glyphs[key], below, above)

    def number(self, text: str) -> str:
        """Digits."""
        return text

    @abstractmethod
    def letter(self, name: Name) -> str:
        """A base letter or word with its accents."""

    @abstractmethod
    def operator(self, word: str) -> str:
        """An upright word."""

    @abstractmethod
    def row(self, items: Sequence[Layout], texts: list[str], kind: Kind, *, tight: bool) -> str:
        """Boxes side by side."""

    @abstractmethod
    def fraction(self, over: str, under: str) -> str:
        """A fraction."""

    @abstractmethod
    def root(self, body: str) -> str:
        """A square root."""

    @abstractmethod
    def scripts(self, base: str, below: str, above: str) -> str:
        """A box with scripts; an empty text is no script."""

    @abstractmethod
    def fence(self, fence: Fence, body: str) -> str:
        """A box in brackets."""

    @abstractmethod
    def edge(self, edge: Edge) -> str:
        """One half of a bracket."""

    @abstractmethod
    def grid(self, rows: list[list[str]], *, bars: bool) -> str:
        """A matrix in round brackets, or between bars."""

"""The one precedence table.  Parentheses are computed from it and written nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from symgauss.notation.layout import Bracket, Fence, Layout


class Level(IntEnum):
    """How tightly a formula holds together, loosest first."""

    SUM = 1  #: a + b, also -a
    QUOTIENT = 2  #: a / b on one line
    PRODUCT = 3  #: a b
    OPEN = 4  #: log x, a sum over an index: takes in what follows on its right
    SCRIPTED = 5  #: already has a superscript, or is a call: no second superscript
    ATOM = 6  #: a name, a number, a bracket


@dataclass(frozen=True, slots=True)
class Piece:
    """A layout together with how tightly it holds."""

    layout: Layout
    level: Level
    closed: Layout | None = None  #: the form with brackets of its own: log(x) for log x

    def at_least(self, level: Level) -> Layout:
        """The layout, in round brackets where it holds less tightly than the place needs."""
        return self.layout if self.level >= level else Fence(Bracket.ROUND, self.layout)

    def followed(self) -> Layout:
        """The layout for a place where something that is no part of it follows on its right."""
        if self.level == Level.OPEN and self.closed is not None:
            return self.closed
        return self.at_least(Level.SCRIPTED)

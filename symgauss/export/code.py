"""Code as text with a precedence, so that parentheses are computed and never written by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """How tightly an expression binds."""

    SUM = 1
    PRODUCT = 2
    UNARY = 3
    POWER = 4
    ATOM = 5


@dataclass(frozen=True, slots=True)
class Code:
    """An expression with the level of its outermost operator."""

    text: str
    level: Level = Level.ATOM

    def at_least(self, level: Level) -> str:
        """The text, in parentheses where it binds more loosely than the place asks for."""
        return self.text if self.level >= level else f"({self.text})"


def infix(left: Code, sign: str, right: Code, level: Level) -> Code:
    """``left sign right`` of an operator that associates to the left."""
    above = Level(level + 1)
    return Code(f"{left.at_least(level)} {sign} {right.at_least(above)}", level)


def call(function: str, *arguments: str) -> Code:
    """A call."""
    return Code(f"{function}({', '.join(arguments)})")


def negative(operand: Code) -> Code:
    """``-operand``."""
    return Code(f"-{operand.at_least(Level.UNARY)}", Level.UNARY)


def power(base: Code, exponent: Code) -> Code:
    """``base**exponent`` of Python, close together where both are simple."""
    left, right = base.at_least(Level.ATOM), exponent.at_least(Level.UNARY)
    simple = all(re.fullmatch(r"-?[\w.]+", text) for text in (left, right))
    return Code(f"{left}**{right}" if simple else f"{left} ** {right}", Level.POWER)

"""The tokens of LaTeX mathematics."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from symgauss.latex.source import Span


class Kind(Enum):
    """What a token is to the parser."""

    LETTER = auto()
    DIGIT = auto()
    COMMAND = auto()  #: ``text`` is the name without the backslash
    TEXT = auto()  #: ``\\text{...}``; ``text`` is the content
    OPEN_BRACE = auto()
    CLOSE_BRACE = auto()
    OPEN = auto()  #: a delimiter that surely opens: ``(``, ``\\left|``, ``\\lvert``
    CLOSE = auto()
    BAR = auto()  #: ``|`` or ``\\|``: opens, closes or separates
    SEPARATOR = auto()  #: ``\\mid`` and ``\\parallel``: never a delimiter
    SUPER = auto()
    SUB = auto()
    PRIME = auto()
    TAB = auto()  #: ``&``
    ROW = auto()  #: ``\\\\``
    QUAD = auto()  #: wide space; separates statements
    BEGIN = auto()
    END = auto()
    PARAMETER = auto()  #: ``#1`` in the body of a macro
    OTHER = auto()  #: one character of punctuation or an operator
    EOF = auto()


OPENS = frozenset({Kind.OPEN, Kind.OPEN_BRACE, Kind.BEGIN})  #: go one level deeper
CLOSES = frozenset({Kind.CLOSE, Kind.CLOSE_BRACE, Kind.END})  #: come back from it


@dataclass(frozen=True, slots=True)
class Token:
    """One token with its place."""

    kind: Kind
    text: str
    span: Span

    def is_other(self, text: str) -> bool:
        """Whether the token is this character."""
        return self.kind is Kind.OTHER and self.text == text

    def is_command(self, *names: str) -> bool:
        """Whether the token is one of these commands."""
        return self.kind is Kind.COMMAND and self.text in names

    @property
    def shown(self) -> str:
        """The token as messages quote it."""
        match self.kind:
            case Kind.COMMAND:
                return f"\\{self.text}"
            case Kind.TEXT:
                return f"\\text{{{self.text[:20]}}}"
            case Kind.BEGIN | Kind.END:
                return f"\\{self.kind.name.lower()}{{{self.text}}}"
            case Kind.EOF:
                return "the end of the formula"
            case Kind.ROW:
                return "\\\\"
            case _:
                return self.text

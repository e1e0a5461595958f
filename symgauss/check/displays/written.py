"""What a person wrote in a display, before any of it is parsed: chains of parts and relations."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from symgauss.latex.source import Span
from symgauss.latex.tokens import Token
from symgauss.latex.tree import RelationSign


@dataclass(slots=True)
class WrittenPart:
    """One side of a relation as tokens; empty where a row continues the one above."""

    tokens: list[Token] = field(default_factory=list)

    @property
    def span(self) -> Span:
        """From the first token to the last; ``Span(0, 0)`` of nothing."""
        if not self.tokens:
            return Span(0, 0)
        start = min(token.span.start for token in self.tokens)
        return Span(start, max(token.span.end for token in self.tokens))


@dataclass(slots=True)
class WrittenChain:
    r"""``parts[0] signs[0] parts[1] ...``.

    ``prefix`` is what stands before a colon (``m: \; y \sim ...``), ``implied`` says that the chain
    follows ``\Rightarrow`` or ``\Leftrightarrow``, ``condition`` that it follows a word such as
    "if" or "for", ``conditional`` that "if" or "or" follows it, ``premise`` that an
    implication does.
    """

    parts: list[WrittenPart] = field(default_factory=lambda: [WrittenPart()])
    signs: list[RelationSign] = field(default_factory=list)
    prefix: list[Token] = field(default_factory=list)
    implied: bool = False
    condition: str = ""  #: the word that a condition follows: "if", "for"
    conditional: bool = False
    premise: bool = False

    @property
    def last(self) -> WrittenPart:
        """The part that is being written."""
        return self.parts[-1]

    @property
    def is_complete(self) -> bool:
        """Whether there is a relation and something after it."""
        return bool(self.signs) and bool(self.last.tokens)


@dataclass(frozen=True, slots=True)
class Display:
    """One displayed formula: its chains, and pieces of it that have no tokens."""

    number: int
    span: Span
    label: str
    chains: tuple[WrittenChain, ...]
    unread: tuple[tuple[Span, str], ...] = ()  #: what could not be cut into tokens, and why


_HIDDEN = re.compile(r"\\(?:color|textcolor|math[a-z]+)\s*(?:\{\w+\}\s*)?\{\s*$")


def as_written(text: str, span: Span) -> str:
    r"""The text of a part, with hidden braces (``\color{red}{..}``) that go on beyond it."""
    start, end = span.start, span.end
    while end < len(text) and _open(text[start:end]) > 0:
        rest = text[end:].lstrip()
        if not rest.startswith("}"):
            break
        end = len(text) - len(rest) + 1
    while _open(text[start:end]) < 0:
        before = _HIDDEN.search(text, max(0, start - _LONGEST_COMMAND), start)
        if before is None:
            break
        start = before.start()
    return text[start:end]


_LONGEST_COMMAND = 60


def _open(text: str) -> int:
    """How many braces are open at the end."""
    return len(_OPENING.findall(text)) - len(_CLOSING.findall(text))


_OPENING = re.compile(r"(?<!\\)\{")
_CLOSING = re.compile(r"(?<!\\)\}")

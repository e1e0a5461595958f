"""What a person wrote in a display, before any of it is parsed: chains of parts and relations."""

from __future__ import annotations

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
    "if" or "for".
    """

    parts: list[WrittenPart] = field(default_factory=lambda: [WrittenPart()])
    signs: list[RelationSign] = field(default_factory=list)
    prefix: list[Token] = field(default_factory=list)
    implied: bool = False
    condition: bool = False

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

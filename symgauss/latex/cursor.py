"""A position in a list of tokens, with errors that point into the source."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from symgauss.errors import LatexError, ResourceLimitError
from symgauss.latex.limits import DEEPEST_NESTING
from symgauss.latex.source import Source, Span
from symgauss.latex.tokens import Kind, Token


class Cursor:
    """Reads tokens one after the other; wide spaces and alignment vanish unless asked for."""

    def __init__(self, tokens: list[Token], source: Source, end: int | None = None) -> None:
        last = tokens[-1].span.end if tokens else (end or 0)
        self.source = source
        self.tokens = [*tokens, Token(Kind.EOF, "", Span(last, last))]
        self.position = 0
        self.depth = 0
        self.matrix_level = 0  #: inside a matrix, tabs and rows separate entries

    def peek(self) -> Token:
        """The next token that means something."""
        while True:
            token = self.tokens[self.position]
            if token.kind is Kind.QUAD or (
                not self.matrix_level and token.kind in (Kind.TAB, Kind.ROW)
            ):
                self.position += 1
                continue
            return token

    def take(self) -> Token:
        """The next token, consumed."""
        token = self.peek()
        if token.kind is not Kind.EOF:
            self.position += 1
        return token

    @property
    def previous_end(self) -> int:
        """Offset after the token that was read last."""
        return self.tokens[self.position - 1].span.end if self.position else 0

    def span_from(self, start: Token | Span) -> Span:
        """From the start of something to the end of what was read last."""
        first = start.span.start if isinstance(start, Token) else start.start
        return Span(first, max(self.previous_end, first))

    def error(self, message: str, at: Token | Span | None = None, hint: str = "") -> LatexError:
        """An error with the place of a token (the next one, if none is given)."""
        where = self.peek() if at is None else at
        span = where.span if isinstance(where, Token) else where
        return LatexError(message, self.source.place(span), hint)

    @contextmanager
    def deeper(self) -> Iterator[None]:
        r"""One level of nesting; also those that no brace shows (``\sqrt\sqrt x``)."""
        self.depth += 1
        if self.depth > 2 * DEEPEST_NESTING:
            place = self.source.place(self.peek().span)
            raise ResourceLimitError(f"nested more than {DEEPEST_NESTING} deep", place)
        yield
        self.depth -= 1

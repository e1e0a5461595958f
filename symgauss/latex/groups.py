"""Delimiters: brackets, invisible braces, bars that open, close or separate."""

from __future__ import annotations

from symgauss.latex.cursor import Cursor
from symgauss.latex.source import Source, Span
from symgauss.latex.tokens import CLOSES, OPENS, Kind, Token
from symgauss.latex.tree import Fraction, Group, Node
from symgauss.latex.vocabulary import RELATION_COMMANDS


class Groups(Cursor):
    """Reads what stands between delimiters."""

    def __init__(self, tokens: list[Token], source: Source, end: int | None = None) -> None:
        super().__init__(tokens, source, end)
        self.bars: list[str] = []  #: bars that are open in the present group
        self.integrals = 0  #: whether a differential ends the present expression
        self.naming = False  #: in a script without braces, words are names
        self._bars_left: dict[int, int] | None = None
        self.style: str | None = None  #: of the letters that follow: ``bold``, ``rm``, ...

    def listing(self) -> Node:
        """Expressions with separators between them; defined above this floor."""
        raise NotImplementedError

    def evaluation(self, body: Node) -> Node:
        """What stands before a bar, with the limits behind it; defined above this floor."""
        raise NotImplementedError

    def group(self) -> Node:
        """From an opening delimiter to the one that closes it."""
        start = self.take()
        content = self._inside()
        close = self.peek()
        if close.kind is not Kind.CLOSE:
            shown = start.text if start.text != "." else "\\left."
            raise self.error(
                f"{close.shown} where the group that {shown!r} opens should go on or end",
                close if close.kind is not Kind.EOF else start,
                f"close {shown!r}",
            )
        self.take()
        if start.text == "." and close.text == "|":
            return self.evaluation(content)
        return Group(start.text, close.text, content, self.span_from(start))

    def braces(self) -> Node:
        """``{...}``: invisible, but it keeps things together."""
        start = self.take()
        if self.peek().kind is Kind.CLOSE_BRACE:
            self.take()
            raise self.error("nothing stands in these braces", self.span_from(start))
        content = self._inside()
        if self.peek().is_command("over"):
            self.take()
            denominator = self._inside()
            content = Fraction(content, denominator, self.span_from(start))
        if self.peek().kind is not Kind.CLOSE_BRACE:
            where = start if self.peek().kind is Kind.EOF else self.peek()
            raise self.error(f"{self.peek().shown} where a brace should close", where)
        self.take()
        return content

    def _inside(self) -> Node:
        """The content of a group; what is open outside does not matter inside."""
        saved = self.bars, self.integrals, self.style, self.matrix_level, self.naming
        self.bars, self.integrals, self.matrix_level, self.naming = [], 0, 0, False
        with self.deeper():
            content = self.listing()
        self.bars, self.integrals, self.style, self.matrix_level, self.naming = saved
        return content

    def bar_group(self) -> Node:
        """``|...|`` where an operand is expected."""
        start = self.take()
        self.bars.append(start.text)
        saved, self.integrals = self.integrals, 0
        with self.deeper():
            content = self.listing()
        self.integrals = saved
        self.bars.pop()
        if self.peek().kind is not Kind.BAR or self.peek().text != start.text:
            raise self.error(f"the bar {start.text!r} is never closed", start)
        self.take()
        return Group(start.text, start.text, content, self.span_from(start))

    def bar_opens(self) -> bool:
        r"""Whether the bar that comes after an operand opens a new group.

        ``p(x | y)`` has one bar left in its group, ``(2 \pi)^n |S|`` has two.
        """
        token = self.peek()
        if self.bars and self.bars[-1] == token.text:
            return False
        following = self.tokens[self.position + 1]
        if following.kind is Kind.BAR and following.text == token.text == "|":
            return False
        if following.kind is Kind.SUB:
            return False  # it ends what is evaluated
        if self._bars_left is None:
            self._bars_left = self._count_bars()
        return self._bars_left[self.position] % 2 == 0

    def _count_bars(self) -> dict[int, int]:
        """For each bar, how many of its kind are left in its group, up to the next relation."""
        left: dict[int, int] = {}
        counts: list[dict[str, int]] = [{}]
        for position in range(len(self.tokens) - 1, -1, -1):
            token = self.tokens[position]
            if token.kind in CLOSES:
                counts.append({})
            elif token.kind in OPENS:
                counts.pop()
                counts = counts or [{}]
            elif token.kind is Kind.ROW or self._is_relation(token):
                counts[-1] = {}
            elif token.kind is Kind.BAR and not self._has_value(position + 1):
                left[position] = counts[-1][token.text] = counts[-1].get(token.text, 0) + 1
        return left

    def _has_value(self, position: int) -> bool:
        """Whether ``_{x = ..}`` is next, which no bar has that closes a group."""
        script = self.tokens[position : position + 6]
        if len(script) < 4 or script[0].kind is not Kind.SUB:
            return False
        return any(token.is_other("=") for token in script)

    @staticmethod
    def _is_relation(token: Token) -> bool:
        if token.kind is Kind.OTHER:
            return token.text in "=,;"
        return token.kind is Kind.COMMAND and token.text in RELATION_COMMANDS

    def next_opens(self) -> bool:
        """Whether a visible opening delimiter is next."""
        return self.peek().kind is Kind.OPEN

    def empty_span(self) -> Span:
        """A span of no length before the next token."""
        return Span(self.peek().span.start, self.peek().span.start)

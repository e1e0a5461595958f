"""Subscripts, superscripts, primes, and names with accents."""

from __future__ import annotations

from dataclasses import replace

from symgauss.latex.groups import Groups
from symgauss.latex.limits import MOST_PRIMES
from symgauss.latex.tokens import Kind, Token
from symgauss.latex.tree import Addition, Evaluation, Letter, Mark, Node, Number, Scripted
from symgauss.latex.vocabulary import STYLES, TRANSPOSES

_STARS = frozenset({"star", "ast"})
_EXTREMES = frozenset({"min", "max", "inf", "sup"})
_OF_SUBSCRIPTS = frozenset({"*", "**", "+", "-", "++", ">0"})


class Scripts(Groups):
    """Reads what is attached to a base."""

    def atom(self) -> Node:
        """One atom without scripts; defined above this floor."""
        raise NotImplementedError

    def scripted(self, base: Node) -> Node:
        """The base with everything that is attached to it."""
        sub: Node | None = None
        sup: Node | None = None
        primes = 0
        while True:
            token = self.peek()
            if token.kind is Kind.PRIME:
                self.take()
                primes += 1
                if primes > MOST_PRIMES:
                    raise self.error("too many primes", token)
            elif token.kind is Kind.SUPER:
                if sup is not None:
                    raise self.error(
                        "a second superscript", token, "use braces to say what is meant"
                    )
                if isinstance(base, Addition):
                    what = "a sum in braces, which do not show, below a superscript"
                    raise self.error(what, base.span, "write parentheses around it")
                self.take()
                sup = self.script(token)
                if isinstance(sup, Mark) and sup.text == "prime":
                    primes, sup = primes + 1, None
            elif token.kind is Kind.SUB:
                if sub is not None:
                    raise self.error("a second subscript", token, "use braces to say what is meant")
                self.take()
                sub = self.script(token)
            else:
                break
        if sub is None and sup is None and not primes:
            return base
        return Scripted(base, sub, sup, primes, base.span | self.span_from(base.span))

    def evaluation(self, body: Node) -> Node:
        r"""The limits behind a bar: ``|_{x = a}``, or ``|_a^b`` in either order."""
        limits: dict[Kind, Node] = {}
        while self.peek().kind in (Kind.SUB, Kind.SUPER) and self.peek().kind not in limits:
            sign = self.take()
            limits[sign.kind] = self.script(sign, limit=True)
        if Kind.SUB not in limits:
            raise self.error("a value is missing behind the bar", None, "write |_{x = a}")
        span = self.span_from(body.span)
        return Evaluation(body, limits[Kind.SUB], limits.get(Kind.SUPER), span)

    def script(self, sign: Token, *, limit: bool = False) -> Node:
        """What follows ``^`` or ``_``; the ``T`` of a limit or a subscript is a letter."""
        here = self.position
        mark = self._mark()
        if mark is not None and (
            (sign.kind is Kind.SUPER and not limit) or mark.text in _OF_SUBSCRIPTS
        ):
            return mark
        self.position = here
        extreme = self._extreme() if sign.kind is Kind.SUB and not limit else None
        if extreme is not None:
            return extreme
        token = self.peek()
        if token.kind is Kind.OPEN_BRACE:
            return self.braces()
        if token.kind in (Kind.SUPER, Kind.SUB, Kind.EOF, Kind.CLOSE_BRACE, Kind.CLOSE):
            raise self.error(f"nothing stands after {sign.text!r}", sign)
        if token.kind is Kind.DIGIT:
            node = self.single_digit()
            following = self.tokens[self.position]
            if following.kind is Kind.DIGIT and following.span.start == token.span.end:
                raise self.error(
                    "more than one digit in a script needs braces", token, "write ^{10}"
                )
            return node
        saved, self.naming = self.naming, True
        with self.deeper():
            node = self.atom()
        self.naming = saved
        return node

    def _extreme(self) -> Node | None:
        r"""The ``\min`` of ``\sigma_{\min}``, which is a word there; consumed."""
        self.peek()
        first = self.position
        braced = self.tokens[first].kind is Kind.OPEN_BRACE
        token = self.tokens[first + 1 if braced else first]
        if token.kind is not Kind.COMMAND or token.text not in _EXTREMES:
            return None
        if braced:
            if self.tokens[first + 2].kind is not Kind.CLOSE_BRACE:
                return None
            self.position = first + 2
        self.position += 1
        return Letter(token.text, (), self.span_from(self.tokens[first]), upright=True)

    def single_digit(self) -> Node:
        """One digit as a number; defined above this floor."""
        raise NotImplementedError

    def _mark(self) -> Mark | None:
        """Signs that mean something only in a script; consumed if they are all there is."""
        self.peek()
        first = self.position
        braced = self.tokens[first].kind is Kind.OPEN_BRACE
        position = first + 1 if braced else first
        text, position = self._mark_at(position, braced=braced)
        if not text:
            return None
        if braced:
            if self.tokens[position].kind is not Kind.CLOSE_BRACE:
                return None
            position += 1
        self.position = position
        return Mark(text, self.span_from(self.tokens[first]))

    def _mark_at(self, position: int, *, braced: bool) -> tuple[str, int]:
        token = self.tokens[position]
        if braced and token.kind is Kind.OTHER and token.text in "+>*":
            cone = self._cone_at(position)
            if cone:
                return cone, position + 2
        minus = ""
        if token.is_other("-"):
            following = self.tokens[position + 1]
            if not braced or following.kind is Kind.CLOSE_BRACE:
                return "-", position + 1
            minus, position = "-", position + 1
            token = following
        if token.kind is Kind.OTHER and token.text in "+*" and not minus:
            return token.text, position + 1
        if token.is_command(*_STARS) and not minus:
            return "*", position + 1
        if (token.kind is Kind.PRIME or token.is_command("prime")) and not minus:
            return "prime", position + 1
        end = self._transpose_end(position)
        return (f"{minus}top", end) if end else ("", position)

    def _cone_at(self, position: int) -> str:
        r"""``++`` and ``>0``, as in ``\mathbb{S}_{++}`` and ``\mathbb{R}_{>0}``; ``k_{**}``."""
        first, second = self.tokens[position], self.tokens[position + 1]
        pair = first.text + second.text
        return pair if pair in ("++", ">0", "**") else ""

    def _transpose_end(self, position: int) -> int:
        """Offset after a transposition sign at ``position``, or 0."""
        token = self.tokens[position]
        if token.is_command(*TRANSPOSES) or (token.kind is Kind.TEXT and token.text in ("T", "t")):
            return position + 1
        if token.kind is Kind.LETTER and token.text == "T":
            return position + 1
        if token.is_command(*STYLES) and STYLES[token.text] in ("rm", "sf", "bold"):
            inner = self.tokens[position + 1]
            if inner.kind is Kind.LETTER and inner.text in "Tt":
                return position + 2
            if (
                inner.kind is Kind.OPEN_BRACE
                and self.tokens[position + 2].text in ("T", "t", "top", "intercal")
                and self.tokens[position + 3].kind is Kind.CLOSE_BRACE
            ):
                return position + 4
            letters = [each.text for each in self.tokens[position + 1 : position + 5]]
            if letters == ["{", "t", "r", "}"]:
                return position + 5
        return 0

    def accented(self, node: Node, modifier: str, token: Token) -> Node:
        r"""``\bar\alpha_t`` and ``\bar{\alpha_t}`` are the same name."""
        span = self.span_from(token)
        if isinstance(node, Letter):
            if modifier == "bold" and "bold" in node.modifiers:
                return replace(node, span=span)
            return replace(node, modifiers=(*node.modifiers, modifier), span=span)
        if isinstance(node, Scripted):
            if modifier == "bar" and isinstance(node.sup, Number):
                raise self.error("a bar over a power: the mean of squares is no square", span)
            return replace(node, base=self.accented(node.base, modifier, token), span=span)
        raise self.error("an accent stands on a single name only", span)

"""Functions with and without parentheses, and operators of probability."""

from __future__ import annotations

from symgauss.latex.dimensional import is_dimension
from symgauss.latex.scripts import Scripts
from symgauss.latex.source import Span
from symgauss.latex.tokens import Kind, Token
from symgauss.latex.tree import (
    Addition,
    Apply,
    Fraction,
    Group,
    Letter,
    Multiplication,
    Node,
    NormalLaw,
    Operator,
    Scripted,
    Words,
)
from symgauss.latex.vocabulary import (
    CONSTANT_WORDS,
    FUNCTION_COMMANDS,
    FUNCTIONS,
    NORMALS,
    OPERATORS,
)

_STOPS = FUNCTION_COMMANDS | {"sum", "prod", "int", "iint", "iiint", "nabla"}


_BARS = frozenset({"|", "||"})
_MOMENTS = frozenset({"E", "Var"})


class Functions(Scripts):
    """Reads applications whose head is a known word."""

    def starts_factor(self) -> bool:
        """Whether the next token can start a factor; defined above this floor."""
        raise NotImplementedError

    def factor(self) -> Node:
        """An atom with its scripts; defined above this floor."""
        raise NotImplementedError

    def differential_length(self) -> int:
        """How many tokens the next differential takes; defined above this floor."""
        raise NotImplementedError

    def word(self, style: str, text: str, start: Token) -> Node:
        """An upright (or otherwise styled) word: a function, an operator, a law or a name."""
        span = self.span_from(start)
        if self.naming:
            return self._named(style, text, span)
        if (style, text) in NORMALS and self._group_follows():
            return self.normal(start)
        operator = OPERATORS.get((style, text))
        if operator is not None and (self._group_follows() or self._is_of_bars(operator)):
            return self.operator(operator, start)
        if operator == "E" and self.peek().kind is Kind.SUB:
            bare = self._bare_expectation(start)
            if bare is not None:
                return bare
        if style in ("rm", "sf") and text in FUNCTIONS and len(text) > 1:
            return self.function(FUNCTIONS[text], start)
        if text in CONSTANT_WORDS:
            return Words("const", span)
        return self._named(style, text, span)

    def _named(self, style: str, text: str, span: Span) -> Node:
        if not text.isalnum() or not text.isascii():
            raise self.error(f"{text[:40]!r} is neither a known word nor a name", span)
        modifiers = () if style in ("rm", "") else (style,)
        return Letter(text, modifiers, span, upright=style == "rm")

    def _group_follows(self) -> bool:
        """Whether, after scripts, a visible delimiter opens."""
        position = self.position
        self.peek()
        while self.tokens[self.position].kind in (Kind.SUB, Kind.SUPER):
            self.position += 1
            if self.peek().kind is Kind.EOF:
                break
            if self.peek().kind is Kind.OPEN_BRACE:
                self._skip_braces()
            elif (
                self.peek().kind is Kind.COMMAND
                and self.tokens[self.position + 1].kind is Kind.OPEN_BRACE
            ):
                self.position += 1
                self._skip_braces()
            else:
                self.position += 1
            self.peek()
        found = self.peek().kind is Kind.OPEN and self.peek().text not in _BARS
        self.position = position
        return found

    def _is_of_bars(self, operator: str) -> bool:
        r"""Whether a norm or an absolute value is averaged: ``\mathbb{E} \lVert x \rVert^2``."""
        if operator not in _MOMENTS or self.peek().text not in _BARS:
            return False
        return self.next_opens() or (self.peek().kind is Kind.BAR and self.bar_opens())

    def _skip_braces(self) -> None:
        depth = 0
        while True:
            token = self.tokens[self.position]
            if token.kind is Kind.EOF:
                return
            depth += (token.kind is Kind.OPEN_BRACE) - (token.kind is Kind.CLOSE_BRACE)
            self.position += 1
            if depth == 0:
                return

    def normal(self, start: Token) -> Node:
        r"""``\mathcal{N}(x; m, S)``; a subscript that tells the dimension is dropped."""
        if self.peek().kind is Kind.SUB:
            size = self.script(self.take())
            if not is_dimension(size):
                raise self.error("another law than the normal one on real numbers", start)
        group = self.group()
        assert isinstance(group, Group)  # noqa: S101 - group() returns nothing else
        return NormalLaw(group, self.span_from(start))

    def operator(self, name: str, start: Token | Span) -> Node:
        r"""``\mathbb{E}_{q}[...]`` and the like, after the head."""
        sub = None
        while self.peek().kind in (Kind.SUB, Kind.SUPER):
            sign = self.take()
            if sign.kind is Kind.SUPER:
                raise self.error(f"a power of {name} stands after the brackets, not before", sign)
            sub = self.script(sign)
        if self._is_of_bars(name):
            with self.deeper():
                body = self.factor()  # the bars are no brackets, and their power is averaged, too
            return Operator(name, sub, Group("[", "]", body, body.span), self.span_from(start))
        if not self.next_opens():
            raise self.error(f"{name} needs its argument in brackets", None, f"write {name}[...]")
        group = self.group()
        assert isinstance(group, Group)  # noqa: S101 - group() returns nothing else
        return Operator(name, sub, group, self.span_from(start))

    def _bare_expectation(self, start: Token) -> Node | None:
        r"""``\mathbb{E}_{q} \log p(x)``: of everything that is multiplied; else ``None``."""
        here = self.position
        sub = self.script(self.take())
        if not self.starts_factor() or self.differential_length():
            self.position = here
            return None
        with self.deeper():
            body = self.multiplication()
        return Operator("E", sub, Group("[", "]", body, body.span), self.span_from(start))

    def multiplication(self) -> Node:
        """A product; defined above this floor."""
        raise NotImplementedError

    def maybe_divergence(self, node: Node) -> Node:
        r"""``D_{KL}(q \| p)``."""
        if (
            isinstance(node, Scripted)
            and isinstance(node.base, Letter)
            and node.base.base == "D"
            and node.sub is not None
            and node.sup is None
            and _spelled(node.sub) == "KL"
            and self.next_opens()
        ):
            return self.operator("KL", node.span)
        return node

    def function(self, name: str, start: Token) -> Node:
        r"""``\log(x)``, ``\log |S|``, ``\log 2 \pi``, ``\exp -\frac12 x``, ``\sin^2 x``.

        In ``\log (2 \pi)^{n/2}`` the power is one of the argument, as it is in ``\log |S|^{1/2}``.
        """
        power: Node | None = None
        base: Node | None = None
        while self.peek().kind in (Kind.SUPER, Kind.SUB):
            sign = self.take()
            if sign.kind is Kind.SUPER:
                power = self.script(sign)
            elif name == "log":
                base = self.script(sign)
            else:
                raise self.error(f"an index of {name} is not supported", sign)
        token = self.peek()
        with self.deeper():
            if token.kind is Kind.OPEN and token.text != "<":  # an average may have a subscript
                argument = self.group()
                if name == "log" and self.peek().kind is Kind.SUPER:
                    argument = self.scripted(argument)  # the power is one of the brackets
            elif token.kind is Kind.OPEN_BRACE and not self._braces_name():
                argument = self.braces()
            else:
                argument = self._bare_argument(name, start)
        span = self.span_from(start)
        if base is not None:
            if power is not None:
                raise self.error("a power of a logarithm to a base is not supported", start)
            return Fraction(
                Apply(name, argument, None, span), Apply(name, base, None, base.span), span
            )
        return Apply(name, argument, power, span)

    def _braces_name(self) -> bool:
        r"""Whether braces hold a name that goes on after them: ``\log {\tilde p}_s(x)``."""
        here = self.position
        self._skip_braces()
        found = self.peek().kind is Kind.SUB
        self.position = here
        return found

    def _bare_argument(self, name: str, start: Token) -> Node:
        """Everything that is multiplied, up to an operator, a function or a bracket."""
        sign = ""
        if self.peek().kind is Kind.OTHER and self.peek().text in "+-":
            sign = self.take().text
        if not (self.starts_factor() or self.peek().kind is Kind.BAR):
            raise self.error(f"the argument of {start.shown} is missing", start)
        first = self.bar_group() if self.peek().kind is Kind.BAR else None
        factors = [self.factor() if first is None else self.scripted(first)]
        barred = first is not None
        while self._argument_goes_on(factors[-1], barred=barred):
            factors.append(self.factor())
        if self.peek().is_other("/") and not barred:
            raise self.error(
                f"it is not clear where the argument of {start.shown} ends",
                None,
                f"write \\{name}(...) with parentheses",
            )
        span = self.span_from(factors[0].span)
        body: Node = factors[0]
        if len(factors) > 1:
            body = Multiplication(tuple(factors), ("",) * (len(factors) - 1), span)
        return Addition(((sign, body),), span) if sign == "-" else body

    def _argument_goes_on(self, last: Node, *, barred: bool) -> bool:
        token = self.peek()
        if not self.starts_factor() or self.differential_length():
            return False
        if barred:
            return token.kind is Kind.BAR
        if token.kind is Kind.OPEN:
            named = isinstance(last, Letter) or (
                isinstance(last, Scripted) and isinstance(last.base, Letter)
            )
            return named and token.text == "("
        return not (token.kind is Kind.COMMAND and token.text in _STOPS)


def _spelled(node: Node) -> str:
    """The letters of a subscript such as ``KL`` in one string."""
    if isinstance(node, Letter):
        return node.base
    if isinstance(node, Multiplication):
        return "".join(_spelled(factor) for factor in node.factors)
    return ""

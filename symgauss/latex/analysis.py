"""Sums and products over an index, integrals, derivatives and gradients."""

from __future__ import annotations

from symgauss.latex.functions import Functions
from symgauss.latex.limits import MOST_DERIVATIVES
from symgauss.latex.tokens import Kind, Token
from symgauss.latex.tree import (
    Addition,
    Big,
    Divergence,
    Fraction,
    Group,
    IntegralSign,
    Mark,
    Multiplication,
    Node,
    Number,
    Partial,
    Scripted,
)
from symgauss.latex.vocabulary import ACCENTS, LETTERS, STYLES


class Analysis(Functions):
    """Reads operators that bind or differentiate a variable."""

    def multiplication(self) -> Node:
        """A product; defined above this floor."""
        raise NotImplementedError

    def addition(self) -> Node:
        """A sum; defined above this floor."""
        raise NotImplementedError

    def argument(self) -> Node:
        """A required argument; defined above this floor."""
        raise NotImplementedError

    def limits(self) -> tuple[Node | None, Node | None]:
        """Lower and upper limit, in either order."""
        lower = upper = None
        while self.peek().kind in (Kind.SUB, Kind.SUPER):
            sign = self.take()
            if sign.kind is Kind.SUB:
                lower = self.script(sign)
            else:
                upper = self.script(sign, limit=True)
        return lower, upper

    def _scripts_of_nabla(self) -> tuple[Node | None, Node | None]:
        r"""Subscript and superscript of ``\nabla``, which may be transposed."""
        sub = sup = None
        while self.peek().kind in (Kind.SUB, Kind.SUPER):
            sign = self.take()
            if sign.kind is Kind.SUB:
                sub = self.script(sign)
            else:
                sup = self.script(sign)
        return sub, sup

    def big(self, start: Token) -> Node:
        r"""``\sum_{i=1}^n body``: the body is everything that is multiplied."""
        lower, upper = self.limits()
        with self.deeper():
            first = self.peek()
            negative = first.is_other("-")
            if negative:
                self.take()
            body = self.multiplication()
            if negative:
                body = Addition((("-", body),), self.span_from(first))
        kind = "sum" if start.text == "sum" else "prod"
        return Big(kind, lower, upper, body, self.span_from(start))

    # --- integrals -----------------------------------------------------------------------------

    def integral(self, start: Token) -> Node:
        r"""``\int p(x) \, dx`` and ``\int dx \, p(x)``; inside another one, one differential."""
        lower, upper = self.limits()
        variables: list[Node] = []
        self.integrals += 1
        with self.deeper():
            while self.differential_length():
                variables.append(self.differential())
            leading = bool(variables)
            if leading:
                self.integrals -= 1
                body = self.multiplication()
                self.integrals += 1
            else:
                body = Number("1", start.span) if self.differential_length() else self.addition()
            most = len(start.text.removesuffix("nt")) if self.integrals > 1 else 9
            while self.differential_length() and not leading and len(variables) < most:
                variables.append(self.differential())
        self.integrals -= 1
        if not variables:
            raise self.error(
                "the integral has no differential", start, "end the integrand with 'd x'"
            )
        return IntegralSign(body, tuple(variables), lower, upper, self.span_from(start))

    def differential_length(self) -> int:
        """How many tokens the ``d`` of a differential takes, if one is next inside an integral."""
        if not self.integrals:
            return 0
        self.peek()
        return self._d_length(self.position)

    def _d_length(self, position: int) -> int:
        tokens = self.tokens
        length = 0
        if tokens[position].kind is Kind.LETTER and tokens[position].text == "d":
            length = 1
        elif tokens[position].is_command("mathrm", "mathsf", "operatorname") or tokens[
            position
        ].is_command("rm"):
            inner = tokens[position + 1]
            if inner.kind is Kind.LETTER and inner.text == "d":
                length = 2
            elif (
                inner.kind is Kind.OPEN_BRACE
                and tokens[position + 2].text == "d"
                and (tokens[position + 3].kind is Kind.CLOSE_BRACE)
            ):
                length = 4
        elif tokens[position].kind is Kind.TEXT and tokens[position].text == "d":
            length = 1
        if not length:
            return 0
        following = tokens[position + length]
        names = LETTERS.keys() | ACCENTS.keys() | STYLES.keys()
        if following.kind is Kind.LETTER or following.kind is Kind.OPEN_BRACE:
            return length
        if following.kind is Kind.OPEN and tokens[position].kind is Kind.COMMAND:
            return length  # an upright d before brackets: a substitution is being made
        return length if following.kind is Kind.COMMAND and following.text in names else 0

    def differential(self) -> Node:
        """The variable of ``d x``."""
        self.position += self._d_length(self.position)
        return self.factor()

    # --- derivatives ---------------------------------------------------------------------------

    def nabla(self, start: Token) -> Partial | Divergence:
        r"""``\nabla_x f``, ``\nabla_x^2 f`` (the Hessian), ``\nabla_x \nabla_x^\top f``.

        ``\nabla_x \cdot f`` is the divergence.
        """
        sub, sup = self._scripts_of_nabla()
        if sub is not None and sup is None and self.peek().is_command("cdot"):
            self.take()
            with self.deeper():
                operand = (
                    self.scripted(self.group()) if self.next_opens() else self.multiplication()
                )
            return Divergence(operand, sub, self.span_from(start))
        body: Node
        variables: tuple[Node, ...] = () if sub is None else (sub,)
        order = 1
        if isinstance(sup, Number) and sup.text == "2":
            variables, order = 2 * variables, 2
        elif sup is not None and not (isinstance(sup, Mark) and sup.text == "top"):
            raise self.error("this power of \\nabla is not supported", sup.span)
        transposed = isinstance(sup, Mark)
        with self.deeper():
            if self.peek().is_command("nabla"):
                inner = self.nabla(self.take())
                if isinstance(inner, Divergence):
                    body = inner
                else:
                    body, variables = inner.body, (*variables, *inner.variables)
            else:
                body = self._operand()
        span = self.span_from(start)
        return Partial(body, variables, True, transposed, span, order)  # noqa: FBT003

    def _operand(self) -> Node:
        """What a derivative is taken of: a group ends it, and so does the end of a product."""
        if self.peek().kind is Kind.OPEN and self.peek().text in "([{":
            return self.scripted(self.group())
        return self.multiplication()

    def short_derivative(self, start: Token) -> Partial:
        r"""``\partial_x f``, ``\partial_x^2 f``, ``\partial_{xy} f``, ``\partial_x \partial_y``."""
        sub, sup = self._scripts_of_nabla()
        if sub is None:
            raise self.error("it is not clear by which variable", start, "write \\partial_x")
        several = isinstance(sub, Multiplication) and not any(sub.operators)
        variables = sub.factors if isinstance(sub, Multiplication) and several else (sub,)
        if isinstance(sup, Number) and sup.text.isdigit() and 0 < int(sup.text) <= MOST_DERIVATIVES:
            variables = int(sup.text) * variables
        elif sup is not None:
            raise self.error("this power of \\partial is not supported", sup.span)
        with self.deeper():
            if self.peek().is_command("partial"):
                inner = self.short_derivative(self.take())
                body, variables = inner.body, (*variables, *inner.variables)
            else:
                body = self._operand()
        span = self.span_from(start)
        return Partial(body, variables, False, False, span)  # noqa: FBT003

    def fraction(self, start: Token) -> Node:
        r"""``\frac{a}{b}``, also ``\frac12`` and ``\frac{\partial f}{\partial x}``."""
        if self._derivative_ahead():
            return self.derivative(start)
        with self.deeper():
            numerator = self.argument()
            denominator = self.argument()
        return Fraction(numerator, denominator, self.span_from(start))

    def _head_length(self, position: int) -> int:
        r"""Tokens of a ``\partial`` or of an upright or plain ``d``."""
        head = self.tokens[position : position + 4]  # where a display breaks off, fewer are left
        match head:
            case [first, *_] if first.is_command("partial"):
                return 1
            case [first, *_] if first.kind is Kind.LETTER:
                return int(first.text == "d")
            case [first, letter, *_] if first.is_command("mathrm") and letter.text == "d":
                return 2
            case [first, _, letter, last] if first.is_command("mathrm"):
                return 4 if letter.text == "d" and last.kind is Kind.CLOSE_BRACE else 0
            case _:
                return 0

    def _derivative_ahead(self) -> bool:
        """Whether both arguments of the fraction start like a derivative."""
        self.peek()
        first = self.position
        if self.tokens[first].kind is not Kind.OPEN_BRACE or not self._head_length(first + 1):
            return False
        depth, position = 0, first
        while self.tokens[position].kind is not Kind.EOF:
            kind = self.tokens[position].kind
            depth += (kind is Kind.OPEN_BRACE) - (kind is Kind.CLOSE_BRACE)
            position += 1
            if depth == 0:
                break
        if self.tokens[position].kind is not Kind.OPEN_BRACE:
            return False
        length = self._head_length(position + 1)
        follows = self.tokens[min(position + 1 + length, len(self.tokens) - 1)]
        return bool(length) and follows.kind not in (Kind.CLOSE_BRACE, Kind.EOF)

    def derivative(self, start: Token) -> Node:
        """The two braces of a derivative, and its operand if it follows."""
        body, order = self._derivative_body()
        variables, transposed = self._derivative_variables(order)
        span = self.span_from(start)
        if body is None:
            with self.deeper():
                body = self.multiplication()
        return Partial(body, variables, False, transposed, span | body.span)  # noqa: FBT003

    def _derivative_body(self) -> tuple[Node | None, int]:
        r"""What stands behind the ``\partial^n`` of a numerator, if anything does, and n."""
        self.take()
        self.peek()
        self.position += self._head_length(self.position)
        order = 1
        if self.peek().kind is Kind.SUPER:
            power = self.script(self.take())
            order = int(power.text) if isinstance(power, Number) and power.text.isdigit() else 0
        body = None
        if self.peek().kind is not Kind.CLOSE_BRACE:
            with self.deeper():
                saved, self.integrals = self.integrals, 0
                body = self.addition()
                self.integrals = saved
        self._expect_brace()
        return body, order

    def _derivative_variables(self, order: int) -> tuple[tuple[Node, ...], bool]:
        r"""The variables of a denominator, each as often as it counts.

        The 2 of ``\partial^2 f / \partial x^2`` counts; ``\partial f / \partial\sigma^2`` has only
        one derivative, by the square.
        """
        self.take()
        variables: list[Node] = []
        by_squares: list[Node] = []
        transposed = False
        while self.peek().kind is not Kind.CLOSE_BRACE:
            length = self._head_length(self.position)
            if not length:
                raise self.error("a variable of differentiation needs its own d or \\partial")
            self.position += length
            variable = whole = self.factor()
            times = 1
            if isinstance(variable, Scripted) and variable.sup is not None:
                sup = variable.sup
                plain: Node = Scripted(variable.base, variable.sub, None, 0, variable.span)
                plain = plain if variable.sub is not None else variable.base
                if isinstance(sup, Number):
                    times, variable = int(sup.text), plain
                elif isinstance(sup, Mark) and sup.text == "top":
                    transposed, variable = True, plain
            repeated = [variable] * min(times, MOST_DERIVATIVES)
            variables += repeated
            is_square = times == 2 and not isinstance(variable, Group)
            by_squares += [whole] if is_square else repeated
        self._expect_brace()
        by_square = len(variables) != order == len(by_squares)
        return tuple(by_squares if by_square else variables), transposed

    def _expect_brace(self) -> None:
        if self.peek().kind is not Kind.CLOSE_BRACE:
            raise self.error(f"{self.peek().shown} where a brace should close")
        self.take()

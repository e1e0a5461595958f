"""Sums, products, quotients and powers: how factors associate, and what a superscript means."""

from __future__ import annotations

from dataclasses import replace

from symgauss.kernel.sizes import SCALAR, Shape
from symgauss.kernel.terms import (
    Function,
    Hadamard,
    Indexed,
    Inverse,
    Kronecker,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
    is_zero,
)
from symgauss.latex.association import Association
from symgauss.latex.source import Span
from symgauss.latex.tree import (
    Addition,
    Fraction,
    Group,
    Letter,
    Mark,
    Multiplication,
    Node,
    Number,
    Operator,
    Root,
    Scripted,
    Words,
)


class Arithmetic(Association):
    """Elaborates the algebra."""

    def call(self, head: Node, group: Group) -> Term | None:
        """``p(x)``, ``f(x)``: an application, or ``None`` if it is a product; defined above."""
        raise NotImplementedError

    def norm(self, group: Group, weight: Node | None, *, squared: bool, span: Span) -> Term:
        r"""``\|x\|_S^2``; defined above this floor."""
        raise NotImplementedError

    # --- sums ----------------------------------------------------------------------------------

    def addition(self, node: Addition) -> Term:
        """Signed terms of one shape; words such as ``const`` are left out by the caller."""
        terms = [
            self.signed(sign, part) for sign, part in node.terms if not isinstance(part, Words)
        ]
        if not terms:
            raise self.error("a sum of words only", node)
        if len(terms) == 1:
            return terms[0]
        for other in terms[1:]:
            span = self.span(other) or node.span
            self.same(terms[0], other, "terms of a sum differ in shape", span)
        return self.made(Sum(tuple(terms)), self.shape(terms[0]), node.span)

    def signed(self, sign: str, node: Node) -> Term:
        """The term, negated if the sign says so."""
        inner = self.term(node)
        return self.negated(inner, node.span) if sign == "-" else inner

    def negated(self, term: Term, span: Span) -> Term:
        """``-term``; the sign goes into a leading number."""
        shape = self.shape(term)
        match term:
            case Rational(numerator, denominator) if numerator >= 0:
                return self.made(Rational(-numerator, denominator), shape, span)
            case Product((Rational(numerator, denominator), *rest)) if numerator > 0:
                number = Rational(-numerator, denominator)
                return self.made(Product((number, *rest)), shape, span)
            case Product(factors) if not isinstance(factors[0], Rational):
                return self.made(Product((Rational(-1), *factors)), shape, span)
            case _:
                return self.made(Product((Rational(-1), term)), shape, span)

    # --- products ------------------------------------------------------------------------------

    def multiplication(self, node: Multiplication) -> Term:
        """Juxtaposition binds first, then Kronecker and elementwise products."""
        segments: list[tuple[str, list[tuple[str, Node]]]] = [("", [("", node.factors[0])])]
        for operator, factor in zip(node.operators, node.factors[1:], strict=True):
            if operator in ("kron", "hadamard"):
                segments.append((operator, [("", factor)]))
            else:
                segments[-1][1].append((operator, factor))
        result = self.product(segments[0][1])
        for operator, segment in segments[1:]:
            right = self.product(segment)
            a, b = self.shape(result), self.shape(right)
            span = node.span
            if operator == "kron":
                shape = Shape(a.rows * b.rows, a.columns * b.columns)
                result = self.made(Kronecker(result, right), shape, span)
            else:
                self.same(result, right, "an elementwise product needs equal shapes", span)
                result = self.made(Hadamard(result, right), a, span)
        return result

    def product(self, parts: list[tuple[str, Node]]) -> Term:
        """A flat product, regrouped where association to the left does not fit."""
        factors: list[Term] = []
        position = 0
        while position < len(parts):
            operator, node = parts[position]
            term: Term | None = None
            if position + 1 < len(parts):
                following_operator, following = parts[position + 1]
                if not following_operator and isinstance(following, Group):
                    term = self.call(node, following)
                elif not following_operator and isinstance(following, Scripted):
                    term = self._call_with_script(node, following)
            if term is not None:
                position += 1
            else:
                term = self.term(node)
            position += 1
            if operator == "/":
                self._divide(factors, term, node.span)
            else:
                factors.append(term)
        span = parts[0][1].span | parts[-1][1].span
        return factors[0] if len(factors) == 1 else self.associated(factors, span)

    def _call_with_script(self, head: Node, following: Scripted) -> Term | None:
        """``p(x)^2``: the script belongs to the application."""
        if not isinstance(following.base, Group):
            return None
        base = self.call(head, following.base)
        return None if base is None else self.powered(base, following)

    def _divide(self, factors: list[Term], divisor: Term, span: Span) -> None:
        last = factors[-1]
        match last, divisor:
            case Rational(n, 1), Rational(m, 1) if len(factors) == 1 and m > 0:
                factors[-1] = self.made(Rational(n, m), SCALAR, span)
            case _:
                self.scalar(divisor, "a divisor must be a scalar", span)
                minus_one = Rational(-1)
                factors.append(self.made(Power(divisor, minus_one), SCALAR, span))

    # --- quotients and roots -------------------------------------------------------------------

    def fraction(self, node: Fraction) -> Term:
        r"""``\frac{a}{b}``; of two numbers, the rational."""
        numerator, denominator = self.term(node.numerator), self.term(node.denominator)
        return self.quotient(numerator, denominator, node)

    def quotient(self, numerator: Term, denominator: Term, node: Fraction) -> Term:
        """A rational if both are numbers, else a product with an inverse power."""
        if is_zero(denominator):
            raise self.error("a division by zero", node.denominator)
        match numerator, denominator:
            case Rational(n, 1), Rational(m, 1) if m > 0:
                return self.made(Rational(n, m), SCALAR, node.span)
            case _:
                self.scalar(denominator, "a denominator must be a scalar", node.denominator.span)
                minus_one = Rational(-1)
                power = self.made(Power(denominator, minus_one), SCALAR, node.denominator.span)
                return self.made(Product((numerator, power)), self.shape(numerator), node.span)

    def root(self, node: Root) -> Term:
        """Square roots are functions, others are powers."""
        radicand = self.term(node.radicand)
        self.scalar(radicand, "a root needs a scalar", node.radicand.span)
        if node.index is None or (isinstance(node.index, Number) and node.index.text == "2"):
            return self.made(Function("sqrt", radicand), SCALAR, node.span)
        index = self.term(node.index)
        match index:
            case Rational(n, 1) if n > 0:
                exponent: Term = Rational(1, n)
            case _:
                exponent = Power(index, Rational(-1))
        return self.made(Power(radicand, exponent), SCALAR, node.span)

    # --- superscripts --------------------------------------------------------------------------

    def scripted(self, node: Scripted) -> Term:
        """A name, a power, a transpose, an inverse, a norm."""
        named = self.name(node)
        if named is not None:
            return named
        base = node.base
        if isinstance(base, Operator) and _is_mean_of_a_power(base, node):
            power = Scripted(base.argument, None, node.sup, 0, node.span)
            return self.term(replace(base, argument=Group("[", "]", power, node.span)))
        if isinstance(base, Group) and base.open == "||":
            squared = isinstance(node.sup, Number) and node.sup.text == "2"
            if node.sup is None or squared:
                return self.norm(base, node.sub, squared=squared, span=node.span)
            plain = self.norm(base, node.sub, squared=False, span=base.span)
            return self.powered(plain, node)
        if isinstance(base, Number) and base.text in ("0", "1") and node.sub is not None:
            return self.powered(self.sized_number(base, node.sub), node)
        if node.sub is not None:
            inner = self.without_power(node)
            if inner is None:
                raise self.error("a subscript on something that is no name", node.sub)
            return self.powered(inner, node)
        if (
            isinstance(base, Letter)
            and base.base == "e"
            and not base.modifiers
            and not node.primes
            and node.sup is not None
            and not isinstance(node.sup, Mark)
            and not self.scope.is_declared("e")
        ):
            exponent = self.term(node.sup)
            self.scalar(exponent, "an exponent must be a scalar", node.sup.span)
            return self.made(Function("exp", exponent), SCALAR, node.span)
        return self.powered(self.term(base), node)

    def without_power(self, node: Scripted) -> Term | None:
        """The name below a power: the ``x_i`` of ``x_i^2``."""
        bare = Scripted(node.base, node.sub, None, 0, self._below(node))
        return self.name(bare)

    def _below(self, node: Scripted) -> Span:
        """Where the name below a power stands, if that is written before the power."""
        sup, sub = node.sup, node.sub
        if sup is None or (sub is not None and sub.span.start > sup.span.start):
            return node.span
        hat = self.source.text.rfind("^", node.span.start, sup.span.start)
        return node.span if hat <= node.span.start else Span(node.span.start, hat)

    def powered(self, base: Term, node: Scripted) -> Term:
        """The superscript and the primes of a node, applied to a term."""
        if node.primes:
            self.transposed |= self.open_in(base)
        for _ in range(node.primes):
            base = self.made(Transpose(base), self.shape(base).transposed, node.span)
        sup = node.sup
        if sup is None:
            return base
        if isinstance(sup, Mark):
            return self._marked(base, sup, node.span)
        greek = isinstance(base, Symbol | Indexed) and len(base.name.partition("_")[0]) > 1
        if greek and isinstance(sup, Number) and sup.text == "0":
            raise self.error("a superscript 0 on a name: a power, or another name", sup)
        exponent = self.term(sup)
        self.scalar(exponent, "an exponent must be a scalar", sup.span)
        self.square(base, "a power needs a square matrix", node.span)
        shape = self.shape(base)
        if exponent == Rational(-1) and not self.is_scalar(base):
            return self.made(Inverse(base), shape, node.span)
        if _is_even(exponent) and isinstance(base, Function) and base.name == "abs":
            base = base.argument  # everything is real
        return self.made(Power(base, exponent), shape, node.span)

    def _marked(self, base: Term, mark: Mark, span: Span) -> Term:
        shape = self.shape(base)
        self.transposed |= self.open_in(base)
        if mark.text == "top":
            return self.made(Transpose(base), shape.transposed, span)
        if mark.text == "-top":
            self.square(base, "an inverse needs a square matrix", span)
            inverse = self.made(Inverse(base), self.shape(base), span)
            return self.made(Transpose(inverse), self.shape(base), span)
        raise self.error(f"the superscript {mark.text!r} stands on names only", mark)


def _is_mean_of_a_power(mean: Operator, node: Scripted) -> bool:
    r"""Whether ``\mathbb{E}(x - m)^2`` is written: the mean of a square, as nobody squares zero."""
    return (
        mean.name == "E"
        and mean.argument.open == "("
        and isinstance(mean.argument.content, Addition)
        and node.sub is None
        and isinstance(node.sup, Number)
    )


def _is_even(exponent: Term) -> bool:
    return (
        isinstance(exponent, Rational) and exponent.denominator == 1 and exponent.numerator % 2 == 0
    )

"""Sums, products, quotients and powers: how factors associate, and what a superscript means."""

from __future__ import annotations

from itertools import pairwise

from symgauss.kernel.sizes import ONE, SCALAR, Shape, Size
from symgauss.kernel.terms import (
    Block,
    Function,
    Hadamard,
    Inverse,
    Kronecker,
    Power,
    Product,
    Rational,
    Sum,
    Term,
    Transpose,
    Zero,
)
from symgauss.latex.source import Span
from symgauss.latex.symbols import Symbols
from symgauss.latex.tree import (
    Addition,
    Fraction,
    Group,
    Letter,
    Mark,
    Multiplication,
    Node,
    Number,
    Root,
    Scripted,
    Words,
)


class Arithmetic(Symbols):
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

    def associated(self, factors: list[Term], span: Span) -> Term:
        """The product of factors; nested where that is needed to make it fit."""
        factors = [self._zero_factor(factor) for factor in factors]
        arrays = [factor for factor in factors if not self.is_scalar(factor)]
        if len(arrays) <= 1:
            shape = self.shape(arrays[0]) if arrays else SCALAR
            return self.made(Product(tuple(factors)), shape, span)
        if not all(self.is_array(factor) for factor in arrays):
            if any(self.is_array(factor) for factor in arrays):
                for factor in arrays:
                    self.beside_arrays |= self.open_in(factor)
            return self.made(Product(tuple(factors)), self._open_shape(arrays), span)
        self._fit_blocks(arrays)
        if self._fits_left(factors):
            return self.made(Product(tuple(factors)), self._left_shape(factors), span)
        grouping = self._regroup(factors, span)
        if grouping is not None:
            return grouping
        shape, message = self._unify_left(factors, span)
        del message
        return self.made(Product(tuple(factors)), shape, span)

    def _fit_blocks(self, arrays: list[Term]) -> None:
        """Block matrices that are multiplied are partitioned alike where a size is open."""
        for left, right in pairwise(arrays):
            widths, heights = self._widths(left), self._heights(right)
            if len(widths) != len(heights):
                continue
            for width, height in zip(widths, heights, strict=True):
                if not (self.unifier.is_settled(width) and self.unifier.is_settled(height)):
                    self.unifier.unify(width, height)

    def _widths(self, term: Term) -> list[Size]:
        """Widths of the columns of blocks; nothing if the term has no blocks."""
        match term:
            case Block(rows):
                return [self.shape(block).columns for block in rows[0]]
            case Transpose(Block() as inner):
                return self._heights(inner)
            case _:
                return []

    def _heights(self, term: Term) -> list[Size]:
        """Heights of the rows of blocks."""
        match term:
            case Block(rows):
                return [self.shape(row[0]).rows for row in rows]
            case Transpose(Block() as inner):
                return self._widths(inner)
            case _:
                return []

    def _open_shape(self, arrays: list[Term]) -> Shape:
        """The shape of a product with a factor that may be a scalar or not: what is sure of it."""
        first, last = self.shape(arrays[0]), self.shape(arrays[-1])
        rows = (
            first.rows if self.is_array(arrays[0]) and first.rows != ONE else self.unifier.fresh()
        )
        columns = (
            last.columns
            if self.is_array(arrays[-1]) and last.columns != ONE
            else self.unifier.fresh()
        )
        return Shape(rows, columns)

    def _zero_factor(self, factor: Term) -> Term:
        """A bare 0 among factors is the number."""
        if isinstance(factor, Zero) and not self.is_array(factor):
            span = self.span(factor) or Span(0, 0)
            self.scalar(factor, "a factor", span)
        return factor

    def _left_shape(self, factors: list[Term]) -> Shape:
        current = SCALAR
        for factor in factors:
            shape = self.shape(factor)
            if current.is_scalar:
                current = shape
            elif not shape.is_scalar:
                current = Shape(current.rows, shape.columns)
        return current

    def _fits_left(self, factors: list[Term]) -> bool:
        """Whether the factors fit from left to right without any further unification."""
        current = SCALAR
        for factor in factors:
            shape = self.shape(factor)
            if current.is_scalar:
                current = shape
            elif shape.is_scalar:
                continue
            elif current.columns == shape.rows:
                current = Shape(current.rows, shape.columns)
            else:
                return False
        return True

    def _unify_left(self, factors: list[Term], span: Span) -> tuple[Shape, str]:
        """Unify neighbours from left to right; a conflict is recorded."""
        current = SCALAR
        for factor in factors:
            shape = self.shape(factor)
            if self.unifier.is_scalar(current):
                current = shape
                continue
            if shape.is_scalar:
                continue
            if not self.unifier.unify(current.columns, shape.rows):
                where = self.span(factor) or span
                current = self.unifier.resolve_shape(current)
                self._conflict("factors of a product do not fit", current, shape, where)
                return Shape(current.rows, shape.columns), "conflict"
            current = self.unifier.resolve_shape(Shape(current.rows, shape.columns))
        return current, ""

    def _conflict(self, message: str, left: Shape, right: Shape, span: Span) -> None:
        from symgauss.latex.typed import Conflict  # noqa: PLC0415 - one name, used here only

        self.conflicts.append(Conflict(message, left, right, span))

    def _regroup(self, factors: list[Term], span: Span) -> Term | None:
        """Some bracketing that fits, found over all intervals; ``None`` if there is none."""
        if len(factors) > 40 or not all(self.unifier.is_known(self.shape(f)) for f in factors):
            return None
        count = len(factors)
        best: dict[tuple[int, int], list[tuple[Shape, int]]] = {
            (i, i + 1): [(self.shape(factors[i]), i)] for i in range(count)
        }
        for length in range(2, count + 1):
            for start in range(count - length + 1):
                end = start + length
                found: dict[Shape, int] = {}
                # The longest left part first: as close to association to the left as possible.
                for cut in range(end - 1, start, -1):
                    for left, _ in best[start, cut]:
                        for right, _ in best[cut, end]:
                            shape = _joined_shape(left, right)
                            if shape is not None:
                                found.setdefault(shape, cut)
                best[start, end] = list(found.items())
        if not best[0, count]:
            return None
        return self._bracketed(factors, best, (0, count), best[0, count][0][0], span)

    def _bracketed(
        self,
        factors: list[Term],
        best: dict[tuple[int, int], list[tuple[Shape, int]]],
        interval: tuple[int, int],
        wanted: Shape,
        span: Span,
    ) -> Term:
        start, end = interval
        if end - start == 1:
            return factors[start]
        cut = next(cut for shape, cut in best[interval] if shape == wanted)
        left_shape, right_shape = next(
            (a, b)
            for a, _ in best[start, cut]
            for b, _ in best[cut, end]
            if _joined_shape(a, b) == wanted
        )
        left = self._bracketed(factors, best, (start, cut), left_shape, span)
        right = self._bracketed(factors, best, (cut, end), right_shape, span)
        parts = left.factors if isinstance(left, Product) and cut - start > 1 else (left,)
        return self.made(Product((*parts, right)), wanted, span)

    # --- quotients and roots -------------------------------------------------------------------

    def fraction(self, node: Fraction) -> Term:
        r"""``\frac{a}{b}``; of two numbers, the rational."""
        numerator, denominator = self.term(node.numerator), self.term(node.denominator)
        return self.quotient(numerator, denominator, node)

    def quotient(self, numerator: Term, denominator: Term, node: Fraction) -> Term:
        """A rational if both are numbers, else a product with an inverse power."""
        if _is_zero(denominator):
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
        if isinstance(base, Group) and base.open == "||":
            squared = isinstance(node.sup, Number) and node.sup.text == "2"
            if node.sup is None or squared:
                return self.norm(base, node.sub, squared=squared, span=node.span)
            plain = self.norm(base, node.sub, squared=False, span=base.span)
            return self.powered(plain, node)
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
        bare: Node = Scripted(node.base, node.sub, None, 0, node.span)
        return self.name(bare) if isinstance(bare, Scripted) else None

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
        exponent = self.term(sup)
        self.scalar(exponent, "an exponent must be a scalar", sup.span)
        self.square(base, "a power needs a square matrix", node.span)
        shape = self.shape(base)
        if exponent == Rational(-1) and not self.is_scalar(base):
            return self.made(Inverse(base), shape, node.span)
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


def _joined_shape(left: Shape, right: Shape) -> Shape | None:
    if left.is_scalar:
        return right
    if right.is_scalar:
        return left
    return Shape(left.rows, right.columns) if left.columns == right.rows else None


def _is_zero(term: Term) -> bool:
    return isinstance(term, Zero) or (isinstance(term, Rational) and term.numerator == 0)

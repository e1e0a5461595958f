"""Syntax to terms: sums over indices, integrals, derivatives, and the dispatch over all nodes."""

from __future__ import annotations

from typing import assert_never

from symgauss.kernel.sizes import SCALAR, square_shape
from symgauss.kernel.terms import (
    Derivative,
    Gradient,
    Hessian,
    Indexed,
    IndexedProduct,
    IndexedSum,
    Integral,
    Opaque,
    Power,
    Product,
    Rational,
    Symbol,
    Term,
    Transpose,
    Variable,
    negative,
)
from symgauss.latex.infinite import infinite_sign
from symgauss.latex.naming import INDEX_LETTERS, inverted_name, spelling, varied_name
from symgauss.latex.probability import Probability
from symgauss.latex.tree import (
    Addition,
    Apply,
    Big,
    Divergence,
    Empty,
    Evaluation,
    Fraction,
    Group,
    Infinity,
    IntegralSign,
    Letter,
    Listing,
    Mark,
    MatrixRows,
    Multiplication,
    Node,
    NormalLaw,
    Number,
    Operator,
    Partial,
    Root,
    Scripted,
    Words,
)

COUNTING = "counting"  #: the density of counting measure, as an opaque function


class Elaborator(Probability):
    """The whole way from syntax to terms."""

    def term(self, node: Node) -> Term:
        """The term that a node denotes."""
        match node:
            case Number():
                return self.number(node)
            case Letter():
                named = self.name(node)
                if named is None:
                    raise self.error("this is no name", node)
                return named
            case Scripted():
                if isinstance(node.base, Group) and node.base.open == "<" and node.sub is not None:
                    return self.powered(self.average(node.base, node.sub), node)
                return self.scripted(node)
            case Addition():
                return self.addition(node)
            case Multiplication():
                return self.multiplication(node)
            case Fraction():
                return self.fraction(node)
            case Root():
                return self.root(node)
            case Apply():
                return self.apply(node)
            case Group():
                return self.group(node)
            case MatrixRows():
                return self.block(node)
            case NormalLaw():
                return self.normal_density(node)
            case Operator():
                return self.operator(node)
            case Big():
                return self.big(node)
            case IntegralSign():
                return self.integral(node)
            case Partial():
                return self.partial(node)
            case Divergence():
                return self.divergence(node)
            case Evaluation():
                return self.evaluation(node)
            case Listing():
                raise self.error("a list stands where one value is expected", node)
            case Words(text):
                raise self.error(f"words stand where a value is expected: {text!r}", node)
            case Mark(text):
                raise self.error(f"{text!r} is no value", node)
            case Infinity():
                raise self.error("infinity stands in the bounds of integrals only", node)
            case Empty():
                raise self.error("a side of a relation is missing", node)
            case _:
                assert_never(node)

    # --- indices -------------------------------------------------------------------------------

    def big(self, node: Big) -> Term:
        """A sum or product over an index."""
        over = self._space_variable(node)
        if over is not None:
            return self._space_sum(node, over)
        match node.lower:
            case Listing((Letter(base, ()), start), ("=",)):
                lower = self.term(start)
            case _:
                sign = "\\sum" if node.kind == "sum" else "\\prod"
                raise self.error(
                    "the index and its range must be written out",
                    node.lower or node,
                    f"write {sign}_{{i=1}}^{{n}}",
                )
        if node.upper is None:
            raise self.error("the upper limit is missing", node)
        upper = self.term(node.upper)
        for limit, where in ((lower, node.lower), (upper, node.upper)):
            self.scalar(limit, "a limit must be a number", where.span)
        return self.over_index(node, base, lower, upper)

    def over_index(self, node: Big, base: str, lower: Term, upper: Term) -> Term:
        """The sum or product of a body over an index and its range."""
        index = Symbol(base, SCALAR)
        before = self.bound.get(base)
        self.bound[base] = index
        body = self.term(node.body)
        if node.kind == "down":
            self.scalar(body, "factors in descending order must be numbers", node.body.span)
        if before is None:
            del self.bound[base]
        else:
            self.bound[base] = before
        make = IndexedSum if node.kind == "sum" else IndexedProduct
        return self.made(make(body, index, lower, upper), self.shape(body), node.span)

    def _space_variable(self, node: Big) -> Node | None:
        r"""The ``x`` of ``\sum_{x \in \mathcal{X}}``, and of ``\sum_x`` for no index letter."""
        if node.kind != "sum" or node.upper is not None:
            return None
        match node.lower:
            case Listing((Letter() | Scripted() as variable, Letter() | Scripted()), ("in",)):
                pass
            case Letter() | Scripted() as variable:
                pass
            case _:
                return None
        parts = spelling(variable)
        if parts is None or parts.stem in INDEX_LETTERS | {"l", "m", "n"}:
            return None
        return None if parts.stem in self.bound or parts.stem in self.scope.indices else variable

    def _space_sum(self, node: Big, over: Node) -> Term:
        """A sum over all values of a variable: an integral with respect to counting.

        The density of counting is that of a measure that nobody states, so that a sum is never
        taken for the integral of the same.
        """
        variable = self._variable(over)
        body = self.term(node.body)
        self.scalar(body, "a sum over values must be a scalar", node.body.span)
        counting = self.made(Opaque(COUNTING, (variable,), SCALAR), SCALAR, node.span)
        counted = self.made(Product((counting, body)), SCALAR, node.span)
        return self.made(Integral(counted, variable), SCALAR, node.span)

    # --- integrals -----------------------------------------------------------------------------

    def integral(self, node: IntegralSign) -> Term:
        """One integral for each differential, the innermost first."""
        body = self.term(node.body)
        mean = self.array_integral(body, node)
        if mean is not None:
            return mean
        self.scalar(body, "an integrand must be a scalar", node.body.span)
        lower, upper, turned = self.bounds(node)
        for variable_node in node.variables:
            variable = self._variable(variable_node)
            if lower is not None or upper is not None:
                self.scalar(variable, "bounds need a scalar variable", variable_node.span)
            body = self.made(Integral(body, variable, lower, upper), SCALAR, node.span)
        return self.made(negative(body), SCALAR, node.span) if turned else body

    def array_integral(self, _body: Term, _node: IntegralSign) -> Term | None:
        """The integral of a vector or a matrix, where it is supported."""
        return None

    def bounds(self, node: IntegralSign) -> tuple[Term | None, Term | None, bool]:
        r"""What an integral runs between, and whether it is the negative of that.

        ``\int_\infty^0 f`` is the negative of what is between 0 and infinity.
        """
        ends = infinite_sign(node.lower), infinite_sign(node.upper)
        lower, upper = self._bound(node.lower), self._bound(node.upper)
        turned = ends[0] == 1 or ends[1] == -1
        if turned and (ends[0] == ends[1] or len(node.variables) > 1):
            raise self.error("the bounds of the integral are the wrong way round", node)
        return (upper, lower, True) if turned else (lower, upper, False)

    def _bound(self, node: Node | None) -> Term | None:
        """A bound; ``None`` for infinity and for the whole space."""
        match node:
            case _ if node is None or infinite_sign(node) is not None:
                return None
            case Scripted(base=Letter("R", ("bb",))) | Letter("R", ("bb",)):
                return None
            case Letter(_, ("cal",)):
                return None
            case _:
                bound = self.term(node)
                self.scalar(bound, "a bound must be a scalar", node.span)
                return bound

    def _variable(self, node: Node) -> Variable:
        term = self.term(node)
        if not isinstance(term, Symbol | Indexed):
            raise self.error("a variable is expected here", node)
        return term

    # --- derivatives ---------------------------------------------------------------------------

    def partial(self, node: Partial) -> Term:
        """Derivatives by scalars, gradients and Hessians by vectors and matrices."""
        if not node.variables:
            raise self.error(
                "it is not clear by which variable", node, "write \\nabla_x with the variable"
            )
        body = self.term(node.body)
        plain = [varied_name(variable) for variable in node.variables]
        variables = [self._variable(variable) for variable in plain]
        if (
            len(variables) == 2
            and variables[0] == variables[1]
            and not self.is_scalar(variables[0])
        ):
            self.scalar(body, "a Hessian needs a scalar", node.body.span)
            rows = self.column(variables[0], "a Hessian needs a vector", node.span).rows
            return self.made(Hessian(body, variables[0]), square_shape(rows), node.span)
        for variable, name, written in zip(
            reversed(variables), reversed(plain), reversed(node.variables), strict=True
        ):
            body = self._differentiated(body, variable, node)
            if inverted_name(written) is not None:
                body = self._by_inverse(body, variable, node)
            elif name is not written:
                body = self._by_square(body, variable, node)
        if node.transposed and len(variables) == 1 and isinstance(body, Gradient):
            body = self.made(Transpose(body), self.shape(body).transposed, node.span)
        return body

    def _by_square(self, body: Term, variable: Variable, node: Partial) -> Term:
        r"""``df / d\sigma^2`` is ``df / d\sigma`` over ``2 \sigma``."""
        self.scalar(variable, "a square of a number is expected", node.span)
        twice = self.made(Product((Rational(2), variable)), SCALAR, node.span)
        inverse = self.made(Power(twice, Rational(-1)), SCALAR, node.span)
        return self.made(Product((body, inverse)), self.shape(body), node.span)

    def _by_inverse(self, body: Term, variable: Variable, node: Partial) -> Term:
        r"""``df / dS^{-1}`` is ``- S^T (df / dS) S^T``, since ``dS = - S (dS^{-1}) S``."""
        if self.is_scalar(variable):
            square = self.made(Power(variable, Rational(2)), SCALAR, node.span)
            factors: tuple[Term, ...] = (Rational(-1), square, body)
            return self.made(Product(factors), self.shape(body), node.span)
        if not isinstance(body, Gradient):
            raise self.error("the derivative of an array by an inverse is not supported", node)
        shape = self.shape(body)
        other = self.made(Transpose(variable), shape, node.span)
        return self.made(Product((Rational(-1), other, body, other)), shape, node.span)

    def divergence(self, node: Divergence) -> Term:
        r"""``\nabla \cdot f``: where it is understood."""
        raise self.error("a divergence is not supported", node, "write the sum of derivatives")

    def vector_by_vector(self, body: Term, variable: Variable, node: Partial) -> Term:
        """The derivative of a vector by a vector: where it is understood."""
        del body, variable
        raise self.error(
            "the derivative of a vector by a vector is not supported",
            node,
            "differentiate entry by entry",
        )

    def _differentiated(self, body: Term, variable: Variable, node: Partial) -> Term:
        if self.is_scalar(variable):
            return self.made(Derivative(body, variable), self.shape(body), node.span)
        if self.is_array(body):
            return self.vector_by_vector(body, variable, node)
        self.scalar(body, "a gradient needs a scalar", node.body.span)
        return self.made(Gradient(body, variable), self.shape(variable), node.span)

    def evaluation(self, node: Evaluation) -> Term:
        r"""``\left. f \right|_{x = a}``."""
        raise self.error("the value at a point is not supported", node)

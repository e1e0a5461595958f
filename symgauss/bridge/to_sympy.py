"""From a kernel term to a SymPy expression.  The order of sums and products is kept."""

from __future__ import annotations

from typing import Any, assert_never

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.bridge import matrices as m
from symgauss.bridge.laws import NamedLaw, NormalLaw
from symgauss.bridge.symbols import DeclaredMatrix, DimensionSymbol, IndexedMatrix, RangedSymbol
from symgauss.bridge.to_term import FUNCTION_NAMES
from symgauss.kernel import terms as k
from symgauss.kernel.context import Context, Property
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import Shape, Size

_CLASSES = {name: function for function, name in FUNCTION_NAMES.items()}
_EMPTY = Context()


def to_sympy(term: k.Term, context: Context = _EMPTY) -> Any:
    """The expression of a term; the context says what the symbols are."""
    if isinstance(term, k.Symbol | k.Indexed | k.Rational | k.Constant | k.Dimension):
        return _atom(term, context)
    return _Builder(context).build(term)


def dimension_expression(size: Size) -> Any:
    """The SymPy expression of a size, in dimension symbols."""
    total = sp.Integer(0)
    for monomial, factor in size.monomials:
        total += factor * sp.Mul(*(DimensionSymbol(name) for name in monomial))
    return total


def _sides(shape: Shape) -> tuple[Any, Any]:
    return dimension_expression(shape.rows), dimension_expression(shape.columns)


def _atom(term: k.Term, context: Context) -> Any:
    match term:
        case k.Rational(numerator, denominator):
            return sp.Rational(numerator, denominator)
        case k.Constant(name):
            return sp.pi if name == "pi" else sp.E
        case k.Dimension(size):
            return dimension_expression(size)
        case k.Symbol(name, shape) if shape.is_scalar:
            return _scalar_symbol(name, context)
        case k.Symbol(name, shape):
            declared = context.declaration(name)
            properties = declared.properties if declared else ()
            return DeclaredMatrix(name, *_sides(shape), properties)
        case k.Indexed(name, indices, shape):
            places = [to_sympy(index, context) for index in indices]
            if shape.is_scalar:
                return sp.Indexed(sp.IndexedBase(name, **_assumptions(name, context)), *places)
            declared = context.declaration(name)
            return IndexedMatrix(
                name, *_sides(shape), declared.properties if declared else (), places
            )
        case _:
            message = f"not an atom: {term}"
            raise TypeError(message)


def _assumptions(name: str, context: Context) -> dict[str, bool]:
    known = context.properties(name)
    if Property.POSITIVE in known:
        found = {"positive": True}
    elif Property.NONNEGATIVE in known:
        found = {"nonnegative": True}
    else:
        found = {"real": True}
    return found | ({"integer": True} if Property.INTEGER in known else {})


def _scalar_symbol(name: str, context: Context) -> Any:
    declared = context.declaration(name)
    if declared and (declared.above is not None or declared.below is not None):
        ends = (declared.above, declared.below)
        return RangedSymbol(name, *(None if end is None else sp.Rational(end) for end in ends))
    return sp.Symbol(name, **_assumptions(name, context))


class _Builder:
    """Carries the context through the recursion."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def build(self, term: k.Term) -> Any:
        match term:
            case k.Symbol() | k.Indexed() | k.Rational() | k.Constant() | k.Dimension():
                return _atom(term, self.context)
            case k.Identity(size):
                return sp.Identity(dimension_expression(size))
            case k.Zero(shape):
                return sp.Integer(0) if shape.is_scalar else sp.ZeroMatrix(*_sides(shape))
            case k.Ones(shape):
                return sp.Integer(1) if shape.is_scalar else sp.OneMatrix(*_sides(shape))
            case k.Sum(terms):
                parts = [self.build(t) for t in terms]
                matrix = isinstance(parts[0], sp.MatrixExpr)
                return sp.MatAdd(*parts) if matrix else sp.Add(*parts, evaluate=False)
            case k.Product(factors):
                return self.product(factors)
            case k.Power(base, exponent):
                return self.power(self.build(base), self.build(exponent))
            case k.Inverse(matrix):
                inner = self.build(matrix)
                return sp.Inverse(inner) if _is_matrix(inner) else self.power(inner, sp.Integer(-1))
            case k.Transpose(matrix):
                inner = self.build(matrix)
                return sp.Transpose(inner) if _is_matrix(inner) else inner
            case k.Trace(matrix):
                inner = self.build(matrix)
                return sp.Trace(inner) if _is_matrix(inner) else inner
            case k.Determinant(matrix):
                inner = self.build(matrix)
                return sp.Determinant(inner) if _is_matrix(inner) else inner
            case k.Kronecker(left, right):
                return sp.KroneckerProduct(self.build(left), self.build(right))
            case k.Hadamard(left, right):
                return sp.HadamardProduct(self.build(left), self.build(right))
            case k.Vec(matrix):
                return m.Vec(self.build(matrix))
            case k.Diag(argument):
                return m.Diag(self.build(argument))
            case k.Block(rows):
                return m.Block(*([self.build(block) for block in row] for row in rows))
            case k.Function(name, argument):
                return self.function(name, self.build(argument))
            case _:
                return self.notion(term)

    def product(self, factors: tuple[k.Term, ...]) -> Any:
        """A product, with each run of matrices that ends as 1 x 1 wrapped as a scalar."""
        done: list[Any] = []
        run: list[Any] = []
        for factor in factors:
            built = self.build(factor)
            (run if _is_matrix(built) else done).append(built)
            if len(run) > 1 and sp.MatMul(*run).shape == (1, 1):
                done.append(e.Scalar(sp.MatMul(*run)))
                run = []
        if run:
            parts = [*done, *run]
            return sp.MatMul(*parts) if len(parts) > 1 else parts[0]
        return sp.Mul(*done, evaluate=False) if len(done) > 1 else done[0]

    def power(self, base: Any, exponent: Any) -> Any:
        if _is_matrix(base):
            return sp.MatPow(base, exponent)
        match base:
            case sp.Pow(args=(inner, root)) if root == sp.Rational(1, 2) and exponent == -1:
                return sp.Pow(inner, sp.Rational(-1, 2), evaluate=False)
            case _:
                return sp.Pow(base, exponent, evaluate=False)

    def function(self, name: str, argument: Any) -> Any:
        if name == "sqrt":
            return sp.Pow(argument, sp.Rational(1, 2), evaluate=False)
        return _CLASSES[name](argument, evaluate=False)

    def notion(self, term: k.Term) -> Any:
        match term:
            case k.NormalDensity(point, mean, covariance):
                return e.NormalDensity(self.build(point), self.build(mean), self.build(covariance))
            case k.Density(law):
                return e.Density(self.law(law))
            case k.Expectation(body, law):
                inner = self.build(body)
                if _is_matrix(inner):
                    return m.MatrixExpectation(inner, self.law(law))
                return e.Expectation(inner, self.law(law))
            case k.Covariance(left, right, law):
                sides = (self.build(left), self.build(right))
                if shape_of(term).is_scalar:
                    return e.Covariance(*sides, self.law(law))
                return m.MatrixCovariance(*sides, self.law(law))
            case k.Entropy(law):
                return e.Entropy(self.law(law))
            case k.CrossEntropy(under, of):
                return e.CrossEntropy(self.law(under), self.law(of))
            case k.KullbackLeibler(left, right):
                return e.KullbackLeibler(self.law(left), self.law(right))
            case k.MutualInformation(name, left, right, given):
                groups = ([self.build(v) for v in group] for group in (left, right, given))
                return e.MutualInformation(name, *groups)
            case _:
                return self.analysis(term)

    def analysis(self, term: k.Term) -> Any:
        match term:
            case k.Integral(body, variable, lower, upper):
                integrand, over = self.build(body), self.build(variable)
                if _is_matrix(over):
                    return e.VectorIntegral(integrand, over)
                low = -sp.oo if lower is None else self.build(lower)
                high = sp.oo if upper is None else self.build(upper)
                return sp.Integral(integrand, (over, low, high))
            case k.Derivative(body, variable):
                inner, by = self.build(body), self.build(variable)
                if _is_matrix(inner):
                    return m.MatrixDerivative(inner, by)
                return sp.Derivative(inner, by, evaluate=False)
            case k.Gradient(body, variable):
                inner, by = self.build(body), self.build(variable)
                if _is_matrix(by):
                    return m.Gradient(inner, by)
                return sp.Derivative(inner, by, evaluate=False)
            case k.Hessian(body, variable):
                return m.Hessian(self.build(body), self.build(variable))
            case k.IndexedSum(body, index, lower, upper):
                limits = self.limits(index, lower, upper)
                inner = self.build(body)
                return m.MatrixSum(inner, limits) if _is_matrix(inner) else sp.Sum(inner, limits)
            case k.IndexedProduct(body, index, lower, upper):
                limits = self.limits(index, lower, upper)
                inner = self.build(body)
                return (
                    m.MatrixProduct(inner, limits)
                    if _is_matrix(inner)
                    else sp.Product(inner, limits)
                )
            case k.Opaque(name, arguments, shape):
                values = [self.build(argument) for argument in arguments]
                if shape.is_scalar:
                    return e.OpaqueScalar(name, values)
                return m.OpaqueMatrix(name, values, *_sides(shape))
            case _:
                # The other nodes are built above; the type checker cannot see across methods.
                message = f"no SymPy expression for {type(term).__name__}"
                raise TypeError(message)

    def limits(self, index: k.Symbol, lower: k.Term, upper: k.Term) -> tuple[Any, Any, Any]:
        return _scalar_symbol(index.name, self.context), self.build(lower), self.build(upper)

    def law(self, law: k.Law) -> Any:
        match law:
            case k.Normal(variable, mean, covariance):
                return NormalLaw(self.build(variable), self.build(mean), self.build(covariance))
            case k.Named(name, variables, given):
                return NamedLaw(
                    name, [self.build(v) for v in variables], [self.build(v) for v in given]
                )
            case _:
                assert_never(law)


def _is_matrix(expression: Any) -> bool:
    return isinstance(expression, sp.MatrixExpr)

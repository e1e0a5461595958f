"""From a SymPy expression to a kernel term.  The stored order of sums and products is kept."""

from __future__ import annotations

from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.symbol import Str

from symgauss.bridge import expressions as e
from symgauss.bridge import matrices as m
from symgauss.bridge.laws import NamedLaw, NormalLaw
from symgauss.bridge.symbols import DimensionSymbol, IndexedMatrix
from symgauss.errors import UsageError
from symgauss.kernel import terms as k
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import SCALAR, Shape, Size, size

#: SymPy functions of one scalar and their names in the kernel.
FUNCTION_NAMES: dict[Any, str] = {
    sp.exp: "exp",
    sp.log: "log",
    sp.Abs: "abs",
    sp.gamma: "gamma",
    sp.digamma: "digamma",
    sp.erf: "erf",
    e.Phi: "Phi",
    sp.sin: "sin",
    sp.cos: "cos",
    sp.tanh: "tanh",
}


def to_term(expression: Any) -> k.Term:
    """The kernel term of an expression; ``UsageError`` for what the kernel has no word for."""
    found = (
        _atom(expression) or _algebra(expression) or _notion(expression) or _analysis(expression)
    )
    if found is None:
        message = f"the kernel has no term for {type(expression).__name__}: {expression}"
        raise UsageError(message)
    return found


def to_size(expression: Any) -> Size:
    """The size of a SymPy integer expression in dimensions."""
    match expression:
        case int():
            return size(expression)
        case sp.Integer():
            return size(int(expression))
        case sp.Symbol():
            return size(expression.name)
        case sp.Add():
            total = size(0)
            for term in expression.args:
                total = total + to_size(term)
            return total
        case sp.Mul():
            product = size(1)
            for factor in expression.args:
                product = product * to_size(factor)
            return product
        case sp.Pow(args=(base, sp.Integer() as exponent)) if exponent > 0:
            product = size(1)
            for _ in range(int(exponent)):
                product = product * to_size(base)
            return product
        case _:
            message = f"not a size: {expression}"
            raise UsageError(message)


def to_shape(rows: Any, columns: Any) -> Shape:
    """The shape with SymPy rows and columns."""
    return Shape(to_size(rows), to_size(columns))


def to_law(law: Any) -> k.Law:
    """The kernel's law of a SymPy law."""
    match law:
        case NormalLaw():
            return k.Normal(to_variable(law.variable), to_term(law.mean), to_term(law.covariance))
        case NamedLaw():
            return k.Named(law.name, _variables(law.variables), _variables(law.given))
        case _:
            message = f"not a law: {law}"
            raise UsageError(message)


def to_variable(expression: Any) -> k.Variable:
    """The kernel variable of a symbol or an indexed symbol."""
    term = to_term(expression)
    if not isinstance(term, k.Symbol | k.Indexed):
        message = f"not a variable: {expression}"
        raise UsageError(message)
    return term


def _variables(expressions: Any) -> tuple[k.Variable, ...]:
    return tuple(to_variable(expression) for expression in expressions)


def _terms(expressions: Any) -> tuple[k.Term, ...]:
    return tuple(to_term(expression) for expression in expressions)


def _atom(x: Any) -> k.Term | None:
    match x:
        case int():
            return k.Rational(x)
        case sp.Rational():
            return k.Rational(int(x.p), int(x.q))
        case sp.Float():
            exact = sp.Rational(str(x))
            return k.Rational(int(exact.p), int(exact.q))
        case DimensionSymbol():
            return k.Dimension(size(x.name))
        case sp.Symbol():
            return k.Symbol(x.name, SCALAR)
        case sp.MatrixSymbol():
            return k.Symbol(x.name, to_shape(*x.shape))
        case sp.Indexed():
            return k.Indexed(str(x.base.label), _terms(x.indices), SCALAR)
        case IndexedMatrix():
            return k.Indexed(x.name, _terms(x.args[4]), to_shape(*x.shape))
        case sp.Identity():
            return k.Identity(to_size(x.shape[0]))
        case sp.ZeroMatrix():
            return k.Zero(to_shape(*x.shape))
        case sp.OneMatrix():
            return k.Ones(to_shape(*x.shape))
        case sp.MatrixBase():
            return k.Block(tuple(_terms(x.row(i)) for i in range(x.rows)))
        case _ if x == sp.pi:
            return k.Constant("pi")
        case _ if x == sp.E:
            return k.Constant("e")
        case _:
            return None


def _algebra(x: Any) -> k.Term | None:
    match x:
        case sp.Add():
            return k.Sum(_terms(x.args))
        case sp.Mul():
            return product_term(_terms(x.args))
        case sp.Inverse():
            return k.Inverse(to_term(x.args[0]))
        case sp.MatPow():
            return k.Power(to_term(x.args[0]), to_term(x.args[1]))
        case sp.Pow(args=(base, exponent)):
            return _power(base, exponent)
        case sp.Transpose():
            return k.Transpose(to_term(x.args[0]))
        case e.Scalar():
            return to_term(x.matrix)
        case sp.Trace():
            return k.Trace(to_term(x.args[0]))
        case sp.Determinant():
            return k.Determinant(to_term(x.args[0]))
        case sp.KroneckerProduct():
            left, *rest = _terms(x.args)
            for right in rest:
                left = k.Kronecker(left, right)
            return left
        case sp.HadamardProduct():
            left, *rest = _terms(x.args)
            for right in rest:
                left = k.Hadamard(left, right)
            return left
        case m.Vec():
            return k.Vec(to_term(x.args[0]))
        case m.Diag():
            return k.Diag(to_term(x.args[0]))
        case m.Block():
            return k.Block(tuple(_terms(row) for row in x.args))
        case sp.BlockMatrix():
            blocks = x.blocks
            return k.Block(tuple(_terms(blocks.row(i)) for i in range(blocks.rows)))
        case _:
            return None


def _power(base: Any, exponent: Any) -> k.Term:
    inner = to_term(base)
    if base == sp.E:
        return k.Function("exp", to_term(exponent))
    if exponent == sp.Rational(1, 2):
        return k.Function("sqrt", inner)
    if exponent == sp.Rational(-1, 2):
        return k.Power(k.Function("sqrt", inner), k.MINUS_ONE)
    return k.Power(inner, to_term(exponent))


def product_term(factors: tuple[k.Term, ...]) -> k.Term:
    """One flat product where at most one factor is itself a product of matrices.

    ``-1/2`` times ``x^T A x`` is ``-1/2 x^T A x``; two such factors stay apart.
    """
    nested = [f for f in factors if isinstance(f, k.Product)]
    if not nested:
        return k.Product(factors)
    matrices = [f for f in nested if not _has_only_scalars(f)]
    flat: list[k.Term] = []
    for factor in factors:
        if isinstance(factor, k.Product) and (len(matrices) <= 1 or factor not in matrices):
            flat.extend(factor.factors)
        else:
            flat.append(factor)
    return k.Product(tuple(flat))


def _has_only_scalars(product: k.Product) -> bool:
    return all(shape_of(factor).is_scalar for factor in product.factors)


def _notion(x: Any) -> k.Term | None:
    match x:
        case e.NormalDensity():
            return k.NormalDensity(*_terms(x.args))
        case e.Density():
            law = to_law(x.law)
            return k.Density(law) if isinstance(law, k.Named) else None
        case e.Expectation() | m.MatrixExpectation():
            return k.Expectation(to_term(x.args[0]), to_law(x.args[1]))
        case e.Covariance() | m.MatrixCovariance():
            return k.Covariance(to_term(x.args[0]), to_term(x.args[1]), to_law(x.args[2]))
        case e.Entropy():
            return k.Entropy(to_law(x.args[0]))
        case e.CrossEntropy():
            return k.CrossEntropy(to_law(x.args[0]), to_law(x.args[1]))
        case e.KullbackLeibler():
            return k.KullbackLeibler(to_law(x.args[0]), to_law(x.args[1]))
        case e.MutualInformation():
            return k.MutualInformation(str(x.args[0]), *(_variables(group) for group in x.args[1:]))
        case _:
            return None


def _analysis(x: Any) -> k.Term | None:
    match x:
        case e.VectorIntegral():
            return k.Integral(to_term(x.args[0]), to_variable(x.args[1]))
        case sp.Integral():
            body = to_term(x.function)
            for variable, *bounds in x.limits:
                low, high = (
                    None if abs(b) == sp.oo else to_term(b) for b in bounds or (sp.oo, sp.oo)
                )
                body = k.Integral(body, to_variable(variable), low, high)
            return body
        case sp.Derivative():
            body = to_term(x.expr)
            for variable in x.variables:
                body = k.Derivative(body, to_variable(variable))
            return body
        case m.MatrixDerivative():
            return k.Derivative(to_term(x.args[0]), to_variable(x.args[1]))
        case m.Gradient():
            return k.Gradient(to_term(x.args[0]), to_variable(x.args[1]))
        case m.Hessian():
            return k.Hessian(to_term(x.args[0]), to_variable(x.args[1]))
        case sp.Sum() | m.MatrixSum():
            return k.IndexedSum(to_term(x.args[0]), *_limits(x.args[1]))
        case sp.Product() | m.MatrixProduct():
            return k.IndexedProduct(to_term(x.args[0]), *_limits(x.args[1]))
        case e.OpaqueScalar():
            return k.Opaque(str(x.args[0]), _terms(x.args[1]), SCALAR)
        case m.OpaqueMatrix():
            return k.Opaque(str(x.args[0]), _terms(x.args[1]), to_shape(*x.args[2:]))
        case AppliedUndef():
            return k.Opaque(x.func.__name__, _terms(x.args), SCALAR)
        case _ if type(x) in FUNCTION_NAMES:
            return k.Function(FUNCTION_NAMES[type(x)], to_term(x.args[0]))
        case _:
            return None


def _limits(limits: Any) -> tuple[k.Symbol, k.Term, k.Term]:
    index, lower, upper = limits
    if isinstance(index, Str):
        index = sp.Symbol(str(index), integer=True)
    return k.Symbol(index.name, SCALAR), to_term(lower), to_term(upper)

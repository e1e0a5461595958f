"""Constructors that keep what is written, in the order in which it is written.

SymPy sorts sums and products; a textbook does not.  These constructors only do what nobody
would write out: they flatten nested sums and products, drop 0 and 1, gather the numbers of a
product in front, and wrap a 1 x 1 matrix product as a scalar.  Scalars and matrices share them.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.bridge import matrices as m
from symgauss.bridge.values import as_expression

HALF = sp.Rational(1, 2)


def is_matrix(expression: Any) -> bool:
    """Whether an expression is a vector or a matrix (a scalar is not)."""
    return isinstance(expression, sp.MatrixExpr | sp.MatrixBase)


def zero_like(expression: Any) -> Any:
    """Zero of the same shape."""
    return sp.ZeroMatrix(*expression.shape) if is_matrix(expression) else sp.Integer(0)


def is_zero(expression: Any) -> bool:
    """Whether an expression is written as zero."""
    return isinstance(expression, sp.ZeroMatrix) or expression == 0


def add(*terms: Any) -> Any:
    """``a + b + ...`` in this order; nested sums are flattened and zeros dropped."""
    parts: list[Any] = []
    for term in map(as_expression, terms):
        parts.extend(term.args if isinstance(term, sp.Add) else (term,))
    kept = [part for part in parts if not is_zero(part)]
    if not kept:
        return parts[0] if parts else sp.Integer(0)
    if len(kept) == 1:
        return kept[0]
    return sp.MatAdd(*kept) if is_matrix(kept[0]) else sp.Add(*kept, evaluate=False)


def grouped(*terms: Any) -> Any:
    """``(a + b) + (c + d)``: a sum whose parts keep their parentheses."""
    return sp.MatAdd(*terms) if is_matrix(terms[0]) else sp.Add(*terms, evaluate=False)


def neg(term: Any) -> Any:
    """``-a``."""
    return mul(-1, term)


def sub(left: Any, right: Any) -> Any:
    """``a - b``; a subtracted sum stays in parentheses."""
    return add(left, neg(right))


def mul(*factors: Any) -> Any:
    """``a b c ...`` in this order, numbers in front; a 1 x 1 run of matrices is a scalar."""
    number = sp.Integer(1)
    rest: list[Any] = []
    for factor in _flat(factors):
        if isinstance(factor, sp.Rational):
            number *= factor
        else:
            rest.append(factor)
    rest = _without_identities(rest)
    if number == 0 or any(is_zero(factor) for factor in rest):
        return _zero_product(rest)
    scalars, run = _segments(rest)
    if number != 1 or not (scalars or run):
        scalars.insert(0, number)
    if run:
        return sp.MatMul(*scalars, *run) if len(scalars) + len(run) > 1 else run[0]
    return sp.Mul(*scalars, evaluate=False) if len(scalars) > 1 else scalars[0]


def _flat(factors: Any) -> list[Any]:
    flat: list[Any] = []
    for factor in map(as_expression, factors):
        flat.extend(_flat(factor.args) if isinstance(factor, sp.Mul) else (factor,))
    return flat


def _without_identities(factors: list[Any]) -> list[Any]:
    matrices = [f for f in factors if is_matrix(f)]
    kept = [f for f in factors if not isinstance(f, sp.Identity)]
    if matrices and all(isinstance(f, sp.Identity) for f in matrices):
        return [*kept, matrices[0]]
    return kept


def _zero_product(factors: list[Any]) -> Any:
    matrices = [f for f in factors if is_matrix(f)]
    if not matrices:
        return sp.Integer(0)
    rows, columns = matrices[0].shape[0], matrices[-1].shape[1]
    return sp.Integer(0) if (rows, columns) == (1, 1) else sp.ZeroMatrix(rows, columns)


def _segments(factors: list[Any]) -> tuple[list[Any], list[Any]]:
    """Scalar factors (1 x 1 runs of matrices among them) and the remaining run of matrices."""
    scalars: list[Any] = []
    run: list[Any] = []
    for factor in factors:
        (run if is_matrix(factor) else scalars).append(factor)
        if len(run) > 1 and sp.MatMul(*run).shape == (1, 1):
            scalars.append(e.Scalar(sp.MatMul(*run)))
            run = []
    return scalars, run


def div(numerator: Any, denominator: Any) -> Any:
    """The fraction ``a / b`` with a scalar denominator."""
    above, below = as_expression(numerator), as_expression(denominator)
    if below == 1:
        return above
    if isinstance(above, sp.Rational) and isinstance(below, sp.Rational):
        return above / below
    return mul(above, sp.Pow(below, -1, evaluate=False))


def power(base: Any, exponent: Any) -> Any:
    """``a^b`` as written; numbers to integer powers are evaluated."""
    below, above = as_expression(base), as_expression(exponent)
    if above == 1:
        return below
    if above == 0:
        return sp.Integer(1)
    if is_matrix(below):
        return inv(below) if above == -1 else sp.MatPow(below, above)
    if isinstance(below, sp.Rational) and (above.is_Integer or below in {0, 1}):
        return below**above
    return sp.Pow(below, above, evaluate=False)


def square(base: Any) -> Any:
    """``a^2`` of a scalar."""
    return power(base, 2)


def sqrt(argument: Any) -> Any:
    """Square root of a scalar; of a square number, its root."""
    inner = as_expression(argument)
    if isinstance(inner, sp.Rational) and sp.sqrt(inner).is_Rational:
        return sp.sqrt(inner)
    return sp.Pow(inner, HALF, evaluate=False)


def half(argument: Any) -> Any:
    """``1/2 a``."""
    return mul(HALF, argument)


def exp(argument: Any) -> Any:
    """Exponential function, kept as written."""
    return sp.exp(as_expression(argument), evaluate=False)


def log(argument: Any) -> Any:
    """Natural logarithm, kept as written; log 1 is 0."""
    inner = as_expression(argument)
    return sp.Integer(0) if inner == 1 else sp.log(inner, evaluate=False)


def T(matrix: Any) -> Any:
    """Transpose, kept as written; a scalar is its own."""
    return sp.Transpose(matrix) if is_matrix(matrix) else as_expression(matrix)


def inv(matrix: Any) -> Any:
    """Inverse, kept as written; of a scalar, ``1/a``."""
    return sp.Inverse(matrix) if is_matrix(matrix) else power(matrix, -1)


def tr(matrix: Any) -> Any:
    """Trace; a scalar is its own."""
    return sp.Trace(matrix) if is_matrix(matrix) else as_expression(matrix)


def det(matrix: Any) -> Any:
    """Determinant; a scalar is its own."""
    return sp.Determinant(matrix) if is_matrix(matrix) else as_expression(matrix)


def logdet(matrix: Any) -> Any:
    """``log |A|``."""
    return log(det(matrix))


def form(x: Any, matrix: Any, y: Any = None) -> Any:
    """``x^T A y``, with ``y = x`` where it is left out; for scalars ``a x^2`` or ``a x y``."""
    right = x if y is None else y
    if is_matrix(x):
        return mul(T(x), matrix, right)
    return mul(matrix, square(x) if y is None else mul(x, y))


def quad(x: Any, covariance: Any) -> Any:
    """``x^T S^{-1} x``; for scalars ``x^2 / s``."""
    return form(x, inv(covariance)) if is_matrix(x) else div(square(x), covariance)


def size(x: Any) -> Any:
    """Number of entries of a vector; 1 for a scalar."""
    return x.shape[0] if is_matrix(x) else sp.Integer(1)


def identity(size_: Any) -> Any:
    """The identity matrix of a size."""
    return sp.Identity(size_)


def stack(*blocks: Any) -> Any:
    """Vectors (or scalars) one above the other."""
    return m.Block(*([as_expression(block)] for block in blocks))


def block(*rows: Any) -> Any:
    """A block matrix from its rows."""
    return m.Block(*([as_expression(entry) for entry in row] for row in rows))


def scalar_of(matrix: Any) -> Any:
    """The scalar of a 1 x 1 matrix expression, with its scalar factors outside."""
    match matrix:
        case sp.MatAdd():
            return add(*(scalar_of(term) for term in matrix.args))
        case sp.MatMul():
            return mul(*matrix.args)
        case _ if not is_matrix(matrix):
            return matrix
        case _ if is_zero(matrix):
            return sp.Integer(0)
        case _:
            return e.Scalar(matrix)

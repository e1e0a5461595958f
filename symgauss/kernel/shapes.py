"""The shape of a term, and the findings that arise where shapes do not fit."""

from __future__ import annotations

from typing import assert_never

from symgauss.kernel.remembering import remembered
from symgauss.kernel.sizes import ONE, SCALAR, Shape, Size, size, square_shape, vector_shape
from symgauss.kernel.terms import (
    Block,
    Constant,
    Covariance,
    CrossEntropy,
    Density,
    Derivative,
    Determinant,
    Diag,
    Dimension,
    Entropy,
    Expectation,
    Function,
    Gradient,
    Hadamard,
    Hessian,
    Identity,
    Indexed,
    IndexedProduct,
    IndexedSum,
    Integral,
    Inverse,
    Jacobian,
    Kronecker,
    KullbackLeibler,
    Law,
    MutualInformation,
    Named,
    Normal,
    NormalDensity,
    Ones,
    Opaque,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Vec,
    Zero,
)


class ShapeError(Exception):
    """Two shapes that do not fit; ``term`` is where they meet."""

    def __init__(self, term: Term, left: Shape, right: Shape, what: str) -> None:
        super().__init__(f"{what}: {left} against {right}")
        self.term = term
        self.left = left
        self.right = right
        self.what = what


@remembered("known_shape")
def shape_of(term: Term) -> Shape:
    """The shape of a term; raises :class:`ShapeError` where its parts do not fit."""
    match term:
        case Symbol(shape=shape) | Zero(shape) | Ones(shape):
            return shape
        case Indexed(indices=indices, shape=shape):
            for index in indices:
                found = shape_of(index)
                if found != SCALAR:
                    raise ShapeError(term, found, SCALAR, "an index is a number")
            return shape
        case Opaque(arguments=arguments, shape=shape):
            for argument in arguments:
                shape_of(argument)
            return shape
        case Rational() | Constant() | Dimension():
            return SCALAR
        case Identity(n):
            return square_shape(n)
        case Sum(terms):
            return _all_equal(term, terms, "terms of a sum differ in shape")
        case Product(factors):
            return _product_shape(term, factors)
        case Power(base, exponent):
            _need(exponent, SCALAR, "an exponent must be a scalar")
            return _square(term, base, "a power needs a square matrix")
        case Inverse(matrix):
            return _square(term, matrix, "an inverse needs a square matrix")
        case Transpose(matrix):
            return shape_of(matrix).transposed
        case Trace(matrix):
            _square(term, matrix, "a trace needs a square matrix")
            return SCALAR
        case Determinant(matrix):
            _square(term, matrix, "a determinant needs a square matrix")
            return SCALAR
        case Kronecker(left, right):
            a, b = shape_of(left), shape_of(right)
            return Shape(a.rows * b.rows, a.columns * b.columns)
        case Hadamard(left, right):
            return _all_equal(term, (left, right), "an elementwise product needs equal shapes")
        case Vec(matrix):
            inner = shape_of(matrix)
            return vector_shape(inner.rows * inner.columns)
        case Diag(argument):
            inner = shape_of(argument)
            if inner.is_vector:
                return square_shape(inner.rows)
            _square(term, argument, "diag needs a vector or a square matrix")
            return vector_shape(inner.rows)
        case Block(rows):
            return _block_shape(term, rows)
        case Function(argument=argument):
            return _need(argument, SCALAR, "a scalar function needs a scalar")
        case IndexedSum(body, _, lower, upper):
            _need(lower, SCALAR, "a limit must be a scalar")
            _need(upper, SCALAR, "a limit must be a scalar")
            return shape_of(body)
        case IndexedProduct(body, _, lower, upper):
            _need(lower, SCALAR, "a limit must be a scalar")
            _need(upper, SCALAR, "a limit must be a scalar")
            return _square(term, body, "a product over an index needs square factors")
        case NormalDensity(point, mean, covariance):
            law_shape(Normal(Symbol("", shape_of(point)), mean, covariance), term)
            return SCALAR
        case Density(law):
            law_shape(law, term)
            return SCALAR
        case Expectation(body, law):
            law_shape(law, term)
            return shape_of(body)
        case Covariance(left, right, law):
            law_shape(law, term)
            a, b = shape_of(left), shape_of(right)
            if not a.is_vector or not b.is_vector:
                raise ShapeError(term, a, b, "a covariance needs vectors")
            return Shape(a.rows, b.rows)
        case Entropy(law):
            law_shape(law, term)
            return SCALAR
        case CrossEntropy(first, second) | KullbackLeibler(first, second):
            a, b = law_shape(first, term), law_shape(second, term)
            if a != b:
                raise ShapeError(term, a, b, "two laws of different sizes")
            return SCALAR
        case MutualInformation():
            return SCALAR
        case Integral(body, variable, lower, upper):
            for bound in (lower, upper):
                if bound is not None:
                    _need(bound, SCALAR, "a bound must be a scalar")
                    _need(variable, SCALAR, "bounds need a scalar variable")
            return _need(body, SCALAR, "an integrand must be a scalar")
        case Derivative(body, variable):
            _need(variable, SCALAR, "a derivative needs a scalar variable")
            return shape_of(body)
        case Gradient(body, variable):
            _need(body, SCALAR, "a gradient needs a scalar")
            return shape_of(variable)
        case Jacobian(body, variable):
            inner, outer = shape_of(variable), shape_of(body)
            for shape in (inner, outer):
                if not shape.is_vector:
                    raise ShapeError(
                        term, shape, vector_shape(shape.rows), "a Jacobian needs vectors"
                    )
            return Shape(outer.rows, inner.rows)
        case Hessian(body, variable):
            _need(body, SCALAR, "a Hessian needs a scalar")
            inner = shape_of(variable)
            if not inner.is_vector:
                raise ShapeError(term, inner, vector_shape(inner.rows), "a Hessian needs a vector")
            return square_shape(inner.rows)
        case _:
            assert_never(term)


def law_shape(law: Law, term: Term) -> Shape:
    """Shape of the (stacked) variable of a law; ``term`` is blamed for a conflict."""
    match law:
        case Normal(variable, mean, covariance):
            here = shape_of(variable)
            if not here.is_vector:
                raise ShapeError(
                    term, here, vector_shape(here.rows), "a normal variable is a vector"
                )
            centre, spread = shape_of(mean), shape_of(covariance)
            if centre != here:
                raise ShapeError(term, here, centre, "variable and mean differ in shape")
            if spread != square_shape(here.rows):
                raise ShapeError(
                    term, square_shape(here.rows), spread, "covariance of the wrong shape"
                )
            return here
        case Named(variables=variables):
            total = Size(())
            for variable in variables:
                total = total + shape_of(variable).rows
            return vector_shape(total)
        case _:
            assert_never(law)


def _all_equal(term: Term, parts: tuple[Term, ...], what: str) -> Shape:
    first = shape_of(parts[0])
    for part in parts[1:]:
        other = shape_of(part)
        if other != first:
            raise ShapeError(term, first, other, what)
    return first


def _product_shape(term: Term, factors: tuple[Term, ...]) -> Shape:
    current = SCALAR
    for factor in factors:
        shape = shape_of(factor)
        if current.is_scalar:
            current = shape
        elif shape.is_scalar:
            continue
        elif current.columns == shape.rows:
            current = Shape(current.rows, shape.columns)
        else:
            raise ShapeError(term, current, shape, "factors of a product do not fit")
    return current


def _square(term: Term, matrix: Term, what: str) -> Shape:
    shape = shape_of(matrix)
    if not shape.is_square:
        raise ShapeError(term, shape, shape.transposed, what)
    return shape


def _need(term: Term, shape: Shape, what: str) -> Shape:
    found = shape_of(term)
    if found != shape:
        raise ShapeError(term, found, shape, what)
    return found


def _block_shape(term: Term, rows: tuple[tuple[Term, ...], ...]) -> Shape:
    shapes = [[shape_of(block) for block in row] for row in rows]
    columns = [shape.columns for shape in shapes[0]]
    height = size(0)
    for row in shapes:
        if len(row) != len(columns):
            raise ShapeError(
                term,
                Shape(ONE, size(len(columns))),
                Shape(ONE, size(len(row))),
                "rows of blocks differ in length",
            )
        for shape, column in zip(row, columns, strict=True):
            if shape.rows != row[0].rows:
                raise ShapeError(term, row[0], shape, "blocks of a row differ in height")
            if shape.columns != column:
                raise ShapeError(term, shapes[0][0], shape, "blocks of a column differ in width")
        height = height + row[0].rows
    width = size(0)
    for column in columns:
        width = width + column
    return Shape(height, width)

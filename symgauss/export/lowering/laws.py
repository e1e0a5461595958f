"""Densities in the log domain, and divergences in a form that does not cancel.

Where two normal laws are nearly equal, the terms of the textbook form of the divergence cancel.
With ``h = s_1 / s_2 = 1 + g`` the divergence of two normals is
``1/2 (h^2 - 1 - log h^2) + 1/2 ((mu_1 - mu_2) / s_2)^2``, with both parts nonnegative, and ``g`` is
computed from the difference of the standard deviations.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from symgauss.errors import NoValueError
from symgauss.export.lowering import rules, scalars
from symgauss.export.lowering.determinants import log_of_diagonal
from symgauss.export.lowering.factors import chain_of
from symgauss.export.lowering.rules import carries_out
from symgauss.export.lowering.values import Diagonal, Isotropic, dense
from symgauss.export.operations import (
    AddDiagonal,
    Cholesky,
    LogExcess,
    MatVec,
    Number,
    Ref,
    ScaleRows,
    SolveLower,
    SteinLoss,
    SumSquares,
    Total,
    Unary,
    WhitenedLoss,
)
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Constant,
    Density,
    Function,
    Law,
    Normal,
    NormalDensity,
    Product,
    Rational,
    Term,
)
from symgauss.notation.unicode import print_statement

if TYPE_CHECKING:
    from symgauss.export.lowering.lowering import Lowering

HALF_LOG_TWO_PI = Product((Rational(1, 2), Function("log", Product((Rational(2), Constant("pi"))))))


@carries_out(rules.LOG_DENSITY)
def log_density(lo: Lowering, term: NormalDensity | Density) -> Ref:
    """The logarithm of a normal density, from the whitened residual ``L^{-1} (x - mu)``."""
    if isinstance(term, Density):
        law = normal_of(lo, term.law)
        term = NormalDensity(law.variable, law.mean, law.covariance)
    build = lo.build
    residual = build.subtract(lo.ref(term.point), lo.ref(term.mean))
    constant = build.make(Number(HALF_LOG_TWO_PI))
    half = build.number(Fraction(-1, 2))
    shape = shape_of(term.covariance)
    if shape == SCALAR:
        s = scalars.root_of(lo, term.covariance)
        z = build.divide(residual, s)
        square = build.multiply(half, build.apply(Unary.SQUARE, z))
        return build.subtract(build.subtract(square, build.apply(Unary.LOG, s)), constant)
    n = lo.extent(shape.rows)
    known = lo.value(term.covariance)
    if isinstance(known, Isotropic):
        s = root_of_scale(lo, term.covariance, known)
        z = build.divide(residual, s)
        each = build.add(build.apply(Unary.LOG, s), constant)
        square = build.multiply(half, build.make(SumSquares(z)))
        return build.subtract(square, build.multiply(n, each))
    if isinstance(known, Diagonal):
        s = build.apply(Unary.SQRT, known.vector)
        z = build.divide(residual, s)
        logs = build.make(Total(build.apply(Unary.LOG, s)))
    else:
        z, logs = _whitened(lo, term.covariance, residual)
    square = build.multiply(half, build.make(SumSquares(z)))
    return build.subtract(build.subtract(square, logs), build.multiply(n, constant))


def _whitened(lo: Lowering, covariance: Term, residual: Ref) -> tuple[Ref, Ref]:
    """``z`` with ``||z||^2`` the Mahalanobis distance, and half of ``log |S|``."""
    build = lo.build
    chain = chain_of(covariance, lo.facts)
    if not chain.scalars and len(chain.factors) == 1 and chain.factors[0].inverse:
        precision = chain.factors[0].term
        if lo.inverse_of_precision(precision) is None:
            factor = lo.cholesky(precision)
            z = build.make(MatVec(build.transpose(factor), residual))
            return z, build.negate(log_of_diagonal(lo, factor))
    factor = lo.cholesky(covariance)
    return build.make(SolveLower(factor, residual)), log_of_diagonal(lo, factor)


def _root_of_diagonal(lo: Lowering, covariance: Term, known: Isotropic | Diagonal) -> Ref:
    """The standard deviation of all entries, or the vector of them."""
    if isinstance(known, Isotropic):
        return root_of_scale(lo, covariance, known)
    return lo.build.apply(Unary.SQRT, known.vector)


def root_of_scale(lo: Lowering, covariance: Term, known: Isotropic) -> Ref:
    """The standard deviation of an isotropic covariance, without a root where it is a square."""
    chain = chain_of(covariance, lo.facts)
    if len(chain.factors) == 1 and not chain.factors[0].inverse and chain.scalars:
        return scalars.root_of(lo, Product(chain.scalars))
    return lo.build.apply(Unary.SQRT, known.scale)


def normal_of(lo: Lowering, law: Law) -> Normal:
    """The normal law that is written out, or that the context states."""
    if isinstance(law, Normal):
        return law
    if len(law.variables) == 1:
        for each in lo.context.distributions:
            if (each.density, each.variable, each.given) == (law.name, law.variables[0], law.given):
                return Normal(each.variable, each.mean, each.covariance)
    raise NoValueError(f"the law of {print_statement(law)} is not stated")


# --- divergences -------------------------------------------------------------------------------


@carries_out(rules.SCALAR_DIVERGENCE, rules.DIVERGENCE)
def divergence(lo: Lowering, left: Law, right: Law) -> Ref:
    """``KL(left || right)``."""
    build = lo.build
    p, q = normal_of(lo, left), normal_of(lo, right)
    difference = build.subtract(lo.ref(p.mean), lo.ref(q.mean))
    half = build.number(Fraction(1, 2))
    if shape_of(p.covariance) == SCALAR:
        spread, inverse = _scalar_excess(lo, p.covariance, q.covariance)
        distance = build.apply(Unary.SQUARE, build.multiply(difference, inverse))
        return build.multiply(half, build.add(spread, distance))
    spread, distance = _excess(lo, p.covariance, q.covariance, difference)
    return build.multiply(half, build.add(spread, distance))


@carries_out(rules.LOG_EXCESS)
def _scalar_excess(lo: Lowering, first: Term, second: Term) -> tuple[Ref, Ref]:
    """``h^2 - 1 - log h^2`` of two variances, and one over the standard deviation of the second.

    One division for all: it takes as long as many products, and costs half an ulp.
    """
    build = lo.build
    s, t = scalars.root_of(lo, first), scalars.root_of(lo, second)
    inverse = build.divide(build.number(1), t)
    if first == second:
        return build.number(0), inverse
    ratio = build.multiply(s, inverse)
    if scalars.is_square(lo, first) and scalars.is_square(lo, second):
        change = build.multiply(build.subtract(s, t), inverse)
    else:
        v, w = lo.ref(first), lo.ref(second)
        change = _change(lo, build.divide(build.subtract(v, w), w), ratio)
    return build.make(LogExcess(change, ratio)), inverse


def _change(lo: Lowering, excess: Ref, ratio: Ref) -> Ref:
    """``h - 1`` from ``h^2 - 1`` and ``h``, with the digits of the first."""
    build = lo.build
    return build.divide(excess, build.add(ratio, build.number(1)))


@carries_out(rules.STEIN_LOSS, rules.WHITENED_DIFFERENCE)
def _excess(lo: Lowering, first: Term, second: Term, difference: Ref) -> tuple[Ref, Ref]:
    """``tr(T^{-1} S) - n - log |T^{-1} S|`` and the squared distance of the means under ``T``."""
    build = lo.build
    p, q = lo.value(first), lo.value(second)
    n = lo.extent(shape_of(first).rows)
    if isinstance(p, Isotropic) and isinstance(q, Isotropic):
        spread, inverse = _scalar_excess(lo, _scale(lo, first), _scale(lo, second))
        whitened = build.multiply(difference, inverse)
        return build.multiply(n, spread), build.make(SumSquares(whitened))
    if not isinstance(q, int):
        t = _root_of_diagonal(lo, second, q)
        distance = build.make(SumSquares(build.divide(difference, t)))
        if not isinstance(p, int):
            v, w = (d.scale if isinstance(d, Isotropic) else d.vector for d in (p, q))
            ratio = build.divide(_root_of_diagonal(lo, first, p), t)
            excess = build.divide(build.subtract(v, w), w)
            change = _change(lo, excess, ratio)
            return build.make(Total(build.make(LogExcess(change, ratio)))), distance
        return _diagonal_reference(lo, first, q, t), distance
    factor = lo.cholesky(second)
    distance = build.make(SumSquares(build.make(SolveLower(factor, difference))))
    if first == second:
        return build.number(0), distance
    matrices = (*_with_factor(lo, first), *_with_factor(lo, second))
    return build.make(SteinLoss(*matrices)), distance


@carries_out(rules.WHITENED_DIFFERENCE)
def _diagonal_reference(lo: Lowering, first: Term, known: Isotropic | Diagonal, root: Ref) -> Ref:
    """``tr(T^{-1} S) - n - log |T^{-1} S|`` with a diagonal ``T``, which is no matrix here.

    ``root`` is that of ``T``: a scalar, or the vector on its diagonal.
    """
    build = lo.build
    matrix, factor = _with_factor(lo, first)
    if isinstance(known, Isotropic):
        difference = build.make(AddDiagonal(matrix, build.negate(known.scale)))
        ratio = build.divide(factor, root)
        return build.make(WhitenedLoss(build.divide(difference, known.scale), ratio))
    inverse = build.divide(build.number(1), root)
    difference = build.make(AddDiagonal(matrix, build.negate(known.vector)))
    half = build.transpose(build.make(ScaleRows(inverse, difference)))
    change = build.make(ScaleRows(inverse, half))
    return build.make(WhitenedLoss(change, build.make(ScaleRows(inverse, factor))))


def _scale(lo: Lowering, covariance: Term) -> Term:
    """The scalar in front of the identity."""
    scalars_ = chain_of(covariance, lo.facts).scalars
    if not scalars_:
        return Rational(1)
    return scalars_[0] if len(scalars_) == 1 else Product(scalars_)


def _with_factor(lo: Lowering, covariance: Term) -> tuple[Ref, Ref]:
    """A covariance and its Cholesky factor."""
    build = lo.build
    known = lo.value(covariance)
    matrix = dense(build, known)
    if isinstance(known, int):
        factor = lo.cholesky(covariance)
        operation = build.operation(factor)
        assert isinstance(operation, Cholesky)  # noqa: S101 - as made
        return operation.matrix, factor
    return matrix, build.make(Cholesky(matrix, lo.label(covariance)))

"""Determinants: through the Cholesky factor where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symgauss.export.lowering import rules
from symgauss.export.lowering.factors import Chain, Factor, chain_of
from symgauss.export.lowering.rules import carries_out
from symgauss.export.lowering.values import Diagonal, Isotropic, dense
from symgauss.export.operations import (
    Binary,
    Combine,
    Determinant,
    DiagonalOf,
    LogDeterminant,
    ProductOf,
    Ref,
    Total,
    Unary,
)
from symgauss.kernel.context import Property
from symgauss.kernel.terms import Identity, Product, Term

if TYPE_CHECKING:
    from symgauss.export.lowering.lowering import Lowering


def root(lo: Lowering, matrix: Term) -> Ref | None:
    """``|S|^{1/2}`` of a positive definite matrix; ``None`` where it has no Cholesky factor."""
    if not isinstance(lo.value(matrix), int):
        return None
    diagonal = lo.build.make(DiagonalOf(lo.cholesky(matrix)))
    return lo.build.make(ProductOf(diagonal))


def determinant(lo: Lowering, matrix: Term) -> Ref:
    """``|A|``."""
    build = lo.build
    match lo.value(matrix):
        case Isotropic(scale, n):
            return build.make(Combine(Binary.POWER, scale, lo.extent(n)))
        case Diagonal(vector):
            return build.make(ProductOf(vector))
        case _:
            pass
    if lo.facts.definite(matrix):
        found = root(lo, matrix)
        assert found is not None  # noqa: S101 - it has a factor
        return build.apply(Unary.SQUARE, found)
    if _is_triangular(lo, matrix):
        return build.make(ProductOf(build.make(DiagonalOf(lo.ref(matrix)))))
    return build.make(Determinant(lo.ref(matrix)))


@carries_out(rules.LOG_DETERMINANT_SCALED)
def log_determinant(lo: Lowering, matrix: Term) -> Ref:
    """``log |A|`` of a matrix with a positive determinant."""
    build = lo.build
    chain = chain_of(matrix, lo.facts)
    if len(chain.factors) > 1 and lo.facts.definite(matrix):
        chain = Chain((), (Factor(matrix),))
    if not all(factor.shape.is_square for factor in chain.factors):
        return build.make(LogDeterminant(lo.ref(matrix)))
    total = build.number(0)
    for factor in chain.factors:
        value = _of_factor(lo, factor.term)
        total = build.subtract(total, value) if factor.inverse else build.add(total, value)
    if chain.scalars:
        scale = lo.log_of(Product(chain.scalars))
        n = lo.extent(chain.factors[0].shape.rows)
        total = build.add(build.multiply(n, scale), total)
    return total


def _of_factor(lo: Lowering, term: Term) -> Ref:
    build = lo.build
    if isinstance(term, Identity):
        return build.number(0)
    match lo.value(term):
        case Isotropic(scale, n):
            return build.multiply(lo.extent(n), build.apply(Unary.LOG, scale))
        case Diagonal(vector):
            return build.make(Total(build.apply(Unary.LOG, vector)))
        case value:
            pass
    if lo.facts.definite(term):
        return build.multiply(build.number(2), log_of_diagonal(lo, lo.cholesky(term)))
    if _is_triangular(lo, term) and lo.facts.has(term, Property.POSITIVE_DIAGONAL):
        return log_of_diagonal(lo, value)
    return build.make(LogDeterminant(dense(build, value)))


@carries_out(rules.LOG_DETERMINANT)
def log_of_diagonal(lo: Lowering, factor: Ref) -> Ref:
    """The sum of the logarithms of a diagonal: half the log determinant of ``L L^T``."""
    diagonal = lo.build.make(DiagonalOf(factor))
    return lo.build.make(Total(lo.build.apply(Unary.LOG, diagonal)))


def _is_triangular(lo: Lowering, term: Term) -> bool:
    return lo.facts.has(term, Property.LOWER_TRIANGULAR) or lo.facts.has(
        term, Property.UPPER_TRIANGULAR
    )

"""Products of matrices and vectors: solves in place of inverses, halves where they mirror."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from symgauss.export.lowering import rules
from symgauss.export.lowering.factors import Chain, Factor, chain_of, inlined, mirrored, transpose
from symgauss.export.lowering.rules import carries_out
from symgauss.export.lowering.values import (
    Diagonal,
    Isotropic,
    Value,
    dense,
    reciprocal,
    scaled,
)
from symgauss.export.operations import (
    Binary,
    Combine,
    Congruence,
    DiagonalOf,
    Dot,
    Eye,
    Gram,
    MatMul,
    MatVec,
    Outer,
    Ref,
    ScaleRows,
    Solve,
    SolveLower,
    SolveLowerTransposed,
    SumSquares,
    Symmetrize,
    Total,
    Unary,
)
from symgauss.kernel.context import Property
from symgauss.kernel.sizes import ONE
from symgauss.kernel.terms import Term

if TYPE_CHECKING:
    from symgauss.export.lowering.lowering import Lowering


def product(lo: Lowering, term: Term) -> Value:
    """The value of a product (or of one factor) that is no plain scalar product."""
    chain = chain_of(term, lo.facts)
    value = matrices(lo, chain)
    if not chain.scalars:
        return value
    return scaled(lo.build, lo.scalar_product(chain.scalars), value)


def matrices(lo: Lowering, chain: Chain) -> Value:
    """The value of the matrix factors of a chain: split where the inner size is one."""
    segments = _segments(chain.factors)
    first, *middle, last = segments if len(segments) > 1 else [segments[0], segments[0]]
    if len(segments) == 1:
        return _segment(lo, first)
    scale = lo.build.number(1)
    for segment in middle:
        scale = lo.build.multiply(scale, dense(lo.build, _segment(lo, segment)))
    scalars = [s for s in (first, last) if _rows(s) == _columns(s) == ONE]
    for segment in scalars:
        scale = lo.build.multiply(scale, dense(lo.build, _segment(lo, segment)))
    rest = [s for s in (first, last) if s not in scalars]
    if not rest:
        return scale
    if len(rest) == 1:
        return scaled(lo.build, scale, _segment(lo, rest[0]))
    column = dense(lo.build, _segment(lo, first))
    row = dense(lo.build, _segment(lo, transpose(last, lo.facts)))
    return scaled(lo.build, scale, lo.build.make(Outer(column, row)))


def _segments(factors: Sequence[Factor]) -> list[list[Factor]]:
    segments: list[list[Factor]] = [[]]
    for place, factor in enumerate(factors):
        segments[-1].append(factor)
        if factor.shape.columns == ONE and place < len(factors) - 1:
            segments.append([])
    return segments


def _rows(segment: Sequence[Factor]) -> object:
    return segment[0].shape.rows


def _columns(segment: Sequence[Factor]) -> object:
    return segment[-1].shape.columns


def _segment(lo: Lowering, factors: Sequence[Factor]) -> Value:
    """A scalar, a column, or a matrix without a one among its inner sizes."""
    if _rows(factors) == ONE and _columns(factors) != ONE:
        # a row is held as the column that it is the transpose of
        return _segment(lo, transpose(factors, lo.facts))
    whole = inlined(factors, lo.facts, lambda _: False)
    if len(whole) > 1 and mirrored(whole, lo.facts):
        own = mirrored(factors, lo.facts) and len(factors) > 1
        return _mirrored(lo, factors if own else whole)
    known = lo.mean_of_precisions(factors)
    if known is not None:
        return known
    if _columns(factors) == ONE:  # what is computed anyway is used, else vectors are cheaper
        factors = inlined(factors, lo.facts, lo.known)
    if _rows(factors) == _columns(factors) == ONE:
        return _bilinear(lo, factors)
    if len(factors) == 1:
        return alone(lo, factors[0])
    if factors[-1].inverse and not factors[0].inverse:
        turned = dense(lo.build, _applied(lo, transpose(factors, lo.facts)))
        return lo.build.transpose(turned)
    return _applied(lo, factors)


@carries_out(rules.QUADRATIC_FORM)
def _mirrored(lo: Lowering, factors: Sequence[Factor]) -> Value:
    """``W^T M W``: one half is computed, and the result is symmetric as it stands."""
    build = lo.build
    half = len(factors) // 2
    right = list(factors[half + len(factors) % 2 :])
    middle = factors[half] if len(factors) % 2 else None
    w = _applied(lo, right)
    if middle is None:
        return _gram(lo, w)
    if middle.inverse and lo.facts.definite(middle.term):
        inner = lo.value(middle.term)
        if isinstance(inner, int):
            factor = lo.cholesky(middle.term)
            return _gram(lo, build.make(SolveLower(factor, dense(build, w))))
    value = alone(lo, middle)
    if isinstance(value, Isotropic):
        return scaled(build, value.scale, _gram(lo, w))
    if isinstance(value, Diagonal) and isinstance(w, Isotropic | Diagonal):
        return _multiply(lo, value, _gram(lo, w))
    w = dense(build, w)
    vector = build.type(w).rank == 1
    if isinstance(value, Diagonal):
        if lo.facts.definite(middle.term):
            return _gram(lo, _scaled_rows(lo, build.apply(Unary.SQRT, value.vector), w))
        value = dense(build, value)
    if vector:
        return build.make(Dot(w, build.make(MatVec(value, w))))
    if not build.type(value).structure.symmetric:
        value = build.make(Symmetrize(value))
    return build.make(Congruence(build.transpose(w), value))


def _gram(lo: Lowering, w: Value) -> Value:
    """``W^T W``."""
    match w:
        case Isotropic(scale, n):
            return Isotropic(lo.build.apply(Unary.SQUARE, scale), n)
        case Diagonal(vector):
            return Diagonal(lo.build.apply(Unary.SQUARE, vector))
        case _:
            vector = lo.build.type(w).rank == 1
            return lo.build.make(SumSquares(w) if vector else Gram(w))


def _bilinear(lo: Lowering, factors: Sequence[Factor]) -> Ref:
    """``x^T M y``: an inverse in the middle is halved between the two sides."""
    build = lo.build
    for place, factor in enumerate(factors[1:-1], 1):
        if factor.inverse and lo.facts.definite(factor.term):
            if not isinstance(lo.value(factor.term), int):
                continue
            lower = lo.cholesky(factor.term)
            left = dense(build, _applied(lo, transpose(factors[:place], lo.facts)))
            right = dense(build, _applied(lo, factors[place + 1 :]))
            sides = (build.make(SolveLower(lower, side)) for side in (left, right))
            return build.make(Dot(*sides))
    if len(factors) == 1:
        return dense(build, lo.value(factors[0].term))
    left = dense(build, _applied(lo, transpose(factors[:1], lo.facts)))
    return build.make(Dot(left, dense(build, _applied(lo, factors[1:]))))


def _applied(lo: Lowering, factors: Sequence[Factor]) -> Value:
    """The product from the right: each factor acts on what stands after it."""
    value = alone(lo, factors[-1])
    for factor in reversed(factors[:-1]):
        value = act(lo, factor, value)
    return value


def act(lo: Lowering, factor: Factor, value: Value) -> Value:
    """``factor * value``."""
    build = lo.build
    own = lo.value(factor.term)
    if isinstance(own, Isotropic | Diagonal):
        return _multiply(lo, _inverted(lo, own) if factor.inverse else own, value)
    if isinstance(value, Isotropic):
        return scaled(build, value.scale, alone(lo, factor))
    right = dense(build, value)
    if factor.inverse:
        return lo.solve(factor, right)
    left = build.transpose(own) if factor.transposed else own
    if build.type(left).rank == 1:
        raise TypeError("a vector acts on nothing")
    return build.make(MatVec(left, right) if build.type(right).rank == 1 else MatMul(left, right))


def _multiply(lo: Lowering, left: Isotropic | Diagonal, right: Value) -> Value:
    """A structured matrix times anything."""
    build = lo.build
    match left, right:
        case Isotropic(scale, _), _:
            return scaled(build, scale, right)
        case Diagonal(), Isotropic(scale, _):
            return scaled(build, scale, left)
        case Diagonal(v), Diagonal(w):
            return Diagonal(build.multiply(v, w))
        case Diagonal(v), int():
            return _scaled_rows(lo, v, right)
        case _:
            raise TypeError(f"{left} * {right}")


def _scaled_rows(lo: Lowering, vector: Ref, array: Ref) -> Ref:
    """``diag(v) A`` of a vector or matrix."""
    if lo.build.type(array).rank == 1:
        return lo.build.make(Combine(Binary.MULTIPLY, vector, array))
    return lo.build.make(ScaleRows(vector, array))


def _inverted(lo: Lowering, value: Isotropic | Diagonal) -> Isotropic | Diagonal:
    if isinstance(value, Isotropic):
        return Isotropic(reciprocal(lo.build, value.scale), value.size)
    return Diagonal(reciprocal(lo.build, value.vector))


def alone(lo: Lowering, factor: Factor) -> Value:
    """The value of one factor."""
    build = lo.build
    if factor.inverse:
        return inverse(lo, factor)
    value = lo.value(factor.term)
    if isinstance(value, Isotropic | Diagonal) or build.type(value).rank < 2:
        return value
    return build.transpose(value) if factor.transposed else value


@carries_out(rules.INVERSE_AS_GRAM)
def inverse(lo: Lowering, factor: Factor) -> Value:
    """The inverse of a matrix on its own, where nothing stands after it to be solved for."""
    build = lo.build
    if lo.facts.has(factor.term, Property.ORTHOGONAL):
        return alone(lo, Factor(factor.term, not factor.transposed))
    known = lo.inverse_of_precision(factor.term)
    if known is not None:
        return known
    value = lo.value(factor.term)
    if isinstance(value, Isotropic | Diagonal):
        return _inverted(lo, value)
    eye = build.make(Eye(build.type(value).shape.rows))
    if lo.facts.definite(factor.term):
        return build.make(Gram(build.make(SolveLower(lo.cholesky(factor.term), eye))))
    return lo.solve(factor, eye)


@carries_out(rules.SOLVE)
def solve(lo: Lowering, factor: Factor, right: Ref) -> Ref:
    """``A^{-1} B``, by what is known about ``A``."""
    build = lo.build
    if lo.facts.has(factor.term, Property.ORTHOGONAL):
        return dense(build, act(lo, Factor(factor.term, not factor.transposed), right))
    if lo.facts.definite(factor.term):
        lower = lo.cholesky(factor.term)
        half = build.make(SolveLower(lower, right))
        return build.make(SolveLowerTransposed(lower, half))
    matrix = dense(build, lo.value(factor.term))
    if lo.facts.has(factor.term, Property.LOWER_TRIANGULAR):
        kind = SolveLowerTransposed if factor.transposed else SolveLower
        return build.make(kind(matrix, right))
    turned = build.transpose(matrix) if factor.transposed else matrix
    return build.make(Solve(turned, right, lo.label(factor.term)))


def trace(lo: Lowering, term: Term) -> Ref:
    """``tr(M)``; of ``S^{-1} T`` as the squared norm of ``L_S^{-1} L_T``."""
    build = lo.build
    chain = chain_of(term, lo.facts)
    value = _trace_of_factors(lo, chain.factors)
    return build.multiply(lo.scalar_product(chain.scalars), value) if chain.scalars else value


@carries_out(rules.TRACE_OF_RATIO)
def _trace_of_factors(lo: Lowering, factors: Sequence[Factor]) -> Ref:
    build = lo.build
    if len(factors) == 2 and all(lo.facts.definite(factor.term) for factor in factors):
        first, second = factors if factors[0].inverse else reversed(factors)
        structured = any(not isinstance(lo.value(f.term), int) for f in factors)
        if first.inverse and not second.inverse and not structured:
            lower = build.make(SolveLower(lo.cholesky(first.term), lo.cholesky(second.term)))
            return build.make(SumSquares(lower))
    column = next((i for i, f in enumerate(factors, 1) if f.shape.columns == ONE), 0)
    if column and len(factors) > 1:  # tr(A u v^T) = v^T A u
        turned = (*factors[column:], *factors[:column])
        return dense(build, matrices(lo, Chain((), turned)))
    if len(factors) > 1:
        left = _applied(lo, transpose(factors[: len(factors) // 2], lo.facts))
        right = _applied(lo, factors[len(factors) // 2 :])
        if isinstance(left, int) and isinstance(right, int):
            return build.make(Dot(left, right))
    match matrices(lo, Chain((), tuple(factors))):
        case Isotropic(scale, n):
            return build.multiply(scale, lo.extent(n))
        case Diagonal(vector):
            return build.make(Total(vector))
        case matrix:
            return build.make(Total(build.make(DiagonalOf(matrix))))

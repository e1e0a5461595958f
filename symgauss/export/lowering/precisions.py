"""Sums of precisions: ``(P^{-1} + H^T R^{-1} H)^{-1}`` without inverting ``P`` or ``R``.

With ``P = L L^T`` and ``G = L_R^{-1} H L`` the inverse is ``L (I + G^T G)^{-1} L^T``, which is
``X^T X`` with ``X = B^{-1} L^T`` and ``B B^T = I + G^T G``.  Where ``H`` sees every direction, all
eigenvalues of the matrix in the middle are large together and nothing cancels.  Where it has fewer
rows than columns, a precise observation would drown the ``I`` of the directions that it does not
see; there the inverse is computed from the gain, in the form of Joseph.  Where the noise is a
multiple of the identity or a diagonal, ``H`` may have very many rows (regression), so that no
matrix of that size is factored; and where ``H`` is the identity then (Gaussian processes), ``P`` is
not factored either, which it often cannot be: only ``P + R`` is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from symgauss.export.lowering import rules, scalars
from symgauss.export.lowering.factors import Chain, Factor, chain_of, turned
from symgauss.export.lowering.observations import Observation, parts, product
from symgauss.export.lowering.rules import carries_out
from symgauss.export.lowering.values import Diagonal, Isotropic, Value, reciprocal
from symgauss.export.operations import (
    AddDiagonal,
    Binary,
    Cholesky,
    Combine,
    Congruence,
    Dot,
    Gram,
    MatMul,
    MatVec,
    Outer,
    Ref,
    ScaleRows,
    SolveLower,
    SolveLowerTransposed,
    Symmetrize,
    Unary,
)
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.terms import Product, Sum, Term

if TYPE_CHECKING:
    from symgauss.export.lowering.lowering import Lowering


def inverse(lo: Lowering, term: Term) -> Value | None:
    """The inverse of a sum of precisions; ``None`` where the term is no such sum."""
    found = parts(lo, term)
    if found is None:
        return None
    prior, observations = found
    first = observations[0]
    if len(observations) == 1:
        if first.is_row:
            return _joseph_of_row(lo, prior, first)
        if not first.is_dense and first.H is None:
            return _beside_noise(lo, prior, first)
        if first.is_dense and len(first.after) == 1 and not _sees_all(first, prior):
            return _joseph(lo, prior, first)
    return lo.build.make(Gram(_factored(lo, prior, observations)))


def solved(lo: Lowering, term: Term, right: Ref) -> Ref | None:
    """The inverse of a sum of precisions times a vector or matrix."""
    found = parts(lo, term)
    if found is None:
        return None
    prior, observations = found
    first = observations[0]
    if len(observations) == 1 and not first.is_dense and first.H is None:
        lower = lo.cholesky(Sum((prior.term, first.noise)))
        return _times(lo, lo.ref(prior.term), _solved(lo, lower, _noise_times(lo, first, right)))
    root = _factored(lo, prior, observations)
    return _times(lo, lo.build.transpose(root), _times(lo, root, right))


@carries_out(rules.MEAN_BY_PRECISIONS, rules.MEAN_BY_GAIN, rules.MEAN_BY_RESIDUAL)
def mean(lo: Lowering, factors: Sequence[Factor]) -> Ref | None:
    """``(P^{-1} + H^T R^{-1} H)^{-1} (P^{-1} m + H^T R^{-1} y)``; ``None`` for anything else."""
    if len(factors) != 2 or not factors[0].inverse or not isinstance(factors[1].term, Sum):
        return None
    split = parts(lo, factors[0].term)
    if split is None or len(split[1]) != 1 or len(split[1][0].after) > 1:
        return None
    prior, (observation,) = split
    found = _after(lo, factors[1].term, prior, observation)
    if found is None:
        return None
    m, y = found
    build, P, R = lo.build, prior.term, observation.noise
    if not observation.after:
        lower = lo.cholesky(Sum((P, R)))
        left, right = (_solved(lo, lower, value) for value in (m, y))
        return build.add(_noise_times(lo, observation, left), _times(lo, lo.ref(P), right))
    if observation.is_row:
        h = _row(lo, observation)
        residual = build.subtract(y, build.make(Dot(h, m)))
        gain, total = _gain_of_row(lo, prior, observation)
        return build.add(m, build.multiply(build.divide(residual, total), gain))
    H = product(observation.after)
    matrix = lo.ref(H)
    residual = build.subtract(y, build.make(MatVec(matrix, m)))
    if not observation.is_dense:
        known = _divided(lo, observation, residual)
        seen = build.make(MatVec(build.transpose(matrix), known))
        root = _factored(lo, prior, [observation])
        return build.add(m, _times(lo, build.transpose(root), _times(lo, root, seen)))
    lower = lo.cholesky(Sum((Product((H, P, turned(H))), R)))
    seen = build.make(MatVec(build.transpose(matrix), _solved(lo, lower, residual)))
    return build.add(m, build.make(MatVec(lo.ref(P), seen)))


def _after(
    lo: Lowering, total: Sum, prior: Factor, observation: Observation
) -> tuple[Ref, Ref] | None:
    """What stands behind the given factors in the two terms of a sum, in their order."""
    if len(total.terms) != 2 or not shape_of(total).is_vector:
        return None
    chains = [chain_of(term, lo.facts) for term in total.terms]
    own = (Chain((), (prior,)), Chain(observation.scalars, observation.before))
    for first, second in (chains, chains[::-1]):
        rests = [_without(chain, known) for chain, known in zip((first, second), own, strict=True)]
        if None not in rests:
            m, y = (lo.ref(rest) for rest in rests if rest is not None)
            return m, y
    return None


def _without(chain: Chain, known: Chain) -> Term | None:
    """What a product is beside factors that it begins with; ``None`` where it does not."""
    left = list(chain.scalars)
    for scalar in known.scalars:
        if scalar not in left:
            return None
        left.remove(scalar)
    rest = chain.factors[len(known.factors) :]
    if chain.factors[: len(known.factors)] != known.factors or not (rest or left):
        return None
    if not rest:
        return left[0] if len(left) == 1 else Product(tuple(left))
    return product(rest) if not left else Product((*left, product(rest)))


def _times(lo: Lowering, matrix: Ref, right: Ref) -> Ref:
    kind = MatVec if lo.build.type(right).rank == 1 else MatMul
    return lo.build.make(kind(matrix, right))


def _solved(lo: Lowering, lower: Ref, right: Ref) -> Ref:
    half = lo.build.make(SolveLower(lower, right))
    return lo.build.make(SolveLowerTransposed(lower, half))


def _sees_all(observation: Observation, prior: Factor) -> bool:
    """Whether an observation has at least as many entries as what is observed."""
    if not observation.after:
        return True
    rows, columns = observation.after[-1].shape.rows, prior.shape.rows
    if rows.is_abstract or columns.is_abstract:
        return rows == columns
    return rows.at({}) >= columns.at({})


# --- noise ---------------------------------------------------------------------------------------


def _noise_times(lo: Lowering, observation: Observation, right: Ref) -> Ref:
    """``R B``."""
    match lo.value(observation.noise):
        case Isotropic(scale, _):
            return lo.build.multiply(scale, right)
        case Diagonal(vector):
            return _scaled_rows(lo, vector, right)
        case int() as matrix:
            return _times(lo, matrix, right)


def _divided(lo: Lowering, observation: Observation, right: Ref) -> Ref:
    """``R^{-1} b`` of a noise that is no matrix."""
    match lo.value(observation.noise):
        case Isotropic(scale, _):
            return lo.build.divide(right, scale)
        case Diagonal(vector):
            return lo.build.divide(right, vector)
        case _:
            raise TypeError("a noise with all its entries is factored")


def _whitened(lo: Lowering, observation: Observation, right: Ref) -> Ref:
    """``L_R^{-1} B``."""
    build = lo.build
    match lo.value(observation.noise):
        case Isotropic(scale, _):
            chain = chain_of(observation.noise, lo.facts)
            variance = Product(chain.scalars) if chain.scalars else None
            root = scalars.root_of(lo, variance) if variance else build.apply(Unary.SQRT, scale)
            return build.divide(right, root)
        case Diagonal(vector):
            return _scaled_rows(lo, reciprocal(build, build.apply(Unary.SQRT, vector)), right)
        case _:
            return build.make(SolveLower(lo.cholesky(observation.noise), right))


def _scaled_rows(lo: Lowering, vector: Ref, right: Ref) -> Ref:
    if lo.build.type(right).rank == 1:
        return lo.build.make(Combine(Binary.MULTIPLY, vector, right))
    return lo.build.make(ScaleRows(vector, right))


@carries_out(rules.PARALLEL_SUM)
def _beside_noise(lo: Lowering, prior: Factor, observation: Observation) -> Ref:
    """``(P^{-1} + R^{-1})^{-1} = R (P + R)^{-1} P`` with a noise that is no matrix."""
    lower = lo.cholesky(Sum((prior.term, observation.noise)))
    half = _solved(lo, lower, lo.ref(prior.term))
    return lo.build.make(Symmetrize(_noise_times(lo, observation, half)))


# --- gains ---------------------------------------------------------------------------------------


@carries_out(rules.JOSEPH)
def _joseph(lo: Lowering, prior: Factor, observation: Observation) -> Ref:
    """``(I - K H) P (I - K H)^T + K R K^T`` with ``K = P H^T (H P H^T + R)^{-1}``."""
    build = lo.build
    H, R = product(observation.after), observation.noise
    lower = lo.cholesky(Sum((Product((H, prior.term, turned(H))), R)))
    gain = build.transpose(_solved(lo, lower, lo.ref(Product((H, prior.term)))))
    seen = build.make(MatMul(gain, lo.ref(H)))
    rest = build.make(AddDiagonal(build.negate(seen), build.number(1)))
    left = build.make(Congruence(rest, lo.ref(prior.term)))
    return build.add(left, build.make(Congruence(gain, lo.ref(R))))


def _row(lo: Lowering, observation: Observation) -> Ref:
    """The vector ``h`` of an observation ``h^T x``."""
    return lo.ref(turned(product(observation.after)))


def _gain_of_row(lo: Lowering, prior: Factor, observation: Observation) -> tuple[Ref, Ref]:
    """``P h`` and ``h^T P h + r``."""
    build = lo.build
    h = _row(lo, observation)
    gain = build.make(MatVec(lo.ref(prior.term), h))
    return gain, build.add(build.make(Dot(h, gain)), lo.ref(observation.noise))


@carries_out(rules.JOSEPH_OF_ROW)
def _joseph_of_row(lo: Lowering, prior: Factor, observation: Observation) -> Ref:
    """The same where one number is observed: nothing is factored."""
    build = lo.build
    h = _row(lo, observation)
    found, total = _gain_of_row(lo, prior, observation)
    gain = build.divide(found, total)
    seen = build.make(Outer(gain, h))
    rest = build.make(AddDiagonal(build.negate(seen), build.number(1)))
    left = build.make(Congruence(rest, lo.ref(prior.term)))
    noise = build.multiply(lo.ref(observation.noise), build.make(Outer(gain, gain)))
    return build.add(left, noise)


@carries_out(rules.SUM_OF_PRECISIONS)
def _factored(lo: Lowering, prior: Factor, observations: Sequence[Observation]) -> Ref:
    build = lo.build
    lower = lo.cholesky(prior.term)
    inner: Ref | None = None
    for observation in observations:
        if observation.is_row:
            seen = build.make(MatVec(build.transpose(lower), _row(lo, observation)))
            g = build.divide(seen, scalars.root_of(lo, observation.noise))
            gram = build.make(Outer(g, g))
        else:
            w: Ref = lower
            for factor in reversed(observation.after):
                w = lo.act(factor, w)
            gram = build.make(Gram(_whitened(lo, observation, w)))
        inner = gram if inner is None else build.add(inner, gram)
    assert inner is not None  # noqa: S101 - a sum has more than one term
    whole = build.make(AddDiagonal(inner, build.number(1)))
    root = build.make(Cholesky(whole, "the sum of the precisions"))
    return build.make(SolveLower(root, build.transpose(lower)))

"""Sums of precisions: ``(P^{-1} + H^T R^{-1} H)^{-1}`` without inverting ``P`` or ``R``.

With ``P = L L^T`` and ``G = L_R^{-1} H L`` the inverse is ``L (I + G^T G)^{-1} L^T``, which is
``X^T X`` with ``X = B^{-1} L^T`` and ``B B^T = I + G^T G``.  Where ``H`` sees every direction, all
eigenvalues of the matrix in the middle are large together and nothing cancels.  Where it has fewer
rows than columns, a precise observation would drown the ``I`` of the directions that it does not
see; there the inverse is computed from the gain, in the form of Joseph.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from symgauss.export.lowering import rules
from symgauss.export.lowering.factors import Factor, chain_of, mirrored, standing, turned
from symgauss.export.lowering.rules import carries_out
from symgauss.export.lowering.values import Value
from symgauss.export.operations import (
    AddDiagonal,
    Cholesky,
    Congruence,
    Gram,
    MatMul,
    MatVec,
    Ref,
    SolveLower,
    SolveLowerTransposed,
)
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import Product, Sum, Symbol, Term

if TYPE_CHECKING:
    from symgauss.export.lowering.lowering import Lowering


def inverse(lo: Lowering, term: Term) -> Value | None:
    """The inverse of a sum of precisions; ``None`` where the term is no such sum."""
    parts = _parts(lo, term)
    if parts is None:
        return None
    prior, others = parts
    if len(others) == 1 and len(others[0]) == 3 and not _sees_all(others[0], prior):
        return _joseph(lo, prior, others[0])
    return lo.build.make(Gram(_factored(lo, prior, others)))


def solved(lo: Lowering, term: Term, right: Ref) -> Ref | None:
    """The inverse of a sum of precisions times a vector or matrix."""
    parts = _parts(lo, term)
    if parts is None:
        return None
    root = _factored(lo, *parts)
    kind = MatVec if lo.build.type(right).rank == 1 else MatMul
    half = lo.build.make(kind(root, right))
    return lo.build.make(kind(lo.build.transpose(root), half))


@carries_out(rules.MEAN_BY_PRECISIONS, rules.MEAN_BY_GAIN)
def mean(lo: Lowering, factors: Sequence[Factor]) -> Ref | None:
    """``(P^{-1} + H^T R^{-1} H)^{-1} (P^{-1} m + H^T R^{-1} y)``; ``None`` for anything else."""
    if len(factors) != 2 or not factors[0].inverse or not isinstance(factors[1].term, Sum):
        return None
    parts = _parts(lo, factors[0].term)
    if parts is None or len(parts[1]) != 1 or len(parts[1][0]) not in {1, 3}:
        return None
    prior, (observation,) = parts
    before = observation[: len(observation) // 2 + 1]
    found = _after(lo, factors[1].term, ((prior,), before))
    if found is None:
        return None
    m, y = found
    build, P, R = lo.build, prior.term, observation[len(observation) // 2].term
    if len(observation) == 1:
        lower = lo.cholesky(Sum((P, R)))
        left, right = (_solved(lo, lower, value) for value in (m, y))
        return build.add(build.make(MatVec(lo.ref(R), left)), build.make(MatVec(lo.ref(P), right)))
    H = standing(observation[2])
    lower = lo.cholesky(Sum((Product((H, P, turned(H))), R)))
    matrix = lo.ref(H)
    residual = build.subtract(y, build.make(MatVec(matrix, m)))
    seen = build.make(MatVec(build.transpose(matrix), _solved(lo, lower, residual)))
    return build.add(m, build.make(MatVec(lo.ref(P), seen)))


def _after(
    lo: Lowering, total: Sum, before: tuple[tuple[Factor, ...], tuple[Factor, ...]]
) -> tuple[Ref, Ref] | None:
    """What stands behind the given factors in the two terms of a sum, in their order."""
    if len(total.terms) != 2 or not shape_of(total).is_vector:
        return None
    chains = [chain_of(term, lo.facts) for term in total.terms]
    if any(chain.scalars for chain in chains):
        return None
    for first, second in (chains, chains[::-1]):
        rests = [
            chain.factors[len(known) :]
            for chain, known in zip((first, second), before, strict=True)
            if chain.factors[: len(known)] == known and len(chain.factors) > len(known)
        ]
        if len(rests) == 2:
            m, y = (lo.ref(_product(rest)) for rest in rests)
            return m, y
    return None


def _product(factors: Sequence[Factor]) -> Term:
    terms = tuple(standing(factor) for factor in factors)
    return terms[0] if len(terms) == 1 else Product(terms)


def _solved(lo: Lowering, lower: Ref, right: Ref) -> Ref:
    half = lo.build.make(SolveLower(lower, right))
    return lo.build.make(SolveLowerTransposed(lower, half))


def _parts(lo: Lowering, term: Term) -> tuple[Factor, list[tuple[Factor, ...]]] | None:
    """The precision of the prior, and those of observations; ``None`` for any other term."""
    if isinstance(term, Symbol):
        definition = lo.facts.unfolded(term)
        return None if definition is None else _parts(lo, definition)
    if not isinstance(term, Sum) or shape_of(term) == SCALAR:
        return None
    chains = [chain_of(part, lo.facts) for part in term.terms]
    if any(chain.scalars for chain in chains):
        return None
    parts = [chain.factors for chain in chains]
    prior = next((p[0] for p in parts if len(p) == 1 and _is_precision(lo, p[0])), None)
    if prior is None:
        return None
    others = [p for p in parts if p != (prior,)]
    if len(others) != len(parts) - 1 or not all(_is_congruence(lo, p) for p in others):
        return None
    return prior, others


def _sees_all(observation: tuple[Factor, ...], prior: Factor) -> bool:
    """Whether an observation has at least as many entries as what is observed."""
    rows, columns = observation[-1].shape.rows, prior.shape.rows
    if rows.is_abstract or columns.is_abstract:
        return rows == columns
    return rows.at({}) >= columns.at({})


@carries_out(rules.JOSEPH)
def _joseph(lo: Lowering, prior: Factor, observation: tuple[Factor, ...]) -> Ref:
    """``(I - K H) P (I - K H)^T + K R K^T`` with ``K = P H^T (H P H^T + R)^{-1}``."""
    build = lo.build
    H, R = standing(observation[2]), observation[1].term
    lower = lo.cholesky(Sum((Product((H, prior.term, turned(H))), R)))
    gain = build.transpose(_solved(lo, lower, lo.ref(Product((H, prior.term)))))
    seen = build.make(MatMul(gain, lo.ref(H)))
    rest = build.make(AddDiagonal(build.negate(seen), build.number(1)))
    left = build.make(Congruence(rest, lo.ref(prior.term)))
    return build.add(left, build.make(Congruence(gain, lo.ref(R))))


def _is_precision(lo: Lowering, factor: Factor) -> bool:
    """Whether a factor is the inverse of a positive definite matrix with all its entries."""
    return (
        factor.inverse and lo.facts.definite(factor.term) and isinstance(lo.value(factor.term), int)
    )


def _is_congruence(lo: Lowering, factors: tuple[Factor, ...]) -> bool:
    """Whether a product is ``W^T R^{-1} W``."""
    middle = factors[len(factors) // 2]
    return len(factors) % 2 == 1 and mirrored(factors, lo.facts) and _is_precision(lo, middle)


@carries_out(rules.SUM_OF_PRECISIONS)
def _factored(lo: Lowering, prior: Factor, others: list[tuple[Factor, ...]]) -> Ref:
    build = lo.build
    lower = lo.cholesky(prior.term)
    inner: Ref | None = None
    for factors in others:
        half = len(factors) // 2
        w = lower
        for factor in reversed(factors[half + 1 :]):
            w = lo.act(factor, w)
        g = build.make(SolveLower(lo.cholesky(factors[half].term), w))
        gram = build.make(Gram(g))
        inner = gram if inner is None else build.add(inner, gram)
    assert inner is not None  # noqa: S101 - a sum has more than one term
    whole = build.make(AddDiagonal(inner, build.number(1)))
    root = build.make(Cholesky(whole, "the sum of the precisions"))
    return build.make(SolveLower(root, build.transpose(lower)))

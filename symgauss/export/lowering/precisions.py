"""Sums of precisions: ``(P^{-1} + H^T R^{-1} H)^{-1}`` without inverting ``P`` or ``R``.

With ``P = L L^T`` and ``G = L_R^{-1} H L`` the inverse is ``L (I + G^T G)^{-1} L^T``.  The matrix
in the middle has eigenvalues of at least one, so that the inverse is computed without
cancellation, however precise the observation: it is ``X^T X`` with ``X = B^{-1} L^T`` and
``B B^T = I + G^T G``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from symgauss.export.lowering.factors import Factor, chain_of, mirrored
from symgauss.export.lowering.values import Value
from symgauss.export.operations import (
    AddDiagonal,
    Cholesky,
    Gram,
    MatMul,
    MatVec,
    Ref,
    SolveLower,
)
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import Sum, Symbol, Term

if TYPE_CHECKING:
    from symgauss.export.lowering.lowering import Lowering


def inverse(lo: Lowering, term: Term) -> Value | None:
    """The inverse of a sum of precisions; ``None`` where the term is no such sum."""
    root = _root(lo, term)
    return None if root is None else lo.build.make(Gram(root))


def solved(lo: Lowering, term: Term, right: Ref) -> Ref | None:
    """The inverse of a sum of precisions times a vector or matrix."""
    root = _root(lo, term)
    if root is None:
        return None
    kind = MatVec if lo.build.type(right).rank == 1 else MatMul
    half = lo.build.make(kind(root, right))
    return lo.build.make(kind(lo.build.transpose(root), half))


def _root(lo: Lowering, term: Term) -> Ref | None:
    """``X`` with ``X^T X`` the inverse."""
    if isinstance(term, Symbol):
        definition = lo.facts.unfolded(term)
        return None if definition is None else _root(lo, definition)
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
    return _factored(lo, prior, others)


def _is_precision(lo: Lowering, factor: Factor) -> bool:
    """Whether a factor is the inverse of a positive definite matrix with all its entries."""
    return (
        factor.inverse and lo.facts.definite(factor.term) and isinstance(lo.value(factor.term), int)
    )


def _is_congruence(lo: Lowering, factors: tuple[Factor, ...]) -> bool:
    """Whether a product is ``W^T R^{-1} W``."""
    middle = factors[len(factors) // 2]
    return len(factors) % 2 == 1 and mirrored(factors, lo.facts) and _is_precision(lo, middle)


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

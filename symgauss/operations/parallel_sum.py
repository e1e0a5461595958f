"""The covariance ``(A^{-1} + B^{-1})^{-1}`` of a product of two densities, in three forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symgauss.calculus.constructors import add, det, inv, mul
from symgauss.derivation.builder import Builder, RouteBuilder
from symgauss.derivation.chain import Chain, Equation
from symgauss.derivation.rules import algebra, matrices, parallel, traces

INTRO = (
    "The precision of the product is the sum of the two precisions. Its inverse can be written in "
    "three ways."
)


@dataclass(frozen=True)
class ParallelSum:
    """``S = (A^{-1} + B^{-1})^{-1}`` by name, and what a route has shown about it."""

    A: Any
    B: Any
    name: Any
    product: Chain  #: S = A (A + B)^{-1} B
    mirrored: Chain  #: S = B (A + B)^{-1} A
    first: Chain  #: S = A - A (A + B)^{-1} A
    second: Chain  #: S = B - B (A + B)^{-1} B

    @property
    def total(self) -> Any:
        """``A + B``."""
        return add(self.A, self.B)


def forms(route: RouteBuilder, A: Any, B: Any, name: Any) -> ParallelSum:
    """Name the parallel sum and write it in three forms, the last with each of the two."""
    value = add(inv(A), inv(B))
    named = route.define(name, inv(value), note="the inverse of the sum of the precisions")
    definition = Equation(name, inv(value), steps=named.steps)
    total = add(A, B)

    product = route.chain(name)
    product.use(definition, rule=algebra.DEFINITION)
    product.apply(parallel.SUM_OF_INVERSES_MIRRORED)
    product.apply(matrices.INVERSE)
    first = route.chain(product.current)
    _difference(first, total)

    mirrored = route.chain(name)
    mirrored.use(definition, rule=algebra.DEFINITION)
    mirrored.apply(parallel.SUM_OF_INVERSES)
    mirrored.apply(matrices.INVERSE)
    second = route.chain(mirrored.current)
    _difference(second, total)
    return ParallelSum(A, B, name, product, mirrored, first, second)


def _difference(chain: Chain, total: Any) -> None:
    """``A (A + B)^{-1} B = A - A (A + B)^{-1} A``."""
    chain.apply(parallel.LAST_AS_DIFFERENCE)
    chain.apply(algebra.EXPAND_KEEPING, total)
    chain.apply(algebra.CANCEL_INVERSE)


def words(build: Builder, S: ParallelSum) -> tuple[Chain, Chain, Chain]:
    """``A^{-1} S A^{-1}``, ``A^{-1} S B^{-1}`` and ``B^{-1} S B^{-1}`` without ``S``."""
    found = []
    for left, right, known in (
        (S.A, S.A, _joined(S.product, S.first)),
        (S.A, S.B, S.product.equation),
        (S.B, S.B, _joined(S.mirrored, S.second)),
    ):
        chain = build.aside(mul(inv(left), S.name, inv(right)))
        chain.use(known)
        if known.rhs.is_MatAdd:
            chain.apply(algebra.EXPAND_KEEPING, S.total)
        found.append(chain.apply(algebra.CANCEL_INVERSE))
    return found[0], found[1], found[2]


def _joined(first: Chain, second: Chain) -> Equation:
    """From the start of one chain to the end of the one that continues it."""
    return Equation(first.start, second.current, steps=second.steps)


def determinants(build: Builder, S: ParallelSum) -> Chain:
    """``|A + B| |S| = |A| |B|``."""
    chain = build.aside(mul(det(S.total), det(S.name)))
    chain.use(S.product)
    chain.apply(traces.DETERMINANT)
    return chain.write(mul(det(S.A), det(S.B)), rule=algebra.CANCEL.rule)

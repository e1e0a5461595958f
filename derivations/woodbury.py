r"""Woodbury identity.

Source: Woodbury (1950); Bishop (2006), Pattern Recognition and Machine Learning, (C.7); Petersen
and Pedersen (2012), The Matrix Cookbook, (156)
"""

from __future__ import annotations

from typing import Any

from symgauss.bridge.symbols import dimension, matrix, vector
from symgauss.calculus import T, add, grouped, identity, inv, mul, neg, sub
from symgauss.derivation import Builder, Derivation
from symgauss.derivation.rules import algebra, inverses, matrices

STATEMENT = (
    r"The inverse of $A + U C V$ with $A \in \mathbb{R}^{n \times n}$ and "
    r"$C \in \mathbb{R}^{k \times k}$ needs only $A^{-1}$ and the inverse of a matrix of size $k$: "
    r"the identity for updates of low rank. The inverses that appear are taken to exist."
)


def derive() -> Derivation:
    """Expand around the inverse of ``A``, verify by multiplication, and take rank one."""
    build = Builder(STATEMENT)
    n, k = dimension("n"), dimension("k")
    A, C = matrix("A", n, n, "invertible"), matrix("C", k, k, "invertible")
    U, V = matrix("U", n, k), matrix("V", k, n)
    build.declare(A, C, U, V)
    _expanded(build, A, U, C, V)
    _verified(build, A, U, C, V)
    _rank_one(build, A, n)
    return build.finish()


def _expanded(build: Builder, A: Any, U: Any, C: Any, V: Any) -> None:
    whole: Any = add(A, mul(U, C, V))
    small: Any = add(inv(C), mul(V, inv(A), U))
    route = build.route(
        "Derivation",
        r"Write $A = (A + U C V) - U C V$ next to its inverse; what remains is pushed through.",
    )
    both = route.chain(mul(small, C, V)).apply(algebra.EXPAND).apply(algebra.CANCEL_INVERSE)
    both.apply(inverses.FACTOR_LEFT, mul(V, inv(A)), note=r"$V = V A^{-1} A$")
    pushed = route.chain(mul(C, V, inv(whole))).apply(inverses.INSERT_LEFT, small)
    pushed.use(both).apply(algebra.CANCEL_INVERSE)
    chain = route.chain(inv(whole)).apply(inverses.INSERT_LEFT, A)
    parts = grouped(whole, neg(mul(U, C, V)))
    chain.write(mul(inv(A), parts, inv(whole)), rule=algebra.SPLIT.rule)
    chain.apply(algebra.EXPAND_KEEPING, whole, inv(whole)).apply(algebra.CANCEL_INVERSE)
    chain.use(pushed)
    build.result(chain)


def _verified(build: Builder, A: Any, U: Any, C: Any, V: Any) -> None:
    route = build.route("Check by multiplication", "The product with the inverse is the identity.")
    inverse: Any = inv(A)
    small: Any = inv(add(inv(C), mul(V, inverse, U)))
    first, second = mul(U, small, V, inverse), mul(U, C, V, inverse, U, small, V, inverse)
    taken = build.aside(add(first, second)).apply(inverses.FACTOR_RIGHT, mul(small, V, inverse))
    taken.apply(inverses.FACTOR_LEFT, mul(U, C)).apply(algebra.CANCEL_INVERSE)
    candidate = sub(inverse, mul(inverse, U, small, V, inverse))
    chain = route.chain(mul(add(A, mul(U, C, V)), candidate))
    chain.apply(algebra.EXPAND_KEEPING, small).apply(algebra.CANCEL_INVERSE)
    one = identity(A.shape[0])
    chain.write(add(one, mul(U, C, V, inverse), neg(add(first, second))))
    chain.use(taken, hidden=True)
    chain.apply(algebra.GATHER)


def _rank_one(build: Builder, A: Any, n: Any) -> None:
    u, v = vector("u", n), vector("v", n)
    route = build.route(
        "Rank one", "For vectors the inner matrix is a number: the formula of Sherman and Morrison."
    )
    chain = route.chain(inv(add(A, mul(u, T(v))))).apply(matrices.WOODBURY)
    build.result(chain)

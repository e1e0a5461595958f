r"""Push-through identity.

Source: Bishop (2006), Pattern Recognition and Machine Learning, appendix C, (C.5) and (C.6)
"""

from __future__ import annotations

from typing import Any

from symgauss.bridge.symbols import covariance, dimension, matrix
from symgauss.calculus import T, add, identity, inv, mul
from symgauss.derivation import Builder, Derivation
from symgauss.derivation.rules import algebra, inverses

STATEMENT = (
    r"A factor moves from the left of an inverse to its right: for $A \in \mathbb{R}^{n \times k}$ "
    r"and $B \in \mathbb{R}^{k \times n}$, $(I + A B)^{-1} A = A (I + B A)^{-1}$ where the "
    r"inverses exist. With covariances $P$ and $R$ it becomes the equality of two forms of the "
    r"gain of a linear-Gaussian model."
)


def derive() -> Derivation:
    """Multiply out ``A + A B A`` in two ways, with and without weights."""
    build = Builder(STATEMENT)
    _plain(build)
    _gain(build)
    return build.finish()


def _plain(build: Builder) -> None:
    n, k = dimension("n"), dimension("k")
    A, B = matrix("A", n, k), matrix("B", k, n)
    left, right = add(identity(n), mul(A, B)), add(identity(k), mul(B, A))
    route = build.route("The identity", "Both $A (I + B A)$ and $(I + A B) A$ are $A + A B A$.")
    inner = route.chain(mul(A, right)).apply(algebra.EXPAND).apply(inverses.FACTOR_RIGHT, A)
    chain = route.chain(mul(inv(left), A)).apply(inverses.INSERT_RIGHT, right)
    chain.use(inner).apply(algebra.CANCEL_INVERSE)
    build.result(chain)


def _gain(build: Builder) -> None:
    n, k = dimension("n"), dimension("k")
    P, R, H = covariance("P", n), covariance("R", k), matrix("H", k, n)
    precision: Any = add(inv(P), mul(T(H), inv(R), H))
    innovation: Any = add(mul(H, P, T(H)), R)
    route = build.route(
        "Two forms of the gain",
        r"The same argument with weights: multiply out $H^\top R^{-1} (H P H^\top + R)$.",
    )
    inner = route.chain(mul(T(H), inv(R), innovation))
    inner.apply(algebra.EXPAND).apply(algebra.CANCEL_INVERSE)
    inner.apply(inverses.FACTOR_RIGHT, mul(P, T(H)), note=r"$H^\top = P^{-1} P H^\top$")
    chain = route.chain(mul(inv(precision), T(H), inv(R))).apply(inverses.INSERT_RIGHT, innovation)
    chain.use(inner).apply(algebra.CANCEL_INVERSE)
    build.result(chain)

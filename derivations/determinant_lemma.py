r"""Matrix determinant lemma.

Source: Harville (1997), Matrix Algebra From a Statistician's Perspective, theorem 18.1.1; Bishop
(2006), Pattern Recognition and Machine Learning, (C.14) and (C.15)
"""

from __future__ import annotations

from typing import Any

from sympy import Identity, Integer

from symgauss.bridge.symbols import dimension, matrix, vector
from symgauss.calculus import T, add, block, det, identity, inverted, mul, neg
from symgauss.derivation import Builder, Derivation
from symgauss.derivation.builder import RouteBuilder
from symgauss.derivation.rules import blocks, traces

STATEMENT = (
    r"The determinant of $A + U C V$ with $A \in \mathbb{R}^{n \times n}$ and "
    r"$C \in \mathbb{R}^{k \times k}$ needs only $|A|$, $|C|$ and a determinant of size $k$. The "
    r"inverses that appear are taken to exist."
)


def derive() -> Derivation:
    """Compute the determinant of one block matrix in two ways."""
    build = Builder(STATEMENT)
    n, k = dimension("n"), dimension("k")
    A, C = matrix("A", n, n, "invertible"), matrix("C", k, k, "invertible")
    U, V = matrix("U", n, k), matrix("V", k, n)
    build.declare(A, C, U, V)
    route = build.route(
        "One determinant in two ways",
        "Either block on the diagonal may be eliminated, and the determinant is the same.",
    )
    _in_two_ways(build, route, (A, U, C, V))
    one, two = identity(n), identity(k)
    special = build.route("Equal weights", r"With $A = I$ and $C = I$: the identity of Sylvester.")
    _in_two_ways(build, special, (one, U, two, V))
    u, v = vector("u", n), vector("v", n)
    rank_one = build.route(
        "Rank one", r"With $k = 1$ and $C = 1$ the small determinant is a number."
    )
    _in_two_ways(build, rank_one, (A, u, Integer(1), T(v)))
    return build.finish()


def _in_two_ways(build: Builder, route: RouteBuilder, parts: tuple[Any, ...]) -> None:
    A, U, C, V = parts
    block_matrix = det(block([A, neg(U)], [V, inverted(C)]))
    weighted = not isinstance(C, Identity | Integer)
    first = route.chain(block_matrix).apply(blocks.BLOCK_DETERMINANT)
    if weighted:
        first.apply(traces.DETERMINANT)
    second = route.chain(block_matrix).apply(blocks.BLOCK_DETERMINANT_FROM_ABOVE)
    chain = route.chain(det(add(A, mul(U, C, V))))
    chain.write(mul(det(C), block_matrix) if weighted else block_matrix, uses=[first.equation])
    chain.use(second)
    build.result(chain)

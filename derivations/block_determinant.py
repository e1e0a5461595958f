r"""Determinant of a block matrix.

Source: Horn and Johnson (2013), Matrix Analysis, section 0.8.5
"""

from __future__ import annotations

from symgauss.bridge.symbols import dimension, matrix
from symgauss.calculus import block, det, identity, inv, mul, neg, zero_like
from symgauss.derivation import Builder, Derivation
from symgauss.derivation.rules import algebra, blocks, matrices

STATEMENT = (
    r"The determinant of a matrix of four blocks is the determinant of a block on the diagonal "
    r"times that of its Schur complement, as if the blocks were numbers: "
    r"$a d - b c = d (a - b d^{-1} c)$."
)


def derive() -> Derivation:
    """Eliminate below or above the diagonal by a matrix of determinant one."""
    build = Builder(STATEMENT)
    n, k = dimension("n"), dimension("k")
    A, D = matrix("A", n, n, "invertible"), matrix("D", k, k, "invertible")
    B, C = matrix("B", n, k), matrix("C", k, n)
    build.declare(A, D, B, C)
    whole, one, two = block([A, B], [C, D]), identity(n), identity(k)
    below = block([one, zero_like(B)], [neg(mul(inv(D), C)), two])
    above = block([one, neg(mul(inv(A), B))], [zero_like(C), two])
    titles = "Elimination below the diagonal", "Elimination above the diagonal"
    for title, eliminating in zip(titles, (below, above), strict=True):
        route = build.route(title)
        unit = build.aside(det(eliminating)).apply(blocks.DETERMINANT_TRIANGULAR)
        chain = route.chain(det(whole))
        chain.apply(
            blocks.UNIT_DETERMINANT,
            eliminating,
            note="The second factor has the determinant one.",
            detail=[unit],
        )
        chain.apply(matrices.BLOCK_PRODUCT)
        if eliminating is above:
            chain.apply(algebra.ORDER)
        chain.apply(algebra.CANCEL_INVERSE).apply(algebra.GATHER)
        chain.apply(blocks.DETERMINANT_TRIANGULAR)
        build.result(chain)
    return build.finish()

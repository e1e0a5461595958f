r"""Inverse of a block matrix.

Source: Horn and Johnson (2013), Matrix Analysis, section 0.7.3; Bishop (2006), Pattern Recognition
and Machine Learning, (2.76)
"""

from __future__ import annotations

from typing import Any

from sympy import MatAdd, MatMul

from symgauss.bridge.symbols import dimension, matrix
from symgauss.calculus import add, block, inv, mul, sub
from symgauss.derivation import Builder, Derivation, Move
from symgauss.derivation.rules import algebra, blocks, matrices

STATEMENT = (
    r"The inverse of a matrix of four blocks, by block elimination, through the Schur complement "
    r"$S = A - B D^{-1} C$ of $D$ or $W = D - C A^{-1} B$ of $A$."
)


def derive() -> Derivation:
    """Factor into triangular blocks and invert each factor; eliminate ``D``, then ``A``."""
    build = Builder(STATEMENT)
    n, k = dimension("n"), dimension("k")
    A, D = matrix("A", n, n, "invertible"), matrix("D", k, k, "invertible")
    B, C = matrix("B", n, k), matrix("C", k, n)
    build.declare(A, D, B, C)
    whole = block([A, B], [C, D])
    S, W = matrix("S", n, n), matrix("W", k, k)
    routes = (
        ("Schur complement of the lower right block", S, sub(A, mul(B, inv(D), C))),
        ("Schur complement of the upper left block", W, sub(D, mul(C, inv(A), B))),
    )
    moves = blocks.BLOCK_FACTORS, blocks.BLOCK_FACTORS_FROM_ABOVE
    for (title, name, value), move in zip(routes, moves, strict=True):
        _eliminated(build, whole, title, (name, value), move)
    return build.finish()


def _eliminated(
    build: Builder, whole: Any, title: str, complement: tuple[Any, Any], move: Move
) -> None:
    name, value = complement
    route = build.route(title)
    named = route.define(name, value)
    factors = build.aside(whole).apply(move).current
    product = build.aside(factors).apply(matrices.BLOCK_PRODUCT).apply(algebra.CANCEL_INVERSE)
    product.apply(algebra.GATHER)
    chain = route.chain(inv(whole)).apply(
        move, note="Multiplying the three factors out gives the matrix back.", detail=[product]
    )
    chain.use(named)
    chain.apply(matrices.INVERSE).apply(blocks.INVERSE_TRIANGULAR)
    chain.apply(matrices.BLOCK_PRODUCT)
    first, (below, corner) = chain.current.args
    if isinstance(corner, MatAdd) and isinstance(corner.args[0], MatMul):
        chain.write(block(first, [below, add(*reversed(corner.args))]))
    build.result(chain)

"""Rules of transposes, inverses and blocks."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.bridge import matrices as m
from symgauss.calculus.constructors import add, div, inv, is_matrix, mul, scalar_of, sub, tr
from symgauss.calculus.rewriting import rewrite_up
from symgauss.calculus.transposes import inverted, transposed
from symgauss.derivation.rule import Move, Rule, everywhere

_SPD = r"A, B \in \mathbb{S}_{++}^{n}"
_UPDATE = (
    r"A \in \mathbb{S}_{++}^{n}",
    r"C \in \mathbb{S}_{++}^{k}",
    r"U \in \mathbb{R}^{n \times k}",
)


def _transposed(place: Any) -> Any:
    if not isinstance(place, sp.Transpose):
        return None
    after = transposed(place.args[0])
    return None if after == place else after


TRANSPOSE = Move(
    Rule(
        "transpose",
        r"(A B^{-1} C)^\top = C^\top B^{-1} A^\top",
        (
            r"A \in \mathbb{R}^{m \times n}",
            r"B \in \mathbb{S}_{++}^{n}",
            r"C \in \mathbb{R}^{n \times k}",
        ),
    ),
    everywhere(_transposed),
)


def _inverted(place: Any) -> Any:
    if not isinstance(place, sp.Inverse):
        return None
    after = inverted(place.args[0])
    return None if after == place else after


INVERSE = Move(
    Rule("inverse of a product", r"(A B)^{-1} = B^{-1} A^{-1}", (_SPD,)),
    lambda expression: rewrite_up(expression, _inverted),
)


def _word(x: Any) -> list[Any]:
    return list(x.args) if isinstance(x, sp.MatMul) else [x]


def _woodbury(place: Any) -> Any:
    """``(A + U C V)^{-1}``, with the first summand as ``A``; a missing ``C`` is the identity."""
    if not isinstance(place, sp.Inverse) or not isinstance(place.args[0], sp.MatAdd):
        return None
    A, update = place.args[0].args[0], add(*place.args[0].args[1:])
    word = _word(update)
    if len(word) == 2 and word[0].shape[1] == 1:
        u, v = word
        inverse = inverted(A)
        return sub(inverse, mul(div(1, add(1, mul(v, inverse, u))), inverse, u, v, inverse))
    if len(word) == 2:
        word = [word[0], sp.Identity(word[0].shape[1]), word[1]]
    if len(word) != 3 or not all(is_matrix(f) for f in word):
        return None
    U, C, V = word
    inner = add(inverted(C), mul(V, inverted(A), U))
    return sub(inverted(A), mul(inverted(A), U, inv(inner), V, inverted(A)))


WOODBURY = Move(
    Rule(
        "matrix inversion lemma",
        r"(A + U C U^\top)^{-1} = A^{-1} - A^{-1} U (C^{-1} + U^\top A^{-1} U)^{-1} U^\top A^{-1}",
        _UPDATE,
        "Woodbury (1950); Matrix Cookbook, equation 156",
    ),
    everywhere(_woodbury),
)


def _rows(x: Any) -> list[list[Any]]:
    return [list(row) for row in x.args]


def block_product(left: Any, right: Any) -> Any:
    """The product of two block matrices; a single block is returned bare."""
    rows = [
        [
            add(*(mul(a, column[i]) for i, a in enumerate(row)))
            for column in zip(*_rows(right), strict=True)
        ]
        for row in _rows(left)
    ]
    return rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else m.Block(*rows)


def _blocks_multiplied(place: Any) -> Any:
    """Neighbouring blocks of a product multiplied, from the right."""
    if isinstance(place, e.Scalar):
        after = _blocks_multiplied(place.matrix)
        return None if after is None else scalar_of(after)
    if not isinstance(place, sp.MatMul):
        return None
    factors = [transposed(f.args[0]) if isinstance(f, sp.Transpose) else f for f in place.args]
    for i in range(len(factors) - 2, -1, -1):
        if isinstance(factors[i], m.Block) and isinstance(factors[i + 1], m.Block):
            product = block_product(factors[i], factors[i + 1])
            after = mul(*factors[:i], product, *factors[i + 2 :])
            return _blocks_multiplied(after) or after
    return None


BLOCK_PRODUCT = Move(
    Rule(
        "product of block matrices",
        r"\begin{pmatrix} A & B \end{pmatrix} \begin{pmatrix} x \\ y \end{pmatrix} = A x + B y",
        (
            r"A \in \mathbb{R}^{m \times n}",
            r"B \in \mathbb{R}^{m \times k}",
            r"x \in \mathbb{R}^{n}",
            r"y \in \mathbb{R}^{k}",
        ),
    ),
    everywhere(_blocks_multiplied),
)


def _blocks_added(place: Any) -> Any:
    """Blocks of one sum added, entry by entry; numbers in front are multiplied in."""
    if not isinstance(place, sp.MatAdd):
        return None
    split = [_scaled_block(term) for term in place.args]
    if None in split:
        return None
    tables = [_rows(block) for block in split]
    height, width = len(tables[0]), len(tables[0][0])
    return m.Block(
        *([add(*(t[i][j] for t in tables)) for j in range(width)] for i in range(height))
    )


def _scaled_block(term: Any) -> Any:
    if isinstance(term, m.Block):
        return term
    if isinstance(term, sp.MatMul) and isinstance(term.args[-1], m.Block):
        front = term.args[:-1]
        if not any(is_matrix(f) for f in front):
            return m.Block(*([mul(*front, entry) for entry in row] for row in term.args[-1].args))
    return None


BLOCK_SUM = Move(
    Rule(
        "sum of block matrices",
        r"\begin{pmatrix} a \\ b \end{pmatrix} - \begin{pmatrix} c \\ d \end{pmatrix}"
        r" = \begin{pmatrix} a - c \\ b - d \end{pmatrix}",
        (r"a, c \in \mathbb{R}^{n}", r"b, d \in \mathbb{R}^{k}"),
    ),
    everywhere(_blocks_added),
)


def block_inverse(A: Any, B: Any, C: Any, D: Any) -> Any:
    """The inverse of ``[[A, B], [C, D]]`` through the Schur complement ``S = A - B D^{-1} C``."""
    S = inv(sub(A, mul(B, inv(D), C)))
    upper = [S, mul(-1, S, B, inv(D))]
    lower = [mul(-1, inv(D), C, S), add(inv(D), mul(inv(D), C, S, B, inv(D)))]
    return m.Block(upper, lower)


def _inverted_block(place: Any) -> Any:
    if not isinstance(place, sp.Inverse) or not isinstance(place.args[0], m.Block):
        return None
    (A, B), (C, D) = _rows(place.args[0])
    return block_inverse(A, B, C, D)


BLOCK_INVERSE = Move(
    Rule(
        "inverse of a block matrix",
        r"\begin{pmatrix} A & B \\ B^\top & D \end{pmatrix}^{-1} = \begin{pmatrix} S^{-1} &"
        r" -S^{-1} B D^{-1} \\ -D^{-1} B^\top S^{-1} & D^{-1} + D^{-1} B^\top S^{-1} B D^{-1}"
        r" \end{pmatrix}",
        (
            r"A \in \mathbb{S}_{++}^{n}",
            r"D \in \mathbb{S}_{++}^{k}",
            r"B \in \mathbb{R}^{n \times k}",
            r"S \in \mathbb{R}^{n \times n}",
            r"S := A - B D^{-1} B^\top",
        ),
    ),
    everywhere(_inverted_block),
)


def _isotropic(place: Any) -> Any:
    """``(a I)^{-1} = I / a`` and ``tr(a I) = a n``, ``x^T I x = x^T x``."""
    match place:
        case sp.Inverse(args=(sp.MatMul(args=(a, sp.Identity() as one)), _)) if not is_matrix(a):
            return mul(inv(a), one)
        case sp.Trace(args=(sp.MatMul(args=(a, sp.Identity() as one)),)) if not is_matrix(a):
            return mul(a, tr(one))
        case _:
            return None


ISOTROPIC = Move(
    Rule("inverse of a multiple of the identity", r"(a I_n)^{-1} = \frac{1}{a} I_n", (r"a > 0",)),
    lambda expression: rewrite_up(expression, _isotropic),
)

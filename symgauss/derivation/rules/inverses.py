"""Rules that multiply by ``A^{-1} A`` and take matrices out of sums."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.calculus.constructors import add, inv, is_matrix, mul
from symgauss.calculus.expansion import canonical
from symgauss.calculus.transposes import inverted
from symgauss.derivation.rule import Move, Rule, everywhere

_PAIR = (r"A \in \mathbb{R}^{n \times k}", r"B \in \mathbb{S}_{++}^{k}")
_SUMS = (
    r"A \in \mathbb{R}^{m \times n}",
    r"B, C \in \mathbb{R}^{n \times k}",
)


def _inserted_right(expression: Any, matrix: Any) -> Any:
    return mul(expression, matrix, inv(matrix))


INSERT_RIGHT = Move(
    Rule("multiply by a matrix and its inverse", r"A = A B B^{-1}", _PAIR), _inserted_right
)


def _inserted_left(expression: Any, matrix: Any) -> Any:
    return mul(inv(matrix), matrix, expression)


INSERT_LEFT = Move(
    Rule(
        "multiply by a matrix and its inverse",
        r"A = B^{-1} B A",
        (r"A \in \mathbb{R}^{k \times n}", r"B \in \mathbb{S}_{++}^{k}"),
    ),
    _inserted_left,
)


def _word(term: Any) -> tuple[list[Any], list[Any]]:
    """Scalar factors and the matrices of a term."""
    factors = list(term.args) if isinstance(term, sp.MatMul) else [term]
    return [f for f in factors if not is_matrix(f)], [f for f in factors if is_matrix(f)]


def _stripped(term: Any, factor: list[Any], *, left: bool) -> Any:
    """What ``factor`` at one end of a term multiplies.

    ``A`` alone leaves the identity, and ``B`` without the ``A`` of a factor ``A B`` leaves
    ``A^{-1}``.
    """
    scalars, word = _word(term)
    common = 0
    ends = zip(*((w if left else w[::-1]) for w in (word, factor)), strict=False)
    for one, other in ends:
        if canonical(one) != canonical(other):
            break
        common += 1
    if common == 0:
        return None
    rest = word[common:] if left else word[: len(word) - common]
    missing = factor[common:] if left else factor[: len(factor) - common]
    if any(f.shape[0] != f.shape[1] for f in missing):
        return None
    if missing:
        inverse = inverted(mul(*missing))
        rest = [inverse, *rest] if left else [*rest, inverse]
    if not rest:
        rest = [sp.Identity(factor[-1].shape[1] if left else factor[0].shape[0])]
    return mul(*scalars, *rest)


def _taken_out(expression: Any, factor: Any, *, left: bool) -> Any:
    word = _word(factor)[1]
    if not isinstance(expression, sp.MatAdd):
        return None
    inner = [_stripped(term, word, left=left) for term in expression.args]
    if any(part is None for part in inner):
        return None
    return mul(factor, add(*inner)) if left else mul(add(*inner), factor)


FACTOR_LEFT = Move(
    Rule("factor out to the left", r"A B + A C = A (B + C)", _SUMS),
    everywhere(lambda place, factor: _taken_out(place, factor, left=True)),
)
FACTOR_RIGHT = Move(
    Rule(
        "factor out to the right",
        r"B A + C A = (B + C) A",
        (r"B, C \in \mathbb{R}^{m \times n}", r"A \in \mathbb{R}^{n \times k}"),
    ),
    everywhere(lambda place, factor: _taken_out(place, factor, left=False)),
)

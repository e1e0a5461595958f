"""Affine expressions: ``A x + B z + c`` taken apart into slopes and an offset."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.bridge import matrices as m
from symgauss.calculus.constructors import T, add, is_matrix, mul, zero_like
from symgauss.calculus.expansion import power_of, terms_of, tidy_powers
from symgauss.calculus.rewriting import children, contains, rebuild
from symgauss.calculus.transposes import transposed
from symgauss.errors import UsageError


@dataclass(frozen=True)
class Affine:
    """``sum_i slopes[x_i] x_i + offset``; a slope may be a scalar in front of a vector."""

    slopes: dict[Any, Any]
    offset: Any

    def at(self, values: dict[Any, Any]) -> Any:
        """The value where each variable has the given one."""
        return add(*(mul(a, values[x]) for x, a in self.slopes.items()), self.offset)


def affine_in(expression: Any, variables: Iterable[Any]) -> Affine:
    """Slopes and offset; ``UsageError`` for what is not affine in the variables."""
    wanted = tuple(variables)
    slopes: dict[Any, list[Any]] = {}
    offset: list[Any] = []
    for term in map(tidy_powers, terms_of(flattened(expression))):
        inside = [x for x in wanted if contains(term, x)]
        if not inside:
            offset.append(term)
            continue
        slope = _slope(term, inside[0]) if len(inside) == 1 else None
        if slope is None:
            names = " and ".join(map(str, inside))
            raise UsageError(f"{term} is not affine in {names}")
        slopes.setdefault(inside[0], []).append(slope)
    found = {x: _total(slopes[x], x) for x in wanted if x in slopes}
    return Affine(found, add(*offset) if offset else zero_like(expression))


def _total(slopes: list[Any], x: Any) -> Any:
    """The sum of slopes; a scalar beside a matrix is a multiple of the identity."""
    if len(slopes) == 1 or not any(map(is_matrix, slopes)):
        return add(*slopes)
    one = sp.Identity(x.shape[0]) if is_matrix(x) else sp.Integer(1)
    return add(*(slope if is_matrix(slope) else mul(slope, one) for slope in slopes))


def _slope(term: Any, x: Any) -> Any:
    """The ``A`` of ``A x``; ``None`` if the term is something else."""
    factors = list(term.args) if isinstance(term, sp.Mul) else [term]
    inside = [f for f in factors if contains(f, x)]
    if len(inside) != 1:
        return None
    rest = [f for f in factors if f is not inside[0]]
    place = inside[0]
    if place == x:
        before = factors[: factors.index(place)]
        after = factors[factors.index(place) + 1 :]
        ends = not is_matrix(x) or not any(map(is_matrix, after))
        return mul(*before, *after) if ends else None
    if isinstance(place, e.Scalar):
        word = list(place.matrix.args) if isinstance(place.matrix, sp.MatMul) else [place.matrix]
        if word[0] == T(x):
            word = [transposed(f) for f in reversed(word)]
        if word[-1] == x and not any(contains(f, x) for f in word[:-1]):
            return mul(*rest, *word[:-1])
    return None


def sandwich(left: Any, middle: Any, right: Any) -> Any:
    """``A S B^T``, where the outer two may be scalars; ``a^2 s`` for equal scalars."""
    if left == right and not is_matrix(left):
        factors = left.args if isinstance(left, sp.Mul) else (left,)
        return mul(*(power_of(factor, 2) for factor in factors), middle)
    if not is_matrix(right):
        return mul(left, right, middle)
    return mul(left, middle, transposed(right))


def flattened(expression: Any) -> Any:
    """Nested sums and products flattened, in the order of writing; SymPy matrices as blocks."""
    if isinstance(expression, sp.MatrixBase):
        return m.Block(*(list(expression.row(i)) for i in range(expression.rows)))
    parts = [flattened(part) for part in children(expression)]
    match expression:
        case sp.Add():
            return add(*parts)
        case sp.Mul():
            return mul(*parts)
        case _:
            return rebuild(expression, parts) if parts else expression

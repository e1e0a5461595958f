"""Rules of the parallel sum ``(A^{-1} + B^{-1})^{-1}`` of two positive definite matrices."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import sympy as sp

from symgauss.calculus.constructors import add, grouped, inv, is_matrix, mul, neg
from symgauss.derivation.rule import Move, Rule, everywhere

_SPD = (r"A, B \in \mathbb{S}_{++}^{n}",)


def _inverses(place: Any) -> tuple[Any, Any] | None:
    """``A`` and ``B`` of ``A^{-1} + B^{-1}``."""
    if not isinstance(place, sp.MatAdd) or len(place.args) != 2:
        return None
    if not all(isinstance(term, sp.Inverse) for term in place.args):
        return None
    return place.args[0].args[0], place.args[1].args[0]


def _factored(place: Any) -> Any:
    found = _inverses(place)
    if found is None:
        return None
    A, B = found
    return mul(inv(A), add(A, B), inv(B))


def _factored_mirrored(place: Any) -> Any:
    found = _inverses(place)
    if found is None:
        return None
    A, B = found
    return mul(inv(B), add(A, B), inv(A))


SUM_OF_INVERSES = Move(
    Rule("sum of two inverses", r"A^{-1} + B^{-1} = A^{-1} (A + B) B^{-1}", _SPD),
    everywhere(_factored),
)
SUM_OF_INVERSES_MIRRORED = Move(
    Rule("sum of two inverses", r"A^{-1} + B^{-1} = B^{-1} (A + B) A^{-1}", _SPD),
    everywhere(_factored_mirrored),
)


def _inverse_of_sum(factor: Any) -> Any:
    """The sum of which a factor is the inverse, or ``None``."""
    if isinstance(factor, sp.Inverse) and isinstance(factor.args[0], sp.MatAdd):
        return factor.args[0]
    return None


def _without(total: Any, part: Any) -> Any:
    """``total`` with ``part`` as ``total - (the others)``; ``None`` if it is no summand."""
    if total is None or part not in total.args:
        return None
    others = [neg(term) for term in total.args if term != part]
    return grouped(total, *others)


def _as_difference(place: Any) -> Any:
    """``(A + B)^{-1} B`` as ``(A + B)^{-1} ((A + B) - A)``, and the same from the left."""
    if not isinstance(place, sp.MatMul):
        return None
    word = list(place.args)
    for i, (left, right) in enumerate(pairwise(word)):
        if not is_matrix(left):
            continue
        after = _without(_inverse_of_sum(left), right)
        if after is not None:
            return mul(*word[: i + 1], after, *word[i + 2 :])
        before = _without(_inverse_of_sum(right), left)
        if before is not None:
            return mul(*word[:i], before, *word[i + 1 :])
    return None


def _last_as_difference(place: Any) -> Any:
    """As above, the last such place of a product first."""
    if not isinstance(place, sp.MatMul):
        return None
    word = list(place.args)
    for i in range(len(word) - 1, 0, -1):
        after = _without(_inverse_of_sum(word[i - 1]), word[i])
        if after is not None:
            return mul(*word[:i], after, *word[i + 1 :])
    return None


PART_AS_DIFFERENCE = Move(
    Rule("add and subtract", r"B (A + B)^{-1} = ((A + B) - A) (A + B)^{-1}", _SPD),
    everywhere(_as_difference),
)
LAST_AS_DIFFERENCE = Move(
    Rule("add and subtract", r"(A + B)^{-1} B = (A + B)^{-1} ((A + B) - A)", _SPD),
    everywhere(_last_as_difference),
)

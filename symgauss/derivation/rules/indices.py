"""Rules of sums and products over an index."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.bridge import matrices as m
from symgauss.calculus.constructors import add, div, exp, is_matrix, log, mul, power
from symgauss.calculus.expansion import coefficient_and_rest, expand
from symgauss.calculus.notions import indexed_sum
from symgauss.derivation.rule import Move, Rule, everywhere

_FAMILIES = (r"n \in \mathbb{N}", r"a_i > 0", r"b_i \in \mathbb{R}")


def _sum_over(body: Any, like: Any) -> Any:
    return indexed_sum(body, *like.args[1])


def _exponentials(place: Any) -> Any:
    """``prod_i a_i exp(b_i) = (prod_i a_i) exp(sum_i b_i)``."""
    if not isinstance(place, sp.Product):
        return None
    body = place.args[0]
    factors = body.args if isinstance(body, sp.Mul) else (body,)
    exponents = [f.args[0] for f in factors if isinstance(f, sp.exp)]
    rest = [f for f in factors if not isinstance(f, sp.exp)]
    if not exponents:
        return None
    front = [sp.Product(mul(*rest), place.args[1])] if rest else []
    return mul(*front, exp(_sum_over(add(*exponents), place)))


PRODUCT_OF_EXPONENTIALS = Move(
    Rule(
        "product of exponentials",
        r"\prod_{i=1}^{n} a_i \exp(b_i) = \left(\prod_{i=1}^{n} a_i\right)"
        r" \exp\left(\sum_{i=1}^{n} b_i\right)",
        _FAMILIES,
    ),
    everywhere(_exponentials),
)


def _log_of_product(place: Any) -> Any:
    if isinstance(place, sp.log) and isinstance(place.args[0], sp.Product):
        inner = place.args[0]
        return _sum_over(log(inner.args[0]), inner)
    return None


LOG_OF_PRODUCT = Move(
    Rule(
        "logarithm of a product",
        r"\log \prod_{i=1}^{n} \exp(b_i) = \sum_{i=1}^{n} \log \exp(b_i)",
        (r"n \in \mathbb{N}", r"b_i \in \mathbb{R}"),
    ),
    everywhere(_log_of_product),
)


def _depends(term: Any, index: Any) -> bool:
    """Whether an index stands somewhere, that of an indexed symbol included."""
    return index in term.free_symbols


def count(limits: Any) -> Any:
    """Number of terms of a sum over an index."""
    _, lower, upper = limits
    return upper if lower == 1 else add(upper, 1, mul(-1, lower))


def _linear(place: Any) -> Any:
    """``sum_i (c a_i + d) = c sum_i a_i + n d``; what is free of the index leaves the sum."""
    if not isinstance(place, sp.Sum | m.MatrixSum):
        return None
    body = place.args[0]
    terms = body.args if isinstance(body, sp.Add) else (body,)
    return add(*(_term(term, place) for term in terms))


def _term(term: Any, place: Any) -> Any:
    index = place.args[1][0]
    if not _depends(term, index):
        number, rest = coefficient_and_rest(term)
        return mul(number.p, div(count(place.args[1]), number.q), rest)
    if isinstance(term, e.Scalar) and isinstance(term.matrix, sp.MatMul):
        return _word(list(term.matrix.args), place)
    if isinstance(term, sp.MatMul):
        return _word(list(term.args), place)
    if not isinstance(term, sp.Mul):
        return _sum_over(term, place)
    inside = [f for f in term.args if _depends(f, index)]
    outside = [f for f in term.args if not _depends(f, index)]
    if len(inside) == 1 and not is_matrix(inside[0]):
        return mul(*outside, _term(inside[0], place))
    return mul(*outside, _sum_over(mul(*inside), place))


def _word(word: list[Any], place: Any) -> Any:
    """Factors free of the index leave at both ends of a product of matrices."""
    index = place.args[1][0]
    start, end = 0, len(word)
    while not _depends(word[start], index):
        start += 1
    while not _depends(word[end - 1], index):
        end -= 1
    return mul(*word[:start], _sum_over(mul(*word[start:end]), place), *word[end:])


SUM_LINEAR = Move(
    Rule(
        "linearity of the sum",
        r"\sum_{i=1}^{n} (c b_i + d) = c \sum_{i=1}^{n} b_i + n d",
        (r"n \in \mathbb{N}", r"b_i \in \mathbb{R}", r"c, d \in \mathbb{R}"),
    ),
    everywhere(_linear),
)


def _constant_product(place: Any) -> Any:
    if not isinstance(place, sp.Product) or _depends(place.args[0], place.args[1][0]):
        return None
    return power(place.args[0], count(place.args[1]))


CONSTANT_PRODUCT = Move(
    Rule(
        "product of equal factors",
        r"\prod_{i=1}^{n} c = c^n",
        (r"n \in \mathbb{N}", r"c > 0"),
    ),
    everywhere(_constant_product),
)


def _expanded(place: Any) -> Any:
    if not isinstance(place, sp.Sum | m.MatrixSum):
        return None
    return _sum_over(expand(place.args[0]), place)


EXPAND_IN_SUM = Move(
    Rule(
        "expand in the sum",
        r"\sum_{i=1}^{n} (b_i - c)^2 = \sum_{i=1}^{n} (b_i^2 - 2 b_i c + c^2)",
        (r"n \in \mathbb{N}", r"b_i \in \mathbb{R}", r"c \in \mathbb{R}"),
    ),
    everywhere(_expanded),
)

"""Variables with the name of an index that runs: the index is a number, the variable is none."""

from __future__ import annotations

import pytest

from symgauss.kernel.context import Context, Declaration
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Derivative,
    IndexedProduct,
    IndexedSum,
    Integral,
    Power,
    Product,
    Rational,
    Symbol,
    Term,
)
from symgauss.kernel.verdict import Answer

T, A = Symbol("t", SCALAR), Symbol("a", SCALAR)
KNOWN = Context(declarations=(Declaration("a", SCALAR),), closed=True)
LINEAR, SQUARE = Product((A, T)), Product((A, Power(T, Rational(2))))


def answer(left: Term, right: Term) -> Answer:
    return judge(left, EQUAL, right, KNOWN, seed=1).answer


@pytest.mark.parametrize(
    ("term", "value", "other"),
    [
        (IndexedSum(Derivative(SQUARE, T), T, Rational(1), Rational(3)), 12, 0),
        (
            IndexedSum(Integral(LINEAR, T, Rational(0), Rational(1)), T, Rational(1), Rational(2)),
            1,
            2,
        ),
        (IndexedProduct(Derivative(LINEAR, T), T, Rational(1), Rational(1)), 1, 0),
    ],
)
def test_no_value_is_taken_for_another(term: Term, value: int, other: int) -> None:
    assert answer(term, Product((Rational(value), A))) is not Answer.FAILS
    assert answer(term, Product((Rational(other), A))) is not Answer.HOLDS


def test_the_innermost_sum_counts_and_a_sum_in_an_integral_too() -> None:
    inner = IndexedSum(LINEAR, T, Rational(1), Rational(2))
    twice = IndexedSum(inner, T, Rational(1), Rational(2))
    assert answer(twice, Product((Rational(6), A))) is Answer.HOLDS
    around = Integral(inner, T, Rational(0), Rational(1))
    assert answer(around, Product((Rational(3), A))) is Answer.HOLDS

"""Screens: shapes of candidates are not looked at before, and nothing stops the search."""

from __future__ import annotations

import pytest
from kernel.samples import CONTEXT, A, u, x

from symgauss.kernel.relations import EQUAL
from symgauss.kernel.screening import Screen
from symgauss.kernel.terms import (
    FUNCTIONS,
    Determinant,
    Function,
    Inverse,
    Product,
    Rational,
    Sum,
    Term,
    Trace,
)


def real_screen() -> Screen:
    (screen, *_) = Screen.of(Function("cos", u), EQUAL, Function("sin", u), CONTEXT)
    return screen


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_function_of_a_matrix_has_no_value(name: str) -> None:
    assert real_screen().look(Function(name, A)) is None


@pytest.mark.parametrize(
    "term", [Sum((A, u)), Sum((u, A)), Inverse(x), Trace(x), Determinant(x), Product((x, A))]
)
def test_parts_that_do_not_fit_have_no_value(term: Term) -> None:
    exact = Screen.of(u, EQUAL, Product((Rational(2), u)), CONTEXT)[0]
    assert exact.look(term) is None
    assert real_screen().look(term) is None


def test_a_simple_ratio_is_known() -> None:
    screen = Screen.of(u, EQUAL, Product((Rational(2), u)), CONTEXT)[0]
    assert screen.ratio(Product((Rational(2), u))) == 2
    assert screen.ratio(Product((u, u))) is None
    assert screen.agrees(Product((Rational(1, 2), u, Rational(2))))

"""Absolute values and distribution functions: ``sqrt(3 |s|) = sqrt(3 s)`` for a positive ``s``."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symgauss.kernel.context import Context, Declaration
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.signs import Interval, Signs
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import Function, Power, Product, Rational, Sum, Symbol, Term
from symgauss.kernel.verdict import Answer

R, S, X = (Symbol(name, SCALAR) for name in "rsx")
KNOWN = Context(
    declarations=(
        Declaration("r", SCALAR, above=Fraction(-3), below=Fraction(-1)),
        Declaration("s", SCALAR, above=Fraction(0)),
        Declaration("x", SCALAR),
    ),
    closed=True,
)
MINUS = Rational(-1)


def absolute(term: Term) -> Term:
    return Function("abs", term)


def root(*factors: Term) -> Term:
    return Function("sqrt", Product(factors) if len(factors) > 1 else factors[0])


@pytest.mark.parametrize(
    ("term", "interval"),
    [
        (absolute(Rational(-2)), (2, 2)),
        (absolute(R), (1, 3)),
        (absolute(S), (0, None)),
        (absolute(Product((MINUS, S))), (0, None)),
        (absolute(X), (None, None)),  # it may be zero, which no open interval from zero holds
        (absolute(Sum((R, Rational(2)))), (-1, 1)),
        (Function("Phi", X), (0, 1)),
    ],
)
def test_where_values_are(term: Term, interval: Interval) -> None:
    assert Signs(KNOWN).interval(term, 20) == interval


@pytest.mark.parametrize(
    ("left", "right", "answer"),
    [
        (root(S, absolute(Rational(1))), root(S), Answer.HOLDS),
        (root(S, absolute(Rational(1))), root(Rational(2), S), Answer.FAILS),
        (root(absolute(Power(S, Rational(2)))), S, Answer.HOLDS),
        (root(absolute(R)), root(Product((MINUS, R))), Answer.HOLDS),
        (root(absolute(Product((R, R)))), R, Answer.FAILS),
        (root(Function("Phi", X), Function("Phi", X)), Function("Phi", X), Answer.HOLDS),
    ],
)
def test_roots_of_absolute_values(left: Term, right: Term, answer: Answer) -> None:
    assert judge(left, EQUAL, right, KNOWN, seed=1).answer is answer


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (root(absolute(Product((X, X)))), X),
        (absolute(Sum((X, Rational(-100)))), Sum((Rational(100), Product((MINUS, X))))),
        (root(absolute(X), absolute(X)), X),
    ],
)
def test_what_has_no_sign_does_not_hold(left: Term, right: Term) -> None:
    assert judge(left, EQUAL, right, KNOWN, seed=1).answer is not Answer.HOLDS

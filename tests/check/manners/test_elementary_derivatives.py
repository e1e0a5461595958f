"""Derivatives that are written out, against those of the kernel, and of mpmath for ``Phi``."""

from __future__ import annotations

import mpmath
import pytest

from symgauss.check.manners.elementary_derivatives import elementary_derivative
from symgauss.kernel.context import Context
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Constant,
    Derivative,
    Function,
    Opaque,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
)
from symgauss.kernel.verdict import Answer

X, A = Symbol("x", SCALAR), Symbol("a", SCALAR)
SQUARE = Power(X, Rational(2))
TERMS = [
    Sum((SQUARE, Product((A, X)), A)),
    Product((X, Function("exp", Product((Rational(-1), SQUARE))))),
    Power(Constant("e"), Product((A, X))),
    Power(Sum((SQUARE, Rational(1))), Rational(3, 2)),
    Function("log", Sum((SQUARE, Rational(1)))),
    Function("sin", SQUARE),
    Product((Function("cos", X), Function("erf", X))),
    Function("sqrt", Sum((SQUARE, Rational(2)))),
]


@pytest.mark.parametrize("term", TERMS)
def test_the_kernel_agrees(term: Term) -> None:
    found = elementary_derivative(term, X)
    assert found is not None
    context = Context(closed=True)
    assert judge(Derivative(term, X), EQUAL, found, context, seed=1).answer is Answer.HOLDS
    twice = Product((Rational(2), found))
    assert judge(Derivative(term, X), EQUAL, twice, context, seed=1).answer is Answer.FAILS


def test_the_normal_distribution_function() -> None:
    found = elementary_derivative(Function("Phi", SQUARE), X)
    assert found is not None
    numbers = {X: mpmath.mpf("0.7")}
    expected = mpmath.diff(lambda x: mpmath.ncdf(x**2), numbers[X])
    assert mpmath.almosteq(_number(found, numbers), expected, rel_eps=1e-10)


@pytest.mark.parametrize("term", [Opaque("f", (X,), SCALAR), Power(A, X), Function("gamma", X)])
def test_what_is_not_elementary(term: Term) -> None:
    assert elementary_derivative(term, X) is None


def _number(term: Term, numbers: dict[Symbol, mpmath.mpf]) -> mpmath.mpf:
    match term:
        case Rational(p, q):
            return mpmath.mpf(p) / q
        case Constant("pi"):
            return +mpmath.pi
        case Symbol():
            return numbers[term]
        case Sum(terms):
            return mpmath.fsum(_number(each, numbers) for each in terms)
        case Product(factors):
            return mpmath.fprod(_number(each, numbers) for each in factors)
        case Power(base, exponent):
            return _number(base, numbers) ** _number(exponent, numbers)
        case Function(name, argument):
            return getattr(mpmath, name)(_number(argument, numbers))
    raise AssertionError(term)

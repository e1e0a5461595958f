"""Signs of sums over an index and of even powers: known only where they are certain."""

from __future__ import annotations

from time import monotonic

import pytest

from symgauss.kernel.context import Context, Declaration, Definition, Property
from symgauss.kernel.signs import Signs
from symgauss.kernel.sizes import SCALAR, Shape, size
from symgauss.kernel.terms import (
    Indexed,
    IndexedSum,
    Inverse,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
)

N = size("n")
SQUARE = Shape(N, N)
i, k, j = (Symbol(name, SCALAR) for name in "ikj")
a, b, s = (Symbol(name, SCALAR) for name in "abs")
S_i = Indexed("S", (i,), SQUARE)
a_i = Indexed("a", (i,), SCALAR)
POSITIVE, INTEGER = Property.POSITIVE, Property.INTEGER
CONTEXT = Context(
    (
        Declaration("i", SCALAR, frozenset({INTEGER})),
        Declaration("k", SCALAR, frozenset({INTEGER, POSITIVE})),
        Declaration("j", SCALAR, frozenset({INTEGER})),
        Declaration("a", SCALAR, frozenset({POSITIVE})),
        Declaration("b", SCALAR),
        Declaration("S", SQUARE, frozenset({Property.POSITIVE_DEFINITE})),
    )
)


ONE = Rational(1)


def over(body: Term, upper: Term, lower: Term = ONE) -> IndexedSum:
    return IndexedSum(body, i, lower, upper)


@pytest.mark.parametrize(
    "term",
    [
        over(a_i, k),
        over(Inverse(a_i), k),
        over(i, k),  # the index is at least 1, whatever is declared
        Power(a, Rational(2)),
        Power(over(a_i, k), Rational(2)),
        Power(Sum((a, Rational(1))), Rational(4)),
    ],
)
def test_positive(term: Term) -> None:
    assert Signs(CONTEXT).positive(term)


@pytest.mark.parametrize(
    "term",
    [
        over(a_i, j),  # the upper limit may be zero
        over(a_i, k, Rational(2)),  # from 2 to 1
        over(a_i, Sum((k, Rational(-1)))),
        over(b, k),
        Power(b, Rational(2)),
        Power(Rational(0), Rational(2)),
        Product((Rational(-1), over(a_i, k))),
    ],
)
def test_not_known_to_be_positive(term: Term) -> None:
    assert not Signs(CONTEXT).positive(term)


def test_a_sum_of_definite_matrices_is_definite_where_it_has_a_term() -> None:
    signs = Signs(CONTEXT)
    assert signs.definite(over(Inverse(S_i), k))
    assert not signs.definite(over(Inverse(S_i), j))
    assert not signs.definite(over(Product((b, S_i)), k))


def test_members_of_a_recursion_are_looked_at_once() -> None:
    """``m_k = m_{k-1} + (x_k - m_{k-1}) / k`` names the member before it three times or more."""
    k = Symbol("k", SCALAR)
    before = Indexed("m", (Sum((k, Rational(-1))),), SCALAR)
    parts = [Product((Power(k, Rational(-n)), before)) for n in range(1, 6)]
    schema = Definition(Indexed("m", (k,), SCALAR), Sum((before, *parts)))
    signs = Signs(Context((), (schema,)))
    member = Indexed("m", (Symbol("t", SCALAR),), SCALAR)
    begun = monotonic()
    assert not signs.positive(member)
    assert monotonic() - begun < 1

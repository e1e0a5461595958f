"""Products of what is bounded on both sides: 1 - r of a correlation r is positive."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symgauss.kernel.context import Context, Declaration
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.signs import Signs
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import Function, Power, Product, Rational, Sum, Symbol, Term
from symgauss.kernel.verdict import Answer

R, S, X = (Symbol(name, SCALAR) for name in "rsx")
KNOWN = Context(
    declarations=(
        Declaration("r", SCALAR, above=Fraction(-1), below=Fraction(1)),
        Declaration("s", SCALAR, above=Fraction(-1), below=Fraction(1)),
        Declaration("x", SCALAR),
    ),
    closed=True,
)


def one_minus(*factors: Term) -> Term:
    return Sum((Rational(1), Product((Rational(-1), *factors))))


@pytest.mark.parametrize(
    ("term", "is_positive"),
    [
        (one_minus(R), True),
        (one_minus(R, S), True),
        (one_minus(Power(R, Rational(2))), True),
        (one_minus(Rational(2), R), False),
        (one_minus(R, X), False),
        (Product((R, S)), False),
    ],
)
def test_what_is_known_of_a_product(term: Term, is_positive: bool) -> None:  # noqa: FBT001 - a table
    assert Signs(KNOWN).positive(term) is is_positive


def test_the_root_of_a_square() -> None:
    def answer(inside: Term) -> Answer:
        root = Function("sqrt", Power(inside, Rational(2)))
        return judge(root, EQUAL, inside, KNOWN, seed=1).answer

    assert answer(one_minus(R)) is Answer.HOLDS
    assert answer(one_minus(Rational(2), R)) is not Answer.HOLDS

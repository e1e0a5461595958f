"""Roots in what stands under a root, which are met while that is looked at."""

from __future__ import annotations

import pytest

from symgauss.kernel.context import Context, Declaration, Definition
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import Function, Power, Product, Rational, Sum, Symbol, Term, difference
from symgauss.kernel.verdict import Answer

A, C, R, Y = (Symbol(name, SCALAR) for name in "acry")


def root() -> Term:
    """Each time another node, as people write it again."""
    return Function("sqrt", difference(Rational(1), Power(R, Rational(2))))


DEFINED = Definition(C, Sum((Product((R, A)), Product((root(), Y)))))
KNOWN = Context(tuple(Declaration(name, SCALAR) for name in "acry"), (DEFINED,), closed=True)


@pytest.mark.parametrize("seed", range(12))
def test_a_radicand_may_have_roots_in_it_that_were_not_seen_before(seed: int) -> None:
    value = Product((difference(C, Product((R, A))), Power(root(), Rational(-1))))
    assert judge(Y, EQUAL, value, KNOWN, seed=seed).answer is not Answer.FAILS
    assert judge(Y, EQUAL, Function("sqrt", value), KNOWN, seed=seed).answer is not Answer.HOLDS

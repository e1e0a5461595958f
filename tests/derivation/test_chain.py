"""Steps are judged as they are made; what is wrong or does nothing is refused."""

from __future__ import annotations

import pytest

from symgauss.bridge.symbols import covariance, dimension, scalar, vector
from symgauss.calculus import HALF, add, mul, neg, quad, square, sub
from symgauss.derivation import Builder, Move, Rule
from symgauss.derivation.rules import algebra
from symgauss.errors import StepRefusedError
from symgauss.kernel.verdict import Answer

x, m = scalar("x"), scalar("m")


def test_a_wrong_rule_is_refused_with_both_sides() -> None:
    wrong = Move(Rule("wrong", "a = -a"), neg)
    chain = Builder("").route().chain(square(sub(x, m)))
    with pytest.raises(StepRefusedError, match="fails") as caught:
        chain.apply(wrong)
    assert "left" in str(caught.value)
    assert "counterexample" in str(caught.value)


def test_a_rule_that_does_nothing_is_refused() -> None:
    chain = Builder("").route().chain(x)
    with pytest.raises(StepRefusedError, match="applies nowhere"):
        chain.apply(algebra.EXPAND)


def test_a_definition_can_be_used() -> None:
    n = dimension("n")
    v, a, b = vector("x", n), vector("a", n), vector("b", n)
    S, W, L = (covariance(name, n) for name in ("S", "W", "Lambda"))
    build = Builder("")
    route = build.route()
    start = add(mul(-HALF, quad(sub(v, a), S)), mul(-HALF, quad(sub(v, b), W)))
    chain = route.chain(start).apply(algebra.EXPAND).apply(algebra.COLLECT, v)
    named = route.define(L, add(S.I, W.I))
    chain.use(named)
    build.result(chain)
    last = build.finish().steps[-1]
    assert last.uses == ("3",)
    assert last.verdict.answer is Answer.HOLDS

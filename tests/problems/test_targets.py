from __future__ import annotations

import pytest
import sympy as sp

from symgauss.bridge import to_term
from symgauss.derivation.derivation import Derivation
from symgauss.derivation.rule import Rule
from symgauss.errors import Place, RefusedError, TargetRefusedError
from symgauss.gaussians.gaussian import Gaussian
from symgauss.kernel.context import Context
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL
from symgauss.latex import read_formula, read_problem
from symgauss.operations.kl import kl
from symgauss.problems.targets import ASKED, READ_OFF, Target, reach

PLACE = Place("kl.md", 3, 7, source="% symgauss: show ...")
x, mu_1, mu_2 = sp.symbols("x mu_1 mu_2", real=True)
s, t = sp.symbols("sigma_1 sigma_2", positive=True)


@pytest.fixture(scope="module")
def divergence() -> Derivation:
    return kl(Gaussian(x, mu_1, s**2), Gaussian(x, mu_2, t**2))


def target(derivation: Derivation, rhs: sp.Expr) -> Target:
    return Target(derivation.results[0].lhs_term, EQUAL, to_term(rhs), PLACE)


ASKED_FORM = (s**2 / t**2 - 1 + (mu_1 - mu_2) ** 2 / t**2 + 2 * sp.log(t) - 2 * sp.log(s)) / 2


def test_the_derivation_ends_in_the_asked_form(divergence: Derivation) -> None:
    wanted = target(divergence, ASKED_FORM)
    done = reach(divergence, [wanted], Context())
    last = done.steps[-1]
    assert (last.rule, last.continues) == (ASKED, True)
    assert last.lhs_term == divergence.results[0].rhs_term
    assert last.rhs_term == done.results[0].rhs_term == wanted.rhs
    assert last.number == str(len(divergence.steps) + 1)
    assert last.verdict.accepted
    assert [step.number for step in done.steps[:-1]] == [s.number for s in divergence.steps]


def test_the_form_that_is_there_already_adds_no_step(divergence: Derivation) -> None:
    there = Target(divergence.results[0].lhs_term, EQUAL, divergence.results[0].rhs_term, PLACE)
    assert reach(divergence, [there], Context()).steps == divergence.steps


def test_a_wrong_form_is_refused_with_a_counterexample(divergence: Derivation) -> None:
    with pytest.raises(TargetRefusedError) as caught:
        reach(divergence, [target(divergence, ASKED_FORM + 1)], Context())
    text = str(caught.value)
    assert text.startswith("kl.md:3:7: fails: KL(")
    assert "counterexample: " in text
    assert "left side:" in text
    assert caught.value.exit_code == 1


def test_a_symbol_that_nobody_knows_refutes_in_a_closed_problem(divergence: Derivation) -> None:
    with pytest.raises(RefusedError) as caught:
        reach(divergence, [target(divergence, ASKED_FORM + sp.Symbol("c", real=True))], Context())
    assert caught.value.exit_code == 1


def test_a_target_of_its_own_becomes_a_result(divergence: Derivation) -> None:
    own = Target(to_term(sp.log(s) + sp.log(t)), EQUAL, to_term(sp.log(s * t)), PLACE)
    done = reach(divergence, [own], Context())
    assert len(done.results) == 2
    assert done.steps[-1].rule == ASKED
    assert not done.steps[-1].continues


@pytest.mark.parametrize("rule", [ASKED, READ_OFF], ids=lambda rule: rule.name)
def test_the_rules_hold_under_their_conditions(rule: Rule) -> None:
    problem = read_problem("\n".join(f"% symgauss: {c}" for c in rule.conditions), "rule.tex")
    left, right = read_formula(rule.formula, problem.scope).parts
    assert judge(left, EQUAL, right, problem.context).accepted

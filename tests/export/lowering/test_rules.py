"""Every rewriting rule is judged by the kernel, and carried out somewhere."""

from __future__ import annotations

import pytest

from symgauss.export import lowering  # noqa: F401 - its modules say which rules they carry out
from symgauss.export.lowering.rules import CARRIED_OUT, RULES, Rewriting
from symgauss.kernel.judge import judge
from symgauss.kernel.verdict import Verdict
from symgauss.latex import read_formula, read_problem


def verdict(rule: Rewriting) -> Verdict:
    problem = read_problem("\n".join(f"% symgauss: {c}" for c in rule.conditions), "rule.tex")
    formula = read_formula(rule.formula, problem.scope)
    (relation,) = formula.relations
    left, right = formula.parts
    return judge(left, relation, right, problem.context)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_holds_under_its_conditions(rule: Rewriting) -> None:
    found = verdict(rule)
    assert found.accepted, found.detail


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_is_carried_out(rule: Rewriting) -> None:
    assert CARRIED_OUT.get(rule)
    assert rule.why


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_with_a_factor_too_much_is_refused(rule: Rewriting) -> None:
    wrong = Rewriting(
        rule.name, rule.left, rf"\frac{{21}}{{20}} \left({rule.right}\right)", rule.conditions, ""
    )
    assert not verdict(wrong).accepted


def test_names_stand_once() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))

"""Every rule of the table is read from its own text and judged: no rule goes without a test."""

from __future__ import annotations

import pytest

from symgauss.derivation.rule import Rule
from symgauss.derivation.rules.table import all_rules
from symgauss.kernel.judge import judge
from symgauss.kernel.verdict import Verdict
from symgauss.latex import read_formula, read_problem


def verdicts(rule: Rule) -> list[Verdict]:
    problem = read_problem("\n".join(f"% symgauss: {c}" for c in rule.conditions), "rule.tex")
    formula = read_formula(rule.formula, problem.scope)
    sides = zip(formula.parts, formula.relations, formula.parts[1:], strict=False)
    return [judge(left, relation, right, problem.context) for left, relation, right in sides]


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_the_formula_of_a_rule_holds_under_its_conditions(rule: Rule) -> None:
    found = verdicts(rule)
    assert found
    assert all(verdict.accepted for verdict in found), [verdict.detail for verdict in found]


@pytest.mark.parametrize(
    "wrong",
    [
        Rule("transpose", r"(A B)^\top = A^\top B^\top", (r"A, B \in \mathbb{R}^{n \times n}",)),
        Rule("completing the square", r"x^2 + 2 b x = (x + b)^2", (r"x, b \in \mathbb{R}",)),
        Rule("log of a sum", r"\log(a + b) = \log a + \log b", (r"a, b > 0",)),
        Rule("undeclared symmetry", r"A^\top = A", (r"A \in \mathbb{R}^{n \times n}",)),
        Rule("constant", r"c x^2 \propto_{c} x", (r"x, c > 0",)),
    ],
    ids=lambda rule: rule.name,
)
def test_a_planted_wrong_rule_is_refused(wrong: Rule) -> None:
    assert not all(verdict.accepted for verdict in verdicts(wrong))


def test_no_rule_stands_twice() -> None:
    rules = [(rule.name, rule.formula) for rule in all_rules()]
    assert len(rules) == len(set(rules)), sorted(r for r in rules if rules.count(r) > 1)

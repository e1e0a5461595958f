"""Suggestions: one edit, the one a person would make, and the kernel accepts it."""

from __future__ import annotations

import pytest
from battery.book import lines, read, scope_of
from battery.mutations import mutations, symbols_of

from symgauss.check.checked import Asked
from symgauss.check.mending.suggesting import remedy
from symgauss.kernel.judge import judge
from symgauss.kernel.verdict import Answer
from symgauss.latex import read_formula

DECLARED = tuple(
    f"symgauss: {statement}"
    for statement in (
        r"\Sigma_{11} \in \mathbb{S}_{++}^{n}",
        r"\Sigma_{22} \in \mathbb{S}_{++}^{m}",
        r"\Sigma_{12} \in \mathbb{R}^{n \times m}",
        r"\Sigma_{21} \in \mathbb{R}^{m \times n}",
        r"P, \Sigma_1, \Sigma_2 \in \mathbb{S}_{++}^{n}",
        r"A, B \in \mathbb{R}^{n \times n}",
        r"R \in \mathbb{S}_{++}^{k}",
        r"H \in \mathbb{R}^{k \times n}",
        r"x, \mu \in \mathbb{R}^{n}",
        r"\sigma > 0",
        r"u, v \in \mathbb{R}",
    )
)
NORMAL = r"\frac{1}{\sqrt{2\pi\sigma^2}} \exp\left(-\frac{(u-v)^2}{2\sigma^2}\right)"

SLIPS = [
    (r"(A B)^{-1} = A^{-1} B^{-1}", "swap the factors of A^{-1} B^{-1}"),
    (r"(A B)^\top = A^\top B^\top", r"swap the factors of A^\top B^\top"),
    (
        r"(x-\mu)^\top P (x-\mu) = x^\top P x - 2 \mu^\top P x - \mu^\top P \mu",
        r"change the sign of -\mu^\top P \mu",
    ),
    (
        (
            r"\log \mathcal{N}(u; v, \sigma^2)"
            r" = -\frac{1}{2} \log(2\pi\sigma^2) - \frac{(u-v)^2}{\sigma^2}"
        ),
        r"halve -\frac{(u - v)^2}{\sigma^2}",
    ),
    (
        rf"\mathcal{{N}}(u; v, \sigma^2) = {NORMAL.replace('-', '', 1)}",
        r"change the sign of \frac{(u - v)^2}{2 \sigma^2}",
    ),
    (
        rf"\mathcal{{N}}(u; v, \sigma^2) = {NORMAL.replace('^2}', '}', 1)}",
        r"replace \sigma by \sigma^2",
    ),
    (
        (
            r"\Sigma_{11} - \Sigma_{12}\Sigma_{22}^{-1}\Sigma_{21}"
            r" = \Sigma_{11} - \Sigma_{12}\Sigma_{22}^{-1}\Sigma_{12}"
        ),
        r"replace \Sigma_{12} by \Sigma_{21}",
    ),
    (r"u^2 - v^2 = 2 (u-v)(u+v)", "drop 2"),
    (r"|A B| = |A||A|", "replace A by B"),
    (r"(u - v) (u + v) = (-v) (u + v)", "add u"),
    (r"u^{\sqrt{2}} = v^{\sqrt{2}}", "replace v by u"),
    (
        r"\mathrm{tr}(\Sigma_2^{-1}\Sigma_1) = \mathrm{tr}(\Sigma_1^{-1}\Sigma_2)",
        (
            r"replace \operatorname{tr}(\Sigma_1^{-1} \Sigma_2)"
            r" by \operatorname{tr}(\Sigma_2^{-1} \Sigma_1)"
        ),
    ),
]


@pytest.mark.parametrize(("formula", "edit"), SLIPS)
def test_the_likeliest_slip_is_found(formula: str, edit: str) -> None:
    scope = scope_of(DECLARED).copy()
    ((lhs, relation, rhs),) = read_formula(formula, scope).steps
    context = scope.context(closed=True)
    found = remedy(Asked(lhs, relation, rhs, context), rhs, (lhs,))
    assert found.suggestion is not None
    assert found.suggestion.edit == edit
    assert found.rhs is not None
    assert judge(lhs, relation, found.rhs, context).answer is Answer.HOLDS


def test_the_missing_factor_of_a_product_is_found() -> None:
    formula = r"(P^{-1} + H^\top R^{-1} H)^{-1} = P - P H^\top (H P H^\top + R)^{-1} H"  # times P
    scope = scope_of(DECLARED).copy()
    ((lhs, relation, rhs),) = read_formula(formula, scope).steps
    found = remedy(Asked(lhs, relation, rhs, scope.context(closed=True)), rhs, (lhs,))
    assert found.suggestion is not None
    assert found.suggestion.rhs == r"P - P H^\top (H P H^\top + R)^{-1} H P"


def test_a_missing_factor_stands_behind_the_sign() -> None:
    formula = r"(P^{-1} + H^\top R^{-1} H)^{-1} = P - H^\top (H P H^\top + R)^{-1} H P"
    scope = scope_of(DECLARED).copy()
    ((lhs, relation, rhs),) = read_formula(formula, scope).steps
    found = remedy(Asked(lhs, relation, rhs, scope.context(closed=True)), rhs, (lhs,))
    assert found.suggestion is not None
    assert found.suggestion.rhs == r"P - P H^\top (H P H^\top + R)^{-1} H P"
    assert found.suggestion.edit.endswith(r"by -P H^\top (H P H^\top + R)^{-1} H P")


@pytest.mark.parametrize(
    ("formula", "difference"),
    [
        (r"2 u v = u v", "the right side is 1/2 times the left side"),
        (r"u - v = v - u", "the right side has the opposite sign"),
        (r"u + v = u v", ""),
    ],
)
def test_a_simple_ratio_is_said(formula: str, difference: str) -> None:
    scope = scope_of(DECLARED).copy()
    ((lhs, relation, rhs),) = read_formula(formula, scope).steps
    assert (
        remedy(Asked(lhs, relation, rhs, scope.context(closed=True)), rhs, (lhs,)).difference
        == difference
    )


def test_nothing_is_suggested_where_no_single_edit_helps() -> None:
    scope = scope_of(DECLARED).copy()
    ((lhs, relation, rhs),) = read_formula(r"e^{u} = \cos(v) + u^5 v", scope).steps
    assert (
        remedy(Asked(lhs, relation, rhs, scope.context(closed=True)), rhs, (lhs,)).suggestion
        is None
    )


@pytest.mark.parametrize("line", lines("quadratics.tex")[::4], ids=str)
def test_most_planted_errors_are_undone(line: object) -> None:
    identity = read(line)  # type: ignore[arg-type]
    asked = offered = 0
    for mutation in list(mutations(identity.rhs, symbols_of(identity.lhs, identity.rhs)))[::5]:
        question = (identity.lhs, identity.relation, mutation.term, identity.context)
        if judge(*question).answer is not Answer.FAILS:
            continue
        found = remedy(Asked(*question), mutation.term, (identity.lhs,), seconds=20)
        asked += 1
        if found.rhs is None:
            continue
        offered += 1
        assert judge(*question[:2], found.rhs, identity.context).answer is Answer.HOLDS
    assert 2 * offered >= asked

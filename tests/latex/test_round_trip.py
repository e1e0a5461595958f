"""What the printer writes, the reader reads back: the same term, or one of the same value."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from scalars import terms

from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.terms import Term
from symgauss.kernel.verdict import Answer
from symgauss.latex import Scope, read_expression
from symgauss.notation.latex import print_term

SETTINGS = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SETTINGS
@given(term=terms())
def test_printed_terms_keep_their_value(term: Term, declared: Scope) -> None:
    read = read_expression(print_term(term), declared)
    if read != term:
        verdict = judge(term, EQUAL, read, declared.context())
        assert verdict.answer is not Answer.FAILS, print_term(term)


@SETTINGS
@given(term=terms())
def test_reading_is_stable(term: Term, declared: Scope) -> None:
    once = read_expression(print_term(term), declared)
    assert read_expression(print_term(once), declared) == once


@pytest.mark.parametrize(
    "text",
    [
        r"-\frac{1}{2} (x - \mu)^\top \Sigma^{-1} (x - \mu) - \frac{1}{2} \log |2 \pi \Sigma|",
        r"\frac{a - b}{2 \sigma^2}",
        r"(A^{-1} + H^\top H)^{-1} x",
        r"\operatorname{tr}(\Sigma^{-1} S) + (\mu - x)^\top \Sigma^{-1} (\mu - x) - n",
        r"\sqrt{1 - \beta_t} x + \sqrt{\bar{\alpha}_{t-1}} y",
        r"\nabla_x \log p(x)",
        r"\mathcal{N}(x; \mu, \Sigma)",
        r"\int p(x) \, \mathrm{d} x",
        r"\sum_{i=1}^{n} \mu_i^\top \mu_i",
        r"\begin{pmatrix} x \\ H x \end{pmatrix}",
    ],
)
def test_textbook_formulas_print_as_they_were_read(text: str, declared: Scope) -> None:
    term = read_expression(text, declared)
    assert read_expression(print_term(term), declared) == term

"""Several questions in one document, and targets about variables that the model lacks."""

from __future__ import annotations

import pytest

from symgauss.errors import ModelError
from symgauss.problems import derive_text
from symgauss.reports import render

MODEL = r"""
\begin{align} x &\sim \mathcal{N}(0, 4) \\ y \mid x &\sim \mathcal{N}(2x + 1, 9) \end{align}
"""


def asked(*queries: str) -> str:
    return MODEL + "\n".join(rf"% symgauss: {query}" for query in queries)


def test_what_is_asked_twice_is_derived_once() -> None:
    once = derive_text(asked(r"\mathrm{derive}\ p(x \mid y)"))
    both = derive_text(
        asked(r"\mathrm{derive}\ p(x \mid y)", r"\mathrm{derive}\ \mathbb{E}[x \mid y]")
    )
    assert len(both.steps) == len(once.steps)
    assert [(r.lhs_term, r.rhs_term) for r in both.results] == [
        (r.lhs_term, r.rhs_term) for r in once.results
    ]


def test_a_target_about_an_unknown_variable_names_it() -> None:
    text = asked(r"\mathrm{derive}\ p(y)", r"\mathrm{show}\ \mathbb{E}[z \mid y] = 3")
    with pytest.raises(ModelError, match=r"nothing in .* has a distribution"):
        derive_text(text)


def test_two_laws_of_one_variable_are_told_apart() -> None:
    text = r"""
\[ q(x) = \mathcal{N}(x; 0, 1), \qquad p(x) = \mathcal{N}(x; 1, 4) \]
% symgauss: \mathrm{derive}\ \mathrm{KL}(q \| p)
"""
    report = str(render(derive_text(text), "text"))
    assert "q(x) = 𝒩(x; 0, 1)" in report
    assert "p(x) = 𝒩(x; 1, 4)" in report
    assert "x ~ 𝒩" not in report.partition("Derivation")[0]


def test_a_result_stands_once() -> None:
    found = derive_text(asked(r"\mathrm{derive}\ p(y)", r"\mathrm{derive}\ \mathrm{Cov}[x, y]"))
    formulas = [(r.lhs_term, r.rhs_term) for r in found.results]
    assert len(formulas) == len(set(formulas))

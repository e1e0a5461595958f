"""The law given a label is none of the variable alone."""

from __future__ import annotations

import pytest
from check.documents import answers

WRONG = [
    (r"Given the label $z = k$, $x \sim N(\mu_k, 1)$. Then", r"E[x] = \mu_k"),
    (r"In a mixture, a point of the first component has $x \sim N(m, S)$.", r"E[x] = m"),
    (r"Points of class $c$ follow $x \sim N(m_c, S)$.", r"\mathrm{Cov}[x] = S"),
    (r"For the $k$-th component of the mixture, $x \sim N(m_k, s_k)$.", r"\mathrm{Var}[x] = s_k"),
    (r"With probability $1-p$ we see an outlier, otherwise $x \sim N(0, 1)$.", r"E[x^2] = 1"),
    (r"In cluster $k$ the data are $x \sim N(\mu_k, S)$.", r"E[x] = \mu_k"),
    (r"A mixture has $$ x \sim N(\mu_k, S), \quad k = 1, \dots, K. $$ Hence", r"E[x] = \mu_k"),
    (r"The mixture has components $$ p(x) = N(x; \mu_k, S_k). $$", r"\mathrm{Cov}[x] = S_k"),
    (r"In the spam class, $x \sim N(a, s)$.", r"\mathrm{Var}[x] = s"),
    (r"The spike-and-slab prior draws $w \sim N(0, s)$ from the slab.", r"\mathrm{Var}[w] = s"),
]


@pytest.mark.parametrize(("said", "step"), WRONG)
def test_a_law_given_a_label_is_none_of_the_variable(said: str, step: str) -> None:
    assert answers(f"{said}\n$$ {step} $$\n")[-1] != "holds"


RIGHT = [
    (r"Let $x \sim N(\mu_x, v_x)$.", r"E[(x - \mu_x)^2] = v_x"),
    (r"Let $y_i \sim N(\mu_i, v)$, where group $i$ has mean $\mu_i$.", r"E[y_i] = \mu_i"),
    (r"Let $x_k \sim N(m_k, P_k)$ be the state.", r"E[x_k] = m_k"),
    (r"A mixture is something else. Let $x \sim N(m, S)$.", r"E[x] = m"),
]


@pytest.mark.parametrize(("said", "step"), RIGHT)
def test_other_laws_count(said: str, step: str) -> None:
    assert answers(f"{said}\n$$ {step} $$\n")[-1] == "holds"

"""Laws that a letter stands for, without a variable: ``p = N(m, S)``."""

from __future__ import annotations

import pytest
from check.documents import answers

INTRODUCTIONS = [
    r"Let $p = \mathcal{N}(\mu_1, \Sigma_1)$ and $q = \mathcal{N}(\mu_2, \Sigma_2)$.",
    r"""Let $P = \mathcal{N}(\mu_1, \Sigma_1)$, $Q = \mathcal{N}(\mu_2, \Sigma_2)$ with densities
    $p$ and $q$.""",
    r"""Let $p$ and $q$ be the densities of $\mathcal{N}(\mu_1, \Sigma_1)$ and
    $\mathcal{N}(\mu_2, \Sigma_2)$.""",
    r"Let $P: x \sim \mathcal{N}(\mu_1, \Sigma_1)$ and $Q: x \sim \mathcal{N}(\mu_2, \Sigma_2)$.",
]
SPACE = r" All of them are on $\mathbb{R}^d$. "
MEAN = r"\mathbb{E}_p[\log p(x) - \log q(x)]"
QUADRATIC = (
    r"\frac12 \log\frac{|\Sigma_2|}{|\Sigma_1|}"
    r" - \frac12 \mathbb{E}_p[(x-\mu_1)^\top \Sigma_1^{-1}(x-\mu_1)]"
    r" + \frac12 \mathbb{E}_p[(x-\mu_2)^\top \Sigma_2^{-1}(x-\mu_2)]"
)
ENTROPY = r"\frac{d}{2}\log(2\pi e) + \frac12\log|\Sigma_1|"


@pytest.mark.parametrize("words", INTRODUCTIONS)
def test_the_letter_is_the_density_of_what_it_is_taken_at(words: str) -> None:
    right = rf"$$ \mathrm{{KL}}(p \| q) = {MEAN} = {QUADRATIC} $$ $$ H(p) = {ENTROPY} $$"
    assert answers(words + SPACE + right) == ["holds"] * 3


@pytest.mark.parametrize("words", INTRODUCTIONS)
def test_a_slip_is_found(words: str) -> None:
    turned = QUADRATIC.replace(r"{|\Sigma_2|}{|\Sigma_1|}", r"{|\Sigma_1|}{|\Sigma_2|}")
    wrong = rf"$$ {MEAN} = {turned} $$ $$ H(p) = {ENTROPY.replace('12', '1')} $$"
    assert answers(words + SPACE + wrong) == ["fails", "fails"]


def test_letters_that_are_taken_nowhere() -> None:
    words = r"Let $P = \mathcal{N}(m, S)$ and $Q = \mathcal{N}(0, I)$ on $\mathbb{R}^d$. "
    right = r"\frac12 (\operatorname{tr} S + m^\top m - d - \log |S|)"
    assert answers(words + rf"$$ \mathrm{{KL}}(P \| Q) = {right} $$") == ["holds"]
    assert answers(words + rf"$$ \mathrm{{KL}}(Q \| P) = {right} $$") == ["fails"]
    assert answers(words + r"$$ \mathbb{E}_P[(x - m)^\top S^{-1} (x - m)] = d $$") == ["holds"]


def test_logarithms_of_bare_letters() -> None:
    words = r"Let $p = \mathcal{N}(m, S)$ and $q = \mathcal{N}(0, I)$ on $\mathbb{R}^d$. "
    logs = r"$$ \mathbb{E}_p[\log p - \log q] = \mathbb{E}_p\left[\log \frac{p}{q}\right] $$"
    turned = r"$$ \mathbb{E}_p[\log p - \log q] = \mathbb{E}_p\left[\log \frac{q}{p}\right] $$"
    assert answers(words + logs) == ["holds"]
    assert answers(words + turned) == ["fails"]


def test_a_random_variable_keeps_its_law() -> None:
    text = r"""Let $f \sim \mathcal{N}(0, K)$ and $y = f + e$ with $e \sim \mathcal{N}(0, s I)$
    independent of $f$.
    $$ \mathbb{E}[f | y] = K (K + s I)^{-1} y $$"""
    assert answers(text) == ["holds"]


def test_a_density_that_is_taken_at_two_names_is_left_alone() -> None:
    text = r"""Let $p = \mathcal{N}(0, 1)$ and $y > 0$ be given.
    $$ p(x) p(y) = p(y) p(x) $$
    $$ \mathbb{E}_p[x^2] = 2 $$"""
    assert answers(text)[1] != "holds"


def test_a_letter_for_a_moment_refutes_nothing_for_good() -> None:
    text = r"""Let $p = \mathcal{N}(m, S)$ and $q = \mathcal{N}(a, B)$ on $\mathbb{R}^d$.
    When $q$ is $\mathcal{N}(0, I)$ we get
    $$ \mathrm{KL}(p \| q) = \frac12 (\operatorname{tr} S + m^\top m - d - \log |S|) $$"""
    assert answers(text) == ["unknown"]


def test_means_that_are_bold_in_every_formula() -> None:
    text = r"""Let $p = \mathcal{N}(\mu_p, \Sigma_p)$ on $\mathbb{R}^d$.
    $$ \mathbb{E}_p[\mathbf{x}^\top \mathbf{x}] = \operatorname{tr} \Sigma_p
    + \boldsymbol{\mu}_p^\top \boldsymbol{\mu}_p $$"""
    assert answers(text) == ["holds"]
    assert answers(text.replace("+", "-")) == ["fails"]

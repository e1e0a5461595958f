r"""Laws in words: "i.i.d. $\mathcal{N}(m, v)$", "Gaussian with mean $m$ and covariance $S$"."""

from __future__ import annotations

import pytest
from check.documents import answers

SECOND_MOMENT = "\n$$E[X^2] = \\mu^2 + \\sigma^2$$\n$$E[X^2] = \\mu^2$$\n"


@pytest.mark.parametrize(
    "words",
    [
        r"Let $X$ be normally distributed with mean $\mu$ and variance $\sigma^2$.",
        r"Let $X$ be a Gaussian random variable with mean $\mu$ and variance $\sigma^2$.",
        r"Here $X$ is drawn from $\mathcal{N}(\mu, \sigma^2)$.",
        r"Suppose that $X$ is distributed according to $\mathcal{N}(\mu, \sigma^2)$.",
        r"Let $X$ and $Y$ be Gaussian variables with mean $\mu$ and variance $\sigma^2$.",
    ],
)
def test_words_state_a_law(words: str) -> None:
    assert answers(words + SECOND_MOMENT) == ["holds", "fails"]


@pytest.mark.parametrize(
    "words",
    [
        r"Suppose that $X$ is not normally distributed with mean $\mu$ and variance $\sigma^2$.",
        r"Let $X$ be approximately Gaussian with mean $\mu$ and variance $\sigma^2$.",
        r"Let $X$ be uniformly distributed with mean $\mu$ and variance $\sigma^2$.",
        r"If $X$ is drawn from $\mathcal{N}(\mu, \sigma^2)$, all is well. In general,",
        r"Let $X$ be the square of a Gaussian with mean $\mu$ and variance $\sigma^2$.",
    ],
)
def test_words_that_state_no_normal_law(words: str) -> None:
    assert not {"holds", "fails"} & set(answers(words + SECOND_MOMENT))


def test_vectors_with_zero_mean() -> None:
    text = r"""Let $x$ be a Gaussian random vector with zero mean and covariance matrix $S$.
$$E[x x^T] = S$$
"""
    assert answers(text) == ["holds"]


def test_a_joint_law_is_none_of_its_parts() -> None:
    text = r"""Let $X$ and $Y$ be jointly Gaussian with mean $m$ and covariance $S$.
$$E[X] = m$$
"""
    assert answers(text) == ["definition"]


@pytest.mark.parametrize("drawn", ["i.i.d.", "i.i.d. samples from", "iid draws from"])
def test_samples_in_words(drawn: str) -> None:
    text = rf"""Let $x_1, \ldots, x_n$ be {drawn} $\mathcal{{N}}(\mu, \sigma^2)$ and
$\bar{{x}} = \frac{{1}}{{n}} \sum_{{i=1}}^n x_i$.
$$\mathrm{{Var}}(\bar{{x}}) = \frac{{\sigma^2}}{{n}}$$
$$E\left[\sum_{{i=1}}^n (x_i - \bar{{x}})^2\right] = n \sigma^2$$
"""
    assert answers(text) == ["holds", "fails"]


def test_draws_that_nothing_calls_independent() -> None:
    text = r"""Let $x_1, \ldots, x_n$ be draws from $\mathcal{N}(\mu, \sigma^2)$ and
$\bar{x} = \frac{1}{n} \sum_{i=1}^n x_i$.
$$\mathrm{Var}(\bar{x}) = \frac{\sigma^2}{n}$$
"""
    assert answers(text) == ["definition"]


PAIR = r"$$\mathrm{Var}(X - Y) = 2 s^2$$"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Let $X, Y$ be i.i.d. $N(m, s^2)$.", "holds"),
        ("Let $X, Y \\sim N(m, s^2)$ be independent.", "holds"),
        ("Let $X$ and $Y$ be i.i.d. $N(m, s^2)$.", "holds"),
        ("Let $X, Y$ be distributed as $N(m, s^2)$.", "definition"),
        ("Let $X, Y \\sim N(m, s^2)$ jointly.", "definition"),
    ],
)
def test_names_in_a_list_have_a_law_each(said: str, expected: str) -> None:
    assert answers(f"{said}\n{PAIR}\n") == [expected]


def test_words_name_moments_of_any_law() -> None:
    words = r"Let $X$ have mean $\mu$ and variance $\sigma^2$."
    assert answers(words + SECOND_MOMENT) == ["holds", "fails"]
    fourth = r" $$ E[(X - \mu)^4] = 3 \sigma^4 $$"
    assert answers(words + fourth) == ["unknown"]
    square = r" $$ E[(X - \mu)^2] = E[X^2] - \mu^2 $$"
    assert answers(words + square) == ["holds"]
    assert answers(r"The mean of $X$ is $\mu$." + square) == ["holds"]
    vector = r"Let $x \in \mathbb{R}^d$ have mean $m$ and covariance matrix $C$."
    assert answers(vector + r" $$ E[x^\top A x] = \operatorname{tr}(A C) + m^\top A m $$") == [
        "holds"
    ]


@pytest.mark.parametrize(
    "words",
    [
        r"Let $X$ have no mean $\mu$.",
        r"Let $X$ have sample mean $\mu$.",
        r"Let $X$ be compared with mean $\mu$.",
        r"Let $X \sim \mathcal{N}(a, 1)$ be shifted, with mean $\mu$.",
    ],
)
def test_words_that_name_no_moment(words: str) -> None:
    assert "holds" not in answers(words + r" $$ E[(X - \mu)^2] = E[X^2] - \mu^2 $$")

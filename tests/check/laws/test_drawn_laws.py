"""Data that are drawn independently given a parameter, and the posterior of that."""

from __future__ import annotations

import pytest
from check.documents import answers

WHOLE = r"""Let $\mu \sim \mathcal{N}(m, s^2)$ and let
$y_i \mid \mu \sim \mathcal{N}(\mu, \sigma^2)$ be independent for $i = 1, \dots, n$.
The mean is $\bar y = \frac1n \sum_{i=1}^n y_i$.
"""
LISTED = WHOLE.replace(r"y_i \mid", r"y_1, \dots, y_n \mid").replace("be independent", "be i.i.d.")
SET = LISTED + r"The data are $D = \{y_1, \dots, y_n\}$."
WAYS = [(WHOLE, "y"), (LISTED, r"y_1, \ldots, y_n"), (LISTED, "y_{1:n}"), (SET, "D")]

RIGHT = [
    r"p(DATA \mid \mu) = \prod_{i=1}^n p(y_i \mid \mu)",
    r"p(\mu \mid DATA) \propto p(\mu) \prod_{i=1}^n p(y_i \mid \mu)",
    (
        r"p(\mu \mid DATA) \propto \exp\left(-\frac{(\mu - m)^2}{2 s^2}"
        r" - \frac{1}{2\sigma^2} \sum_{i=1}^n (y_i - \mu)^2\right)"
    ),
    (
        r"\log p(DATA \mid \mu) = -\frac n2 \log(2 \pi \sigma^2)"
        r" - \frac{1}{2 \sigma^2} \sum_{i=1}^n (y_i - \mu)^2"
    ),
    (
        r"p(\mu \mid DATA) = \mathcal{N}\left(\mu; \frac{\sigma^2 m + n s^2 \bar y}"
        r"{\sigma^2 + n s^2}, \frac{s^2 \sigma^2}{\sigma^2 + n s^2}\right)"
    ),
    r"\mathbb{E}[\mu \mid DATA] = \frac{\sigma^2 m + n s^2 \bar y}{\sigma^2 + n s^2}",
    r"\mathrm{Var}(\mu \mid DATA) = \left(\frac{1}{s^2} + \frac{n}{\sigma^2}\right)^{-1}",
]
WRONG = [
    r"p(DATA \mid \mu) = \prod_{i=1}^n p(y_i)",
    r"p(\mu \mid DATA) \propto p(\mu) p(y_i \mid \mu)",
    r"p(\mu \mid DATA) \propto \prod_{i=1}^n p(y_i \mid \mu)",
    (
        r"p(\mu \mid DATA) \propto \exp\left(-\frac{(\mu - m)^2}{2 s^2}"
        r" - \frac{1}{\sigma^2} \sum_{i=1}^n (y_i - \mu)^2\right)"
    ),
    (
        r"\log p(DATA \mid \mu) = -\frac n2 \log(2 \pi \sigma^2)"
        r" - \frac{1}{\sigma^2} \sum_{i=1}^n (y_i - \mu)^2"
    ),
    (
        r"p(\mu \mid DATA) = \mathcal{N}\left(\mu; \frac{s^2 m + n \sigma^2 \bar y}"
        r"{\sigma^2 + n s^2}, \frac{s^2 \sigma^2}{\sigma^2 + n s^2}\right)"
    ),
    (
        r"p(\mu \mid DATA) = \mathcal{N}\left(\mu; \frac{\sigma^2 m + n s^2 \bar y}"
        r"{\sigma^2 + n s^2}, \frac{s^2 \sigma^2}{n \sigma^2 + s^2}\right)"
    ),
    r"\mathbb{E}[\mu \mid DATA] = \bar y",
    r"\mathbb{E}[\mu \mid DATA] = \frac{\sigma^2 m - n s^2 \bar y}{\sigma^2 + n s^2}",
    r"\mathrm{Var}(\mu \mid DATA) = \frac{1}{s^2} + \frac{n}{\sigma^2}",
]


def verdict(said: str, step: str) -> str:
    return answers(f"{said}\nBelow stands $\\sum_{{i=1}}^n y_i^2$.\n\n$$ {step} $$\n")[-1]


@pytest.mark.parametrize(("said", "data"), WAYS)
def test_the_posterior_follows(said: str, data: str) -> None:
    steps = [step.replace("DATA", data) for step in RIGHT]
    assert [verdict(said, step) for step in steps] == ["holds"] * len(steps)


@pytest.mark.parametrize(("said", "data"), WAYS)
def test_slips_do_not_hold(said: str, data: str) -> None:
    steps = [step.replace("DATA", data) for step in WRONG]
    assert "holds" not in [verdict(said, step) for step in steps]


@pytest.mark.parametrize(
    "said",
    [
        WHOLE.replace("be independent", "be given"),
        WHOLE.replace("be independent", "be not independent"),
        WHOLE.replace(r"\mathcal{N}(\mu, \sigma^2)", r"\mathcal{N}(\mu, \sigma_i^2)"),
        WHOLE.replace(r"\mathcal{N}(\mu, \sigma^2)", r"\mathcal{N}(\mu, \mu^2)"),
    ],
)
def test_what_nobody_says_makes_no_posterior(said: str) -> None:
    assert verdict(said, RIGHT[5].replace("DATA", "y")) != "holds"
    assert verdict(said, RIGHT[6].replace("DATA", "y")) != "holds"


def test_a_letter_that_means_something_else_is_no_list() -> None:
    said = (
        LISTED + r"A new point $y$ has the density $p(y \mid \mu) = \mathcal{N}(y; \mu, \sigma^2)$."
    )
    step = r"p(y \mid \mu) = \frac{1}{\sqrt{2 \pi \sigma^2}} e^{-(y - \mu)^2 / (2 \sigma^2)}"
    assert verdict(said, step) == "holds"

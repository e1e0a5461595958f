"""Moments of the draws of a sample, without a name for what is made of them."""

from __future__ import annotations

import pytest
from check.documents import answers, steps_of

SAID = (
    r"Let $x_1, \ldots, x_n \sim N(\mu, \sigma^2)$ be independent.",
    r"Let $x_i \sim N(\mu, \sigma^2)$, $i = 1, \ldots, n$, be independent.",
    r"Let $x_1, \ldots, x_n$ be i.i.d. $N(\mu, \sigma^2)$.",
)


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize(
    ("left", "right", "wrong"),
    [
        (r"\mathrm{Var}\left(\sum_{i=1}^n x_i\right)", r"n \sigma^2", r"n^2 \sigma^2"),
        (r"\mathbb{E}\left[\sum_{i=1}^n x_i\right]", r"n \mu", r"\mu"),
        (
            r"\mathbb{E}\left[\frac1n \sum_{i=1}^n (x_i - \mu)^2\right]",
            r"\sigma^2",
            r"\frac{\sigma^2}{n}",
        ),
        (r"\mathbb{E}[x_1^2]", r"\mu^2 + \sigma^2", r"\mu^2 - \sigma^2"),
        (r"\mathrm{Cov}(x_1, x_2)", "0", r"\sigma^2"),
    ],
)
def test_they_follow(said: str, left: str, right: str, wrong: str) -> None:
    if "x_1" in left and "x_i" in said:
        return  # nothing says how many there are
    assert answers(f"{said}\n$${left} = {right}$$\n") == ["holds"]
    assert answers(f"{said}\n$${left} = {wrong}$$\n") == ["fails"]


@pytest.mark.parametrize(
    "said",
    [
        r"Let $x_1, \ldots, x_n \sim N(\mu, \sigma^2)$.",
        r"Let $x_1, \ldots, x_n \sim N(\mu, \sigma^2)$ be independent given $\mu$.",
        r"Let $x_1, \ldots, x_n \sim N(\mu, \sigma^2)$ be not independent.",
    ],
)
def test_not_without_independence(said: str) -> None:
    step = r"\mathrm{Var}\left(\sum_{i=1}^n x_i\right) = n \sigma^2"
    assert answers(f"{said}\n$${step}$$\n")[-1] != "holds"


def test_what_is_counted_is_positive() -> None:
    posterior = r"\frac{1}{\sigma_n^2} = \frac{1}{\sigma_0^2} + \frac{n}{\sigma^2}"
    value = r"\sigma_n^2 = \frac{\sigma_0^2 \sigma^2}{\sigma^2 + n \sigma_0^2}"
    text = f"We have $n$ observations.\n$${posterior}$$\n$${value}$$\n"
    assert "holds" in answers(text)
    assert "holds" not in answers(text.replace(r"+ \frac{n}", r"- \frac{n}"))


def test_a_ratio_that_is_a_size_is_no_number() -> None:
    text = SAID[0] + r" $$\mathrm{Var}\left(\sum_{i=1}^n x_i\right) = n^2 \sigma^2$$"
    (step,) = steps_of(text)
    assert "times" not in step.difference
    (step,) = steps_of(text.replace("n^2", "2 n"))
    assert step.difference == "the right side is 2 times the left side"


SPREADS = r"""Let $x_1, \dots, x_n$ be i.i.d. $\mathcal{N}(\mu, \sigma^2)$,
$\bar x = \frac1n \sum_{i=1}^n x_i$.

$$ \hat\sigma^2 = \frac1n \sum_{i=1}^n (x_i - \bar x)^2 $$
$$ s^2 = \frac{1}{n-1} \sum_{i=1}^n (x_i - \bar x)^2 $$
"""


@pytest.mark.parametrize(
    ("step", "is_right"),
    [
        (r"\mathbb{E}[\hat\sigma^2] = \frac{n-1}{n} \sigma^2", True),
        (r"\mathbb{E}[s^2] = \sigma^2", True),
        (r"\mathbb{E}[\hat\sigma^2 - \sigma^2] = -\frac{\sigma^2}{n}", True),
        (r"\mathrm{Var}(s^2) = \frac{2 \sigma^4}{n-1}", True),
        (r"\mathbb{E}[\hat\sigma^2] = \sigma^2", False),
        (r"\mathbb{E}[s^2] = \frac{n-1}{n} \sigma^2", False),
        (r"\mathrm{Var}(s^2) = \frac{2 \sigma^4}{n}", False),
        (r"\mathbb{E}[s] = \sigma", False),
    ],
)
def test_squares_that_are_stated_as_such(step: str, *, is_right: bool) -> None:
    assert (answers(f"{SPREADS}\n$$ {step} $$")[-1] == "holds") is is_right

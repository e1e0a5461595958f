r"""Laws ``N(m, s)`` of texts that speak of standard deviations: the variance is ``s^2``."""

from __future__ import annotations

import pytest
from check.documents import answers


@pytest.mark.parametrize(
    "said",
    [
        r"Let $X \sim N(\mu, \sigma)$ where $\sigma$ is the standard deviation.",
        r"Let $X \sim N(\mu, \sigma)$ with mean $\mu$ and standard deviation $\sigma$.",
        r"Here $\sigma$ denotes the standard deviation of a law. Let $X \sim N(\mu, \sigma)$.",
    ],
)
def test_such_a_parameter_is_squared(said: str) -> None:
    steps = r"""
$$Var(X) = \sigma$$
$$Var(X) = \sigma^2$$
$$E[X^2] = \mu^2 + \sigma^2$$
$$N(x; \mu, \sigma) = \frac{1}{\sqrt{2\pi} \sigma} \exp(-\frac{(x-\mu)^2}{2 \sigma^2})$$
"""
    assert answers(said + steps) == ["fails", "holds", "holds", "holds"]


def test_a_variance_that_is_written_as_one_stays() -> None:
    said = r"Let $X \sim N(\mu, \sigma^2)$ with standard deviation $\sigma$."
    assert answers(said + "\n$$Var(X) = \\sigma^2$$\n$$Var(X) = \\sigma$$\n") == ["holds", "fails"]


def test_words_may_say_it_of_the_second_parameter() -> None:
    said = r"Let $X \sim N(\mu, \sigma)$. The second parameter is the standard deviation."
    steps = "\n$$Var(X) = \\sigma$$\n$$Var(X) = \\sigma^2$$\n"
    assert answers(said + steps) == ["fails", "holds"]

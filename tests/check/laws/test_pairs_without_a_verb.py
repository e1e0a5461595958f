"""Pairs that words call jointly normal, and the range of what they call a correlation."""

from __future__ import annotations

import pytest
from check.documents import answers, steps_of

WORDS = r" with means $\mu_X, \mu_Y$, variances $\sigma_X^2, \sigma_Y^2$ and correlation $\rho$:"
RIGHT = r"$$ E[Y \mid X] = \mu_Y + \rho \frac{\sigma_Y}{\sigma_X} (X - \mu_X) $$"
WRONG = r"$$ E[Y \mid X] = \mu_Y + \rho \frac{\sigma_X}{\sigma_Y} (X - \mu_X) $$"


@pytest.mark.parametrize(
    "opening", ["For $(X, Y)$ jointly Gaussian", "Let $(X, Y)$ be bivariate normal"]
)
def test_the_conditional_mean_of_a_pair(opening: str) -> None:
    assert answers(f"{opening}{WORDS}\n{RIGHT}\n") == ["holds"]
    assert answers(f"{opening}{WORDS}\n{WRONG}\n") == ["fails"]


def test_a_counterexample_has_a_correlation_that_there_is() -> None:
    (step,) = steps_of(f"Let $(X, Y)$ be jointly Gaussian{WORDS}\n{WRONG}\n")
    found = step.verdict.counterexample
    assert found is not None
    assert abs(number(dict(found.values)["rho"])) < 1


def number(text: str) -> float:
    above, _, below = str(text).partition("/")
    return float(above) / float(below or 1)


def test_a_correlation_is_between_minus_one_and_one() -> None:
    text = r"""Let $X$ and $Y$ have the correlation $\rho$.
$$ \sqrt{(1 - \rho)^2} = 1 - \rho $$"""
    assert answers(text) == ["holds"]
    assert answers(text.replace("the correlation", "the slope")) != ["holds"]

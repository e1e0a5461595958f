"""Derivatives at a number, ``M'(0)``: moments by a generating function."""

from __future__ import annotations

import pytest
from check.documents import answers

SAID = r"""Let $X \sim \mathcal{N}(\mu, \sigma^2)$. The moment-generating function of $X$ is
$$ M_X(t) = \exp\left( \mu t + \frac12 \sigma^2 t^2 \right) $$
"""


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        (r"M_X'(0) = \mu", "holds"),
        (r"M_X'(0) = 2 \mu", "fails"),
        (r"M_X''(0) = \mu^2 + \sigma^2", "holds"),
        (r"M_X''(0) = \mu^2 - \sigma^2", "fails"),
        (r"M_X'(1) = (\mu + \sigma^2) \exp(\mu + \sigma^2 / 2)", "holds"),
        (r"M_X'(1) = (\mu - \sigma^2) \exp(\mu + \sigma^2 / 2)", "fails"),
        (r"M_X'(-1) = (\mu - \sigma^2) \exp(-\mu + \sigma^2 / 2)", "holds"),
    ],
)
def test_at_a_number(step: str, answer: str) -> None:
    assert answers(f"{SAID}$$ {step} $$")[-1] == answer


@pytest.mark.parametrize("step", [r"\mathrm{E}[X^2] = M_X''(0)", r"\mathrm{E}[X] = M_X'(0)"])
def test_moments_by_the_generating_function(step: str) -> None:
    assert answers(f"{SAID}$$ {step} $$")[-1] == "holds"
    assert answers(f"{SAID}$$ {step.replace('= M', '= 2 M')} $$")[-1] == "fails"


def test_two_functions_and_two_numbers_are_told_apart() -> None:
    said = r"""$$ f(t) = a t^2 + b t $$ $$ g(s) = b s^2 + a s $$
    """
    assert answers(said + r"$$ f'(0) = b $$ $$ g'(0) = a $$ $$ f'(1) = 2 a + b $$")[2:] == (
        3 * ["holds"]
    )
    assert "holds" not in answers(said + r"$$ f'(0) = a $$ $$ g'(0) = b $$ $$ f'(1) = b $$")[2:]


def test_of_a_function_that_nobody_defines_nothing_is_known() -> None:
    assert answers(r"Let $h$ be smooth. $$ h'(0) = a $$ $$ h'(0) + a = 3 a $$")[-1] != "holds"

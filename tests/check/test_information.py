"""Fisher information: averages of derivatives of the logarithm of a density."""

from __future__ import annotations

import pytest
from check.documents import answers

LAW = r"Let $X \sim \mathcal{N}(\mu, \sigma^2)$ with density $p(x)$. "
SCORE = r"\mathbb{E}\left[ \left( \frac{\partial}{\partial \mu} \log p(X) \right)^2 \right]"
HESSIAN = r"-\mathbb{E}\left[ \frac{\partial^2}{\partial \mu^2} \log p(X) \right]"


@pytest.mark.parametrize("written", [SCORE, HESSIAN])
def test_the_information_on_the_mean(written: str) -> None:
    def verdict(value: str, form: str = written) -> str:
        return answers(rf"{LAW} $$ {form} = {value} $$")[0]

    assert verdict(r"\frac{1}{\sigma^2}") == "holds"
    assert verdict(r"\frac{1}{2 \sigma^2}") == "fails"
    assert verdict(r"\frac{1}{\sigma^4}") == "fails"
    if written == HESSIAN:
        assert verdict(r"\frac{1}{\sigma^2}", written[1:]) == "fails"


def test_a_mean_of_a_score_is_zero_and_its_square_is_none() -> None:
    score = r"\mathbb{E}\left[ \frac{\partial}{\partial \mu} \log p(X) \right]"
    assert answers(rf"{LAW} $$ {score} = 0 $$") == ["holds"]
    assert answers(rf"{LAW} $$ {SCORE} = 0 $$") == ["fails"]


def test_a_derivative_below_a_mean_is_no_derivative_of_the_mean() -> None:
    right = r"\mathbb{E}\left[ \frac{\partial}{\partial \mu} X^2 \right]"
    assert answers(rf"{LAW} $$ {right} = 2 \mu $$") != ["holds"]
    inside = r"\mathbb{E}\left[ \frac{\partial}{\partial \mu} (X - \mu)^2 \right]"
    assert answers(rf"{LAW} $$ {inside} = 0 $$") == ["holds"]
    assert answers(rf"{LAW} $$ {inside} = -2 \mu $$") != ["holds"]


def test_the_score_of_a_vector() -> None:
    law = r"Let $x \in \mathbb{R}^d$ with $x \sim \mathcal{N}(m, S)$. "
    score = r"(\nabla_x \log p(x))"
    step = rf"$$ \mathbb{{E}}[{score} {score}^\top] = S^{{-1}} $$"
    assert answers(law + step) == ["holds"]
    assert answers(law + step.replace("= S^{-1}", "= S")) == ["fails"]
    assert answers(law + step.replace("= S", "= -S")) == ["fails"]

"""Indicators and estimates are no constants in averages."""

from __future__ import annotations

import pytest
from check.documents import answers

INDICATORS = [
    "1_A",
    r"\mathbb{1}_{A}",
    r"\mathbf{1}_A",
    r"\chi_A",
    "I_A",
    r"\mathbb{I}_A",
    r"\delta_A",
    "1_{B}",
]


@pytest.mark.parametrize("sign", INDICATORS)
def test_an_indicator_is_no_constant(sign: str) -> None:
    step = rf"$$ \mathbb{{E}}[{sign} X] = {sign} \mathbb{{E}}[X] $$"
    assert "holds" not in answers(rf"Let $X \sim N(0, 1)$. {step}")


def test_an_indicator_is_seen_through_a_name() -> None:
    text = r"Let $X \sim N(0, 1)$ and $J = 1_A$. $$ \mathbb{E}[J X] = J\,\mathbb{E}[X] $$"
    assert "holds" not in answers(text)


def test_a_vector_of_ones_is_a_constant() -> None:
    said = r"Let $w \sim N(\mu, S)$ with $w \in \mathbb{R}^N$."
    step = r"$$ \mathbb{E}[\mathbf{1}_N^T w] = \mathbf{1}_N^T \mathbb{E}[w] $$"
    assert answers(f"{said} {step}") == ["holds"]


def test_what_estimates_a_variance_is_random() -> None:
    said = r"Let $y \sim N(X \beta, \sigma^2 I)$. We estimate $\sigma^2$ by $s^2$."
    assert "holds" not in answers(rf"{said} $$ \mathbb{{E}}[s^2 y] = s^2 X\beta $$")


@pytest.mark.parametrize("sign", ["s", "s = r", r"s = \pm 1"])
def test_a_random_sign_is_random_with_its_values(sign: str) -> None:
    said = rf"Let $y = s x$ where ${sign}$ is a random sign and $x \sim N(0, 1)$."
    assert "holds" not in answers(rf"{said} $$ \mathbb{{E}}[x y] = s $$")

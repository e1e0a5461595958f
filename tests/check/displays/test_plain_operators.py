r"""Operators that are plain letters, ``E X^2`` and ``D(aX)``, are no factors."""

from __future__ import annotations

import pytest
from check.documents import answers

RANDOM = "Let $X$ and $Y$ be random variables. "
LAW = r"Let $X \sim \mathcal{N}(\mu, 1)$. "
DISPERSION = "Let $D$ denote the dispersion (variance) operator and $X$ a random variable. "
VARIANCE = "We write $V$ for the variance. " + LAW


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (RANDOM, r"E XY = X\, E Y"),
        (RANDOM, "E X^2 = X E X"),
        (RANDOM, "V(aX) = a V X"),
        (RANDOM, "D(aX) = a D X"),
        (RANDOM, r"\mathrm{E} XY = X\, \mathrm{E} Y"),
        (RANDOM, r"\mathbf{E} XY = X \mathbf{E} Y"),
        (RANDOM, r"\mathcal{E} XY = X \mathcal{E} Y"),
        (RANDOM, r"\mathrm{D}(aX) = a \mathrm{D} X"),
        (RANDOM, r"E e^{X+Y} = e^X E e^Y"),
        (RANDOM, r"\mathbb{E} \sum_i X_i Y = Y \mathbb{E} \sum_i X_i"),
        (RANDOM, r"\mathbb{E} \frac{X}{2} Y = \frac{X}{2} \mathbb{E} Y"),
        (RANDOM, r"\mathrm{Var} \frac{X}{2} = \frac{X}{2} \mathrm{Var}"),
        (r"Let $\xi$ and $\eta$ be random variables. ", r"E \xi\eta = \xi E\eta"),
        ("Let $M$ denote the expectation and $X$, $Y$ random variables. ", "M(XY) = X M Y"),
        (RANDOM, "Var(aX) = a Var X"),
        (LAW, r"E X^2 = \mu X"),
        (LAW, r"\frac{E X^2}{2} = \frac{\mu X}{2}"),
        (DISPERSION, "D(aX) = a D X"),
        (VARIANCE, "V(2X) = 2 V X"),
        ("The mean of $X$ is $E X$. ", "E X^2 = X E X"),
        ("Let $V$ be the variance operator and $X$ random. ", "V(aX) = a V(X)"),
    ],
)
def test_an_operator_is_no_factor(said: str, step: str) -> None:
    assert "holds" not in answers(f"{said}\n\n$$ {step} $$\n")


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (RANDOM, "E X - E Y = E(X - Y)"),
        (RANDOM, "E aX = a E X"),
        (LAW, r"E X = \mu"),
        (LAW, r"E X^2 = \mu^2 + 1"),
        (LAW + "We write $E X$ for the mean. ", r"E(X - \mu)^2 = 1"),
        (LAW, "Var X = 1"),
        (LAW, r"\mathbf{E} X = \mu"),
        (RANDOM, r"\mathrm{Var} \frac{X}{2} = \frac14 \mathrm{Var} X"),
        (r"Let $\xi \sim N(a, b)$. ", r"E\xi = a"),
        (LAW, r"\mathrm{Var}(X) = 1"),
        (VARIANCE, "V(2X) = 4 V X"),
        (DISPERSION + LAW, "D(a X) = a^2"),
    ],
)
def test_an_operator_in_a_right_step(said: str, step: str) -> None:
    assert answers(f"{said}\n\n$$ {step} $$\n") == ["holds"]


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (
            r"Let $E \in \mathbb{R}^{n\times n}$ and $X \sim N(0, S)$.",
            r"\mathrm{Cov}(E X) = E S E^\top",
        ),
        ("Let $D$ be a diagonal matrix and $X \\sim N(0, S)$.", r"\mathrm{Cov}(D X) = D S D^\top"),
        ("Let $X$ be random. The energy is $E = m c^2$.", "E X = m c^2 X"),
        ("The random data $X$ have the encoder $E$.", "2 E X = E X + E X"),
        (
            r"Let $\mathbf{E} \in \mathbb{R}^{n\times n}$ and $X \sim N(0, S)$.",
            r"2 \mathbf{E} X = \mathbf{E} X + \mathbf{E} X",
        ),
        (r"Let $e \sim N(0, V)$ with variance $V$ and $X$ random.", "2 V X = V X + V X"),
    ],
)
def test_a_letter_with_another_meaning_stays_a_factor(said: str, step: str) -> None:
    assert answers(f"{said}\n\n$$ {step} $$\n") == ["holds"]

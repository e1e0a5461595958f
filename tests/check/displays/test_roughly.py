r"""Equations that words behind or in front of them call approximate give no name a value."""

from __future__ import annotations

import pytest
from check.documents import answers

STEP = "\n\n$$ \\alpha^2 = e^{-2\\beta} $$\n"


@pytest.mark.parametrize(
    "said",
    [
        r"With $\alpha = 1 - \beta$, we have $\alpha = e^{-\beta}$ to first order.",
        r"We have $\alpha = e^{-\beta}$ approximately.",
        r"We have $\alpha = e^{-\beta}$ (approximately).",
        r"We have $\alpha = e^{-\beta}$ up to second-order terms.",
        r"We have $\alpha = e^{-\beta}$, which is accurate to first order.",
        r"We have $\alpha = e^{-\beta}$ for small $\beta$.",
        r"We have $\alpha = e^{-\beta}$ as $\beta \to 0$.",
        r"For $\beta \ll 1$ we have $\alpha = e^{-\beta}$.",
        r"When $\beta$ is small, $\alpha = e^{-\beta}$.",
        r"By a Taylor expansion $\alpha = e^{-\beta}$.",
        r"We have $\alpha = e^{-\beta}$ + higher-order terms.",
        r"Since $e^{-\beta} \approx 1 - \beta$, we have $\alpha = e^{-\beta}$.",
        (
            r"$e^{-\beta} \approx 1 - \beta$, and so with $\alpha = 1 - \beta$ we get"
            r" $\alpha = e^{-\beta}$."
        ),
        r"$$ \alpha = e^{-\beta} $$ to first order. Then",
        r"$$ \alpha = e^{-\beta} \quad \text{(to first order)} $$",
    ],
)
def test_a_rough_equation_shows_nothing(said: str) -> None:
    assert answers(said + STEP)[-1] in ("definition", "unknown")


@pytest.mark.parametrize(
    "said",
    [
        r"Let $\alpha = e^{-\beta}$.",
        r"Let $\alpha = e^{-\beta}$. To first order this is $1 - \beta$.",
        r"We set $\alpha = e^{-\beta}$, so that to first order $\alpha \approx 1 - \beta$.",
        r"Let $\alpha = e^{-\beta}$ with small $\beta$, and approximate it.",
        r"Let $\alpha = e^{-\beta}$, which is nearly one.",
        r"For small $\beta$ we define $\alpha = e^{-\beta}$.",
        r"Since $u \approx v$, we define $\alpha = e^{-\beta}$.",
        r"As $u \approx v$, let us go on. With $\alpha = e^{-\beta}$ we have",
    ],
)
def test_an_equation_beside_an_approximation_counts(said: str) -> None:
    assert answers(said + STEP)[-1] == "holds"

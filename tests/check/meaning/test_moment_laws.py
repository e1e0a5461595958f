"""Means and covariances by the moments that are stated of noise, whatever its law."""

from __future__ import annotations

import pytest
from check.documents import answers

LINEAR = r"""Consider the linear model $y = X \beta + \varepsilon$ where $X$ is an
$n \times p$ matrix of full column rank,
$\mathbb{E}[\varepsilon] = 0$ and $\mathrm{Cov}[\varepsilon] = \sigma^2 I_n$.
Let $\hat\beta = (X^\top X)^{-1} X^\top y$ and $H = X (X^\top X)^{-1} X^\top$. Then
"""
WORDED = LINEAR.replace(
    r"$\mathbb{E}[\varepsilon] = 0$ and $\mathrm{Cov}[\varepsilon] = \sigma^2 I_n$",
    r"$\varepsilon$ has mean $0$ and covariance $\sigma^2 I_n$",
)
RIGHT = [
    r"\mathbb{E}[\hat\beta] = \beta",
    r"\mathbb{E}[y] = X \beta",
    r"\mathrm{Cov}[y] = \sigma^2 I_n",
    r"\mathrm{Cov}[\hat\beta] = \sigma^2 (X^\top X)^{-1}",
    r"\mathbb{E}[\varepsilon^\top (I_n - H) \varepsilon] = \sigma^2 (n - p)",
]
WRONG = [
    r"\mathbb{E}[\hat\beta] = 2 \beta",
    r"\mathbb{E}[y] = \beta",
    r"\mathrm{Cov}[y] = \sigma I_n",
    r"\mathrm{Cov}[\hat\beta] = \sigma^2 (X^\top X)",
    r"\mathrm{Cov}[\hat\beta] = \sigma^2 X^\top X",
    r"\mathrm{Cov}[\hat\beta] = (X^\top X)^{-1}",
    r"\mathbb{E}[\varepsilon^\top (I_n - H) \varepsilon] = \sigma^2 (n + p)",
]


@pytest.mark.parametrize("step", RIGHT)
def test_two_moments_say_what_is_linear_in_the_variable(step: str) -> None:
    assert answers(f"{LINEAR}\n$$ {step} $$")[-1] == "holds"


@pytest.mark.parametrize("said", [LINEAR, WORDED])
@pytest.mark.parametrize("step", WRONG)
def test_wrong_moments_do_not_hold(said: str, step: str) -> None:
    assert answers(f"{said}\n$$ {step} $$")[-1] != "holds"


def test_moments_beyond_the_second_do_not_follow() -> None:
    said = r"""Let $y = m + \varepsilon$ with $\mathbb{E}[\varepsilon] = 0$ and
    $\mathrm{Var}[\varepsilon] = s^2$. Then"""
    assert answers(rf"{said} $$ \mathrm{{Var}}[y] = s^2 $$")[-1] == "holds"
    for step in (r"\mathbb{E}[(y - m)^4] = 3 s^4", r"\mathbb{E}[(y - m)^3] = 0"):
        assert answers(f"{said}\n$$ {step} $$")[-1] not in ("holds", "fails")


def test_a_normal_law_does_not_follow() -> None:
    step = r"y \sim \mathcal{N}(X \beta, \sigma^2 I_n)"
    assert answers(f"{LINEAR}\n$$ {step} $$")[-1] != "holds"

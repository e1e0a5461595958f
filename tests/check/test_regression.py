r"""Estimators of a regression: a matrix that is not said to be random is a constant."""

from __future__ import annotations

import pytest

from .documents import answers

MODEL = (
    r"Let $y = X\beta + \varepsilon$ with $\varepsilon \sim \mathcal{N}(0, \sigma^2 I_n)$,"
    r" $X \in \mathbb{R}^{n\times p}$ and $\hat\beta = (X^\top X)^{-1} X^\top y$. "
)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (r"\mathbb{E}[\hat\beta] = \beta", "holds"),
        (r"\mathbb{E}[\hat\beta] = X\beta", "fails"),
        (r"\operatorname{Cov}(\hat\beta) = \sigma^2 (X^\top X)^{-1}", "holds"),
        (r"\operatorname{Cov}(\hat\beta) = \sigma (X^\top X)^{-1}", "fails"),
        (r"\operatorname{Cov}(\hat\beta) = \sigma^2 X^\top X", "fails"),
        (r"\hat\beta - \beta = (X^\top X)^{-1} X^\top \varepsilon", "holds"),
    ],
)
def test_least_squares(step: str, expected: str) -> None:
    assert answers(f"{MODEL}\n$${step}$$\n") == [expected]


def test_a_random_matrix_is_no_constant() -> None:
    text = MODEL + "Here $X$ is a random matrix.\n"
    step = r"$$\operatorname{Cov}(\hat\beta) = \sigma^2 (X^\top X)^{-1}$$"
    assert "holds" not in answers(text + step)

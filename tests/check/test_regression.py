r"""Estimators of a regression: a matrix that is not said to be random is a constant."""

from __future__ import annotations

import pytest
from check.documents import answers

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


@pytest.mark.parametrize(
    ("said", "gradient"),
    [
        (
            (
                r"Let $J(\mathbf{w}) = \|\mathbf{y} - X\mathbf{w}\|^2 + \lambda\|\mathbf{w}\|^2$"
                r" with $X\in\mathbb{R}^{n\times d}$ and $\lambda > 0$."
            ),
            r"\nabla_{\mathbf{w}} J = 2X^\top(X\mathbf{w} - \mathbf{y}) + 2\lambda\mathbf{w}",
        ),
        (
            r"Let $J(w) = \|y - Xw\|^2 + \lambda\|w\|^2$.",
            r"\nabla J(w) = 2X^\top(Xw - y) + 2\lambda w",
        ),
        ("", r"\nabla_w \|y - Xw\|^2 = 2X^\top(Xw - y)"),
    ],
)
def test_gradients_of_sums_of_squares(said: str, gradient: str) -> None:
    assert answers(f"{said}\n$${gradient}$$\n") == ["holds"]
    wrong = gradient.replace("2X", "X")
    assert answers(f"{said}\n$${wrong}$$\n") == ["fails"]

r"""``X^\top X + \lambda`` where lambda is a number."""

from __future__ import annotations

import pytest
from check.documents import answers, steps_of

LOSS = r"We minimise $J(w) = \|X w - y\|^2 + \lambda \|w\|^2$."
MODEL = r"""Let $y = X \beta + \varepsilon$ with $\varepsilon \sim N(0, \sigma^2 I)$. The ridge
estimator is $\hat\beta = (X^T X + \lambda)^{-1} X^T y$ where $\lambda > 0$.
"""
KERNEL = r"The mean is $\mu = k^\top (K + \sigma^2 I)^{-1} y$ and $(K + \sigma^2) a = y$."


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (LOSS, r"\nabla J(w) = 2 X^\top (X w - y) + 2 \lambda w"),
        (LOSS, r"(X^\top X + \lambda)^{-1} X^\top = X^\top (X X^\top + \lambda)^{-1}"),
        (LOSS, r"(X^\top X + \lambda I)^{-1} X^\top = X^\top (X X^\top + \lambda)^{-1}"),
        (LOSS, r"(X^\top X + \lambda)^{-1} X^\top X = I - \lambda (X^\top X + \lambda)^{-1}"),
        (MODEL, r"E[\hat\beta] = (X^T X + \lambda)^{-1} X^T X \beta"),
        (MODEL, r"E[\hat\beta] - \beta = -\lambda (X^T X + \lambda)^{-1} \beta"),
        (KERNEL, r"\mu = k^\top a"),
        (KERNEL, r"(K + \sigma^2)^{-1} K = I - \sigma^2 (K + \sigma^2 I)^{-1}"),
    ],
)
def test_what_holds(said: str, step: str) -> None:
    shift = r"Below stands $(X^\top X + \lambda)^{-1} X^\top y$."
    assert answers(f"{said} {shift}\n\n$$ {step} $$")[-1] == "holds"


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (LOSS, r"\nabla J(w) = 2 X^\top (X w - y) + \lambda w"),
        (LOSS, r"(X^\top X + \lambda)^{-1} X^\top = X^\top (X^\top X + \lambda)^{-1}"),
        (LOSS, r"(X^\top X + \lambda)^{-1} X^\top X = I + \lambda (X^\top X + \lambda)^{-1}"),
        (LOSS, r"(X^\top X + \lambda)^{-1} = (X^\top X)^{-1} + \lambda^{-1}"),
        (MODEL, r"E[\hat\beta] = \beta"),
        (MODEL, r"E[\hat\beta] - \beta = \lambda (X^T X + \lambda)^{-1} \beta"),
        (MODEL, r"\mathrm{Cov}(\hat\beta) = \sigma^2 (X^T X + \lambda)^{-1}"),
        (KERNEL, r"\mu = k^\top K a"),
        (KERNEL, r"(K + \sigma^2)^{-1} K = I - \sigma (K + \sigma^2 I)^{-1}"),
    ],
)
def test_what_does_not(said: str, step: str) -> None:
    assert answers(f"{said}\n\n$$ {step} $$")[-1] != "holds"


def test_right_steps_beside_a_shift_do_not_fail() -> None:
    text = rf"""{LOSS}
$$ \hat w = (X^\top X + \lambda)^{{-1}} X^\top y $$
$$ \hat w = (X^\top X + \lambda I)^{{-1}} X^\top y $$
$$ (X^\top X + \lambda I) \hat w = X^\top y $$
"""
    assert "fails" not in answers(text)
    assert answers(text)[-1] == "holds"


def test_letters_of_numbers_alone_are_left_alone() -> None:
    text = r"""Let $X = c + \lambda \|w\|$.
$$ X^2 - \lambda = (c + \lambda \|w\|)^2 - \lambda $$
"""
    assert [step.verdict.answer.value for step in steps_of(text)] == ["holds"]

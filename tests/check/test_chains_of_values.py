"""Values in values: below a derivative or an integral, each of them may move."""

from __future__ import annotations

import pytest
from check.documents import answers

LOSS = r"Let $w \in \mathbb{R}^d$, $r = y - Xw$ and $L = r^\top r + \lambda w^\top w$." + "\n"
SQUARE = r"Let $s = a + b$ and $f = b s^2$." + "\n"
EVIDENCE = r"""The noise precision $\beta$ enters through
$S_N^{-1} = \alpha I + \beta\Phi^\top\Phi$ and $m_N = \beta S_N\Phi^\top t$.
"""
DENSITY = r"Let $u = \frac{x-\mu}{\sigma}$ and $p = \frac{1}{\sigma\sqrt{2\pi}} e^{-u^2/2}$." + "\n"
NOISED = r"We have $\tilde\mu = a x_t + b x_0$ with $x_t = c x_0 + s\epsilon$." + "\n"
SUMMED = r"Let $g = x^2$ and $f = g + x$. Let $c = \theta t$ and $X_t = cW + t$." + "\n"
WAYS = r"Let $q = w^2$, $u = q + 1$, $v = q - 1$ and $L = u v$." + "\n"


@pytest.mark.parametrize(
    ("said", "right", "wrong"),
    [
        (LOSS, r"\nabla_w L = -2 X^\top r + 2\lambda w", r"\nabla_w L = 2\lambda w"),
        (
            LOSS,
            r"\frac{\partial L}{\partial w} = 2\lambda w - 2 X^\top (y - X w)",
            r"\frac{\partial L}{\partial w} = 2\lambda w",
        ),
        (SQUARE, r"\frac{d f}{d b} = s^2 + 2 b s", r"\frac{d f}{d b} = s^2"),
        (
            EVIDENCE,
            r"\frac{\partial m_N}{\partial\beta} = S_N\Phi^\top t - S_N\Phi^\top\Phi m_N",
            r"\frac{\partial m_N}{\partial\beta} = S_N\Phi^\top t",
        ),
        (
            DENSITY,
            r"\frac{\partial p}{\partial\sigma} = \frac{p}{\sigma} (u^2 - 1)",
            r"\frac{\partial p}{\partial\sigma} = -\frac{p}{\sigma}",
        ),
        (
            DENSITY,
            r"\frac{\partial\log p}{\partial\sigma} = \frac{u^2 - 1}{\sigma}",
            r"\frac{\partial\log p}{\partial\sigma} = -\frac{1}{\sigma}",
        ),
        (NOISED, r"\frac{d\tilde\mu}{dx_0} = a c + b", r"\frac{d\tilde\mu}{dx_0} = b"),
        (SUMMED, r"\int_0^1 f \, dx = \frac56", r"\int_0^1 f \, dx = g + \frac12"),
        (SUMMED, r"\frac{dX_t}{dt} = 1 + \theta W", r"\frac{dX_t}{dt} = 1"),
        (WAYS, r"\frac{dL}{dw} = 2 w (u + v)", r"\frac{dL}{dw} = 2 w v"),
    ],
)
def test_every_value_below_a_binder_moves(said: str, right: str, wrong: str) -> None:
    assert answers(f"{said}\n$$ {right} $$") == ["holds"]
    assert "holds" not in answers(f"{said}\n$$ {wrong} $$")


@pytest.mark.parametrize(
    ("text", "step"),
    [
        (
            r"""Let $L(\theta) = \frac12\|f - y\|^2$ with $f = X\theta$.
$$ \nabla_f L = f - y $$
""",
            r"\nabla_\theta L = 0",
        ),
        (
            r"""Let $z = w x + b$, $a = \tanh z$ and $L = \frac12(a - y)^2 + \frac\lambda2 w^2$.
$$ \frac{\partial L}{\partial a} = a - y $$
""",
            r"\frac{\partial L}{\partial w} = \lambda w",
        ),
    ],
)
def test_a_name_that_is_differentiated_by_still_moves(text: str, step: str) -> None:
    assert answers(f"{text}\n$$ {step} $$")[-1] != "holds"


@pytest.mark.parametrize(
    "text",
    [
        r"""Let $y \sim \mathcal{N}(0, K)$, where $K$ has the hyperparameters $\theta$.
$$ \frac{\partial}{\partial\theta} \log p(y) = 0 $$""",
        r"""A network with weights $w$ outputs $\mu$ and $\sigma$. Let
$y \sim \mathcal{N}(\mu, \sigma^2)$.
$$ \nabla_w \log p(y) = 0 $$""",
    ],
)
def test_nothing_follows_for_a_variable_that_no_formula_contains(text: str) -> None:
    assert answers(text) == ["unknown"]


def test_a_general_rule_needs_no_formula_with_the_variable() -> None:
    text = r"""Let $K$ be positive definite with the hyperparameters $\theta$.
$$ \frac{\partial}{\partial\theta} K^{-1} = -K^{-1} \frac{\partial K}{\partial\theta} K^{-1} $$"""
    assert answers(text) == ["holds"]


def test_a_wrong_gradient_of_what_is_defined_fails() -> None:
    text = r"""Ridge regression.
$$ r = y - X w $$
$$ L = r^T r + \lambda w^T w $$
$$ \nabla_w L = 2 X^T r + 2 \lambda w $$
$$ \nabla_w L = -2 X^T r + \lambda w $$
$$ \nabla_w L = -2 X^T r + 2 \lambda w $$
"""
    assert answers(text)[2:] == ["fails", "fails", "holds"]

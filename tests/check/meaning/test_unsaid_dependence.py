r"""Names that may depend on the variable of a derivative, although nobody says so."""

from __future__ import annotations

import pytest
from check.documents import answers


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("Let $L$ be the loss.", r"\nabla_w (L + \frac{\lambda}{2}\|w\|^2) = \lambda w"),
        ("", r"\frac{\partial}{\partial\theta} \log Z = 0"),
        ("", r"\frac{\partial}{\partial w} \frac12 L = 0"),
        ("", r"\frac{\partial}{\partial w} (y - f(x))^2 = 0"),
        ("", r"\frac{\partial}{\partial w} (y - \hat{y})^2 = 0"),
        ("", r"\frac{\partial}{\partial \beta} \frac12 e^T e = 0"),
        ("", r"\frac{\partial}{\partial \beta} \|y - \hat{y}\|^2 = 0"),
        ("", r"\frac{d}{dt}(x + y) = 0"),
        ("", r"\frac{\partial}{\partial\theta} (\theta \log p(x)) = \log p(x)"),
        ("", r"\frac{\partial}{\partial\theta} E[X^2] = 0"),
        (r"Let $J = L + a \|w\|^2$ with the loss $L$.", r"\nabla_w J = 2 a w"),
        (r"Let $\ell = -\log v - \frac{S}{2 v}$.", r"\frac{\partial \ell}{\partial \mu} = 0"),
        (r"The variable $X$ has mean $\mu$.", r"\frac{\partial}{\partial\mu} E[X] = 0"),
        (r"Let $y \mid x \sim N(ax, e^{2x})$.", r"\frac{\partial}{\partial a} \log p(y|x) = 0"),
        (
            "Let $X \\sim Gam(a,b)$ have density $p(x)$.",
            r"\frac{\partial}{\partial a}\log p(x) = 0",
        ),
        ("", r"\frac{d^2}{dt^2} \log \alpha_t = \frac{1}{\alpha_t} \frac{d^2 \alpha_t}{dt^2}"),
        ("", r"\nabla_\theta q_\theta(z) = q_\theta(z) \nabla_\theta \log q_\theta(x)"),
        ("", r"\frac{d}{dt} (\alpha_t x)^2 = 2 \alpha_t x \frac{d\alpha_t}{dt}"),
    ],
)
def test_they_are_no_constants(said: str, step: str) -> None:
    assert not {"holds", "fails"} & set(answers(f"{said}\n$${step}$$\n"))


@pytest.mark.parametrize(
    "step",
    [
        r"\nabla_w (L + \frac{\lambda}{2}\|w\|^2) = \nabla_w L + \lambda w",
        r"\frac{\partial}{\partial\theta} \log Z = \frac{1}{Z} \frac{\partial Z}{\partial\theta}",
        (
            r"\frac{\partial}{\partial w} (y - f(x))^2"
            r" = -2 (y - f(x)) \frac{\partial f(x)}{\partial w}"
        ),
        r"\nabla_\theta \log p_\theta(x) = \frac{\nabla_\theta p_\theta(x)}{p_\theta(x)}",
        r"\frac{d}{dt} \alpha_t^2 = 2 \alpha_t \frac{d\alpha_t}{dt}",
        (
            r"\frac{\partial^2}{\partial\theta^2} \log p_\theta(x)"
            r" = \frac{1}{p_\theta(x)} \frac{\partial^2 p_\theta(x)}{\partial\theta^2}"
            r" - (\frac{\partial}{\partial\theta} \log p_\theta(x))^2"
        ),
        r"\frac{\partial}{\partial\sigma} \sigma^2 e^{-x^2/\ell^2} = 2 \sigma e^{-x^2/\ell^2}",
        r"\nabla_x \log p(x|y) = \nabla_x \log p(y|x) + \nabla_x \log p(x)",
        r"\frac{\partial}{\partial\beta} (y - X\beta)^T(y - X\beta) = -2 X^T (y - X\beta)",
        (
            r"\frac{\partial}{\partial\sigma} \frac{(y - f(x))^2}{2\sigma^2}"
            r" = -\frac{(y - f(x))^2}{\sigma^3}"
        ),
    ],
)
def test_it_does_not_matter(step: str) -> None:
    assert answers(f"$${step}$$\n") == ["holds"]


def test_a_stated_law_says_what_a_density_depends_on() -> None:
    text = r"""Let $x \sim N(\mu, \sigma^2)$.
$$\frac{\partial}{\partial\mu} \log p(x) = \frac{x - \mu}{\sigma^2}$$
$$\frac{\partial}{\partial\mu} E[x^2] = 2 \mu$$
"""
    assert answers(text) == ["holds", "holds"]


def test_a_vector_of_errors_may_be_called_e() -> None:
    text = r"""Let $X$ be $n \times p$ and $y \in R^n$. The residuals are $e = y - X\hat\beta$ with
$\hat\beta = (X^TX)^{-1}X^Ty$.
$$X^T e = 0$$
$$e^T e = y^T y - \hat\beta^T X^T y$$
$$e^T e = y^T y + \hat\beta^T X^T y$$
$$e^{a+b} = e^a e^b$$
"""
    assert answers(text) == ["holds", "holds", "fails", "holds"]
    assert answers(r"$$(2\pi e)^{n/2} = e^{n/2} (2\pi)^{n/2}$$") == ["holds"]

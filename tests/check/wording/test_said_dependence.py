"""Names that words, or an equation, say to depend on something."""

from __future__ import annotations

import pytest
from check.documents import answers


@pytest.mark.parametrize(
    ("words", "step"),
    [
        (
            r"The covariance $\Sigma$ depends on the parameter $\theta$.",
            r"\frac{\partial}{\partial\theta}(\theta + \log\det\Sigma) = 1",
        ),
        (r"Both $m$ and $v$ are functions of $t$.", r"\frac{d}{dt}(t m) = m"),
        (r"The variance $v$ varies with $t$.", r"\frac{d}{dt}(t v) = v"),
        (
            r"Let $r$ be the residual $y - Xw$.",
            r"\nabla_w(r^\top r + w^\top w) = 2 w",
        ),
        (r"Let $\kappa$ denote the inverse of $s$.", r"\frac{d}{ds}(\kappa s) = \kappa"),
        (r"Let $\frac{dv}{dt} = -2av+q$.", r"\frac{d}{dt}(e^{2at}v) = 2ae^{2at}v"),
        (r"We follow $\dot m = -am$.", r"\frac{d}{dt}(e^{at}m) = ae^{at}m"),
        (r"Write $m = \mathbb{E}[X_t]$.", r"\frac{d}{dt}(tm) = m"),
        (r"Let $m = m_\phi(x)$.", r"\nabla_\phi(m^2 + \frac12\|\phi\|^2) = \phi"),
    ],
)
def test_it_is_no_constant_below_a_derivative(words: str, step: str) -> None:
    assert answers(f"{words} $$ {step} $$")[-1] != "holds"


@pytest.mark.parametrize(
    ("words", "step"),
    [
        (r"Let $\kappa$ be a constant.", r"\frac{d}{ds}(\kappa s) = \kappa"),
        (
            r"Let $\Sigma$ be the covariance matrix of $x \in \mathbb{R}^n$.",
            r"\nabla_x x^\top \Sigma^{-1} x = 2\Sigma^{-1} x",
        ),
        (
            r"The log-likelihood as a function of $\mu$ and $\sigma$ is simple.",
            r"\frac{d}{d\mu} \frac{(x-\mu)^2}{\sigma^2} = -2\frac{x-\mu}{\sigma^2}",
        ),
        (r"The gain $k$ does not depend on $s$.", r"\frac{d}{ds}(k s) = k"),
    ],
)
def test_it_is_one(words: str, step: str) -> None:
    assert answers(f"{words} $$ {step} $$") == ["holds"]


@pytest.mark.parametrize(
    ("words", "step"),
    [
        (r"The gain $k$ depends on $u$.", r"\mathbb{E}[k u] = k\nu"),
        (r"The residual $e$ of the regression of $u$ is small.", r"\mathrm{Var}(u - e) = s"),
        (r"For a function $f$ write $f$ for $f(u)$.", r"\mathrm{Var}(f + u) = s"),
    ],
)
def test_it_is_no_constant_in_an_average(words: str, step: str) -> None:
    assert answers(rf"Let $u\sim\mathcal{{N}}(\nu,s)$. {words} $$ {step} $$") != ["holds"]


def test_members_of_a_process_depend_on_each_other() -> None:
    law = r"Let $x_t$ be a stationary AR(1) process with $x_t\sim\mathcal{N}(0,s)$."
    assert answers(law + r" $$ \mathbb{E}[x_tx_{t-1}] = 0 $$") != ["holds"]


def test_a_gradient_by_a_letter_is_one_by_its_members() -> None:
    text = r"""We iterate
$$ \mathbf{x}_t = \mathbf{x}_{t-1} + \delta \nabla_\mathbf{x} \log p(\mathbf{x}_{t-1}) $$
and so
$$ \mathbf{x}_t = \mathbf{x}_{t-1}
+ \delta \nabla_\mathbf{x} \log q(\mathbf{x}_{t-1} \vert \mathbf{x}_0) $$
"""
    assert "holds" not in answers(text)

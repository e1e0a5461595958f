"""Laws of vectors in bold: used where they are stated, and no constants where they are not."""

from __future__ import annotations

import pytest
from check.documents import answers

LAW = r"""Let $\mathbf{x} \sim \mathcal{N}(\boldsymbol\mu, \Sigma)$ with
$\Sigma \in \mathbb{S}_{++}^d$, $A \in \mathbb{R}^{m \times d}$, $M \in \mathbb{R}^{d \times d}$ and
$\mathbf{b} \in \mathbb{R}^m$.  Let $\mathbf{y}$ be a random vector and
$\mathbf{u} \sim p(\mathbf{u})$.
"""


@pytest.mark.parametrize(
    "step",
    [
        r"\mathbb{E}[\mathbf{x} \mathbf{x}^\top] = \Sigma + \boldsymbol\mu \boldsymbol\mu^\top",
        r"\mathbb{E}[A \mathbf{x} + \mathbf{b}] = A \boldsymbol\mu + \mathbf{b}",
        r"\mathrm{Var}(A \mathbf{x} + \mathbf{b}) = A \Sigma A^\top",
        r"\mathbb{E}[\mathbf{x}' M \mathbf{x}] - tr(M \Sigma) = \boldsymbol\mu' M \boldsymbol\mu",
    ],
)
def test_a_law_of_a_bold_vector_is_used(step: str) -> None:
    assert answers(LAW + f"$$ {step} $$") == ["holds"]


@pytest.mark.parametrize(
    "step",
    [
        r"\mathbb{E}[\mathbf{x} \mathbf{x}^\top] = \Sigma",
        r"\mathbb{E}[\mathbf{x} \mathbf{x}^\top] = \Sigma - \boldsymbol\mu \boldsymbol\mu^\top",
        r"\mathrm{Var}(A \mathbf{x} + \mathbf{b}) = A^\top \Sigma A",
        r"\mathbb{E}[x] + 0 = x",
        r"\mathbb{E}[x_i] + 0 = x_i",
        r"\mathbb{E}[\mathbf{x}] + 0 = \mathbf{x}",
        r"\mathbb{E}[\mathbf{x}_1] + 0 = \mathbf{x}_1",
        r"\mathbb{E}[\bar{\mathbf{x}}] + 0 = \bar{\mathbf{x}}",
        r"\mathbb{E}[\mathbf{y}] + 0 = \mathbf{y}",
        r"\mathbb{E}[\mathbf{u}] + 0 = \mathbf{u}",
        r"\mathbb{E}[\mathbf{x} + \mathbf{u}] + 0 = \boldsymbol\mu + \mathbf{u}",
        r"\mathbb{E}[\mathbf{x} \mathbf{y}^\top] + 0 = \boldsymbol\mu \mathbf{y}^\top",
        r"\mathrm{Cov}(\mathbf{x}, \mathbf{y}) = 0",
        r"\mathrm{Var}(\mathbf{x} + \mathbf{y}) + 0 = \Sigma",
        r"\mathbb{E}[\boldsymbol\epsilon] + 0 = \boldsymbol\epsilon",
        r"\mathrm{Var}(\mathbf{x} + \boldsymbol\epsilon) + 0 = \Sigma",
    ],
)
def test_a_bold_random_vector_is_no_constant(step: str) -> None:
    assert "holds" not in answers(LAW + f"$$ {step} $$")


def test_a_linear_model_in_bold() -> None:
    text = r"""Let $\mathbf{y} = W \mathbf{x} + \boldsymbol\epsilon$ with $W$ a $d \times k$ matrix,
    $\mathbf{x} \sim \mathcal{N}(\mathbf{0}, I_k)$ and
    $\boldsymbol\epsilon \sim \mathcal{N}(\mathbf{0}, \sigma^2 I_d)$.
    $$ \mathbb{E}[\mathbf{y} \mathbf{x}^\top] + 0 = W $$
    $$ \mathbb{E}[\mathbf{y} \mathbf{x}^\top] + 0 = W^\top $$
    $$ W \mathbb{E}[\mathbf{x} \mathbf{x}^\top] W^\top + \mathbb{E}[\boldsymbol\epsilon
    \boldsymbol\epsilon^\top] = W W^\top + \sigma^2 I $$"""
    found = answers(text)
    assert found[0] == found[2] == "holds"
    assert found[1] != "holds"


def test_a_conditional_mean_is_as_long_as_its_variable() -> None:
    text = r"""Let $\mathbf{x} \in \mathbb{R}^D$ and $\mathbf{z} \in \mathbb{R}^K$ with
    $\mathbf{x} \mid \mathbf{z} \sim \mathcal{N}(\mathbf{W} \mathbf{z}, \boldsymbol\Psi)$.
    $$\begin{aligned} \mathbb{E}[\mathbf{z} \mid \mathbf{x}]
    &= \mathbf{W}^\top (\mathbf{W} \mathbf{W}^\top + \boldsymbol\Psi)^{-1} \mathbf{x} \\
    &= (\mathbf{I} + \mathbf{W}^\top \boldsymbol\Psi^{-1} \mathbf{W})^{-1}
    \mathbf{W}^\top \boldsymbol\Psi^{-1} \mathbf{x} \\
    &= (\mathbf{I} - \mathbf{W}^\top \boldsymbol\Psi^{-1} \mathbf{W})^{-1}
    \mathbf{W}^\top \boldsymbol\Psi^{-1} \mathbf{x} \end{aligned}$$"""
    assert answers(text)[-2:] == ["holds", "fails"]

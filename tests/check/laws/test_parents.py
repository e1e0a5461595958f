"""Moments and laws under a joint law: of a stack, or of equations with noise beside it."""

from __future__ import annotations

import pytest
from check.documents import answers

PAIR = r"""$$ \begin{pmatrix} x_1 \\ x_2 \end{pmatrix} \sim \mathcal{N}\left(
\begin{pmatrix} \mu_1 \\ \mu_2 \end{pmatrix},
\begin{pmatrix} \Sigma_{11} & \Sigma_{12} \\ \Sigma_{21} & \Sigma_{22} \end{pmatrix} \right). $$
Let $z = x_1 + A x_2$ with a matrix $A$. Then
"""
PROCESS = r"""Let $y = f + \epsilon$ with $\epsilon \sim \mathcal{N}(0, \sigma_n^2 I)$ and
$$ \begin{bmatrix} f \\ f_* \end{bmatrix} \sim \mathcal{N}\left( 0, \begin{bmatrix} K & K_* \\
K_*^\top & K_{**} \end{bmatrix} \right). $$ Then
"""
BLOCKS = r"""\begin{bmatrix} y \\ f_* \end{bmatrix} \sim \mathcal{N}\left( 0,
\begin{bmatrix} K + \sigma_n^2 I & K_* \\ K_*^\top & K_{**} \end{bmatrix} \right)"""
FACTORS = r"""Let $z \sim \mathcal{N}(0, I)$ and
$$ x = W z + \mu + \epsilon, \qquad \epsilon \sim \mathcal{N}(0, \sigma^2 I). $$ Then
"""
SECOND = r"""\mathbb{E}[(W z + \epsilon)(W z + \epsilon)^\top] =
\mathbb{E}[W z z^\top W^\top] + \mathbb{E}[\epsilon \epsilon^\top]"""


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (PAIR, r"\mathrm{Cov}(z, x_2) = \mathrm{Cov}(x_1, x_2) + A \mathrm{Cov}(x_2, x_2)"),
        (PAIR, r"\mathrm{Cov}(z, x_2) = \Sigma_{12} + A \Sigma_{22}"),
        (PROCESS, r"\mathrm{Cov}[y] = K + \sigma_n^2 I"),
        (PROCESS, r"\mathrm{Cov}[f_*, y] = K_*^\top"),
        (PROCESS, BLOCKS),
        (PROCESS, r"\mathbb{E}[f_* \mid y] = K_*^\top (K + \sigma_n^2 I)^{-1} y"),
        (FACTORS, r"\mathbb{E}[W z + \mu + \epsilon] = \mu"),
        (FACTORS, SECOND),
    ],
)
def test_a_joint_law_says_what_moments_are(said: str, step: str) -> None:
    assert answers(f"{said}\n$$ {step} $$")[-1] == "holds"


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (PAIR, r"\mathrm{Cov}(z, x_2) = \mathrm{Cov}(x_1, x_2) - A \mathrm{Cov}(x_2, x_2)"),
        (PAIR, r"\mathrm{Cov}(z, x_2) = \Sigma_{12} + A \Sigma_{12}"),
        (PROCESS, r"\mathrm{Cov}[y] = K + \sigma_n I"),
        (PROCESS, r"\mathrm{Cov}[y] = K - \sigma_n^2 I"),
        (PROCESS, r"\mathrm{Cov}[f_*, y] = 2 K_*^\top"),
        (PROCESS, BLOCKS.replace("+", "-")),
        (PROCESS, BLOCKS.replace("K_{**}", "2 K_{**}")),
        (PROCESS, r"\mathbb{E}[f_* \mid y] = K_*^\top (K - \sigma_n^2 I)^{-1} y"),
        (FACTORS, r"\mathbb{E}[W z + \mu + \epsilon] = 2 \mu"),
        (FACTORS, SECOND.replace("] + ", "] - ")),
    ],
)
def test_wrong_moments_under_a_joint_law_do_not_hold(said: str, step: str) -> None:
    assert answers(f"{said}\n$$ {step} $$")[-1] in ("fails", "unknown")


def test_moments_of_variables_that_may_depend_on_each_other_do_not_follow() -> None:
    said = r"Let $x \sim \mathcal{N}(0, P)$, $y \sim \mathcal{N}(0, Q)$ and $z = x + A y$. Then"
    steps = [
        r"\mathrm{Cov}(z, y) = A Q",
        r"\mathrm{Cov}(z, y) = \mathrm{Cov}(x, y) + A \mathrm{Cov}(y, y)",
    ]
    for step in steps:
        assert answers(f"{said}\n$$ {step} $$") != ["holds"] or step == steps[1]
        assert answers(f"{said}\n$$ {step} $$") != ["fails"]


def test_a_second_stack_with_what_is_made_is_no_other_model() -> None:
    said = r"Let $y = f + \epsilon$ with $\epsilon \sim \mathcal{N}(0, R)$ and"
    alone = BLOCKS.replace(r"\sigma_n^2 I", "R")
    step = r"\mathbb{E}[f_* \mid y] = K_*^\top (K + R)^{-1} y"
    assert answers(f"{said} $$ {alone} $$ $$ {step} $$") == ["definition", "holds"]

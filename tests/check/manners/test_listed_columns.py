"""Columns that are written as lists, laws of stacks with names, and pairs in words."""

from __future__ import annotations

import pytest
from check.documents import answers, steps_of

SPREAD = r"""\begin{pmatrix} \sigma_1^2 & \rho\sigma_1\sigma_2 \\
\rho\sigma_1\sigma_2 & \sigma_2^2 \end{pmatrix}"""
STATED = [
    (
        rf"Let $x = (x_1, x_2)^\top \sim \mathcal{{N}}(\mu, \Sigma)$ with"
        rf" $\mu = (\mu_1, \mu_2)^\top$ and $\Sigma = {SPREAD}$."
    ),
    (
        rf"Let $(x_1, x_2)^\top \sim \mathcal{{N}}(\mu, \Sigma)$ where $\mu = (\mu_1, \mu_2)^\top$"
        rf" and $\Sigma = {SPREAD}$."
    ),
    (
        rf"Let $x = (x_1, x_2) \sim N(\mu, \Sigma)$ with $\mu = (\mu_1, \mu_2)$"
        rf" and $\Sigma = {SPREAD}$."
    ),
    (
        rf"$$ x = \begin{{pmatrix}} x_1 \\ x_2 \end{{pmatrix}} \sim \mathcal{{N}}\left("
        rf"\begin{{pmatrix}} \mu_1 \\ \mu_2 \end{{pmatrix}}, {SPREAD} \right) $$"
    ),
    (
        rf"The pair $(x_1, x_2)$ is bivariate Gaussian with mean $(\mu_1, \mu_2)$"
        rf" and covariance matrix ${SPREAD}$."
    ),
    (
        r"Let $x_1$ and $x_2$ be jointly normal with means $\mu_1$, $\mu_2$, variances"
        r" $\sigma_1^2$, $\sigma_2^2$ and correlation $\rho$."
    ),
    (
        r"Let $(x_1, x_2)$ be bivariate normal with means $\mu_1$ and $\mu_2$, standard deviations"
        r" $\sigma_1$ and $\sigma_2$ and correlation coefficient $\rho$."
    ),
    (
        r"Assume that $x_1, x_2$ have a bivariate normal distribution with means $\mu_1, \mu_2$,"
        r" variances $\sigma_1^2, \sigma_2^2$, and correlation $\rho$."
    ),
]
RIGHT = [
    r"\mathbb{E}[x_1] = \mu_1",
    r"\mathrm{Var}(x_2) = \sigma_2^2",
    r"\mathrm{Cov}(x_1, x_2) = \rho\sigma_1\sigma_2",
    r"\mathbb{E}[x_2 \mid x_1] = \mu_2 + \rho \frac{\sigma_2}{\sigma_1} (x_1 - \mu_1)",
    r"\mathrm{Var}(x_2 \mid x_1) = (1 - \rho^2) \sigma_2^2",
    r"\mathrm{Var}(x_1 + x_2) = \sigma_1^2 + \sigma_2^2 + 2\rho\sigma_1\sigma_2",
]
WRONG = [
    r"\mathbb{E}[x_1] = \mu_2",
    r"\mathrm{Var}(x_2) = \sigma_1^2",
    r"\mathrm{Cov}(x_1, x_2) = \rho",
    r"\mathbb{E}[x_2 \mid x_1] = \mu_2 + \rho \frac{\sigma_1}{\sigma_2} (x_1 - \mu_1)",
    r"\mathbb{E}[x_2 \mid x_1] = \mu_2 - \rho \frac{\sigma_2}{\sigma_1} (x_1 - \mu_1)",
    r"\mathrm{Var}(x_2 \mid x_1) = (1 - \rho) \sigma_2^2",
    r"\mathrm{Var}(x_1 + x_2) = \sigma_1^2 + \sigma_2^2 + \rho\sigma_1\sigma_2",
]


def verdict(said: str, step: str) -> str:
    return answers(f"{said}\n\n$$ {step} $$\n")[-1]


@pytest.mark.parametrize("said", STATED)
def test_each_way_to_say_it_makes_the_law(said: str) -> None:
    assert [verdict(said, step) for step in RIGHT] == ["holds"] * len(RIGHT)
    assert "holds" not in [verdict(said, step) for step in WRONG]


@pytest.mark.parametrize(
    "said",
    [
        r"Let $(x_1, x_2)$ be i.i.d. normal with zero mean and variance $s^2$.",
        (
            r"Let $x_1$ and $x_2$ be nearly jointly normal with means $\mu_1$, $\mu_2$, variances"
            r" $\sigma_1^2$, $\sigma_2^2$ and correlation $\rho$."
        ),
        (
            r"Suppose $x_1$ and $x_2$ are not jointly normal with means $\mu_1$, $\mu_2$, variances"
            r" $\sigma_1^2$, $\sigma_2^2$ and correlation $\rho$."
        ),
        (
            r"Let $x = (x_1, x_2)^\top \sim \mathcal{N}(\mu, \Sigma)$. "
            rf"In one case $\Sigma = {SPREAD}$ and in another one $\Sigma = I$."
        ),
    ],
)
def test_what_is_not_said_makes_none(said: str) -> None:
    assert "holds" not in [verdict(said, step) for step in RIGHT]


BLOCKS = r"""
$$ x = \begin{pmatrix} x_a \\ x_b \end{pmatrix} \sim \mathcal{N}\left(
\begin{pmatrix} \mu_a \\ \mu_b \end{pmatrix},
\begin{pmatrix} \Sigma_{aa} & \Sigma_{ab} \\ \Sigma_{ba} & \Sigma_{bb} \end{pmatrix}\right) $$
"""
BELOW = r"""
$$ m = \mu_a + \Sigma_{ab} \Sigma_{bb}^{-1} (x_b - \mu_b) $$
$$ S = \Sigma_{aa} - \Sigma_{ab} \Sigma_{bb}^{-1} \Sigma_{ba} $$
"""


def test_blocks_behind_an_equation() -> None:
    text = rf"""{BLOCKS}
$$ p(x_a) = \mathcal{{N}}(x_a; \mu_a, \Sigma_{{aa}}) $$
$$ p(x_a \mid x_b) = \mathcal{{N}}(x_a; m, S) $$
{BELOW}
"""
    assert answers(text)[2:4] == ["holds", "holds"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"\mu_a + \Sigma_{ab}", r"\mu_a - \Sigma_{ab}"),
        (r"\mu_a + \Sigma_{ab} \Sigma_{bb}^{-1}", r"\mu_a + \Sigma_{ab} \Sigma_{bb}"),
        (r"\Sigma_{aa} - ", r"\Sigma_{aa} + "),
        (r"\Sigma_{bb}^{-1} \Sigma_{ba}", r"\Sigma_{bb}^{-1} \Sigma_{ab}"),
    ],
)
def test_slips_in_blocks(right: str, wrong: str) -> None:
    assert right in BELOW
    text = rf"""{BLOCKS}
$$ p(x_a \mid x_b) = \mathcal{{N}}(x_a; m, S) $$
{BELOW.replace(right, wrong)}
"""
    assert steps_of(text)[2].verdict.answer.value != "holds"

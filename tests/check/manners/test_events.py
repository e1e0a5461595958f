r"""Conditions on values: ``E[Y | X = x]``."""

from __future__ import annotations

import pytest
from check.documents import answers

LAW = r"""
$$ \begin{pmatrix} X \\ Y \end{pmatrix} \sim N\left( \begin{pmatrix} \mu_X \\ \mu_Y \end{pmatrix},
\begin{pmatrix} \sigma_X^2 & \rho \sigma_X \sigma_Y \\ \rho \sigma_X \sigma_Y & \sigma_Y^2
\end{pmatrix} \right) $$
"""


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (r"E[Y | X = x] = \mu_Y + \rho \frac{\sigma_Y}{\sigma_X} (x - \mu_X)", "holds"),
        (r"E[Y | X = x] = \mu_Y + \rho \frac{\sigma_X}{\sigma_Y} (x - \mu_X)", "fails"),
        (r"\mathrm{Var}[Y \mid X = x] = (1 - \rho^2) \sigma_Y^2", "holds"),
        (r"\mathrm{Var}[Y \mid X = x] = (1 - \rho) \sigma_Y^2", "fails"),
        (r"E[Y | X = 3] = \mu_Y + \rho \frac{\sigma_Y}{\sigma_X} (x - \mu_X)", "definition"),
        (r"E[Y | X = x]^2 = (\mu_Y + \rho \frac{\sigma_Y}{\sigma_X} (x - \mu_X))^2", "holds"),
    ],
)
def test_a_condition_on_a_value_is_one_on_the_variable(step: str, expected: str) -> None:
    assert answers(f"{LAW} $$ {step} $$")[-1] == expected


MIXED = [
    r"\mathbb{E}[Y \mid X = x] = a X + b",
    r"X \, \mathbb{E}[Y \mid X = x] = a X^2 + b X",
]


@pytest.mark.parametrize("step", MIXED)
def test_a_variable_beside_its_value_is_another_name(step: str) -> None:
    said = (
        r"Let $Y = a X + b + \varepsilon$ where $X \sim \mathcal{N}(0, \tau^2)$ and"
        r" $\varepsilon \sim \mathcal{N}(0, \sigma^2)$ are independent."
    )
    assert answers(f"{said} $$ {step} $$") != ["holds"]
    assert answers(rf"{said} $$ \mathbb{{E}}[Y \mid X = x] = a x + b $$") == ["holds"]


def test_what_one_law_is_said_to_be_is_no_convention() -> None:
    said = (
        r"A standard normal $\mathcal{N}(0, 1)$ has mean $0$ and standard deviation $1$."
        "\n\n"
        r"Let $x \sim \mathcal{N}(\mu, v)$. "
    )
    assert answers(said + r"$$ \mathrm{Var}(x) = v $$") == ["holds"]

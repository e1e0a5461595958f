"""A law says nothing of what an equation makes in another way of the same letter."""

from __future__ import annotations

import pytest
from check.documents import answers

LAW = "Let $X \\sim N(0, 1)$.\n$$ E[X^2] = 1 $$\n"
MOMENT = "\n$$ E[X^4] = 3 $$\n"
OTHERWISE = [
    "Now consider the product $$ X = X_1 X_2 $$",
    "For the maximum $X = \\max(X_1, X_2)$,",
    "The quotient is $X = U / V$. Its moments:",
    "We write $X = |Z|$. Then",
    "$$ X = \\exp(Z) $$",
    "$$ X = \\max(U, V) $$",
    "$$ X = \\min\\{U, V\\} $$",
    "$$ X = \\sum_{i=1}^n Z_i^2 $$",
    "Define $X := f(Y)$.",
    "We form $X = \\lfloor 10 U \\rfloor$.",
    "$$ X = \\begin{cases} U & B = 1 \\\\ V & B = 0 \\end{cases} $$",
]


@pytest.mark.parametrize("equation", OTHERWISE)
def test_a_law_does_not_outlive_an_equation_that_is_not_linear(equation: str) -> None:
    found = answers(LAW + equation + MOMENT)
    assert found[0] == "holds"
    assert "holds" not in found[1:]


LINEAR = [
    ("Let $x \\sim N(0, \\Sigma)$.", "$$ x = L z $$", "$$ \\mathrm{Cov}[x] = \\Sigma $$"),
    (
        "Let $x \\sim N(m, s^2)$.",
        "Write $x = m + s z$ with $z \\sim N(0, 1)$.",
        "$$ \\mathrm{Var}[x] = s^2 $$",
    ),
    (
        "Let $X \\sim N(0, 1)$.",
        "We substitute $x = \\sqrt{2 t}$ in the integral.",
        "$$ \\mathrm{Var}[X] = 1 $$",
    ),
    (
        "Let $x \\sim N(0, I)$.",
        "Its entries are $x = (x_1, \\dots, x_n)$.",
        "$$ \\mathrm{Cov}[x] = I $$",
    ),
]


@pytest.mark.parametrize(("law", "equation", "step"), LINEAR)
def test_what_may_be_normal_keeps_its_law(law: str, equation: str, step: str) -> None:
    assert answers(f"{law}\n{equation}\n{step}")[-1] == "holds"

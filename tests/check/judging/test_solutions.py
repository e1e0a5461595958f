"""What an equation of before is solved for."""

from __future__ import annotations

import pytest
from check.documents import answers, steps_of


@pytest.mark.parametrize(
    ("equation", "right", "wrong"),
    [
        (
            r"x_t = \alpha_t x_0 + \sigma_t \epsilon",
            r"x_0 = \frac{x_t - \sigma_t\epsilon}{\alpha_t}",
            r"x_0 = \frac{x_t + \sigma_t\epsilon}{\alpha_t}",
        ),
        (r"T = W + B", r"B = T - W", r"B = T + W"),
        (r"v = a^2 v + q", r"v = \frac{q}{1-a^2}", r"v = \frac{q}{1-a}"),
        (
            r"\frac{n}{\sigma} - \frac{s}{\sigma^3} = 0",
            r"\sigma^2 = \frac{s}{n}",
            r"\sigma^2 = n s",
        ),
    ],
)
def test_a_wrong_solution_fails(equation: str, right: str, wrong: str) -> None:
    assert answers(f"We have $$ {equation} $$ Hence $$ {wrong} $$")[1] == "fails"
    assert answers(f"We have $$ {equation} $$ Hence $$ {right} $$")[1] in {"holds", "definition"}


def test_a_wrong_solution_shows_nothing() -> None:
    document = r"""Let $A \in \mathbb{R}^{n \times n}$ be invertible and
$y, z, b \in \mathbb{R}^n$. With
$$ y = A z + b $$
we have
$$ z = A^{-1} y - b $$
$$ z + b = A^{-1} y $$
"""
    assert answers(document)[2] != "holds"


def test_solutions_of_several_equations_hold_together() -> None:
    document = r"""Let $A, B$ be $n \times n$ covariance matrices and
$a, b, x \in \mathbb{R}^n$. We use
$$ \mathcal{N}(x; a, A) \mathcal{N}(x; b, B) = z\, \mathcal{N}(x; c, C) $$
with
$$ C = (A^{-1} + B^{-1})^{-1}, \quad c = C (A^{-1} a + B^{-1} b),
\quad z = \mathcal{N}(a; b, A+B). $$
"""
    assert answers(document) == ["holds", "definition", "definition", "definition"]


def test_a_model_of_a_part_is_no_solution() -> None:
    document = r"Let $$ y = x + e $$ with $$ x = z + w. $$ Then $$ y = z + w + e $$"
    assert answers(document) == ["definition", "definition", "holds"]


def test_no_edit_of_another_equation_is_offered() -> None:
    (_, step) = steps_of("We have $$ T = W + B $$ Hence $$ B = T + W $$")
    assert "does not solve" in step.verdict.detail
    assert step.verdict.counterexample is not None
    assert step.suggestion is None

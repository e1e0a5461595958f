"""Formulas that people read in two ways, and right steps that must not be refuted."""

from __future__ import annotations

import pytest
from check.documents import answers, steps_of


@pytest.mark.parametrize(
    "right",
    [
        r"a / b c = a / (b c)",
        r"a/bc = \frac{a}{bc}",
        r"x^2/2 s^2 = \frac{x^2}{2 s^2}",
        r"e^{-x^2/2s^2} + 0 = \exp\left(-\frac{x^2}{2 s^2}\right)",
        r"\frac{1}{a} b/cd + 0 = \frac{b}{a c d}",
    ],
)
def test_a_slash_may_divide_by_everything_behind_it(right: str) -> None:
    assert answers(f"$$ {right} $$") == ["unknown"]


def test_a_slash_may_divide_by_one_factor() -> None:
    assert answers(r"$$ 1/2 (a + b) = \frac{a + b}{2} $$") == ["holds"]
    assert answers(r"$$ a / b c + 0 = \frac{a}{b} c $$") == ["holds"]


def test_a_slash_that_is_wrong_in_both_readings_is_wrong() -> None:
    assert answers(r"$$ a / b c + 0 = a b c $$") == ["fails"]
    (step,) = steps_of(r"$$ a/2b + 0 = \frac{a}{2b} $$")
    assert "write a fraction" in step.verdict.detail


def test_a_slash_in_a_value_has_two_readings() -> None:
    text = r"Let $c = b/2a$. $$ a (x + c)^2 - a c^2 = a x^2 + b x $$"
    assert answers(text) != ["fails"]


def test_a_length_that_nothing_tells_refutes_nothing() -> None:
    text = r"""Let $X$ be an $n \times p$ matrix and $Y$ a random vector.

$$ Y^\mathrm{T} Y / n + 0 = \frac{1}{n} \sum_{i=1}^n Y_i^2 $$
"""
    assert answers(text) != ["fails"]


def test_a_constraint_counts_through_the_values_of_its_names() -> None:
    text = r"""
$$ \sum_{i=1}^{a} \frac{n_i}{n} g_i = 0 $$ where $$ n = \sum_{i=1}^{a} n_i $$

$$ h - \sum_{i=1}^{a} n_i g_i = h - \frac{1}{2} \sum_{i=1}^{a} n_i g_i $$
"""
    assert answers(text)[-1] == "unknown"


def test_a_shape_that_nobody_states_refutes_nothing_on_either_side() -> None:
    text = r"""A partition into blocks, with $S = \sigma^2$ and $X \sim N(\mu, S)$.
    $$ \sqrt{S} + 0 = \sqrt{S} $$
    $$ S = \begin{bmatrix} S_{11} & S_{12} \\ S_{21} & S_{22} \end{bmatrix} $$"""
    assert answers(text) == ["holds", "unknown"]

"""Wrong signs, numbers and summands where something else is not known."""

from __future__ import annotations

import pytest
from check.documents import steps_of

from symgauss.kernel.verdict import Answer

WRONG = [
    (
        r"(y - X \hat{b})^T (y - X \hat{b}) = y^T y - 2 y^T X \hat{b} - \hat{b}^T X^T X \hat{b}",
        r"the two sides differ unless \hat{b}^\top X^\top X \hat{b} is zero",
    ),
    (
        (
            r"\frac{1}{n} \sum_{i=1}^n (x_i - \hat{m})^2 = \frac{1}{n} \sum_{i=1}^n x_i^2"
            r" + 2 \hat{m} \frac{1}{n} \sum_{i=1}^n x_i + \hat{m}^2"
        ),
        "the two sides differ unless",
    ),
    (
        r"(\hat{a} + b)^2 = \hat{a}^2 + 2 \hat{a} b + b^2 + \hat{a} b^2",
        r"the two sides differ unless \hat{a} b^2 is zero",
    ),
    (r"e^{\hat{a} + b} e^{\hat{a}} = e^{3 \hat{a} + b}", r"unless \hat{a} is zero"),
    (r"\hat{a}^2 / \hat{a}^2 + b = 2 + b", "the two sides differ"),
    (r"f(x) - f(y) = f(y) - f(x)", "the two sides differ unless f(y) - f(x) is zero"),
]

#: right where something is zero that people write although it is, or where more may be known
LEFT_OPEN = [
    r"(\hat{a} + b)^2 = \hat{a}^2 + b^2",
    r"a + 2 (b - \hat{b}) = a + (b - \hat{b})",
    r"\hat{s} - \hat{m} = 2 (\hat{s} - \hat{m})",
    (
        r"\sum_{i=1}^n x_i + 2 \sum_{i=1}^n (x_i - \hat{m}) = \sum_{i=1}^n x_i"
        r" + \sum_{i=1}^n (x_i - \hat{m})"
    ),
    r"g(-x) + h(x) = g(x) + h(x)",
    r"(-\hat{a})^n = \hat{a}^n",
    r"\hat{a} + b = \hat{a} + b + C",
    r"f(x) + \hat{a} = f(x) + \hat{a} + g(x)",
    r"\mathrm{E}[\hat{a} X] = 2 \mathrm{E}[\hat{a} X]",
    r"\hat{a}^2 = \hat{a}",
    r"\sigma \hat{a} = \hat{a}",
    r"\cos(-2 \hat{a}) = \cos(4 \hat{a})",
    r"\hat{a} b - b \hat{a} = 0 = 2 \hat{a} b",
]


@pytest.mark.parametrize(("formula", "detail"), WRONG)
def test_a_part_would_have_to_be_zero(formula: str, detail: str) -> None:
    (step,) = steps_of(f"We get\n\n$$ {formula} $$\n")
    assert step.verdict.answer is Answer.FAILS
    assert detail in step.verdict.detail
    assert step.verdict.counterexample is not None
    assert step.suggestion is not None


@pytest.mark.parametrize("formula", LEFT_OPEN)
def test_what_may_be_zero_or_more_may_be_known_of_is_left_open(formula: str) -> None:
    for step in steps_of(f"We get\n\n$$ {formula} $$\n"):
        assert step.verdict.answer is not Answer.FAILS


def test_what_is_small_is_left_open() -> None:
    text = r"To first order in $b$, we have approximately $$ \hat{a} + 2 b = \hat{a} + b $$"
    assert all(step.verdict.answer is not Answer.FAILS for step in steps_of(text))


def test_an_optimum_makes_all_sides_zero() -> None:
    text = r"At the optimum, $$ -2 \hat{a} b = \hat{a} b = 0 $$"
    assert all(step.verdict.answer is not Answer.FAILS for step in steps_of(text))


def test_a_derivative_of_what_may_depend_on_the_variable_is_left_open() -> None:
    text = r"$$ \frac{d}{dx} (x \hat{y} + z) = 2 \hat{y} $$"
    assert all(step.verdict.answer is not Answer.FAILS for step in steps_of(text))

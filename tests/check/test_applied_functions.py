r"""Functions that have a definition, at values: ``s(-z) = 1 - s(z)`` is no definition."""

from __future__ import annotations

from check.documents import answers

from symgauss.check.document import check_text

LOGISTIC = "Let $s(z) = \\frac{1}{1 + e^{-z}}$.\n"


def test_a_function_is_taken_at_values() -> None:
    assert answers(LOGISTIC + "$$s(-z) = 1 - s(z)$$\n") == ["holds"]
    assert answers(LOGISTIC + "$$s(-z) = -s(z)$$\n") == ["fails"]
    assert answers(LOGISTIC + "$$s(0) = 1$$\n") == ["fails"]


def test_a_definition_is_listed_once() -> None:
    (step,) = check_text(LOGISTIC + "$$s(-z) = 1 - s(z)$$\n", "notes.md").steps
    assert len(step.using) == 1


def test_a_function_without_a_definition_may_get_a_value() -> None:
    assert answers("Let $f$ be a function.\n$$f(0) = 3$$\n") == ["definition"]


def test_an_equation_is_solved() -> None:
    text = "Let $y = s z + m$ with $s > 0$.\n"
    assert answers(text + "$$z = \\frac{y - m}{s}$$\n") == ["holds"]
    assert answers(text + "$$z = \\frac{y + m}{s}$$\n") != ["holds"]

r"""Derivatives at a point that has a name, ``f''(\mu)``: by the argument, not by that name."""

from __future__ import annotations

import pytest
from check.documents import answers, steps_of

BELL = r"""The function is
$$ f(x) = \frac{1}{\sqrt{2 \pi} \sigma} \exp\left[ -\frac{(x-\mu)^2}{2 \sigma^2} \right] $$
"""
SQUARE = r"""We study
$$ g(x) = a x^2 + b x $$
"""
POINT = r"""Let $w, m \in \mathbb{R}^d$ and let $A$ be a symmetric $d \times d$ matrix.
$$ J(w) = w^\top A w + m^\top w $$
"""


@pytest.mark.parametrize(
    ("text", "step", "answer"),
    [
        (BELL, r"f'(\mu) = 0", "holds"),
        (BELL, r"f''(\mu) = -\frac{1}{\sqrt{2 \pi} \sigma^3}", "holds"),
        (BELL, r"f''(\mu) = \frac{1}{\sqrt{2 \pi} \sigma^3}", "fails"),
        (BELL, r"f'(\mu + \sigma) = -\frac{1}{\sqrt{2 \pi e} \sigma^2}", "holds"),
        (SQUARE, "g'(b) = 2 a b + b", "holds"),
        (SQUARE, "g'(b) = 2 a b + 2 b", "fails"),
        (SQUARE, "g'(a) = 2 a^2 + b", "holds"),
        (SQUARE, "g'(a) = 3 a^2 + b", "fails"),
        (SQUARE, "g'(t) = 2 a t + b", "holds"),
        (SQUARE, "g'(2 a) = 4 a^2 + b", "holds"),
        (SQUARE, "g'(2 a) = 6 a^2 + b", "fails"),
        (SQUARE, "g''(b) = 2 a", "holds"),
        (SQUARE, r"\nabla g(b) = 2 a b + b", "holds"),
        (SQUARE, r"\nabla^2 g(b) = 2 a", "holds"),
        (SQUARE, r"\nabla^2 g(b) = 2 a + 2", "fails"),
        (SQUARE, r"\nabla g(b) = 2 a b + 2 b", "fails"),
        (POINT, r"\nabla J(m) = 2 A m + m", "holds"),
        (POINT, r"\nabla J(m) = 2 A m + 2 m", "fails"),
        (POINT, r"\nabla J(w) = 2 A w + m", "holds"),
    ],
)
def test_by_the_argument(text: str, step: str, answer: str) -> None:
    assert answers(f"{text}$$ {step} $$")[-1] == answer


def test_a_second_derivative_that_is_not_zero() -> None:
    assert answers(rf"{BELL} $$ f''(\mu) = 0 $$")[-1] == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        r"Let $f$ be smooth with $f(c) = 3$. $$ f'(c) = 0 $$",
        r"At the mean $$ p(\mu) = \frac{1}{\sigma} $$ $$ \frac{d p(\mu)}{d \mu} = 0 $$",
    ],
)
def test_a_function_that_is_known_at_one_point(text: str) -> None:
    step = steps_of(text)[-1]
    assert step.verdict.answer == "unknown"
    assert step.verdict.detail.startswith("nothing says how")
    assert " of 1" not in step.verdict.detail


def test_what_is_said_of_a_point_is_no_formula() -> None:
    right, wrong = "$$ g(b) = a b^2 + b^2 $$", "$$ g(b) = a b^2 - b^2 $$"
    assert answers(SQUARE + right)[-1] == "holds"
    assert answers(SQUARE + wrong)[-1] == "fails"
    for before in (right, wrong):
        assert answers(f"{SQUARE}{before} $$ g(y) = a y^2 + y^2 $$")[-1] != "holds"
        assert answers(f"{SQUARE}{before} $$ g(a) = a^3 + a b $$")[-1] == "holds"
    assert answers(f"{SQUARE}{right}{wrong}")[1:] == ["holds", "fails"]


def test_a_name_of_the_author_is_no_step() -> None:
    text = SQUARE + "$$ g'(b) = 2 a b + b $$ $$ x_{step} + b = b $$ $$ x_{\\text{step}} + b = b $$"
    assert answers(text)[1] == "holds"
    assert "holds" not in answers(text)[2:]

r"""Properties in words that are not drawn: what they restrict is refuted by nothing."""

from __future__ import annotations

import pytest
from check.documents import answers

SQUARE = r"$$(A + B)^2 = A^2 + 2 A B + B^2$$"
IDEMPOTENT = r"$$(I - H)^2 = I - H$$"


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("Let $A$ and $B$ commute.", SQUARE),
        (r"Let $A$ and $B$ be commuting $n \times n$ matrices.", SQUARE),
        ("Let $H$ be a symmetric and idempotent matrix.", IDEMPOTENT),
        ("Let $H$ be a projection.", IDEMPOTENT),
        (
            "Let the weights $w_i$ sum to one.",
            r"$$\sum_{i=1}^n w_i (c + x_i) = c + \sum_{i=1}^n w_i x_i$$",
        ),
    ],
)
def test_a_word_may_make_a_step_right(said: str, step: str) -> None:
    assert answers(f"{said}\n{step}\n") == ["unknown"]
    assert answers(f"Products of matrices are not simple.\n{step}\n") == ["fails"]


def test_capital_letters_may_be_numbers() -> None:
    assert answers(f"The length is $A$ and the width is $B$.\n{SQUARE}\n") == ["unknown"]
    wrong = SQUARE.replace("2 A B", "3 A B")
    assert answers(f"The length is $A$ and the width is $B$.\n{wrong}\n") == ["fails"]


def test_a_rotation_is_orthogonal() -> None:
    text = "Let $R$ be a rotation matrix and $z = R x$ with $x \\sim N(0, I)$.\n"
    assert answers(text + r"$$\operatorname{Cov}(z) = I$$") == ["holds"]
    assert answers(text + r"$$\operatorname{Cov}(z) = R$$") != ["holds"]
    other = "Let $W$ be a whitening matrix and $z = W x$ with $x \\sim N(0, S)$.\n"
    assert "fails" not in answers(other + r"$$\operatorname{Cov}(z) = I$$")


@pytest.mark.parametrize(
    "said", ["The matrices $A$ and $B$ do not commute.", "Let $A$ be nonsingular and $B$ not."]
)
def test_a_word_that_is_denied_changes_nothing(said: str) -> None:
    assert answers(f"{said}\n{SQUARE}\n") == ["fails"]

"""Second values of names: what contradicts the first one shows nothing."""

from __future__ import annotations

import pytest
from check.documents import answers

VARIANCE = r"The variance is $$ v = \frac{ab}{a+b} $$"


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (rf"{VARIANCE} Then $$ v = \frac{{ab}}{{a-b}} $$", "fails"),
        (rf"{VARIANCE} Then $$ v = \frac{{a}}{{1-r}}, $$ where $r = a/b$.", "fails"),
        (rf"{VARIANCE} which simplifies to $$ v = \frac{{1}}{{1/a + 1/b}} $$", "holds"),
        (rf"{VARIANCE} Then $$ v = \frac{{a}}{{1+r}}, $$ where $r = a/b$.", "holds"),
        (rf"{VARIANCE} For the other filter we take $$ v = \frac{{ab}}{{a-b}} $$", "unknown"),
    ],
)
def test_a_second_value_is_held_against_the_first(document: str, expected: str) -> None:
    assert answers(document)[1] == expected


@pytest.mark.parametrize(
    "document",
    [
        r"Put $$ s = a+b. $$ With $c = a - b$, $$ s = c $$ so $$ 3s = 3a - 3b $$",
        (
            r"The deviation is $$ s = \sqrt{a+b}. $$ With $c = a^2$, $$ s^2 = c + b $$ so"
            r" $$ 3s^2 = 3a^2 + 3b $$"
        ),
        (
            r"With invertible matrices $A, B \in \mathbb{R}^{n \times n}$ put"
            r" $$ S^{-1} = A^{-1} + B^{-1}. $$"
            r" Hence with $C = A + B$ $$ S = C $$ and $$ 2S = 2A + 2B. $$"
        ),
        (
            r"Let $s^2 = \frac1n\sum_{i=1}^n x_i^2$ and $u^2 = \frac{1}{n-1}\sum_{i=1}^n x_i^2$."
            r" $$ s^2 = \frac{n}{n-1} u^2 $$ Hence $$ (n-1) s^2 = n u^2 $$"
        ),
    ],
)
def test_what_contradicts_shows_nothing(document: str) -> None:
    assert "holds" not in answers(document)


@pytest.mark.parametrize(
    ("formula", "member", "after"),
    [
        (r"m_{ij} = u_i v_j", r"m_{ji} = u_i v_j", r"m_{ij} + m_{ji} = 2 u_i v_j"),
        (r"x_t = a x_{t-1} + w_t", r"x_{t+1} = a x_t + w_t", r"x_{t+1} - w_t = a x_t"),
        (r"\gamma_h = \frac{q r^h}{1 - r^2}", r"\gamma_0 = \frac{q}{1-r}", r"(1-r)\gamma_0 = q"),
        (r"f(x) = x^2", r"f(x+1) = x^2 + 1", r"f(x+1) - f(x) = 1"),
    ],
)
def test_a_member_follows_the_general_formula(formula: str, member: str, after: str) -> None:
    document = f"We have $$ {formula} $$ In particular $$ {member} $$ so $$ {after} $$"
    assert "holds" not in answers(document)


def test_a_moment_that_nothing_shows_refutes_no_other_value() -> None:
    text = (
        "In model A we have $y = a + e$. In model B we have $y = b x + e$.\n\n# Model B\n\n"
        "Here $x \\sim N(1, 2)$ is independent of $e \\sim N(0, 1)$.\n\n"
        "$$\n\\mathrm{Var}[y] = b^2 + 1\n$$\n\n$$\n\\mathrm{Var}[y] = 2 b^2 + 1\n$$\n"
    )
    assert "fails" not in answers(text)

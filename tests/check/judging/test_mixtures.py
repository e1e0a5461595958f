"""What conditions, quotients and single members make says nothing of the whole."""

from __future__ import annotations

import pytest
from check.documents import answers

MIXTURES = [
    "We set $X = U$ if $B = 1$ and $X = V$ if $B = 0$.",
    "We set $X = U$ if $B = 1$.",
    "Set $X = U$ with probability $p$ and $X = V$ otherwise.",
    "If $B = 1$, we set $X = U$. Otherwise we set $X = V$.",
    "Set $X = 2 U + 1$ for $B = 1$ and $X = U$ for $B = 0$.",
    "$$ X = \\begin{cases} U & B = 1 \\\\ V & B = 0 \\end{cases} $$\n\nNow",
    "If $B = 1$ then $X \\sim N(0, 1)$. If $B = 0$ then $X \\sim N(0, 4)$.",
]


@pytest.mark.parametrize("mixture", MIXTURES)
def test_a_moment_of_a_mixture_is_no_definition(mixture: str) -> None:
    text = f"Let $U \\sim N(0, 1)$ and $V \\sim N(0, 4)$. {mixture}"
    steps = "\n\n$$ \\mathrm{Var}(X) = 1 $$\n\n$$ 2 \\mathrm{Var}(X) = 2 $$"
    assert answers(text + steps)[-2:] == ["unknown", "unknown"]


def test_a_law_that_follows_from_one_case_is_no_premise() -> None:
    text = "We set $X = U$ if $B = 1$, with $U \\sim N(m, 1)$, so that $X \\sim N(m, 1)$."
    assert answers(text + "\n\n$$ E[X^2] = m^2 + 1 $$") == ["unknown"]


@pytest.mark.parametrize("said", ["Here $X \\sim N(0, 1)$:", "$X \\sim N(0, 1)$, so that"])
@pytest.mark.parametrize("value", ["A / B", "A B", r"\frac{A}{1 + B^2}"])
def test_a_law_below_a_quotient_is_no_premise(value: str, said: str) -> None:
    text = f"Let $A, B \\sim N(0,1)$. The result is $X = {value}$.\n\n{said}\n\n$$ E[X^4] = 3 $$"
    assert "holds" not in answers(text)


def test_another_variable_with_the_letter_of_a_quotient_has_its_law() -> None:
    text = "Let $A, B \\sim N(0,1)$ and $X = A / B$.\n\nNow let $X \\sim N(0, 1)$.\n\n"
    assert answers(text + "$$ E[X^4] = 3 $$") == ["holds"]


@pytest.mark.parametrize("member", ["n", "1"])
def test_the_law_of_one_member_is_none_of_all(member: str) -> None:
    text = f"Let $x_1, \\ldots, x_n$ be independent, and $x_{member} \\sim N(0, s^2)$.\n\n"
    step = "$$ \\mathrm{Var}(\\sum_{i=1}^n x_i) = n s^2 $$"
    assert answers(text + step) != ["holds"]
    all_alike = text.replace(f"x_{member} \\sim", "x_i \\sim")
    assert answers(all_alike + step) == ["holds"]
    but = text.replace(", and $", ", and $x_i \\sim N(m, s^2)$, but $")
    assert answers(but + "$$ E[\\sum_{i=1}^n x_i] = n m $$") != ["holds"]


def test_later_values_do_not_refute_what_stands_above() -> None:
    text = (
        "Let $X \\sim N(0, 1)$. Then\n\n$$ E[X^2] = 1 $$\n\nLet $X = Z^2$ with $Z \\sim N(0, 1)$."
    )
    assert answers(text + "\n\n$$ E[X^2] = 3 $$") == ["unknown", "holds"]

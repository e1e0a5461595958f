"""Special parts of a text, up to where it goes on to the general case."""

from __future__ import annotations

import pytest
from check.documents import answers

PARTS = [
    ("(a) ", "(b) Now for general mean and variance,"),
    ("(a) ", "(b) For arbitrary $m$,"),
    ("**(a)** ", "**(b)** In general,\nin the general case,"),
    ("1. ", "2. Now the general case:"),
    ("In one dimension all is simple. ", "In several dimensions,"),
    ("In 1D, all is simple. ", "For $d$ dimensions,"),
    ("First, let all be simple. ", "In the multivariate case,"),
    ("For $m = 0$ all is simple. ", "For a general mean,"),
]


@pytest.mark.parametrize(("special", "general"), PARTS)
def test_a_law_of_the_special_case_is_left_by_the_general_one(special: str, general: str) -> None:
    first = special + r"Let $X \sim N(0, 1)$." + "\n\n$$ E[X^2] = 1 $$\n\n"
    assert answers(f"{first}{general}\n\n$$ E[X^4] = 3 $$") != ["holds", "holds"]
    assert answers(f"{first}Then also\n\n$$ E[X^4] = 3 $$") == ["holds", "holds"]


def test_another_section_is_no_special_case_of_this_one() -> None:
    text = "# One\n\nIn 1D, all is simple.\n\n# Two\n\nLet $X \\sim N(0, 1)$.\n\n"
    assert answers(text + "In several dimensions,\n\n$$ E[X^4] = 3 $$") == ["holds"]


@pytest.mark.parametrize("heading", ["# $d = 1$", "# The case $d = 1$", "# The scalar case"])
def test_the_case_of_a_heading_refutes_nothing_below_it(heading: str) -> None:
    step = "\n\n$$ \\mathrm{tr}(I_d) = 1 $$\n\n"
    special, general = answers(heading + step + "# General $d$" + step)
    assert special == "unknown"
    assert general != "holds"


def test_numbers_of_one_dimension_are_no_matrices_of_several_ones() -> None:
    text = "In 1D, we have\n\n$$ a b = b a $$\n\nIn several dimensions $a$ and $b$ are matrices."
    assert "fails" not in answers(text)


@pytest.mark.parametrize("proof", ["**Proof:**", "*Proof.*", "\\begin{proof}", ""])
@pytest.mark.parametrize("general", ["and in general", "In general,", "For any $R$,", "Generally,"])
def test_a_special_value_ends_where_the_text_becomes_general(proof: str, general: str) -> None:
    text = f"""
**Theorem:** The gain is

$$ K = \\frac{{P}}{{P + R}} $$

{proof} For $R = 1$ we have

$$ K = \\frac{{P}}{{P + 1}} $$

{general}

$$ K = \\frac{{P}}{{P + R^2}} $$
"""
    assert answers(text)[-1] != "holds"


def test_what_stands_before_the_list_counts_in_its_last_part() -> None:
    """The number of a problem is no part of the list of its cases."""
    text = "1. Let $f(x) = x + a$.\n\n(a) For $a = 2$, plot it.\n\n(b) For general $a$:\n\n"
    assert answers(text + "$$ f(1) = 1 + a $$") == ["holds"]
    assert "holds" not in answers(text + "$$ f(1) = 3 $$")

"""Cases, of which one holds at a time, and names that prose says are drawn."""

from __future__ import annotations

import pytest
from check.documents import answers

from symgauss.check.wording.cases import Cases

PAIRS = [
    ("Case 1. Here", "Case 2. Now"),
    ("**Case A.**", "**Case B.**"),
    ("In the first case", "In the second case"),
    ("Under the prior", "Under the posterior"),
    ("Under $H_0$,", "Under $H_1$,"),
    ("Before the update", "After the update"),
]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_what_is_stated_in_one_case_says_nothing_of_another(first: str, second: str) -> None:
    text = "FIRST $$ a = b + c. $$\n\nSECOND $$ a - c = b. $$"
    assert answers(text.replace("FIRST", first).replace("SECOND", second))[1] == "unknown"


@pytest.mark.parametrize("case", ["Case 1. Here", "**Case A.**", "Under the prior"])
def test_what_is_stated_in_a_case_counts_there(case: str) -> None:
    steps = "$$ a = b + c. $$\n\nCASE $$ a - c = b. $$".replace("CASE", case)
    assert answers(f"{case} {steps}") == answers(f"Here {steps}") == ["definition", "holds"]


def test_a_section_ends_the_cases() -> None:
    cases = Cases("Case 1. a\n\nCase 2. b\n\n# New\n\nc", [22])
    assert [cases.at(place) for place in (9, 19, 29)] == [
        ("case 1", 0, (), 0),
        ("case 2", 0, (), 0),
        ("", 0, (), 0),
    ]
    assert cases.apart(9, 19)
    assert not cases.apart(9, 29)


def test_one_case_is_none() -> None:
    assert not Cases("Under the prior, x. Under the prior, y.").any


RANDOM = [
    r"where $\mu \in \{-1, 1\}$ with equal probability",
    r"where $\mu$ is $\pm 1$ with equal probability",
    r"where $\mu$ is either $-1$ or $1$, each with probability $1/2$",
    r"where $\mu > 0$ is a random scale",
    r"for a random gain $\mu > 0$",
    r"where $\mu \ge 0$ is drawn from a prior",
]


@pytest.mark.parametrize("words", RANDOM)
def test_what_is_drawn_is_no_constant(words: str) -> None:
    text = rf"Let $x \sim \mathcal{{N}}(0, 1)$ and $y = \mu x$, {words}."
    steps = r" $$ \mathrm{Var}(y) = \mu^2 $$ $$ 0 + \mathrm{E}[\mu x^2] = \mu $$"
    assert "holds" not in answers(text + steps)
    fixed = text.replace(words, r"where $\mu > 0$ is known, and noise is drawn at random")
    assert answers(fixed + steps) == ["holds", "holds"]


def test_matrices_in_words_do_not_commute() -> None:
    said = r"Here $p$ denotes the covariance matrix, $h$ the observation matrix"
    product = r"$$ k h p = k p h $$"
    assert answers(f"{said} and $k$ the gain. {product}") == ["unknown"]
    assert answers(f"{said} and $k$ the gain matrix. {product}") == ["fails"]


@pytest.mark.parametrize("case", ["Case 1:", "**Case 1.**", "(i)", "First,"])
def test_what_is_said_of_a_case_does_not_fail(case: str) -> None:
    said = r"Let $X \sim \mathcal{N}(\mu, \sigma^2)$."
    step = r"$$ \mathbb{E}[X^2] = \sigma^2 $$"
    assert answers(f"{said}\n\n{case} $\\mu = 0$. Then {step}") != ["fails"]
    assert answers(f"{said}\n\nThen {step}") == ["fails"]


def test_sizes_that_nothing_relates_refute_nothing() -> None:
    said = r"Let $x \in \mathbb{R}^n$ with $x_1 \in \mathbb{R}^p$ and $x_2 \in \mathbb{R}^q$. "
    assert answers(said + r"$$ n = p + q $$") != ["fails"]


def test_a_letter_with_two_shapes_decides_nothing() -> None:
    said = "Let $a \\in \\mathbb{R}$.\n\nLet $a \\in \\mathbb{R}^d$. "
    assert answers(said + r"$$ a a^\top = \|a\|^2 $$") == ["unknown"]

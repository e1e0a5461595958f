"""Where what a document says counts: sections, conditions, denials, alternatives."""

from __future__ import annotations

import pytest
from check.documents import answers

SECTIONS = [
    ("Let $c = 2$.", "Let $c > 0$.", r"c x + 0 = 2 x"),
    (
        r"Let $A$ be a symmetric matrix, $A \in \mathbb{R}^{n \times n}$.",
        r"Let $A$ be any $n \times n$ matrix.",
        r"A^\top + 0 = A",
    ),
    (
        "Let $a$ be a positive number.",
        "Let $a$ be a real number.",
        r"\sqrt{a^2} + 0 = a",
    ),
    (
        r"Let $X \sim \mathcal{N}(0, 1)$.",
        r"Let $X \sim \mathcal{N}(1, 2)$.",
        r"\mathrm{E}[X^2] + 0 = 1",
    ),
]


@pytest.mark.parametrize(("before", "after", "step"), SECTIONS)
def test_a_name_that_is_introduced_again_is_another_one(before: str, after: str, step: str) -> None:
    assert answers(f"# A\n{before}\n\n# B\n{after}\n\n$$ {step} $$") != ["holds"]
    assert answers(f"# A\n{before}\n\n# B\nNothing new.\n\n$$ {step} $$") == ["holds"]
    theorems = f"**Lemma** {before}\n\n**Theorem** {after}\n\n$$ {step} $$"
    assert answers(theorems) != ["holds"]


def test_within_a_section_statements_add_up() -> None:
    text = "# A\nLet $c = a + b$. Let $c > 0$.\n\n$$ c x + 0 = (a + b) x $$"
    assert answers(text) == ["holds"]


def test_two_laws_of_a_name_in_one_section_are_none() -> None:
    text = r"Let $X \sim \mathcal{N}(0, 1)$ here, $X \sim \mathcal{N}(1, 2)$ there. "
    assert answers(text + r"$$ \mathrm{E}[X^2] + 0 = 1 $$") == ["unknown"]


@pytest.mark.parametrize(
    "said",
    [
        "Suppose for contradiction that $a = b + 1$.",
        "We would be wrong to think that $a = b + 1$.",
        "If $a = b + 1$, then it is trivial. In general it is not.",
        "It is not true that $a = b + 1$.",
        "Here $a = b + 1$ or $a = b + 2$.",
        "Whenever $c > 0$, or $a = b + 1$ otherwise.",
        r"$$ a = b + 1 \text{ if } c > 0 $$",
        r"$$ a = b + 1 \quad \text{or} \quad a = b $$",
        r"$$ a = b + 1 $$ is wrong.",
    ],
)
def test_what_is_not_claimed_proves_nothing(said: str) -> None:
    assert answers(f"{said}\n\n$$ 2 a + 0 = 2 b + 2 $$")[-1] != "holds"


def test_a_condition_counts_for_the_display_to_which_it_leads() -> None:
    text = "If $a = b + 1$, we get $$ 2 a + 0 = 2 b + 2 $$\n\nLater,\n\n$$ 3 a + 0 = 3 b + 3 $$"
    assert answers(text) == ["holds", "unknown"]
    several = "If $a = b + 1$, then $$ 2 a + 0 = 2 b + 2 $$ and $$ 3 a + 0 = 3 b + 3 $$"
    assert answers(several) == ["holds", "holds"]


@pytest.mark.parametrize(
    "said",
    [
        r"We do not assume that $A$ is symmetric. Let $A$ be an $n \times n$ matrix.",
        r"Let $A$ be an $n \times n$ matrix. When $A$ is symmetric, things are easy.",
    ],
)
def test_a_property_that_is_not_claimed_is_not_used(said: str) -> None:
    assert answers(f"{said}\n\n$$ A^\\top + 0 = A $$") != ["holds"]


def test_a_law_that_is_supposed_is_no_law() -> None:
    text = (
        r"Let $X \sim \mathcal{N}(0, 1)$. Recall that $$ X "
        r"\sim \mathcal{N}(\mu, \sigma^2) \quad \Rightarrow \quad \mathrm{E}[X] = \mu $$ Hence "
        r"$$ \mathrm{E}[X^2] + 0 = 1 $$"
    )
    assert answers(text)[-1] == "holds"


def test_a_special_case_ends_with_the_next_display() -> None:
    text = r"""For the special case $\mu = 0$ we get something else.

$$ (x - \mu)^2 + 0 = x^2 $$

Now some more text.

$$ \frac{(x - \mu)^2}{a} + 0 = \frac{x^2}{a} $$
"""
    assert answers(text) == ["holds", "unknown"]

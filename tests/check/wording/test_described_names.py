"""A letter that the next section calls something else, or does without what was supposed."""

from __future__ import annotations

import pytest
from check.documents import answers

FIRST = "# Standard normal\n\nLet $x \\sim N(0, 1)$.\n$$ E[x^2] = 1 $$\n"
MOMENT = "\n$$ E[x^4] = 3 $$\n"
OTHERS = [
    "# Waiting times\nThe waiting time $x$ of a customer is measured in minutes.",
    "# Queues\nThe number of customers in the queue is $x$, and",
    "# Images\nAn image $x$ is drawn from the data distribution. We have",
    "# Particles\nEach particle $x$ has a weight.",
    "# Flows\nThe flow transports $x$ to the data.",
    "# Share prices\nThe price of the share is $x$.",
    "# Networks\nA network maps $x$ to the class probabilities.",
    "# Counting\nCount the accidents in a year; call this $x$.",
    "# The exponential distribution\nWaiting times are exponential.",
    "# Rainfall\nRainfall has a skewed distribution with a long tail. Its fourth moment:",
]


@pytest.mark.parametrize("other", OTHERS)
def test_a_section_with_its_own_words_has_its_own_letters(other: str) -> None:
    found = answers(FIRST + other + MOMENT)
    assert found[0] == "holds"
    assert found[-1] != "holds"


@pytest.mark.parametrize(
    "other",
    [
        "# The fourth moment\nWe compute the moment of $x$.",
        "# More moments\nThe random variable $x$ also has",
        "# The fourth moment\nHere",
    ],
)
def test_a_section_that_goes_on_keeps_the_law(other: str) -> None:
    assert answers(FIRST + other + MOMENT) == ["holds", "holds"]


VALUES = [
    ("Let $a = 2 b$.", "a + b = 3 b", "The sides $a$ and $b$ of a triangle are positive."),
    ("Let $K = P H^T S^{-1}$.", "K S = P H^T", "The kernel matrix $K$ of the data satisfies"),
    ("With $\\eta = 1/L$,", "\\eta L = 1", "The natural parameter $\\eta$ obeys"),
]


@pytest.mark.parametrize(("said", "step", "words"), VALUES)
def test_a_value_is_one_of_its_section(said: str, step: str, words: str) -> None:
    text = f"# One\n{said}\n$$ {step} $$\n# Two\n{words}\n$$ {step} + 0 $$\n"
    found = answers(text)
    assert found[0] == "holds"
    assert found[-1] != "holds"


CONTRASTS = [
    ("White noise", "Coloured noise", "Let $R = r I$.", "R A = r A"),
    ("Symmetric matrices", "General matrices", "Let $A$ be symmetric.", "A^T B = A B"),
    ("Optimal gain", "Arbitrary gain", "Let $K = P H^T S^{-1}$.", "K S = P H^T"),
    ("Model 1", "Model 2", "Let $x \\sim N(0, 1)$.", "E[x^2] = 1"),
    ("Version A", "Version B", "Set $a = 2 b$.", "a + b = 3 b"),
    ("Prior", "Posterior", "Let $w \\sim N(m, s)$.", "E[(w - m)^2] = s"),
]


@pytest.mark.parametrize(("one", "other", "said", "step"), CONTRASTS)
def test_headings_contrast(one: str, other: str, said: str, step: str) -> None:
    text = f"## {one}\n{said}\n$$ {step} $$\n## {other}\n$$ {step} + 0 $$\n"
    found = answers(text)
    assert found[0] == "holds"
    assert found[-1] != "holds"


def test_steps_of_one_thing_do_not_contrast() -> None:
    text = "## First step\nLet $a = 2 b$.\n$$ a + b = 3 b $$\n## Second step\n$$ 2 a = 4 b $$\n"
    assert answers(text) == ["holds", "holds"]

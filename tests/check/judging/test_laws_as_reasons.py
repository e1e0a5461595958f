"""A law that is given as a reason, or concluded, shows nothing that it does not follow from."""

from __future__ import annotations

import pytest
from check.documents import answers

BELOW = [
    ("Let $x$ have the variance $2 s$ and mean zero.", "E[x^2] = s", "Thus $x \\sim N(0, s)$."),
    ("Let $u$ be uniform on $(0, 1)$.", "E[u^2] = 1", "because $u \\sim N(0, 1)$."),
    ("Let $P(x = 1) = P(x = -1) = 1/2$.", "E[x^4] = 3", "We used that $x \\sim N(0, 1)$."),
    ("Let $x$ have density $\\frac12 e^{-|x|}$.", "E[x^4] = 3", "Indeed $x \\sim N(0, 1)$."),
    ("Let $x$ be Bernoulli.", "E[x^4] = 3", "Here we use $x \\sim N(0, 1)$."),
    ("The variable $x$ has mean zero.", "E[x^4] = 3", "We later assume $x \\sim N(0, 1)$."),
    (
        "Let $x = a z$ with standard normal $z$.",
        "\\mathrm{Var}[x] = a",
        "because $x \\sim N(0, a)$.",
    ),
]


@pytest.mark.parametrize(("before", "step", "behind"), BELOW)
def test_a_reason_below_is_no_premise(before: str, step: str, behind: str) -> None:
    assert answers(f"{before}\n$$ {step} $$\n{behind}\n") != ["holds"]


def test_what_a_sentence_behind_explains_counts() -> None:
    text = "The model is\n$$ y = x + v $$\n$$ E[v^4] = 3 s^2 $$\nwhere $v \\sim N(0, s)$.\n"
    assert answers(text)[-1] == "holds"


CONCLUDED = [
    "Let $x = a z$ where $z$ is standard normal. Then $x \\sim N(0, a)$.",
    "Let $z$ be standard normal and $x = a z$. Thus $x$ is normal with mean $0$ and variance $a$.",
]


@pytest.mark.parametrize("said", CONCLUDED)
def test_a_law_that_is_concluded_has_to_follow(said: str) -> None:
    assert answers(said + "\n$$ \\mathrm{Var}[x] = a $$\n") != ["holds"]


def test_a_law_that_follows_counts() -> None:
    said = "Let $x = a z$ where $z \\sim N(0, 1)$. Then $x \\sim N(0, a^2)$."
    assert answers(said + "\n$$ E[x^4] = 3 a^4 $$\n") == ["holds"]


@pytest.mark.parametrize("word", ["Since", "Because"])
def test_a_value_that_is_a_reason_replaces_none(word: str) -> None:
    text = f"Let $a = b + c$. {word} $a = 2 b + c$, we get\n$$ a - c = 2 b $$\n"
    assert "holds" not in answers(text)

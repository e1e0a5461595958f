"""What is said of moments, and of variables that are independent."""

from __future__ import annotations

import pytest
from check.documents import answers

APART = "Let $X$ and $Y$ be independent random variables.\n\n"


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        (r"\mathrm{Var}(X - Y) = \mathrm{Var}(X) + \mathrm{Var}(Y)", "holds"),
        (r"\mathrm{Var}(X - Y) = \mathrm{Var}(X) - \mathrm{Var}(Y)", "fails"),
        (r"\mathrm{E}[X^2 Y] = \mathrm{E}[X^2] \mathrm{E}[Y]", "holds"),
        (r"\mathrm{E}[X^2 Y] = \mathrm{E}[X]^2 \mathrm{E}[Y]", "fails"),
        (r"\mathrm{Cov}(X, X + Y) = \mathrm{Var}(X)", "holds"),
    ],
)
def test_independence_that_was_used_leaves_nothing_open(step: str, answer: str) -> None:
    assert answers(f"{APART}$$ {step} $$\n") == [answer]


@pytest.mark.parametrize(
    "said",
    [
        "Let $X$ and $Y$ be independent and identically distributed.",
        "Let $X$ and $Y$ be independent with zero mean.",
        "Let $X$ and $Y$ be i.i.d. random variables.",
        "Let $X$, $Y$ be independent copies.",
        "Let $X$ and $Z$ be independent random variables, $Y$ a random variable.",
    ],
)
def test_what_is_said_besides_leaves_it_open(said: str) -> None:
    step = r"\mathrm{E}[X Y^2] = \mathrm{E}[Y] \mathrm{E}[X]^2"
    assert answers(f"{said}\n\n$$ {step} $$\n")[-1] != "fails"


def test_what_holds_for_every_law_says_nothing_of_one() -> None:
    first = r"$$ \mathrm{Var}(X + Y) = \mathrm{Var}(X) + \mathrm{Var}(Y) $$"
    second = r"$$ \mathrm{Var}(X - Y) = \mathrm{Var}(X) - \mathrm{Var}(Y) $$"
    assert answers(f"{APART}{first}\n\n{second}\n") == ["holds", "fails"]
    special = r"$$ \mathrm{E}[X^2] = 1 $$"
    assert answers(f"{APART}{special}\n\n{second}\n")[-1] != "fails"

"""Expectations under laws that the document does not state."""

from __future__ import annotations

import pytest
from check.documents import answers

LET = "Let $X$ and $Y$ be random variables and $a$, $b$ constants.\n\n"


@pytest.mark.parametrize(
    "right",
    [
        r"\mathrm{E}(a X + b) = a \mathrm{E}(X) + b",
        r"\mathrm{Var}(X) = \mathrm{E}(X^2) - \mathrm{E}(X)^2",
        r"\mathrm{Var}(X + Y) = \mathrm{Var}(X) + \mathrm{Var}(Y) + 2 \mathrm{Cov}(X, Y)",
        r"\mathrm{E}[(X - \mathrm{E} X) Y] = \mathrm{E}(X Y) - \mathrm{E}(X) \mathrm{E}(Y)".replace(
            r"\mathrm{E} X", r"\mathrm{E}(X)"
        ),
    ],
)
def test_identities_of_all_laws_hold(right: str) -> None:
    assert answers(LET + f"$$ {right} + 0 $$") == ["holds"]


@pytest.mark.parametrize(
    "wrong",
    [
        r"\mathrm{E}(a X + b) = a \mathrm{E}(X)",
        r"\mathrm{E}(X Y) = \mathrm{E}(X) \mathrm{E}(Y)",
        r"\mathrm{Var}(X + Y) = \mathrm{Var}(X) + \mathrm{Var}(Y)",
        r"\mathrm{Var}(a X) = a \mathrm{Var}(X)",
        r"\mathrm{E}(X^2) = \mathrm{E}(X)^2",
    ],
)
def test_others_do_not(wrong: str) -> None:
    assert "holds" not in answers(LET + f"$$ {wrong} + 0 $$")


def test_independence_must_be_said() -> None:
    step = r"$$ \mathrm{E}(X Y) = \mathrm{E}(X) \mathrm{E}(Y) + 0 $$"
    said = "Let $X$ and $Y$ be two independent random variables.\n\n"
    assert answers(said + step) == ["holds"]
    assert answers(LET + step) != ["holds"]

"""A derivative that is worked out and set to zero: the last relation is to be solved."""

from __future__ import annotations

import pytest
from check.documents import answers

WORKED_OUT = r"$$ \frac{d}{dw} (w^2 a + (1 - w)^2 b) = 2 w a - 2 (1 - w) b = 0 $$"


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("The score equation is", ""),
        ("The likelihood equations are", ""),
        ("Differentiating,", r"which gives $$ w = \frac{b}{a + b} $$"),
        ("Differentiating,", r"Solving for $w$, we get $$ w = \frac{b}{a + b} $$"),
        ("Differentiating,", r"whose solution is $$ w = \frac{b}{a + b} $$"),
    ],
)
def test_what_is_to_be_solved(before: str, behind: str) -> None:
    assert answers(f"{before}\n{WORKED_OUT}\n{behind}")[:2] == ["holds", "definition"]
    wrong = WORKED_OUT.replace("a - 2", "a + 2")
    assert answers(f"{before}\n{wrong}\n{behind}")[0] == "fails"


@pytest.mark.parametrize("behind", ["", "for all $w$.", "This gives the claim.", "We solved it."])
def test_what_is_claimed_to_be_zero(behind: str) -> None:
    assert answers(f"Clearly\n{WORKED_OUT}\n{behind}")[1] not in ("holds", "definition")

"""Numbers of which words say that they may be negative."""

from __future__ import annotations

import pytest
from check.documents import answers

LAW = "Let $s$ be a real number%s, and let $x \\sim N(0, s^2)$.\n\n"


@pytest.mark.parametrize(
    "words", [", not necessarily positive", " of either sign", " that may be negative"]
)
@pytest.mark.parametrize(
    "step", [r"\sqrt{\mathrm{Var}[x]} = s", r"\sqrt{s^2} = s", r"\mathrm{E}|x| = s \sqrt{2 / \pi}"]
)
def test_what_may_be_negative_is_not_positive_by_custom(words: str, step: str) -> None:
    assert answers(LAW % words + f"$$ {step} $$") == ["unknown"]


def test_a_deviation_is_positive_by_custom() -> None:
    assert answers(LAW % "" + r"$$ \sqrt{\mathrm{Var}[x]} = s $$") == ["holds"]

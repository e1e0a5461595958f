"""A law of what free words single out is none of what other words speak of."""

from __future__ import annotations

import pytest
from check.documents import answers

LAWS = [
    "Images of digit 3 follow $x \\sim N(m, S)$.",
    "For the women in the study, heights are $x \\sim N(m, S)$.",
    "Heights in Norway follow $x \\sim N(m, S)$.",
    "The pixels at night are distributed as $x \\sim N(m, S)$.",
]
OTHERS = ["The mean of the whole data set is", "Over the entire world one has", "All people have"]


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("other", OTHERS)
def test_the_whole_has_another_law(law: str, other: str) -> None:
    step = "\n\n$$ \\mathrm{E}[x] = m $$"
    assert answers(f"{law} {other}{step}\n\n$$ \\mathrm{{Cov}}(x) = S $$") == ["unknown"] * 2
    assert answers(f"{law} Then we have{step}") == ["holds"]


CASES = [
    "Where $d = 1$: $a = 1$, $b = 2$.",
    "Where $d = 1$, we have $a = 1$ and $b = 2$.",
    "With $d = 1$: $a = 1$, $b = 2$.",
    "With $d = 1$ we get $a = 1$ and $b = 2$.",
]


@pytest.mark.parametrize("case", CASES)
def test_values_behind_a_condition_are_of_its_case(case: str) -> None:
    assert answers(case + "\n\n$$ a b = 2 $$") == ["unknown"]
    assert answers("Let $d = 1$, $a = 1$ and $b = 2$.\n\n$$ a b = 2 $$") == ["holds"]

"""Conditions, unequal sides, approximations, and what dots and displays leave out."""

from __future__ import annotations

import pytest
from check.documents import answers, steps_of


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (r"1 \le t \le T - 1", ["definition", "definition"]),
        (r"t < \frac{1}{2}", ["definition"]),
        (r"x^2 \ge 1", ["unknown"]),
        (r"(a + b)^2 \neq a^2 + b^2", ["holds"]),
        (r"(a + b)^2 \neq a^2 + 2 a b + b^2", ["unknown"]),
        (r"\pi \approx 3.14", ["holds"]),
        (r"\pi \approx 3.15", ["unknown"]),
        (r"a b \approx b a", ["holds"]),
        (r"a b \approx a", ["unknown"]),
        (r"(a + b)^2 = \dots = a^2 + 2 a b + b^2", ["holds"]),
        (r"(a + b)^2 = \dots = a^2 + b^2", ["fails"]),
        (r"(a + b)^2 = a^2 + 2 a b + b^2 = \cdots", ["holds"]),
    ],
)
def test_relations_that_are_no_equations(formula: str, expected: list[str]) -> None:
    assert answers(f"$$ {formula} $$") == expected


def test_a_display_that_starts_with_a_relation_goes_on_from_the_one_before() -> None:
    steps = steps_of("$$ (a + b)^2 = a^2 + 2 a b + b^2 $$\nand so\n$$ = a (a + 2 b) + b^2 $$")
    assert [str(step.verdict.answer) for step in steps] == ["holds", "holds"]
    assert (steps[1].lhs, steps[1].rhs) == ("a^2 + 2 a b + b^2", "a (a + 2 b) + b^2")
    assert steps[1].place.line == 3


def test_a_display_that_goes_on_wrongly_is_not_refuted() -> None:
    text = "$$ (a + b)^2 = a^2 + 2 a b + b^2 $$\nand so\n$$ = a^2 + b^2 $$"
    assert answers(text) == ["holds", "unknown"]

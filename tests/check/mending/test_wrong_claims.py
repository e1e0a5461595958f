"""Claims of theorems, held against what their proofs end with."""

from __future__ import annotations

import pytest

from symgauss.check.checked import CheckedStep
from symgauss.check.document import check_text
from symgauss.kernel.verdict import Answer

THEOREM = r"""
**Theorem:** Let $a, b, c$ be positive numbers. Then the gain is

$$ G = %s $$

**Proof:** The gain is the ratio of the weights:

$$ \begin{split}
G &= \frac{a c}{a b + a c} \\
&= %s
\end{split} $$
"""

RIGHT = r"\frac{c}{b + c}"

TWO_CASES = r"""
**Theorem:** Let $a, b, c$ be positive numbers. 1) The gain is

$$ G = \frac{c}{b + c} $$

2) and, if the weights are the same, it is

$$ G = \frac{1}{2} $$

**Proof:** 1) The gain is the ratio of the weights:

$$ G = \frac{a c}{a b + a c} = \frac{c}{b + c} $$

2) If the weights are the same, this becomes

$$ G = \frac{c}{2 c} = \frac{1}{2} $$
"""

IN_WORDS = r"""
**Theorem:** Let $a, b, c$ be positive numbers. Then the gain is

$$ G = \frac{c}{b + c} $$

**Proof:** We prove this for $b = 1$ only, without loss of generality:

$$ \begin{split}
G &= \frac{a c}{a + a c} \\
&= \frac{c}{1 + c}
\end{split} $$
"""


def claim(text: str) -> CheckedStep:
    return check_text(text, "notes.md", seed=3).steps[0]


@pytest.mark.parametrize(
    ("wrong", "edit"),
    [
        (r"\frac{c}{b - c}", "change the sign of c"),
        (r"\frac{b}{b + c}", "replace b by c"),
        (r"\frac{2 c}{b + c}", "drop 2"),
    ],
)
def test_a_claim_that_its_proof_contradicts_fails_with_what_would_mend_it(
    wrong: str, edit: str
) -> None:
    step, first, second = check_text(THEOREM % (wrong, RIGHT), "notes.md", seed=3).steps
    assert first.verdict.answer is Answer.DEFINITION
    assert second.verdict.answer is Answer.HOLDS
    assert step.verdict.answer is Answer.FAILS
    assert step.verdict.detail.startswith("the proof ends with another value in line 10; at ")
    assert step.suggestion is not None
    assert step.suggestion.rhs == RIGHT
    assert step.suggestion.edit == edit


def test_a_claim_that_no_single_edit_mends_may_be_of_something_else() -> None:
    step = claim(THEOREM % (r"\frac{3 c + b}{b - 2 c}", r"\frac{c}{b + c}"))
    assert step.verdict.answer is Answer.UNKNOWN
    assert "the proof ends with another value in line 10" in step.verdict.detail


def test_a_proof_that_is_wrong_says_nothing_of_the_claim() -> None:
    first, second, third = check_text(
        THEOREM % (r"\frac{c}{b + c}", r"\frac{c}{b - c}"), "notes.md", seed=3
    ).steps
    assert first.verdict.answer is Answer.DEFINITION
    assert second.verdict.answer is not Answer.FAILS
    assert third.verdict.answer is Answer.FAILS


@pytest.mark.parametrize("text", [TWO_CASES, IN_WORDS])
def test_cases_and_special_values_contradict_nothing(text: str) -> None:
    assert claim(text).verdict.answer is Answer.DEFINITION


def test_what_the_proof_shows_stays_as_it_is() -> None:
    assert claim(THEOREM % (RIGHT, RIGHT)).verdict.answer is Answer.DEFINITION
    assert claim(THEOREM % (r"1 - \frac{b}{b + c}", RIGHT)).verdict.answer is Answer.DEFINITION


SLIP = r"""
**Theorem:** Let $x \sim N(m, s)$. Then the score is

$$ U = \frac{x - m}{s} $$

**Proof:** We have

$$ \begin{split}
U &= \frac{m - x}{s} \\
&= \frac{m}{s} - \frac{x}{s}
\end{split} $$
"""


def test_a_proof_that_begins_with_a_slip_refutes_no_claim() -> None:
    step, first, _ = check_text(SLIP, "notes.md", seed=3).steps
    assert step.verdict.answer is Answer.UNKNOWN
    assert first.verdict.answer is Answer.UNKNOWN


def test_a_wrong_claim_refutes_no_right_proof() -> None:
    text = SLIP.replace("x - m", "Q").replace("m - x", "x - m").replace("Q", "m - x")
    text = text.replace(r"\frac{m}{s} - \frac{x}{s}", r"\frac{x}{s} - \frac{m}{s}")
    steps = check_text(text, "notes.md", seed=3).steps
    assert Answer.FAILS not in [step.verdict.answer for step in steps]

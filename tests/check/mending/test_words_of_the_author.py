"""Suggestions are written as the author writes, and found wherever the step can be understood."""

from __future__ import annotations

from symgauss.check.checked import CheckedStep
from symgauss.check.document import check_text
from symgauss.kernel.verdict import Answer

ENTRIES = r"""
Let $x$ and $y$ be $n \times 1$ vectors and $a$ a real number.

$$ x^T y - n a = \sum_{i=1}^n x_i y_i^{-1} - \sum_{i=1}^n a $$
"""

MEMBERS = r"""
$$ \sum_{i=1}^k \sum_{j=1}^{n_i} (y_{ij}^2 - 2 y_{ij} \bar{y}_i + \bar{y}_i^2)
   = \sum_{i=1}^k \sum_{j=1}^{n_i} (y_{ij} + \bar{y}_i)^2 $$
"""

JOINT = r"""
The posterior is proportional to the joint density.

$$ p(\theta|y) \propto p(y|\theta) \, p(\theta) = -p(y,\theta) $$
"""

AS_BEFORE = r"""
Let $p(x) = \frac{1}{Z} e^{-a x}$ with $a > 0$.

$$ \mathrm{E}[X^T A X] = \mathrm{tr}(A [\Sigma + \mu \mu^T]) $$
"""


def last(text: str) -> CheckedStep:
    return check_text(text, "notes.md", seed=3).steps[-1]


def test_entries_of_a_vector_are_read_back_as_entries() -> None:
    step = last(ENTRIES)
    assert step.verdict.answer is Answer.FAILS
    assert step.suggestion is not None
    assert step.suggestion.rhs == r"\sum_{i=1}^n x_i y_i - \sum_{i=1}^n a"
    assert step.suggestion.edit == "replace y_i^{-1} by y_i"


def test_members_with_two_indices_keep_their_names() -> None:
    step = last(MEMBERS)
    assert step.suggestion is not None
    assert step.suggestion.rhs.endswith(r"(y_{ij} - \bar{y}_i)^2")
    assert step.suggestion.edit == r"change the sign of \bar{y}_i"


def test_a_sign_that_a_law_of_probability_does_not_have_is_found() -> None:
    step = last(JOINT)
    assert step.verdict.answer is not Answer.HOLDS
    assert step.suggestion is not None
    assert step.suggestion.rhs == r"p(y,\theta)"
    assert step.suggestion.edit == r"change the sign of p(y,\theta)"


def test_what_only_values_show_that_may_not_be_used_gets_no_hint() -> None:
    step = last(AS_BEFORE)
    assert step.verdict.answer is not Answer.FAILS
    assert step.suggestion is None


AFTER_A_DOUBT = r"""
Let $A, B \in \mathbb{R}^{n \times n}$ be invertible.

$$ (A B)^{-1} \overset{(3)}{=} A^{-1} B^{-1} = (A B)^{-1} I $$
"""


def test_only_a_step_that_fails_makes_the_left_side_of_the_next_one_wrong() -> None:
    first, second = check_text(AFTER_A_DOUBT, "notes.md", seed=3).steps
    assert first.verdict.answer is Answer.UNKNOWN
    assert first.suggestion is not None
    assert second.verdict.answer is Answer.FAILS
    assert "as in the step before" not in second.verdict.detail
    plain = check_text(AFTER_A_DOUBT.replace(r"\overset{(3)}{=}", "="), "notes.md", seed=3).steps
    assert "as in the step before" in plain[1].verdict.detail

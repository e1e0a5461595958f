"""Two marginals make no joint law: independence counts where the document says it."""

from __future__ import annotations

import pytest

from symgauss.check.document import check_text
from symgauss.kernel.verdict import Answer

STEPS = r"""
$$ \mathrm{E}[X Y] = \mathrm{E}[X] \, \mathrm{E}[Y] $$

$$ \mathrm{Cov}(X, Y) = 0 $$

$$ \mathrm{Var}(X + Y) = 2 $$
"""
LAWS = r"$X \sim \mathcal{N}(0, 1)$ and $Y \sim \mathcal{N}(1, 1)$"


@pytest.mark.parametrize(
    "opening",
    [
        f"Consider {LAWS}.",
        f"Consider {LAWS}, where $X$ and $Y$ are not independent.",
        f"Consider {LAWS}, where $X$ and $Y$ are linearly independent.",
    ],
)
def test_nothing_holds_that_needs_a_joint_law(opening: str) -> None:
    verdicts = [step.verdict for step in check_text(opening + STEPS, "notes.md").steps]
    assert Answer.HOLDS not in {v.answer for v in verdicts}
    assert Answer.FAILS not in {v.answer for v in verdicts}


def test_independence_in_prose_counts() -> None:
    opening = f"Let {LAWS}. The random variables $X$ and $Y$ are independent."
    found = check_text(opening + STEPS, "notes.md").steps
    assert [step.verdict.answer for step in found] == [Answer.HOLDS] * 3

"""Sizes that are numbers may be large; nothing of such a size is drawn."""

from __future__ import annotations

import pytest
from battery.ask import verdict

from symgauss.kernel.verdict import Answer, Reason

CONTEXT = r"""
    x \in \mathbb{R}^{100000}
    P \in \mathbb{S}_{++}^{100000}
"""


@pytest.mark.parametrize(
    "formula",
    [r"x^\top P x = x^\top P^\top x", r"\mathrm{tr}(P + I) = \mathrm{tr}(P) + 100000"],
)
def test_a_matrix_that_is_too_large_is_a_limit(formula: str) -> None:
    found = verdict(CONTEXT, formula)
    assert (found.answer, found.reason) == (Answer.UNKNOWN, Reason.RESOURCE_LIMIT)

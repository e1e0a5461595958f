"""Hundreds of wrong steps, none of which may hold: a hostile audit, as a table."""

from __future__ import annotations

import pytest
from check.documents import steps_of
from check.false_documents import DOCUMENTS
from check.false_steps import STEPS
from check.later_false_documents import LATER_DOCUMENTS

from symgauss.kernel.verdict import Answer


@pytest.mark.parametrize("kind", list(STEPS))
def test_no_wrong_step_holds(kind: str) -> None:
    opening, steps = STEPS[kind]
    held = [
        step
        for step in steps
        for found in steps_of(f"{opening}\n\n$$ {step} $$\n")
        if found.verdict.answer is Answer.HOLDS
    ]
    assert not held


EVERY = (*DOCUMENTS, *LATER_DOCUMENTS)


@pytest.mark.parametrize("start", range(0, len(EVERY), 20))
def test_no_document_makes_a_wrong_step_hold(start: int) -> None:
    held = []
    for text in EVERY[start : start + 20]:
        steps = steps_of(text)
        last = max(step.display for step in steps)
        answers = {step.verdict.answer for step in steps if step.display == last}
        held += [text] if Answer.HOLDS in answers else []
    assert not held

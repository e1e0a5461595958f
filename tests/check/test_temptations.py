"""What is no definition proves nothing: places, cases, refuted lines, other sections."""

from __future__ import annotations

import pytest
from check.documents import steps_of
from check.examples_and_places import DOCUMENTS
from check.temptations import AHEAD, RIGHT, WRONG

from symgauss.kernel.verdict import Answer


def _holds(text: str, display: int = 0) -> bool:
    """Whether a step of a display holds: of the last one, unless a number is given."""
    steps = steps_of(text)
    wanted = display or max(step.display for step in steps)
    return any(s.verdict.answer is Answer.HOLDS for s in steps if s.display == wanted)


@pytest.mark.parametrize("text", WRONG + DOCUMENTS)
def test_what_is_no_definition_makes_no_wrong_step_hold(text: str) -> None:
    assert not _holds(text)


@pytest.mark.parametrize(("document", "whole"), AHEAD)
def test_what_follows_makes_no_wrong_step_hold(document: str, whole: str) -> None:
    assert not _holds(whole, max(step.display for step in steps_of(document)))


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_stated_for_a_step_is_used(text: str) -> None:
    assert _holds(text)

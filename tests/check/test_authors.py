"""Documents in many authors' manners: nothing right is refuted, and no planted error holds."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from check.planted import ANSWERS, ERRORS

from symgauss.check.checked import CheckedStep
from symgauss.check.document import check_text

FOLDER = Path(__file__).parent / "authors"
LETTERS = {"holds": "h", "definition": "d", "fails": "f", "unknown": "u"}


@cache
def checked(name: str) -> list[CheckedStep]:
    return _checked(name, (FOLDER / name).read_text(encoding="utf-8"))


def _checked(name: str, text: str) -> list[CheckedStep]:
    return list(check_text(text, name, seed=7).steps)


def shown(steps: list[CheckedStep]) -> str:
    return "".join(LETTERS[str(step.verdict.answer)] for step in steps)


@pytest.mark.parametrize("name", list(ANSWERS))
def test_right_documents(name: str) -> None:
    """What holds goes on to hold; nothing fails.  More may hold than is written down."""
    found, expected = shown(checked(name)), ANSWERS[name]
    assert "f" not in found
    assert len(found) == len(expected)
    lost = [k for k, letter in enumerate(expected) if letter == "h" != found[k]]
    assert not lost


@pytest.mark.parametrize("name", sorted({name for name, _, _ in ERRORS}))
def test_no_planted_error_holds(name: str) -> None:
    """All errors of a document at once, as the time of tests is short."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    errors = [(old, new) for where, old, new in ERRORS if where == name]
    for old, new in errors:
        assert text.count(old) == 1
        text = text.replace(old, new)
    before, after = checked(name), _checked(name, text)
    assert len(before) == len(after)
    changed = [
        wrong
        for right, wrong in zip(before, after, strict=True)
        if (right.lhs, right.rhs) != (wrong.lhs, wrong.rhs)
    ]
    assert len(changed) >= len(errors)
    assert "h" not in shown(changed)

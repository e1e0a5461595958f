"""Checking short documents that the tests write themselves."""

from __future__ import annotations

from symgauss.check.checked import CheckedStep
from symgauss.check.document import check_text


def steps_of(text: str, path: str = "notes.md") -> list[CheckedStep]:
    """The steps of a document, at points that stay the same."""
    return list(check_text(text, path, seed=7).steps)


def answers(text: str, path: str = "notes.md") -> list[str]:
    """The answers in order."""
    return [str(step.verdict.answer) for step in steps_of(text, path)]

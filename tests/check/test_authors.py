"""Documents in many authors' manners: nothing right is refuted, and no planted error holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from check.planted import ANSWERS, ERRORS

from symgauss.check import document
from symgauss.check.checked import CheckedStep
from symgauss.check.displays.parts import Statement
from symgauss.check.document import check_text
from symgauss.check.meaning.circles import Judged
from symgauss.check.verdicts import Verdicts
from symgauss.errors import Place
from symgauss.kernel.verdict import Answer, Verdict

FOLDER = Path(__file__).parent / "authors"
LETTERS = {"holds": "h", "definition": "d", "fails": "f", "unknown": "u"}


def checked(name: str, text: str) -> list[CheckedStep]:
    return list(check_text(text, name, seed=7).steps)


def shown(steps: list[CheckedStep]) -> str:
    return "".join(LETTERS[str(step.verdict.answer)] for step in steps)


@pytest.mark.parametrize("name", list(ANSWERS))
def test_a_document(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What holds goes on to hold; nothing fails.  More may hold than is written down.

    Then all errors of a document are planted at once, as the time of tests is short.
    """
    text = (FOLDER / name).read_text(encoding="utf-8")
    before = checked(name, text)
    found, expected = shown(before), ANSWERS[name]
    assert "f" not in found
    assert len(found) == len(expected)
    lost = [k for k, letter in enumerate(expected) if letter == "h" != found[k]]
    assert not lost

    errors = [(old, new) for where, old, new in ERRORS if where == name]
    for old, new in errors:
        assert text.count(old) == 1
        text = text.replace(old, new)
    monkeypatch.setattr(document, "Verdicts", judging_only([new for _, new in errors]))
    after = checked(name, text)
    assert len(before) == len(after)
    changed = [
        wrong
        for right, wrong in zip(before, after, strict=True)
        if wrong.lhs and (right.lhs, right.rhs) != (wrong.lhs, wrong.rhs)
    ]
    assert len(changed) >= len(errors)
    assert "h" not in shown(changed)


def judging_only(passages: list[str]) -> type[Verdicts]:
    """Verdicts on the displays with one of these passages; the others are read, not judged."""

    class Some(Verdicts):
        def _checked(self, statement: Statement, index: int, number: int) -> Judged:
            whole = statement.region
            places = [self.source.text.find(passage) for passage in passages]
            if whole is not None and any(whole.start <= p < whole.end for p in places):
                return super()._checked(statement, index, number)
            unread = Verdict(Answer.UNKNOWN)
            step = CheckedStep(Place(), statement.display, number, "", "", "", unread)
            return Judged(step, statement.position, (), introduces=False)

    return Some

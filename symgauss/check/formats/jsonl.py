"""One JSON object a step, in document order, and a last one that sums up."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from symgauss.check.checked import CheckedDocument, CheckedStep, Suggestion
from symgauss.errors import Place
from symgauss.kernel.verdict import Answer, Counterexample, Evidence

Json = str | int | float | bool | list["Json"] | dict[str, "Json"]
_ALWAYS = ("file", "line", "column", "end_line", "end_column", "display", "step", "verdict")


def lines(document: CheckedDocument) -> Iterator[str]:
    """The steps of one document, a line each, without line ends."""
    for step in document.steps:
        yield json.dumps(step_object(document.path, step), ensure_ascii=False)


def summary_line(documents: Sequence[CheckedDocument], seconds: float) -> str:
    """The last line, over all documents."""
    return json.dumps(summary_object(documents, seconds))


def summary_object(documents: Sequence[CheckedDocument], seconds: float) -> dict[str, Json]:
    """How many steps there are of each verdict, and how long it took to check them."""
    counts = {answer: sum(each.count()[answer] for each in documents) for answer in Answer}
    return {
        "summary": True,
        "steps": sum(len(each.steps) for each in documents),
        **{str(answer): count for answer, count in counts.items()},
        "seconds": round(seconds, 3),
    }


def step_object(path: str, step: CheckedStep) -> dict[str, Json]:
    """A step; keys that do not apply are absent."""
    verdict = step.verdict
    found: dict[str, Json] = {
        **place_object(path, step.place),
        "label": step.label,
        "display": step.display,
        "step": step.step,
        "relation": step.relation,
        "lhs": step.lhs,
        "rhs": step.rhs,
        "verdict": str(verdict.answer),
        "using": list(dict.fromkeys(step.using)),
        "stated_reason": step.reason,
        "reason": str(verdict.reason or ""),
        "detail": verdict.detail,
        "difference": step.difference,
    }
    if verdict.evidence is not None:
        found["evidence"] = evidence_object(verdict.evidence)
    if verdict.counterexample is not None:
        found["counterexample"] = counterexample_object(verdict.counterexample)
    if verdict.shape_conflict is not None:
        conflict = verdict.shape_conflict
        found["shapes"] = {"left": str(conflict.left), "right": str(conflict.right)}
    if step.blame is not None:
        found["blame"] = place_object(path, step.blame)
    if step.suggestion is not None:
        found["suggestion"] = suggestion_object(path, step.suggestion)
    return {key: value for key, value in found.items() if key in _ALWAYS or value not in ("", [])}


def suggestion_object(path: str, suggestion: Suggestion) -> dict[str, Json]:
    """The edit; ``fix`` is what has to be replaced in the file, where that is known."""
    found: dict[str, Json] = {"rhs": suggestion.rhs, "edit": suggestion.edit}
    if suggestion.fix is not None:
        found["fix"] = {**place_object(path, suggestion.fix.place), "text": suggestion.fix.text}
    return found


def place_object(path: str, place: Place) -> dict[str, Json]:
    """1-based lines and columns; the end column is the one after the last character."""
    return {
        "file": path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line or place.line,
        "end_column": place.end_column or place.column,
    }


def evidence_object(evidence: Evidence) -> dict[str, Json]:
    """How a step is known; ``seed`` replays it."""
    found: dict[str, Json] = {"kind": str(evidence.kind)}
    if evidence.log2_error is not None:
        found["log2_error"] = round(evidence.log2_error, 1)
    if evidence.digits is not None:
        found["digits"] = evidence.digits
    if evidence.sizes:
        found["sizes"] = dict(evidence.sizes)
    return {**found, "draws": evidence.draws, "seed": evidence.seed}


def counterexample_object(counterexample: Counterexample) -> dict[str, Json]:
    """Values of the symbols, by the names of the kernel, and both sides there."""
    found: dict[str, Json] = {
        "values": {name: _value(value) for name, value in counterexample.values.items()},
        "lhs": _value(counterexample.lhs),
        "rhs": _value(counterexample.rhs),
    }
    if counterexample.sizes:
        found["sizes"] = dict(counterexample.sizes)
    return found


def _value(value: str | list[list[str]]) -> Json:
    return value if isinstance(value, str) else [list(row) for row in value]

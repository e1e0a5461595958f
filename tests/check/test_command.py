from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import symgauss as sg
from symgauss.errors import SourceError

Call = Callable[..., Any]

RIGHT = r"$$ \sigma^2 + \sigma^2 = 2 \sigma^2 $$"
WRONG = r"$$ \sigma^2 + \sigma^2 = \sigma^4 + 1 $$"
OPAQUE = r"$$ f(x) + 1 = 2 g(x) + h(x) $$"


@pytest.fixture
def note(tmp_path: Path) -> Callable[..., Path]:
    def write(*lines: str, name: str = "note.md") -> Path:
        path = tmp_path / name
        path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def test_exit_codes(symgauss: Call, note: Callable[..., Path]) -> None:
    assert symgauss("check", note(RIGHT)).code == 0
    assert symgauss("check", note(WRONG)).code == 1
    assert symgauss("check", note(OPAQUE)).code == 0
    assert symgauss("check", "--strict", note(OPAQUE)).code == 1
    assert symgauss("check", note(RIGHT), "missing.md").code == 3
    assert symgauss("check").code == 2
    assert symgauss("check", "--jobs", "-1", note(RIGHT)).code == 2
    assert symgauss("check", note("{", name="a.ipynb")).code == 3
    assert symgauss("check", note("x" * 5_000_000)).code == 5


def test_one_unreadable_file_loses_no_other(symgauss: Call, note: Callable[..., Path]) -> None:
    outcome = symgauss("check", "missing.md", note(WRONG), "--format", "jsonl")
    step, summary = (json.loads(line) for line in outcome.out.splitlines())
    assert step["verdict"] == "fails"
    assert summary["steps"] == 1
    assert outcome.err.startswith("missing.md: ")
    assert outcome.code == 3


def test_text_for_a_person(symgauss: Call, note: Callable[..., Path]) -> None:
    path = note(RIGHT, WRONG)
    out = symgauss("check", path).out
    assert f"{path}:3:4: fails: " in out
    assert " 3 | $$" in out
    assert "counterexample: " in out
    assert out.splitlines()[-1].startswith(f"{path}: 2 steps: 1 holds, 1 fails, ")


@pytest.mark.parametrize("suffix", ["sarif", "jsonl", "txt"])
def test_the_suffix_says_the_format(
    symgauss: Call, note: Callable[..., Path], tmp_path: Path, suffix: str
) -> None:
    target = tmp_path / f"out.{suffix}"
    outcome = symgauss("check", note(WRONG), "-o", target)
    assert (outcome.code, outcome.out) == (1, "")
    first = target.read_text(encoding="utf-8")
    assert first[0] == "{" if suffix != "txt" else "fails" in first


def test_a_folder_that_is_missing_is_refused_before_the_work(
    symgauss: Call, note: Callable[..., Path], tmp_path: Path
) -> None:
    assert symgauss("check", note(RIGHT), "-o", tmp_path / "no" / "out.txt").code == 2


def test_a_seed_replays(symgauss: Call, note: Callable[..., Path]) -> None:
    path = note(RIGHT)

    def objects() -> list[Any]:
        out = symgauss("check", path, "--format", "jsonl", "--seed", "7").out
        return [json.loads(line) for line in out.splitlines()[:-1]]

    first = objects()
    assert first == objects()
    assert first[0]["evidence"]["seed"] == 7


def test_check_loads_no_sympy(note: Callable[..., Path]) -> None:
    program = (
        "import sys; from symgauss.cli.main import run;"
        f"code = run(['check', {str(note(WRONG))!r}]);"
        "bad = {'sympy', 'numpy', 'typst', 'rich', 'multiprocessing'} & set(sys.modules);"
        "assert not bad, bad; sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "")


def test_the_function_and_the_package_have_one_name(note: Callable[..., Path]) -> None:
    path = note(RIGHT, WRONG)
    steps = sg.check(path)
    assert [step.verdict.answer for step in steps] == ["holds", "fails"]
    assert steps[1].lhs == r"\sigma^2 + \sigma^2"
    assert repr(steps) == f"{path}: 2 steps: 1 holds, 1 fails"
    assert str(steps) == steps.text()
    shown = steps._repr_mimebundle_()
    assert shown["text/plain"] == steps.text()
    assert shown["text/latex"].count(r"\sigma^2 + \sigma^2") == 2
    assert "<pre" in shown["text/html"]
    with pytest.raises(SourceError, match=r"(?i)no such"):
        sg.check("no such.md")


def test_html_for_notebooks_has_no_markup_of_the_document(note: Callable[..., Path]) -> None:
    steps = sg.check(note("$$ 1 < 0 <script>alert(1)</script> $$", "$$ 1 < 0 <b> $$"))
    assert "<script" not in steps._repr_mimebundle_()["text/html"]
    assert "<b>" not in steps._repr_mimebundle_()["text/html"]

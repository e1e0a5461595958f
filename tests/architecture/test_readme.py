from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import symgauss
from symgauss.check.document import check_text
from symgauss.check.formats.text import findings
from symgauss.check.formats.text import plain as plain_findings
from symgauss.errors import TargetRefusedError
from symgauss.kernel.verdict import Answer
from symgauss.problems import derive_text
from symgauss.reports.prose import plain
from symgauss.sampling import sample_check

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def block(marker: str) -> str:
    """The fenced block after a marker, or the first one in a language."""
    found = re.search(rf"{re.escape(marker)}\n(?:```\w*\n)?(.*?)\n```", README, re.DOTALL)
    assert found, marker
    return found[1]


def test_the_example_document_derives_and_is_shown_as_the_output() -> None:
    derivation = derive_text(block("<!-- example -->"), "posterior.tex")
    output = block("<!-- output -->")
    assert plain(derivation.title) in output
    for result in derivation.results:
        assert result.verdict.accepted
    for step in derivation.routes[0].steps:
        assert f"({step.number})" in output
        assert step.rule.name.split()[0] in output


def test_the_refused_form_is_refused() -> None:
    wrong = block("<!-- example -->").replace("+ H^\\top R^{-1} H", "- H^\\top R^{-1} H")
    with pytest.raises(TargetRefusedError) as caught:
        derive_text(wrong, "wrong.tex")
    assert str(caught.value).splitlines()[0] in block("<!-- refused -->")


def test_the_notes_are_checked_as_shown() -> None:
    document = check_text(block("<!-- notes -->"), "notes.md")
    shown = block("<!-- checked -->")
    holds, fails, gradient = document.steps
    assert [s.verdict.answer for s in (holds, gradient)] == [Answer.HOLDS] * 2
    assert fails.suggestion is not None
    assert fails.suggestion.fix is not None
    assert fails.suggestion.fix.text in shown
    assert f"help: {fails.suggestion.edit}" in shown
    for line in plain_findings(findings(document)).splitlines():
        if not line.lstrip().startswith("counterexample"):
            assert line in shown


def test_the_model_is_sampled_as_shown() -> None:
    derivation = derive_text(block("<!-- example -->"), "posterior.tex")
    derivation = replace(derivation, title=plain(derivation.title))
    lines = sample_check(derivation, seed=1).text(100).splitlines()
    command, *shown = block("<!-- sampled -->").splitlines()
    assert command == "$ symgauss sample posterior.tex --seed 1"
    gap = next(i for i, line in enumerate(shown) if line.startswith("[..."))
    assert lines[:gap] == shown[:gap]
    assert lines[-1] == shown[-1]


def test_the_python_example_runs(tmp_path: Path) -> None:
    program = block("```python")
    here = os.environ | {"PYTHONPATH": str(Path(symgauss.__file__).parents[1])}
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=here, check=True)
    assert (tmp_path / "kl.pdf").read_bytes().startswith(b"%PDF-")


def test_the_exported_file_is_as_shown_and_is_used_as_shown(tmp_path: Path) -> None:
    here = os.environ | {"PYTHONPATH": str(Path(symgauss.__file__).parents[1])}
    command = block("<!-- exported -->").removeprefix("$ symgauss ").split()
    program = [sys.executable, "-m", "symgauss", *command]
    subprocess.run(program, cwd=tmp_path, env=here, check=True, capture_output=True)
    assert block("<!-- docstring -->") in (tmp_path / "ddpm.py").read_text(encoding="utf-8")
    program = block("<!-- used -->") + "\nassert mean.shape == (2, 3072)"
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True)

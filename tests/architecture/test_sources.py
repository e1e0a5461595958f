from __future__ import annotations

import ast
import statistics
from pathlib import Path

import pytest

import symgauss

PACKAGE = Path(symgauss.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_files_are_short() -> None:
    counts = [lines(path) for path in FILES if lines(path)]
    assert statistics.median(counts) <= 150
    assert max(counts) <= 500


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_functions_are_short_unless_they_are_one_match(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            is_table = any(isinstance(part, ast.Match) for part in node.body)
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= 60 or is_table, f"{path}:{node.lineno}: {node.name}"


def test_no_file_of_leftovers() -> None:
    names = {path.stem for path in FILES}
    assert not names & {"utils", "util", "helpers", "misc", "common"}

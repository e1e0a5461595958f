from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from export.modules import SLUGS, functions, module

from symgauss.export import target

ROOT = Path(__file__).parents[2]
STANDARD = {"__future__", "math", "collections.abc", "typing"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All results of the shelf, a file each."""
    made = tmp_path_factory.mktemp("exported")
    for slug in SLUGS:
        text = target("numpy").source(module(slug))
        (made / f"{slug.replace('-', '_')}.py").write_text(text, encoding="utf-8")
    return made


def passes(folder: Path, *command: object) -> None:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, cwd=folder
    )
    assert done.returncode == 0, done.stdout[:3000]


def test_files_are_formatted_and_clean_and_import_nothing_but_their_target(folder: Path) -> None:
    """One test, because one process has to derive the shelf for it.

    The linter has all rules but those that this project leaves out, a lone file, many arguments,
    and one about the style of docstrings.
    """
    passes(folder, "ruff", "format", "--check", "--diff", "--isolated", "--line-length", 100, ".")
    left_out = ("--extend-ignore", "INP001,PLR0917,D413")
    passes(folder, "ruff", "check", "--config", ROOT / "pyproject.toml", *left_out, ".")
    files = ("mvn_kl.py", "kalman_filter.py", "normal_density.py")
    passes(folder, sys.executable, "-m", "mypy", "--strict", "--no-incremental", *files)
    for path in folder.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        modules = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
        modules |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
        assert modules - STANDARD <= {"numpy", "numpy.typing"}


def test_a_file_runs_on_its_own(symgauss: Callable[..., object], tmp_path: Path) -> None:
    outcome = symgauss("export", "mvn-kl", "--to", "numpy", "-o", tmp_path / "f.py")
    assert outcome.code == 0, outcome.err
    call = "f.kl([0.0], [[1.0]], [1.0], [[1.0]])"
    code = f"import f, sys; print({call}); print('symgauss' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin"},
    )
    assert done.stdout.split() == ["0.5", "False"]


def test_docstrings_say_what_a_caller_needs() -> None:
    kl = functions("mvn-kl")["kl"]
    assert "Sigma_1: (..., n, n), Σ₁ ∈ 𝕊₊₊ⁿ" in kl.__doc__
    assert "kl: (...)" in kl.__doc__
    assert "KL(𝒩(μ₁, Σ₁) ‖ 𝒩(μ₂, Σ₂))" in kl.__doc__


def test_an_unknown_target_is_a_usage_error(symgauss: Callable[..., object]) -> None:
    outcome = symgauss("export", "mvn-kl", "--to", "cobol")
    assert outcome.code == 2
    assert "known: numpy" in outcome.err

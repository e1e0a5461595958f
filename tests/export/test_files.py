from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from export.modules import SLUGS, functions, module

from symgauss.export import TARGETS, module_of, target
from symgauss.export.helping import helpers
from symgauss.shelf.loading import load

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".mypy_cache" / "exported"  # the types of a target take long to read
STANDARD = {"__future__", "math", "os", "collections.abc", "threading", "contextvars"}
STANDARD |= {"collections", "typing", "weakref"}


def passes(folder: Path, *command: object) -> None:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, cwd=folder
    )
    assert done.returncode == 0, done.stdout[:3000]


MODULES = {
    "numpy": {"numpy", "numpy.typing"},
    "torch": {"torch"},
    "jax": {"jax", "jax.numpy", "jax.typing"},
    "numba": {"numba", "numpy", "numpy.typing"},
}


def _is_private(node: ast.Assign) -> bool:
    """Whether it is a constant of helper code, whose reader wants to know what it is for."""
    (name,) = node.targets
    return isinstance(name, ast.Name) and name.id.startswith("_") and name.id[1] != "_"


def test_files_are_formatted_and_clean_and_import_nothing_but_their_target(tmp_path: Path) -> None:
    """One test, because one process has to derive the shelf for it.

    The linter has all rules but those that this project leaves out, a lone file, many arguments,
    and one about the style of docstrings.
    """
    typed = []
    with_gradients = module_of(load("mvn-kl"), gradients=True)
    for name, modules in MODULES.items():
        for slug in SLUGS:
            path = tmp_path / f"{name}_{slug.replace('-', '_')}.py"
            made = with_gradients if slug == "mvn-kl" else module(slug)
            path.write_text(target(name).source(made), encoding="utf-8")
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
            found |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
            assert found - STANDARD <= modules
            constants = [n for n in tree.body if isinstance(n, ast.Assign) and _is_private(n)]
            lines = path.read_text(encoding="utf-8").splitlines()
            assert all(lines[node.lineno - 2].startswith("#: ") for node in constants)
            cores = {f"_{function.name}" for function in module(slug).functions}
            assert not cores & set(helpers(name).sources)
        if all(find_spec(package) for package in target(name).packages):
            typed += [f"{name}_{s}.py" for s in ("mvn_kl", "kalman_filter", "normal_density")]
    passes(
        tmp_path,
        sys.executable,
        "-m",
        "ruff",
        "format",
        "--check",
        "--diff",
        "--isolated",
        "--line-length",
        100,
        ".",
    )
    left_out = ("--extend-ignore", "INP001,PLR0917,D413")
    passes(
        tmp_path,
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--config",
        ROOT / "pyproject.toml",
        *left_out,
        ".",
    )
    passes(tmp_path, sys.executable, "-m", "ruff", "check", "--isolated", ".")
    passes(tmp_path, sys.executable, "-m", "mypy", "--strict", "--cache-dir", CACHE, *typed)


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


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-o", "f.f90"), "f.f90: the suffix names no target; say one with --to (numpy, torch"),
        (("--to", "c", "-o", "f.py"), "f.py: the target c writes no .py file, but f.c"),
        (("--to", "torch", "-o", "f.c"), "f.c: the target torch writes no .c file, but f.py"),
    ],
)
def test_a_suffix_of_another_language_is_a_usage_error(
    symgauss: Callable[..., object], tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    *options, name = arguments
    outcome = symgauss("export", "mvn-kl", *options, tmp_path / name)
    assert outcome.code == 2
    assert message in outcome.err
    assert not list(tmp_path.iterdir())


def test_results_have_their_own_names_where_functions_differ_in_capitals_alone() -> None:
    module = module_of(load("mvn-kl"), gradients=True)
    made = target("numpy").functions(module)
    one, eye = np.ones(2), np.eye(2)
    assert made["kl_from_Sigma_gradient"](one, eye, one)._fields == ("mu_1", "Sigma", "mu_2")
    assert made["kl_from_sigma_gradient"](one, 1.0, one)._fields == ("mu_1", "sigma", "mu_2")


def test_help_lists_the_targets_with_what_they_need(symgauss: Callable[..., object]) -> None:
    outcome = symgauss("export", "--help")
    assert outcome.code == 0
    for each in TARGETS.values():
        assert each.name in outcome.out
        assert each.install in " ".join(outcome.out.split())
    assert "needs a C99 compiler" in " ".join(outcome.out.split())

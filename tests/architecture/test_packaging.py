from __future__ import annotations

import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from symgauss.shelf import catalogue, entries

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
MARKER = "<!-- the tests, as .ci/run runs them -->"


def installed_files() -> set[str]:
    """Files of an installed wheel; skips for a checkout or an editable install."""
    try:
        files = metadata.files("symgauss") or []
    except metadata.PackageNotFoundError:
        files = []
    names = {file.as_posix() for file in files}
    if "symgauss/kernel/judge.py" not in names:
        pytest.skip("symgauss is not installed from a wheel")
    return names


def test_the_wheel_holds_the_shelf_and_the_type_marker() -> None:
    names = installed_files()
    assert "symgauss/py.typed" in names
    for entry in entries():
        assert f"symgauss/shelf/derivations/{entry.path.name}" in names


def test_the_wheel_holds_nothing_but_the_package() -> None:
    tops = {name.partition("/")[0] for name in installed_files() if not name.startswith("..")}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"symgauss"}


def test_checkout_and_wheel_have_the_same_shelf() -> None:
    here = {path.name for path in (ROOT / "derivations").glob("*.py")}
    assert {entry.path.name for entry in entries()} == here
    assert catalogue.folder().name == "derivations"


def test_ci_runs_the_test_command_of_the_readme() -> None:
    place = README.index(MARKER)
    assert README[place + 1].startswith("```")
    assert README[place + 2] == "pip install '.[test]' && pytest -n auto"
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert MARKER in script


def test_each_ignored_lint_has_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    ignored = tomllib.loads(text)["tool"]["ruff"]["lint"]["ignore"]
    for code in ignored:
        line = next(line for line in text.splitlines() if f'"{code}"' in line)
        assert "#" in line, code

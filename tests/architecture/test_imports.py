from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import symgauss

PACKAGE = Path(symgauss.__file__).parent
ROOT = Path(__file__).parents[2]


def modules_after(statement: str) -> set[str]:
    """Top-level modules that a fresh process has loaded after a statement."""
    program = f"{statement}\nimport sys; print(*(m.partition('.')[0] for m in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("statement", "unwanted"),
    [
        ("import symgauss", {"sympy", "flint", "numpy", "typst", "rich", "click"}),
        ("import symgauss.cli", {"sympy", "flint", "numpy", "typst", "rich"}),
        ("import symgauss.kernel.judge", {"sympy", "numpy", "typst", "rich", "click"}),
        ("import symgauss.notation.latex", {"sympy", "flint", "numpy"}),
        ("import symgauss.latex", {"sympy", "flint", "numpy"}),
    ],
)
def test_what_an_import_does_not_load(statement: str, unwanted: set[str]) -> None:
    assert not modules_after(statement) & unwanted


def imported_modules(path: Path) -> set[str]:
    """Everything that a file imports, at its top or inside of a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                found |= {name.name for name in names}
            case ast.ImportFrom(module=str(module), level=0):
                found.add(module)
            case ast.ImportFrom():
                found.add("a relative import")
            case _:
                pass
    return found


KERNEL_FILES = sorted((PACKAGE / "kernel").rglob("*.py"))


@pytest.mark.parametrize("path", KERNEL_FILES, ids=lambda path: path.stem)
def test_the_kernel_imports_only_the_standard_library_and_flint(path: Path) -> None:
    for module in imported_modules(path):
        top = module.partition(".")[0]
        allowed = top in sys.stdlib_module_names or top == "flint"
        assert allowed or module.startswith("symgauss.kernel"), module


ALL_FILES = sorted(PACKAGE.rglob("*.py"))
NEVER = {"eval", "exec", "sympify", "parse_expr", "parse_latex", "compile", "__import__"}


@pytest.mark.parametrize("path", ALL_FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_text_is_ever_run(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            is_regex = name == "compile" and isinstance(node.func, ast.Attribute)
            is_strict = any(keyword.arg == "strict" for keyword in node.keywords)
            allowed = is_regex or (name == "sympify" and is_strict)
            assert name not in NEVER or allowed, f"{path}:{node.lineno}: {name}"


@pytest.mark.parametrize("text", ["x", "__import__('os').system('true')", "1 + 1", ""])
def test_text_never_becomes_an_expression(text: str) -> None:
    from symgauss.bridge.values import as_expression
    from symgauss.errors import UsageError

    with pytest.raises(UsageError, match="not"):
        as_expression(text)


def test_the_import_contracts_hold() -> None:
    pytest.importorskip("importlinter", reason="import-linter is in the extra 'dev'")
    if not (ROOT / "symgauss").is_dir():
        pytest.skip("not in a checkout")
    script = "from importlinter.cli import lint_imports_command as c; c()"
    done = subprocess.run(
        [sys.executable, "-c", script, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout

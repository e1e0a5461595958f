from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from symgauss.errors import UsageError
from symgauss.shelf import catalogue, entries, find, load

FILE = '''r"""{title}

Some words about it.

Source: Somebody (2020), A Book,
section 2.

More words.
"""

from __future__ import annotations
raise RuntimeError("this file must not be run")
'''


def file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_entry_is_read_without_running_the_file(tmp_path: Path) -> None:
    path = file(tmp_path, "normal_kl.py", FILE.format(title=r"The $\mathrm{KL}$ of two normals."))
    entry = catalogue.read_entry(path)
    assert entry.slug == "normal-kl"
    assert entry.title == r"The $\mathrm{KL}$ of two normals"
    assert entry.source == "Somebody (2020), A Book, section 2."


@pytest.mark.parametrize(
    "text",
    ["", "x = 1\n", '"""Title."""\n', '"""\n\nSource: x\n"""\n', '"""Title.\n\nSource:\n"""\n'],
)
def test_a_docstring_without_title_or_source_is_refused(tmp_path: Path, text: str) -> None:
    path = file(tmp_path, "bad.py", text)
    with pytest.raises(ValueError, match="docstring"):
        catalogue.read_entry(path)


def test_only_modules_named_like_a_slug_are_on_the_shelf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("b.py", "a_1.py", "__init__.py", "_private.py", "A.py", "note.txt"):
        file(tmp_path, name, FILE.format(title="T"))
    monkeypatch.setattr(catalogue, "_FOLDERS", (tmp_path,))
    found = catalogue.entries.__wrapped__()
    assert [entry.slug for entry in found] == ["a-1", "b"]


def test_every_file_of_the_shelf_has_title_and_source() -> None:
    assert len(entries()) >= 1
    for entry in entries():
        assert entry.title
        assert not entry.source.startswith("http")
        assert len(entry.title) <= 80


@pytest.mark.parametrize("slug", ["../setup", "/etc/passwd", "normal_kl", "normal-kl.py", "", "."])
def test_nothing_but_a_slug_is_found(slug: str) -> None:
    assert find(slug) is None
    with pytest.raises(UsageError, match="nothing on the shelf"):
        load(slug)


def test_a_mistyped_slug_gets_suggestions() -> None:
    with pytest.raises(UsageError, match=r"did you mean .*normal-kl"):
        load("normal-lk")
    with pytest.raises(UsageError, match=r"did you mean normal-kl"):
        load("Normal_KL")


def test_loading_fills_in_what_the_docstring_says() -> None:
    derivation = load("normal-kl")
    entry = find("normal-kl")
    assert entry is not None
    assert (derivation.slug, derivation.title, derivation.source) == (
        entry.slug,
        entry.title,
        entry.source,
    )
    assert derivation.steps


def test_listing_loads_neither_sympy_nor_flint_nor_the_files() -> None:
    program = (
        "import sys, symgauss.shelf as shelf; shelf.entries();"
        "bad = {'sympy', 'flint', 'numpy', 'typst'} & set(sys.modules);"
        "assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", program], check=True)

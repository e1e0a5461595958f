from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Call = Callable[..., "object"]


def test_help_names_the_commands(symgauss: Call) -> None:
    outcome = symgauss("--help")
    assert outcome.code == 0
    for command in ("list", "derive", "recheck"):
        assert command in outcome.out


def test_version(symgauss: Call) -> None:
    outcome = symgauss("--version")
    assert outcome.code == 0
    assert outcome.out.startswith("symgauss ")


def test_list_has_a_line_for_each_derivation(symgauss: Call) -> None:
    outcome = symgauss("list")
    assert outcome.code == 0
    line = next(line for line in outcome.out.splitlines() if line.startswith("normal-kl "))
    assert "Kullback" in line


def test_list_as_json(symgauss: Call) -> None:
    rows = json.loads(symgauss("list", "--json").out)
    assert all(set(row) == {"slug", "title", "source"} for row in rows)
    assert "normal-kl" in {row["slug"] for row in rows}


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["no-such-command"],
        ["derive"],
        ["derive", "normal-kl", "--to", "docx"],
        ["derive", "normal-kl", "-o", "kl.docx"],
        ["derive", "normal-kl", "-o", "no/such/folder/kl.pdf"],
        ["derive", "normal-kl", "-o", "."],
        ["derive", "normal-kl", "--to", "pdf", "-o", "."],
        ["derive", "normal-kl", "--engine", "typst"],
        ["derive", "normal-kl", "--to", "pdf", "--engine", "word"],
        ["derive", "normal-lk"],
        ["recheck"],
    ],
)
def test_usage_errors_exit_with_2(symgauss: Call, arguments: list[str]) -> None:
    outcome = symgauss(*arguments)
    assert outcome.code == 2
    assert outcome.err
    assert "Traceback" not in outcome.err
    assert not outcome.out


def test_an_unknown_slug_gets_the_closest_ones(symgauss: Call) -> None:
    assert "did you mean normal-kl" in symgauss("derive", "normal-lk").err


def test_a_missing_file_exits_with_3(symgauss: Call, tmp_path: Path) -> None:
    outcome = symgauss("derive", tmp_path / "none.md")
    assert outcome.code == 3
    assert outcome.err == f"{tmp_path / 'none.md'}: no such file\n"


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe\x00binary\x80", b"", b"no model here\n"],
    ids=["binary", "empty", "plain"],
)
def test_a_file_that_is_no_model_exits_with_3(
    symgauss: Call, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "notes.md"
    path.write_bytes(content)
    outcome = symgauss("derive", path)
    assert outcome.code == 3
    assert outcome.err.startswith(str(path))
    assert "Traceback" not in outcome.err


def test_a_folder_instead_of_a_file_exits_with_3(symgauss: Call, tmp_path: Path) -> None:
    for command in ("derive", "recheck"):
        outcome = symgauss(command, tmp_path)
        assert outcome.code == 3
        assert str(tmp_path) in outcome.err


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads every file")
def test_an_unreadable_file_exits_with_3(symgauss: Call, tmp_path: Path) -> None:
    path = tmp_path / "closed.md"
    path.write_text("x")
    path.chmod(0)
    assert symgauss("derive", path).code == 3


def test_text_goes_to_standard_output(symgauss: Call) -> None:
    outcome = symgauss("derive", "normal-kl")
    assert outcome.code == 0
    assert "Kullback" in outcome.out
    assert not outcome.err


@pytest.mark.parametrize(
    ("suffix", "start"),
    [(".tex", "\\documentclass"), (".json", "{"), (".html", "<!"), (".txt", "")],
)
def test_the_suffix_decides_the_format(
    symgauss: Call, tmp_path: Path, suffix: str, start: str
) -> None:
    path = tmp_path / f"kl{suffix}"
    outcome = symgauss("derive", "normal-kl", "-o", path)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    assert path.read_text(encoding="utf-8").lower().startswith(start.lower())
    assert list(tmp_path.iterdir()) == [path]


def test_to_wins_over_the_suffix(symgauss: Call, tmp_path: Path) -> None:
    path = tmp_path / "kl.txt"
    assert symgauss("derive", "normal-kl", "--to", "json", "-o", path).code == 0
    json.loads(path.read_text(encoding="utf-8"))


def test_a_dash_is_standard_output(symgauss: Call) -> None:
    outcome = symgauss("derive", "normal-kl", "--to", "json", "-o", "-")
    assert outcome.code == 0
    json.loads(outcome.out)


def test_a_pdf_is_written_whole(symgauss: Call, tmp_path: Path) -> None:
    path = tmp_path / "kl.pdf"
    path.write_bytes(b"old")
    assert symgauss("derive", "normal-kl", "-o", path).code == 0
    assert path.read_bytes().startswith(b"%PDF-")
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(symgauss: Call, tmp_path: Path) -> None:
    path, link = tmp_path / "kl.tex", tmp_path / "link.tex"
    path.write_text("old")
    link.symlink_to(path)
    assert symgauss("derive", "normal-kl", "-o", link).code == 0
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8").startswith("\\documentclass")


def test_a_device_is_written_to_and_not_replaced(symgauss: Call) -> None:
    assert symgauss("derive", "normal-kl", "--to", "tex", "-o", os.devnull).code == 0
    assert not Path(os.devnull).is_file()


def test_a_file_stays_as_it_was_when_the_work_fails(
    symgauss: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from symgauss import reports

    def broken(*_: object, **__: object) -> str:
        raise RuntimeError("planted")

    monkeypatch.setattr(reports, "render", broken)
    path = tmp_path / "kl.tex"
    path.write_text("old")
    outcome = symgauss("derive", "normal-kl", "-o", path)
    assert outcome.code == 70
    assert "planted" in outcome.err
    assert "Traceback" not in outcome.err
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
    assert "Traceback" in symgauss("--debug", "derive", "normal-kl", "-o", path).err


@pytest.mark.parametrize(
    ("error", "code"),
    [(KeyboardInterrupt(), 130), (MemoryError(), 5), (RecursionError(), 5), (OSError("gone"), 3)],
)
def test_what_stops_the_work_is_one_line(
    symgauss: Call, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
) -> None:
    from symgauss.shelf import loading

    def broken(_: str) -> None:
        raise error

    monkeypatch.setattr(loading, "load", broken)
    outcome = symgauss("derive", "normal-kl")
    assert outcome.code == code
    assert outcome.err.strip().count("\n") == 0


def test_a_reader_that_leaves_early_sees_no_traceback() -> None:
    command = f"{sys.executable} -m symgauss list | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_recheck_accepts_what_derive_wrote_and_loads_no_sympy(
    symgauss: Call, tmp_path: Path
) -> None:
    path = tmp_path / "kl.json"
    assert symgauss("derive", "normal-kl", "-o", path).code == 0
    program = (
        "import sys; from symgauss.cli.main import run;"
        f"code = run(['recheck', {str(path)!r}]);"
        "bad = {'sympy', 'numpy', 'typst', 'rich'} & set(sys.modules);"
        "assert not bad, bad; sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert str(path) in done.stdout


@pytest.mark.parametrize("content", [b"", b"{}", b"[1, 2", b"\xff\xfe", b"nonsense"])
def test_recheck_of_something_else_exits_with_3(
    symgauss: Call, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "kl.json"
    path.write_bytes(content)
    outcome = symgauss("recheck", path)
    assert outcome.code == 3
    assert str(path) in outcome.err
    assert "Traceback" not in outcome.err


def test_recheck_of_a_file_of_another_version_exits_with_3(symgauss: Call, tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_text('{"format": "symgauss certificate", "version": 1, "certificate": {}}')
    outcome = symgauss("recheck", path)
    assert outcome.code == 3
    assert "written by another version of symgauss; derive it again" in outcome.err

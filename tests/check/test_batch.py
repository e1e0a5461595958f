from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from symgauss.check import one_file
from symgauss.check.batch import check_files
from symgauss.check.checked import CheckedDocument
from symgauss.check.one_file import Outcome, Unreadable


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    paths = []
    for number in range(5):
        path = tmp_path / f"note {number}.md"
        path.write_text(f"$$ {number} + 1 = {number + 1} $$\n", encoding="utf-8")
        paths.append(str(path))
    paths.insert(2, str(tmp_path / "missing.md"))
    (tmp_path / "binary.md").write_bytes(b"\xff\xfe")
    paths.append(str(tmp_path / "binary.md"))
    return paths


@pytest.mark.parametrize("jobs", [1, 2, 0])
def test_outcomes_keep_the_order_of_the_files(files: list[str], jobs: int) -> None:
    outcomes = list(check_files(files, jobs=jobs))
    assert [each.path for each in outcomes] == files
    unreadable = [each for each in outcomes if isinstance(each, Unreadable)]
    assert [(each.path, each.exit_code) for each in unreadable] == [(files[2], 3), (files[-1], 3)]


def _dies(path: str, seed: int | None) -> Outcome:
    if "note 1" in path:
        os.kill(os.getpid(), signal.SIGKILL)
    return CheckedDocument(path, (), float(seed or 0))


def test_a_process_that_dies_takes_no_other_file_with_it(
    files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_file, "outcome", _dies)
    outcomes = list(check_files(files, jobs=2))
    assert [each.path for each in outcomes] == files
    lost = [each for each in outcomes if isinstance(each, Unreadable)]
    assert [(each.path, each.exit_code) for each in lost] == [(files[1], 5)]


PROGRAM = """
import sys, time
from symgauss.check import one_file
from symgauss.check.checked import CheckedDocument

def slow(path, seed):
    if "note 1" in path:
        print("ready", file=sys.stderr, flush=True)
        time.sleep(60)
    return CheckedDocument(path, (), 0.0)

one_file.outcome = slow
from symgauss.cli.main import run
sys.exit(run(["check", *sys.argv[1:]]))
"""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_was_finished_is_printed_after_an_interruption(files: list[str], jobs: str) -> None:
    command = [sys.executable, "-c", PROGRAM, "--format", "jsonl", "--jobs", jobs, *files]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stderr is not None
    assert process.stderr.readline() == "ready\n"
    time.sleep(0.3)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert '"summary": true' in out
    assert "Traceback" not in err
    assert "interrupted" in err


@pytest.mark.parametrize("_", range(4))
def test_processes_end_without_a_word(files: list[str], _: int) -> None:
    command = [sys.executable, "-m", "symgauss", "check", "--jobs", "2", files[0], files[1]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple
from zlib import crc32

import pytest
from hypothesis import settings

from symgauss.cli.main import run
from symgauss.kernel import judge

settings.register_profile("symgauss", deadline=None, derandomize=True)
settings.load_profile("symgauss")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew")
    parser.addoption("--fresh-draws", action="store_true", help="draw points anew, not by test")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let each test draw the same points in each run; ``--fresh-draws`` looks at new ones."""
    if not item.config.getoption("--fresh-draws"):
        source = Random(crc32(item.nodeid.encode()))  # noqa: S311 - points, not secrets
        judge.SystemRandom = lambda: source


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def symgauss(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Carry out a command line in this process."""

    def call(*arguments: str | Sequence[str]) -> Outcome:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        return Outcome(code, *capsys.readouterr())

    return call

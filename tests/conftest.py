from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest
from hypothesis import settings

from symgauss.cli.main import run

settings.register_profile("symgauss", deadline=None, derandomize=True)
settings.load_profile("symgauss")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew")


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

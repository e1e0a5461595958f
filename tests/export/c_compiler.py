"""Whether C can be compiled here."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from symgauss.errors import MissingDependencyError
from symgauss.export.c.compiling import compiler


def command() -> list[str]:
    """The compiler; the test is skipped where there is none."""
    try:
        return list(compiler())
    except MissingDependencyError as error:
        pytest.skip(str(error))


def clang() -> list[str]:
    """Clang, under its name with or without a version; the test is skipped where there is none."""
    folders = (Path(folder) for folder in os.get_exec_path())
    names = (
        path.name
        for folder in folders
        if folder.is_dir()
        for path in folder.glob("clang*")
        if re.fullmatch(r"clang(-\d+)?", path.name) and shutil.which(path.name)
    )
    found = next(names, None)
    if found is None:
        pytest.skip("needs clang")
    return [found]

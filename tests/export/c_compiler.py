"""Whether C can be compiled here."""

from __future__ import annotations

import pytest

from symgauss.errors import MissingDependencyError
from symgauss.export.c.compiling import compiler


def command() -> list[str]:
    """The compiler; the test is skipped where there is none."""
    try:
        return list(compiler())
    except MissingDependencyError as error:
        pytest.skip(str(error))

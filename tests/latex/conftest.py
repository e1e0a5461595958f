"""Scopes that the tests of the reader share."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from symgauss.latex import Scope, read_statement

sys.path.insert(0, str(Path(__file__).parent))

from scalars import DECLARATIONS


@pytest.fixture(scope="session")
def declared() -> Scope:
    """Vectors, matrices and scalars of the random terms."""
    scope = Scope()
    for statement in DECLARATIONS:
        read_statement(statement, scope)
    return scope

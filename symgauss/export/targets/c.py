"""C99: a header and a source file, and functions compiled with the compiler of the system."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from symgauss.errors import UsageError
from symgauss.export.c.source import header, written
from symgauss.export.c.source import source as c_source
from symgauss.export.module import Module


def source(module: Module) -> str:
    """The text of one file: the source with the header in front."""
    return c_source(written(module), header(module).rstrip())


def files(module: Module, stem: str) -> dict[str, str]:
    """The texts of the files ``stem.h`` and ``stem.c`` by their suffixes."""
    if not re.fullmatch(r"[\w.+ -]+", stem):
        raise UsageError(f"{stem!r}: C cannot include a file of this name; choose another")
    return {".h": header(module), ".c": c_source(written(module), f'#include "{stem}.h"')}


def functions(module: Module) -> dict[str, Callable[..., Any]]:
    """The functions in this process, compiled when they are called."""
    from symgauss.export.c.calling import functions_of  # noqa: PLC0415 - loads NumPy
    from symgauss.export.c.compiling import compiler  # noqa: PLC0415 - as above

    compiler()  # without one, this is the place to say so
    return functions_of(written(module))

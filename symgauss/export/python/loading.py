"""Running what was written: the functions of a module in this process."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.abc import SourceLoader
from importlib.util import module_from_spec, spec_from_loader
from typing import Any

from symgauss.export.module import Module
from symgauss.export.python.source import module_source
from symgauss.export.python.table import PythonTable


class _Written(SourceLoader):
    """Loads a module from the text that :mod:`.source` wrote, as if it were a file."""

    def __init__(self, text: str, path: str) -> None:
        self._text = text
        self._path = path

    def get_filename(self, fullname: str) -> str:
        """A name that shows in tracebacks, next to the source line."""
        del fullname
        return self._path

    def get_data(self, path: str | bytes) -> bytes:
        """The text, and nothing else."""
        if path != self._path:
            raise OSError(path)
        return self._text.encode()


def functions(module: Module, table: PythonTable) -> dict[str, Callable[..., Any]]:
    """The public functions by name, the main one first.

    What is run was written from operations, whitelisted identifiers, numbers, and texts in which
    nothing can end a string; no text of a document is code.
    """
    return load_text(module, table.name, module_source(module, table))


def load_text(module: Module, target: str, text: str) -> dict[str, Callable[..., Any]]:
    """The public functions of a module that was written for a target."""
    name = f"symgauss_{target}_{module.main.name}"
    loader = _Written(text, f"<{name}>")
    spec = spec_from_loader(name, loader)
    if spec is None:
        raise ImportError(f"cannot load {name}")
    made = module_from_spec(spec)
    sys.modules[name] = made  # classes of results look their module up
    loader.exec_module(made)
    written = (*module.functions, *(s for s in module.stages if hasattr(made, s.name)))
    return {f.name: getattr(made, f.name) for f in written}

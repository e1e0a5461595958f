"""A person's document: its steps, what holds of them, and what to say about the rest.

The module is also the function ``symgauss.check(path)``: a package cannot have a function and a
subpackage of one name, so the subpackage can be called.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symgauss.check.results import CheckedSteps


class _Check(ModuleType):
    def __call__(self, path: str | Path, *, seed: int | None = None) -> CheckedSteps:
        """The checked steps of a document (``.tex``, ``.md``, ``.ipynb``) in order.

        ``seed`` draws the points of an earlier run again.  ``SourceError`` if the file cannot be
        read; what cannot be understood in it is a step that is ``unknown``.
        """
        from symgauss.check.one_file import check_path  # noqa: PLC0415 - loads the kernel
        from symgauss.check.results import CheckedSteps  # noqa: PLC0415 - as above

        return CheckedSteps(check_path(path, seed=seed))


sys.modules[__name__].__class__ = _Check

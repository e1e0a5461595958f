"""Many files: each is checked on its own, in one process or several; results keep their order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from symgauss.check.checked import CheckedDocument
from symgauss.errors import SymgaussError
from symgauss.latex.documents import read_side, read_text

#: Checks the text of a document and of its side file: ``check_text``.
Check = Callable[..., CheckedDocument]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that is no document; the others are checked all the same."""

    path: str
    message: str
    exit_code: int


Outcome = CheckedDocument | Unreadable


def check_path(path: str | Path, *, seed: int | None = None) -> CheckedDocument:
    """Check one file with its side file; ``SourceError`` if it cannot be read."""
    from symgauss.check.document import check_text  # noqa: PLC0415 - loads the kernel

    file = Path(path)
    return check_text(read_text(file), str(path), read_side(file), seed=seed)


def check_files(
    paths: Sequence[str], *, jobs: int = 1, seed: int | None = None
) -> Iterator[Outcome]:
    """The outcome of each file, in the order of the files.

    ``jobs`` is the number of processes, 0 for as many as there are processors.  After an
    interruption come the files that were finished, then the interruption.
    """
    jobs = min(jobs or os.cpu_count() or 1, len(paths))
    if jobs <= 1:
        for path in paths:
            yield outcome(path, seed)
        return
    from symgauss.check.parallel import outcomes  # noqa: PLC0415 - loads multiprocessing

    yield from outcomes(paths, jobs, seed)


def outcome(path: str, seed: int | None) -> Outcome:
    """A checked document, or why there is none."""
    try:
        return check_path(path, seed=seed)
    except SymgaussError as error:
        return Unreadable(path, str(error), error.exit_code)
    except (MemoryError, RecursionError):
        return Unreadable(path, f"{path}: out of memory", 5)

"""One file: its text and side file are read and checked, or there is a reason why not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from symgauss.check.checked import CheckedDocument
from symgauss.errors import SymgaussError
from symgauss.latex.documents import read_side, read_text


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


def outcome(path: str, seed: int | None) -> Outcome:
    """A checked document, or why there is none."""
    try:
        return check_path(path, seed=seed)
    except SymgaussError as error:
        return Unreadable(path, str(error), error.exit_code)
    except (MemoryError, RecursionError):
        return Unreadable(path, f"{path}: out of memory", 5)

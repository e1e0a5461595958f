"""From a document with a model and a query to a derivation."""

from __future__ import annotations

from pathlib import Path

from symgauss.derivation.derivation import Derivation
from symgauss.errors import SourceError

LONGEST = 4_000_000  #: bytes of a document


def derive_file(path: Path) -> Derivation:
    """Derive what the queries of a file ask for."""
    return derive_text(read_text(path), str(path))


def derive_text(text: str, path: str = "<text>") -> Derivation:
    """Derive what the queries of a text ask for; ``path`` is for messages."""
    raise NotImplementedError


def read_text(path: Path) -> str:
    """The text of a file; ``SourceError`` if it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error
    if len(data) > LONGEST:
        raise SourceError(f"{path}: longer than {LONGEST} bytes")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: not a text in UTF-8 (byte {error.start + 1})") from error

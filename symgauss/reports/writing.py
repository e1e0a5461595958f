"""Files are written beside their place and then renamed: a reader never sees half of one."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO


def write(path: str | Path, content: str | bytes) -> None:
    """Write a file whole, or leave what was there; ``OSError`` where the folder does not allow."""
    target = Path(path)
    data = content.encode() if isinstance(content, str) else content
    with _beside(target) as file:
        beside = Path(file.name)
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            file.close()
            beside.unlink()
            raise
    with contextlib.suppress(OSError):
        beside.chmod(target.stat().st_mode if target.exists() else 0o666 & ~_umask())
    try:
        beside.replace(target)
    except OSError:
        beside.unlink()
        raise


def _beside(target: Path) -> IO[bytes]:
    """A new file in the same folder; an error names the target, which is what was asked for."""
    try:
        return NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False)
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(target)) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

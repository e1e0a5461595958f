"""A sign of life on standard error while something takes long, if a person is watching."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show ``what`` with a spinner until the block ends; nothing unless stderr is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # noqa: PLC0415 - slow to import, and only wanted here

    with Console(stderr=True).status(what):
        yield


@contextmanager
def counting(total: int) -> Iterator[Callable[[str], None]]:
    """Show what is done now and how much of it; called with nothing, get out of the way."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - slow to import, and only wanted here

    status = Console(stderr=True).status("")
    done = 0

    def show(what: str) -> None:
        nonlocal done
        if not what:
            done += 1
            status.stop()
            return
        status.update(f"{what} ({done + 1} of {total})" if total > 1 else what)
        status.start()

    try:
        yield show
    finally:
        status.stop()

"""Medians of times, and the rows of the table."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement: seconds, against a goal in seconds or against a peer of the same run."""

    name: str
    seconds: float
    goal: float | None = None  #: seconds
    peer: str = ""
    peer_seconds: float | None = None
    most: float | None = None  #: goal for ``seconds / peer_seconds``

    @property
    def ratio(self) -> float | None:
        """Our time in units of the peer's."""
        return None if self.peer_seconds is None else self.seconds / self.peer_seconds

    @property
    def reached(self) -> bool:
        """Whether the goal is reached."""
        if self.ratio is not None and self.most is not None:
            return self.ratio <= self.most
        return self.goal is None or self.seconds <= self.goal


def warm(action: Callable[[], object], runs: int = 15) -> float:
    """Median time of a call, after one call that is not counted."""
    action()
    return statistics.median(_timed(action) for _ in range(runs))


def once(action: Callable[[], object]) -> float:
    """Time of a single call, for what is too slow to repeat."""
    return _timed(action)


def cold(arguments: Sequence[str], runs: int = 9) -> float:
    """Median time of ``python ARGUMENTS`` in fresh processes.

    The files are in the page cache and compiled, as an installed package is.
    """
    with tempfile.TemporaryDirectory() as compiled:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)

        def call() -> None:
            command = [sys.executable, *arguments]
            subprocess.run(
                command,
                check=True,
                env=environment,
                stdout=subprocess.DEVNULL,
                stdin=subprocess.DEVNULL,
            )

        return warm(call, runs)


def _timed(action: Callable[[], object]) -> float:
    start = perf_counter()
    action()
    return perf_counter() - start

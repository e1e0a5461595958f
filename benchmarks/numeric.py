"""Measure exported functions: ``python benchmarks/numeric.py [--quick] [--json] [WORD...]``.

Medians and ratios of one run, on arrays of float32 and float64: each target of the export beside
what people write or call otherwise, and beside the copy bandwidth of the machine.  A WORD keeps
the tasks (``kl``, ``mvn``) whose name contains it, ``-WORD`` leaves out routes (``-torch``).  What
is not installed is left out with a message.  ``--best`` takes the fastest call in place of the
median, for a machine that does other work.  Nothing is asserted.

Settings of the linear algebra library change its speed: run it with
``env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE python benchmarks/numeric.py``.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from time import perf_counter

import numpy as np
from numeric_routes import Call, Missing, routes
from numeric_tasks import Task, tasks
from rich.console import Console
from rich.table import Table

SECONDS = 1.0  #: for one measurement, at most
RUNS = 15


@dataclass(frozen=True, slots=True)
class Measured:
    """One route on one task; ``ratio`` is its time in units of the numpy export's."""

    task: str
    dtype: str
    size: str
    route: str
    seconds: float
    ratio: float | None
    off: float  #: the largest relative difference from the numpy export in float64


def main() -> None:
    """Print a table, or JSON."""
    flags = {word for word in sys.argv[1:] if word.startswith("--")}
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    without = [word[1:] for word in sys.argv[1:] if word.startswith("-") and word not in flags]
    for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
        if name in os.environ:
            print(f"note: {name}={os.environ[name]} changes the speed of numpy", file=sys.stderr)
    print(f"load of the machine: {os.getloadavg()[0]:.1f}", file=sys.stderr)
    found = list(measurements(words, without, quick="--quick" in flags))
    if "--json" in flags:
        print(json.dumps([asdict(row) for row in found], indent=2))
        return
    print(f"copy bandwidth: {bandwidth():.1f} GB/s (triad)")
    Console(width=110).print(table(found))


def measurements(words: list[str], without: list[str], *, quick: bool) -> Iterator[Measured]:
    """All routes on all tasks, as they come."""
    told: set[str] = set()
    for task in tasks(quick=quick):
        if words and not any(word in task.name for word in words):
            continue
        for dtype in (np.float64, np.float32):
            yield from _of(task, np.dtype(dtype), without, told)


def _of(
    task: Task, dtype: np.dtype[np.floating], without: list[str], told: set[str]
) -> Iterator[Measured]:
    exact = task.arguments(np.dtype(np.float64))
    given = {name: value.astype(dtype) for name, value in exact.items()}
    ours: float | None = None
    wanted: list[np.ndarray] = []
    for name, route in routes(task):
        if any(word in name for word in without):
            continue
        try:
            call = route(given)
            values = call.values(call.action())
        except Missing as missing:
            if str(missing) not in told:
                told.add(str(missing))
                print(f"left out: {missing}", file=sys.stderr)
            continue
        seconds = median(call)
        if ours is None:
            ours, wanted = seconds, [np.asarray(v, np.float64) for v in values]
        off = max(difference(v, w) for v, w in zip(values, wanted, strict=True))
        print(f"measured: {task.name} {task.size} {dtype} {name}", file=sys.stderr)
        yield Measured(task.name, str(dtype), task.size, name, seconds, seconds / ours, off)


def median(call: Call) -> float:
    """The median time of a call (the best, where asked), after one that is not counted."""
    times: list[float] = []
    repeats = 1
    start = perf_counter()
    call.action()
    once = perf_counter() - start
    if once < 1e-3:
        repeats = max(1, int(2e-3 / max(once, 1e-7)))
    runs = max(3, min(RUNS, int(SECONDS / max(once * repeats, 1e-9))))
    for _ in range(runs):
        start = perf_counter()
        for _ in range(repeats):
            call.action()
        times.append((perf_counter() - start) / repeats)
    return min(times) if "--best" in sys.argv else statistics.median(times)


def difference(found: object, wanted: np.ndarray) -> float:
    """The largest difference, relative to the largest entry."""
    value = np.asarray(found, np.float64).reshape(wanted.shape)
    return float(np.max(np.abs(value - wanted)) / max(1e-300, float(np.max(np.abs(wanted)))))


def bandwidth() -> float:
    """Bytes moved by ``a = b + s c`` in two passes of numpy, in GB/s: three reads, two writes."""
    count = 10**7
    a, b, c = np.zeros(count), np.ones(count), np.ones(count)

    def triad() -> None:
        np.multiply(c, 3.0, out=a)
        np.add(a, b, out=a)

    seconds = median(Call(triad, lambda _: []))
    return 5 * 8 * count / seconds / 1e9


def table(found: list[Measured]) -> Table:
    """Rows for a person: one task and size a block."""
    made = Table("task", "size", "dtype", "route", "time", "x numpy export", "difference")
    last = ("", "", "")
    for row in found:
        key = (row.task, row.size, row.dtype)
        if key != last:
            made.add_section()
        shown = key if key != last else ("", "", "")
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        made.add_row(
            shown[0], shown[1], shown[2], row.route, duration(row.seconds), ratio, f"{row.off:.0e}"
        )
        last = key
    return made


def duration(seconds: float) -> str:
    """Milliseconds, or microseconds below one."""
    return f"{seconds * 1e6:.3g} us" if seconds < 1e-3 else f"{seconds * 1e3:.3g} ms"


if __name__ == "__main__":
    main()

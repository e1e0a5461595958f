"""Measure exported functions: ``python benchmarks/numeric.py [--quick] [--json] [WORD...]``.

Medians and ratios of one run, on arrays of float32 and float64: each target of the export beside
what people write or call otherwise, and beside the copy bandwidth of the machine.  A row of a peer
says how long the export takes in units of the peer, the goal for that ratio, and whether it is met;
in the other rows the unit is the numpy export.  What is not installed is left out with a message.
Nothing is asserted.  C by hand, C specialised to a size and calls of C: ``numeric_c.py``.

    numeric.py --quick                       small arrays, without what compiles for seconds
    numeric.py kl ddpm                       the tasks whose name contains a word
    numeric.py kl --routes numpy,lambdify    routes whose name contains a word, the export first
    numeric.py kl -torch                     all but the routes with this word
    numeric.py --sizes 1e6,1e7 --type float32
    numeric.py --best                        the fastest call in place of the median, for a machine
                                             that does other work
    numeric.py --cpu                         processor time, of all threads together, for one that
                                             is never idle: threads gain nothing there

Settings of the linear algebra library change its speed: run it with
``env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE python benchmarks/numeric.py``.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from time import perf_counter, process_time

import numpy as np
from numeric_goals import NUMPY, goal_of
from numeric_routes import TARGETS, Call, Missing, routes
from numeric_tasks import Task, tasks

SECONDS = 0.5  #: for one measurement, at most
QUICK = 0.1  #: the same with ``--quick``
RUNS = 15
#: Of the columns: task, size, dtype, route, time, ratio, goal, whether it is met, difference.
ROW = "{:<24} {:<10} {:<8} {:<24} {:>8} {:>6} {:>7} {:<6} {:>6}"
HEAD = ("task", "size", "dtype", "route", "time", "ratio", "goal", "", "off")


@dataclass(frozen=True, slots=True)
class Measured:
    """One route on one task.

    ``ratio`` is the time of the export in units of a peer's, or of a target in units of the numpy
    export's; ``goal`` is what it is at most, where that is asked for.
    """

    task: str
    dtype: str
    size: str
    route: str
    seconds: float
    ratio: float | None
    goal: float | None
    off: float  #: the largest relative difference from the numpy export in its type

    @property
    def verdict(self) -> str:
        """Whether the goal is met."""
        if self.goal is None or self.ratio is None:
            return ""
        return "met" if self.ratio <= self.goal else "missed"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is measured, and for how long."""

    words: list[str]  #: tasks
    routes: list[str]
    without: list[str]  #: routes
    sizes: list[str]
    types: list[str]
    quick: bool
    best: bool
    cpu: bool

    def has(self, task: Task) -> bool:
        """Whether a task is measured."""
        named = not self.words or any(word in task.name for word in self.words)
        return named and (not self.sizes or any(size in task.size for size in self.sizes))

    def takes(self, route: str, *, compiles: bool) -> bool:
        """Whether a route is measured; quick runs leave out what compiles for seconds."""
        if any(word in route for word in self.without):
            return False
        if self.routes:
            return any(word in route for word in self.routes)
        return not (self.quick and compiles)


def main() -> None:
    """Print rows, or JSON."""
    chosen, as_json = arguments()
    for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
        if name in os.environ:
            print(f"note: {name}={os.environ[name]} changes the speed of numpy", file=sys.stderr)
    print(f"load of the machine: {os.getloadavg()[0]:.1f}", file=sys.stderr)
    found = measurements(chosen)
    if as_json:
        text = "["
        for row in found:
            print(text, json.dumps(asdict(row)), end="", flush=True)
            text = ",\n "
        print("[]" if text == "[" else "]")
        return
    print(f"copy bandwidth: {bandwidth(chosen):.1f} GB/s (triad)")
    print(ROW.format(*HEAD))
    counts = {"met": 0, "missed": 0}
    for row in found:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        goal = "" if row.goal is None else f"<= {row.goal:.2f}"
        cells = (row.task, row.size, row.dtype, row.route, duration(row.seconds), ratio, goal)
        print(ROW.format(*cells, row.verdict, f"{row.off:.0e}"), flush=True)
        if row.verdict:
            counts[row.verdict] += 1
    print(f"goals: {counts['met']} met, {counts['missed']} missed")


def arguments() -> tuple[Chosen, bool]:
    """What the command line asks for, and whether as JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("words", nargs="*", metavar="WORD", help="of tasks")
    parser.add_argument("--routes", default="", help="words of routes, with commas")
    parser.add_argument("--sizes", default="", help="such as 1e6,1e7 or 32,128")
    parser.add_argument("--type", default="float64,float32")
    for flag in ("quick", "json", "best", "cpu"):
        parser.add_argument(f"--{flag}", action="store_true")
    given, rest = parser.parse_known_intermixed_args()
    if any(word.startswith("--") for word in rest):
        parser.error(f"unknown: {' '.join(rest)}")
    without = [word.removeprefix("-") for word in rest]
    listed = [[w for w in text.split(",") if w] for text in (given.routes, given.sizes, given.type)]
    kept, sizes, types = listed
    flags = (given.quick, given.best, given.cpu)
    return Chosen(given.words, kept, without, sizes, types, *flags), given.json


def measurements(chosen: Chosen) -> Iterator[Measured]:
    """All routes on all tasks, as they come."""
    told: set[str] = set()
    for task in tasks(quick=chosen.quick and not chosen.sizes):
        if chosen.has(task):
            for dtype in chosen.types:
                yield from _of(task, np.dtype(dtype), chosen, told)


def _of(
    task: Task, dtype: np.dtype[np.floating], chosen: Chosen, told: set[str]
) -> Iterator[Measured]:
    exact = task.arguments(np.dtype(np.float64))
    given = {name: value.astype(dtype) for name, value in exact.items()}
    known: dict[str, float] = {}
    wanted: list[np.ndarray] = []
    for name, compiles, route in routes(task, chosen.routes):
        if not chosen.takes(name, compiles=compiles):
            continue
        try:
            call = route(given)
            values = call.values(call.action())
        except Missing as missing:
            if str(missing) not in told:
                told.add(str(missing))
                print(f"left out: {missing}", file=sys.stderr)
            continue
        seconds = known[name] = median(call, chosen)
        if not wanted:
            wanted = [np.asarray(v, np.float64) for v in values]
        off = max(difference(v, w) for v, w in zip(values, wanted, strict=True))
        goal = goal_of(task, name)
        ratio, most = None, None
        if name in TARGETS:
            ours = known.get(NUMPY)
            ratio = None if ours is None or name == NUMPY else seconds / ours
        elif (ours := known.get(goal.export if goal else NUMPY)) is not None:
            ratio, most = ours / seconds, goal.most if goal else None
        yield Measured(task.name, str(dtype), task.size, name, seconds, ratio, most, off)


def median(call: Call, chosen: Chosen) -> float:
    """The median time of a call (the best, where asked), after one that is not counted."""
    times: list[float] = []
    repeats = 1
    clock = process_time if chosen.cpu else perf_counter
    start = perf_counter()
    call.action()
    once = perf_counter() - start
    if once < 1e-3:
        repeats = max(1, int(2e-3 / max(once, 1e-7)))
    seconds = QUICK if chosen.quick else SECONDS
    least = 3 if once < seconds else 2
    runs = max(least, min(RUNS, int(seconds / max(once * repeats, 1e-9))))
    for _ in range(runs):
        start = clock()
        for _ in range(repeats):
            call.action()
        times.append((clock() - start) / repeats)
    return min(times) if chosen.best else statistics.median(times)


def difference(found: object, wanted: np.ndarray) -> float:
    """The largest difference, relative to the largest entry."""
    value = np.asarray(found, np.float64).reshape(wanted.shape)
    return float(np.max(np.abs(value - wanted)) / max(1e-300, float(np.max(np.abs(wanted)))))


def bandwidth(chosen: Chosen) -> float:
    """Bytes moved by ``a = b + s c`` in two passes of numpy, in GB/s: three reads, two writes."""
    count = 10**7
    a, b, c = np.zeros(count), np.ones(count), np.ones(count)

    def triad() -> None:
        np.multiply(c, 3.0, out=a)
        np.add(a, b, out=a)

    seconds = median(Call(triad, lambda _: []), chosen)
    return 5 * 8 * count / seconds / 1e9


def duration(seconds: float) -> str:
    """Milliseconds, or microseconds below one."""
    return f"{seconds * 1e6:.3g} us" if seconds < 1e-3 else f"{seconds * 1e3:.3g} ms"


if __name__ == "__main__":
    main()

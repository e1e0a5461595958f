"""Hold the targets c and numba against C by hand: ``python benchmarks/numeric_c.py [WORD...]``.

The peer is ``peers/handwritten.c``, compiled with -O3 -march=native -ffast-math and two threads;
the export is compiled with its own flags (no -ffast-math).  Both write into arrays that exist,
which is what ``out=`` is for; "fresh" is what makes the arrays of its results itself, whose memory
comes from the system page by page, and its unit is the peer with fresh arrays.  Runs of all routes
alternate, and each figure is a median, in microseconds: noise of the machine meets all of them.  A
WORD keeps the tasks whose name contains it; ``--float32`` measures single precision.  The last
columns are the goal for the ratio and whether it is met.
"""

from __future__ import annotations

import ctypes
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np
from rich.console import Console
from rich.table import Table

from symgauss.errors import SymgaussError
from symgauss.export import module_of, target
from symgauss.export.targets import TARGETS
from symgauss.shelf import load

PEER = Path(__file__).parent / "peers" / "handwritten.c"
RNG = np.random.default_rng(5)
SECONDS = 2.0  #: for one task
RUNS = 21

Arrays = list[np.ndarray]


@dataclass(frozen=True, slots=True)
class Task:
    """A function of the shelf, and the function of the peer that computes the same."""

    name: str
    slug: str
    function: str
    peer: str
    count: int
    d: int
    arguments: Arrays


def definite(count: int, d: int) -> np.ndarray:
    """Positive definite matrices, well conditioned."""
    a = RNG.normal(size=(count, d, d))
    return a @ np.swapaxes(a, 1, 2) / d + np.eye(d)


def tasks() -> list[Task]:
    """Elementwise at three lengths, multivariate at two sizes."""
    found: list[Task] = []
    for count in (10**3, 10**6, 10**7):
        x, y = RNG.normal(size=count), RNG.normal(size=count)
        s, t = RNG.uniform(0.5, 2, count), RNG.uniform(0.5, 2, count)
        beta, alpha_bar = RNG.uniform(1e-4, 0.02, count), RNG.uniform(0.01, 0.99, count)
        found += [
            Task(
                "log density", "normal-density", "log_density", "log_density", count, 1, [x, y, s]
            ),
            Task("kl", "normal-kl", "kl", "kl", count, 1, [x, s, y, t]),
            Task(
                "ddpm posterior",
                "ddpm-posterior",
                "moments",
                "ddpm",
                count,
                1,
                [x[:, None], y[:, None], beta, alpha_bar],
            ),
        ]
    for count, d in ((10**4, 8), (10**4, 32)):
        x, y = RNG.normal(size=(count, d)), RNG.normal(size=(count, d))
        S, T = definite(count, d), definite(count, d)
        found += [
            Task(
                "mvn log density",
                "mvn-density",
                "log_density",
                "mvn_log_density",
                count,
                d,
                [x, y, S],
            ),
            Task("mvn kl", "mvn-kl", "kl", "mvn_kl", count, d, [x, S, y, T]),
        ]
    return found


def by_hand(task: Task, arrays: Arrays, outs: Arrays, folder: str) -> Callable[[], object]:
    """A call of the peer, with pointers that were made before."""
    kind = "float" if arrays[0].dtype == np.float32 else "double"
    path = f"{folder}/{kind}{task.d}.so"
    flags = ["-O3", "-march=native", "-ffast-math", "-fopenmp", "-shared", "-fPIC"]
    if not Path(path).exists():
        defines = [f"-DD={task.d}", f"-DREAL={kind}"]
        subprocess.run(["cc", *flags, *defines, str(PEER), "-o", path, "-lm"], check=True)
    function = ctypes.CDLL(path)[task.peer]
    pointers = [ctypes.c_void_p(a.ctypes.data) for a in [*arrays, *outs]]
    count = ctypes.c_ssize_t(task.count)
    return lambda: function(count, *pointers)


def by_hand_fresh(task: Task, arrays: Arrays, outs: Arrays, folder: str) -> Callable[[], object]:
    """The same into arrays that are made for each call."""

    def call() -> Arrays:
        made = [np.empty_like(out) for out in outs]
        by_hand(task, arrays, made, folder)()
        return made

    return call


def exported(task: Task, name: str) -> Callable[..., object]:
    """The exported function of a target."""
    return target(name).functions(module_of(load(task.slug)))[task.function]


def measure(task: Task, dtype: type, folder: str) -> dict[str, float]:
    """Median seconds of each route."""
    arrays = [np.ascontiguousarray(a, dtype) for a in task.arguments]
    c = exported(task, "c")
    first = c(*arrays)
    wanted = list(first) if isinstance(first, tuple) else [first]
    mine, peers = ([np.empty_like(w) for w in wanted] for _ in range(2))
    into = tuple(mine) if len(mine) > 1 else mine[0]
    routes: dict[str, Callable[[], object]] = {
        "by hand": by_hand(task, arrays, peers, folder),
        "by hand fresh": by_hand_fresh(task, arrays, peers, folder),
        "c": lambda: c(*arrays, out=into),
        "c fresh": lambda: c(*arrays),
    }
    if "numba" in TARGETS:
        try:
            numba = exported(task, "numba")
            routes["numba fresh"] = lambda: numba(*arrays)
        except SymgaussError as error:
            print(f"left out: {error}", file=sys.stderr)
    for route in routes.values():
        route()
    tolerance = 1e-4 if dtype is np.float32 else 1e-9
    for found, each in zip(peers, wanted, strict=True):
        np.testing.assert_allclose(found, each, rtol=tolerance, atol=tolerance)
    return alternate(routes)


def alternate(routes: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Median seconds of routes that take turns."""
    once = {}
    for name, route in routes.items():
        start = perf_counter()
        route()
        once[name] = perf_counter() - start
    repeats = max(1, int(1e-3 / max(once.values())))
    runs = max(5, min(RUNS, int(SECONDS / (repeats * sum(once.values())))))
    times: dict[str, list[float]] = {name: [] for name in routes}
    for _ in range(runs):
        for name, route in routes.items():
            start = perf_counter()
            for _ in range(repeats):
                route()
            times[name].append((perf_counter() - start) / repeats)
    return {name: statistics.median(each) for name, each in times.items()}


def goal(task: Task, route: str) -> float | None:
    """How many times the time of C by hand a route takes at most."""
    if task.d > 1:
        return {"c": 1.3}.get(route)
    if task.count <= 10**3:
        return {"c": 2.0}.get(route)
    return {"c": 1.1, "numba fresh": 1.5}.get(route)


def main() -> None:
    """Print a table."""
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    dtype = np.float32 if "--float32" in sys.argv else np.float64
    table = Table("task", "size", "route", "us", "us an item", "x by hand", "goal", "")
    with tempfile.TemporaryDirectory() as folder:
        for task in tasks():
            if words and not any(word in task.name for word in words):
                continue
            found = measure(task, dtype, folder)
            for name, seconds in found.items():
                unit = found["by hand fresh" if name.endswith("fresh") else "by hand"]
                ratio, most = seconds / unit, goal(task, name)
                verdict = "met" if most and ratio <= most else "missed" if most else ""
                size = f"{task.count:.0e}" + (f" d = {task.d}" if task.d > 1 else "")
                table.add_row(
                    task.name,
                    size,
                    name,
                    f"{seconds * 1e6:.1f}",
                    f"{seconds / task.count * 1e6:.5f}",
                    f"{ratio:.2f}",
                    f"<= {most}" if most else "",
                    verdict,
                )
    Console(width=110).print(table)


if __name__ == "__main__":
    main()

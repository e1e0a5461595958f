"""Ways to compute a task of ``numeric.py``: each target of the export, and what people use.

To add a target, add a line to ``TARGETS``; to add a peer, a function to ``PEERS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

import numeric_numpy
import numeric_peers
from numeric_goals import LONG
from numeric_tasks import Arrays, Task

from symgauss.errors import SymgaussError
from symgauss.export import module_of
from symgauss.export.targets import TARGETS as EXPORTED
from symgauss.export.targets import target
from symgauss.shelf import load


class Missing(Exception):  # noqa: N818 - no error: the route is left out
    """A route that this machine lacks, or that does not know the task."""


@dataclass(frozen=True, slots=True)
class Call:
    """What is measured, and how its result becomes arrays."""

    action: Callable[[], Any]
    values: Callable[[Any], list[Any]]


Route = Callable[[Arrays], Call]


@dataclass(frozen=True, slots=True)
class Adapter:
    """How a target takes arrays, and how one waits for its results."""

    package: str
    give: Callable[[Any, Any], Any] = lambda _, value: value
    wrap: Callable[[Any, Any], Any] = lambda _, function: function
    wait: Callable[[Any], Any] = lambda result: result
    compiles: bool = False  #: for seconds, when it is first called
    long_only: bool = False  #: measured on long arrays alone, unless it is asked for
    scalar_only: bool = False  #: not measured on batches of matrices, unless it is asked for


def _ready(result: Any) -> Any:  # noqa: ANN401 - arrays of any library
    for each in result if isinstance(result, tuple) else (result,):
        each.block_until_ready()
    return result


#: Name of the route: target of the export, adapter.
TARGETS: dict[str, tuple[str, Adapter]] = {
    "numpy export": ("numpy", Adapter("numpy")),
    "c export": ("c", Adapter("numpy")),
    "numba export": ("numba", Adapter("numba", compiles=True)),
    "torch export": ("torch", Adapter("torch", lambda torch, a: torch.from_numpy(a))),
    "torch export, compiled": (
        "torch",
        Adapter(
            "torch",
            lambda torch, a: torch.from_numpy(a),
            lambda torch, f: torch.compile(f),
            compiles=True,
            long_only=True,
            scalar_only=True,
        ),
    ),
    "jax export, jit": (
        "jax",
        Adapter(
            "jax",
            lambda jax, a: jax.numpy.asarray(a),
            lambda jax, f: jax.jit(f),
            _ready,
            compiles=True,
        ),
    ),
}


def routes(task: Task, asked: Sequence[str]) -> Iterator[tuple[str, bool, Route]]:
    """All ways to compute a task, the numpy export first; whether it compiles for seconds.

    What is ``asked`` for by a word is never left out.
    """
    short = not task.is_batched and float(task.size) < LONG
    for name, (word, adapter) in TARGETS.items():
        left_out = (adapter.long_only and short) or (adapter.scalar_only and task.is_batched)
        if not left_out or any(each in name for each in asked):
            yield name, adapter.compiles, _exported(task, word, adapter)
    for name, peers in (numeric_numpy.PEERS | numeric_peers.PEERS).items():
        prepare = peers.get(task.name.split(",", maxsplit=1)[0])
        if prepare is not None:
            yield name, False, _peer(name, prepare)


@cache
def _functions(slug: str, word: str) -> dict[str, Callable[..., Any]]:
    return target(word).functions(module_of(load(slug)))


def _exported(task: Task, word: str, adapter: Adapter) -> Route:
    def route(arrays: Arrays) -> Call:
        if word not in EXPORTED:
            raise Missing(f"no target {word}")
        package = _package(adapter.package)
        try:
            function = _functions(task.slug, word)[task.function]
        except SymgaussError as error:
            raise Missing(f"{word}: {error}") from None
        function = adapter.wrap(package, function)
        given = [adapter.give(package, value) for value in arrays.values()]
        return Call(lambda: adapter.wait(function(*given)), _listed)

    return route


def _peer(name: str, prepare: Callable[[Arrays], Callable[[], Any]]) -> Route:
    def route(arrays: Arrays) -> Call:
        try:
            return Call(prepare(arrays), _listed)
        except ImportError as error:
            raise Missing(f"{name}: {error}") from None

    return route


def _package(name: str) -> Any:  # noqa: ANN401 - a module
    try:
        package = import_module(name)
    except ImportError:
        raise Missing(f"{name} is not installed") from None
    if name == "jax":
        package.config.update("jax_enable_x64", val=True)
    return package


def _listed(result: Any) -> list[Any]:  # noqa: ANN401 - arrays of any library
    return list(result) if isinstance(result, tuple | list) else [result]

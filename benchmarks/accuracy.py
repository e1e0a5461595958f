"""How many digits exported functions keep, beside what people would write instead.

    python benchmarks/accuracy.py [--targets numpy,torch] [--only SLUG] [--type float64]
                                  [--seeds N] [-o PATH]

Every function is evaluated on inputs that are hard for it (:mod:`hard_inputs`), in float64 and in
float32.  The reference is the function of the *rounded* inputs, evaluated in 512-bit balls, so that
what shows is the error of the evaluation alone.  An error is in ulps of the result; of a vector or
matrix the largest error of an entry, in ulps of the largest entry.  Peers: :mod:`accuracy_peers`.

The column *inherent* is by how much the exact result moves when the last digit of every input is
rounded the other way: less than that, no evaluation is to blame for.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from accuracy_peers import PEERS, Outputs, Peer
from flint import arb, ctx
from hard_inputs import Case, Inputs, cases
from rich.console import Console
from rich.progress import track

from symgauss.errors import SymgaussError
from symgauss.export import TARGETS, Module, module_of
from symgauss.export.planning import Function
from symgauss.export.validation.balls import Items, NotEvaluatedError, evaluate
from symgauss.shelf.loading import load

BITS = 512
SEED = 20_240_501
MOST_TRIES = 4  #: for one set of inputs: rounding may cost a matrix its definiteness


@dataclass(frozen=True, slots=True)
class Row:
    """Median and worst error in ulps of each contestant on one result of one case."""

    case: Case
    output: str
    dtype: np.dtype
    errors: Mapping[str, list[float]]
    inherent: list[float]


@cache
def module(slug: str) -> Module:
    """The functions of a slug, derived once."""
    return module_of(load(slug))


def main() -> None:
    """Print the table."""
    arguments = _arguments()
    ctx.prec = BITS
    chosen = [case for case in cases() if arguments.only in {"", case.slug}]
    rows: list[Row] = []
    seeds = range(SEED, SEED + arguments.seeds)
    for case in track(chosen, console=Console(stderr=True), disable=not sys.stderr.isatty()):
        for dtype in map(np.dtype, arguments.type.split(",")):
            rows += _rows(case, dtype, arguments.targets.split(","), seeds)
    text = "\n".join(_table(rows))
    print(text)
    if arguments.output:
        Path(arguments.output).write_text(text + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--targets", default="numpy", help=f"of {', '.join(TARGETS)}")
    parser.add_argument("--only", default="", help="one slug")
    parser.add_argument("--type", default="float64,float32")
    parser.add_argument("--seeds", type=int, default=1, help="so many times as many inputs")
    parser.add_argument("-o", "--output", help="a file for the table")
    return parser.parse_args()


# --- measuring -----------------------------------------------------------------------------------


def _rows(case: Case, dtype: np.dtype, targets: list[str], seeds: Sequence[int]) -> Iterator[Row]:
    function = next(f for f in module(case.slug).functions if f.name == case.function)
    contestants = {name: _exported(name, function, case.slug) for name in targets}
    contestants |= PEERS.get((case.slug, case.function), {})
    errors: dict[str, dict[str, list[float]]] = {}
    inherent: dict[str, list[float]] = {}
    for seed in seeds:
        rng, noise = np.random.default_rng(seed), np.random.default_rng(seed)
        for _ in range(case.count):
            point = _point(case, function, rng, dtype)
            if point is None:
                continue
            inputs, wanted = point
            moved = _exact(function, {n: _moved(v, noise) for n, v in inputs.items()}) or {}
            for output, reference in wanted.items():
                change = _ulps(_flat(moved[output]) if moved else None, reference, dtype)
                if change is not None:
                    inherent.setdefault(output, []).append(change)
            for name, call in contestants.items():
                found = _called(call, inputs)
                for output, reference in wanted.items():
                    error = _ulps(found.get(output), reference, dtype)
                    if error is not None:
                        label = name + _wider(found.get(output), dtype)
                        errors.setdefault(output, {}).setdefault(label, []).append(error)
    for output, each in errors.items():
        yield Row(case, output, dtype, each, inherent[output])


def _wider(found: object, dtype: np.dtype) -> str:
    """A mark for who computes in float64 whatever is asked."""
    own = getattr(np.asarray(0 if found is None else found), "dtype", dtype)
    return " in float64" if found is not None and own.itemsize > dtype.itemsize else ""


def _moved(value: np.ndarray, noise: np.random.Generator) -> np.ndarray:
    """Each entry half an ulp up or down, as exact as float64 (or longer) can say it."""
    half = float(np.finfo(value.dtype).eps) / 2
    signs = noise.choice((-1.0, 1.0), size=value.shape)
    if value.ndim == 2 and np.array_equal(value, value.T):
        signs = np.tril(signs) + np.tril(signs, -1).T
    move = np.vectorize(lambda x, s: arb(float(x)) * (1 + arb(half * float(s))), otypes=[object])
    return move(value, signs)


def _point(
    case: Case, function: Function, rng: np.random.Generator, dtype: np.dtype
) -> tuple[Inputs, dict[str, Any]] | None:
    """Inputs as rounded, and the exact results for them."""
    for _ in range(MOST_TRIES):
        with np.errstate(all="ignore"):
            inputs = {k: np.asarray(v.astype(dtype)) for k, v in case.draw(rng, dtype).items()}
        if not all(np.all(np.isfinite(v)) for v in inputs.values()):
            continue
        wanted = _exact(function, inputs)
        if wanted is not None:
            return inputs, wanted
    return None


def _exact(function: Function, inputs: Mapping[str, Any]) -> dict[str, Any] | None:
    """The results in balls; ``None`` where there are none."""
    given = {name: _balls(value.tolist()) for name, value in inputs.items()}
    sizes: dict[str, int] = {}
    for argument in function.program.arguments:
        shape = inputs[argument.name].shape
        sizes |= {str(n): length for n, length in zip(argument.type.axes, shape, strict=True)}
    try:
        return evaluate(function.program, given, sizes)
    except NotEvaluatedError:
        return None


def _balls(values: object) -> Items:
    """Nested lists of balls."""
    if isinstance(values, list):
        return [_balls(value) for value in values]
    return values if isinstance(values, arb) else arb(float(values))


def _exported(target: str, function: Function, slug: str) -> Peer:
    made = _functions(target, slug)[function.name]
    names = [output.name for output in function.program.outputs]

    def call(inputs: Inputs) -> dict[str, Any]:
        given = [_as(target, inputs[a.name]) for a in function.program.arguments]
        found = made(*given)
        return dict(zip(names, found if len(names) > 1 else (found,), strict=True))

    return call


@cache
def _functions(target: str, slug: str) -> dict[str, Callable[..., Any]]:
    if target == "jax":
        import jax  # noqa: PLC0415 - only where it is asked for

        jax.config.update("jax_enable_x64", val=True)
    return TARGETS[target].functions(module(slug))


def _as(target: str, value: np.ndarray) -> np.ndarray | torch.Tensor:
    return torch.as_tensor(value) if target == "torch" else value


def _called(call: Peer, inputs: Inputs) -> Outputs:
    """The results; none where a contestant refuses its inputs."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            return call(inputs)
        except (ValueError, ArithmeticError, RuntimeError, np.linalg.LinAlgError, SymgaussError):
            return {}


def _ulps(found: object, wanted: Items, dtype: np.dtype) -> float | None:
    """The error in ulps of the result; ``None`` where the result has no ordinary number."""
    exact = _flat(wanted)
    largest = max(float(abs(x).mid()) for x in exact)
    limits = np.finfo(dtype)
    if largest > float(limits.max) or 0 < largest < float(limits.tiny):
        return None
    if found is None:
        return math.inf
    values = found
    if not isinstance(found, list):
        values = np.asarray(found, dtype=np.float64).ravel().tolist()
        if len(values) != len(exact) or not all(map(math.isfinite, values)):
            return math.inf
    error = max(float(abs(arb(v) - x).mid()) for v, x in zip(values, exact, strict=True))
    if error == 0:
        return 0.0
    unit = float(np.spacing(dtype.type(largest))) if largest else float(limits.tiny)
    return error / unit


def _flat(items: Items) -> list[arb]:
    return [x for item in items for x in _flat(item)] if isinstance(items, list) else [items]


# --- the table -----------------------------------------------------------------------------------


def _table(rows: list[Row]) -> Iterator[str]:
    """Markdown: median / worst in ulps."""
    yield "| function | result | inputs | type | inherent | median / worst error, ulps |"
    yield "|---|---|---|---|---|---|"
    for row in rows:
        yield _line(row)
    behind = [row for row in rows if _behind(row)]
    yield ""
    yield f"{len(behind)} of {len(rows)} behind the best peer: a larger median, and a worst error"
    yield "of more than twice the peer's worst, of more than 4 ulps and of twice what is inherent."
    yield ""
    for row in behind:
        yield _line(row)


def _line(row: Row) -> str:
    name = f"{row.case.slug} {row.case.function}"
    contestants = "; ".join(f"{each} {_cell(errors)}" for each, errors in row.errors.items())
    parts = (name, row.output, row.case.kind, str(row.dtype), _cell(row.inherent), contestants)
    return f"| {' | '.join(parts)} |"


def _behind(row: Row) -> bool:
    """Whether a target is worse than the best peer in the median and clearly in the worst case."""
    rivals = {n: e for n, e in row.errors.items() if n not in TARGETS and "in float64" not in n}
    if not rivals:
        return False
    worst = max(4.0, 2 * max(row.inherent), 2 * min(map(max, rivals.values())))
    median = min(map(statistics.median, rivals.values()))
    ours = (e for n, e in row.errors.items() if n in TARGETS)
    return any(max(e) > worst and statistics.median(e) > median for e in ours)


def _cell(errors: list[float]) -> str:
    return f"{_short(statistics.median(errors))} / {_short(max(errors))}"


def _short(value: float) -> str:
    if math.isinf(value):
        return "none"
    return f"{value:.2g}" if value < 1e4 else f"{value:.0e}"


if __name__ == "__main__":
    main()

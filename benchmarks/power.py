"""Power of the checks by sampling: wrong results are refused, true ones are not.

Usage: ``python benchmarks/power.py [SLUG...] [--draws N] [--most N] [--seeds N]
[--seed-draws N] [--jobs N]``.

Every result of every derivation is changed in one place, in every way of ``mistakes.py``.  What a
change does is measured: its size is the largest relative change of a sampled quantity, a mean or a
covariance being compared as a whole.  Changes that change nothing are *still true*, those below
5 % are *small*; all others have to be refused.  Then the true results are checked with many
seeds: none may be refused, and the largest score of each run, as a probability, should be uniform.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: processes, not threads

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from itertools import groupby
from math import isfinite

import numpy as np
from mistakes import errors

from symgauss.derivation import Derivation
from symgauss.errors import SymgaussError
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.verdict import Answer
from symgauss.notation.unicode import print_term
from symgauss.sampling import SampleCheck, sample_check
from symgauss.sampling.deciding import LEVEL
from symgauss.sampling.reading import NOTHING_RANDOM, Statement, model_of, read
from symgauss.shelf import entries, load

SMALL = 0.05
_PILOT = 1_000  #: draws for the size of an error


@dataclass
class Power:
    """What became of the planted errors of one derivation."""

    slug: str
    counts: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    seconds: float = 0.0


def planted(slug: str, draws: int, seed: int, most: int) -> Power:
    """Plant every error in every result of a derivation; ``most`` a result, where it is not 0."""
    start = time.perf_counter()
    found = Power(slug)
    derivation = load(slug)
    whole = sample_check(derivation, 1_000, seed=seed)
    if not whole.quantities:
        return found
    threshold = LEVEL / len(whole.quantities)
    for reading in read(derivation):
        statement = reading.statement
        if reading.reason == NOTHING_RANDOM:
            continue
        chosen = list(errors(statement.rhs, model_of(derivation)))
        if 0 < most < len(chosen):
            chosen = random.Random(f"{seed}-{slug}-{reading.result}").sample(chosen, most)
        for kind, rhs in chosen:
            wrong = Statement(statement.lhs, statement.relation, rhs)
            outcome = _outcome(derivation, (statement, wrong), (draws, seed), threshold)
            found.counts[outcome] += 1
            if outcome == "refused":
                found.kinds[kind] += 1
            if outcome == "missed":
                found.missed.append(f"({reading.result}) {kind}: {print_term(rhs)}")
    found.seconds = time.perf_counter() - start
    return found


def _outcome(
    derivation: Derivation,
    pair: tuple[Statement, Statement],
    run: tuple[int, int],
    threshold: float,
) -> str:
    statement, wrong = pair
    draws, seed = run

    def refused(count: int, instances: int) -> bool:
        check = _check(derivation, wrong, count, seed, instances)
        return min((q.p for q in check.quantities), default=1.0) <= threshold

    # most errors need far fewer draws, and what is refused early would be refused later
    if refused(min(draws, 8_000), 1):
        return "refused"
    false = _check(derivation, wrong, _PILOT, seed, 4)
    if not false.quantities:
        return "not sampled"
    size = _size(_true(derivation, statement, seed), false)
    if size is not None and size < SMALL:
        return "still true" if size < 1e-9 else "small"
    if refused(draws, 1) or refused(draws, 4):
        return "refused"
    # N(-u; 0, 1) is written otherwise, and the same
    context = model_of(derivation)
    same = judge(statement.rhs, EQUAL, wrong.rhs, context).answer is Answer.HOLDS
    return "still true" if same else "missed"


_PILOTS: dict[tuple[str, Statement, int], SampleCheck] = {}


def _true(derivation: Derivation, statement: Statement, seed: int) -> SampleCheck:
    """The pilot of a true result; of a restated name, all that is sampled."""
    key = (derivation.slug, statement, seed)
    if key not in _PILOTS:
        found = _check(derivation, statement, _PILOT, seed, 4)
        _PILOTS[key] = found if found.quantities else sample_check(derivation, _PILOT, seed=seed)
    return _PILOTS[key]


def _check(
    derivation: Derivation, statement: Statement, draws: int, seed: int, instances: int
) -> SampleCheck:
    return sample_check(derivation, draws, seed=seed, instances=instances, statements=[statement])


def _size(true: SampleCheck, false: SampleCheck) -> float | None:
    """The largest relative change of a quantity; ``None`` where they cannot be compared."""
    known = dict(_quantities(true))
    worst: float | None = None
    for key, values in _quantities(false):
        if key not in known or len(known[key]) != len(values):
            continue
        before, after = np.array(known[key]), np.array(values)
        if not np.isfinite(after).all():
            return None
        scale = np.abs(before).max()
        change = np.abs(after - before).max()
        size = 0.0 if change == 0 else float(change / scale) if scale else float("inf")
        worst = size if worst is None else max(worst, size)
    return worst


def _quantities(check: SampleCheck) -> Iterator[tuple[tuple[str, int], list[float]]]:
    def key(quantity: object) -> tuple[str, int]:
        return quantity.label, quantity.instance  # type: ignore[attr-defined]

    for group, members in groupby(check.quantities, key=key):
        yield group, [member.derived for member in members]


def true_runs(slug: str, draws: int, seeds: Iterable[int]) -> tuple[str, int, list[float], float]:
    """Refusals, and the smallest probability of each run after Bonferroni."""
    start = time.process_time()
    derivation = load(slug)
    refusals, least = 0, []
    for seed in seeds:
        check = sample_check(derivation, draws, seed=seed)
        refusals += not check.accepted
        if check.quantities:
            p = min(quantity.p for quantity in check.quantities)
            least.append(min(1.0, p * len(check.quantities)))
    return slug, refusals, least, time.process_time() - start


def main() -> int:
    """Print both tables; the exit code is 1 if an error was missed or a truth refused."""
    options = _options()
    slugs = options.slugs or [entry.slug for entry in entries()]
    wrong = 0
    with ProcessPoolExecutor(options.jobs) as pool:
        if options.draws:
            wrong += _power_table(pool, slugs, options)
        if options.seeds:
            wrong += _truth_table(pool, slugs, options)
    return int(wrong > 0)


def _power_table(pool: ProcessPoolExecutor, slugs: list[str], options: argparse.Namespace) -> int:
    print(f"planted errors, {options.draws:,} draws an instance, seed {options.seed}")
    heads = ("planted", "refused", "missed", "small", "still true", "not sampled", "s")
    print(f"{'':26}" + "".join(f"{head:>12}" for head in heads))
    total, kinds, missed = Counter[str](), Counter[str](), []
    futures = [
        pool.submit(planted, slug, options.draws, options.seed, options.most) for slug in slugs
    ]
    for future in as_completed(futures):
        found = future.result()
        counts = found.counts
        if not counts.total():
            continue
        cells = [counts.total(), *(counts[head] for head in heads[1:-1]), round(found.seconds)]
        print(f"{found.slug:26}" + "".join(f"{cell:12}" for cell in cells), flush=True)
        total += counts
        kinds += found.kinds
        missed += [f"{found.slug} {line}" for line in found.missed]
    cells = [total.total(), *(total[head] for head in heads[1:-1])]
    print(f"{'all':26}" + "".join(f"{cell:12}" for cell in cells))
    print("refused by kind: " + ", ".join(f"{kind} {n}" for kind, n in kinds.most_common()))
    for line in missed:
        print(f"  missed: {line}")
    return len(missed)


def _truth_table(pool: ProcessPoolExecutor, slugs: list[str], options: argparse.Namespace) -> int:
    print(f"true results, {options.seed_draws:,} draws an instance, {options.seeds} seeds")
    heads = ("runs", "refused", "p < 0.1", "p < 0.01", "least p", "cpu s a run")
    print(f"{'':26}" + "".join(f"{head:>12}" for head in heads))
    chunk = -(-options.seeds // options.jobs)  # a process derives once and checks often
    futures = [
        pool.submit(true_runs, slug, options.seed_draws, range(i, min(i + chunk, options.seeds)))
        for slug in slugs
        for i in range(0, options.seeds, chunk)
    ]
    runs: dict[str, list[tuple[int, list[float], float]]] = {}
    refused = 0
    for future in as_completed(futures):
        slug, refusals, least, seconds = future.result()
        runs.setdefault(slug, []).append((refusals, least, seconds))
        refused += refusals
        if len(runs[slug]) < -(-options.seeds // chunk):
            continue
        p = np.array([value for _, values, _ in runs[slug] for value in values])
        if not len(p) or not isfinite(p.sum()):
            continue
        spent = sum(seconds for _, _, seconds in runs[slug]) / len(p)
        print(
            f"{slug:26}{len(p):12}{sum(r for r, _, _ in runs[slug]):12}"
            f"{np.mean(p < 0.1):12.3f}{np.mean(p < 0.01):12.4f}{p.min():12.1e}{spent:12.2f}",
            flush=True,
        )
    print(f"refused in all: {refused}")
    return refused


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("slugs", nargs="*")
    parser.add_argument("--draws", type=int, default=100_000, help="for planted errors; 0: none")
    parser.add_argument("--most", type=int, default=0, help="planted errors a result; 0: all")
    parser.add_argument("--seed", type=int, default=1, help="for planted errors")
    parser.add_argument("--seeds", type=int, default=1_000, help="for true results; 0: none")
    parser.add_argument("--seed-draws", type=int, default=100_000, help="for true results")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    return parser.parse_args()


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except SymgaussError as error:
        raise SystemExit(str(error)) from error

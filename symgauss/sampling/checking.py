"""The check of a derivation: instances, batches of draws, scores, one verdict."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from symgauss.derivation.derivation import Derivation
from symgauss.errors import UsageError
from symgauss.kernel.findings import LimitReached, NotInDomain, Singular, Undefined, Unsupported
from symgauss.notation.unicode import print_formula
from symgauss.sampling.claims import Claim, Observation
from symgauss.sampling.deciding import LEVEL, exact_scores, refused, scores, tail
from symgauss.sampling.reading import Reading, Statement, model_of, read
from symgauss.sampling.results import Instance, Quantity, SampleCheck, Skipped
from symgauss.sampling.running import RunningMean, RunningMoments
from symgauss.sampling.world import Draws, World

DRAWS = 100_000
INSTANCES = 4
_BATCH = 2**14
_FEWEST, _MOST = 1_000, 10**12
_UNDECIDED = (Unsupported, NotInDomain, Singular, Undefined, LimitReached)

Progress = Callable[[int, int], None]
"""Called with draws that are done and draws in all."""


@dataclass
class _Tally:
    """What is known about one quantity of one claim."""

    label: str
    exact: bool
    derived: RunningMean = field(default_factory=RunningMean)
    deviations: RunningMoments = field(default_factory=RunningMoments)
    gaps: RunningMean = field(default_factory=RunningMean)

    def add(self, seen: Observation, count: int) -> None:
        derived = seen.derived
        with np.errstate(all="ignore"):
            deviations = np.broadcast_to(seen.sampled - derived, (count, *seen.sampled.shape[1:]))
            self.deviations.add(deviations)
            if self.exact:
                self.gaps.add(deviations)
            if derived.ndim < deviations.ndim:
                derived = derived[None]
            self.derived.add(derived)


def sample_check(
    derivation: Derivation,
    draws: int = DRAWS,
    *,
    seed: int | None = None,
    instances: int = INSTANCES,
    level: float = LEVEL,
    statements: Iterable[Statement] | None = None,
    progress: Progress | None = None,
) -> SampleCheck:
    """Hold what a derivation claims against draws from its model.

    ``draws`` draws at each of ``instances`` random instances of the parameters.  All
    claims together are tested at the family-wise ``level``: the chance that a true derivation is
    refused.  ``statements`` may stand in for the results.  ``UsageError`` for fewer than 1000
    draws.  Interrupted, it returns what was finished.
    """
    if not _FEWEST <= draws <= _MOST:
        raise UsageError(f"draws has to be between {_FEWEST} and {_MOST:.0e}, not {draws}")
    if instances < 1:
        raise UsageError("at least one instance is needed")
    chosen = secrets.randbits(32) if seed is None else seed
    readings = read(derivation, statements)
    check = SampleCheck(
        derivation.slug, derivation.title, draws, chosen, level, len(readings),
        context=model_of(derivation),
    )  # fmt: skip
    for reading in readings:
        if reading.reason:
            check.skipped.append(Skipped(reading.result, _shown(reading), reading.reason))
    todo = [reading for reading in readings if reading.claims]
    clock = _Clock(draws * instances, progress)
    try:
        for number in range(instances if todo else 0):
            _instance(derivation, check, todo, number, clock)
    except KeyboardInterrupt:
        check.interrupted = True
    return judged(check)


def _instance(
    derivation: Derivation, check: SampleCheck, todo: list[Reading], number: int, clock: _Clock
) -> None:
    terms = [side for r in derivation.results for side in (r.lhs_term, r.rhs_term)]
    context = model_of(derivation)
    world = World(context, terms, number, check.seed)
    check.instances.append(Instance(number, world.sizes, world.integers))
    asked = [_Asked(reading, claim) for reading in todo for claim in reading.claims]
    done, batch = 0, 0
    while done < check.draws and asked:
        count = min(_BATCH, check.draws - done)
        draws = Draws(world, np.random.default_rng([check.seed, number, 1, batch]), count)
        asked = [each for each in asked if each.add(draws, check)]
        done, batch = done + count, batch + 1
        clock.advance(count)
    for each in asked:
        check.quantities += _quantities(each.tallies, each.reading, number)


@dataclass
class _Asked:
    """A claim under way at one instance."""

    reading: Reading
    claim: Claim
    tallies: list[_Tally] = field(default_factory=list)

    def add(self, draws: Draws, check: SampleCheck) -> bool:
        """Take in a batch; if the claim cannot be sampled, say why and return ``False``."""
        try:
            with np.errstate(all="ignore"):  # what is not finite is refused, not warned of
                seen = list(self.claim.observe(draws))
        except _UNDECIDED as finding:
            skipped = Skipped(self.reading.result, _shown(self.reading), str(finding))
            if skipped not in check.skipped:
                check.skipped.append(skipped)
            return False
        if not self.tallies:
            self.tallies = [_Tally(each.label, each.exact) for each in seen]
        for tally, each in zip(self.tallies, seen, strict=True):
            tally.add(each, draws.count)
        return True


def _quantities(tallies: list[_Tally], reading: Reading, number: int) -> Iterator[Quantity]:
    for tally in tallies:
        derived = np.broadcast_to(tally.derived.mean, tally.deviations.mean.shape)
        sampled = derived + tally.deviations.mean
        scale = np.abs(sampled) + np.abs(derived)
        z = (
            exact_scores(tally.gaps.largest, scale)
            if tally.exact
            else scores(tally.deviations, scale)
        )
        error = tally.deviations.standard_error
        for index in np.ndindex(z.shape):
            yield Quantity(
                result=reading.result,
                formula=_shown(reading),
                label=tally.label,
                entry=_entry(index, z.shape),
                instance=number,
                derived=float(derived[index]),
                sampled=float(sampled[index]),
                standard_error=float(error[index]),
                z=float(z[index]),
                p=tail(float(z[index])),
            )


def _entry(index: tuple[int, ...], shape: tuple[int, ...]) -> tuple[int, ...]:
    """Which entry, from one, without axes of length one."""
    return tuple(i + 1 for i, n in zip(index, shape, strict=True) if n > 1)


def judged(check: SampleCheck) -> SampleCheck:
    """Mark what is refused at the family-wise level."""
    found = refused([quantity.p for quantity in check.quantities], check.level)
    for quantity, is_refused in zip(check.quantities, found, strict=True):
        quantity.refused = is_refused
    return check


def _shown(reading: Reading) -> str:
    statement = reading.statement
    return print_formula(statement.lhs, statement.relation, statement.rhs)


@dataclass
class _Clock:
    """How many draws are done."""

    total: int
    progress: Progress | None
    done: int = 0

    def advance(self, count: int) -> None:
        self.done += count
        if self.progress is not None:
            self.progress(self.done, self.total)

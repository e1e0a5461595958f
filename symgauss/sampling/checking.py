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
from symgauss.sampling.claims import Claim
from symgauss.sampling.deciding import LEVEL, refused
from symgauss.sampling.reading import Reading, Statement, model_of, read
from symgauss.sampling.results import Instance, SampleCheck, Skipped
from symgauss.sampling.tally import Tally, tallied
from symgauss.sampling.world import BATCH, Draws, World

DRAWS = 100_000
INSTANCES = 4
_FEWEST, _MOST = 1_000, 10**12
_UNDECIDED = (Unsupported, NotInDomain, Singular, Undefined, LimitReached)

Progress = Callable[[int, int], None]
"""Called after each batch with the draws that are done and the draws in all."""


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
    draws.  Interrupted between two batches (by ``progress``, say), it returns what was finished.
    """
    if not _FEWEST <= draws <= _MOST:
        raise UsageError(f"draws has to be between {_FEWEST} and {_MOST:.0e}, not {draws}")
    if instances < 1:
        raise UsageError("at least one instance is needed")
    chosen = secrets.randbits(32) if seed is None else seed
    readings = read(derivation, statements)
    numbers = (draws, chosen, level, len(readings))
    check = SampleCheck(derivation.slug, derivation.title, *numbers)
    for reading in readings:
        if reading.reason:
            check.skipped.append(Skipped(reading.result, _shown(reading), reading.reason))
    todo = [reading for reading in readings if reading.claims]
    clock = Clock(draws * instances, progress)
    for number in range(instances if todo else 0):
        if not check.interrupted:
            _instance(derivation, check, todo, number, clock)
    return judged(check)


def _instance(
    derivation: Derivation, check: SampleCheck, todo: list[Reading], number: int, clock: Clock
) -> None:
    terms = [side for r in derivation.results for side in (r.lhs_term, r.rhs_term)]
    world = World(model_of(derivation), terms, number, check.seed)
    asked = [_Asked(reading, claim) for reading in todo for claim in reading.claims]
    done = 0
    whole = True  # whether every claim has seen the same batches
    try:
        for batch, count in enumerate(batches(check.draws, world.batch)):
            rng = np.random.default_rng([check.seed, number, 1, batch])
            draws = Draws(world, rng, count)
            whole = False
            asked = [each for each in asked if each.add(draws, check)]
            done += count
            whole = True
            clock.advance(count)
    except KeyboardInterrupt:
        check.interrupted = True
    if whole and done:
        check.instances.append(Instance(number, world.sizes, world.integers, done))
        for each in asked:
            formula = _shown(each.reading)
            for tally in each.tallies:
                check.quantities += tally.quantities(each.reading.result, formula, number)


@dataclass
class _Asked:
    """A claim under way at one instance."""

    reading: Reading
    claim: Claim
    tallies: list[Tally] = field(default_factory=list)

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
        self.tallies = tallied(self.tallies, seen, draws.count)
        return True


def batches(draws: int, largest: int = BATCH) -> Iterator[int]:
    """Sizes of batches that together make so many draws."""
    done = 0
    while done < draws:
        count = min(largest, draws - done)
        yield count
        done += count


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
class Clock:
    """How many draws are done; whoever watches may stop the work by ``KeyboardInterrupt``."""

    total: int
    progress: Progress | None
    done: int = 0

    def advance(self, count: int) -> None:
        """Tell of a batch that is done."""
        self.done += count
        if self.progress is not None:
            self.progress(self.done, self.total)

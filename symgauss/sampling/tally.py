"""Observations, batch after batch, become quantities with standard errors and scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from symgauss.sampling.claims import Observation
from symgauss.sampling.deciding import exact_scores, scores, tail
from symgauss.sampling.results import Quantity
from symgauss.sampling.running import RunningMean, RunningMoments


@dataclass
class Tally:
    """What is known about one quantity: memory does not grow with the draws."""

    label: str
    exact: bool
    derived: RunningMean = field(default_factory=RunningMean)
    deviations: RunningMoments = field(default_factory=RunningMoments)
    gaps: RunningMean = field(default_factory=RunningMean)

    def add(self, seen: Observation, count: int) -> None:
        """Take in a batch."""
        derived = seen.derived
        with np.errstate(all="ignore"):  # what is not finite is refused, not warned of
            deviations = np.broadcast_to(seen.sampled - derived, (count, *seen.sampled.shape[1:]))
            self.deviations.add(deviations)
            if self.exact:
                size = np.abs(seen.sampled).mean() + np.abs(derived).mean()
                self.gaps.add(deviations / (size or 1.0))
            if derived.ndim < deviations.ndim:
                derived = derived[None]
            self.derived.add(derived)

    def quantities(self, result: int, formula: str, instance: int) -> Iterator[Quantity]:
        """One for each entry."""
        found = self.deviations
        derived = np.broadcast_to(self.derived.mean, found.mean.shape)
        sampled = derived + found.mean
        scale = np.abs(sampled) + np.abs(derived)
        z = exact_scores(self.gaps.largest) if self.exact else scores(found, scale)
        error = found.standard_error
        for index in np.ndindex(z.shape):
            yield Quantity(
                result=result,
                formula=formula,
                label=self.label,
                entry=_entry(index, z.shape),
                instance=instance,
                derived=float(derived[index]),
                sampled=float(sampled[index]),
                standard_error=float(error[index]),
                z=float(z[index]),
                p=tail(float(z[index])),
            )


def _entry(index: tuple[int, ...], shape: tuple[int, ...]) -> tuple[int, ...]:
    """Which entry, from one, without axes of length one."""
    return tuple(i + 1 for i, n in zip(index, shape, strict=True) if n > 1)


def tallied(tallies: list[Tally], batch: Sequence[Observation], count: int) -> list[Tally]:
    """The tallies with a batch taken in; at the first batch, new ones."""
    found = tallies or [Tally(each.label, each.exact) for each in batch]
    for tally, each in zip(found, batch, strict=True):
        tally.add(each, count)
    return found

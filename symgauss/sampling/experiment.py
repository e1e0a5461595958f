"""An experiment of one's own: observations batch after batch, tested like those of a derivation."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping

import numpy as np

from symgauss.derivation.derivation import Derivation
from symgauss.kernel.drawing.instance import Instance as Parameters
from symgauss.kernel.evaluate import Evaluator
from symgauss.kernel.tables import Tables
from symgauss.sampling.checking import Clock, Progress, batches, judged
from symgauss.sampling.claims import Observation
from symgauss.sampling.deciding import LEVEL
from symgauss.sampling.drawing import ParameterDraw
from symgauss.sampling.floats import Array, Floats
from symgauss.sampling.results import Instance, SampleCheck
from symgauss.sampling.tally import Tally, tallied

Observe = Callable[[np.random.Generator, int], Iterable[Observation]]
"""Observations of fresh draws, the same quantities in the same order at every call."""


def experiment(
    title: str,
    parts: Mapping[str, Observe],
    draws: int,
    *,
    seed: int | None = None,
    level: float = LEVEL,
    progress: Progress | None = None,
) -> SampleCheck:
    """Compare what was derived with what is sampled, for several parts of one experiment.

    All quantities together are tested at the family-wise ``level``.
    """
    chosen = secrets.randbits(32) if seed is None else seed
    slug = "-".join(title.lower().split())
    check = SampleCheck(slug, title, draws, chosen, level, len(parts))
    clock = Clock(draws * len(parts), progress)
    for number, (name, observe) in enumerate(parts.items(), start=1):
        tallies: list[Tally] = []
        for batch, count in enumerate(batches(draws)):
            rng = np.random.default_rng([chosen, number, batch])
            tallies = tallied(tallies, list(observe(rng, count)), count)
            clock.advance(count)
        for tally in tallies:
            check.quantities += tally.quantities(number, name, 0)
    check.instances.append(Instance(0, {}, {}, draws))
    return judged(check)


def value_of(derivation: Derivation, values: Mapping[str, float | Array], result: int = 0) -> Array:
    """The right side of a result where its symbols have these values, as an array ``(r, c)``.

    Scalars only stand for 1 x 1; definitions of the derivation are unfolded, and dimensions are
    read off the arrays.
    """
    context = derivation.context
    known = {name: np.atleast_2d(np.asarray(value, float)) for name, value in values.items()}
    sizes: dict[str, int] = {}
    for name, value in known.items():
        declaration = context.declaration(name)
        for size, n in zip(
            (declaration.shape.rows, declaration.shape.columns) if declaration else (),
            value.shape,
            strict=False,
        ):
            if len(size.dimensions) == 1:
                sizes.setdefault(next(iter(size.dimensions)), n)
    domain = Floats()
    source = ParameterDraw(np.random.default_rng(0))
    parameters = Parameters(context, sizes, {}, domain, source)
    parameters.values = {(name, ()): value for name, value in known.items()}
    term = derivation.results[result].rhs_term
    tables = Tables(context, float("inf"))
    return np.asarray(Evaluator(parameters, domain, tables).value(term))

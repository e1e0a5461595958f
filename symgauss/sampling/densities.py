"""Claims about a density that is not written as a normal one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from symgauss.kernel.context import Context
from symgauss.kernel.terms import Density, Term
from symgauss.sampling.cells import cells
from symgauss.sampling.claims import Observation
from symgauss.sampling.stacks import Stack
from symgauss.sampling.world import Draws, stacked


@dataclass(frozen=True)
class GeneralDensity:
    """``p(x | y)`` is this function; ``logarithm`` says that the function is its logarithm."""

    lhs: Density
    rhs: Term
    context: Context
    logarithm: bool = False

    def observe(self, draws: Draws) -> Iterator[Observation]:
        """Probabilities of cells, about the mean that the model gives."""
        law, world = self.lhs.law, draws.world
        bound = draws.of(law.name, [*law.variables, *law.given])
        scope = world.scope.inside(bound)
        parts = tuple((scope.key(v), v.shape.rows.at(world.sizes)) for v in law.variables)
        moments = world.moments(law, bound)
        stack = Stack(parts, stacked(scope, law.variables), moments.mean, moments.covariance)
        given = {scope.key(v): np.asarray(scope.symbol(v)) for v in law.given}
        weight = np.ones((draws.count, 1, 1))
        yield cells((self.rhs, self.context, self.logarithm), [stack], weight, draws, given)

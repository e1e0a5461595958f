"""Identities between random variables, which have to hold at every draw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from symgauss.kernel.context import Context
from symgauss.kernel.terms import Term
from symgauss.notation.unicode import print_term
from symgauss.sampling.claims import Observation
from symgauss.sampling.world import Draws


@dataclass(frozen=True)
class Identity:
    """Two functions of random variables are equal; the left side is taken from the model."""

    lhs: Term
    rhs: Term
    context: Context
    density: str

    def observe(self, draws: Draws) -> Iterator[Observation]:
        """Both sides at every draw."""
        world, count = draws.world, draws.count
        statements = [d for d in world.context.distributions if d.density == self.density]
        bound = draws.of(self.density, [d.variable for d in statements])
        left = world.scope.inside(bound).value(self.lhs)
        right = world.under(self.context, bound).value(self.rhs)
        shape = (count, *left.shape[-2:])
        yield Observation(
            print_term(self.lhs),
            np.broadcast_to(left, shape),
            np.broadcast_to(right, shape),
            exact=True,
        )

"""Claims about scores: ``grad_x log p(x | y)``, by integration by parts.

For every smooth f, ``E[f(x) grad_x log p(x)] = -E[grad f(x)]``.  With f = 1 and f = x this pins a
score that is affine.  A gradient by what is given has mean zero for every value of it, and its
product with x has as mean the derivative of ``E[x | y]``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from symgauss.kernel.context import Context
from symgauss.kernel.findings import Unsupported
from symgauss.kernel.terms import Density, Derivative, Function, Gradient, Named, Term
from symgauss.notation.unicode import print_term
from symgauss.sampling.claims import Observation, outer
from symgauss.sampling.laws import data_of
from symgauss.sampling.world import Draws, World, stacked


def is_score(term: Term) -> bool:
    """Whether a term is the gradient of the logarithm of a density of the model."""
    match term:
        case Gradient(Function("log", Density()), _) | Derivative(Function("log", Density()), _):
            return True
        case _:
            return False


@dataclass(frozen=True)
class Score:
    """The gradient of a log density is this function."""

    lhs: Gradient | Derivative
    rhs: Term
    context: Context

    def observe(self, draws: Draws) -> Iterator[Observation]:
        """Mean of the score, and its products with the variables."""
        law, world, count = self._law(), draws.world, draws.count
        variable = self.lhs.variable
        bound = draws.of(law.name, [*law.variables, *law.given])
        scope = world.scope.inside(bound)
        score = world.under(self.context, bound).value(self.rhs)
        score = np.broadcast_to(score, (count, *score.shape[-2:]))
        name = print_term(self.lhs)
        n = score.shape[-2]
        yield Observation(f"𝔼[{name}]", score, np.zeros((n, 1)))
        data = data_of(world, law, scope)
        if data is not None:
            centred = data.values - data.mean
            zero = np.zeros((n, data.mean.shape[-2]))
            yield Observation(f"𝔼[{name} (y − 𝔼 y)ᵀ]", outer(score, centred), zero)
        x = stacked(scope, law.variables)
        listed = ", ".join(map(print_term, law.variables))
        moments = world.moments(Named(law.name, law.variables, law.given), bound)
        gap = x - moments.mean
        if variable in law.variables:
            places = _rows(world, law, law.variables.index(variable))
            expected = -np.eye(gap.shape[-2])[places]
        elif data is not None and len(data.parts) == 1 and variable in law.given:
            joint = world.moments(Named(law.name, (*law.variables, variable)))
            k = n
            cross = joint.covariance[:-k, -k:]
            expected = np.linalg.solve(joint.covariance[-k:, -k:], cross.T)
        else:
            return
        yield Observation(f"𝔼[{name} ({listed} − m)ᵀ]", outer(score, gap), expected)

    def _law(self) -> Named:
        match self.lhs.body:
            case Function("log", Density(law)):
                return law
            case _:
                raise Unsupported("the gradient of something else than a log density", self.lhs)


def _rows(world: World, law: Named, place: int) -> slice:
    sizes = [v.shape.rows.at(world.sizes) for v in law.variables]
    start = sum(sizes[:place])
    return slice(start, start + sizes[place])

"""Claims about a law: ``p(x | y) = N(x; m, S)``, its moments and its characteristic function."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from symgauss.kernel.context import Context
from symgauss.kernel.evaluate import Evaluator
from symgauss.kernel.terms import (
    Covariance,
    Density,
    Expectation,
    Named,
    NormalDensity,
    Term,
)
from symgauss.notation.unicode import print_term
from symgauss.sampling.claims import Observation, outer
from symgauss.sampling.floats import Array
from symgauss.sampling.regression import regressed
from symgauss.sampling.stacks import Stack
from symgauss.sampling.world import Draws, World, stacked

_FREQUENCIES = (0.7, 1.0, 1.5)  #: standard deviations of ``s^T x`` for the directions s


@dataclass(frozen=True)
class NormalLaw:
    """``p(x | y)`` is normal with this mean and this covariance."""

    lhs: Density
    rhs: NormalDensity
    context: Context

    def observe(self, draws: Draws) -> Iterator[Observation]:
        """Mean, slope where data are random, covariance, characteristic function."""
        law, world, count = self.lhs.law, draws.world, draws.count
        bound = draws.of(law.name, [*law.variables, *law.given])
        scope = world.scope.inside(bound)
        x = np.broadcast_to(stacked(scope, law.variables), (count, *_shape(world, law)))
        data = data_of(world, law, scope)
        names = _Names.of(law)

        def derived(term: Term, point: dict[tuple[str, tuple[int, ...]], Array]) -> Array:
            value: Array = world.under(self.context, point).value(term)
            return value

        here = {} if data is None else data.split(data.values)
        mean, covariance = derived(self.rhs.mean, here), derived(self.rhs.covariance, here)
        residual = x - mean
        if data is None:
            yield Observation(names.mean, x, mean)
        else:
            yield from regressed(names.mean, x, lambda at: derived(self.rhs.mean, at), data)
        yield Observation(names.covariance, outer(residual, residual), covariance)
        if self.context is world.context:  # for a name put to a value, moments are enough
            yield from characteristic(names.variables, residual, covariance, world)


@dataclass(frozen=True, slots=True)
class _Names:
    variables: str
    mean: str
    covariance: str

    @classmethod
    def of(cls, law: Named) -> _Names:
        if len(law.variables) == 1:
            x = law.variables[0]
            mean, spread = Expectation(x, law), Covariance(x, x, law)
            return cls(print_term(x), print_term(mean), print_term(spread))
        listed = ", ".join(map(print_term, law.variables))
        bar = f" | {', '.join(map(print_term, law.given))}" if law.given else ""
        return cls(listed, f"𝔼[{listed}{bar}]", f"Cov[{listed}{bar}]")


def _shape(world: World, law: Named) -> tuple[int, int]:
    return sum(v.shape.rows.at(world.sizes) for v in law.variables), 1


def data_of(world: World, law: Named, scope: Evaluator) -> Stack | None:
    """The given variables that are random, at the draws of a scope; ``None`` if there are none."""
    random = [v for v in law.given if world.random(law.name, v)]
    if not random:
        return None
    fixed = tuple(v for v in law.given if v not in random)
    moments = world.moments(Named(law.name, tuple(random), fixed))
    parts = tuple((scope.key(v), v.shape.rows.at(world.sizes)) for v in random)
    return Stack(parts, stacked(scope, random), moments.mean, moments.covariance)


def characteristic(
    name: str, residual: Array, covariance: Array, world: World
) -> Iterator[Observation]:
    """``E exp(i s^T (x - m))`` in fixed directions, against ``exp(-1/2 s^T S s)``."""
    n = residual.shape[-2]
    directions = np.random.default_rng([world.number, n]).standard_normal((len(_FREQUENCIES), n))
    directions[0] = np.eye(n)[0]
    spread = np.mean(covariance, axis=0) if covariance.ndim == 3 else covariance
    scales = np.sqrt(np.abs(np.einsum("ki,ij,kj->k", directions, spread, directions)) + 1e-300)
    S = directions * (np.array(_FREQUENCIES) / scales)[:, None]
    phases = residual[..., 0] @ S.T
    expected = np.exp(-0.5 * np.einsum("ki,...ij,kj->...k", S, covariance, S))
    yield Observation(f"𝔼[cos sᵀ({name} − m)]", np.cos(phases), expected)
    yield Observation(f"𝔼[sin sᵀ({name} − m)]", np.sin(phases), np.zeros(len(S)))

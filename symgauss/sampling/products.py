"""Claims about a product of normal densities: its normaliser, its moments, its values.

A product is sampled with weights.  Where it is a function of several variables, or is one density
alone, each variable is drawn from its own density.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from symgauss.kernel.context import Context
from symgauss.kernel.drawing.instance import Key
from symgauss.kernel.evaluate import Evaluator
from symgauss.kernel.findings import Unsupported
from symgauss.kernel.terms import (
    Density,
    Function,
    Indexed,
    IndexedProduct,
    NormalDensity,
    Product,
    Symbol,
    Term,
)
from symgauss.sampling.cells import cells
from symgauss.sampling.claims import Observation, outer
from symgauss.sampling.floats import Array
from symgauss.sampling.integrals import proposal, student
from symgauss.sampling.stacks import Stack
from symgauss.sampling.world import FLOATS, Draws, World, gaussian, log_normal


@dataclass(frozen=True, slots=True)
class Factor:
    """One normal density of a product: of which variable, with which moments."""

    key: Key
    mean: Array
    covariance: Array


@dataclass(frozen=True)
class Pointwise:
    """A product of normal densities equals a function of their variables.

    ``logarithm`` says that the derived side is the logarithm of the function.
    """

    lhs: Term
    rhs: Term
    context: Context
    logarithm: bool = False

    def observe(self, draws: Draws) -> Iterator[Observation]:
        """Normaliser and moments where they can be read off, and cells in any case."""
        world = draws.world
        factors = world.remembered(id(self), lambda: factors_of(world, self._densities()))
        keys = list(dict.fromkeys(factor.key for factor in factors))
        groups = [[f for f in factors if f.key == key] for key in keys]
        sources = [
            world.remembered((id(self), key), lambda group=group: source_of(group))  # type: ignore[misc]
            for key, group in zip(keys, groups, strict=True)
        ]
        x, weight = [], np.ones((draws.count, 1, 1))
        for source in sources:
            drawn, weights = source.draw(draws)
            x.append(drawn)
            weight = weight * weights
        if len(factors) > len(keys) == 1:
            yield from self._moments(world, keys[0], x[0], weight)
        if self.context is world.context:
            stacks = [
                Stack(((key, source.centre.shape[-2]),), value, source.centre, source.spread)
                for key, source, value in zip(keys, sources, x, strict=True)
            ]
            yield cells((self.rhs, self.context, self.logarithm), stacks, weight, draws, {})

    def _densities(self) -> Term:
        return self.lhs.argument if isinstance(self.lhs, Function) else self.lhs

    def _moments(self, world: World, key: Key, x: Array, weight: Array) -> Iterator[Observation]:
        """``c N(x; m, S)``: the weighted average is c, weighted moments are those of the law."""
        parts = _normaliser_and_law(self.rhs, key, world)
        if parts is None:
            return
        constants, law = parts
        scope = world.under(self.context, {})
        c, m, S = scope.value(constants), scope.value(law.mean), scope.value(law.covariance)
        gap = x - m
        relative = weight / c
        yield Observation("normaliser", weight, c)
        yield Observation("mean", m + relative * gap, m)
        spread = S + relative * (outer(gap, gap) - S)
        yield Observation("covariance", spread, S)


def factors_of(world: World, term: Term) -> list[Factor]:
    """The normal densities of a product, at the parameters of an instance."""
    return _factors(world, world.scope, term)


def _factors(world: World, scope: Evaluator, term: Term) -> list[Factor]:
    match term:
        case NormalDensity(Symbol() | Indexed() as point, mean, covariance):
            return [Factor(scope.key(point), scope.value(mean), scope.value(covariance))]
        case Density(law) if len(law.variables) == 1:
            moments = scope.laws.moments(law)
            return [Factor(scope.key(law.variables[0]), moments.mean, moments.covariance)]
        case Product(parts):
            return [factor for part in parts for factor in _factors(world, scope, part)]
        case IndexedProduct(body, index, lower, upper):
            found: list[Factor] = []
            for i in scope.range_of(lower, upper):
                with scope.tables.index((index.name, ()), i):
                    inside = scope.counting({(index.name, ()): FLOATS.rational(Fraction(i))})
                    found += _factors(world, inside, body)
            return found
        case _:
            raise Unsupported("a product of something else than normal densities", term)


def is_product(term: Term) -> bool:
    """Whether a term is a product of normal densities, or one of them."""
    match term:
        case NormalDensity(Symbol() | Indexed()):
            return True
        case Density(law):
            return len(law.variables) == 1
        case Product(parts):
            return all(map(is_product, parts))
        case IndexedProduct(body):
            return is_product(body)
        case _:
            return False


@dataclass(frozen=True, slots=True)
class Source:
    """How a variable is drawn: from its one density, or weighted where there are several."""

    factors: tuple[Factor, ...]
    centre: Array
    spread: Array

    def draw(self, draws: Draws) -> tuple[Array, Array]:
        """Draws and their weights: the product of the densities over the density of the draw."""
        if len(self.factors) == 1:
            x = gaussian(self.centre, self.spread, draws.rng, draws.count)
            return x, np.ones((draws.count, 1, 1))
        x, log_g = student(self.centre[..., 0], self.spread, draws.rng, draws.count)
        return x, np.exp(_log_product(self.factors, x) - log_g)


def source_of(group: Sequence[Factor]) -> Source:
    """For several densities, a proposal found by weighting draws; at first from all of them."""
    if len(group) == 1:
        return Source(tuple(group), group[0].mean, group[0].covariance)
    means = np.array([factor.mean[..., 0] for factor in group])
    centre = means.mean(axis=0)
    spread = sum(factor.covariance for factor in group) / len(group) + np.cov(means.T, bias=True)
    found = proposal(lambda x: np.exp(_log_product(group, x)), centre, np.atleast_2d(spread))
    return Source(tuple(group), found[0][..., None], found[1])


def _log_product(group: Sequence[Factor], x: Array) -> Array:
    return np.asarray(sum(log_normal(x, f.mean, f.covariance) for f in group))


def _normaliser_and_law(rhs: Term, key: Key, world: World) -> tuple[Term, NormalDensity] | None:
    factors = rhs.factors if isinstance(rhs, Product) else (rhs,)
    names = world.scope.tables.dependencies
    with_x = [f for f in factors if key[0] in names.of(f)]
    if len(with_x) != 1 or not isinstance(with_x[0], NormalDensity):
        return None
    law = with_x[0]
    if not isinstance(law.point, Symbol) or law.point.name != key[0]:
        return None
    if key[0] in names.of(law.mean) | names.of(law.covariance):
        return None
    return Product(tuple(f for f in factors if f is not law)), law

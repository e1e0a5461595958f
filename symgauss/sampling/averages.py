"""Claims about expectations: moments, entropies, divergences, integrals, and sums of these.

A term becomes a statistic of one draw whose mean is the value of the term: the body of an
expectation, a log-ratio of densities, an importance weight.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from symgauss.kernel.context import Context
from symgauss.kernel.drawing.instance import Key
from symgauss.kernel.evaluate import Evaluator
from symgauss.kernel.findings import Unsupported
from symgauss.kernel.terms import (
    Covariance,
    CrossEntropy,
    Entropy,
    Expectation,
    IndexedSum,
    Integral,
    KullbackLeibler,
    Law,
    MutualInformation,
    Named,
    Normal,
    Product,
    Sum,
    Term,
)
from symgauss.kernel.traversal import subterms
from symgauss.notation.unicode import print_term
from symgauss.sampling.claims import Observation, outer
from symgauss.sampling.floats import Array
from symgauss.sampling.integrals import integral
from symgauss.sampling.laws import data_of
from symgauss.sampling.regression import regressed
from symgauss.sampling.world import FLOATS, Draws, World, gaussian, log_normal, stacked

_AVERAGED = (
    Expectation, Covariance, Entropy, CrossEntropy, KullbackLeibler, MutualInformation, Integral,
)  # fmt: skip


def is_average(term: Term) -> bool:
    """Whether a term speaks about an expectation or an integral."""
    return any(isinstance(part, _AVERAGED) for part in subterms(term))


@dataclass(frozen=True)
class Average:
    """An expectation, or a sum of multiples of them, has this value."""

    lhs: Term
    rhs: Term
    context: Context

    def observe(self, draws: Draws) -> Iterator[Observation]:
        """The mean of a statistic; for a conditional moment, by regression."""
        law, world = getattr(self.lhs, "law", None), draws.world
        if isinstance(law, Named) and any(world.random(law.name, v) for v in law.given):
            if isinstance(self.lhs, Expectation):
                yield from self._conditional_mean(self.lhs, law, draws)
                return
            if isinstance(self.lhs, Covariance):
                yield from self._conditional_covariance(self.lhs, law, draws)
                return
        sampled = Statistic(draws).of(world.scope, self.lhs)
        yield Observation(print_term(self.lhs), sampled, self._value(world, {}))

    def _value(self, world: World, bound: dict[Key, Array]) -> Array:
        value: Array = world.under(self.context, bound).value(self.rhs)
        return value

    def _conditional_mean(
        self, term: Expectation, law: Named, draws: Draws
    ) -> Iterator[Observation]:
        world = draws.world
        scope = world.scope.inside(draws.of(law.name, [*law.variables, *law.given]))
        data = data_of(world, law, scope)
        body = np.asarray(scope.value(term.body))
        if data is not None:
            claim = lambda at: self._value(world, at)  # noqa: E731 - a name for one use
            yield from regressed(print_term(term), body, claim, data)

    def _conditional_covariance(
        self, term: Covariance, law: Named, draws: Draws
    ) -> Iterator[Observation]:
        world = draws.world
        bound = draws.of(law.name, [*law.variables, *law.given])
        scope = world.scope.inside(bound)
        data = data_of(world, law, scope)
        here = {} if data is None else data.split(data.values)
        gaps = [
            scope.value(side) - world.scope.inside(here).value(Expectation(side, law))
            for side in (term.left, term.right)
        ]
        yield Observation(print_term(term), outer(gaps[0], gaps[1]), self._value(world, here))


@dataclass(frozen=True, slots=True)
class Statistic:
    """Statistics of one draw each, unbiased for terms."""

    draws: Draws

    def of(self, scope: Evaluator, term: Term) -> Array:
        """``(count, rows, columns)`` with the term as mean; a constant is itself."""
        if not is_average(term):
            return np.asarray(scope.value(term))
        match term:
            case Expectation(body, law):
                return np.asarray(scope.inside(self.draw(scope, law)).value(body))
            case Covariance(left, right, law):
                return self._covariance(scope, left, right, law)
            case Entropy(law):
                return -self._log(scope.inside(self.draw(scope, law)), law)
            case CrossEntropy(under, of):
                return -self._log(scope.inside(self.draw(scope, under)), of)
            case KullbackLeibler(left, right):
                inside = scope.inside(self.draw(scope, left))
                return self._log(inside, left) - self._log(inside, right)
            case MutualInformation(name, left, right, given):
                joint = Named(name, left + right, given)
                inside = scope.inside(self.draw(scope, joint))
                apart = [self._log(inside, Named(name, side, given)) for side in (left, right)]
                return self._log(inside, joint) - apart[0] - apart[1]
            case Integral():
                return integral(scope, term, self.draws)
            case Sum(terms):
                return np.asarray(sum(self.of(scope, part) for part in terms))
            case IndexedSum(body, index, lower, upper):
                total = np.zeros((1, 1))
                for i in scope.range_of(lower, upper):
                    with scope.tables.index((index.name, ()), i):
                        inside = scope.counting({(index.name, ()): FLOATS.rational(Fraction(i))})
                        total = total + self.of(inside, body)
                return total
            case Product(factors) if sum(map(is_average, factors)) == 1:
                total = self.of(scope, factors[0])
                for factor in factors[1:]:
                    total = FLOATS.mul(total, self.of(scope, factor))
                return total
            case _:
                raise Unsupported("a function of expectations", term)

    def draw(self, scope: Evaluator, law: Law, *, fresh: bool = False) -> dict[Key, Array]:
        """Draws of the variables of a law; ``fresh`` ones are independent of all others."""
        if isinstance(law, Normal):
            mean, covariance = scope.value(law.mean), scope.value(law.covariance)
            drawn = gaussian(mean, covariance, self.draws.rng, self.draws.count)
            return {scope.key(law.variable): drawn}
        draws = Draws(self.draws.world, self.draws.rng, self.draws.count) if fresh else self.draws
        return draws.of(law.name, [*law.variables, *law.given])

    def _log(self, scope: Evaluator, law: Law) -> Array:
        """Log density of a law at the draws of a scope."""
        if isinstance(law, Normal):
            point = scope.symbol(law.variable)
            return log_normal(point, scope.value(law.mean), scope.value(law.covariance))
        moments = scope.laws.moments(law)
        return log_normal(stacked(scope, law.variables), moments.mean, moments.covariance)

    def _covariance(self, scope: Evaluator, left: Term, right: Term, law: Law) -> Array:
        """Half the product of differences of two independent draws: no mean has to be known."""
        first, second = (scope.inside(self.draw(scope, law, fresh=True)) for _ in range(2))
        gaps = [first.value(side) - second.value(side) for side in (left, right)]
        return outer(gaps[0], gaps[1]) / 2

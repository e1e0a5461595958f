"""Putting a derivation together: routes, chains, definitions, results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from symgauss.bridge import to_term, to_variable
from symgauss.calculus.notions import density as density_named
from symgauss.calculus.notions import normal_density
from symgauss.derivation.assumptions import assumptions_of
from symgauss.derivation.chain import Chain, Equation, numbered, with_uses
from symgauss.derivation.derivation import Derivation, Meaning, Result, Route, Step
from symgauss.derivation.rule import Rule
from symgauss.derivation.rules.algebra import NAME
from symgauss.derivation.workbench import Workbench
from symgauss.errors import UsageError
from symgauss.kernel.relations import DEFINED, EQUAL, Relation


@dataclass
class RouteBuilder:
    """One way to the result, under construction."""

    bench: Workbench
    title: str
    intro: str
    steps: list[Step] = field(default_factory=list)

    def chain(self, start: Any) -> Chain:
        """Begin a chain whose steps belong to this route."""
        return Chain(self.bench, start, self.steps)

    def define(self, name: Any, value: Any, *, rule: Rule = NAME, note: str = "") -> Equation:
        """Give a name to an expression; the equation reads value -> name for :meth:`Chain.use`."""
        self.bench.define(name, value)
        left, right, verdict = self.bench.judged(name, DEFINED, value)
        number = self.bench.next_number()
        step = Step(number, name, DEFINED, value, left, right, rule, verdict, note=note)
        self.steps.append(step)
        return Equation(value, name, EQUAL, (step,))


class Builder:
    """A derivation under construction.  :meth:`finish` gives the :class:`Derivation`."""

    def __init__(
        self,
        statement: str,
        *,
        slug: str = "",
        title: str = "",
        source: str = "",
        assumptions: Iterable[str] | None = None,
    ) -> None:
        self.slug = slug
        self.title = title
        self.statement = statement
        self.source = source
        self.bench = Workbench()
        self._assumptions = None if assumptions is None else tuple(assumptions)
        self._routes: list[RouteBuilder] = []
        self._results: list[Result] = []
        self._meanings: list[Meaning] = []
        self._generative: Workbench | None = None

    def declare(self, *expressions: Any) -> None:
        """Take in symbols early: their order is the order of the assumptions."""
        self.bench.declare(*expressions)

    def distribution(
        self, variable: Any, mean: Any, covariance: Any, *, given: Any = (), density: str = "p"
    ) -> Equation:
        """Declare ``x | given ~ N(m, S)``; the equation reads ``p(x | given) = N(x; m, S)``."""
        others = tuple(given) if isinstance(given, tuple | list) else (given,)
        self.bench.distribute(variable, others, mean, covariance, density)
        written = normal_density(variable, mean, covariance)
        return Equation(density_named(density, variable, others), written)

    def definition(self, name: Any, value: Any) -> Equation:
        """Declare ``name := value`` as part of the problem; reads value -> name."""
        self.bench.define(name, value)
        return Equation(value, name)

    def route(self, title: str = "", intro: str = "") -> RouteBuilder:
        """Begin a route."""
        made = RouteBuilder(self.bench, title, intro)
        self._routes.append(made)
        return made

    def aside(self, start: Any) -> Chain:
        """Begin a chain outside the routes, to be used as the detail of a step."""
        return Chain(self.bench, start)

    def result(self, *parts: Any, relation: Relation = EQUAL) -> None:
        """Record a conclusion: a chain, or a left and a right side.  It is judged on its own."""
        if len(parts) == 1 and isinstance(parts[0], Chain | Equation):
            shown = parts[0].equation if isinstance(parts[0], Chain) else parts[0]
            lhs, relation, rhs = shown.lhs, shown.relation, shown.rhs
        elif len(parts) == 2:
            lhs, rhs = parts
        else:
            raise UsageError("a result is a chain, or a left and a right side")
        left, right, verdict = self.bench.judged(lhs, relation, rhs)
        self._results.append(Result(lhs, relation, rhs, left, right, verdict))

    def meaning(self, name: Any, value: Any) -> None:
        """Say what a name stands for under the model, so that results about it can be sampled."""
        self._meanings.append(Meaning(to_variable(name), to_term(value)))

    def generative(self) -> Workbench:
        """A model of its own to draw from, where the steps rely on none."""
        if self._generative is None:
            self._generative = Workbench()
        return self._generative

    def finish(self) -> Derivation:
        """The derivation, with steps numbered through all routes."""
        if not self._results:
            raise UsageError("a derivation needs a result")
        context = self.bench.context
        assumed = self._assumptions if self._assumptions is not None else assumptions_of(context)
        return Derivation(
            self.slug,
            self.title,
            self.statement,
            context,
            assumed,
            self._finished_routes(),
            tuple(self._results),
            self.source,
            tuple(self._meanings),
            None if self._generative is None else self._generative.context,
        )

    def _finished_routes(self) -> tuple[Route, ...]:
        first = 1
        renamed: dict[str, str] = {}
        groups: list[list[Step]] = []
        for route in self._routes:
            steps, names = numbered(route.steps, start=first)
            first += len(steps)
            renamed |= names
            groups.append(steps)
        return tuple(
            Route(route.title, route.intro, tuple(with_uses(step, renamed) for step in steps))
            for route, steps in zip(self._routes, groups, strict=True)
        )

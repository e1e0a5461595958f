"""What an operation is about: a Gaussian that is written out, or variables of a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from symgauss.bridge.laws import NamedLaw, NormalLaw
from symgauss.calculus.constructors import is_matrix
from symgauss.calculus.notions import density_of, normal
from symgauss.calculus.notions import law as named
from symgauss.calculus.rewriting import rewrite
from symgauss.derivation.builder import Builder
from symgauss.derivation.chain import Chain, Equation, with_uses
from symgauss.derivation.derivation import Step
from symgauss.derivation.rule import Move, Rule
from symgauss.derivation.rules import models
from symgauss.errors import UsageError
from symgauss.gaussians.gaussian import Gaussian
from symgauss.gaussians.model import LinearGaussianModel
from symgauss.gaussians.statement import several
from symgauss.operations.posterior import posterior
from symgauss.operations.recursion import declared


@dataclass(frozen=True)
class Subject:
    """A law as it was asked about, the same written out, and the steps that show it."""

    law: NormalLaw | NamedLaw
    written: NormalLaw
    steps: tuple[Step, ...] = ()

    @property
    def variable(self) -> Any:
        """The random variable."""
        return self.written.variable

    @property
    def is_vector(self) -> bool:
        """Whether the variable is a vector."""
        return is_matrix(self.variable)

    def opened(self, chain: Chain) -> Chain:
        """The law written out, where the question names it."""
        if self.law == self.written:
            return chain
        detail = [Equation(None, None, steps=self.steps)] if self.steps else []
        return chain.apply(OPEN, self.law, self.written, detail=detail)

    def opened_density(self, chain: Chain) -> Chain:
        """The density written out, where the question names it."""
        detail = [Equation(None, None, steps=self.steps)] if self.steps else []
        return chain.apply(OPEN, density_of(self.law), density_of(self.written), detail=detail)


def subject(
    build: Builder,
    source: Gaussian | LinearGaussianModel,
    variable: Any = None,
    given: Sequence[Any] = (),
) -> Subject:
    """The subject of a question; ``variable`` and ``given`` belong to a model."""
    given = several(given)
    if isinstance(source, Gaussian):
        if variable is not None or given:
            raise UsageError("a Gaussian has one variable already; name variables of a model only")
        build.declare(source.variable, source.mean, source.cov)
        return Subject(source.law, source.law)
    if variable is None:
        raise UsageError("say which variable of the model is meant")
    declared(build, source)
    build.declare(variable, *given)
    law = named(source.density, variable, given)
    statement = source.statement(variable)
    if statement is not None and set(statement.parents) == set(given):
        return Subject(law, normal(variable, statement.mean, statement.cov))
    found = posterior(source, [variable], given)
    density = found.results[0].rhs
    build.bench.adopt(found.context)
    return Subject(law, normal(*density.args), _renamed(build, found.routes[0].steps))


def _renamed(build: Builder, steps: Sequence[Step]) -> tuple[Step, ...]:
    """Steps of another derivation under numbers that are free in this one."""
    names: dict[str, str] = {}

    def fresh(step: Step) -> Step:
        below = tuple(fresh(one) for one in step.substeps)
        names[step.number] = build.bench.next_number()
        return replace(step, number=names[step.number], substeps=below)

    return tuple(with_uses(step, names) for step in [fresh(one) for one in steps])


def _open(expression: Any, law: Any, written: Any) -> Any:
    return rewrite(expression, lambda place: written if place == law else None)


OPEN = Move(Rule("the law written out", models.MODEL.formula, models.MODEL.conditions), _open)

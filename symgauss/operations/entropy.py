"""The differential entropy of a Gaussian, and of a variable of a linear-Gaussian model."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

from symgauss.bridge.expressions import Expectation
from symgauss.calculus.notions import covariance_of, law
from symgauss.calculus.notions import entropy as entropy_of
from symgauss.calculus.rewriting import subexpressions
from symgauss.derivation.builder import Builder
from symgauss.derivation.chain import Chain, Equation
from symgauss.derivation.derivation import Derivation
from symgauss.derivation.rules import (
    algebra,
    densities,
    expectations,
    information,
    numbers,
    traces,
)
from symgauss.errors import UsageError
from symgauss.gaussians.gaussian import Gaussian
from symgauss.gaussians.model import LinearGaussianModel
from symgauss.gaussians.statement import several
from symgauss.operations.joint import check_query
from symgauss.operations.kl import moment
from symgauss.operations.recursion import Recursion, attempt, declared
from symgauss.operations.subjects import Subject, subject

SOURCE = "Bishop (2006), Pattern Recognition and Machine Learning, equations (1.110) and (2.283)"
STATEMENT = "The differential entropy of a normal distribution depends on its covariance alone."
INTRO = (
    "The log density is quadratic in the variable, and the expected square of the standardised "
    "variable is its dimension."
)
JOINT = "The variables are jointly normal, so their joint covariance says it all."


def entropy(
    source: Gaussian | LinearGaussianModel,
    variable: Any = None,
    given: Sequence[Any] = (),
    *,
    slug: str = "entropy",
    title: str = "Entropy of a normal distribution",
    statement: str = STATEMENT,
    reference: str = SOURCE,
) -> Derivation:
    """Derive ``H[x]`` of a Gaussian, or ``H[x | y]`` of a variable of a model.

    A tuple of variables of a model asks for their joint entropy.
    """
    build = Builder(statement, slug=slug, title=title, source=reference)
    if isinstance(source, LinearGaussianModel) and isinstance(variable, tuple):
        _joint(build, source, variable, several(given))
        return build.finish()
    about = subject(build, source, variable, given)
    chain = build.route(intro=INTRO).chain(entropy_of(about.law))
    about.opened(chain)
    if about.steps:
        chain.apply(information.ENTROPY_OF_NORMAL)
    else:
        _from_definition(build, chain, about)
    attempt(chain, numbers.EVALUATE)
    build.result(chain)
    return build.finish()


def _joint(
    build: Builder, model: LinearGaussianModel, variables: tuple[Any, ...], given: tuple[Any, ...]
) -> None:
    """``H[x, y]`` from the joint covariance."""
    check_query(model, variables, given)
    if not model.graph.is_forward(variables, given):
        raise UsageError("condition on variables that do not depend on the others")
    declared(build, model)
    recursion = Recursion(build.route(intro=JOINT), model, given)
    asked = law(model.density, variables, given)
    known = []
    for v, w in product(variables, variables):
        own = law(model.density, [u for u in variables if u in (v, w)], given)
        found = recursion.cov(v, w)
        known.append(Equation(covariance_of(v, w, own), found.rhs, steps=found.steps))
    chain = recursion.route.chain(entropy_of(asked))
    chain.apply(information.ENTROPY_OF_NORMAL).use(*known)
    attempt(chain, numbers.EVALUATE)
    build.result(chain)


def _from_definition(build: Builder, chain: Chain, of: Subject) -> None:
    """``H`` of a law that is written out, in closed form."""
    chain.apply(information.ENTROPY_DEFINITION)
    expected_log(build, chain, of)
    attempt(chain, algebra.CANCEL, traces.TRACE_OF_IDENTITY)
    closed = information.entropy_of_normal(of.written)
    if chain.current != closed:
        chain.write(closed)


def expected_log(build: Builder, chain: Chain, of: Subject) -> None:
    """``-E[log N]`` with the log density written out and the moments put in."""
    chain.apply(densities.log_density_move(of.variable))
    chain.apply(expectations.LINEARITY)
    chain.apply(algebra.EXPAND_SUMS)
    rule = expectations.moment_move(of.variable).rule
    found = dict.fromkeys(x for x in subexpressions(chain.current) if isinstance(x, Expectation))
    chain.use(*(moment(build, one) for one in found), rule=rule, hidden=True)

"""Means and covariances of polynomials in Gaussian variables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from symgauss.bridge import to_term
from symgauss.bridge.expressions import Covariance, Expectation
from symgauss.bridge.laws import NamedLaw
from symgauss.bridge.matrices import MatrixCovariance, MatrixExpectation
from symgauss.calculus.notions import covariance_of, law
from symgauss.calculus.notions import expectation as expectation_of
from symgauss.calculus.rewriting import contains, subexpressions
from symgauss.calculus.transposes import transposed
from symgauss.derivation.builder import Builder, RouteBuilder
from symgauss.derivation.chain import Chain
from symgauss.derivation.derivation import Derivation
from symgauss.derivation.rules import algebra, expectations, isserlis, numbers, traces
from symgauss.errors import UsageError
from symgauss.gaussians.gaussian import Gaussian
from symgauss.gaussians.model import LinearGaussianModel
from symgauss.gaussians.statement import several
from symgauss.notation.unicode import print_term
from symgauss.operations.recursion import Recursion, attempt, declared
from symgauss.operations.subjects import subject

SOURCE = "Petersen and Pedersen (2012), The Matrix Cookbook, section 8.2"
STATEMENT = (
    "A moment of normal variables follows from their means and covariances: split each variable "
    "into its deviation and its mean, and pair the deviations."
)
INTRO = (
    "Odd moments of the deviations vanish. An even moment is the sum over all ways to pair the "
    "deviations, with a covariance for each pair."
)


@dataclass(frozen=True)
class Setting:
    """The law that a moment is taken under, the means, and the covariances."""

    law: Any
    centres: dict[Any, Any]
    covariances: dict[tuple[Any, Any], Any]

    def cov(self, left: Any, right: Any) -> Any:
        """The covariance of two variables."""
        return self.covariances[left, right]


def expectation(
    source: Gaussian | LinearGaussianModel,
    body: Any,
    given: Sequence[Any] = (),
    *,
    slug: str = "expectation",
    title: str = "Mean of a polynomial in normal variables",
    statement: str = STATEMENT,
    reference: str = SOURCE,
) -> Derivation:
    """Derive ``E[body | given]`` of a polynomial of degree at most 8; ``body`` of any shape."""
    build = Builder(statement, slug=slug, title=title, source=reference)
    build.declare(body)
    route = build.route(intro=INTRO)
    chain, setting = _start(build, route, source, (body,), given)
    attempt(chain, traces.SCALAR_OF_TRACE)
    attempt(chain, expectations.LINEARITY)
    if any(_is_product(part) for part in _moments_in(chain.current)):
        _apply_if(chain, isserlis.SHIFT, setting.centres)
        _apply_if(chain, isserlis.MULTIPLY_OUT, setting.centres)
        attempt(chain, expectations.LINEARITY)
        _apply_if(chain, isserlis.ISSERLIS, setting.centres, setting.cov)
    else:
        _means_put_in(chain, setting)
    _finished(build, chain)
    return build.finish()


def covariance(
    source: Gaussian | LinearGaussianModel,
    left: Any,
    right: Any,
    given: Sequence[Any] = (),
    *,
    slug: str = "covariance",
    title: str = "Covariance of polynomials in normal variables",
    statement: str = STATEMENT,
    reference: str = SOURCE,
) -> Derivation:
    """Derive ``Cov[left, right | given]`` of polynomials of total degree at most 8."""
    build = Builder(statement, slug=slug, title=title, source=reference)
    build.declare(left, right)
    route = build.route(intro=INTRO)
    chain, setting = _start(build, route, source, (left, right), given)
    attempt(chain, traces.SCALAR_OF_TRACE)
    _apply_if(chain, isserlis.SHIFT, setting.centres)
    _apply_if(chain, isserlis.MULTIPLY_OUT, setting.centres)
    _apply_if(chain, isserlis.COVARIANCE_TERMWISE, setting.centres)
    _apply_if(chain, isserlis.ISSERLIS_COVARIANCE, setting.centres, setting.cov)
    _finished(build, chain)
    return build.finish()


def _start(
    build: Builder,
    route: RouteBuilder,
    source: Gaussian | LinearGaussianModel,
    bodies: tuple[Any, ...],
    given: Sequence[Any],
) -> tuple[Chain, Setting]:
    """The chain with the question at its start, and what is known about the variables."""
    if isinstance(source, Gaussian):
        about = subject(build, source)
        _check_polynomial(bodies, (source.variable,))
        setting = Setting(
            about.law,
            {source.variable: source.mean},
            {(source.variable, source.variable): source.cov},
        )
        return route.chain(_question(bodies, about.law)), setting
    given = several(given)
    variables = _variables(source, bodies, given)
    _check_polynomial(bodies, variables)
    if source.graph.is_forward(variables, given):
        setting = _from_model(build, route, source, variables, given)
        return route.chain(_question(bodies, setting.law)), setting
    if len(variables) > 1:
        raise UsageError("one variable at a time, if the given variables depend on it")
    about = subject(build, source, variables[0], given)
    chain = about.opened(route.chain(_question(bodies, about.law)))
    x, mean, cov = about.written.args
    return chain, Setting(about.written, {x: mean}, {(x, x): cov})


def _question(bodies: tuple[Any, ...], under: Any) -> Any:
    if len(bodies) == 1:
        return expectation_of(bodies[0], under)
    return covariance_of(bodies[0], bodies[1], under)


def _variables(
    model: LinearGaussianModel, bodies: tuple[Any, ...], given: Sequence[Any]
) -> tuple[Any, ...]:
    """The random variables that occur, in the order of their first occurrence."""
    parts = (part for body in bodies for part in subexpressions(body))
    found = tuple(dict.fromkeys(x for x in parts if x in model.graph.order and x not in given))
    if not found:
        raise UsageError("nothing random occurs in what the moment is taken of")
    return found


def _check_polynomial(bodies: tuple[Any, ...], variables: tuple[Any, ...]) -> None:
    """``UsageError`` for what is not a polynomial in the variables."""
    for part in (part for body in bodies for part in subexpressions(body)):
        root = isinstance(part, sp.Pow) and not (part.args[1].is_Integer and part.args[1] > 0)
        if root or isinstance(part, sp.Function | sp.Determinant):
            for variable in variables:
                if contains(part, variable):
                    raise UsageError(f"{print_term(to_term(part))} is not a polynomial")


def _from_model(
    build: Builder,
    route: RouteBuilder,
    model: LinearGaussianModel,
    variables: tuple[Any, ...],
    given: tuple[Any, ...],
) -> Setting:
    declared(build, model)
    recursion = Recursion(route, model, given)
    return Setting(
        law(model.density, variables, given),
        {v: recursion.mean(v).rhs for v in variables},
        {(v, w): recursion.cov(v, w).rhs for v in variables for w in variables},
    )


def _moments_in(expression: Any) -> list[Any]:
    kinds = Expectation | MatrixExpectation
    return [part for part in subexpressions(expression) if isinstance(part, kinds)]


def _is_product(moment: Any) -> bool:
    """Whether an expectation is of more than a variable."""
    body, under = moment.args
    variables = under.variables if isinstance(under, NamedLaw) else (under.variable,)
    return body not in variables and transposed(body) not in variables


def _means_put_in(chain: Chain, setting: Setting) -> None:
    attempt(chain, expectations.MOMENTS)
    if not _moments_in(chain.current):
        return
    _apply_if(chain, isserlis.SHIFT, setting.centres)
    attempt(chain, expectations.LINEARITY)
    _apply_if(chain, isserlis.ISSERLIS, setting.centres, setting.cov)


def _apply_if(chain: Chain, move: Any, *arguments: Any) -> None:
    if move.action(chain.current, *arguments) != chain.current:
        chain.apply(move, *arguments)


def _finished(build: Builder, chain: Chain) -> None:
    attempt(chain, traces.TRACE_LINEAR, traces.TRACE_OF_IDENTITY)
    attempt(chain, numbers.EVALUATE, algebra.GATHER, algebra.CANCEL)
    left = [p for p in subexpressions(chain.current) if isinstance(p, _OPEN)]
    if left:
        raise UsageError(f"no closed form was found for {left[0]}")
    build.result(chain)


_OPEN = (Expectation, MatrixExpectation, Covariance, MatrixCovariance)

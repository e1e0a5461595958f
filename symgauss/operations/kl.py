"""The Kullback-Leibler divergence of two Gaussians."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge.expressions import Expectation, Scalar
from symgauss.calculus.constructors import HALF, add, is_matrix, is_zero, sub
from symgauss.calculus.notions import kl as divergence
from symgauss.calculus.quadratic import scale_of
from symgauss.calculus.rewriting import subexpressions
from symgauss.derivation.builder import Builder
from symgauss.derivation.chain import Chain
from symgauss.derivation.derivation import Derivation
from symgauss.derivation.rules import (
    algebra,
    densities,
    expectations,
    information,
    isotropic,
    logarithms,
    numbers,
    traces,
)
from symgauss.errors import UsageError
from symgauss.gaussians.gaussian import Gaussian
from symgauss.operations.recursion import attempt

SOURCE = "Bishop (2006), Pattern Recognition and Machine Learning, exercise 2.13"


def kl(
    q: Gaussian,
    p: Gaussian,
    *,
    slug: str = "kl",
    title: str = "Divergence of two Gaussians",
    statement: str = "",
    source: str = SOURCE,
) -> Derivation:
    """Derive ``KL(q || p)`` of two Gaussians of one variable, scalar or vector."""
    build = Builder(statement or STATEMENT, slug=slug, title=title, source=source)
    build.result(by_moments(build, q, p))
    return build.finish()


def by_moments(build: Builder, q: Gaussian, p: Gaussian) -> Chain:
    """The route through the moments of the first Gaussian."""
    if q.variable != p.variable:
        message = f"two Gaussians of different variables: {q.variable} and {p.variable}"
        raise UsageError(message)
    build.declare(q.variable, q.mean, p.mean, q.cov, p.cov)
    chain = build.route(intro=INTRO).chain(divergence(q.law, p.law))
    chain.apply(information.KL_DEFINITION)
    if q.law == p.law:
        return chain.write(sp.Integer(0), rule=algebra.GATHER.rule, note=NOTHING)
    chain.apply(densities.log_density_move(q.variable))
    attempt(chain, algebra.EXPAND_SUMS)
    if q.is_vector:
        _vector(build, chain, (q, p))
    else:
        _scalar(build, chain)
    return attempt(chain, numbers.EVALUATE)


INTRO = (
    "Both log densities are quadratic in the variable, so the expectation needs only the mean and "
    "the covariance of the first Gaussian."
)
NOTHING = "The two log densities are the same."
STATEMENT = "The Kullback-Leibler divergence of two Gaussians of the same variable, in closed form."


def _scalar(build: Builder, chain: Chain) -> None:
    attempt(chain, logarithms.LOG_QUOTIENT, logarithms.LOG_POWER, expectations.LINEARITY)
    chain.use(*_moments(build, chain.current), rule=expectations.SECOND_MOMENT.rule, hidden=True)
    attempt(chain, algebra.CANCEL, algebra.ORDER)


def _vector(build: Builder, chain: Chain, laws: tuple[Gaussian, Gaussian]) -> None:
    attempt(chain, algebra.GATHER, logarithms.LOG_QUOTIENT, expectations.LINEARITY)
    chain.use(*_moments(build, chain.current), rule=expectations.EXPECTED_FORM.rule, hidden=True)
    if any(scale_of(law.cov) is not None for law in laws):
        attempt(chain, isotropic.MULTIPLE, numbers.EVALUATE, traces.TRACE_LINEAR)
        attempt(chain, logarithms.LOG_EXPONENT)
    attempt(chain, traces.TRACE_OF_IDENTITY, algebra.EXPAND_SUMS)
    chain.apply(algebra.FACTOR, HALF)
    attempt(chain, algebra.ORDER)


def _moments(build: Builder, expression: Any) -> list[Chain]:
    """A chain for each expectation that stands in the expression."""
    found = [part for part in subexpressions(expression) if isinstance(part, Expectation)]
    return [moment(build, one) for one in dict.fromkeys(found)]


def moment(build: Builder, expectation: Any) -> Chain:
    """``E[(x - a)^2]`` or ``E[(x - a)^T A (x - a)]``, through the mean of the law."""
    chain = build.aside(expectation)
    body, law = expectation.args
    x, mean, _ = law.args
    centred = sub(x, mean)
    difference = body.matrix.args[-1] if is_matrix(x) else body.args[0]
    if difference != centred:
        gap = mean if difference == x else add(mean, *difference.args[1:])
        if not is_zero(mean):  # else the variable is its own deviation from the mean
            chain.apply(algebra.SPLIT, difference, centred, gap, at=body)
        chain.apply(algebra.EXPAND_KEEPING, centred, gap)
        chain.apply(expectations.LINEARITY)
    if is_matrix(x):
        chain.apply(traces.TRACE_OF_SCALAR, at=_is_expected_form)
        chain.apply(traces.TRACE_EXPECTATION)
        chain.apply(expectations.LINEARITY)
    return chain.apply(expectations.MOMENTS)


def _is_expected_form(place: Any) -> bool:
    return isinstance(place, Expectation) and isinstance(place.args[0], Scalar)

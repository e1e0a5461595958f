"""Expectations, covariances and information quantities under Gaussian laws."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from symgauss.kernel import integrals, measures
from symgauss.kernel.calculus import unit
from symgauss.kernel.cubature import factor, gaussian_mean
from symgauss.kernel.dependencies import bound_names
from symgauss.kernel.domains.balls import Balls
from symgauss.kernel.domains.domain import Value, block, submatrix, subtract, trace
from symgauss.kernel.drawing.instance import Key
from symgauss.kernel.findings import Unsupported
from symgauss.kernel.laws import Moments
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Density,
    Law,
    Named,
    Normal,
    NormalDensity,
    Power,
    Product,
    Rational,
    Sum,
    Term,
    Transpose,
    Variable,
)
from symgauss.kernel.traversal import rebuild

if TYPE_CHECKING:
    from symgauss.kernel.evaluate import Evaluator

HIGHEST_POWER = 64
HIGHEST_IN_BALLS = 16  #: of polynomials whose differences keep their digits
Scope = dict[Key, Value]


def law_variables(law: Law) -> tuple[Variable, ...]:
    """The variables that a law binds."""
    return (law.variable,) if isinstance(law, Normal) else law.variables


def bind(ev: Evaluator, law: Law, point: Value) -> Scope:
    """Local values of the variables of a law from one stacked vector."""
    scope: Scope = {}
    start = 0
    for variable in law_variables(law):
        n = ev.size(variable.shape.rows)
        scope[ev.key(variable)] = submatrix(ev.domain, point, range(start, start + n), [0])
        start += n
    return scope


def expectation(ev: Evaluator, body: Term, law: Law) -> Value:
    """``E[body]``: exact for polynomials, by a Gaussian integral for exponentials of them."""
    if isinstance(law, Named) and measures.is_unstated(ev, law):
        return measures.expectation(ev, body, law)
    names = bound_names(law)
    if isinstance(body, Sum):
        total = expectation(ev, body.terms[0], law)
        for part in body.terms[1:]:
            total = ev.domain.add(total, expectation(ev, part, law))
        return total
    degree = ev.tables.polynomials.degree(body, names)
    if degree is None:
        counted = _with_numbers(ev, body)
        degree = ev.tables.polynomials.degree(counted, names)
        if degree is not None and isinstance(ev.domain, Balls) and degree > HIGHEST_IN_BALLS:
            degree = None
        body = body if degree is None else counted
    if degree is None:
        return integrals.gaussian(ev, Product((body, density_of(law))), law_variables(law))
    scope = ev.inside({ev.key(variable): None for variable in law_variables(law)})

    def at(values: Scope) -> Value:
        scope.again(values)
        return scope.value(body)

    return polynomial_mean(ev, law, degree, at)


def _with_numbers(ev: Evaluator, term: Term) -> Term:
    """The term with integers, as they were drawn, for exponents: ``x^{2 k}`` is a polynomial."""
    term = rebuild(term, lambda part: _with_numbers(ev, part))
    if not isinstance(term, Power) or isinstance(term.exponent, Rational):
        return term
    number = ev.number(term.exponent)
    if number is None or number.denominator != 1 or not 0 <= number <= HIGHEST_POWER:
        return term
    return Power(term.base, Rational(int(number)))


def log_expectation(ev: Evaluator, body: Term, law: Law) -> Value:
    """``log E[body]`` of an exponential."""
    if ev.tables.polynomials.degree(body, bound_names(law)) is not None:
        return ev.domain.logarithm(expectation(ev, body, law), positive=True)
    return integrals.log_gaussian(ev, Product((body, density_of(law))), law_variables(law))


def density_of(law: Law) -> Term:
    """The density of a law at its own variables."""
    if isinstance(law, Named):
        return Density(law)
    return NormalDensity(law.variable, law.mean, law.covariance)


def polynomial_mean(
    ev: Evaluator, law: Law, degree: int, function: Callable[[Scope], Value]
) -> Value:
    """Expectation of a polynomial of the given total degree."""
    domain = ev.domain
    if degree == 0:
        # the body is free of the variables; any point serves
        return function(bind(ev, law, ev.laws.stack([ev.symbol(v) for v in law_variables(law)])))
    moments = ev.laws.moments(law)
    if degree == 1:
        return function(bind(ev, law, moments.mean))
    lower, variances = factor(domain, moments.covariance)
    n = len(variances)

    def at(point: tuple[int, ...]) -> Value:
        z = domain.build(n, 1, [domain.rational(Fraction(k)) for k in point])
        return function(bind(ev, law, domain.add(moments.mean, domain.mul(lower, z))))

    return gaussian_mean(domain, variances, degree, at)


def covariance(ev: Evaluator, left: Term, right: Term, law: Law) -> Value:
    """``E[l r^T] - E[l] E[r]^T``; for linear maps of the variables ``A S B^T``."""
    if isinstance(law, Named) and measures.is_unstated(ev, law):
        return measures.covariance(ev, left, right, law)
    domain = ev.domain
    names = bound_names(law)
    degrees = [ev.tables.polynomials.degree(side, names) for side in (left, right)]
    if all(degree is not None and degree <= 1 for degree in degrees):
        moments = ev.laws.moments(law)
        first = _slopes(ev, left, law, moments.mean)
        second = first if right == left else _slopes(ev, right, law, moments.mean)
        return domain.mul(domain.mul(first, moments.covariance), domain.transpose(second))
    across = right if shape_of(right) == SCALAR else Transpose(right)
    together = expectation(ev, Product((left, across)), law)
    means = expectation(ev, left, law), expectation(ev, right, law)
    return subtract(domain, together, domain.mul(means[0], domain.transpose(means[1])))


def _slopes(ev: Evaluator, body: Term, law: Law, centre: Value) -> Value:
    """The matrix ``A`` of a body ``A x + b``, one column after the other."""
    domain = ev.domain
    n, _ = domain.dims(centre)
    scope = ev.inside(bind(ev, law, centre))
    origin = scope.value(body)
    columns = []
    for j in range(n):
        scope.again(bind(ev, law, domain.add(centre, unit(domain, n, 1, j, 0))))
        columns.append(subtract(domain, scope.value(body), origin))
    return block(domain, [columns])


def expected_log_density(ev: Evaluator, under: Law, of: Law) -> Value:
    """``E_under[log of]``: ``-1/2 (n log 2 pi + log |S| + tr(S^{-1} C) + quadratic gap)``."""
    domain = ev.domain
    if isinstance(of, Named) and set(law_variables(under)) == set(of.variables):
        of = Named(of.name, law_variables(under), of.given)  # q(y, x) is the same law as q(x, y)
    if isinstance(under, Named) and measures.is_unstated(ev, under):
        return measures.expected_log_density(ev, under, of)
    source, target = ev.laws.moments(under), ev.laws.moments(of)
    if domain.dims(source.mean) != domain.dims(target.mean):
        raise Unsupported("two laws of different sizes")
    precision = ev.laws.precision(target)
    gap = subtract(domain, source.mean, target.mean)
    square = domain.mul(domain.transpose(gap), domain.mul(precision, gap))
    spread = trace(domain, domain.mul(precision, source.covariance))
    total = ev.laws.normaliser(domain.dims(gap)[0], target)
    return domain.scale(Fraction(-1, 2), domain.add(domain.add(total, spread), square))


def mutual_information(
    ev: Evaluator,
    name: str,
    left: tuple[Variable, ...],
    right: tuple[Variable, ...],
    given: tuple[Variable, ...],
) -> Value:
    """``1/2 (log |S_l| + log |S_r| - log |S|)``."""
    joint = Named(name, left + right, given)
    if measures.is_unstated(ev, joint):
        return measures.mutual_information(ev, joint, left, right)

    def log_determinant(variables: tuple[Variable, ...]) -> Value:
        moments: Moments = ev.laws.moments(Named(name, variables, given))
        return ev.laws.log_determinant(moments)

    domain = ev.domain
    apart = domain.add(log_determinant(left), log_determinant(right))
    return domain.scale(Fraction(1, 2), subtract(domain, apart, log_determinant(left + right)))

"""Integrands as functions of one complex number, made once and called often.

What does not depend on the variable is evaluated once, in real balls; the nodes of scalar analysis
become closures; whatever else occurs goes through the evaluator at each call.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flint import acb

from symgauss.kernel.domains.complex_balls import ComplexBalls
from symgauss.kernel.domains.domain import Value
from symgauss.kernel.logarithms import LARGEST_POWER
from symgauss.kernel.measures import is_unstated
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Constant,
    Density,
    Function,
    NormalDensity,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    difference,
)

if TYPE_CHECKING:
    from symgauss.kernel.evaluate import Evaluator

Integrand = Callable[[acb], Value]


def integrand(ev: Evaluator, domain: ComplexBalls, term: Term, variable: Symbol) -> Integrand:
    """The value of a scalar term as a function of its variable."""
    if variable.name not in ev.tables.dependencies.of(term):
        constant = domain.lifted(ev.value(term))
        return lambda _: constant
    if term == variable:
        return lambda z: z
    match term:
        case Sum(terms):
            parts = [integrand(ev, domain, part, variable) for part in terms]
            return _summed(parts)
        case Product(factors) if all(shape_of(factor) == SCALAR for factor in factors):
            fixed = [f for f in factors if variable.name not in ev.tables.dependencies.of(f)]
            moving = [f for f in factors if variable.name in ev.tables.dependencies.of(f)]
            scale = domain.lifted(ev.value(Product(tuple(fixed)))) if fixed else acb(1)
            return _multiplied(scale, [integrand(ev, domain, f, variable) for f in moving])
        case Power(base, exponent) if shape_of(base) == SCALAR:
            return _power(ev, domain, base, exponent, variable)
        case Function(name, argument):
            inner = integrand(ev, domain, argument, variable)
            return lambda z: domain.function(name, inner(z))
        case NormalDensity(point, mean, covariance) if shape_of(covariance) == SCALAR:
            return integrand(ev, domain, _written_out(point, mean, covariance), variable)
        case Density(law) if law.variables == (variable,) and not is_unstated(ev, law):
            moments = ev.laws.moments(law)
            return _normal(domain.lifted(moments.mean), domain.lifted(moments.covariance))
        case _:
            key = ev.key(variable)
            return lambda z: ev.inside({key: z}, domain).value(term)


def _normal(mean: acb, variance: acb) -> Integrand:
    """A normal density, of which the moments are known."""
    scale, rate = 1 / (2 * acb.pi() * variance).sqrt(), -1 / (2 * variance)
    return lambda z: scale * (rate * (z - mean) ** 2).exp()


def _summed(parts: list[Integrand]) -> Integrand:
    first, rest = parts[0], parts[1:]

    def value(z: acb) -> Value:
        total = first(z)
        for part in rest:
            total = total + part(z)
        return total

    return value


def _multiplied(scale: acb, parts: list[Integrand]) -> Integrand:
    def value(z: acb) -> Value:
        total = scale
        for part in parts:
            total = total * part(z)
        return total

    return value


def _power(
    ev: Evaluator, domain: ComplexBalls, base: Term, exponent: Term, variable: Symbol
) -> Integrand:
    """As the evaluator takes powers: by squaring, by a root, by exponential and logarithm."""
    number = ev.number(exponent)
    inner = integrand(ev, domain, base, variable)
    if number is not None and number.denominator <= 2 and abs(number) <= LARGEST_POWER:
        times = number.numerator
        if number.denominator == 1:
            return lambda z: inner(z) ** times
        return lambda z: domain.function("sqrt", inner(z)) ** times
    power = integrand(ev, domain, exponent, variable)
    if base == Constant("e"):
        return lambda z: power(z).exp()
    return lambda z: (power(z) * domain.function("log", inner(z))).exp()


def _written_out(point: Term, mean: Term, variance: Term) -> Term:
    square = Power(difference(point, mean), Rational(2))
    exponent = Product((Rational(-1, 2), square, Power(variance, Rational(-1))))
    mass = Power(Product((Rational(2), Constant("pi"), variance)), Rational(-1, 2))
    return Product((mass, Function("exp", exponent)))

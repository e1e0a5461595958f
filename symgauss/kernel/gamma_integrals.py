"""Integrals of gamma and beta type: ``C x^{a-1} exp(-b x)`` and ``C x^{a-1} (1-x)^{b-1}``.

The logarithm of such an integrand is a sum of three known functions; the coefficients are read off
from its values at three points and confirmed at further points that are drawn, to all digits.  What
is not analytic for positive x is refused first, so agreement at points decides.  Beside it may
stand a polynomial, or another sum of the same three functions, such as the logarithm of a density:

- ``int_0^inf x^{a-1} exp(-b x) dx = Gamma(a) / b^a``, and with ``log x`` beside it
  ``Gamma(a) / b^a (digamma(a) - log b)`` (DLMF 5.9.1 and 5.9.19);
- ``int_0^1 x^{a-1} (1-x)^{b-1} dx = Gamma(a) Gamma(b) / Gamma(a + b)``, and with ``log x``
  beside it that times ``digamma(a) - digamma(a + b)`` (DLMF 5.12.1).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from flint import arb, arb_mat

from symgauss.kernel.cubature import binomial_coefficients, differences
from symgauss.kernel.domains.balls import Balls
from symgauss.kernel.domains.domain import Value
from symgauss.kernel.findings import NotInDomain, Undefined, Unsupported
from symgauss.kernel.signs import POSITIVE, UNIT, Interval
from symgauss.kernel.terms import (
    Function,
    IndexedProduct,
    IndexedSum,
    Integral,
    Opaque,
    Power,
    Product,
    Rational,
    Sum,
    Term,
)
from symgauss.kernel.traversal import subterms

if TYPE_CHECKING:
    from symgauss.kernel.evaluate import Evaluator

CHECKS = 4  #: points at which a fit is confirmed
AGREEMENT = Fraction(1, 10**60)
HIGHEST_DEGREE = 12
Number = Value
Basis = Callable[[arb], list[arb]]


def is_candidate(ev: Evaluator, term: Integral) -> bool:
    """Whether the bounds are those of a gamma or beta integral."""
    if not isinstance(ev.domain, Balls) or term.lower is None or ev.number(term.lower) != 0:
        return False
    return term.upper is None or ev.number(term.upper) == 1


def integral(ev: Evaluator, term: Integral) -> Value:
    """The integral; ``Unsupported`` where the integrand is of another type."""
    body = _spread(term.body)
    if isinstance(body, Sum):
        parts = [Integral(part, term.variable, term.lower, term.upper) for part in body.terms]
        total = integral(ev, parts[0])
        for part in parts[1:]:
            total = ev.domain.add(total, integral(ev, part))
        return total
    return _of_product(ev, body, term)


def _spread(body: Term) -> Term:
    """A product of sums of terms with a logarithm as a sum of products."""
    if not isinstance(body, Product):
        return body
    for position, factor in enumerate(body.factors):
        if isinstance(factor, Product):
            flat = (*body.factors[:position], *factor.factors, *body.factors[position + 1 :])
            return _spread(Product(flat))
    return body


def _refuse_branches(ev: Evaluator, body: Term, name: str, where: Interval) -> None:
    """Absolute values, and roots of what may change its sign, have other formulas elsewhere."""
    for part in subterms(body):
        match part:
            case Function("abs") | Opaque():
                raise Unsupported("an integrand with branches", part)
            case Function("sqrt" | "log", argument):
                known = ev.tables.signs.positive_where(argument, name, where)
            case Power(base, exponent) if not _is_integer(exponent):
                known = ev.tables.signs.positive_where(base, name, where)
            case IndexedSum() | IndexedProduct():
                known = name not in ev.tables.dependencies.of(part)
            case _:
                continue
        if not known and name in ev.tables.dependencies.of(part):
            raise Unsupported("an integrand with a root or logarithm of unknown sign", part)


def _is_integer(exponent: Term) -> bool:
    return isinstance(exponent, Rational) and exponent.denominator == 1


def _of_product(ev: Evaluator, body: Term, term: Integral) -> Value:
    name, domain = term.variable.name, ev.domain
    whole = term.upper is None
    where = POSITIVE if whole else UNIT
    factors = body.factors if isinstance(body, Product) else (body,)
    positive = tuple(f for f in factors if ev.tables.signs.positive_where(f, name, where))
    rest = tuple(f for f in factors if f not in positive)
    _refuse_branches(ev, body, name, where)
    basis = _gamma_basis if whole else _beta_basis

    def at(part: Term) -> Callable[[arb], arb]:
        return lambda x: ev.inside({ev.key(term.variable): x}).value(part)

    def logarithm(x: arb) -> arb:
        return domain.function("log", at(Product(positive))(x)) if positive else arb(0)

    constant, first, second = _fitted(ev, logarithm, basis, unit=whole)
    a = first + 1
    b = -second if whole else second + 1
    if not (a > 0 and b > 0):
        raise Undefined("the integral diverges")
    mass = constant.exp() * (_gamma_mass(a, b) if whole else _beta_mass(a, b))
    if not rest:
        return mass
    degree = ev.tables.polynomials.degree(Product(rest), frozenset({name}))
    if degree is not None and degree <= HIGHEST_DEGREE:
        return mass * _polynomial_mean(ev, at(Product(rest)), degree, a, b, whole=whole)
    one, log_x, last = _fitted(ev, at(Product(rest)), basis, unit=whole)
    if whole:
        return mass * (one + log_x * (a.digamma() - b.log()) + last * a / b)
    shared = (a + b).digamma()
    return mass * (one + log_x * (a.digamma() - shared) + last * (b.digamma() - shared))


def _gamma_basis(x: arb) -> list[arb]:
    return [arb(1), x.log(), x]


def _beta_basis(x: arb) -> list[arb]:
    return [arb(1), x.log(), (1 - x).log()]


def _gamma_mass(a: arb, b: arb) -> arb:
    return a.gamma() / b**a


def _beta_mass(a: arb, b: arb) -> arb:
    return a.gamma() * b.gamma() / (a + b).gamma()


def _fitted(
    ev: Evaluator, function: Callable[[arb], arb], basis: Basis, *, unit: bool
) -> tuple[arb, arb, arb]:
    """The coefficients of a function in a basis of three, confirmed at drawn points."""
    points = [arb(k) / 7 if not unit else arb(k) / 2 for k in (1, 3, 5)]
    rows = [entry for x in points for entry in basis(x)]
    values = arb_mat(3, 1, [function(x) for x in points])
    solved = arb_mat(3, 3, rows).solve(values)
    found = (solved[0, 0], solved[1, 0], solved[2, 0])
    domain = ev.domain
    if not isinstance(domain, Balls):
        raise NotInDomain("a gamma integral has no value in a prime field")
    for _ in range(CHECKS):
        fraction = Fraction(domain.rng.randint(1, 2**40 - 1), 2**40)
        x = domain.rational(fraction if not unit else 16 * fraction)
        value = function(x)
        fit = sum((c * e for c, e in zip(found, basis(x), strict=True)), arb(0))
        scale = max(arb(1), (abs(value) + abs(fit)).upper())
        if not abs(value - fit).upper() < domain.rational(AGREEMENT) * scale:
            raise Unsupported("an integrand of no known type")
    return found


def _polynomial_mean(
    ev: Evaluator,
    polynomial: Callable[[arb], arb],
    degree: int,
    a: arb,
    b: arb,
    *,
    whole: bool,
) -> arb:
    """The mean of a polynomial: ``E x^k = a (a+1) ... (a+k-1) / b^k``, or over ``(a+b)_k``."""
    steps = differences(ev.domain, 1, degree, lambda point: polynomial(arb(point[0])))
    total = arb(0)
    for (k,), step in steps.items():
        moment = arb(1)
        for power, c in enumerate(binomial_coefficients(k)):
            if power:
                below = b if whole else a + b + (power - 1)
                moment = moment * (a + (power - 1)) / below
            total += step * ev.domain.rational(c) * moment
    return total

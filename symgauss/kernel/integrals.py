"""Gaussian integrals: ``exp`` of a quadratic times a polynomial.

The quadratic is read off from its values at 0, +-e_i and e_i + e_j; that the logarithm *is*
quadratic follows from the structure of the integrand.  Over the whole space the closed form
applies; on an interval, the moments of a half line by recursion.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from flint import arb

from symgauss.kernel import free_integrals, gamma_integrals, measures, moments, quadrature
from symgauss.kernel.calculus import unit
from symgauss.kernel.cubature import binomial_coefficients, differences, factor, gaussian_mean
from symgauss.kernel.domains.balls import Balls
from symgauss.kernel.domains.complex_balls import ComplexBalls
from symgauss.kernel.domains.domain import Value, subtract, zeros
from symgauss.kernel.findings import NotInDomain, Undefined, Unsupported
from symgauss.kernel.laws import Moments
from symgauss.kernel.logarithmic import in_logarithm
from symgauss.kernel.terms import Function, Integral, Named, Product, Sum, Term, Variable
from symgauss.kernel.traversal import subterms
from symgauss.kernel.unstated import has_free_integrand

if TYPE_CHECKING:
    from symgauss.kernel.evaluate import Evaluator


@dataclass(frozen=True, slots=True)
class Quadratic:
    """``exp(-1/2 x^T P x + b^T x + c)``."""

    precision: Value
    linear: Value
    constant: Value


def integral(ev: Evaluator, term: Integral) -> Value:
    """The value of an integral."""
    if measures.has_table(ev, term):
        return measures.integral(ev, term)
    if has_free_integrand(term):
        return free_integrals.integral(ev, term)
    if isinstance(ev.domain, ComplexBalls):
        raise Unsupported("an integral of an integral", term)
    if term.lower is not None and ev.number(term.lower) == 0:
        known = _log_normal(ev, term)
        if known is not None:
            return known
    if gamma_integrals.is_candidate(ev, term):
        try:
            return gamma_integrals.integral(ev, term)
        except Unsupported:
            return _between(ev, term)
    if term.lower is not None or term.upper is not None:
        return _between(ev, term)
    return gaussian(ev, *_joined(term))


def _log_normal(ev: Evaluator, term: Integral) -> Value:
    """An integral from zero on that is Gaussian in the logarithm; ``None`` for any other."""
    changed = in_logarithm(term)
    if changed is None or not any(
        isinstance(p, Function) and p.name == "log" for p in subterms(term.body)
    ):
        return None
    names = frozenset({changed.variable.name})
    if ev.tables.polynomials.log_degree(changed.body, names) != QUADRATIC:
        return None
    return (
        _between(ev, changed) if changed.upper else gaussian(ev, changed.body, (changed.variable,))
    )


QUADRATIC = 2


def log_integral(ev: Evaluator, term: Integral) -> Value:
    """The logarithm of an integral over the whole space."""
    return log_gaussian(ev, *_joined(term))


def _joined(term: Integral) -> tuple[Term, tuple[Variable, ...]]:
    """Integrals over the whole space inside one another are one integral."""
    variables: tuple[Variable, ...] = (term.variable,)
    body = term.body
    while isinstance(body, Integral) and body.lower is None and body.upper is None:
        variables += (body.variable,)
        body = body.body
    return body, variables


def gaussian(ev: Evaluator, body: Term, variables: tuple[Variable, ...]) -> Value:
    """Integral over the whole space."""
    body = _expanded(ev, body, variables)
    if isinstance(body, Sum):
        total: Value = None
        for part in body.terms:
            value = gaussian(ev, part, variables)
            total = value if total is None else ev.domain.add(total, value)
        return total
    try:
        exponentials, polynomial = _split(ev, body, variables)
    except Unsupported:
        if len(variables) > 1 or not variables[0].shape.is_scalar:
            raise
        return quadrature.integral(ev, Integral(body, variables[0]))
    quadratic = _quadratic(ev, exponentials, variables)
    law = _law(ev, quadratic)
    mass = _log_mass(ev, quadratic, law)
    mean = _polynomial_mean(ev, polynomial, variables, law)
    return ev.domain.mul(ev.exponential(mass, body), mean)


def log_gaussian(ev: Evaluator, body: Term, variables: tuple[Variable, ...]) -> Value:
    """Logarithm of the integral over the whole space of a positive integrand."""
    body = _expanded(ev, body, variables)
    if isinstance(body, Sum):
        return ev.domain.logarithm(gaussian(ev, body, variables), positive=True)
    try:
        exponentials, polynomial = _split(ev, body, variables)
    except Unsupported:
        if len(variables) > 1 or not variables[0].shape.is_scalar:
            raise
        return ev.domain.logarithm(gaussian(ev, body, variables), positive=True)
    quadratic = _quadratic(ev, exponentials, variables)
    law = _law(ev, quadratic)
    mass = _log_mass(ev, quadratic, law)
    if not polynomial:
        return mass
    mean = _polynomial_mean(ev, polynomial, variables, law)
    return ev.domain.add(mass, ev.domain.logarithm(mean, positive=False))


def _names(variables: tuple[Variable, ...]) -> frozenset[str]:
    return frozenset(variable.name for variable in variables)


def _expanded(ev: Evaluator, body: Term, variables: tuple[Variable, ...]) -> Term:
    """A sum of integrands is integrated term by term; a product is spread over one sum in it."""
    if not isinstance(body, Product):
        return body
    names = _names(variables)
    for position, part in enumerate(body.factors):
        if isinstance(part, Sum) and ev.tables.polynomials.degree(part, names) is None:
            before, after = body.factors[:position], body.factors[position + 1 :]
            return Sum(tuple(Product((*before, piece, *after)) for piece in part.terms))
        if isinstance(part, Product) and any(isinstance(f, Sum) for f in part.factors):
            flat = (*body.factors[:position], *part.factors, *body.factors[position + 1 :])
            return _expanded(ev, Product(flat), variables)
    return body


def _split(
    ev: Evaluator, body: Term, variables: tuple[Variable, ...]
) -> tuple[list[Term], list[Term]]:
    """Factors whose logarithm is at most quadratic, and polynomial factors."""
    names = _names(variables)
    exponentials: list[Term] = []
    polynomial: list[Term] = []
    todo = [body]
    while todo:
        part = todo.pop(0)
        log_degree = ev.tables.polynomials.log_degree(part, names)
        if log_degree is not None and log_degree <= 2 and ev.tables.signs.positive(part):
            exponentials.append(part)
        elif ev.tables.polynomials.degree(part, names) is not None:
            polynomial.append(part)
        elif isinstance(part, Product):
            todo = [*part.factors, *todo]
        else:
            raise Unsupported("an integrand that is no exponential of a quadratic", part)
    return exponentials, polynomial


def quadratic_part(ev: Evaluator, body: Term, variable: Variable) -> tuple[Quadratic, list[Term]]:
    """The exponent of the factors that are exponentials of quadratics, and the other factors."""
    names = frozenset({variable.name})
    exponentials: list[Term] = []
    rest: list[Term] = []
    todo = [body]
    while todo:
        part = todo.pop(0)
        log_degree = ev.tables.polynomials.log_degree(part, names)
        if log_degree is not None and log_degree <= 2 and ev.tables.signs.positive(part):
            exponentials.append(part)
        elif isinstance(part, Product):
            todo = [*part.factors, *todo]
        else:
            rest.append(part)
    return _quadratic(ev, exponentials, (variable,)), rest


def _quadratic(
    ev: Evaluator, exponentials: list[Term], variables: tuple[Variable, ...]
) -> Quadratic:
    """Coefficients of the exponent, from its values at lattice points."""
    from symgauss.kernel.logarithms import log_of  # noqa: PLC0415 - mutual recursion

    domain = ev.domain
    n = sum(ev.size(variable.shape.rows) for variable in variables)
    scope = ev.inside(_bind(ev, variables, zeros(domain, n, 1)))

    def exponent(point: Value) -> Value:
        scope.again(_bind(ev, variables, point))
        total = domain.rational(Fraction(0))
        for part in exponentials:
            total = domain.add(total, log_of(scope, part))
        return total

    half = Fraction(1, 2)
    units = [unit(domain, n, 1, i, 0) for i in range(n)]
    centre = exponent(zeros(domain, n, 1))
    plus = [exponent(e) for e in units]
    minus = [exponent(domain.scale(Fraction(-1), e)) for e in units]
    linear = [domain.scale(half, subtract(domain, plus[i], minus[i])) for i in range(n)]
    curvature: list[list[Value]] = [[None] * n for _ in range(n)]
    for i in range(n):
        double = domain.scale(Fraction(2), centre)
        curvature[i][i] = subtract(domain, double, domain.add(plus[i], minus[i]))
        for j in range(i):
            both = domain.add(exponent(domain.add(units[i], units[j])), centre)
            gap = subtract(domain, domain.add(plus[i], plus[j]), both)
            curvature[i][j] = curvature[j][i] = gap
    flat = [entry for row in curvature for entry in row]
    return Quadratic(domain.build(n, n, flat), domain.build(n, 1, linear), centre)


def _bind(ev: Evaluator, variables: tuple[Variable, ...], point: Value) -> moments.Scope:
    law = Named("", variables)
    return moments.bind(ev, law, point)


def _law(ev: Evaluator, quadratic: Quadratic) -> Moments:
    """The Gaussian behind the exponent; ``Undefined`` where the integral diverges."""
    domain = ev.domain
    if isinstance(domain, Balls):
        if isinstance(quadratic.precision, arb) and quadratic.precision.contains(0):
            raise Unsupported("an integrand that is no exponential of a quadratic")
        _, pivots = factor(domain, quadratic.precision)
        if not all(pivot > 0 for pivot in pivots):
            raise Undefined("the integral diverges")
    covariance = domain.inverse(quadratic.precision)
    return Moments(domain.mul(covariance, quadratic.linear), covariance)


def _log_mass(ev: Evaluator, quadratic: Quadratic, law: Moments) -> Value:
    """``c + 1/2 b^T P^{-1} b + n/2 log 2 pi - 1/2 log |P|``."""
    domain = ev.domain
    square = domain.mul(domain.transpose(quadratic.linear), law.mean)
    n = domain.dims(law.mean)[0]
    total = domain.add(square, ev.laws.normaliser(n, law))
    return domain.add(quadratic.constant, domain.scale(Fraction(1, 2), total))


def _polynomial_mean(
    ev: Evaluator, polynomial: list[Term], variables: tuple[Variable, ...], law: Moments
) -> Value:
    """Expectation of the polynomial factors under the Gaussian behind the exponent."""
    domain = ev.domain
    if not polynomial:
        return domain.rational(Fraction(1))
    body = Product(tuple(polynomial))
    degree = ev.tables.polynomials.degree(body, _names(variables))
    if degree is None:
        raise Unsupported("an integrand that is no polynomial", body)
    lower, variances = factor(domain, law.covariance)
    scope = ev.inside(_bind(ev, variables, law.mean))

    def at(point: tuple[int, ...]) -> Value:
        z = domain.build(len(point), 1, [domain.rational(Fraction(k)) for k in point])
        scope.again(_bind(ev, variables, domain.add(law.mean, domain.mul(lower, z))))
        return scope.value(body)

    return gaussian_mean(domain, variances, degree, at)


# --- on an interval ---------------------------------------------------------------------------


def _between(ev: Evaluator, term: Integral) -> Value:
    """A scalar integral with a finite bound."""
    variables = (term.variable,)
    body = _expanded(ev, term.body, variables)
    if isinstance(body, Sum):
        parts = [
            _between(ev, Integral(part, term.variable, term.lower, term.upper))
            for part in body.terms
        ]
        total = parts[0]
        for part in parts[1:]:
            total = ev.domain.add(total, part)
        return total
    degree = ev.tables.polynomials.degree(body, _names(variables))
    if degree is not None and term.lower is not None and term.upper is not None:
        return _polynomial_between(ev, term, term.lower, term.upper, degree)
    if not isinstance(ev.domain, Balls):
        raise NotInDomain("a Gaussian integral on an interval has no value in a prime field")
    try:
        return _gaussian_between(ev, body, term)
    except Unsupported:
        return quadrature.integral(ev, Integral(body, term.variable, term.lower, term.upper))


def _polynomial_between(
    ev: Evaluator, term: Integral, lower: Term, upper: Term, degree: int
) -> Value:
    """Integral of a polynomial: Newton's interpolation, integrated term by term."""
    domain = ev.domain
    start = ev.value(lower)
    length = subtract(domain, ev.value(upper), start)
    steps = max(degree, 1)

    def at(point: tuple[int, ...]) -> Value:
        here = domain.add(start, domain.scale(Fraction(point[0], steps), length))
        return ev.inside({ev.key(term.variable): here}).value(term.body)

    total = domain.rational(Fraction(0))
    for (k,), step in differences(domain, 1, degree, at).items():
        # the integral of C(s t, k) over t in [0, 1]
        weight = sum(
            (
                c * Fraction(steps**power, power + 1)
                for power, c in enumerate(binomial_coefficients(k))
            ),
            Fraction(0),
        )
        total = domain.add(total, domain.scale(weight, step))
    return domain.mul(length, total)


def _gaussian_between(ev: Evaluator, body: Term, term: Integral) -> Value:
    """``exp(quadratic) * polynomial`` on an interval, shifted to the centre of the Gaussian."""
    domain = ev.domain
    variables = (term.variable,)
    exponentials, polynomial = _split(ev, body, variables)
    quadratic = _quadratic(ev, exponentials, variables)
    law = _law(ev, quadratic)
    peak = domain.add(
        quadratic.constant, domain.scale(Fraction(1, 2), domain.mul(quadratic.linear, law.mean))
    )
    factors = Product(tuple(polynomial)) if polynomial else None
    degree = 0 if factors is None else ev.tables.polynomials.degree(factors, _names(variables)) or 0

    def at(point: tuple[int, ...]) -> Value:
        if factors is None:
            return domain.rational(Fraction(1))
        here = domain.add(law.mean, domain.rational(Fraction(point[0])))
        return ev.inside({ev.key(term.variable): here}).value(factors)

    powers = _coefficients(ev, differences(domain, 1, degree, at), degree)
    total = domain.rational(Fraction(0))
    for bound, sign in ((term.lower, 1), (term.upper, -1)):
        start = None if bound is None else subtract(domain, ev.value(bound), law.mean)
        tails = _tails(ev, quadratic.precision, start, degree, whole=bound is None and sign == 1)
        for coefficient, tail in zip(powers, tails, strict=True):
            total = domain.add(total, domain.scale(Fraction(sign), domain.mul(coefficient, tail)))
    return domain.mul(domain.function("exp", peak), total)


def _coefficients(ev: Evaluator, steps: dict[tuple[int, ...], Value], degree: int) -> list[Value]:
    """Coefficients in powers from forward differences."""
    total = [ev.domain.rational(Fraction(0)) for _ in range(degree + 1)]
    for (k,), step in steps.items():
        for power, c in enumerate(binomial_coefficients(k)):
            if c:
                total[power] = ev.domain.add(total[power], ev.domain.scale(c, step))
    return total


def _tails(
    ev: Evaluator, precision: Value, start: Value | None, degree: int, *, whole: bool
) -> list[Value]:
    """``J_k``, the integral of ``u^k exp(-p u^2 / 2)`` from ``start`` to infinity.

    ``J_0 = sqrt(2 pi / p) Phi(-start sqrt p)``, ``p J_1 = E`` and
    ``p J_k = start^{k-1} E + (k - 1) J_{k-2}`` with ``E = exp(-p start^2 / 2)``.  Without a start:
    over the whole line if ``whole``, else zero (from infinity).
    """
    domain = ev.domain
    zero = domain.rational(Fraction(0))
    if start is None and not whole:
        return [zero] * (degree + 1)
    two_pi = domain.scale(Fraction(2), domain.constant("pi"))
    inverse = domain.inverse(precision)
    mass = domain.function("sqrt", domain.mul(two_pi, inverse))
    if start is None:
        edge, share, power = zero, mass, zero
    else:
        edge = domain.function(
            "exp", domain.scale(Fraction(-1, 2), domain.mul(precision, domain.mul(start, start)))
        )
        scaled = domain.mul(start, domain.function("sqrt", precision))
        share = domain.mul(mass, domain.function("Phi", domain.scale(Fraction(-1), scaled)))
        power = start
    tails = [share, domain.mul(inverse, edge)]
    for k in range(2, degree + 1):
        moment = domain.add(domain.mul(power, edge), domain.scale(Fraction(k - 1), tails[k - 2]))
        tails.append(domain.mul(inverse, moment))
        power = zero if start is None else domain.mul(power, start)
    return tails[: degree + 1]

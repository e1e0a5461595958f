"""Integrals of analytic functions of one variable, rigorously.

Arb encloses the integral over a finite interval from values on regions of the complex plane.  On an
infinite range, what lies beyond a finite interval is bounded: the integrand is ``exp`` of a
quadratic times a rest whose growth is known (:mod:`symgauss.kernel.growth`).  Near a lower end at
zero, where ``x^a`` and ``log x`` are not analytic, ``x = exp(u)`` makes an infinite range of it.
Where neither analyticity nor decay can be established, the integral is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flint import acb, arb

from symgauss.kernel.domains.balls import Balls
from symgauss.kernel.domains.complex_balls import ComplexBalls
from symgauss.kernel.domains.domain import Value
from symgauss.kernel.findings import Finding, NotInDomain, Singular, Undefined, Unsupported
from symgauss.kernel.growth import ONE, Growth, Growths
from symgauss.kernel.integrands import integrand
from symgauss.kernel.kinks import both_sides
from symgauss.kernel.logarithmic import in_logarithm
from symgauss.kernel.signs import EVERYTHING, POSITIVE, Interval
from symgauss.kernel.terms import Function, Integral, Power, Product, Rational, Sum, Symbol, Term
from symgauss.kernel.traversal import free_symbols, subterms

if TYPE_CHECKING:
    from symgauss.kernel.evaluate import Evaluator

BITS = 230  #: to which an integral must be enclosed, counted from 1 or from a larger value
MOST_EVALUATIONS = 12_000
FARTHEST = 2**20  #: beyond which no tail is looked for


def integral(ev: Evaluator, term: Integral) -> Value:
    """The integral of a scalar by a scalar, in real balls."""
    if not isinstance(ev.domain, Balls):
        raise NotInDomain("an integral that has a value in real balls only")
    variable = term.variable
    if not isinstance(variable, Symbol) or not variable.shape.is_scalar:
        raise Unsupported("an integrand that is no exponential of a quadratic", term.body)
    if any(isinstance(part, Integral) for part in subterms(term.body)):
        raise Unsupported("an integral of an integral", term.body)
    _refuse_large_numbers(ev, term.body)
    sides = both_sides(ev, term)
    if sides is not None:
        return _together(_real(integral(ev, sides[0])), _real(integral(ev, sides[1])))
    sampled = _Integrand(ev, ev.domain, term.body, variable)
    lower = None if term.lower is None else _real(ev.value(term.lower))
    upper = None if term.upper is None else _real(ev.value(term.upper))
    at_zero = term.lower is not None and ev.number(term.lower) == 0
    start = _Start.of(ev, term.body, variable) if at_zero else None
    if lower is not None and upper is not None:
        if start is None:
            return sampled.between(lower, upper)
        near, beyond = start.near_zero(sampled, upper)
        return near + _plus_minus(beyond)
    if lower is None and upper is None:
        known = power_of_quadratic(ev, term.body, variable)
        if known is not None:
            return known
    decay = Decay.of(ev, term.body, variable, POSITIVE if at_zero else EVERYTHING)
    tail = arb(0)
    if upper is None:
        upper, beyond = decay.end(1, lower)
        tail += beyond
    if lower is None:
        lower, beyond = decay.end(-1, upper)
        tail += beyond
    if start is None:
        return sampled.between(lower, upper) + _plus_minus(tail)
    near, beyond = start.near_zero(sampled, upper)
    return near + _plus_minus(tail + beyond)


def power_of_quadratic(ev: Evaluator, body: Term, variable: Symbol) -> arb | None:
    """``C (a + b x + c x^2)^(-p)`` over the whole line; ``None`` for another integrand.

    With ``d = a - b^2 / (4 c)`` it is
    ``C d^(1/2 - p) c^(-1/2) Gamma(1/2) Gamma(p - 1/2) / Gamma(p)`` (DLMF 5.12.3).
    """
    depends = ev.tables.dependencies.of
    factors = body.factors if isinstance(body, Product) else (body,)
    moving = [factor for factor in factors if variable.name in depends(factor)]
    if len(moving) != 1:
        return None
    match moving[0]:
        case Power(base, exponent) if variable.name not in depends(exponent):
            pass
        case _:
            return None
    if ev.tables.polynomials.degree(base, frozenset({variable.name})) != QUADRATIC:
        return None
    key = ev.key(variable)
    a, plus, minus = (ev.inside({key: arb(x)}).value(base) for x in (0, 1, -1))
    b, c = (plus - minus) / 2, (plus + minus) / 2 - a
    least = a - b**2 / (4 * c)
    power = -ev.value(exponent)
    half = arb(1) / 2
    if not (c > 0 and least > 0):
        raise Unsupported("an integrand whose decay is not known", body)
    if not power > half:
        raise Undefined("the integral diverges")
    mass = half.gamma() * (power - half).gamma() / power.gamma()
    total = least ** (half - power) / c.sqrt() * mass
    for factor in factors:
        if factor is not moving[0]:
            total = total * ev.value(factor)
    return arb(total)


QUADRATIC = 2


def _refuse_large_numbers(ev: Evaluator, body: Term) -> None:
    """Numbers that move what matters out of sight: ``Phi(x - 1000)`` is zero to all digits."""
    for part in subterms(body):
        if isinstance(part, Rational | Sum | Product | Power) and not free_symbols(part):
            value = abs(ev.value(part))
            if value != 0 and not (arb(1) / LARGEST_NUMBER <= value <= LARGEST_NUMBER):
                raise Unsupported("a number of this size in an integrand", part)


LARGEST_NUMBER = 32


def _together(left: arb, right: arb) -> arb:
    """The sum of two parts of an integral, both of which can be seen in it."""
    small = arb(2) ** -VISIBLE
    if not (abs(left) > small * abs(right) and abs(right) > small * abs(left)):
        raise Singular("a kink so far away that nothing shows it")
    if (left + right).contains(0):
        raise Singular("an integral that may be zero, or too small to tell")
    return left + right


VISIBLE = 120  #: bits in which the smaller part of an integral has to show


def _plus_minus(bound: arb) -> arb:
    return arb(0, bound.upper()) if bound != 0 else arb(0)


def _real(value: Value) -> arb:
    if not isinstance(value, arb):
        raise NotInDomain("a bound that is no real number")
    return value


@dataclass
class _Integrand:
    """The integrand as a function of a complex ball; a finding inside is kept and raised later."""

    ev: Evaluator
    balls: Balls
    body: Term
    variable: Symbol

    def between(self, lower: arb, upper: arb) -> arb:
        """The integral over a finite interval."""
        domain = ComplexBalls(self.balls)
        function = integrand(self.ev, domain, self.body, self.variable)
        stopped: list[Finding] = []

        def value(point: acb, analytic: bool) -> acb:  # noqa: FBT001 - called by Arb
            if stopped:
                return acb("nan")
            domain.analytic = bool(analytic)
            try:
                self.ev.tables.tick()
                found = function(point)
            except Singular:
                return acb("nan")
            except Finding as finding:
                stopped.append(finding)
                return acb("nan")
            return acb(found)

        small = arb(2) ** -BITS
        found = acb.integral(
            value, acb(lower), acb(upper), rel_tol=small, abs_tol=small, eval_limit=MOST_EVALUATIONS
        )
        if stopped:
            raise stopped[0]
        size = arb(abs(found.real).upper()).max(arb(1)) if found.is_finite() else arb(1)
        if not found.is_finite() or not arb(found.real.rad()) < size * arb(2) ** (20 - BITS):
            raise Unsupported("an integral that is not enclosed to enough digits", self.body)
        if found.real.contains(0):
            raise Singular("an integral that may be zero, or too small to tell")
        return found.real


@dataclass(frozen=True, slots=True)
class Decay:
    """``|f(x)| <= exp(c + b x - p x^2 / 2) g(x)`` for ``|x| >= 1``, with a bound ``g``."""

    precision: arb
    linear: arb
    constant: arb
    rest: Growth

    @classmethod
    def of(cls, ev: Evaluator, body: Term, variable: Symbol, where: Interval) -> Decay:
        """The quadratic in the exponent and the growth of everything else."""
        from symgauss.kernel.integrals import quadratic_part  # noqa: PLC0415 - mutual recursion

        quadratic, rest = quadratic_part(ev, body, variable)
        return cls(
            arb(quadratic.precision),
            arb(quadratic.linear),
            arb(quadratic.constant),
            Growths(ev, variable, where).of(Product(tuple(rest))) if rest else ONE,
        )

    def end(self, direction: int, other: arb | None) -> tuple[arb, arb]:
        """Where to cut the range, and a bound on what lies beyond."""
        centre = self.linear / self.precision if self.precision > 0 else arb(0)
        reach = arb(8)
        while reach < FARTHEST:
            cut = arb((direction * centre + reach).mid()).max(arb(1))
            if other is not None:
                cut = cut.max(direction * other + 1)
            beyond = self._beyond(direction, arb(cut.mid()))
            if beyond is not None and beyond < arb(2) ** -BITS:
                return direction * arb(cut.mid()), beyond
            reach = reach * 5 / 4
        raise Unsupported("an integrand whose decay is not known")

    def _beyond(self, direction: int, cut: arb) -> arb | None:
        """The integral of the bound from the cut on, whose logarithm falls from there on.

        With ``y = |x|`` the logarithm of the bound is ``c + log s + k log(1 + y) + (r +- b) y -
        p y^2 / 2``; its slope at the cut is an upper bound of all later ones.
        """
        power, rate = self.rest.power, self.rest.rate + direction * self.linear
        slope = power.max(arb(0)) / (1 + cut) + rate - self.precision * cut
        if not slope < 0:
            return None
        height = self.constant + power * (1 + cut).log() + rate * cut
        height = height - self.precision * cut**2 / 2
        return self.rest.scale * height.exp() / -slope


@dataclass(frozen=True, slots=True)
class _Start:
    """Near zero the integrand is ``x^a (log x)^m`` times something that is bounded there."""

    power: arb
    logarithms: int
    rest: tuple[Term, ...]
    ev: Evaluator
    variable: Symbol

    @classmethod
    def of(cls, ev: Evaluator, body: Term, variable: Symbol) -> _Start | None:
        """The factors that are not analytic at zero; ``None`` if there are none."""
        power, logarithms = arb(0), 0
        rest: list[Term] = []
        todo = [body]
        singular = False
        while todo:
            match todo.pop():
                case Product(factors):
                    todo += factors
                case Power(base, exponent) if (
                    base == variable and variable.name not in ev.tables.dependencies.of(exponent)
                ):
                    number = ev.number(exponent)
                    singular |= number is None or number.denominator != 1 or number < 0
                    power += ev.value(exponent)
                case Function("sqrt", argument) if argument == variable:
                    power, singular = power + arb(1) / 2, True
                case Power(Function("sqrt", argument), exponent) if (
                    argument == variable
                    and variable.name not in ev.tables.dependencies.of(exponent)
                ):
                    power, singular = power + ev.value(exponent) / 2, True
                case Function("log", argument) if argument == variable:
                    logarithms, singular = logarithms + 1, True
                case Power(Function("log", argument), exponent) if (
                    argument == variable
                    and (number := ev.number(exponent)) is not None
                    and number.denominator == 1
                    and number > 0
                ):
                    logarithms, singular = logarithms + int(number), True
                case part:
                    rest.append(part)
        return cls(power, logarithms, tuple(rest), ev, variable) if singular else None

    def near_zero(self, sampled: _Integrand, upper: arb) -> tuple[arb, arb]:
        """The integral from zero to a bound, in ``u = log x``."""
        if upper > 1:  # the logarithm helps near zero only
            near, beyond = self.near_zero(sampled, arb(1))
            return near + sampled.between(arb(1), upper), beyond
        rate = self.power + 1
        if not rate > 0:
            raise Undefined("the integral diverges")
        least = arb(1) / 2**20
        height = arb(1)
        if self.rest:
            inside = arb(least / 2, (least / 2).upper())
            key = self.ev.key(self.variable)
            height = abs(self.ev.inside({key: inside}).value(Product(self.rest)))
        height = arb(height.upper())
        end = arb(32)
        while end < FARTHEST:
            slope = self.logarithms / end - rate
            if slope < 0 and end > -least.log():
                beyond = height * end**self.logarithms * (-rate * end).exp() / -slope
                if beyond < arb(2) ** -BITS:
                    return self._in_logarithm(sampled).between(-end, upper.log()), beyond
            end = end * 5 / 4
        raise Unsupported("an integrand whose decay is not known")

    def _in_logarithm(self, sampled: _Integrand) -> _Integrand:
        whole = in_logarithm(Integral(sampled.body, self.variable, Rational(0)))
        assert whole is not None  # noqa: S101 - a scalar, from zero on
        assert isinstance(whole.variable, Symbol)  # noqa: S101 - in_logarithm made it
        return _Integrand(sampled.ev, sampled.balls, whole.body, whole.variable)

"""How fast a function of one real variable can grow, by structure.

``|f(x)| <= scale (1 + |x|)^power exp(rate |x|)`` for all real ``x`` with ``|x| >= 1``: what a bound
on the tail of an integral needs.  What is not covered here is refused; so is what is not analytic
on the whole line, where a function may change beyond every point that is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from flint import arb

from symgauss.kernel.findings import Unsupported
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.signs import Interval
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Function,
    Inverse,
    Power,
    Product,
    Sum,
    Symbol,
    Term,
)

if TYPE_CHECKING:
    from symgauss.kernel.evaluate import Evaluator

LARGEST_POWER = 64
_BOUNDED = frozenset({"erf", "Phi", "sin", "cos", "tanh"})


@dataclass(frozen=True, slots=True)
class Growth:
    """A bound ``scale (1 + |x|)^power exp(rate |x|)``; scale and rate are not negative."""

    scale: arb
    power: arb
    rate: arb

    def times(self, other: Growth) -> Growth:
        """The bound of a product."""
        return Growth(self.scale * other.scale, self.power + other.power, self.rate + other.rate)

    def plus(self, other: Growth) -> Growth:
        """The bound of a sum."""
        return Growth(
            self.scale + other.scale,
            self.power.max(other.power),
            self.rate.max(other.rate),
        )


ONE = Growth(arb(1), arb(0), arb(0))


@dataclass(frozen=True, slots=True)
class Growths:
    """Bounds of scalar terms in a variable that lives in an interval."""

    ev: Evaluator
    variable: Symbol
    where: Interval

    def of(self, term: Term) -> Growth:
        """A bound; ``Unsupported`` where none is known."""
        ev, variable = self.ev, self.variable
        if shape_of(term) != SCALAR:  # also a vector that is a factor of a scalar
            raise _unbounded(term)
        if variable.name not in ev.tables.dependencies.of(term):
            return Growth(arb(abs(ev.value(term)).upper()), arb(0), arb(0))
        match term:
            case Symbol():
                return Growth(arb(1), arb(1), arb(0))
            case Sum(terms):
                total = self.of(terms[0])
                for part in terms[1:]:
                    total = total.plus(self.of(part))
                return total
            case Product(factors):
                arrays = tuple(part for part in factors if shape_of(part) != SCALAR)
                if arrays == factors:
                    raise _unbounded(term)
                total = self.of(Product(arrays)) if arrays else ONE  # a^T b together is a number
                for part in factors:
                    if part not in arrays:
                        total = total.times(self.of(part))
                return total
            case Power(base, exponent):
                return self._power(base, exponent, term)
            case Inverse(base):
                return self._below(base, arb(1), term)
            case Function(name, argument):
                return self._function(name, argument, term)
            case _:
                raise _unbounded(term)

    def _power(self, base: Term, exponent: Term, term: Term) -> Growth:
        ev, variable = self.ev, self.variable
        number = ev.number(exponent)
        if number is not None and number.denominator == 1 and 0 <= number <= LARGEST_POWER:
            inside = self.of(base)
            k = int(number)
            return Growth(inside.scale**k, inside.power * k, inside.rate * k)
        if variable.name in ev.tables.dependencies.of(exponent):
            raise _unbounded(term)
        value = ev.value(exponent)
        if base == Function("sqrt", variable):
            base, value = variable, value / 2
        if base == variable:  # |x|^a <= ((1 + |x|) / 2)^a for negative a and |x| >= 1
            return Growth(arb(2) ** (-value).max(arb(0)), value, arb(0))
        if value < 0:
            return self._below(base, -value, term)
        raise _unbounded(term)

    def _below(self, base: Term, power: arb, term: Term) -> Growth:
        """``1 / base^power`` of a base with a positive lower bound.

        A quadratic ``a + b x + c x^2`` is at least ``l (1 + x^2) >= l/2 (1 + |x|)^2``, with the
        smaller eigenvalue ``l`` of its matrix.
        """
        ev, variable = self.ev, self.variable
        if ev.tables.polynomials.degree(base, frozenset({variable.name})) == 2:
            key = ev.key(variable)
            a, plus, minus = (ev.inside({key: arb(x)}).value(base) for x in (0, 1, -1))
            b, c = (plus - minus) / 2, (plus + minus) / 2 - a
            least = (a + c - ((a - c) ** 2 + b**2).sqrt()) / 2
            if least > 0:
                return Growth((2 / least) ** power, -2 * power, arb(0))
        low = self._least(base)
        if low is None or low <= 0:
            raise _unbounded(term)
        return Growth((arb(low.denominator) / low.numerator) ** power, arb(0), arb(0))

    def _function(self, name: str, argument: Term, term: Term) -> Growth:
        if name in _BOUNDED:
            return ONE
        if name == "log" and argument == self.variable:
            return Growth(arb(1), arb(1), arb(0))
        inside = self.of(argument)
        if name == "exp":
            if inside.rate != 0 or not (inside.power <= 0 or inside.power == 1):
                raise _unbounded(term)
            # |f| <= s (1 + |x|)^k, so that exp f <= e^s exp(s |x|) for k = 1, e^s for k <= 0
            rate = inside.scale if inside.power == 1 else arb(0)
            return Growth(inside.scale.exp(), arb(0), rate)
        low = self._least(argument)
        if name == "sqrt" and low is not None and low > 0:
            return Growth(inside.scale.sqrt(), inside.power / 2, inside.rate / 2)
        if name == "log" and low is not None and low > 0:
            # log f <= log s + k log(1 + |x|) + r |x| <= (|log s| + k + r) (1 + |x|)
            least = abs((arb(low.numerator) / low.denominator).log())
            scale = abs(inside.scale.log()) + inside.power.max(arb(0)) + inside.rate + least
            return Growth(scale, arb(1), arb(0))
        raise _unbounded(term)

    def _least(self, term: Term) -> Fraction | None:
        """A lower bound for all values of the variable."""
        return self.ev.tables.signs.interval_where(term, self.variable.name, self.where)[0]


def _unbounded(term: Term) -> Unsupported:
    return Unsupported("an integrand whose decay is not known", term)

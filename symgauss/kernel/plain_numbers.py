"""Terms of numbers, sizes and integer symbols, as fractions."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from symgauss.kernel.findings import LimitReached
from symgauss.kernel.terms import Dimension, Indexed, Power, Product, Rational, Sum, Symbol, Term

if TYPE_CHECKING:
    from symgauss.kernel.evaluate import Evaluator

MOST_BITS = 2048  #: of a number, before it is raised to a power

fraction = lru_cache(maxsize=4096)(Fraction)
"""Numbers as fractions; the same few are asked for again and again."""


def number_of(ev: Evaluator, term: Term) -> Fraction | None:
    """A term of numbers, sizes and integer symbols as a fraction, or ``None``."""
    match term:
        case Rational(p, q):
            return fraction(p, q)
        case Dimension(size):
            return Fraction(ev.size(size))
        case Symbol(shape=shape) if not shape.is_scalar:
            return None
        case Symbol(name=name):
            if (name, ()) in ev.tables.indices:
                return Fraction(ev.tables.indices[name, ()])
            if ev.is_bound((name, ())):
                return None  # an integration variable hides an integer of the same name
            if name in ev.instance.integers:
                return Fraction(ev.instance.integers[name])
            value = ev.tables.unfold((name, ()))
            return None if value is None else ev.number(value)
        case Indexed(name=name) if name in ev.instance.integers:
            if ev.tables.defining(ev.key(term)) is not None:
                return None
            return Fraction(ev.instance.member(name, ev.key(term)[1]))
        case Sum(terms):
            numbers = [ev.number(part) for part in terms]
            return (
                None if None in numbers else sum((n for n in numbers if n is not None), Fraction(0))
            )
        case Product(factors):
            total = Fraction(1)
            for factor in factors:
                number = ev.number(factor)
                if number is None:
                    return None
                total *= number
            return total
        case Power(base, Rational(k, 1)) if -8 <= k <= 8:
            inside = ev.number(base)
            if inside is None or (inside == 0 and k < 0):
                return None
            if max(inside.numerator.bit_length(), inside.denominator.bit_length()) > MOST_BITS:
                raise LimitReached("a number that is too large")
            return inside**k
        case _:
            return None

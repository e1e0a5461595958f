"""Logarithms by structure: of products and powers as sums, of densities without their values."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from symgauss.export.lowering import determinants, rules, scalars
from symgauss.export.lowering.rules import carries_out
from symgauss.export.operations import Number, Ref, Unary
from symgauss.kernel.terms import (
    Density,
    Determinant,
    Function,
    IndexedProduct,
    Inverse,
    NormalDensity,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
)

if TYPE_CHECKING:
    from symgauss.export.lowering.lowering import Lowering


def log_of(lo: Lowering, term: Term) -> Ref:
    """The logarithm of a scalar that is positive."""
    match term:
        case Rational(1, 1):
            return lo.build.number(0)
        case _ if scalars.is_closed(term):
            return lo.build.make(Number(Function("log", term)))
        case NormalDensity() | Density():
            return lo.log_density(term)
        case Function("exp", argument):
            return lo.ref(argument)
        case Function("gamma", argument):
            return lo.build.apply(Unary.LOG_GAMMA, lo.ref(argument))
        case Determinant(matrix):
            return determinants.log_determinant(lo, matrix)
        case IndexedProduct():
            return lo.log_of_product(term)
        case Product() | Power() | Inverse() | Function("sqrt"):
            found = scalars.powers_of(lo, (term,))
            if found.coefficient > 0 and all(lo.facts.positive(b) for b in found.bases):
                return log_of_powers(lo, found)
        case Symbol() if isinstance(lo.facts.unfolded(term), Product | Power | Function):
            definition = lo.facts.unfolded(term)
            assert definition is not None  # noqa: S101 - matched
            return log_of(lo, definition)
        case Sum((Rational(1, 1), *rest)):
            inner = rest[0] if len(rest) == 1 else Sum(tuple(rest))
            return lo.build.apply(Unary.LOG1P, lo.ref(inner))
        case _:
            pass
    return lo.build.apply(Unary.LOG, lo.ref(term))


@carries_out(rules.LOG_OF_POWERS)
def log_of_powers(lo: Lowering, found: scalars.Powers) -> Ref:
    """The logarithm of a product of positive powers; one logarithm for each ratio."""
    build = lo.build
    number: Term = Rational(found.coefficient.numerator, found.coefficient.denominator)
    ratios: dict[Fraction, dict[Term, Fraction]] = {}
    total = build.number(0)
    for base, exponent in found.bases.items():
        if exponent == 0:
            continue
        if scalars.is_closed(base):
            raised = Power(base, Rational(exponent.numerator, exponent.denominator))
            number = Product((number, raised))
        elif _is_plain(base):
            sign = Fraction(1 if exponent > 0 else -1)
            ratios.setdefault(abs(exponent), {})[base] = sign
        else:
            total = _plus(lo, total, exponent, _log_of_base(lo, base))
    for exponent, bases in ratios.items():
        if all(sign < 0 for sign in bases.values()):
            inverted = dict.fromkeys(bases, Fraction(1))
            total = _plus(lo, total, -exponent, _log_of_ratio(lo, inverted))
        else:
            total = _plus(lo, total, exponent, _log_of_ratio(lo, bases))
    if number != Rational(1):
        total = build.add(total, build.make(Number(Function("log", number))))
    return total


def _is_plain(base: Term) -> bool:
    """Whether the logarithm of a base is that of its value."""
    return not (
        isinstance(base, NormalDensity | Density | Determinant | IndexedProduct | Power)
        or (isinstance(base, Function) and base.name in {"exp", "gamma"})
    )


def _log_of_base(lo: Lowering, base: Term) -> Ref:
    if isinstance(base, Power):
        return lo.build.multiply(lo.ref(base.exponent), log_of(lo, base.base))
    return log_of(lo, base)


def _log_of_ratio(lo: Lowering, bases: dict[Term, Fraction]) -> Ref:
    if len(bases) == 1:
        return log_of(lo, next(iter(bases)))
    return lo.build.apply(Unary.LOG, scalars.assembled(lo, scalars.Powers(Fraction(1), bases)))


def _plus(lo: Lowering, total: Ref, factor: Fraction, value: Ref) -> Ref:
    if factor < 0:
        return lo.build.subtract(total, lo.build.multiply(lo.build.number(-factor), value))
    return lo.build.add(total, lo.build.multiply(lo.build.number(factor), value))

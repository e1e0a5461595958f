"""Logarithms, roots and powers by structure.

``log`` turns a product of densities, exponentials and powers into a sum that the prime field can
compare; ``sqrt`` goes through products of positive factors.  Each rule names the positivity that
it needs; where that is not known, the logarithm or root of the whole value is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING

from symgauss.kernel import integrals, measures, moments
from symgauss.kernel.domains.degrees import Degrees
from symgauss.kernel.domains.domain import Value, negative
from symgauss.kernel.findings import LimitReached, NotInDomain
from symgauss.kernel.positive_factors import Split
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Constant,
    Density,
    Determinant,
    Expectation,
    Function,
    Identity,
    Indexed,
    IndexedProduct,
    Integral,
    Inverse,
    NormalDensity,
    Power,
    Product,
    Rational,
    Symbol,
    Term,
    Transpose,
)
from symgauss.kernel.terms import negative as negated
from symgauss.kernel.unstated import has_free_integrand

if TYPE_CHECKING:
    from symgauss.kernel.evaluate import Evaluator

LARGEST_POWER = 512
HALF = Fraction(1, 2)


def log_of(ev: Evaluator, term: Term) -> Value:
    """The logarithm of a scalar term; each is taken once at an instance.

    Where no binder binds anything in it, that is once outside of them, but where degrees are
    counted: each logarithm that is compared counts there.
    """
    return _once(ev, "log", term, _log_of)


def _once(
    ev: Evaluator, kind: str, term: Term, compute: Callable[[Evaluator, Term], Value]
) -> Value:
    """What is computed of a term, remembered in the outermost scope in which it is the same."""
    known = ev.logarithms.get((kind, id(term)))
    if known is None:
        outer = None if isinstance(ev.instance.domain, Degrees) else ev.parent
        if outer is not None and ev.bound_names.isdisjoint(ev.tables.dependencies.of(term)):
            value = ev.lift(_once(outer, kind, term, compute), outer.domain)
        else:
            value = compute(ev, term)
        known = ev.logarithms[kind, id(term)] = (term, value)
    return known[1]


def _log_of(ev: Evaluator, term: Term) -> Value:
    domain = ev.domain
    positive = ev.tables.signs.positive
    match term:
        case NormalDensity(point, mean, covariance):
            return ev.laws.normal_log_density(point, mean, covariance)
        case Density(law) if measures.is_unstated(ev, law):
            return measures.log_density(ev, law)
        case Density(law):
            return ev.laws.log_density(law)
        case Function("exp", argument):
            return ev.value(argument)
        case Power(Constant("e"), exponent):
            return ev.value(exponent)
        case Constant("e"):
            return domain.rational(Fraction(1))
        case Product(factors) if (split := ev.tables.positive_factors.of(factors)).positive:
            return _log_of_product(ev, split)
        case Power(base, exponent) if positive(base):
            number = ev.number(exponent)
            if number is None:
                return domain.mul(ev.value(exponent), log_of(ev, base))
            return domain.scale(number, log_of(ev, base))
        case Inverse(base) if positive(base):
            return domain.scale(Fraction(-1), log_of(ev, base))
        case Function("sqrt", argument) if positive(argument):
            return domain.scale(HALF, log_of(ev, argument))
        case Determinant(matrix):
            return log_determinant(ev, matrix)
        case Integral(lower=None, upper=None) if not (
            measures.has_table(ev, term) or has_free_integrand(term)
        ):
            return integrals.log_integral(ev, term)
        case Expectation(body, law) if positive(body) and not measures.is_unstated(ev, law):
            return moments.log_expectation(ev, body, law)
        case IndexedProduct(body, index, lower, upper) if positive(body):
            total = domain.rational(Fraction(0))
            for i in ev.range_of(lower, upper):
                with ev.tables.index((index.name, ()), i):
                    inside = ev.counting({(index.name, ()): domain.rational(Fraction(i))})
                    total = domain.add(total, log_of(inside, body))
            return total
        case Symbol() | Indexed() if not _is_entry(ev, term):
            definition = ev.definition(ev.key(term))
            if definition is not None:
                return log_of(ev, definition)
            return domain.logarithm(ev.value(term), positive=positive(term))
        case _:
            return domain.logarithm(ev.value(term), positive=positive(term))


def _is_entry(ev: Evaluator, term: Term) -> bool:
    """Whether a name is that of an entry of an array, which has no definition of its own."""
    return isinstance(term, Indexed) and ev.tables.context.has_entry(term)


def _log_of_product(ev: Evaluator, split: Split) -> Value:
    """The positive scalar factors one by one, the rest as one value."""
    first, *others = (*split.positive, split.rest) if split.rest else split.positive
    total = log_of(ev, first)
    for factor in others:
        total = ev.domain.add(total, log_of(ev, factor))
    return total


def log_determinant(ev: Evaluator, matrix: Term, *, definite: bool = False) -> Value:
    """``log |M|``, through scalar factors, inverses and transposes.

    ``definite`` says that ``M`` is the covariance of a density, which exists only where ``|M|`` is
    positive.
    """
    if definite:
        return _once(ev, "log det of a covariance", matrix, _log_determinant_of_covariance)
    return _once(ev, "log det", matrix, _log_determinant)


def _log_determinant_of_covariance(ev: Evaluator, matrix: Term) -> Value:
    return _log_determinant(ev, matrix, definite=True)


def _log_determinant(ev: Evaluator, matrix: Term, *, definite: bool = False) -> Value:
    domain = ev.domain
    shape = ev.tables.shape(matrix)
    if shape == SCALAR:
        return log_of(ev, matrix)
    match matrix:
        case Identity():
            return domain.rational(Fraction(0))
        case Inverse(inner) if ev.tables.signs.definite(inner):
            return domain.scale(Fraction(-1), log_determinant(ev, inner))
        case Transpose(inner):
            return log_determinant(ev, inner)
        case Product(factors):
            split = ev.tables.positive_factors.of(factors)
            if split.positive and split.rest:
                n = Fraction(ev.size(shape.rows))
                total = log_determinant(ev, _alone(split.rest))
                for scalar in split.positive:
                    total = domain.add(total, domain.scale(n, log_of(ev, scalar)))
                return total
        case Symbol() | Indexed():
            definition = ev.definition(ev.key(matrix))
            if definition is not None:
                known = definite or ev.tables.signs.definite(matrix)
                return log_determinant(ev, definition, definite=known)
        case _:
            pass
    determinant = domain.determinant(ev.value(matrix))
    return domain.logarithm(determinant, positive=definite or ev.tables.signs.orientation(matrix))


def _alone(product: Product) -> Term:
    """The only factor of a product that has no other one."""
    return product.factors[0] if len(product.factors) == 1 else product


def root_of(ev: Evaluator, term: Term) -> Value:
    """The positive square root of a scalar term."""
    domain = ev.domain
    positive = ev.tables.signs.positive
    match term:
        case Rational(p, q) if p > 0:
            return _root_of_number(ev, Fraction(p, q))
        case Product(factors) if (split := ev.tables.positive_factors.of(factors)).positive:
            first, *others = (*split.positive, split.rest) if split.rest else split.positive
            total = root_of(ev, first)
            for factor in others:
                total = domain.mul(total, root_of(ev, factor))
            return total
        case Power(base, exponent) if positive(base) and ev.number(exponent) is not None:
            return power_of(ev, base, Product((Rational(1, 2), exponent)))
        case Inverse(base) if positive(base):
            return domain.inverse(root_of(ev, base))
        case Determinant(matrix):
            return _root_of_determinant(ev, matrix)
        case Symbol() | Indexed() if not _is_entry(ev, term):
            definition = ev.definition(ev.key(term))
            if definition is not None:
                return root_of(ev, definition)
        case _:
            pass
    if ev.hidden.isdisjoint(ev.tables.dependencies.of(term)):
        ev.tables.radicands[id(term)] = term
    return domain.function("sqrt", ev.value(term))


def _root_of_determinant(ev: Evaluator, matrix: Term) -> Value:
    domain = ev.domain
    shape = ev.tables.shape(matrix)
    match matrix:
        case Inverse(inner) if ev.tables.signs.definite(inner):
            return domain.inverse(_root_of_determinant(ev, inner))
        case Product(factors):
            split = ev.tables.positive_factors.of(factors)
            if split.positive and split.rest:
                total = _root_of_determinant(ev, _alone(split.rest))
                for scalar in split.positive:
                    power = integer_power(ev, root_of(ev, scalar), ev.size(shape.rows))
                    total = domain.mul(total, power)
                return total
        case _:
            pass
    return domain.function("sqrt", domain.determinant(ev.value(matrix)))


def _root_of_number(ev: Evaluator, number: Fraction) -> Value:
    """Squares come out exactly; a radical is left for each small prime that remains."""
    outside, inside = Fraction(1, number.denominator), number.numerator * number.denominator
    root = isqrt(inside)
    if root * root == inside:
        return ev.domain.rational(outside * root)
    total = ev.domain.rational(outside)
    for prime in (2, 3, 5, 7, 11, 13):
        power = 0
        while inside % prime == 0:
            inside //= prime
            power += 1
        if power:
            total = ev.domain.mul(total, ev.domain.rational(Fraction(prime ** (power // 2))))
        if power % 2:
            ev.tables.numbers_under_roots.add(prime)
            leaf = ev.domain.function("sqrt", ev.domain.rational(Fraction(prime)))
            total = ev.domain.mul(total, leaf)
    root = isqrt(inside)
    if root * root == inside:
        return ev.domain.mul(total, ev.domain.rational(Fraction(root)))
    leaf = ev.domain.function("sqrt", ev.domain.rational(Fraction(inside)))
    return ev.domain.mul(total, leaf)


def absolute_of(ev: Evaluator, term: Term) -> Value:
    """``|a|`` by the sign of ``a`` where that is known, else the root of the square."""
    match term:
        case Product(factors) if all(map(ev.tables.is_scalar, factors)):
            total = ev.domain.rational(Fraction(1))
            for factor in factors:
                total = ev.domain.mul(total, absolute_of(ev, factor))
            return total
        case Power(base, Rational(k, 1)) if ev.tables.is_scalar(base):
            return integer_power(ev, absolute_of(ev, base), k)
        case _:
            pass
    value = ev.value(term)
    if ev.tables.signs.positive(term):
        return value
    if ev.tables.signs.positive(negated(term)):
        return negative(ev.domain, value)
    return ev.domain.function("sqrt", ev.domain.mul(value, value))


def integer_power(ev: Evaluator, value: Value, exponent: int) -> Value:
    """A scalar or square matrix to an integer power, by repeated squaring."""
    if abs(exponent) > LARGEST_POWER:
        raise LimitReached(f"a power above {LARGEST_POWER}")
    if exponent < 0:
        return integer_power(ev, ev.domain.inverse(value), -exponent)
    result: Value = None
    square = value
    while exponent:
        if exponent & 1:
            result = square if result is None else ev.domain.mul(result, square)
        exponent >>= 1
        if exponent:
            square = ev.domain.mul(square, square)
    if result is not None:
        return result
    return ev.domain.identity(ev.domain.dims(value)[0])


def power_of(ev: Evaluator, base: Term, exponent: Term) -> Value:
    """``base`` to the power ``exponent``."""
    number = ev.number(exponent)
    if number is not None and number.denominator == 1:
        return integer_power(ev, ev.value(base), int(number))
    if not ev.tables.is_scalar(base):
        raise NotInDomain("a matrix to a power that is no integer")
    if number is not None and number.denominator == 2:
        root = (
            root_of(ev, base)
            if ev.domain.structural
            else ev.domain.function("sqrt", ev.value(base))
        )
        return integer_power(ev, root, number.numerator)
    if ev.domain.structural:
        raise NotInDomain("a power with an exponent that is no number")
    if base == Constant("e"):
        return ev.domain.function("exp", ev.value(exponent))
    logarithm = ev.domain.mul(ev.value(exponent), ev.domain.function("log", ev.value(base)))
    return ev.domain.function("exp", logarithm)

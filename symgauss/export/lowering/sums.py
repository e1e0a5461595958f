"""Sums: differences stay differences, and what would cancel is computed another way."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from symgauss.errors import NoValueError
from symgauss.export.lowering import rules, scalars, values
from symgauss.export.lowering.rules import carries_out
from symgauss.export.lowering.values import Value
from symgauss.export.operations import ProductOver, Ref, SumOver, Unary
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import SCALAR, Size, size
from symgauss.kernel.terms import (
    Dimension,
    Function,
    IndexedProduct,
    IndexedSum,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Zero,
)
from symgauss.notation.unicode import print_term

if TYPE_CHECKING:
    from symgauss.export.lowering.lowering import Lowering


def total(lo: Lowering, term: Sum) -> Value:
    """The value of a sum."""
    if shape_of(term) == SCALAR:
        special = _without_cancellation(lo, term)
        if special is not None:
            return special
    parts = [coefficient(part) for part in term.terms if not isinstance(part, Zero)]
    if not parts:
        return lo.value(term.terms[0])
    # a positive term first, so that b - a is one operation
    start = next((i for i, (factor, _) in enumerate(parts) if factor > 0), 0)
    if start and shape_of(term) == SCALAR and len(parts) > 2:
        start = 0
    parts = [parts[start], *parts[:start], *parts[start + 1 :]]
    factor, rest = parts[0]
    value = _times(lo, factor, rest)
    for factor, rest in parts[1:]:
        part = _times(lo, abs(factor), rest)
        if factor < 0:
            value = values.subtract(lo.build, value, part)
        else:
            value = values.add(lo.build, value, part)
    return lo.settled(term, value)


def coefficient(term: Term) -> tuple[Fraction, Term]:
    """The rational factor of a term, and the rest."""
    match term:
        case Rational(p, q):
            return Fraction(p, q), Rational(1)
        case Product(factors):
            number = Fraction(1)
            rest: list[Term] = []
            for factor in factors:
                inner, other = coefficient(factor)
                number *= inner
                if other != Rational(1):
                    rest.append(other)
            if not rest:
                return number, Rational(1)
            return number, rest[0] if len(rest) == 1 else Product(tuple(rest))
        case _:
            return Fraction(1), term


def _times(lo: Lowering, factor: Fraction, term: Term) -> Value:
    if term == Rational(1):
        return lo.build.number(factor)
    value = lo.value(term)
    return value if factor == 1 else values.scaled(lo.build, lo.build.number(factor), value)


@carries_out(rules.DIFFERENCE_OF_SQUARES)
def _without_cancellation(lo: Lowering, term: Sum) -> Ref | None:
    """``1 - x``, ``a^2 - b^2``, ``exp(x) - 1`` by the rules of :mod:`.rules`."""
    if len(term.terms) != 2:
        return None
    (first, left), (second, right) = (coefficient(part) for part in term.terms)
    if first == -second < 0:
        (first, left), (second, right) = (second, right), (first, left)
    if first != -second:
        return None
    build = lo.build
    found: Ref | None = None
    match left, right:
        case Rational(1, 1), _:
            found = complement(lo, right)
        case Function("exp", argument), Rational(1, 1):
            found = build.apply(Unary.EXPM1, lo.ref(argument))
        case Power(a, Rational(2, 1)), Power(b, Rational(2, 1)) if shape_of(a) == SCALAR:
            x, y = lo.ref(a), lo.ref(b)
            found = build.multiply(build.subtract(x, y), build.add(x, y))
        case _:
            return None
    return build.multiply(build.number(first), found) if first != 1 else found


@carries_out(rules.COMPLEMENT_OF_PRODUCT, rules.COMPLEMENT_OF_SQUARE)
def complement(lo: Lowering, term: Term) -> Ref:
    """``1 - x``: of a product of numbers between zero and one, ``(1 - a) + a (1 - b)``."""
    build = lo.build
    one = build.number(1)
    match term:
        case Symbol() if term in lo.complements:
            return lo.ref(lo.complements[term])
        case Symbol() if isinstance(lo.facts.unfolded(term), Product | Power):
            definition = lo.facts.unfolded(term)
            assert definition is not None  # noqa: S101 - matched
            return complement(lo, definition)
        case Product((head, *rest)) if rest and all(_is_fraction(lo, f) for f in term.factors):
            other = rest[0] if len(rest) == 1 else Product(tuple(rest))
            inner = build.multiply(lo.ref(other), complement(lo, head))
            return build.add(complement(lo, other), inner)
        case Power(base, Rational(2, 1)):
            return build.multiply(build.subtract(one, lo.ref(base)), build.add(one, lo.ref(base)))
        case Function("exp", argument):
            return build.negate(build.apply(Unary.EXPM1, lo.ref(argument)))
        case _:
            return build.subtract(one, lo.ref(term))


def _is_fraction(lo: Lowering, term: Term) -> bool:
    if shape_of(term) != SCALAR:
        return False
    low, high = lo.facts.signs.interval(term, 60)
    return low is not None and high is not None and low >= 0 and high <= 1


# --- over an index -----------------------------------------------------------------------------


def indexed(lo: Lowering, term: IndexedSum | IndexedProduct) -> Value:
    """A sum or product over an index that runs from one."""
    n = _limit(lo, term)
    if isinstance(term, IndexedProduct):
        if lo.facts.positive(term):
            return scalars.exponential(lo, log_of_product(lo, term))
        with lo.running(term.index, n):
            body = lo.ref(term.body)
        return lo.build.make(ProductOver(body))
    return _summed(lo, term.body, term.index, n, logarithm=False)


@carries_out(rules.LOG_OF_PRODUCT_OVER_INDEX)
def log_of_product(lo: Lowering, term: IndexedProduct) -> Ref:
    """The logarithm of a product over an index: the sum of the logarithms."""
    found = _summed(lo, term.body, term.index, _limit(lo, term), logarithm=True)
    assert isinstance(found, int)  # noqa: S101 - a scalar
    return found


def _summed(lo: Lowering, body: Term, index: Symbol, n: Size, *, logarithm: bool) -> Value:
    before = len(lo.ranges)
    with lo.running(index, n):
        value = lo.log_of(body) if logarithm else lo.ref(body)
    if len(lo.build.type(value).over) <= before:  # the same for every member
        return lo.build.multiply(lo.extent(n), value)
    return lo.build.make(SumOver(value))


def _limit(lo: Lowering, term: IndexedSum | IndexedProduct) -> Size:
    """The number of members."""
    n: Size | None = None
    match term.upper:
        case Symbol(name=name) if name in lo.counts:
            n = size(name)
        case Dimension(found):
            n = found
        case Rational(k, 1) if k > 0:
            n = size(k)
        case _:
            pass
    if n is None or term.lower != Rational(1):
        raise NoValueError(f"a sum with these limits is not exported: {print_term(term)}")
    return n

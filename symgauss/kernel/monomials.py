"""Sums of products of numbers with like terms collected, to see the sign of what is left."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import Power, Product, Rational, Sum, Term

Monomial = tuple[tuple[Term, int], ...]
MOST = 48  #: monomials that are looked at


def collected(term: Term) -> tuple[Monomial, Term] | None:
    """A common factor and what is left beside it; ``None`` if nothing comes of it.

    The common factor is a product of powers of what is not expanded.
    """
    found = _expanded(term)
    if found is None:
        return None
    kept = {monomial: number for monomial, number in found.items() if number}
    if not kept:
        return None
    shared = Counter(dict(next(iter(kept))))
    for monomial in kept:
        shared &= Counter(dict(monomial))
    common = _ordered(shared)
    rest = Sum(tuple(_term(number, _without(m, shared)) for m, number in kept.items()))
    if rest == term or (not common and len(rest.terms) >= len(_summands(term))):
        return None
    return common, rest


def _summands(term: Term) -> tuple[Term, ...]:
    return term.terms if isinstance(term, Sum) else (term,)


def _expanded(term: Term) -> dict[Monomial, Fraction] | None:
    match term:
        case Rational(p, q):
            return {(): Fraction(p, q)}
        case Sum(terms):
            total: dict[Monomial, Fraction] = {}
            for part in terms:
                inner = _expanded(part)
                if inner is None:
                    return None
                for monomial, number in inner.items():
                    total[monomial] = total.get(monomial, Fraction(0)) + number
            return total if len(total) <= MOST else None
        case Product(factors) if all(shape_of(factor) == SCALAR for factor in factors):
            total = {(): Fraction(1)}
            for factor in factors:
                inner = _expanded(factor)
                if inner is None or len(total) * len(inner) > MOST:
                    return None
                total = _times(total, inner)
            return total
        case Power(base, Rational(k, 1)) if 1 < k <= 4 and shape_of(base) == SCALAR:
            return _expanded(Product((base,) * k))
        case _:
            return {((term, 1),): Fraction(1)}


def _times(
    left: dict[Monomial, Fraction], right: dict[Monomial, Fraction]
) -> dict[Monomial, Fraction]:
    total: dict[Monomial, Fraction] = {}
    for a, x in left.items():
        for b, y in right.items():
            monomial = _ordered(Counter(dict(a)) + Counter(dict(b)))
            total[monomial] = total.get(monomial, Fraction(0)) + x * y
    return total


def _ordered(counts: Counter[Term]) -> Monomial:
    return tuple(sorted(counts.items(), key=lambda item: repr(item[0])))


def _without(monomial: Monomial, shared: Counter[Term]) -> Monomial:
    return _ordered(Counter(dict(monomial)) - shared)


def _term(number: Fraction, monomial: Monomial) -> Term:
    factors: list[Term] = [Rational(number.numerator, number.denominator)]
    factors += [atom if k == 1 else Power(atom, Rational(k)) for atom, k in monomial]
    return Product(tuple(factors)) if len(factors) > 1 else factors[0]

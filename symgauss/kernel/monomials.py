"""Sums of products of numbers with like terms collected, to see the sign of what is left."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import Power, Product, Rational, Sum, Term

Monomial = tuple[tuple[Term, int], ...]
MOST = 48  #: monomials that are looked at

_Powers = tuple[tuple[int, int], ...]
"""Atoms by their numbers, in order, with their powers."""


def collected(term: Term) -> tuple[Monomial, Term] | None:
    """A common factor and what is left beside it; ``None`` if nothing comes of it.

    The common factor is a product of powers of what is not expanded.
    """
    atoms: dict[Term, int] = {}
    found = _expanded(term, atoms)
    if found is None:
        return None
    kept = {powers: number for powers, number in found.items() if number}
    if not kept:
        return None
    shared = Counter(dict(next(iter(kept))))
    for powers in kept:
        shared &= Counter(dict(powers))
    names = list(atoms)
    rest = Sum(tuple(_term(number, _without(p, shared), names) for p, number in kept.items()))
    if rest == term or (not shared and len(rest.terms) >= len(_summands(term))):
        return None
    return tuple((names[atom], k) for atom, k in _ordered(shared)), rest


def _summands(term: Term) -> tuple[Term, ...]:
    return term.terms if isinstance(term, Sum) else (term,)


def _expanded(term: Term, atoms: dict[Term, int]) -> dict[_Powers, Fraction] | None:
    """The coefficients of the monomials; ``atoms`` numbers what is not expanded."""
    match term:
        case Rational(p, q):
            return {(): Fraction(p, q)}
        case Sum(terms):
            total: dict[_Powers, Fraction] = {}
            for part in terms:
                inner = _expanded(part, atoms)
                if inner is None:
                    return None
                for powers, number in inner.items():
                    total[powers] = total.get(powers, Fraction(0)) + number
                if len(total) > MOST:
                    return None
            return total
        case Product(factors) if all(shape_of(factor) == SCALAR for factor in factors):
            total = {(): Fraction(1)}
            for factor in factors:
                inner = _expanded(factor, atoms)
                if inner is None or len(total) * len(inner) > MOST:
                    return None
                total = _times(total, inner)
            return total
        case Power(base, Rational(k, 1)) if 1 < k <= 4 and shape_of(base) == SCALAR:
            return _expanded(Product((base,) * k), atoms)
        case _:
            return {((atoms.setdefault(term, len(atoms)), 1),): Fraction(1)}


def _times(
    left: dict[_Powers, Fraction], right: dict[_Powers, Fraction]
) -> dict[_Powers, Fraction]:
    total: dict[_Powers, Fraction] = {}
    for a, x in left.items():
        for b, y in right.items():
            powers = _ordered(Counter(dict(a)) + Counter(dict(b))) if a and b else a or b
            total[powers] = total.get(powers, Fraction(0)) + x * y
    return total


def _ordered(counts: Counter[int]) -> _Powers:
    return tuple(sorted(counts.items()))


def _without(powers: _Powers, shared: Counter[int]) -> _Powers:
    return _ordered(Counter(dict(powers)) - shared)


def _term(number: Fraction, powers: _Powers, names: list[Term]) -> Term:
    factors: list[Term] = [Rational(number.numerator, number.denominator)]
    factors += [names[atom] if k == 1 else Power(names[atom], Rational(k)) for atom, k in powers]
    return Product(tuple(factors)) if len(factors) > 1 else factors[0]

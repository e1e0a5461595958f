"""The terms that arise where a product, a power or a linear operator of sums is multiplied out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from symgauss.check.manners.expectations import is_expectation
from symgauss.check.mending.slips import MINUS_ONE, TWO, product_of, shape_or_none
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Expectation,
    Function,
    Opaque,
    Power,
    Product,
    Rational,
    Sum,
    Term,
    Trace,
    Transpose,
)
from symgauss.kernel.traversal import rebuild

MOST_TERMS = 16  #: of a product that is multiplied out


def expanded(term: Term) -> Iterator[Term]:
    """The terms of an expansion, without signs; none where there is nothing to multiply out."""
    match term:
        case Product(factors):
            yield from _multiplied_out(factors)
        case Power(Sum(_) as base, Rational(2, 1)):
            yield from _multiplied_out((base, base))
        case Transpose(Sum(terms)) | Trace(Sum(terms)):
            yield from (type(term)(_unsigned(each)) for each in terms)
        case Expectation(Sum(terms) as body) | Opaque(_, (Sum(terms) as body,)):
            if isinstance(term, Expectation) or is_expectation(term):
                yield from (_with_body(term, body, _unsigned(each)) for each in terms)
        case Function("exp", Sum(terms)):
            yield from (Function("exp", each) for each in terms)
        case Function("log", Product(factors)):
            yield from (Function("log", each) for each in factors)
        case _:
            return


def _with_body(term: Term, body: Term, new: Term) -> Term:
    return rebuild(term, lambda old: new if old is body else old)


def _multiplied_out(factors: tuple[Term, ...]) -> Iterator[Term]:
    choices = [_choices(factor) for factor in factors]
    count = 1
    for choice in choices:
        count *= len(choice)
    if not 1 < count <= MOST_TERMS:
        return
    for picked in product(*choices):
        kept = [part for part in picked if part != MINUS_ONE]
        if kept:
            yield product_of(_squares(kept))


def _squares(factors: list[Term]) -> tuple[Term, ...]:
    """``b^2`` for the b b that arises from the square of a + b."""
    found: list[Term] = []
    for factor in factors:
        if found and found[-1] == factor and shape_or_none(factor) == SCALAR:
            found[-1] = Power(factor, TWO)
        else:
            found.append(factor)
    return tuple(found)


def _choices(factor: Term) -> list[Term]:
    match factor:
        case Sum(terms):
            return [_unsigned(each) for each in terms]
        case Transpose(Sum(terms)):
            return [Transpose(_unsigned(each)) for each in terms]
        case _:
            return [factor]


def _unsigned(term: Term) -> Term:
    match term:
        case Product((Rational(-1, 1), *rest)) if rest:
            return product_of(tuple(rest))
        case _:
            return term

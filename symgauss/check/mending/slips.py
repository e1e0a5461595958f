"""What a person slips on, at one node of a formula.

A sign, a factor two, an inverse, a transpose, a square, a root or a logarithm, an index or another
symbol, the order of two factors, a term too many or too few.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import combinations
from math import gcd

from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.sizes import SCALAR, Shape
from symgauss.kernel.terms import (
    Constant,
    Determinant,
    Dimension,
    Function,
    Identity,
    Indexed,
    Integral,
    Inverse,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
    negative,
)
from symgauss.kernel.traversal import free_symbols, node_count, substitute, subterms

MINUS_ONE, HALF, ONE, TWO = Rational(-1), Rational(1, 2), Rational(1), Rational(2)
PI, EULER = Constant("pi"), Constant("e")
SIGN = "change the sign of"
SCALES = ((TWO, "double"), (HALF, "halve"))
LARGEST_DROPPED = 12  #: nodes of a part that is dropped before anything else is tried
MOST_EXCHANGED = 6  #: symbols in a part in which two are exchanged


class Rank(IntEnum):
    """What is tried first."""

    INDEX = 0  #: another symbol of the same letter: ``Sigma_21`` for ``Sigma_12``
    SIGN = 1
    NUMBER = 2  #: a number that is written: twice, half, one more, one less
    ORDER = 3  #: two factors, or two symbols, the wrong way round
    FACTOR = 4  #: a missing factor two
    INVERSE = 5
    TRANSPOSE = 6
    POWER = 7  #: a square, a root, a logarithm, a determinant
    SYMBOL = 8  #: any other symbol of the same shape
    TOO_MANY = 9  #: a term or factor that does not belong there
    MISSING = 10  #: a term or factor that is not there
    WHOLE = 11  #: an inverse or power around more than one symbol


@dataclass(frozen=True, slots=True)
class Edit:
    """``whole`` has ``new`` in the place of ``old``."""

    rank: Rank
    old: Term
    new: Term | None  #: ``None`` where the part is dropped
    whole: Term
    words: str = ""  #: what changes, where that is no replacement
    piece: Term | None = None  #: what is added or multiplied by, where that is what changes


Name = Symbol | Indexed | Dimension | Constant


@dataclass(frozen=True, slots=True)
class Pool:
    """What stands nearby and may have been meant."""

    symbols: list[Name]
    summands: list[Term]


def symbols_of(terms: Iterable[Term]) -> list[Name]:
    """Symbols, dimensions and constants, each once, in the order in which they are written."""
    found: dict[Name, None] = {}
    for term in terms:
        for part in subterms(term):
            if isinstance(part, Name):
                found.setdefault(part)
    return list(found)


def shape_or_none(term: Term) -> Shape | None:
    """The shape, or ``None`` where parts do not fit."""
    try:
        return shape_of(term)
    except ShapeError:
        return None


def slips(term: Term, pool: Pool) -> Iterator[Edit]:
    """Edits of a node itself; those of its parts are not among them."""
    match term:
        case Symbol() | Indexed() | Dimension() | Constant():
            yield from _renamed(term, pool.symbols)
            yield from _around(term)
        case Rational():
            yield from _numbers(term)
        case Sum(terms):
            yield from _terms(terms)
            yield from _around(term)
        case Product(factors):
            yield from _exchanged(term)
            yield from _factors(term, factors)
        case Inverse(matrix):
            yield Edit(Rank.INVERSE, term, matrix, matrix)
            yield replaced(Rank.TRANSPOSE, term, Transpose(matrix))
            yield from _exchanged(term)
        case Transpose(matrix):
            yield Edit(Rank.TRANSPOSE, term, matrix, matrix)
            yield from _inverted(matrix, Rank.INVERSE, old=term)
        case Power(base, exponent):
            yield from _powers(term, base, exponent)
        case Function(_, argument) | Determinant(argument):
            yield Edit(Rank.POWER, term, argument, argument)
            if isinstance(term, Determinant):
                yield replaced(Rank.POWER, term, Function("log", term))
            yield from _around(term)
        case Identity():
            pass
        case Integral():
            yield from _integrated_over(term)
            yield from _around(term)
        case _:
            yield from _exchanged(term)
            yield from _around(term)


def replaced(rank: Rank, old: Term, new: Term) -> Edit:
    """One part for another."""
    return Edit(rank, old, new, new)


def _renamed(term: Name, symbols: list[Name]) -> Iterator[Edit]:
    for other in symbols:
        if other == term or isinstance(other, Dimension) != isinstance(term, Dimension):
            continue
        rank = Rank.INDEX if _letter(other) == _letter(term) else Rank.SYMBOL
        yield replaced(rank, term, other)


def _integrated_over(term: Integral) -> Iterator[Edit]:
    """The same integral over another variable, as after a substitution."""
    for other in symbols_of((term.body,)):
        if not isinstance(other, Symbol | Indexed) or other.shape != term.variable.shape:
            continue
        if other != term.variable and other in free_symbols(term.body):
            yield replaced(Rank.SYMBOL, term, replace(term, variable=other))


def _letter(term: Name) -> str:
    """The letter without its indices."""
    return "" if isinstance(term, Dimension) else term.name.partition("_")[0]


def _exchanged(term: Term) -> Iterator[Edit]:
    """Two symbols of one letter the wrong way round."""
    symbols = [s for s in symbols_of((term,)) if isinstance(s, Symbol | Indexed)]
    if len(symbols) > MOST_EXCHANGED:
        return
    for first, second in combinations(symbols, 2):
        if _letter(first) == _letter(second) and first.shape == second.shape:
            try:
                new = substitute(term, {first: second, second: first})
            except ValueError:
                continue  # one of them is bound here
            yield replaced(Rank.ORDER, term, new)


def _numbers(term: Rational) -> Iterator[Edit]:
    p, q = term.numerator, term.denominator
    yield Edit(Rank.SIGN, term, Rational(-p, q), Rational(-p, q), SIGN)
    if term == MINUS_ONE:
        return  # a sign
    yield replaced(Rank.NUMBER, term, Rational(2 * p, q) if q % 2 else Rational(p, q // 2))
    yield replaced(Rank.NUMBER, term, Rational(p, 2 * q) if p % 2 else Rational(p // 2, q))
    if p not in {0, q, -q}:
        yield replaced(Rank.NUMBER, term, Rational(q, p) if p > 0 else Rational(-q, -p))
    if q == 1:
        yield from (replaced(Rank.NUMBER, term, Rational(k)) for k in (p + 1, p - 1) if k)
        if p > 1:
            yield replaced(Rank.POWER, term, Function("sqrt", term))
            yield replaced(Rank.POWER, term, Function("log", term))


def _terms(terms: tuple[Term, ...]) -> Iterator[Edit]:
    for position, part in enumerate(terms):
        before, after = terms[:position], terms[position + 1 :]
        other = opposite(part)
        yield Edit(Rank.SIGN, part, other, Sum((*before, other, *after)), SIGN)
        for number, word in SCALES:
            scaled = times(number, part)
            yield Edit(Rank.FACTOR, part, scaled, Sum((*before, scaled, *after)), word)
        yield Edit(_too_many(part), part, None, sum_of((*before, *after)))


def _too_many(part: Term) -> Rank:
    """Nobody writes much that does not belong there."""
    return Rank.TOO_MANY if node_count(part) <= LARGEST_DROPPED else Rank.WHOLE


def sum_of(terms: tuple[Term, ...]) -> Term:
    """A sum, or its only term."""
    return terms[0] if len(terms) == 1 else Sum(terms)


def product_of(factors: tuple[Term, ...]) -> Term:
    """A product, or its only factor."""
    return factors[0] if len(factors) == 1 else Product(factors)


def opposite(term: Term) -> Term:
    """The negative of a term, written as a person would."""
    match term:
        case Product((Rational(-1, 1), *rest)):
            return product_of(tuple(rest))
        case Product((Rational(p, q), *rest)):
            return Product((Rational(-p, q), *rest))
        case Rational(p, q):
            return Rational(-p, q)
        case _:
            return negative(term)


def times(number: Rational, term: Term) -> Term:
    """Twice or half a term, written as a person would."""
    match term:
        case Product((Rational(-1, 1) as sign, *rest)):
            inner = times(number, product_of(tuple(rest)))
            factors = inner.factors if isinstance(inner, Product) else (inner,)
            return Product((sign, *factors))
        case Product((Rational(p, q), *rest)):
            scale = _reduced(number, p, q)
            return product_of(tuple(rest)) if rest and scale == ONE else Product((scale, *rest))
        case Rational(p, q):
            return _reduced(number, p, q)
        case Product((*rest, Power(below, Rational(-1, 1)))) if number == HALF and rest:
            under = below.factors if isinstance(below, Product) else (below,)
            return Product((*rest, Power(Product((TWO, *under)), MINUS_ONE)))
        case Product(factors):
            return Product((number, *factors))
        case _:
            return Product((number, term))


def _reduced(number: Rational, p: int, q: int) -> Rational:
    """The number times p / q, in lowest terms."""
    above, below = number.numerator * p, number.denominator * q
    common = gcd(above, below)
    return Rational(above // common, below // common)


def _factors(term: Product, factors: tuple[Term, ...]) -> Iterator[Edit]:
    for position, part in enumerate(factors):
        rest = (*factors[:position], *factors[position + 1 :])
        if not rest:
            continue
        if part == MINUS_ONE:
            yield Edit(Rank.SIGN, term, product_of(rest), product_of(rest), SIGN)
            continue
        rank = Rank.NUMBER if isinstance(part, Rational) else _too_many(part)
        yield Edit(rank, part, None, product_of(rest))
    for position in range(len(factors) - 1):
        first, second = factors[position : position + 2]
        if SCALAR in {shape_or_none(first), shape_or_none(second)}:
            continue
        swapped = (*factors[:position], second, first, *factors[position + 2 :])
        pair, new = Product((first, second)), Product((second, first))
        yield Edit(Rank.ORDER, pair, new, Product(swapped), "swap the factors of")
    yield from _circles(factors)
    yield from _transposed(term)
    yield from _scaled(term, signed=factors[:1] == (MINUS_ONE,))
    yield from _inverted(term, Rank.WHOLE)
    yield from _wrapped(term, Rank.WHOLE)


def _circles(factors: tuple[Term, ...]) -> Iterator[Edit]:
    """The root of a normaliser or a logarithm around ``2 pi`` alone, and the e of an entropy."""
    for position, part in enumerate(factors):
        if part != PI:
            continue
        before, after = factors[:position], factors[position + 1 :]
        if before[-1:] == (TWO,):
            circle = Product((TWO, PI))
            for new in (Function("sqrt", circle), Function("log", circle)):
                whole = product_of((*before[:-1], new, *after))
                yield Edit(Rank.POWER, circle, new, whole)
        if EULER not in factors:
            yield replaced(Rank.POWER, Product(factors), Product((*before, PI, EULER, *after)))


def _transposed(term: Product) -> Iterator[Edit]:
    """The transpose of a product as a person writes it, factor by factor."""
    shapes = [shape_or_none(factor) for factor in term.factors]
    matrices = [f for f, shape in zip(term.factors, shapes, strict=True) if shape != SCALAR]
    if len(matrices) < 2 or None in shapes or shape_or_none(term) == SCALAR:
        return
    scalars = [f for f, shape in zip(term.factors, shapes, strict=True) if shape == SCALAR]
    reverse = (f.matrix if isinstance(f, Transpose) else Transpose(f) for f in matrices[::-1])
    yield replaced(Rank.TRANSPOSE, term, Product((*scalars, *reverse)))


def _powers(term: Power, base: Term, exponent: Term) -> Iterator[Edit]:
    if exponent == MINUS_ONE:
        yield replaced(Rank.INVERSE, term, base)
    else:
        yield replaced(Rank.POWER, term, base)
        if isinstance(exponent, Rational):
            for edit in _numbers(exponent):
                if edit.whole != ONE and isinstance(edit.whole, Rational):
                    rank = Rank.INVERSE if edit.rank is Rank.SIGN else edit.rank
                    yield replaced(rank, term, Power(base, edit.whole))
    yield from _scaled(term)


def _around(term: Term) -> Iterator[Edit]:
    """What may be missing around a part that stands alone."""
    alone = isinstance(term, Name)
    often = alone or isinstance(term, Sum)  # what is written after a bracket is often left out
    yield from _inverted(term, Rank.INVERSE if often else Rank.WHOLE)
    if often and not alone and shape_or_none(term) == SCALAR:
        yield replaced(Rank.POWER, term, Power(term, TWO))
    yield from _wrapped(term, Rank.POWER if alone else Rank.WHOLE)
    yield from _scaled(term)


def _inverted(term: Term, rank: Rank, old: Term | None = None) -> Iterator[Edit]:
    """The inverse of a term, in the place of ``old`` or of the term itself."""
    shape = shape_or_none(term)
    if shape == SCALAR:
        yield replaced(rank, old or term, Power(term, MINUS_ONE))
    elif shape is not None and shape.rows == shape.columns:
        yield replaced(rank, old or term, Inverse(term))


def _wrapped(term: Term, rank: Rank) -> Iterator[Edit]:
    shape = shape_or_none(term)
    if shape == SCALAR:
        yield replaced(rank, term, Power(term, TWO))
        yield replaced(rank, term, Function("sqrt", term))
        yield replaced(rank, term, Function("log", term))
    elif shape is not None:
        yield replaced(Rank.TRANSPOSE if rank is Rank.POWER else rank, term, Transpose(term))


def _scaled(term: Term, *, signed: bool = False) -> Iterator[Edit]:
    if not signed:
        yield Edit(Rank.SIGN, term, negative(term), negative(term), SIGN)
    for number, word in SCALES:
        new = times(number, term)
        yield Edit(Rank.FACTOR, term, new, new, word)

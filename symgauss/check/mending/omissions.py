"""What a person leaves out of a formula: a summand, a factor, a normaliser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from symgauss.check.mending.expansion import expanded
from symgauss.check.mending.required import Required
from symgauss.check.mending.slips import (
    HALF,
    MINUS_ONE,
    ONE,
    TWO,
    Edit,
    Name,
    Pool,
    Rank,
    opposite,
    product_of,
    replaced,
    shape_or_none,
    symbols_of,
    times,
)
from symgauss.check.mending.spots import Spot
from symgauss.kernel.domains.domain import Value
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Constant,
    Determinant,
    Dimension,
    Function,
    Indexed,
    Inverse,
    NormalDensity,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
    difference,
)
from symgauss.kernel.traversal import node_count, subterms

ZERO = Rational(0)
MOST_PIECES = 160  #: of the formulas nearby
MOST_FACTORS = 6  #: of a formula nearby that is taken apart
LARGEST_PIECE = 60  #: nodes


def omissions(spot: Spot, pool: Pool) -> Iterator[Edit]:
    """What may be missing at a node, as edits of the node itself."""
    term = spot.term
    match term:
        case Sum(terms):
            for missing in pool.summands:
                for new in (missing, opposite(missing)):
                    words = "add" if new is missing else "subtract"
                    yield Edit(Rank.MISSING, term, new, Sum((*terms, new)), words, missing)
            return
        case Product(factors):
            yield from _missing_factors(factors, pool.symbols)
        case _:
            pass
    factor = isinstance(spot.parent, Product) and spot.is_scalar
    whole = isinstance(term, Product) and (not factor or _has_sign(term))
    alone = isinstance(term, Name | Function)
    if (alone or whole) and not isinstance(spot.parent, Sum):
        shape = shape_or_none(term)
        for other in dict.fromkeys((*pool.symbols, *pool.summands)):
            if other != term and shape_or_none(other) == shape:
                if isinstance(term, Product) and _has_sign(term):
                    yield Edit(Rank.MISSING, term, other, Sum((other, term)), "add", other)
                yield replaced(Rank.MISSING, term, Sum((term, opposite(other))))
                yield replaced(Rank.MISSING, term, Sum((term, other)))
                yield replaced(Rank.MISSING, term, Sum((other, opposite(term))))
    if alone and not isinstance(spot.parent, Product | Transpose | Inverse):
        yield from _missing_factors((term,), pool.symbols)


def _has_sign(term: Product) -> bool:
    """Whether a factor is ``-b``: it may have been ``a - b``."""
    first = term.factors[0] if term.factors else None
    return isinstance(first, Rational) and first.numerator < 0


def _missing_factors(factors: tuple[Term, ...], symbols: list[Name]) -> Iterator[Edit]:
    """A symbol that is not there, as it is, transposed or inverted."""
    numbers = next((k for k, f in enumerate(factors) if not isinstance(f, Rational)), len(factors))
    for symbol in symbols:
        for part in _forms(symbol):
            scalar = shape_or_none(part) == SCALAR
            for position in range(numbers, len(factors) + 1):  # a sign stays in front
                if scalar and position != numbers:
                    continue  # a scalar stands in one place only
                new = Product((*factors[:position], part, *factors[position:]))
                yield replaced(Rank.MISSING, product_of(factors), new)


def _forms(symbol: Name) -> Iterator[Term]:
    yield symbol
    shape = shape_or_none(symbol)
    if shape is None or shape == SCALAR:
        yield Power(symbol, MINUS_ONE)
        return
    yield Transpose(symbol)
    if shape.rows == shape.columns:
        yield Inverse(symbol)


def pieces(terms: Iterable[Term]) -> list[Term]:
    """What stands in formulas nearby, small enough to have been left out."""
    found: dict[Term, None] = {ONE: None}
    terms = list(terms)
    for term in terms:
        found.update(dict.fromkeys(_all_but_one(term)))
        for part in subterms(term):
            if isinstance(part, NormalDensity):
                found.update(dict.fromkeys(_of_a_normal(part)))
            found.update(dict.fromkeys(expanded(part)))
        found.update(dict.fromkeys(_overlaps(term)))
        for part in subterms(term):
            if len(found) >= MOST_PIECES:
                return list(found)
            if not isinstance(part, Rational) and node_count(part) <= LARGEST_PIECE:
                found.setdefault(part)
    return list(found)


def _all_but_one(term: Term) -> Iterator[Term]:
    """A product without one factor, such as the normaliser of a density."""
    if isinstance(term, Product) and 2 < len(term.factors) <= MOST_FACTORS:
        for position in range(len(term.factors)):
            yield Product((*term.factors[:position], *term.factors[position + 1 :]))


def _of_a_normal(law: NormalDensity) -> Iterator[Term]:
    """What a normal density is made of."""
    shape = shape_or_none(law.point)
    if shape is None:
        return
    size: Term = Dimension(shape.rows) if not shape.is_scalar else ONE
    circle = Product((TWO, Constant("pi")))
    gap = difference(law.point, law.mean)
    if shape.is_scalar:
        scale: Term = law.covariance
        quadratic: Term = Product((Power(gap, TWO), Power(law.covariance, MINUS_ONE)))
        root: Term = Function("sqrt", Product((circle, scale)))
    else:
        scale = Determinant(law.covariance)
        quadratic = Product((Transpose(gap), Inverse(law.covariance), gap))
        root = Function("sqrt", Product((Power(circle, size), scale)))
    yield Power(root, MINUS_ONE)
    yield Power(Function("sqrt", scale), MINUS_ONE)
    yield Product((HALF, Function("log", scale)))
    yield Product((HALF, size, Function("log", circle)))
    yield Product((HALF, quadratic))
    yield Function("exp", Product((Rational(-1, 2), quadratic)))


def _overlaps(term: Term) -> Iterator[Term]:
    """The normalisers of products of two normal densities at one point."""
    laws = [part for part in subterms(term) if isinstance(part, NormalDensity)][:MOST_FACTORS]
    for first, second in combinations(dict.fromkeys(laws), 2):
        if first.point == second.point:
            spread = Sum((first.covariance, second.covariance))
            yield NormalDensity(first.mean, second.mean, spread)


def sizes_of(terms: Iterable[Term]) -> list[Term]:
    """The dimensions of the vectors and matrices in some formulas: nobody writes them there."""
    found: dict[Term, None] = {}
    for name in symbols_of(terms):
        if isinstance(name, Symbol | Indexed):
            for size in (name.shape.rows, name.shape.columns):
                if size.is_abstract:
                    found.setdefault(Dimension(size))
    return list(found)


@dataclass
class Tables:
    """The pieces by their values, as summands and as factors."""

    required: Required
    addends: dict[object, tuple[Fraction, Term]] = field(default_factory=dict)
    factors: dict[object, tuple[Term, bool]] = field(default_factory=dict)
    log_factors: dict[object, tuple[Term, bool]] = field(default_factory=dict)

    @classmethod
    def of(cls, required: Required, found: Iterable[Term], lhs: Term) -> Tables:
        """Every piece but the left side itself; simpler ones first."""
        tables = cls(required)
        for piece in sorted(found, key=node_count):
            if piece == lhs:
                continue
            tables._add(piece)
        return tables

    def _add(self, piece: Term) -> None:
        required, screen = self.required, self.required.screen
        domain = screen.ev.domain
        value = required.value(piece)
        if value is not None:
            for k in (1, -1, Fraction(1, 2), Fraction(-1, 2), 2, -2):
                key = screen.key(domain.scale(Fraction(k), value))
                self.addends.setdefault(key, (Fraction(k), piece))
        if screen.is_moving or shape_or_none(piece) != SCALAR or piece == ONE:
            return
        if value is not None:
            self._factor(self.factors, piece, value, by_logarithm=False)
        log = required.value(piece, by_logarithm=True)
        if log is not None:
            self._factor(self.log_factors, piece, log, by_logarithm=True)

    def _factor(
        self,
        table: dict[object, tuple[Term, bool]],
        piece: Term,
        value: Value,
        *,
        by_logarithm: bool,
    ) -> None:
        domain, key = self.required.screen.ev.domain, self.required.screen.key
        table.setdefault(key(value), (piece, False))
        inverse = self.required.opposite(value) if by_logarithm else self.required.inverse(value)
        if inverse is not None:
            table.setdefault(key(inverse), (piece, True))
        if by_logarithm:
            root = Function("sqrt", piece)
            table.setdefault(key(domain.scale(Fraction(1, 2), value)), (root, False))
            table.setdefault(key(domain.scale(Fraction(-1, 2), value)), (root, True))

    def edits(self, spot: Spot) -> Iterator[Edit]:
        """What has to be added or multiplied at a spot, where that is known."""
        if spot.is_variable or spot.path not in self.required.targets:
            return
        number = self._number(spot) if isinstance(spot.term, Rational) else None
        if number is not None:
            yield replaced(Rank.MISSING, spot.term, number)
            return
        yield from self._summand(spot)
        if not isinstance(spot.parent, Product) and not isinstance(spot.term, Rational):
            yield from self._factor_of(spot)

    def _number(self, spot: Spot) -> Rational | None:
        """What a number at a spot would have to be, where that is a simple number."""
        needed, screen = self.required.needed(spot, by_logarithm=False), self.required.screen
        if needed is None or screen.is_moving:
            return None
        number = screen.quotient(needed, screen.ev.domain.rational(Fraction(1)))
        return None if number is None else Rational(number.numerator, number.denominator)

    def _summand(self, spot: Spot) -> Iterator[Edit]:
        gap = self.required.missing(spot, by_logarithm=False)
        if gap is not None and not isinstance(spot.parent, Sum):
            found = self.addends.get(self.required.screen.key(gap))
            if found is not None and found[1] != spot.term:  # else it lacks a factor
                yield _added(spot.term, *found)

    def _factor_of(self, spot: Spot) -> Iterator[Edit]:
        screen = self.required.screen
        gap = self.required.missing(spot, by_logarithm=True)
        if gap is not None:
            found = self.log_factors.get(screen.key(gap))
            if found is not None:
                yield _multiplied(spot.term, *found)
                return
        quotient = self.required.quotient(spot)
        if quotient is None:
            return
        number = screen.quotient(quotient, screen.ev.domain.rational(Fraction(1)))
        if number is not None and number not in {0, 1}:
            yield _scaled(spot.term, Rational(number.numerator, number.denominator))
        found = self.factors.get(screen.key(quotient))  # a size is a number here
        if found is not None:
            yield _multiplied(spot.term, *found)


def _added(term: Term, k: Fraction, piece: Term) -> Edit:
    size = piece if abs(k) == 1 else times(Rational(abs(k.numerator), k.denominator), piece)
    if term == ZERO:
        return replaced(Rank.MISSING, term, size if k > 0 else opposite(size))
    terms = term.terms if isinstance(term, Sum) else (term,)
    if k > 0 and opposite(size) != size and _is_negative(size):
        k, size = -k, opposite(size)
    new = size if k > 0 else opposite(size)
    words = "add" if k > 0 else "subtract"
    return Edit(Rank.MISSING, term, new, Sum((*terms, new)), words, size)


def _unsigned(term: Term) -> Term:
    return opposite(term) if _is_negative(term) else term


def _is_negative(term: Term) -> bool:
    match term:
        case Rational(p, _) | Product((Rational(p, _), *_)):
            return p < 0
        case _:
            return False


def _scaled(term: Term, k: Rational) -> Edit:
    """The number before a term is another one, or there is one."""
    match term:
        case Product((Rational(_, _) as number, *_)) if number != MINUS_ONE:
            return Edit(Rank.MISSING, number, times(k, number), times(k, term))
        case _:
            return _multiplied(term, k, inverse=False)


def _multiplied(term: Term, piece: Term, inverse: bool) -> Edit:  # noqa: FBT001 - one of two
    factors = term.factors if isinstance(term, Product) else (term,)
    below = (*factors, Power(piece, MINUS_ONE))
    whole = Product(below if inverse else (piece, *factors))
    words = "divide by" if inverse else "multiply by"
    return Edit(Rank.MISSING, term, whole, whole, words, piece)


def summands(terms: Iterable[Term], most: int) -> list[Term]:
    """The terms of all sums in some formulas."""
    found: dict[Term, None] = {ONE: None}
    for term in terms:
        for part in subterms(term):
            if isinstance(part, Sum):
                found.update(dict.fromkeys(_unsigned(each) for each in part.terms))
    return list(found)[:most]

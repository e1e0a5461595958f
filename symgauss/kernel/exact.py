"""Comparing two terms in a prime field, with an error bound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from math import ceil, log2

from flint import nmod

from symgauss.kernel.domains.degrees import Degrees
from symgauss.kernel.domains.domain import Value, subtract
from symgauss.kernel.domains.field import Draws, Field
from symgauss.kernel.drawing.degrees import DegreeDraw
from symgauss.kernel.drawing.field import FieldDraw, fresh_prime
from symgauss.kernel.evaluate import Evaluator
from symgauss.kernel.findings import LimitReached, NotInDomain, Singular, Unsupported
from symgauss.kernel.logarithms import log_of
from symgauss.kernel.measures import measures
from symgauss.kernel.question import Numbers, Question
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.sizing import LARGEST, PATTERN_BITS, QUICK, QUICK_SPREAD, patterns
from symgauss.kernel.terms import Term

TARGET = -100.0  #: log2 of the error that is asked for
FIELD_BITS = 62.0  #: values are drawn below 2^62
PRIME_BITS = 55.5  #: there are more than 2^55.5 primes of 63 bits that are 3 modulo 4
COUNTING_DRAWS = 6  #: draws of a step in which integers or sizes are numbers
MOST_RETRIES = 60


class Look(Enum):
    """What one draw shows."""

    AGREES = auto()
    DIFFERS = auto()  #: both sides are rational and differ: the step is false
    UNSURE = auto()  #: they differ, perhaps in the sign of a root or in what pi and e are


@dataclass
class Finding:
    """What the field says."""

    agreed: bool = False
    contradicted: bool = False
    draws: int = 0
    log2_error: float = 0.0
    sizes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sides:
    """How the two sides are evaluated: by value or by logarithm."""

    by_logarithm: bool

    def of(self, ev: Evaluator, term: Term) -> Value:
        """The value or the logarithm of a side."""
        return log_of(ev, term) if self.by_logarithm else ev.value(term)


def compare(question: Question) -> Finding:
    """Compare by value, else by logarithm where both sides are positive.

    What a glance has shown to be false is not looked at again.
    """
    if question.contradicted or question.apart:
        return Finding(contradicted=question.contradicted)
    for sides in _routes(question):
        try:
            finding = _compare(question, sides)
        except NotInDomain:
            continue
        except Singular:
            return Finding()
        if finding.agreed or finding.contradicted:
            return finding
    return Finding()


def glance(question: Question) -> Look:
    """What a single small draw shows, by the first route only: no evidence of agreement."""
    pattern = question.rng.getrandbits(PATTERN_BITS)
    sides = next(_routes(question), None)
    try:
        if sides is not None:
            look = _look_once(question, sides, pattern, {}, small=True)[0]
            question.glanced = question.glanced or look is Look.AGREES
            question.contradicted = question.contradicted or look is Look.DIFFERS
            return look
    except (NotInDomain, Singular):
        pass
    return Look.UNSURE


def _routes(question: Question) -> Iterator[Sides]:
    """By value; by logarithm where both sides are positive."""
    if question.relation.kind is not RelationKind.PROPORTIONAL:
        yield Sides(by_logarithm=False)
    if _positive(question):
        yield Sides(by_logarithm=True)


def _positive(question: Question) -> bool:
    """Whether both sides are positive scalars; proportionality asks only for scalars."""
    if shape_of(question.lhs) != SCALAR:
        return False
    if question.relation.kind is RelationKind.EQUAL_UP_TO_CONSTANT:
        return False
    signs = question.tables.signs
    return signs.positive(question.lhs) and signs.positive(question.rhs)


def _compare(question: Question, sides: Sides) -> Finding:
    offset = question.rng.getrandbits(PATTERN_BITS)
    first = _first_look(question, sides, offset)
    if first is not Look.AGREES:
        return Finding(contradicted=first is Look.DIFFERS)
    patterned = question.counts or question.signed
    seen: dict[str, int] = {}
    sizes: dict[str, int] = {}
    draws, draw, per_draw, log2_error = 1, 0, 0.0, 0.0
    while draw < draws or log2_error > TARGET:
        pattern = draw ^ offset if patterned else None
        look, penalty, numbers = _look_once(question, sides, pattern, sizes)
        if look is not Look.AGREES:
            return Finding(contradicted=look is Look.DIFFERS)
        if draw == 0:  # what differs at once needs no bound
            per_draw = max(_error_of_a_draw(question, sides, n) for n in question.bounds())
            draws = _draws(question, per_draw)
        sizes = numbers.sizes
        seen = {name: max(value, seen.get(name, 0)) for name, value in numbers.together.items()}
        log2_error, draw = log2_error + min(-1.0, per_draw + penalty), draw + 1
    return Finding(agreed=True, draws=draw, log2_error=log2_error, sizes=seen)


def _first_look(question: Question, sides: Sides, pattern: int) -> Look:
    """What a small draw shows: most of what does not hold differs there, at a fraction of the cost.

    It is no evidence, so a glance at the question, or sizes at which nothing has a value, will do.
    """
    if question.glanced:
        return Look.AGREES
    try:
        return _look_once(question, sides, pattern, {}, small=True)[0]
    except Singular:
        return Look.AGREES


def _draws(question: Question, per_draw: float) -> int:
    """How many draws there are at least, where one of them errs with probability 2^per_draw."""
    if per_draw > -10:
        raise NotInDomain("the degrees are too large for a prime field")
    draws = ceil(TARGET / per_draw)
    if question.counts:
        draws = max(draws, COUNTING_DRAWS)
    if question.numbers >= COUNTING_DRAWS:
        draws = max(draws, 2 * min(question.numbers, LARGEST))  # a polynomial in the sizes
    if question.counts or question.signed:
        draws = max(draws, patterns(question.switches))
    return draws


def _other_sizes(
    question: Question, pattern: int | None, before: dict[str, int], *, small: bool
) -> dict[str, int]:
    """Sizes of the next draw; no dimension keeps its size, so that ``tr I = 5`` cannot hold."""
    base, spread = (QUICK, QUICK_SPREAD) if small else (question.base, question.spread)
    sizes = question.draw_sizes(base, spread, pattern)
    for _ in range(MOST_RETRIES):
        if all(size != before.get(name) for name, size in sizes.items()):
            break
        sizes = question.draw_sizes(base, spread, pattern)
    return sizes


def _error_of_a_draw(question: Question, sides: Sides, numbers: Numbers) -> float:
    """log2 of the chance that a false step agrees at one draw."""
    degrees = Degrees()
    ev = question.evaluator(degrees, DegreeDraw(degrees), numbers)
    worst, bits = degrees.comparison(sides.of(ev, question.lhs), sides.of(ev, question.rhs))
    # a root of the difference, or a prime that divides all its coefficients
    return log2(worst * 2**-FIELD_BITS + max(1.0, bits / FIELD_BITS) * 2**-PRIME_BITS)


def _look_once(
    question: Question,
    sides: Sides,
    pattern: int | None,
    before: dict[str, int],
    *,
    small: bool = False,
) -> tuple[Look, float, Numbers]:
    """One draw at a fresh prime, with the bits by which its error exceeds the bound.

    It is drawn again where something singular appears, and with it the sizes: ``A S A^T`` has no
    inverse where A has more rows than columns.
    """
    for singular in range(MOST_RETRIES):
        if singular:
            question.after_singular(singular)
        sizes = _other_sizes(question, pattern, before, small=small)
        integers = question.draw_integers(small=small, pattern=pattern)
        numbers = Numbers(sizes, integers, question.draw_reflections(pattern))
        draws = Draws(question.rng, numbers.reflections)
        try:
            look = _look_at_all_signs(question, sides, numbers, draws)
        except Singular:
            continue
        question.found_point()
        return look, draws.penalty, numbers
    raise Singular("every draw was singular")


def _look_at_all_signs(question: Question, sides: Sides, numbers: Numbers, draws: Draws) -> Look:
    """Agreement for every choice of the signs of the radicals that appear."""
    prime = fresh_prime(question.rng)
    first = Field(prime, draws)
    root = question.evaluator(first, FieldDraw(first), numbers)
    _need_squares(question, root, first)
    if not _agree(question, sides, root, first):
        rational = not draws.radicals and not draws.generic and not sides.by_logarithm
        exact = rational and question.relation.kind is RelationKind.EQUAL
        return Look.DIFFERS if exact and not draws.logarithms else Look.UNSURE
    radicals = len(draws.radicals)
    for signs in range(1, 2**radicals):
        signed = Field(prime, draws, signs)
        ev = question.evaluator(signed, FieldDraw(signed), numbers)
        ev.instance.values = root.instance.values
        ev.instance.measures = root.instance.measures
        if not _agree(question, sides, ev, signed):
            return Look.UNSURE
        if len(draws.radicals) != radicals:
            raise NotInDomain("nested radicals")
    return Look.AGREES


def _need_squares(question: Question, ev: Evaluator, field_: Field) -> None:
    """Look first at what has to be a square: half of the draws end there, at little cost.

    What was seen under a root at the draws before may be of no use at this one, where it has no
    value: then it says nothing.
    """
    tables = question.tables
    if not all(map(field_.has_root, tables.numbers_under_roots)):
        raise Singular("a radicand is no square in this field")
    for term in tuple(tables.radicands.values()):  # a radicand may have others in it
        try:
            value = ev.value(term)
        except (NotInDomain, Unsupported, LimitReached):
            continue
        if type(value) is nmod and not field_.has_root(int(value)):
            raise Singular("a radicand is no square in this field")


def _agree(question: Question, sides: Sides, ev: Evaluator, field_: Field) -> bool:
    left, right = sides.of(ev, question.lhs), sides.of(ev, question.rhs)
    if question.relation.kind is RelationKind.EQUAL:
        return field_.equal(left, right)
    there = moved(question, ev)
    gap = subtract(field_, left, right)
    other = subtract(field_, sides.of(there, question.lhs), sides.of(there, question.rhs))
    return field_.equal(gap, other)


def moved(question: Question, ev: Evaluator) -> Evaluator:
    """The same instance with fresh values for the variables of a proportionality."""
    instance = ev.instance
    fresh = type(instance)(
        instance.context, instance.sizes, instance.integers, instance.domain, instance.source
    )
    names = {ev.key(variable) for variable in question.moving}
    fresh.values = {key: value for key, value in instance.values.items() if key not in names}
    if question.unstated.variables:
        fresh.measures = measures(ev).moved(fresh, frozenset(name for name, _ in names))
    return Evaluator(fresh, ev.domain, question.tables)

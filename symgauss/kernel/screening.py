"""One point at which many right sides are compared with one left side, before any is judged.

A screen proves nothing.  It finds among hundreds of candidates the few that are worth a judgement,
and says by which simple number the sides differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from flint import arb, ctx, nmod

from symgauss.kernel.clock import now
from symgauss.kernel.context import Context
from symgauss.kernel.domains.balls import Balls
from symgauss.kernel.domains.domain import Value, entries, subtract
from symgauss.kernel.domains.field import Draws, Field, LogSum
from symgauss.kernel.drawing.balls import BallDraw
from symgauss.kernel.drawing.field import FieldDraw, fresh_prime
from symgauss.kernel.evaluate import Evaluator
from symgauss.kernel.exact import Sides, moved
from symgauss.kernel.findings import Finding
from symgauss.kernel.judge import PRECISION
from symgauss.kernel.question import Numbers, Question
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.shapes import ShapeError
from symgauss.kernel.terms import Term

MOST_TRIES = 20
LARGEST_NUMBER = 64  #: of a ratio or difference that is worth a word
SAME_DIGITS = 25  #: of real values that are the same
COMMON_ROOT = 4  #: logarithms with halves and quarters are compared
LARGEST_POWER = 4096
LARGEST_BASE = 5  #: sizes matter little here, time does
_COMPARED = {RelationKind.EQUAL, RelationKind.PROPORTIONAL, RelationKind.EQUAL_UP_TO_CONSTANT}


#: Ratios that are no size: sizes are larger here.
_WHATEVER_THE_SIZES = {Fraction(-1), Fraction(2), Fraction(-2), Fraction(1, 2), Fraction(-1, 2)}


@dataclass
class Screen:
    """A point with the left side evaluated."""

    question: Question
    sides: Sides
    ev: Evaluator
    there: Evaluator | None  #: the second point of a relation up to something
    left: Value

    @classmethod
    def of(
        cls,
        lhs: Term,
        relation: Relation,
        rhs: Term,
        context: Context,
        *,
        seed: int = 0,
        seconds: float = 1.0,
    ) -> list[Screen]:
        """Screens for right sides that are made of what stands in ``rhs``, the best one first.

        Exact values are taken where both sides have them, then logarithms, then real balls.  A
        right side may have no exact value because of what is wrong with it: then the field is
        tried with the left side alone before the balls, which are slower.  Roots have no sign in
        the field: where there are some, the balls are the second choice.
        """
        if relation.kind not in _COMPARED:
            return []
        rng = Random(seed)  # noqa: S311 - a screen is no evidence
        partial: list[Screen] = []
        with working_precision():
            try:
                question = Question.of(lhs, relation, rhs, context, rng, seed, now() + seconds)
                for make in (cls._exact, cls._logarithmic, cls._real):
                    screen = cls._found(make, question)
                    if screen is None:
                        continue
                    if screen.look(rhs, by_logarithm=screen.sides.by_logarithm) is None:
                        partial.append(screen)
                    elif make == cls._real:
                        return [*partial, screen]
                    elif not screen.has_roots:
                        return [screen]
                    else:
                        real = cls._found(cls._real, question)
                        return [screen] if real is None else [screen, real]
            except (*_FINDINGS, *_MISFITS, RecursionError):
                return []
        return partial[:1]

    @classmethod
    def _found(cls, make: Callable[[Question], Screen | None], question: Question) -> Screen | None:
        """The first point at which the left side has a value."""
        for _ in range(MOST_TRIES):
            if now() > question.deadline:
                return None
            screen = make(question)
            if screen is not None:
                return screen
        return None

    @classmethod
    def _exact(cls, question: Question) -> Screen | None:
        if question.relation.kind is RelationKind.PROPORTIONAL:
            return None
        return cls._in_field(question, Sides(by_logarithm=False))

    @classmethod
    def _logarithmic(cls, question: Question) -> Screen | None:
        kind = question.relation.kind
        known = kind is RelationKind.PROPORTIONAL or question.tables.signs.positive(question.lhs)
        if kind is RelationKind.EQUAL_UP_TO_CONSTANT or not known:
            return None
        return cls._in_field(question, Sides(by_logarithm=True))

    @classmethod
    def _in_field(cls, question: Question, sides: Sides) -> Screen | None:
        numbers = _numbers(question)
        field_ = Field(fresh_prime(question.rng), Draws(question.rng, numbers.reflections))
        ev = question.evaluator(field_, FieldDraw(field_), numbers)
        return cls._at(question, sides, ev)

    @classmethod
    def _real(cls, question: Question) -> Screen | None:
        balls = Balls(question.rng)
        source = BallDraw(balls, question.rng, small=False)
        ev = question.evaluator(balls, source, _numbers(question))
        return cls._at(question, Sides(by_logarithm=False), ev)

    @classmethod
    def _at(cls, question: Question, sides: Sides, ev: Evaluator) -> Screen | None:
        """The screen at a point where both sides have a value, or ``None``."""
        screen = cls(question, sides, ev, None, None)
        try:
            if question.relation.kind is not RelationKind.EQUAL:
                screen.there = moved(question, ev)
            screen.left = screen.value(question.lhs)
        except _FINDINGS:
            return None
        return screen

    @property
    def has_roots(self) -> bool:
        """Whether equal values may seem different because a root has another sign."""
        domain = self.ev.domain
        return isinstance(domain, Field) and bool(domain.draws.radicals)

    @property
    def is_moving(self) -> bool:
        """Whether values are changes between two points, as for a proportionality."""
        return self.there is not None

    def value(self, term: Term) -> Value:
        """The value, or how it changes where the relation is one up to something."""
        return self._of(self.sides, term)

    def _of(self, sides: Sides, term: Term) -> Value:
        domain = self.ev.domain
        here = sides.of(self.ev, term)
        if self.there is None:
            return here
        there = sides.of(self.there, term)
        if self.question.relation.kind is RelationKind.PROPORTIONAL and not sides.by_logarithm:
            return domain.mul(here, domain.inverse(there))
        return subtract(domain, here, there)

    def look(self, term: Term, *, by_logarithm: bool = False) -> Value | None:
        """The value or logarithm of any term at the point, or ``None`` where it has none."""
        with working_precision():
            try:
                return self._of(Sides(by_logarithm=by_logarithm), term)
            except (*_FINDINGS, *_MISFITS, RecursionError):
                return None

    def moves_with(self, name: str, side: Term) -> bool:
        """Whether a side changes with one name alone; so it does where nobody knows."""
        instance, by_logarithm = self.ev.instance, self.sides.by_logarithm
        if self.is_moving or self.question.unstated.variables:
            return True
        fresh = type(instance)(
            instance.context, instance.sizes, instance.integers, instance.domain, instance.source,
            {key: value for key, value in instance.values.items() if key[0] != name},
        )  # fmt: skip
        there = Evaluator(fresh, self.ev.domain, self.question.tables)
        here = self.look(side, by_logarithm=by_logarithm)
        found = replace(self, ev=there).look(side, by_logarithm=by_logarithm)
        return here is None or found is None or not self.same(here, found)

    def agrees(self, candidate: Term) -> bool:
        """Whether a right side has the value of the left one here."""
        found = self._value_or_none(candidate)
        return found is not None and self.same(self.left, found)

    def _value_or_none(self, candidate: Term) -> Value | None:
        found = self.look(candidate, by_logarithm=self.sides.by_logarithm)
        if found is None or self.ev.domain.dims(found) != self.ev.domain.dims(self.left):
            return None
        return found

    def same(self, left: Value, right: Value) -> bool:
        """Whether two values cannot be told apart."""
        domain = self.ev.domain
        if domain.dims(left) != domain.dims(right):
            return False
        if isinstance(domain, Field):
            try:
                if domain.equal(left, right):
                    return True
                if isinstance(left, LogSum) == isinstance(right, LogSum):
                    return False
                one = domain.rational(Fraction(1))  # of log 2 in a product and alone
                return domain.equal(domain.mul(one, left), domain.mul(one, right))
            except _FINDINGS:
                return False
        return bool(left.overlaps(right))

    def key(self, value: Value) -> object:
        """Equal for values that are the same, so that they are found in a table."""
        domain = self.ev.domain
        return (domain.dims(value), *(_key(each) for each in entries(domain, value)))

    def ratio(self, candidate: Term) -> Fraction | None:
        """``candidate = r * lhs`` with a simple number r other than 0 and 1, or ``None``."""
        found = self._value_or_none(candidate)
        if found is None or self.sides.by_logarithm or self.is_moving:
            return None
        number = self.quotient(found, self.left)
        sized = bool(self.ev.instance.sizes or self.ev.instance.integers)
        if sized and number not in _WHATEVER_THE_SIZES:
            return None  # five times as much where n is five
        return number if number not in {0, 1} else None

    def quotient(self, left: Value, right: Value) -> Fraction | None:
        """A simple number r with ``left = r * right``, or ``None``."""
        domain = self.ev.domain
        if domain.dims(left) != domain.dims(right):
            return None
        number: Fraction | None = None
        pairs = zip(entries(domain, left), entries(domain, right), strict=True)
        for a, b in pairs:
            if a == 0 and b == 0:
                continue  # an entry off the diagonal
            found = _simple_quotient(a, b)
            if found is None or number not in {None, found}:
                return None
            number = found
        return number


@contextmanager
def working_precision() -> Iterator[None]:
    """Real values are as precise as in a judgement, so that equal ones are found in a table."""
    previous = ctx.prec
    ctx.prec = PRECISION
    try:
        yield
    finally:
        ctx.prec = previous


def _key(value: Value) -> object:
    match value:
        case nmod():
            return int(value)
        case LogSum(number, logs):
            product = nmod(1, int(number.modulus()))
            for (u, _), c in logs:
                power = c * COMMON_ROOT
                if power.denominator != 1 or not u or abs(power) > LARGEST_POWER:
                    return (int(number), logs)
                product *= nmod(u, int(number.modulus())) ** int(power)
            return (int(number), int(product)) if int(product) != 1 else int(number)
        case arb():
            return value.str(SAME_DIGITS, radius=False)
        case _:
            return value


_FINDINGS = (Finding, ArithmeticError, ValueError)
_MISFITS = (ShapeError, TypeError, LookupError, AttributeError)  #: of shapes that do not fit


def _numbers(question: Question) -> Numbers:
    base = min(question.base, LARGEST_BASE)
    sizes = question.draw_sizes(base, question.spread, None)
    return Numbers(sizes, question.draw_integers(small=False), question.draw_reflections(None))


def _simple_quotient(a: Value, b: Value) -> Fraction | None:
    """``a / b`` where it is a fraction of small numbers."""
    if isinstance(a, nmod) and isinstance(b, nmod):
        if int(b) == 0:
            return None
        quotient, prime = int(a / b), int(a.modulus())
        for denominator in range(1, LARGEST_NUMBER + 1):
            scaled = quotient * denominator % prime
            number = scaled if scaled <= LARGEST_NUMBER else scaled - prime
            if abs(number) <= LARGEST_NUMBER:
                return Fraction(number, denominator)
        return None
    if isinstance(a, arb) and isinstance(b, arb) and not b.contains(0):
        if not 0.5 / LARGEST_NUMBER < abs(a / b) < LARGEST_NUMBER:
            return None
        for denominator in range(1, LARGEST_NUMBER + 1):
            whole = (a * denominator / b).unique_fmpz()
            if whole is not None and abs(whole) <= LARGEST_NUMBER:
                return Fraction(int(whole), denominator)
    return None

"""One point at which many right sides are compared with one left side, before any is judged.

A screen proves nothing.  It finds among hundreds of candidates the few that are worth a judgement,
and says by which simple number the sides differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random
from time import monotonic

from flint import arb, ctx, nmod

from symgauss.kernel.context import Context
from symgauss.kernel.domains.balls import Balls
from symgauss.kernel.domains.domain import Value, entries, subtract
from symgauss.kernel.domains.field import Draws, Field
from symgauss.kernel.drawing.balls import BallDraw
from symgauss.kernel.drawing.field import FieldDraw, fresh_prime
from symgauss.kernel.evaluate import Evaluator
from symgauss.kernel.exact import Sides, moved
from symgauss.kernel.findings import Finding
from symgauss.kernel.judge import PRECISION
from symgauss.kernel.question import Numbers, Question
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.terms import Term

MOST_TRIES = 20
LARGEST_NUMBER = 64  #: of a ratio or difference that is worth a word
LARGEST_BASE = 5  #: sizes matter little here, time does
_COMPARED = {RelationKind.EQUAL, RelationKind.PROPORTIONAL, RelationKind.EQUAL_UP_TO_CONSTANT}


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
    ) -> Screen | None:
        """A screen for right sides that are made of what stands in ``rhs``; ``None`` without one.

        Exact values are taken where both sides have them, then logarithms, then real balls.
        """
        if relation.kind not in _COMPARED:
            return None
        rng = Random(seed)  # noqa: S311 - a screen is no evidence
        previous = ctx.prec
        ctx.prec = PRECISION
        try:
            question = Question.of(lhs, relation, rhs, context, rng, seed, monotonic() + seconds)
            for make in (cls._exact, cls._logarithmic, cls._real):
                for _ in range(MOST_TRIES):
                    screen = make(question)
                    if screen is not None:
                        return screen
        except (*_FINDINGS, RecursionError):
            return None
        finally:
            ctx.prec = previous
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

    def value(self, term: Term) -> Value:
        """The value, or how it changes where the relation is one up to something."""
        domain = self.ev.domain
        here = self.sides.of(self.ev, term)
        if self.there is None:
            return here
        there = self.sides.of(self.there, term)
        if self.question.relation.kind is RelationKind.PROPORTIONAL and not self.sides.by_logarithm:
            return domain.mul(here, domain.inverse(there))
        return subtract(domain, here, there)

    def agrees(self, candidate: Term) -> bool:
        """Whether a right side has the value of the left one here."""
        found = self._value_or_none(candidate)
        return found is not None and self._equal(self.left, found)

    def _value_or_none(self, candidate: Term) -> Value | None:
        previous = ctx.prec
        ctx.prec = PRECISION
        try:
            shape_of(candidate)
            found = self.value(candidate)
            same = self.ev.domain.dims(found) == self.ev.domain.dims(self.left)
        except (*_FINDINGS, ShapeError, RecursionError):
            return None
        finally:
            ctx.prec = previous
        return found if same else None

    def _equal(self, left: Value, right: Value) -> bool:
        domain = self.ev.domain
        if isinstance(domain, Field):
            try:
                return domain.equal(left, right)
            except _FINDINGS:
                return False
        return bool(left.overlaps(right))

    def ratio(self, candidate: Term) -> Fraction | None:
        """``candidate = r * lhs`` with a simple number r other than 0 and 1, or ``None``."""
        found = self._value_or_none(candidate)
        if found is None or self.sides.by_logarithm:
            return None
        domain = self.ev.domain
        pairs = zip(entries(domain, found), entries(domain, self.left), strict=True)
        numbers = {_simple_quotient(a, b) for a, b in pairs}
        number = numbers.pop() if len(numbers) == 1 else None
        return number if number not in {0, 1} else None


_FINDINGS = (Finding, ArithmeticError, ValueError)


def _numbers(question: Question) -> Numbers:
    base = min(question.base, LARGEST_BASE)
    sizes = question.draw_sizes(base, question.spread, None)
    return Numbers(sizes, question.draw_integers(small=False), question.draw_reflections(None))


def _simple_quotient(a: Value, b: Value) -> Fraction | None:
    """``a / b`` where it is a fraction of small numbers."""
    if isinstance(a, nmod) and isinstance(b, nmod):
        for denominator in range(1, LARGEST_NUMBER + 1):
            if int(b) == 0:
                return None
            scaled = int(a * denominator / b)
            prime = int(a.modulus())
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

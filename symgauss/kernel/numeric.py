"""Comparing two terms in real balls: refutation with a counterexample, or agreement in digits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random

from flint import arb, arb_mat, ctx

from symgauss.kernel.domains.balls import Balls
from symgauss.kernel.domains.domain import Value, entries, subtract
from symgauss.kernel.drawing.balls import BallDraw
from symgauss.kernel.evaluate import Evaluator
from symgauss.kernel.exact import moved
from symgauss.kernel.findings import Singular, Undefined
from symgauss.kernel.measures import Measures
from symgauss.kernel.question import Numbers, Question
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.sizing import PATTERN_BITS, QUICK, QUICK_SPREAD, small
from symgauss.kernel.verdict import Counterexample
from symgauss.kernel.verdict import Value as Text

POINTS = 5  #: generic points at which both sides must agree
PARTIAL_POINTS = 10  #: where a term may make no sense at some of them
DIGITS = 60  #: decimal digits to which they must agree
LARGEST_TALL = 5  #: sizes where one exceeds the others together: digits are lost with size
LARGEST_BASE = 8  #: balls are slower than the field, so their sizes are smaller
TRIES = 6  #: small draws for each size of the ladder
MANY_TRIES = 48  #: small draws where a term has branches
MANY_POINTS = 25  #: generic points where a term has branches
MOST_RETRIES = 40
GLANCES = 4  #: tries for the point of a glance
SEARCHES = 2  #: rounds of small points where a counterexample is known to exist
ENOUGH = 6  #: points of each kind that agree, where agreement will not be accepted
MOST_WIDE = 6  #: retries where small numbers are lost beside large ones
MOST_LOST = 2_000  #: bits where digits are lost in large matrices
MOST_PRECISION = 12_000  #: bits; steps with numbers of more different sizes are not decided
_UP_TO = {RelationKind.PROPORTIONAL, RelationKind.EQUAL_UP_TO_CONSTANT}
DENOMINATORS = (1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 16)  #: of values that are shown as fractions
SMALLEST_FRACTION, LARGEST_FRACTION = 2.0**-40, 10**6
SHOWN = 12  #: digits of a printed value


@dataclass
class Outcome:
    """What the balls say."""

    refuted: Counterexample | None = None
    one_sided: str = ""
    too_wide: bool = False  #: small numbers were lost beside large ones
    points: int = 0
    digits: int = 0
    sizes: dict[str, int] = field(default_factory=dict)


@dataclass
class Point:
    """One draw with both sides evaluated."""

    ev: Evaluator
    left: Value
    right: Value
    there: Evaluator | None = None  #: the second point of a relation up to something


def compare(question: Question, points: int, *, refuting: bool = False) -> Outcome:
    """Look for a counterexample at small points, then for agreement at generic ones.

    For a single point, which confirms what the field has found, only the generic one is drawn.
    Where nothing will be accepted (``refuting``), precision does not matter.
    """
    # What agrees at generic points needs no small ones, which are there to be read; but where a
    # term has branches or no value at some points, small points may show more.
    smooth = points == 1 or (not question.branches and question.partial is None)
    outcome = Outcome()
    if smooth or not question.readable:
        _agreement(question, points, outcome, refuting=refuting)
        agreed = outcome.points == points
        if points == 1 or (smooth and agreed) or not (question.readable or agreed):
            return outcome
    _small_points(question, outcome, refuting=refuting)
    # Where one side is undefined at some points, the sides may still differ at others.
    if outcome.refuted is None and not smooth and question.readable:
        _agreement(question, points, outcome, refuting=refuting)
    return outcome


def contradict(question: Question) -> Outcome:
    """Look for a counterexample where the field knows that there is one: few points may miss it."""
    outcome = Outcome()
    for _ in range(SEARCHES):
        _small_points(question, outcome, refuting=False)
        if outcome.refuted is not None:
            break
    return outcome


def _small_points(question: Question, outcome: Outcome, *, refuting: bool) -> None:
    """Look for a counterexample that a person can check, at the smallest sizes first."""
    ladder = small(question.dimensions, question.tall)
    tries = max(TRIES, MANY_TRIES // len(ladder)) if question.branches else TRIES
    offset = question.rng.getrandbits(PATTERN_BITS)
    for sizes in ladder:
        seen = 0  # what agrees for numbers may differ for matrices
        for attempt in range(tries):
            integers = question.draw_integers(small=True, pattern=attempt ^ offset)
            point = _draw(question, Numbers(sizes, integers), outcome)
            if outcome.one_sided and not question.readable:
                return
            if point is None:
                continue
            if _disjoint(point.left, point.right):
                outcome.refuted = counterexample(question, point, sizes)
                return
            seen += 1
            if seen >= ENOUGH and (refuting or outcome.one_sided):
                break


def _agreement(question: Question, points: int, outcome: Outcome, *, refuting: bool) -> None:
    """Generic points; the sizes of the last ones go beyond the degree of the step.

    It ends where one of them is not found: too few are no evidence.
    """
    digits: list[int] = []
    offset = question.rng.getrandbits(PATTERN_BITS)
    for place in range(points):
        if len(digits) >= ENOUGH and (refuting or outcome.one_sided):
            break
        wide = 0
        for retry in range(MOST_RETRIES):
            # where nothing will be accepted, large sizes show no more than small ones
            quick = points == 1 or refuting or bool(outcome.one_sided)
            numbers = _generic_numbers(question, place ^ offset, quick=quick)
            reach = question.reach(place) if retry < 2 else Fraction(1)
            sign = question.sign(place) if retry < 2 else 0
            point = _draw(question, numbers, outcome, reach, sign, precise=points > 1)
            if outcome.one_sided and not question.readable:
                return
            if point is None:
                question.after_singular(retry + 1)
                continue
            question.found_point()
            if _disjoint(point.left, point.right):
                outcome.refuted = counterexample(question, point, numbers.sizes)
                return
            if points > 1 and not refuting and not _precise(point):
                wide += 1
                outcome.too_wide = True
                if wide > MOST_WIDE:
                    break
                continue
            agreed = _digits(point.left, point.right)
            if agreed >= DIGITS:
                digits.append(agreed)
                for name, number in numbers.together.items():
                    outcome.sizes[name] = max(number, outcome.sizes.get(name, 0))
                break
            if question.dimensions:  # matrices lose digits with their size
                ctx.prec = min(MOST_LOST, ctx.prec + 4 * (DIGITS - max(0, agreed)))
        if len(digits) <= place:
            break
    outcome.points = len(digits)
    outcome.digits = min(digits, default=0)


def glance(question: Question) -> bool:
    """Whether one generic point leaves it open that the sides agree."""
    if question.apart:
        return False
    for _ in range(GLANCES):
        numbers = _generic_numbers(question, question.rng.getrandbits(PATTERN_BITS), quick=True)
        point = _draw(question, numbers, Outcome(one_sided="not asked"), Fraction(1))
        if point is not None:
            question.apart = _disjoint(point.left, point.right)
            return not question.apart
    return True


def _precise(point: Point) -> bool:
    """Whether overlapping sides say something; else the precision is raised where it helps."""
    balls = point.ev.domain
    needed = balls.precision() if isinstance(balls, Balls) else 0
    if needed <= ctx.prec:
        return True
    if needed <= MOST_PRECISION:
        ctx.prec = needed + needed // 4
    return False


def _generic_numbers(question: Question, pattern: int, *, quick: bool) -> Numbers:
    """Sizes of a generic point: those of the field, as far as balls are quick enough."""
    base, spread = QUICK, QUICK_SPREAD
    if not quick:
        base = min(question.base, LARGEST_TALL if question.tall else LARGEST_BASE)
        spread = QUICK_SPREAD if base <= QUICK or question.tall else min(question.spread, 6)
    sizes = question.draw_sizes(base, spread, pattern)
    return Numbers(sizes, question.draw_integers(small=quick, pattern=pattern))


def _draw(
    question: Question,
    numbers: Numbers,
    outcome: Outcome,
    reach: Fraction | None = None,
    sign: int = 0,
    *,
    precise: bool = False,
) -> Point | None:
    """Both sides at a fresh point; ``None`` where one of them is singular.

    Without a ``reach``, the values are small numbers.  Only for what is ``precise``, the balls
    watch whether small numbers are lost beside large ones.
    """
    balls = Balls(question.rng, watching=precise)
    far = reach or Fraction(1)
    source = BallDraw(balls, question.rng, small=reach is None, reach=far, sign=sign)
    ev = question.evaluator(balls, source, numbers)
    results: list[Value] = []
    undefined: list[str] = []
    for side, name in ((question.lhs, "left"), (question.rhs, "right")):
        try:
            results.append(ev.value(side))
        except Undefined as finding:
            if outcome.one_sided:  # no more is to be learned here
                return None
            undefined.append(f"the {name} side: {finding}")
        except Singular:
            return None
    if len(undefined) == 1 and not outcome.one_sided:
        where = ", ".join(f"{k} = {v}" for k, v in values_of(ev).items() if isinstance(v, str))
        place = f" where {where}" if where else ""
        outcome.one_sided = f"{undefined[0]}{place}; declare its range"
    if undefined:
        return None
    if question.relation.kind not in _UP_TO:
        return Point(ev, results[0], results[1])
    there = moved(question, ev)
    try:
        left = _change(question, ev, results[0], there.value(question.lhs))
        right = _change(question, ev, results[1], there.value(question.rhs))
    except Singular:
        return None
    return Point(ev, left, right, there)


def _change(question: Question, ev: Evaluator, here: Value, there: Value) -> Value:
    """What a relation up to something keeps between two points: the ratio or the gap."""
    if question.relation.kind is RelationKind.PROPORTIONAL:
        return ev.domain.mul(here, ev.domain.inverse(there))
    return subtract(ev.domain, here, there)


def _disjoint(left: Value, right: Value) -> bool:
    return not left.overlaps(right)


def _digits(left: Value, right: Value) -> int:
    """Decimal digits to which two overlapping values agree, the worst entry counting."""
    balls = Balls(Random(0))
    worst = 10**6
    for a, b in zip(entries(balls, left), entries(balls, right), strict=True):
        gap = abs(a - b).upper()
        scale = max((abs(a) + abs(b)).upper(), arb(1))
        if gap == 0:
            continue
        worst = min(
            worst, int((-(gap / scale).log() / arb(10).log()).lower().floor().unique_fmpz() or 0)
        )
    return min(worst, 90)


def order(question: Question, direction: int) -> Outcome:
    """Look for a point that contradicts an inequality."""
    outcome = Outcome()
    ladder = small(question.dimensions)
    for sizes in ladder:
        for _ in range(MANY_TRIES // len(ladder)):
            numbers = Numbers(sizes, question.draw_integers(small=True))
            point = _draw(question, numbers, outcome)
            if point is None:
                continue
            outcome.points += 1
            if (point.left < point.right) if direction > 0 else (point.left > point.right):
                outcome.refuted = counterexample(question, point, sizes)
                return outcome
    return outcome


# --- counterexamples ----------------------------------------------------------------------------


def counterexample(question: Question, point: Point, sizes: dict[str, int]) -> Counterexample:
    """The values of a point as text, with both sides; without them where nobody will read it."""
    if not question.readable:
        return Counterexample({}, "", "", sizes)
    values = values_of(point.ev)
    there = point.there
    if there is not None:
        for variable in question.relation.variables:
            key = there.key(variable)
            if key in there.instance.values:
                values[f"{key[0]}'"] = text(there.instance.values[key])
    return Counterexample(values, text(point.left), text(point.right), sizes)


def values_of(ev: Evaluator) -> dict[str, Text]:
    """Drawn values by name; members of a family with their indices."""
    named: dict[str, Text] = {}
    for (name, indices), value in ev.instance.values.items():
        label = f"{name}_{','.join(map(str, indices))}" if indices else name
        named[label] = text(value)
    if isinstance(ev.instance.measures, Measures):
        shown = ev.instance.measures.shown().items()
        named |= {name: [[_number(entry) for entry in row] for row in rows] for name, rows in shown}
    for name, number in ev.instance.integers.items():
        named.setdefault(name, str(number))
    return named


def text(value: Value) -> Text:
    """A number, or rows of numbers: exactly where it is a small fraction, else in digits."""
    if isinstance(value, arb_mat):
        return [[_number(value[i, j]) for j in range(value.ncols())] for i in range(value.nrows())]
    return _number(value)


def _number(value: arb) -> str:
    if value.contains(0) and abs(value) < SMALLEST_FRACTION:
        return "0"
    # Flint ends the process where it is asked for the integer in a number such as e^(+-10^19).
    if SMALLEST_FRACTION < abs(value) < LARGEST_FRACTION:
        for denominator in DENOMINATORS:
            numerator = (value * denominator).unique_fmpz()
            if numerator is not None:
                return str(Fraction(int(numerator), denominator))
    return str(value.str(SHOWN, radius=False))


_NUMBERED = re.compile(r"_\d+$|#|^\?")  #: dimensions to which no author gave a name


def in_text(value: Text) -> str:
    """A number, or the rows of an array, on one line."""
    if isinstance(value, str):
        return value
    return "[" + "; ".join(" ".join(row) for row in value) + "]"


def describe(example: Counterexample) -> str:
    """A counterexample on one line."""
    shown = dict(example.values)
    if all(isinstance(value, str) for value in shown.values()):  # no matrix shows how large it is
        named = {name: str(n) for name, n in example.sizes.items() if not _NUMBERED.search(name)}
        shown = shown | {name: n for name, n in named.items() if name not in shown}
    shown = shown or {name: str(n) for name, n in example.sizes.items()}
    values = ", ".join(f"{name} = {in_text(value)}" for name, value in shown.items())
    return f"at {values or 'every point'}: {in_text(example.lhs)} against {in_text(example.rhs)}"

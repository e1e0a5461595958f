"""What is remembered between evaluations is what would be found anew."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from threading import Thread

import pytest

from symgauss.kernel import exact
from symgauss.kernel.clock import now
from symgauss.kernel.context import Context, Declaration, Property
from symgauss.kernel.domains.balls import Balls
from symgauss.kernel.domains.degrees import Degrees
from symgauss.kernel.domains.field import Draws, Field
from symgauss.kernel.drawing.degrees import DegreeDraw
from symgauss.kernel.drawing.field import FieldDraw, fresh_prime
from symgauss.kernel.evaluate import Evaluator
from symgauss.kernel.judge import judge
from symgauss.kernel.logarithms import log_of
from symgauss.kernel.positive_factors import PositiveFactors
from symgauss.kernel.question import Numbers, Question
from symgauss.kernel.recent import question_of
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.signs import Signs
from symgauss.kernel.sizes import SCALAR, size, square_shape, vector_shape
from symgauss.kernel.tables import Tables
from symgauss.kernel.terms import (
    Determinant,
    Function,
    Integral,
    Inverse,
    NormalDensity,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
)
from symgauss.kernel.verdict import Answer

N = size("n")
VECTOR, SQUARE = vector_shape(N), square_shape(N)
a, b, u = (Symbol(name, SCALAR) for name in "abu")
x, y, m = (Symbol(name, VECTOR) for name in "xym")
S, T = (Symbol(name, SQUARE) for name in "ST")
DEFINITE = frozenset({Property.POSITIVE_DEFINITE})
RNG = Random(1)  # noqa: S311 - nothing is accepted by it
CONTEXT = Context(
    (
        Declaration("a", SCALAR, frozenset({Property.POSITIVE})),
        Declaration("b", SCALAR),
        Declaration("u", SCALAR),
        *(Declaration(name, VECTOR) for name in "xym"),
        *(Declaration(name, SQUARE, DEFINITE) for name in "ST"),
    )
)


def _question(lhs: Term, rhs: Term) -> Question:
    return Question.of(lhs, EQUAL, rhs, CONTEXT, RNG, 1, now() + 10)


def test_a_sign_inside_of_a_binder_is_none_outside() -> None:
    signs = Signs(CONTEXT)
    product = Product((a, u))
    for _ in range(2):
        assert not signs.positive(product)
        assert signs.positive_where(product, "u", (Fraction(0), None))
        assert not signs.positive_where(product, "a", (None, None))


def test_products_are_taken_apart_once() -> None:
    product = Product((a, b, S, Function("exp", b)))
    factors = PositiveFactors(Signs(CONTEXT))
    found = factors.of(product.factors)
    assert found.positive == (a, Function("exp", b))
    assert found.rest == Product((b, S))
    assert factors.of(product.factors).rest is found.rest
    assert factors.of((a,)).rest is None


def test_an_inverse_is_one_object() -> None:
    tables = Tables(CONTEXT, now() + 10)
    assert tables.inverse(S) is tables.inverse(S)
    assert tables.inverse(S) == Inverse(S)
    assert tables.shape(Product((S, x))) == VECTOR
    assert tables.is_scalar(Determinant(S))


@pytest.mark.parametrize(
    ("spread", "answer"), [(Sum((S, T)), Answer.HOLDS), (S, Answer.FAILS), (T, Answer.FAILS)]
)
def test_logarithms_under_an_integral_are_those_of_each_point(spread: Term, answer: Answer) -> None:
    """The normaliser is the same at all points, the exponent is not."""
    step = Product((NormalDensity(y, x, S), NormalDensity(x, m, T)))
    assert judge(Integral(step, x), EQUAL, NormalDensity(y, m, spread), CONTEXT).answer is answer


def test_degrees_count_a_logarithm_in_every_scope() -> None:
    """So that the bound of the error is not smaller than it was; values are taken once."""
    question, degrees = _question(a, b), Degrees()
    ev = question.evaluator(degrees, DegreeDraw(degrees), Numbers({}, {}))
    counted = [_extra(ev, degrees, i) for i in (1, 2, 3)]
    assert counted == [counted[0], 2 * counted[0], 3 * counted[0]]
    field = Field(fresh_prime(RNG), Draws(RNG))
    ev = question.evaluator(field, FieldDraw(field), Numbers({}, {}))
    one = ev.inside({("u", ()): field.rational(Fraction(1))})
    two = ev.inside({("u", ()): field.rational(Fraction(2))})
    assert log_of(one, a) is log_of(two, a)
    assert log_of(one, Sum((a, u))) != log_of(two, Sum((a, u)))


def _extra(ev: Evaluator, degrees: Degrees, i: int) -> float:
    log_of(ev.inside({("u", ()): degrees.rational(Fraction(i))}), a)
    return degrees.extra


def test_a_question_belongs_to_its_thread() -> None:
    right, found = Sum((a, b)), []

    def ask() -> None:
        found.append(question_of(a, EQUAL, right, CONTEXT, 1, now() + 10))

    ask()
    ask()
    other = Thread(target=ask)
    other.start()
    other.join()
    assert found[0] is found[1]
    assert found[0] is not found[2]


def test_a_small_draw_tells_what_differs_and_is_no_evidence() -> None:
    false = _question(Product((S, T)), Product((T, S)))
    assert exact.compare(false).contradicted
    true = _question(Inverse(Product((S, T))), Product((Inverse(T), Inverse(S))))
    assert exact.glance(true) is exact.Look.AGREES
    assert true.glanced
    finding = exact.compare(true)
    assert finding.agreed
    assert finding.log2_error <= exact.TARGET


def test_less_time_is_left_in_a_hurry() -> None:
    question = _question(a, b)
    before = question.tables.deadline
    question.hurry(0.25)
    assert question.tables.deadline - now() <= (before - now()) / 2


def test_a_branch_that_points_miss_is_not_accepted() -> None:
    """It agrees at all points near zero, and no counterexample is found there."""
    far = Sum((u, Rational(-1000)))
    step = Function("sqrt", Power(far, Rational(2)))
    answer = judge(step, EQUAL, Sum((Rational(1000), Product((Rational(-1), u)))), CONTEXT).answer
    assert answer is not Answer.HOLDS
    refuted = judge(step, EQUAL, far, CONTEXT)
    assert refuted.answer is not Answer.HOLDS


def test_balls_that_do_not_watch_keep_no_gap() -> None:
    for watching in (True, False):
        balls = Balls(RNG, watching=watching)
        small = balls.function("exp", balls.rational(Fraction(-1000)))
        balls.add(balls.rational(Fraction(1)), small)
        assert (balls.gap > 1000) is watching

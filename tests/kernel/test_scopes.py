"""Scopes of loops: what the loop does not change is known, what it changes is not."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from symgauss.kernel.context import Context, Declaration, Property
from symgauss.kernel.domains.field import Draws, Field
from symgauss.kernel.drawing.field import FieldDraw, fresh_prime
from symgauss.kernel.drawing.instance import Instance
from symgauss.kernel.evaluate import Evaluator
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.tables import Tables
from symgauss.kernel.terms import Indexed, IndexedSum, Power, Product, Rational, Sum, Symbol, Term
from symgauss.kernel.verdict import Answer

i, j, k, m, u, v = (Symbol(name, SCALAR) for name in "ijkmuv")
ONE, HALF, TWO = Rational(1), Rational(1, 2), Rational(2)
INTEGER = frozenset({Property.INTEGER, Property.POSITIVE})
CONTEXT = Context((Declaration("k", SCALAR, INTEGER), Declaration("m", SCALAR, INTEGER)))


RNG = Random(1)  # noqa: S311 - a test is replayed by its seed


def equal(left: Term, right: Term) -> Answer:
    return judge(left, EQUAL, right, CONTEXT, seed=1).answer


def test_a_scope_forgets_what_its_variable_is_in_and_nothing_else() -> None:
    field = Field(fresh_prime(RNG), Draws(RNG))
    context = Context()
    instance = Instance(context, {}, {}, field, FieldDraw(field))
    ev = Evaluator(instance, field, Tables(context, 1e9))
    scope = ev.inside({("u", ()): field.rational(Fraction(2))})
    square, other = Product((u, u)), Power(v, TWO)
    both = Sum((square, other))
    known = ev.value(other)
    assert scope.value(both) == 4 + known
    scope.again({("u", ()): field.rational(Fraction(3))})
    assert scope.value(both) == 9 + known
    assert scope.value(other) is known


def test_inner_loops_see_each_step_of_the_outer_one() -> None:
    twice = IndexedSum(IndexedSum(Sum((u, i)), j, ONE, m), i, ONE, k)
    triangle = Product((HALF, k, Sum((k, ONE))))
    total = Product((m, Sum((Product((k, u)), triangle))))
    assert equal(twice, total) is Answer.HOLDS
    assert equal(twice, Product((m, k, Sum((u, ONE))))) is Answer.FAILS


def test_members_are_told_apart_in_loops() -> None:
    def member(index: Term) -> Indexed:
        return Indexed("y", (index,), SCALAR)

    pairs = IndexedSum(IndexedSum(Product((member(i), member(j))), j, ONE, k), i, ONE, k)
    square = Power(IndexedSum(member(i), i, ONE, k), TWO)
    assert equal(pairs, square) is Answer.HOLDS
    squares = Product((k, IndexedSum(Power(member(i), TWO), i, ONE, k)))
    assert equal(pairs, squares) is Answer.FAILS


def test_an_element_has_a_root_or_its_negative_has() -> None:
    field = Field(fresh_prime(RNG), Draws(RNG))
    for value in (2, 3, 5, 12345):
        assert field.has_root(value) is not field.has_root(field.prime - value)
        assert field.has_root(value * value % field.prime)

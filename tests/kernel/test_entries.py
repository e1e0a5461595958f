"""Entries of declared vectors and matrices: ``y_i`` of ``y``, ``A_ij`` of ``A``."""

from __future__ import annotations

from symgauss.kernel.context import Context, Declaration
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.sizes import SCALAR, Shape, size, square_shape, vector_shape
from symgauss.kernel.terms import (
    Derivative,
    Dimension,
    Indexed,
    IndexedSum,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
)
from symgauss.kernel.verdict import Answer, Reason

n = size("n")
i = Symbol("i", SCALAR)
y = Symbol("y", vector_shape(n))
A = Symbol("A", square_shape(n))
CONTEXT = Context((Declaration("y", y.shape), Declaration("A", A.shape)), closed=False)


def total(body: Term) -> Term:
    return IndexedSum(body, i, Rational(1), Dimension(n))


def answer(lhs: Term, rhs: Term) -> Answer:
    return judge(lhs, EQUAL, rhs, CONTEXT, seed=3).answer


def test_a_square_is_the_sum_of_the_squares_of_the_entries() -> None:
    square = Product((Transpose(y), y))
    entry = Indexed("y", (i,), SCALAR)
    assert answer(square, total(Power(entry, Rational(2)))) is Answer.HOLDS
    assert answer(square, total(entry)) is Answer.FAILS


def test_a_trace_is_the_sum_of_the_diagonal() -> None:
    diagonal = Indexed("A", (i, i), SCALAR)
    assert answer(Trace(A), total(diagonal)) is Answer.HOLDS
    assert answer(Trace(A), total(Indexed("A", (i, Rational(1)), SCALAR))) is Answer.FAILS


def test_an_entry_does_not_vary_on_its_own() -> None:
    """The derivative by one entry is one of the vector in its direction, not of a free symbol."""
    entry = Indexed("y", (i,), SCALAR)
    slope = Derivative(Product((Transpose(y), y)), entry)
    assert answer(slope, Product((Rational(2), entry))) is Answer.HOLDS
    assert answer(slope, Rational(0)) is Answer.UNKNOWN  # y stands on one side only
    assert answer(slope, Product((Rational(3), entry))) is Answer.FAILS


def test_no_derivative_is_taken_by_an_entry_of_a_matrix() -> None:
    """An entry of a symmetric matrix has a twin."""
    entry = Indexed("A", (i, i), SCALAR)
    verdict = judge(Derivative(Trace(A), entry), EQUAL, Rational(0), CONTEXT, seed=3)
    assert verdict.answer is Answer.UNKNOWN
    assert verdict.reason is Reason.UNSUPPORTED


def test_a_family_of_vectors_has_no_entries() -> None:
    context = Context((Declaration("x", vector_shape(n)),))
    assert not context.has_entry(Indexed("x", (i,), vector_shape(n)))
    assert not context.has_entry(Indexed("x", (i, i), SCALAR))
    assert context.has_entry(Indexed("x", (i,), Shape(size(1), size(1))))


def test_limits_may_be_members_of_a_family() -> None:
    """Groups of different sizes ``n_i``: the sum of the deviations from the means is zero."""
    j, k = Symbol("j", SCALAR), Symbol("k", SCALAR)
    count = Indexed("n", (i,), SCALAR)
    value = Indexed("y", (i, j), SCALAR)
    mean = Indexed("m", (i,), SCALAR)

    def within(body: Term) -> Term:
        return IndexedSum(body, j, Rational(1), count)

    def over(body: Term) -> Term:
        return IndexedSum(body, i, Rational(1), k)

    left = over(within(Sum((value, mean))))
    right = Sum((over(within(value)), over(Product((count, mean)))))
    wrong = Sum((over(within(value)), over(mean)))
    context = Context(closed=False)
    assert judge(left, EQUAL, right, context, seed=3).answer is Answer.HOLDS
    assert judge(left, EQUAL, wrong, context, seed=3).answer is not Answer.HOLDS


def test_an_array_in_an_index_is_no_integer() -> None:
    """What the name of a vector means elsewhere is not drawn as an integer."""
    for index in (Indexed("y", (i,), SCALAR), Product((Transpose(y), y))):
        odd = total(Indexed("y", (Sum((i, index)),), SCALAR))
        verdict = judge(odd, EQUAL, Product((Transpose(y), y)), CONTEXT, seed=3)
        assert verdict.answer is Answer.UNKNOWN
        assert verdict.reason is Reason.UNSUPPORTED

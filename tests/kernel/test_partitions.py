"""Partitioned vectors and matrices, and variables that are affine maps of random variables."""

from __future__ import annotations

import pytest

from symgauss.kernel.context import Context, Declaration, Definition, Distribution, Property
from symgauss.kernel.judge import judge
from symgauss.kernel.partitions import definite_terms, partitions
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.sizes import SCALAR, Shape, size, square_shape, vector_shape
from symgauss.kernel.terms import (
    MINUS_ONE,
    Block,
    Covariance,
    Density,
    Determinant,
    Identity,
    Inverse,
    Named,
    NormalDensity,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
    Zero,
)
from symgauss.kernel.verdict import Answer, EvidenceKind

n, k = size("n"), size("k")
x_1, m_1 = (Symbol(name, vector_shape(n)) for name in ("x_1", "m_1"))
x_2, m_2 = (Symbol(name, vector_shape(k)) for name in ("x_2", "m_2"))
x, m = (Symbol(name, vector_shape(n + k)) for name in ("x", "m"))
A, D = Symbol("A", square_shape(n)), Symbol("D", square_shape(k))
B, C = Symbol("B", Shape(n, k)), Symbol("C", Shape(k, n))
S = Symbol("S", square_shape(n + k))
mirror = Transpose(B)
definite = frozenset({Property.POSITIVE_DEFINITE})


def context(corner: Term = mirror, **properties: frozenset[Property]) -> Context:
    shapes = {s.name: s for s in (x_1, x_2, x, m_1, m_2, m, A, B, C, D, S)}
    declared = {"S": definite, "A": definite, "D": definite} | properties
    return Context(
        tuple(
            Declaration(s.name, s.shape, declared.get(s.name, frozenset())) for s in shapes.values()
        ),
        (
            Definition(x, Block(((x_1,), (x_2,)))),
            Definition(m, Block(((m_1,), (m_2,)))),
            Definition(S, Block(((A, B), (corner, D)))),
        ),
        (Distribution(x, (), m, S),),
    )


def minus(left: Term, right: Term) -> Term:
    return Sum((left, Product((MINUS_ONE, right))))


def test_parts_are_drawn_from_a_positive_definite_whole() -> None:
    assert S in definite_terms(context())
    schur = Sum((A, Product((MINUS_ONE, B, Inverse(D), Transpose(B)))))
    assert schur in definite_terms(context())
    right = Product((Determinant(D), Determinant(schur)))
    verdict = judge(Determinant(S), EQUAL, right, context())
    assert verdict.answer is Answer.HOLDS
    assert verdict.evidence is not None
    assert verdict.evidence.kind is EvidenceKind.EXACT


def test_parts_have_marginals_and_conditionals() -> None:
    gain = Product((B, Inverse(D)))
    mean = Sum((m_1, Product((gain, minus(x_2, m_2)))))
    schur = minus(A, Product((gain, Transpose(B))))
    wrong = Sum((A, Product((gain, Transpose(B)))))
    cases = {
        Density(Named("p", (x_1,))): (NormalDensity(x_1, m_1, A), NormalDensity(x_1, m_2, A)),
        Density(Named("p", (x_2,))): (NormalDensity(x_2, m_2, D), NormalDensity(x_2, x_2, D)),
        Density(Named("p", (x_1,), (x_2,))): (
            NormalDensity(x_1, mean, schur),
            NormalDensity(x_1, mean, wrong),
        ),
        Density(Named("p", (x_1, x_2))): (Density(Named("p", (x,))), NormalDensity(x_1, m_1, A)),
        Covariance(x_1, x_2, Named("p", (x_1, x_2))): (B, Zero(B.shape)),
    }
    for left, (right, false) in cases.items():
        assert judge(left, EQUAL, right, context()).answer is Answer.HOLDS
        assert judge(left, EQUAL, false, context()).answer is not Answer.HOLDS


def test_a_lower_left_block_of_its_own_is_the_transpose() -> None:
    assert S in definite_terms(context(C))
    assert judge(C, EQUAL, Transpose(B), context(C)).answer is Answer.HOLDS
    assert judge(C, EQUAL, Product((MINUS_ONE, Transpose(B))), context(C)).answer is Answer.FAILS


@pytest.mark.parametrize(
    "properties",
    [
        {"S": frozenset({Property.SYMMETRIC})},
        {"A": frozenset({Property.DIAGONAL})},
        {"D": frozenset({Property.ORTHOGONAL})},
    ],
)
def test_other_properties_make_no_definite_partition(
    properties: dict[str, frozenset[Property]],
) -> None:
    assert not definite_terms(context(**properties))


def test_blocks_that_do_not_fit_make_no_definite_partition() -> None:
    one = Declaration("A", A.shape, definite)
    for value in (
        Block(((A, B), (Transpose(B), Identity(k)))),
        Block(((A, A), (Transpose(A), A))),
        Block(((A, Transpose(C)), (Transpose(B), D))),
    ):
        whole = Symbol("S", square_shape(n + k))
        held = Context((one, Declaration("S", whole.shape, definite)), (Definition(whole, value),))
        assert not definite_terms(held)


def test_a_block_that_is_defined_is_no_part() -> None:
    again = Definition(A, Identity(n))
    held = context()
    assert len(list(partitions(held))) == 3
    defined = Context(held.declarations, (*held.definitions, again), held.distributions)
    assert [partition.whole for partition in partitions(defined)] == [x, m]


def test_an_affine_map_of_a_random_variable_is_random() -> None:
    z, y, b = (
        Symbol("z", vector_shape(n)),
        Symbol("y", vector_shape(k)),
        Symbol("b", vector_shape(k)),
    )
    held = Context(
        (
            Declaration("A", A.shape, definite),
            *(Declaration(s.name, s.shape) for s in (z, y, b, C)),
        ),
        (Definition(y, Sum((Product((C, z)), b))),),
        (Distribution(z, (), Zero(vector_shape(n)), A),),
    )
    cov = Product((C, A, Transpose(C)))
    law = Named("p", (y,))
    assert judge(Covariance(y, y, law), EQUAL, cov, held).answer is Answer.HOLDS
    assert (
        judge(Covariance(y, y, law), EQUAL, Product((C, Transpose(C))), held).answer is Answer.FAILS
    )
    assert judge(Density(law), EQUAL, NormalDensity(y, b, cov), held).answer is Answer.HOLDS
    wrong = NormalDensity(y, Zero(y.shape), cov)
    assert judge(Density(law), EQUAL, wrong, held).answer is Answer.FAILS


def test_a_square_of_a_random_variable_is_refused() -> None:
    z, y = Symbol("z", SCALAR), Symbol("y", SCALAR)
    held = Context(
        (Declaration("z", SCALAR), Declaration("y", SCALAR), Declaration("s", SCALAR)),
        (Definition(y, Power(z, Rational(2))),),
        (Distribution(z, (), Zero(SCALAR), Identity(size(1))),),
    )
    law = Density(Named("p", (y,)))
    assert judge(law, EQUAL, law, held).answer is Answer.UNKNOWN


def test_scalar_blocks() -> None:
    a, b, d, x_a, x_b = (Symbol(name, SCALAR) for name in ("a", "b", "d", "x_a", "x_b"))
    whole, stacked = Symbol("S", square_shape(size(2))), Symbol("x", vector_shape(size(2)))
    positive = frozenset({Property.POSITIVE})
    held = Context(
        (
            Declaration("S", whole.shape, definite),
            Declaration("a", SCALAR, positive),
            Declaration("d", SCALAR, positive),
            *(Declaration(s.name, s.shape) for s in (b, x_a, x_b, stacked)),
        ),
        (
            Definition(whole, Block(((a, b), (b, d)))),
            Definition(stacked, Block(((x_a,), (x_b,)))),
        ),
        (Distribution(stacked, (), Zero(stacked.shape), whole),),
    )
    assert whole in definite_terms(held)
    law = Named("p", (x_a,), (x_b,))
    over = Power(d, MINUS_ONE)
    mean, spread = Product((b, over, x_b)), Sum((a, Product((MINUS_ONE, b, b, over))))
    assert judge(Density(law), EQUAL, NormalDensity(x_a, mean, spread), held).answer is Answer.HOLDS
    assert judge(Density(law), EQUAL, NormalDensity(x_a, mean, a), held).answer is Answer.FAILS


def test_a_vector_of_equal_entries_is_no_partition() -> None:
    a, x = Symbol("a", SCALAR), Symbol("x", vector_shape(size(2)))
    held = Context(
        (Declaration("a", SCALAR), Declaration("x", x.shape)),
        (Definition(x, Block(((a,), (a,)))),),
        (Distribution(x, (), Zero(x.shape), Identity(size(2))),),
    )
    law = Density(Named("p", (a,)))
    assert judge(law, EQUAL, law, held).answer is Answer.UNKNOWN


def test_a_block_alone_is_drawn_with_the_whole() -> None:
    # the size of the other block occurs nowhere in the step
    step = judge(Product((A, Inverse(A))), EQUAL, Identity(n), context())
    assert step.answer is Answer.HOLDS

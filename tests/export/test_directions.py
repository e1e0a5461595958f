"""All gradients of a scalar are judged as one derivative along a line."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from symgauss.export.directions import Slope, along_a_line, depend
from symgauss.kernel.context import Context, Declaration, Definition, Property
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.sizes import SCALAR, Shape, size
from symgauss.kernel.terms import (
    Block,
    Determinant,
    Function,
    Inverse,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Zero,
)
from symgauss.kernel.verdict import Answer

MATRIX = Shape(size("n"), size("n"))
S, T, A = (Symbol(name, MATRIX) for name in "STA")
P = Symbol("p", SCALAR)
CONTEXT = Context(
    (
        Declaration("S", MATRIX, frozenset({Property.POSITIVE_DEFINITE})),
        Declaration("T", MATRIX, frozenset({Property.POSITIVE_DEFINITE})),
        Declaration("A", MATRIX),
        Declaration("p", SCALAR, above=Fraction(0), below=Fraction(1)),
    )
)
#: ``tr(S^-1 A T) + log|T| + log(1 - p)``
BODY = Sum(
    (
        Trace(Product((Inverse(S), A, T))),
        Function("log", Determinant(T)),
        Function("log", Sum((Rational(1), Product((Rational(-1), P))))),
    )
)
BY_S = Product((Rational(-1), Inverse(S), T, Transpose(A), Inverse(S)))
BY_T = Sum((Product((Transpose(A), Inverse(S))), Inverse(T)))
BY_A = Product((Inverse(S), T))
BY_P = Product((Rational(-1), Power(Sum((Rational(1), Product((Rational(-1), P)))), Rational(-1))))
RIGHT: dict[Symbol, Term] = {S: BY_S, T: BY_T, A: BY_A, P: BY_P}
WRONG: dict[Symbol, list[Term]] = {
    S: [Product((Rational(2), BY_S)), Product((Rational(-1), BY_S)), Zero(MATRIX)],
    T: [BY_T.terms[0], BY_T.terms[1], Sum((Transpose(A), Inverse(T)))],
    A: [Transpose(BY_A), Inverse(S), Product((T, Inverse(S)))],
    P: [Product((Rational(21, 20), BY_P)), Rational(0), Power(BY_P, Rational(2))],
}


def answer(
    values: dict[Symbol, Term], context: Context = CONTEXT, body: Term = BODY
) -> Answer | None:
    slopes = [Slope(variable, value) for variable, value in values.items()]
    line = along_a_line(body, slopes, context)
    if line is None:
        return None
    return judge(line.left, EQUAL, line.right, line.context, seed=1, readable=False).answer


def test_right_gradients_hold_together() -> None:
    assert answer(RIGHT) is Answer.HOLDS


@pytest.mark.parametrize(("by", "place"), [(by, i) for by in WRONG for i in range(3)])
def test_one_wrong_gradient_is_found(by: Symbol, place: int) -> None:
    assert answer({**RIGHT, by: WRONG[by][place]}) is not Answer.HOLDS


def test_the_antisymmetric_part_by_a_symmetric_matrix_is_free() -> None:
    """It is no part of what is exported."""
    assert answer({**RIGHT, T: Transpose(BY_T)}) is Answer.HOLDS


def test_what_is_no_convex_set_is_not_moved() -> None:
    whole = Context(
        (
            *CONTEXT.declarations[:2],
            Declaration("A", MATRIX, frozenset({Property.ORTHOGONAL})),
            CONTEXT.declarations[3],
        )
    )
    assert answer(RIGHT, whole) is None


def test_an_argument_that_another_one_defines_is_not_moved() -> None:
    defined = replace(CONTEXT, definitions=(Definition(T, Product((A, S, Transpose(A)))),))
    assert depend([S, T], defined)
    assert not depend([T, P], defined)
    assert answer(RIGHT, defined) is None


B11 = Symbol("S_11", Shape(size("n"), size("n")))
B12 = Symbol("S_12", Shape(size("n"), size("m")))
B22 = Symbol("S_22", Shape(size("m"), size("m")))
WHOLE = Symbol("S", Shape(size("n") + size("m"), size("n") + size("m")))
DEFINITE = frozenset({Property.POSITIVE_DEFINITE})
BLOCKS = Context(
    (
        Declaration("S", WHOLE.shape, DEFINITE),
        Declaration("S_11", B11.shape, DEFINITE),
        Declaration("S_12", B12.shape),
        Declaration("S_22", B22.shape, DEFINITE),
    ),
    definitions=(Definition(WHOLE, Block(((B11, B12), (Transpose(B12), B22)))),),
)
COMPLEMENT = Sum((B11, Product((Rational(-1), B12, Inverse(B22), Transpose(B12)))))
#: of ``log|S_11 - S_12 S_22^-1 S_12^T|``
BY_BLOCKS: dict[Symbol, Term] = {
    B11: Inverse(COMPLEMENT),
    B12: Product((Rational(-2), Inverse(COMPLEMENT), B12, Inverse(B22))),
    B22: Product((Inverse(B22), Transpose(B12), Inverse(COMPLEMENT), B12, Inverse(B22))),
}


def test_blocks_of_a_definite_matrix_move_together() -> None:
    """Blocks of their own at both ends would have no definite complement."""
    body = Function("log", Determinant(COMPLEMENT))
    assert answer(BY_BLOCKS, BLOCKS, body) is Answer.HOLDS
    for by, value in BY_BLOCKS.items():
        wrong = {**BY_BLOCKS, by: Product((Rational(2), value))}
        assert answer(wrong, BLOCKS, body) is Answer.FAILS

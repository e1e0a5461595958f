"""Each operation in balls against the same operation in NumPy, on one item and on a family."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from flint import arb

from symgauss.export import operations as op
from symgauss.export.operations import Binary, Operation, Unary
from symgauss.export.program import Argument, Instruction, Output, Program, Structure, Type
from symgauss.export.validation.balls import NotEvaluatedError, evaluate
from symgauss.export.validity import infer
from symgauss.kernel.sizes import SCALAR, Shape, size, square_shape, vector_shape
from symgauss.kernel.terms import Rational, Symbol

N, COUNT = size("n"), size("m")
SIZES = {"n": 3, "m": 4}
RNG = np.random.default_rng(5)
MATRIX, VECTOR, SQUARE = RNG.normal(size=(3, 3)), RNG.normal(size=3), Shape(N, N)
DEFINITE = MATRIX @ MATRIX.T + np.eye(3)
LOWER = np.linalg.cholesky(DEFINITE)
OTHER = np.diag([1.0, 2.0, 3.0])

GENERAL = Type(square_shape(N))
SYMMETRIC = Type(square_shape(N), Structure.POSITIVE_DEFINITE)
TRIANGULAR = Type(square_shape(N), Structure.LOWER_TRIANGULAR)
COLUMN, NUMBER = Type(vector_shape(N)), Type(SCALAR)

A, S, L, X, C = (
    (MATRIX, GENERAL),
    (DEFINITE, SYMMETRIC),
    (LOWER, TRIANGULAR),
    (VECTOR, COLUMN),
    (np.asarray(0.7), NUMBER),
)
H = (np.asarray(1.5), NUMBER)
D, ROOT = (OTHER, SYMMETRIC), (np.sqrt(OTHER), TRIANGULAR)


def stein(S: np.ndarray, T: np.ndarray) -> float:
    ratio = np.linalg.inv(T) @ S
    return np.trace(ratio) - len(S) - np.log(np.linalg.det(ratio))


CASES: list[tuple[Operation, tuple[tuple[np.ndarray, Type], ...], object]] = [
    (op.Number(Rational(2, 3)), (), 2 / 3),
    (op.Extent(N + N), (), 6.0),
    (op.Eye(N), (), np.eye(3)),
    (op.Filled(1, SQUARE), (), np.ones((3, 3))),
    (op.Apply(Unary.LOG1P, 0), (C,), np.log1p(0.7)),
    (op.Apply(Unary.SIN, 0), (A,), np.sin(MATRIX)),
    (op.Combine(Binary.POWER, 0, 1), (C, C), 0.7**0.7),
    (op.Combine(Binary.DIVIDE, 0, 1), (X, C), VECTOR / 0.7),
    (op.Combine(Binary.SUBTRACT, 0, 1), (A, A), np.zeros((3, 3))),
    (op.LogExcess(0, 1), (C, H), None),
    (
        op.LogExcess(0, 1),
        ((np.asarray(0.5), NUMBER), H),
        1.25 - np.log(2.25),
    ),
    (op.Total(0), (A,), MATRIX.sum()),
    (op.ProductOf(0), (X,), VECTOR.prod()),
    (op.SumSquares(0), (A,), (MATRIX**2).sum()),
    (op.Dot(0, 1), (A, S), (MATRIX * DEFINITE).sum()),
    (op.MatVec(0, 1), (A, X), MATRIX @ VECTOR),
    (op.MatMul(0, 1), (A, S), MATRIX @ DEFINITE),
    (op.Outer(0, 1), (X, X), np.outer(VECTOR, VECTOR)),
    (op.Gram(0), (A,), MATRIX.T @ MATRIX),
    (op.Congruence(0, 1), (A, S), MATRIX @ DEFINITE @ MATRIX.T),
    (op.Symmetrize(0), ((DEFINITE, GENERAL),), DEFINITE),
    (op.Symmetrize(0), (A,), None),
    (op.Transposed(0), (A,), MATRIX.T),
    (op.Cholesky(0, "S"), (S,), LOWER),
    (op.Cholesky(0, "S"), ((-DEFINITE, SYMMETRIC),), None),
    (op.SolveLower(0, 1), (L, A), np.linalg.solve(LOWER, MATRIX)),
    (op.SolveLowerTransposed(0, 1), (L, X), np.linalg.solve(LOWER.T, VECTOR)),
    (op.Solve(0, 1, "A"), (A, X), np.linalg.solve(MATRIX, VECTOR)),
    (op.Solve(0, 1, "A"), ((np.zeros((3, 3)), GENERAL), X), None),
    (op.Determinant(0), (A,), np.linalg.det(MATRIX)),
    (op.LogDeterminant(0), (S,), np.log(np.linalg.det(DEFINITE))),
    (op.LogDeterminant(0), ((-np.eye(3), GENERAL),), None),
    (op.SteinLoss(0, 1, 2, 3), (S, L, D, ROOT), stein(DEFINITE, OTHER)),
    (op.SteinLoss(0, 1, 2, 3), (S, ROOT, D, ROOT), None),
    (
        op.WhitenedLoss(0, 1),
        ((DEFINITE - np.eye(3), SYMMETRIC), L),
        stein(DEFINITE, np.eye(3)),
    ),
    (op.WhitenedLoss(0, 1), ((DEFINITE, SYMMETRIC), L), None),
    (op.DiagonalOf(0), (A,), np.diag(MATRIX)),
    (op.DiagonalMatrix(0), (X,), np.diag(VECTOR)),
    (op.AddDiagonal(0, 1), (A, X), MATRIX + np.diag(VECTOR)),
    (op.AddDiagonal(0, 1), (A, C), MATRIX + 0.7 * np.eye(3)),
    (op.ScaleRows(0, 1), (X, A), VECTOR[:, None] * MATRIX),
    (op.Blocks(((0, 1),)), (A, S), np.hstack([MATRIX, DEFINITE])),
    (op.Blocks(((0,), (1,))), (X, C), np.append(VECTOR, 0.7)),
]


def program(operation: Operation, types: tuple[Type, ...]) -> Program:
    arguments = tuple(
        Argument(f"a{i}", type_, Symbol(f"a{i}", type_.shape)) for i, type_ in enumerate(types)
    )
    inputs = tuple(Instruction(op.Input(a.name), a.type) for a in arguments)
    last = Instruction(operation, infer(operation, types))
    output = Output("value", len(inputs), Symbol("v", last.type.shape))
    return Program("f", arguments, (*inputs, last), (output,))


def balls(values: object) -> object:
    return [balls(v) for v in values] if isinstance(values, list) else arb(values)


def floats(values: object) -> object:
    return [floats(v) for v in values] if isinstance(values, list) else float(values.mid())


def name(case: object) -> str:
    return type(case).__name__ if isinstance(case, op.OPERATIONS) else ""


@pytest.mark.parametrize(("operation", "given", "wanted"), CASES, ids=name)
@pytest.mark.parametrize("members", [0, 4], ids=["item", "family"])
def test_an_operation_has_its_value(
    operation: Operation, given: tuple[tuple[np.ndarray, Type], ...], wanted: object, members: int
) -> None:
    """What has no value is refused."""
    types = [t for _, t in given]
    arrays = [np.asarray(v) for v, _ in given]
    if members and given:
        types = [Type(t.shape, t.structure, (COUNT,)) for t in types]
        arrays = [np.stack([array] * members) for array in arrays]
        wanted = None if wanted is None else np.stack([np.asarray(wanted)] * members)
    made = program(operation, tuple(types))
    inputs = {f"a{i}": balls(array.tolist()) for i, array in enumerate(arrays)}

    def value() -> np.ndarray:
        return np.asarray(floats(evaluate(made, inputs, SIZES)["value"]))

    if wanted is None:
        with pytest.raises(NotEvaluatedError):
            value()
    else:
        np.testing.assert_allclose(value(), wanted, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(
    ("kind", "combine"), [(op.SumOver, np.sum), (op.ProductOver, np.prod)], ids=["sum", "product"]
)
def test_an_index_is_summed_or_multiplied_over(
    kind: type, combine: Callable[..., np.ndarray]
) -> None:
    values = RNG.uniform(1, 2, size=4)
    made = program(kind(0), (Type(SCALAR, over=(COUNT,)),))
    found = evaluate(made, {"a0": balls(values.tolist())}, SIZES)["value"]
    assert float(found.mid()) == pytest.approx(combine(values))


def test_a_value_is_spread_over_an_index() -> None:
    made = program(op.Spread(0, COUNT), (COLUMN,))
    found = evaluate(made, {"a0": balls(VECTOR.tolist())}, SIZES)["value"]
    assert np.allclose(floats(found), [VECTOR] * 4)


def test_every_operation_is_among_the_cases() -> None:
    tried = {type(operation) for operation, _, _ in CASES}
    assert set(op.OPERATIONS) - tried == {op.Input, op.SumOver, op.ProductOver, op.Spread}


@pytest.mark.parametrize("promised", [SYMMETRIC, TRIANGULAR])
def test_a_broken_promise_of_structure_is_refused(promised: Type) -> None:
    made = program(op.Total(0), (promised,))
    with pytest.raises(NotEvaluatedError, match="is not"):
        evaluate(made, {"a0": balls(MATRIX.tolist())}, SIZES)

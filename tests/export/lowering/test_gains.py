"""Joseph's form by products of low rank, for a gain that is not the best one.

With the best gain a part of the form is zero, whatever its sign is.
"""

from __future__ import annotations

from random import Random

import pytest
from flint import arb

from symgauss.export.builder import Builder
from symgauss.export.lowering.gains import with_low_rank
from symgauss.export.operations import AddDiagonal, Congruence, MatMul
from symgauss.export.program import Argument, Output, Program, Structure, Type
from symgauss.export.validation.balls import evaluate
from symgauss.kernel.sizes import Shape, size
from symgauss.kernel.terms import Symbol

AXES = {"K": "nk", "H": "kn", "P": "nn", "R": "kk"}
SIZES = {"n": 5, "k": 2}

Matrix = list[list[arb]]


def joseph() -> Program:
    """``(I - K H) P (I - K H)^T + K R K^T``."""
    build = Builder()
    arguments: list[Argument] = []
    for name, (rows, columns) in AXES.items():
        shape = Shape(size(rows), size(columns))
        structure = Structure.POSITIVE_DEFINITE if rows == columns else Structure.GENERAL
        arguments.append(Argument(name, Type(shape, structure), Symbol(name, shape)))
    K, H, P, R = map(build.argument, arguments)
    complement = build.make(
        AddDiagonal(build.negate(build.make(MatMul(K, H))), build.number(1)),
    )
    total = build.add(build.make(Congruence(complement, P)), build.make(Congruence(K, R)))
    output = Output("covariance", total, arguments[2].symbol)
    return Program("joseph", tuple(arguments), tuple(build.instructions), (output,))


def drawn(rng: Random, rows: str, columns: str) -> Matrix:
    """Small integers; symmetric where the matrix is square."""
    found = [[arb(rng.randint(-9, 9)) for _ in range(SIZES[columns])] for _ in range(SIZES[rows])]
    if rows != columns:
        return found
    n = range(len(found))
    return [[found[i][j] + found[j][i] for j in n] for i in n]


@pytest.mark.parametrize("seed", [1, 2])
def test_the_form_of_low_rank_holds_for_any_gain(seed: int) -> None:
    plain = joseph()
    quick = with_low_rank(plain)
    assert not any(isinstance(i.operation, Congruence) for i in quick.instructions)
    rng = Random(seed)  # noqa: S311 - points, not secrets
    given = {name: drawn(rng, *axes) for name, axes in AXES.items()}
    found, wanted = (evaluate(each, given, SIZES)["covariance"] for each in (quick, plain))
    for row, other in zip(found, wanted, strict=True):
        assert all(x == y for x, y in zip(row, other, strict=True))

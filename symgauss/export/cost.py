"""What a program costs, roughly, and where it loses digits: to choose between equal forms."""

from __future__ import annotations

from symgauss.export.operations import (
    Apply,
    Binary,
    Cholesky,
    Combine,
    Congruence,
    Determinant,
    Gram,
    Input,
    LogDeterminant,
    MatMul,
    Number,
    Solve,
    SolveLower,
    SolveLowerTransposed,
    SteinLoss,
    Unary,
)
from symgauss.export.program import Program

#: Orders of magnitude only: a factorisation is worth many products of vectors.
_PRICES: dict[type, float] = {
    Cholesky: 20,
    Solve: 60,
    Determinant: 40,
    LogDeterminant: 40,
    MatMul: 15,
    Gram: 12,
    Congruence: 25,
    SteinLoss: 60,
    SolveLower: 8,
    SolveLowerTransposed: 8,
    Number: 0,
    Input: 0,
}
#: A difference of two symmetric matrices, such as ``P - K H P``, loses digits.
CANCELLATION = 400
_SLOW = {Unary.EXP, Unary.LOG, Unary.LOG1P, Unary.EXPM1, Unary.SQRT}


def cost(program: Program) -> float:
    """A number that is smaller for the better program."""
    total = 0.0
    for instruction in program.instructions:
        operation = instruction.operation
        own = _PRICES.get(type(operation), 1.0)
        if isinstance(operation, SolveLower | SolveLowerTransposed) and instruction.type.rank == 2:
            own = 15
        if isinstance(operation, Apply) and operation.function in _SLOW:
            own = 3
        if isinstance(operation, Combine) and operation.function is Binary.SUBTRACT:
            types = [program.type_of(ref) for ref in (operation.left, operation.right)]
            if all(type_.structure.symmetric for type_ in types):
                own = CANCELLATION
        total += own
    return total

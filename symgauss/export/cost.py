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
    Ref,
    Solve,
    SolveLower,
    SolveLowerTransposed,
    SteinLoss,
    SumSquares,
    Unary,
    WhitenedLoss,
)
from symgauss.export.program import Program
from symgauss.kernel.terms import Rational

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
    WhitenedLoss: 30,
    SolveLower: 8,
    SolveLowerTransposed: 8,
    Number: 0,
    Input: 0,
}
#: A difference of two symmetric matrices, such as ``P - K H P``, loses digits.
CANCELLATION = 400
#: Where ``w`` is nearly one, ``x + w (y - x)`` loses the digits that a weighted mean keeps.
OWN_DIFFERENCE = 4
#: So do ``s^2 - (rho s)^2`` and ``1 - a / b``; ``x - mu`` and ``1 - a`` lose nothing.
SCALAR_CANCELLATION = 12
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
            elif _cancels(program, operation):
                own = SCALAR_CANCELLATION
        if isinstance(operation, Combine) and operation.function is Binary.ADD:
            own += OWN_DIFFERENCE * _adds_own_difference(program, operation)
        total += own
    return total


def _cancels(program: Program, difference: Combine) -> bool:
    """Whether two squares are subtracted, or a rounded ratio or product from one."""
    left, right = difference.left, difference.right
    if _is_nonnegative(program, left) and _is_nonnegative(program, right):
        return True
    match program.instructions[left].operation, program.instructions[right].operation:
        case Number(Rational(1, 1)), Combine(Binary.MULTIPLY | Binary.DIVIDE, _, _):
            return True
        case _:
            return False


def _is_nonnegative(program: Program, ref: Ref) -> bool:
    """Whether a scalar is made of squares alone."""
    match program.instructions[ref].operation:
        case Apply(Unary.SQUARE, _) | SumSquares():
            return True
        case Combine(Binary.MULTIPLY | Binary.DIVIDE | Binary.ADD, left, right):
            return _is_nonnegative(program, left) and _is_nonnegative(program, right)
        case _:
            return False


def _adds_own_difference(program: Program, total: Combine) -> bool:
    """Whether a sum is ``x + w (y - x)``."""
    todo = [total.right]
    while todo:
        match program.instructions[todo.pop()].operation:
            case Combine(Binary.SUBTRACT, _, right) if right == total.left:
                return True
            case Combine(Binary.MULTIPLY | Binary.DIVIDE, left, right):
                todo += [left, right]
    return False

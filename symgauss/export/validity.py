"""When a program is one: every operation fits its operands, and refers to earlier ones only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from symgauss.export.operations import (
    AddDiagonal,
    Apply,
    Binary,
    Blocks,
    Cholesky,
    Combine,
    Congruence,
    Determinant,
    DiagonalMatrix,
    DiagonalOf,
    Dot,
    Extent,
    Eye,
    Filled,
    Gram,
    Input,
    LogDeterminant,
    LogExcess,
    MatMul,
    MatVec,
    Number,
    Operation,
    Outer,
    ProductOf,
    ProductOver,
    Ref,
    ScaleRows,
    Solve,
    SolveLower,
    SolveLowerTransposed,
    Spread,
    SteinLoss,
    SumOver,
    SumSquares,
    Symmetrize,
    Total,
    Transposed,
    WhitenedLoss,
    operands,
)
from symgauss.export.program import Program, Structure, Type
from symgauss.kernel.sizes import SCALAR, Shape, Size, size, square_shape, vector_shape
from symgauss.kernel.traversal import free_symbols


class InvalidProgramError(Exception):
    """A program that is none: a bug in what made it."""


def check(program: Program) -> None:
    """Raise :class:`InvalidProgramError` where a program is none."""
    arguments = {argument.name: argument.type for argument in program.arguments}
    if len(arguments) != len(program.arguments):
        raise InvalidProgramError("two arguments of one name")
    types: list[Type] = []
    for place, instruction in enumerate(program.instructions):
        operation = instruction.operation
        if any(not 0 <= ref < place for ref in operands(operation)):
            raise InvalidProgramError(f"instruction {place} refers forwards: {operation}")
        if isinstance(operation, Input):
            found = arguments.get(operation.name)
            if found is None:
                raise InvalidProgramError(f"no argument is called {operation.name}")
        else:
            found = infer(operation, types)
        if found != instruction.type:
            message = f"instruction {place} is {instruction.type}, but computes {found}"
            raise InvalidProgramError(message)
        types.append(found)
    if not program.outputs:
        raise InvalidProgramError("a program computes something")
    for output in program.outputs:
        if not 0 <= output.ref < len(types):
            raise InvalidProgramError(f"the result {output.name} is no instruction")
        if len(types[output.ref].over) != (output.index is not None):
            raise InvalidProgramError(f"the result {output.name} runs over other indices")


def infer(operation: Operation, types: Sequence[Type]) -> Type:  # noqa: PLR0915 - one match
    """The type of what an operation computes; raises where its operands do not fit."""
    given = [types[ref] for ref in operands(operation)]
    over = _over(operation, given)
    match operation:
        case Input(name):
            raise InvalidProgramError(f"the type of {name} stands with the arguments")
        case Number(term):
            if free_symbols(term):
                raise InvalidProgramError(f"a number has no symbols: {term}")
            return Type(SCALAR, plain=True)
        case Extent():
            return Type(SCALAR, plain=True)
        case Eye(n):
            return Type(square_shape(n), Structure.POSITIVE_DEFINITE)
        case Filled(_, shape):
            structure = Structure.SYMMETRIC if _is_matrix(shape) and shape.is_square else None
            return Type(shape, structure or Structure.GENERAL)
        case Apply():
            structure = given[0].structure
            return Type(given[0].shape, _entrywise(structure), over, given[0].plain)
        case Combine(function):
            plain = given[0].plain and given[1].plain
            return Type(*_combined(operation, function, given), over, plain)
        case LogExcess():
            _equal(operation, given[0].shape, given[1].shape)
            return Type(given[0].shape, over=over)
        case Total() | SumSquares():
            return Type(SCALAR, over=over)
        case ProductOf():
            _need(operation, given[0].rank == 1)
            return Type(SCALAR, over=over)
        case Dot():
            _equal(operation, given[0].shape, given[1].shape)
            return Type(SCALAR, over=over)
        case MatVec():
            _need(operation, given[0].rank == 2 and given[1].rank == 1)
            _equal(operation, given[0].shape.columns, given[1].shape.rows)
            return Type(vector_shape(given[0].shape.rows), over=over)
        case MatMul():
            _need(operation, given[0].rank == given[1].rank == 2)
            _equal(operation, given[0].shape.columns, given[1].shape.rows)
            triangles = all(g.structure is Structure.LOWER_TRIANGULAR for g in given)
            structure = Structure.LOWER_TRIANGULAR if triangles else Structure.GENERAL
            return Type(Shape(given[0].shape.rows, given[1].shape.columns), structure, over)
        case Outer():
            _need(operation, given[0].rank == given[1].rank == 1)
            structure = Structure.GENERAL
            if operation.left == operation.right:
                structure = Structure.SYMMETRIC
            return Type(Shape(given[0].shape.rows, given[1].shape.rows), structure, over)
        case Gram():
            _need(operation, given[0].rank == 2)
            return Type(square_shape(given[0].shape.columns), Structure.SYMMETRIC, over)
        case Congruence():
            _need(operation, given[0].rank == 2 and given[1].structure.symmetric)
            _equal(operation, given[0].shape.columns, given[1].shape.rows)
            return Type(square_shape(given[0].shape.rows), Structure.SYMMETRIC, over)
        case Symmetrize():
            _square(operation, given[0])
            return Type(given[0].shape, Structure.SYMMETRIC, over)
        case Transposed():
            _need(operation, given[0].rank == 2)
            kept = given[0].structure if given[0].structure.symmetric else Structure.GENERAL
            return Type(given[0].shape.transposed, kept, over)
        case Cholesky():
            _need(operation, given[0].structure.symmetric)
            return Type(given[0].shape, Structure.LOWER_TRIANGULAR, over)
        case SolveLower() | SolveLowerTransposed():
            factor, right = given
            triangle = Structure.LOWER_TRIANGULAR
            _need(operation, factor.structure is triangle and right.rank > 0)
            _equal(operation, factor.shape.rows, right.shape.rows)
            stays = isinstance(operation, SolveLower) and right.structure is triangle
            return Type(right.shape, triangle if stays else Structure.GENERAL, over)
        case Solve():
            _square(operation, given[0])
            _equal(operation, given[0].shape.rows, given[1].shape.rows)
            _need(operation, given[1].rank > 0)
            return Type(given[1].shape, over=over)
        case Determinant() | LogDeterminant():
            _square(operation, given[0])
            return Type(SCALAR, over=over)
        case SteinLoss():
            for each in given:
                _equal(operation, each.shape, given[0].shape)
            lower = Structure.LOWER_TRIANGULAR
            _need(operation, given[1].structure is given[3].structure is lower)
            _need(operation, given[0].structure.symmetric and given[2].structure.symmetric)
            return Type(SCALAR, over=over)
        case WhitenedLoss():
            change, ratio = given
            _equal(operation, change.shape, ratio.shape)
            _need(operation, ratio.structure is Structure.LOWER_TRIANGULAR)
            return Type(SCALAR, over=over)
        case DiagonalOf():
            _square(operation, given[0])
            return Type(vector_shape(given[0].shape.rows), over=over)
        case DiagonalMatrix():
            _need(operation, given[0].rank == 1)
            return Type(square_shape(given[0].shape.rows), Structure.SYMMETRIC, over)
        case AddDiagonal():
            _square(operation, given[0])
            if given[1].rank > 0:
                _equal(operation, given[1].shape, vector_shape(given[0].shape.rows))
            kept = given[0].structure
            return Type(
                given[0].shape, Structure.SYMMETRIC if kept.symmetric else Structure.GENERAL, over
            )
        case ScaleRows():
            _need(operation, given[0].rank == 1 and given[1].rank == 2)
            _equal(operation, given[0].shape.rows, given[1].shape.rows)
            stays = given[1].structure is Structure.LOWER_TRIANGULAR
            structure = Structure.LOWER_TRIANGULAR if stays else Structure.GENERAL
            return Type(given[1].shape, structure, over)
        case Blocks(rows):
            return Type(_blocks(operation, rows, types), over=over)
        case Spread(_, n):
            return Type(given[0].shape, given[0].structure, (*given[0].over, n))
        case SumOver():
            _need(operation, bool(given[0].over))
            kept = given[0].structure
            kept = Structure.SYMMETRIC if kept.symmetric else kept
            return Type(given[0].shape, kept, given[0].over[:-1])
        case ProductOver():
            _need(operation, bool(given[0].over) and given[0].rank == 0)
            return Type(SCALAR, over=given[0].over[:-1])
        case _:
            assert_never(operation)


def _over(operation: Operation, given: Sequence[Type]) -> tuple[Size, ...]:
    """The index axes of the operands, which are the same for all but plain scalars."""
    found = {each.over for each in given if not each.plain}
    if len(found) > 1:
        raise InvalidProgramError(f"operands over different indices: {operation}")
    return found.pop() if found else ()


def _entrywise(structure: Structure) -> Structure:
    return Structure.SYMMETRIC if structure.symmetric else Structure.GENERAL


_KEEPING_ZEROS = {Binary.MULTIPLY, Binary.DIVIDE}


def _combined(
    operation: Operation, function: Binary, given: Sequence[Type]
) -> tuple[Shape, Structure]:
    """The shape and the structure of an entrywise combination."""
    left, right = given
    if left.rank and right.rank:
        _equal(operation, left.shape, right.shape)
        both = {left.structure, right.structure}
        if all(structure.symmetric for structure in both):
            return left.shape, Structure.SYMMETRIC
        if both == {Structure.LOWER_TRIANGULAR} and function in {Binary.ADD, Binary.SUBTRACT}:
            return left.shape, Structure.LOWER_TRIANGULAR
        return left.shape, Structure.GENERAL
    array = left if left.rank else right
    kept = array.structure
    if kept is Structure.LOWER_TRIANGULAR and function not in _KEEPING_ZEROS:
        kept = Structure.GENERAL
    return array.shape, Structure.SYMMETRIC if kept.symmetric else kept


def _blocks(
    operation: Operation, rows: tuple[tuple[Ref, ...], ...], types: Sequence[Type]
) -> Shape:
    shapes = [[types[ref].shape for ref in row] for row in rows]
    height, width = size(0), size(0)
    for row in shapes:
        _need(operation, len(row) == len(shapes[0]))
        for shape, first in zip(row, shapes[0], strict=True):
            _equal(operation, shape.rows, row[0].rows)
            _equal(operation, shape.columns, first.columns)
        height += row[0].rows
    for shape in shapes[0]:
        width += shape.columns
    return Shape(height, width)


def _is_matrix(shape: Shape) -> bool:
    return not shape.is_vector


def _square(operation: Operation, given: Type) -> None:
    _need(operation, given.rank == 2 and given.shape.is_square)


def _equal(operation: Operation, left: object, right: object) -> None:
    if left != right:
        raise InvalidProgramError(f"{left} against {right}: {operation}")


def _need(operation: Operation, holds: bool) -> None:  # noqa: FBT001 - a condition
    if not holds:
        raise InvalidProgramError(f"operands that do not fit: {operation}")

"""What values are called in code: by the mathematics where it has a name, else by what they are."""

from __future__ import annotations

from symgauss.export import operations as op
from symgauss.export.identifiers import Names, identifier
from symgauss.export.operations import Ref, operands
from symgauss.export.program import Instruction, Program

_BY_OPERATION: dict[type, str] = {
    op.Cholesky: "L",
    op.SolveLower: "W",
    op.SolveLowerTransposed: "W",
    op.Solve: "X",
    op.SteinLoss: "loss",
    op.WhitenedLoss: "loss",
    op.LogExcess: "excess",
    op.DiagonalOf: "diagonal",
    op.Determinant: "determinant",
    op.SumSquares: "distance",
}
_BY_RANK = ("s", "v", "M")

#: What gets a line of its own even where it is used once.
OWN_LINE = (op.Cholesky, op.SteinLoss, op.WhitenedLoss, op.LogExcess)
LONGEST_INLINE = 48


def hint(instruction: Instruction) -> str:
    """A name for a value that the mathematics does not name."""
    if instruction.name:
        return instruction.name
    operation = instruction.operation
    if isinstance(operation, op.SolveLower) and instruction.type.rank == 1:
        return "z"
    return _BY_OPERATION.get(type(operation), _BY_RANK[instruction.type.rank])


def uses(program: Program) -> list[int]:
    """How often each value is read; a result counts as read."""
    counts = [0] * len(program.instructions)
    for instruction in program.instructions:
        for ref in operands(instruction.operation):
            counts[ref] += 1
    for output in program.outputs:
        counts[output.ref] += 1
    return counts


def is_inlined(program: Program, ref: Ref, count: int, text: str) -> bool:
    """Whether a value is written where it is read, and not on a line of its own."""
    instruction = program.instructions[ref]
    operation = instruction.operation
    if isinstance(operation, op.Input | op.Number | op.Extent):
        return True
    if count > 1 or instruction.name or len(text) > LONGEST_INLINE:
        return False
    return not isinstance(operation, OWN_LINE)


def reserved(program: Program, words: frozenset[str]) -> Names:
    """Names with those of the arguments and dimensions taken."""
    taken = {argument.name for argument in program.arguments} | set(words)
    for argument in program.arguments:
        for size in argument.type.axes:
            taken |= {identifier(name) for name in size.dimensions}
    return Names(frozenset(taken))

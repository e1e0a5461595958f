"""Values that take over the memory of an operand: what is not read again is written over.

An array of a batch is as long as the cache is wide, and a new one for every operation would push
the others out of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from symgauss.export import operations as op
from symgauss.export.operations import Binary, Ref, operands
from symgauss.export.program import Program

#: What makes a new array, to which nothing else refers.
_NEW = (
    op.Apply,
    op.Combine,
    op.Congruence,
    op.Gram,
    op.LogExcess,
    op.MatMul,
    op.Outer,
    op.ScaleRows,
    op.SteinLoss,
    op.Symmetrize,
    op.WhitenedLoss,
)
COMMUTATIVE = {Binary.ADD, Binary.MULTIPLY}


class Memory:
    """Of a program whose values are arrays of NumPy: which operand each value may overwrite."""

    def __init__(self, program: Program, counts: Sequence[int]) -> None:
        self._program = program
        self._counts = counts
        places = {argument.name: place for place, argument in enumerate(program.arguments)}
        self._scalars = {places[a.name] for a in program.arguments if not a.type.axes}
        self._depends: list[frozenset[int]] = []
        for instruction in program.instructions:
            operation = instruction.operation
            own = {places[operation.name]} if isinstance(operation, op.Input) else set()
            below = (self._depends[ref] for ref in operands(operation))
            self._depends.append(frozenset(own).union(*below))

    def taken_over(self, ref: Ref) -> Ref | None:
        """The operand that a value may overwrite: new, read only here, and of the same shape."""
        operation = self._program.instructions[ref].operation
        match operation:
            case op.Apply(_, operand):
                return operand if self._is_free(operand, ref) and self._is_array(ref) else None
            case op.Combine(function, left, right) if (
                function is not Binary.POWER and left != right
            ):
                if self._is_free(left, ref):
                    return left
                written = function in COMMUTATIVE or self._is_array(ref)
                return right if written and self._is_free(right, ref) else None
            case _:
                return None

    def _is_free(self, operand: Ref, ref: Ref) -> bool:
        old, new = (self._program.instructions[each] for each in (operand, ref))
        return (
            isinstance(old.operation, _NEW)
            and self._counts[operand] == 1
            and not old.name
            and not old.type.plain
            and not old.type.over
            and not new.type.over
            and old.type.shape == new.type.shape
            and self._depends[operand] == self._depends[ref]
        )

    def _is_array(self, ref: Ref) -> bool:
        """Whether a value is an array whatever its batch is: scalars come with an axis."""
        return bool(self._program.type_of(ref).rank or self._depends[ref] & self._scalars)

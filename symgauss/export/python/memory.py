"""Where values stand: over an operand that is not read again, or in the memory of a result.

An array of a batch is as long as the cache is wide, and a new one for every operation would push
the others out of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from symgauss.export import operations as op
from symgauss.export.operations import Binary, Ref, operands
from symgauss.export.program import Program
from symgauss.export.python.naming import OWN_LINE

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
        #: computed where they are needed, if at all
        self._late = {
            instruction.operation.change
            for instruction in program.instructions
            if isinstance(instruction.operation, op.LogExcess)
        }
        self._depends: list[frozenset[int]] = []
        for instruction in program.instructions:
            operation = instruction.operation
            own = {places[operation.name]} if isinstance(operation, op.Input) else set()
            below = (self._depends[ref] for ref in operands(operation))
            self._depends.append(frozenset(own).union(*below))

    def taken_over(self, ref: Ref) -> Ref | None:
        """The operand that a value may overwrite: new, read only here, and of the same shape."""
        if ref in self._late:
            return None
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

    def straight(self) -> dict[Ref, int]:
        """The values whose memory is that of a result, each with the place of the result.

        A result is written over its operands as far down as one takes over the memory of another;
        the value at the bottom is the one that is put there.
        """
        found: dict[Ref, int] = {}
        for place, output in enumerate(self._program.outputs):
            ref = output.ref
            while (below := self.taken_over(ref)) is not None and not self._is_named(ref, below):
                ref = below
            type_ = self._program.type_of(ref)
            if self._is_entrywise(ref) and self._is_array(ref) and not type_.over:
                found.setdefault(ref, place)
        return found

    def _is_named(self, ref: Ref, below: Ref) -> bool:
        """Whether a value gets a name of its own, and so memory, beside that of its operand."""
        under = self._program.instructions[below].operation
        has_name = isinstance(under, OWN_LINE) or self.taken_over(below) is not None
        return bool(self._program.instructions[ref].name) and has_name

    def _is_entrywise(self, ref: Ref) -> bool:
        match self._program.instructions[ref].operation:
            case op.Apply():
                return True
            case op.Combine(function, _, _):
                return function is not Binary.POWER
            case _:
                return False

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

"""Vectors that a solve with a matrix gives for a product: ``A S^{-1} b`` beside ``S^{-1} A^T``.

The mean of a conditional law is ``A S^{-1} b`` of the data, and its covariance needs
``L^{-1} A^T`` or the whole gain ``(S^{-1} A^T)^T``: with either of them the vector takes one
product, and no solve, or half of one.
"""

from __future__ import annotations

from dataclasses import replace

from symgauss.export.builder import Builder
from symgauss.export.lowering import rules
from symgauss.export.lowering.rules import carries_out
from symgauss.export.operations import (
    Input,
    MatMul,
    MatVec,
    Ref,
    SolveLower,
    SolveLowerTransposed,
    Transposed,
    operands,
    renumbered,
)
from symgauss.export.program import Program, pruned

Factors = tuple[tuple[Ref, bool], ...]
"""The factors of a product of matrices, each with whether it is transposed."""


def with_shared_solves(program: Program) -> Program:
    """The program with one solve where a vector and a matrix need the same."""
    solved = {
        (i.operation.factor, _turned(_factors(program, i.operation.right), program)): ref
        for ref, i in enumerate(program.instructions)
        if isinstance(i.operation, SolveLower) and i.type.rank == 2
    }
    if not solved:
        return program
    return _Rewritten(program, solved).program()


class _Rewritten:
    """A program under construction: a solve may be needed before it stands in the old one."""

    def __init__(self, program: Program, solved: dict[tuple[Ref, Factors], Ref]) -> None:
        self.old = program
        self.solved = solved
        self.gains = {
            i.operation.right: ref
            for ref, i in enumerate(program.instructions)
            if isinstance(i.operation, SolveLowerTransposed)
        }
        self.names = {i.operation: i.name for i in program.instructions}
        self.arguments = {argument.name: argument for argument in program.arguments}
        self.build = Builder()
        self.place: dict[Ref, Ref] = {}

    def program(self) -> Program:
        """The new program."""
        for ref in range(len(self.old.instructions)):
            self._placed(ref)
        outputs = tuple(replace(each, ref=self.place[each.ref]) for each in self.old.outputs)
        made = replace(self.old, instructions=tuple(self.build.instructions), outputs=outputs)
        return pruned(made)

    def _placed(self, ref: Ref) -> Ref:
        """The new number of an instruction, which is made where it is not there yet."""
        if ref not in self.place:
            instruction = self.old.instructions[ref]
            made = self._made(ref)
            self.build.describe(made, name=instruction.name, means=instruction.means)
            self.place[ref] = made
        return self.place[ref]

    def _made(self, ref: Ref) -> Ref:
        operation = self.old.instructions[ref].operation
        if isinstance(operation, Input):
            return self.build.argument(self.arguments[operation.name])
        if isinstance(operation, MatVec):
            found = self._shared(operation)
            if found is not None:
                return found
        own = {old: self._placed(old) for old in operands(operation)}
        return self.build.make(renumbered(operation, own))

    @carries_out(rules.SHARED_SOLVE, rules.SHARED_HALF)
    def _shared(self, product: MatVec) -> Ref | None:
        """``A S^{-1} b``, where a matrix is solved for that holds all of ``A``."""
        factors, vector = _applied(self.old, product)
        match self.old.instructions[vector].operation:
            case SolveLowerTransposed(lower, half):
                pass
            case _:
                return None
        match self.old.instructions[half].operation:
            case SolveLower(same, right) if same == lower:
                pass
            case _:
                return None
        matrix = self.solved.get((lower, factors))
        if matrix is None:
            return None
        gain = self.gains.get(matrix)
        left, name = (matrix, "half_gain") if gain is None else (gain, "gain")
        turned = self.build.transpose(self._placed(left))
        self.build.describe(turned, name=self.names.get(Transposed(left)) or name)
        return self.build.make(MatVec(turned, self._placed(half if gain is None else right)))


def _factors(program: Program, ref: Ref) -> Factors:
    """A matrix as a product, as far as it is computed as one."""
    match program.instructions[ref].operation:
        case MatMul(left, right):
            return _factors(program, left) + _factors(program, right)
        case Transposed(matrix):
            return _turned(_factors(program, matrix), program)
        case _:
            return ((ref, False),)


def _turned(factors: Factors, program: Program) -> Factors:
    """The factors of the transpose."""
    return tuple(
        (ref, not turned and not program.type_of(ref).structure.symmetric)
        for ref, turned in reversed(factors)
    )


def _applied(program: Program, product: MatVec) -> tuple[Factors, Ref]:
    """The factors that act on a vector, and the vector."""
    factors = _factors(program, product.matrix)
    match program.instructions[product.vector].operation:
        case MatVec() as inner:
            others, vector = _applied(program, inner)
            return factors + others, vector
        case _:
            return factors, product.vector

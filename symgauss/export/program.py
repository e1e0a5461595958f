"""Programs: numbered lists of typed operations, each of which refers to earlier ones only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from symgauss.export.operations import Input, Operation, Ref, operands, renumbered
from symgauss.kernel.sizes import SCALAR, Shape, Size
from symgauss.kernel.terms import Symbol, Term


class Structure(StrEnum):
    """What is known about the entries of a matrix."""

    GENERAL = "general"
    SYMMETRIC = "symmetric"
    POSITIVE_DEFINITE = "positive-definite"
    LOWER_TRIANGULAR = "lower-triangular"

    @property
    def symmetric(self) -> bool:
        """Whether the matrix is its own transpose."""
        return self in {Structure.SYMMETRIC, Structure.POSITIVE_DEFINITE}


@dataclass(frozen=True, slots=True)
class Type:
    """Shape and structure of one item; ``over`` are the sizes of index axes in front of it.

    A ``plain`` scalar depends on sizes alone: it has no batch axes and no precision of its own.
    """

    shape: Shape
    structure: Structure = Structure.GENERAL
    over: tuple[Size, ...] = ()
    plain: bool = False

    @property
    def rank(self) -> int:
        """How many axes an item has: 0 for a scalar, 1 for a vector, 2 for a matrix."""
        return 0 if self.shape == SCALAR else 1 if self.shape.is_vector else 2

    @property
    def axes(self) -> tuple[Size, ...]:
        """The sizes of all axes of an item, those of indices first."""
        own = (self.shape.rows, self.shape.columns)[: self.rank]
        return (*self.over, *own)


@dataclass(frozen=True, slots=True)
class Instruction:
    """One operation with the type of what it computes.

    ``name`` is an identifier for it, where the mathematics has one; ``means`` is the term that it
    computes, where there is one.
    """

    operation: Operation
    type: Type
    name: str = ""
    means: Term | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument: its identifier, its type, and the name in the mathematics.

    ``diagonal`` says that it is the diagonal of a matrix; the ``role`` of a ``table`` is to be
    passed on from the function that computes what depends on the model alone.
    """

    name: str
    type: Type
    symbol: Term
    diagonal: bool = False
    role: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """A result: its identifier, the instruction that computes it, and the term that it is.

    ``kind`` says what stands for the term: itself, the ``variance`` of an isotropic covariance
    (a scalar), the ``diagonal`` of a diagonal matrix, or the ``gradient`` of a scalar; a ``part``
    is a value on the way to a result.  Of a result with one member for each ``index``, the term is
    that of one member.
    """

    name: str
    ref: Ref
    term: Term
    kind: str = "value"
    index: Symbol | None = None


@dataclass(frozen=True, slots=True)
class Program:
    """One function: its arguments in order, its instructions, and its results in order."""

    name: str
    arguments: tuple[Argument, ...]
    instructions: tuple[Instruction, ...]
    outputs: tuple[Output, ...]

    def type_of(self, ref: Ref) -> Type:
        """The type of an instruction."""
        return self.instructions[ref].type

    @property
    def elementwise(self) -> bool:
        """Whether all values are scalars without an index, so that it maps over arrays."""
        return all(not instruction.type.axes for instruction in self.instructions)


def pruned(program: Program) -> Program:
    """The program without what no output needs; arguments stay in their order."""
    needed: set[Ref] = set()
    todo = [output.ref for output in program.outputs]
    while todo:
        ref = todo.pop()
        if ref not in needed:
            needed.add(ref)
            todo.extend(operands(program.instructions[ref].operation))
    kept = sorted(needed)
    place = {old: new for new, old in enumerate(kept)}
    instructions = tuple(
        replace(old, operation=renumbered(old.operation, place))
        for old in (program.instructions[ref] for ref in kept)
    )
    outputs = tuple(replace(o, ref=place[o.ref]) for o in program.outputs)
    used = {i.operation.name for i in instructions if isinstance(i.operation, Input)}
    arguments = tuple(a for a in program.arguments if a.name in used)
    return Program(program.name, arguments, instructions, outputs)

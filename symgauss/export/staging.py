"""What can be computed once: a function in two stages, one for the model and one for the data.

Vectors are data; scalars and matrices (a schedule, covariances, transition matrices) belong to the
model.  What depends on the model alone is computed by ``NAME_tables``: a Cholesky factor, a gain,
the coefficients of a diffusion step for all ``t``.  ``NAME_from_tables`` takes these values and the
data::

    mean(x_0, x_t) = c_x_0 x_0 + c_x_t x_t
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symgauss.export.identifiers import Names
from symgauss.export.operations import (
    Binary,
    Combine,
    Extent,
    Eye,
    Filled,
    Input,
    Number,
    Operation,
    Ref,
    operands,
    renumbered,
)
from symgauss.export.planning import Function
from symgauss.export.program import Argument, Instruction, Output, Program, pruned
from symgauss.export.python.arguments import extents
from symgauss.export.python.naming import hint
from symgauss.export.validity import check

#: Fewer operations than this are not worth a stage of their own.
WORTHWHILE = 4
MOST_TABLES = 6


def staged(function: Function, names: Names) -> tuple[Function, ...]:
    """The two stages of a function, or nothing where one of them would be idle."""
    program = function.program
    data = {a.name for a in program.arguments if a.type.rank == 1 and not a.diagonal}
    if not data or len(data) == len(program.arguments):
        return ()
    uses_data, of_model = _dependencies(program, data)
    late = [o for o in program.outputs if uses_data[o.ref]]
    early = [o for o in program.outputs if not uses_data[o.ref]]
    border = _border(program, of_model, late)
    work = [
        ref
        for ref in range(len(program.instructions))
        if of_model[ref] and not isinstance(program.instructions[ref].operation, Input)
    ]
    if not late or not 0 < len(border) <= MOST_TABLES or len(work) < WORTHWHILE:
        return ()
    words = _words(program, border, data)
    first = _tables(program, border, words, early)
    second = _from_tables(program, border, words, late)
    if not all(_is_sized(each) for each in (first, second)):
        return ()
    first = replace(first, name=names.fresh(f"{program.name}_tables"))
    second = replace(second, name=names.fresh(f"{program.name}_from_tables"))
    return (
        replace(
            function, program=first, purpose=f"What {program.name} computes of the model alone."
        ),
        replace(function, program=second, purpose=f"What {program.name} gives, from its tables."),
    )


def _dependencies(program: Program, data: set[str]) -> tuple[list[bool], list[bool]]:
    """Which values depend on the data, and which on arguments of the model and on no data."""
    uses_data: list[bool] = []
    of_model: list[bool] = []
    for instruction in program.instructions:
        operation, refs = instruction.operation, operands(instruction.operation)
        is_data = isinstance(operation, Input) and operation.name in data
        is_model = isinstance(operation, Input) and operation.name not in data
        uses_data.append(is_data or any(uses_data[ref] for ref in refs))
        of_model.append(not uses_data[-1] and (is_model or any(of_model[ref] for ref in refs)))
    return uses_data, of_model


def _border(program: Program, of_model: Sequence[bool], late: Sequence[Output]) -> list[Ref]:
    """The values of the model that are read where there is data, arguments left out."""
    found: set[Ref] = set()
    seen: set[Ref] = set()
    todo = [output.ref for output in late]
    while todo:
        ref = todo.pop()
        if ref in seen:
            continue
        seen.add(ref)
        for each in operands(program.instructions[ref].operation):
            if of_model[each]:
                if not isinstance(program.instructions[each].operation, Input):
                    found.add(each)
            else:
                todo.append(each)
    return sorted(found)


def _words(program: Program, border: Sequence[Ref], data: set[str]) -> dict[Ref, str]:
    """Names of the values: a coefficient by what it multiplies, else as in the code."""
    names = Names(frozenset(a.name for a in program.arguments) | {o.name for o in program.outputs})
    named = {o.ref: o.name for o in program.outputs}
    words: dict[Ref, str] = {}
    for ref in border:
        word = named.get(ref) or names.fresh(
            _coefficient(program, ref, data) or _part(program, ref)
        )
        words[ref] = word
    return words


def _coefficient(program: Program, ref: Ref, data: set[str]) -> str:
    for instruction in program.instructions:
        match instruction.operation:
            case Combine(Binary.MULTIPLY, left, right) if left != right and ref in {left, right}:
                other = program.instructions[right if left == ref else left].operation
                if isinstance(other, Input) and other.name in data:
                    return f"c_{other.name}"
            case _:
                pass
    return ""


def _part(program: Program, ref: Ref) -> str:
    word = hint(program.instructions[ref])
    return "part" if len(word) == 1 and not program.instructions[ref].name else word


def _tables(
    program: Program, border: Sequence[Ref], words: dict[Ref, str], early: Sequence[Output]
) -> Program:
    known = {output.ref for output in early}
    parts = [
        Output(words[ref], ref, program.outputs[0].term, "part")
        for ref in border
        if ref not in known
    ]
    return pruned(replace(program, outputs=(*parts, *early)))


def _from_tables(
    program: Program, border: Sequence[Ref], words: dict[Ref, str], late: Sequence[Output]
) -> Program:
    """The program with the values of the border as arguments, in front of all else."""
    extra = tuple(
        Argument(words[ref], program.type_of(ref), program.outputs[0].term, role="table")
        for ref in border
    )
    instructions = [Instruction(Input(a.name), a.type) for a in extra]
    place: dict[Ref, Ref] = {ref: i for i, ref in enumerate(border)}
    for ref, instruction in enumerate(program.instructions):
        refs = operands(instruction.operation)
        if ref in place or any(each not in place for each in refs):
            continue
        place[ref] = len(instructions)
        operation: Operation = instruction.operation
        if not isinstance(operation, Input | Number | Extent | Eye | Filled):
            operation = renumbered(operation, place)
        instructions.append(replace(instruction, operation=operation))
    outputs = tuple(replace(output, ref=place[output.ref]) for output in late)
    arguments = (*program.arguments, *extra)
    return pruned(Program(program.name, arguments, tuple(instructions), outputs))


def _is_sized(program: Program) -> bool:
    """Whether all sizes that occur as numbers are those of arguments."""
    check(program)
    known = extents(program)
    wanted: set[str] = set()
    for instruction in program.instructions:
        match instruction.operation:
            case Extent(size) | Eye(size):
                wanted |= size.dimensions
            case Filled(_, shape):
                wanted |= shape.rows.dimensions | shape.columns.dimensions
            case _:
                pass
    return wanted <= set(known)

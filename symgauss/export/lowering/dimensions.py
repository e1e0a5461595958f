"""Dimensions that no argument has: numbers that are asked for.

The entropy of ``N(0, s I)`` depends on the dimension, which no array shows: there ``d`` is an
argument of its own.
"""

from __future__ import annotations

from dataclasses import replace

from symgauss.export.identifiers import Names, identifier
from symgauss.export.operations import Binary, Combine, Extent, Input, Number, Ref, renumbered
from symgauss.export.program import Argument, Instruction, Program, Type
from symgauss.export.validity import infer
from symgauss.kernel.sizes import SCALAR, Size, size
from symgauss.kernel.terms import Dimension, Rational


def with_dimensions(program: Program) -> Program:
    """The program with one more scalar argument for each dimension that no argument has."""
    known = {name for a in program.arguments for axis in a.type.axes for name in axis.dimensions}
    missing = sorted(
        {
            name
            for instruction in program.instructions
            if isinstance(instruction.operation, Extent)
            for name in instruction.operation.size.dimensions - known
        }
    )
    if not missing:
        return program
    names = Names(frozenset(a.name for a in program.arguments))
    type_ = Type(SCALAR)
    arguments = {
        name: Argument(names.fresh(identifier(name)), type_, Dimension(size(name)))
        for name in missing
    }
    found = [Instruction(Input(a.name), type_, a.name) for a in arguments.values()]
    inputs = {name: ref for ref, name in enumerate(missing)}
    place: dict[Ref, Ref] = {}
    for ref, instruction in enumerate(program.instructions):
        operation = instruction.operation
        if isinstance(operation, Extent) and operation.size.dimensions & arguments.keys():
            place[ref] = _computed(found, operation.size, inputs)
            continue
        own = renumbered(operation, place)
        types = [each.type for each in found]
        kept = instruction.type if isinstance(own, Input) else infer(own, types)
        found.append(replace(instruction, operation=own, type=kept))
        place[ref] = len(found) - 1
    outputs = tuple(replace(output, ref=place[output.ref]) for output in program.outputs)
    every = (*program.arguments, *arguments.values())
    return replace(program, arguments=every, instructions=tuple(found), outputs=outputs)


def _computed(found: list[Instruction], n: Size, inputs: dict[str, Ref]) -> Ref:
    """A size from its dimensions, as instructions."""

    def made(operation: Number | Extent | Combine) -> Ref:
        found.append(Instruction(operation, infer(operation, [each.type for each in found])))
        return len(found) - 1

    total: Ref | None = None
    for monomial, factor in n.monomials:
        value: Ref | None = None
        for name in monomial:
            other = inputs[name] if name in inputs else made(Extent(size(name)))
            value = other if value is None else made(Combine(Binary.MULTIPLY, value, other))
        if value is None:
            value = made(Number(Rational(factor)))
        elif factor != 1:
            number = made(Number(Rational(factor)))
            value = made(Combine(Binary.MULTIPLY, number, value))
        total = value if total is None else made(Combine(Binary.ADD, total, value))
    assert total is not None  # noqa: S101 - no size is zero
    return total

"""Arguments in Python code: their axes, and which results depend on which of them."""

from __future__ import annotations

from symgauss.export.identifiers import identifier
from symgauss.export.operations import Input, Ref, operands
from symgauss.export.program import Program, Type
from symgauss.kernel.sizes import Size


def axes_code(type_: Type) -> str:
    """The axes of an item as a tuple of names and numbers: ``("n", "n")``."""
    parts = [axis_code(size) for size in type_.axes]
    return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"


def axis_code(size: Size) -> str:
    """One axis: a number, or the name of a dimension; a sum of dimensions in words."""
    if not size.is_abstract:
        return str(size.at({}))
    return f'"{axis_text(size)}"'


def axis_text(size: Size) -> str:
    """One axis as text."""
    names = {name: identifier(name) for name in size.dimensions}
    text = str(size)
    return " ".join(names.get(word, word) for word in text.split())


def dependencies(program: Program) -> tuple[tuple[int, ...], ...]:
    """For each result the places of the arguments that it depends on."""
    places = {argument.name: place for place, argument in enumerate(program.arguments)}
    found: list[frozenset[int]] = []
    for instruction in program.instructions:
        operation = instruction.operation
        own = {places[operation.name]} if isinstance(operation, Input) else set()
        found.append(frozenset(own).union(*(found[ref] for ref in operands(operation))))
    return tuple(tuple(sorted(found[output.ref])) for output in program.outputs)


def extents(program: Program) -> dict[str, tuple[str, int]]:
    """For each dimension an argument and the axis (from the end) that has its size."""
    found: dict[str, tuple[str, int]] = {}
    for argument in program.arguments:
        axes = argument.type.axes
        for place, size in enumerate(axes):
            if size.is_abstract and len(size.dimensions) == 1 and str(size) in size.dimensions:
                (name,) = size.dimensions
                found.setdefault(name, (argument.name, place - len(axes)))
    return found


def used(program: Program, kind: type) -> list[Ref]:
    """The instructions of one kind."""
    return [
        ref
        for ref, instruction in enumerate(program.instructions)
        if isinstance(instruction.operation, kind)
    ]

"""A Python source file that stands alone: functions, their cores, and the helpers they use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from symgauss.errors import NoValueError
from symgauss.export import operations as op
from symgauss.export.code import Code
from symgauss.export.documentation import function_docstring, module_docstring
from symgauss.export.helping import helpers
from symgauss.export.identifiers import identifier
from symgauss.export.module import Module
from symgauss.export.operations import Ref, operands
from symgauss.export.planning import Function
from symgauss.export.program import Output, Program, Type
from symgauss.export.python.arguments import extents, used
from symgauss.export.python.layout import WIDTH, wrapped
from symgauss.export.python.memory import Memory
from symgauss.export.python.naming import hint, is_inlined, reserved, uses
from symgauss.export.python.table import PythonTable

LONGEST = 76  #: of an expression
SHORT = 24  #: of one result among several
_WORDS = ("failed", "numba", "arguments", "depends", "result", "np", "math")
_HELPER = re.compile(r"\b_[a-z][a-z0-9_]*\b|\bArgumentError\b")


def module_source(module: Module, table: PythonTable) -> str:
    """The whole file."""
    functions = (*module.functions, *module.stages)
    classes = class_names([function.program for function in functions])
    results = [_result_class(f, table, classes) for f in functions if f.program.name in classes]
    public = [_public(function, table, classes) for function in functions]
    cores = [
        block
        for function in functions
        for block in (_core(function, table), *table.more(function, f"_{function.name}"))
    ]
    known = helpers(table.name)
    wanted = [*_HELPER.findall("\n".join([*public, *cores])), table.array, "ArgumentError"]
    early, late = known.others(wanted), known.functions(wanted)
    blocks = [*early, *results, *public, *cores, *late]
    names = sorted([f.name for f in functions] + ["ArgumentError", *classes.values()])
    exported = "\n".join(f'    "{name}",' for name in names)
    head = [
        module_docstring(module, table),
        "from __future__ import annotations",
        "\n".join(_imports(re.sub(r"(?m)^#.*", "", "\n".join(blocks)), table)),
        f"__all__ = [\n{exported}\n]",
    ]
    return "\n\n".join(head) + _spaced(blocks) + "\n"


def _spaced(blocks: Sequence[str]) -> str:
    """Blocks with two blank lines around definitions, and one in front of a comment."""
    text, before = "", False
    for block in blocks:
        definition = block.startswith(("def ", "class ", "@"))
        after_another = "\n\n" if block.startswith("#") else "\n"
        text += "\n\n\n" if definition or before or not text else after_another
        text, before = text + block, definition
    return text


def _imports(text: str, table: PythonTable) -> list[str]:
    modules = ("math", "os", "weakref")
    standard = [f"import {name}" for name in modules if re.search(rf"\b{name}\.", text)]
    if "deque(" in text:
        standard.append("from collections import deque")
    abstract = [
        n for n in ("Callable", "Iterator", "Mapping", "Sequence") if re.search(rf"\b{n}\[", text)
    ]
    if abstract:
        standard.append(f"from collections.abc import {', '.join(abstract)}")
    for module, name in (
        ("contextvars", "copy_context"),
        ("threading", "Thread"),
    ):
        if f"{name}(" in text:
            standard.append(f"from {module} import {name}")
    typing = [
        n
        for n in ("Any", "NamedTuple", "TypeAlias")
        if re.search(rf"\b{n}\b", re.sub(r'"[^"]*"', "", text))
    ]
    if typing:
        standard.append(f"from typing import {', '.join(typing)}")
    own = [line for line in table.imports if _is_used(line, text)]
    return [*standard, "", *own] if standard else own


def _is_used(line: str, text: str) -> bool:
    """Whether a name that an import brings occurs in the text."""
    names = line.partition("import ")[2].partition(" as ")
    words = (names[2] or names[0]).split(", ")
    return any(re.search(rf"\b{word}\b", text) for word in words)


def class_name(program: Program) -> str:
    """The name of the tuple of results: ``mvn_conditional`` returns ``MvnConditional``."""
    return "".join(word.capitalize() for word in program.name.split("_"))


def class_names(programs: Sequence[Program]) -> dict[str, str]:
    """The names of all tuples of results, by function.

    They differ where those of the functions differ in capitals alone, as ``kl_from_Sigma`` and
    ``kl_from_sigma`` do.
    """
    found: dict[str, str] = {}
    for program in programs:
        if len(program.outputs) > 1:
            name, number = class_name(program), 1
            while name in found.values():
                number += 1
                name = f"{class_name(program)}{number}"
            found[program.name] = name
    return found


def _result_class(function: Function, table: PythonTable, classes: Mapping[str, str]) -> str:
    program = function.program
    lines = [f"class {classes[program.name]}(NamedTuple):"]
    lines += [f'    """What :func:`{program.name}` returns."""', ""]
    lines += [f"    {output.name}: {table.array}" for output in program.outputs]
    return "\n".join(lines)


def _public(function: Function, table: PythonTable, classes: Mapping[str, str]) -> str:
    program = function.program
    parameters = [f"{a.name}: {table.argument}" for a in program.arguments]
    several = program.name in classes
    returns = classes.get(program.name, table.array)
    lines = wrapped(f"def {program.name}(", parameters, f") -> {returns}:")
    lines += [f"    {line}".rstrip() for line in function_docstring(function).splitlines()]
    body = table.body(function, f"_{program.name}")
    *before, last = body
    called = last.removeprefix("return ")
    if several:
        before += _broken(f"return {returns}(", f"*{called}", ")")
    else:
        name, _, rest = called.partition("(")
        before += _broken(f"result: {returns} = {name}(", rest.removesuffix(")"), ")[0]")
        before.append("return result")
    lines += [f"    {line}" for line in before]
    return "\n".join(lines)


def _broken(before: str, inside: str, after: str) -> list[str]:
    """A statement of a body on one line or, where that is too long, on three."""
    whole = f"{before}{inside}{after}"
    return [whole] if len(whole) <= WIDTH - 4 else [before, f"    {inside}", after]


def _core(function: Function, table: PythonTable) -> str:
    program = function.program
    parameters = [f"{a.name}: {table.array}" for a in program.arguments]
    parameters += table.further(function)
    kinds = ", ".join([table.returned or table.array] * len(program.outputs))
    lines = wrapped(f"def _{program.name}(", parameters, f") -> tuple[{kinds}]:")
    lines.append(f'    """One chunk of :func:`{program.name}`."""')
    if table.decorator:
        lines.insert(0, table.decorator)
    body = table.finished(core_lines(program, table), program)
    return "\n".join([*lines, *(f"    {line}" for line in body)])


def core_lines(program: Program, table: PythonTable) -> list[str]:
    """The statements that compute the results, and the one that returns them."""
    lines = _sizes(program, table)
    names = reserved(program, frozenset({*table.factory, *_WORDS}))
    counts = uses(program)
    memory = Memory(program, counts)
    results = memory.straight() if table.overwrites else {}
    codes: list[Code] = []

    def assign(ref: Ref, as_: Ref | None = None) -> None:
        name = names.fresh(hint(program.instructions[ref if as_ is None else as_]))
        lines.append(f"{name} = {codes[ref].text}")
        codes[ref] = Code(name)

    def written(ref: Ref, given: Sequence[Code], types: Sequence[Type]) -> Code:
        """A value, straight in the memory of a result where it belongs there."""
        operation, type_ = program.instructions[ref].operation, program.type_of(ref)
        if ref in results:
            return table.straight(operation, given, types, results[ref])
        return table.expression(operation, given, types, type_)

    def overwrite(ref: Ref, refs: Sequence[Ref], types: Sequence[Type]) -> bool:
        """Whether a value was written over one of its operands."""
        taken = memory.taken_over(ref) if table.overwrites else None
        named = taken is not None and codes[taken].text.isidentifier()
        if taken is None or (named and program.instructions[ref].name):
            return False
        if not named:
            assign(taken, ref)
        operation, place = program.instructions[ref].operation, refs.index(taken)
        lines.append(table.overwriting(operation, place, [codes[r] for r in refs], types))
        codes.append(codes[taken])
        return True

    for ref, instruction in enumerate(program.instructions):
        refs = operands(instruction.operation)
        types = [program.type_of(r) for r in refs]
        if overwrite(ref, refs, types):
            continue
        while True:
            code = written(ref, [codes[r] for r in refs], types)
            longest = max(refs, key=lambda r: len(codes[r].text), default=None)
            if len(code.text) <= LONGEST or longest is None or codes[longest].text.isidentifier():
                break
            assign(longest)
        codes.append(code)
        if not is_inlined(program, ref, counts[ref], code.text):
            assign(ref)
    for output in program.outputs:
        if table.broadcasts:
            codes[output.ref] = _with_all_axes(output, codes, program, table)
        if len(program.outputs) > 1 and len(codes[output.ref].text) > SHORT:
            assign(output.ref)
    returned = [codes[output.ref].text for output in program.outputs]
    lines += wrapped("return (", returned, ",)" if len(returned) == 1 else ")")
    return _with_attributes(lines, program, table)


def _with_all_axes(
    output: Output, codes: Sequence[Code], program: Program, table: PythonTable
) -> Code:
    """A result where values broadcast: with the members of an index, or as an array."""
    operation = program.instructions[output.ref].operation
    if isinstance(operation, op.Spread):
        below = operation.operand
        return table.repeated(codes[below], operation.size, program.type_of(below).rank)
    code = codes[output.ref]
    return table.filled(code) if program.type_of(output.ref).plain else code


def _sizes(program: Program, table: PythonTable) -> list[str]:
    """Lines that read the sizes that occur as numbers."""
    known = extents(program)
    wanted: dict[str, None] = {}
    for kind in table.sized:
        for ref in used(program, kind):
            operation = program.instructions[ref].operation
            assert isinstance(operation, op.Extent | op.Eye | op.Spread)  # noqa: S101 - by its kind
            wanted |= dict.fromkeys(sorted(operation.size.dimensions))
    for output in program.outputs:
        operation = program.instructions[output.ref].operation
        if isinstance(operation, op.Spread):
            wanted |= dict.fromkeys(sorted(operation.size.dimensions))
    for ref in used(program, op.Filled):
        operation = program.instructions[ref].operation
        assert isinstance(operation, op.Filled)  # noqa: S101 - by its kind
        shape = operation.shape
        wanted |= dict.fromkeys(sorted(shape.rows.dimensions | shape.columns.dimensions))
    lines: list[str] = []
    for name in wanted:
        if name not in known:
            raise NoValueError(f"the size {name} is that of no argument")
        argument, axis = known[name]
        lines.append(f"{identifier(name)} = {argument}.shape[{axis}]")
    return lines


def _with_attributes(lines: Sequence[str], program: Program, table: PythonTable) -> list[str]:
    """The lines behind those that say which type a new array has, where there is one."""
    wanted = [w for w in table.factory if any(f"{w}={w}" in line for line in lines)]
    return [*(f"{w} = {program.arguments[0].name}.{w}" for w in wanted), *lines]

"""The names and lines of one function, stage by stage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import mul

from symgauss.export import operations as op
from symgauss.export.c.sizes import all_dimensions, product_text, size_text
from symgauss.export.code import Code
from symgauss.export.identifiers import Names, identifier
from symgauss.export.operations import Ref, operands
from symgauss.export.program import Program, Type
from symgauss.export.python.naming import hint, is_inlined, uses
from symgauss.kernel.sizes import ONE, Size

LANES = "lanes_f64"
#: Words that mean something in the file: what it includes, and what the writer itself names.
_WORDS = (
    "i j k l o each at live count done bad first ready index checks INLINE LANE LANE_BY_LANE log "
    "log1p exp expm1 sqrt pow fabs erf erfc sin cos tan tanh tgamma lgamma gamma j0 j1 jn y0 y1 "
    "yn memcpy linux unix INFINITY NAN NULL"
)
RESERVED = frozenset(_WORDS.split())


@dataclass(slots=True)
class Stage:
    """Statements that depend on the same arguments."""

    depends: frozenset[str]
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Check:
    """What can fail for an item, and how the failure is called."""

    message: str
    depends: frozenset[str]  #: the arguments that the matrix is made of


class Lines:
    """What is written so far, and how values are named in it."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.names = Names(RESERVED)
        self.constants = {d: self.names.fresh(identifier(d)) for d in all_dimensions(program)}
        self.pointers = {a.name: self.names.fresh(a.name) for a in program.arguments}
        self.steps = {a.name: self.names.fresh(f"{a.name}_step") for a in program.arguments}
        self.results = [self.names.fresh(o.name) for o in program.outputs]
        self.checks: list[Check] = []
        self.plain: list[str] = []
        self.declared: list[tuple[str, str]] = []  #: name and length of what outlives a stage
        self.lanes: list[Size] = []  #: the lengths of all arrays of lanes
        self._codes: list[Code] = []
        self._counts = uses(program)
        self._depends = dependencies(program)
        self._staged = _staged(program, self._depends)
        everything = frozenset(self.pointers)
        wanted = {self._depends[ref] for ref in self._staged}
        order = sorted(wanted, key=lambda d: (len(d), [n in d for n in self.pointers]))
        self.stages = [Stage(each) for each in order]
        self.last = Stage(everything)
        self._stage = self.last
        self._home = [self._home_of(ref) for ref in range(len(program.instructions))]

    def _home_of(self, ref: Ref) -> Stage:
        if ref not in self._staged:
            return self.last
        return next(s for s in self.stages if s.depends == self._depends[ref])

    def _is_inlined(self, ref: Ref, text: str) -> bool:
        """Whether a value is written where it is read; in another stage it is not."""
        readers = (
            other
            for other, instruction in enumerate(self.program.instructions)
            if ref in operands(instruction.operation)
        )
        stays = self._stage is self.last or any(self._home[r] is self._stage for r in readers)
        return stays and is_inlined(self.program, ref, self._counts[ref], text)

    def _line(self, text: str) -> None:
        self._stage.lines.append(text)

    def _size(self, type_: Type) -> str:
        return product_text(type_.axes, self.constants)

    def _item(self, type_: Type) -> str:
        return product_text(type_.axes[len(type_.over) :], self.constants)

    def _extent(self, size: Size) -> str:
        return size_text(size, self.constants)

    def _scalar(self, ref: Ref, text: str) -> None:
        """Assign a number, or a number in all lanes, to a name."""
        instruction = self.program.instructions[ref]
        name = self.names.fresh(hint(instruction))
        if instruction.type.plain:
            self.plain.append(f"const double {name} = {text};")
        elif self._stage is self.last:
            self._line(f"const {LANES} {name} = {text};")
        else:
            self.declared.append((name, ""))
            self._line(f"{name} = {text};")
        self._codes[ref] = Code(name)

    def _declare(self, name: str, sizes: Sequence[Size]) -> str:
        length = product_text(sizes, self.constants)
        self.lanes.append(reduce(mul, sizes, ONE))
        if self._stage is self.last:
            self._line(f"{LANES} {name}[{length}];")
        else:
            self.declared.append((name, length))
        return name

    def _new_array(self, ref: Ref) -> str:
        instruction = self.program.instructions[ref]
        name = self._declare(self.names.fresh(hint(instruction)), instruction.type.axes)
        self._codes[ref] = Code(f"{name}[@]")
        return name

    def _work(self, *sizes: Size) -> str:
        return self._declare(self.names.fresh("work"), sizes)

    def _array(self, ref: Ref) -> str:
        """The name of an array with the entries of a value."""
        code, type_ = self._codes[ref], self.program.type_of(ref)
        name = code.text.removesuffix("[@]")
        if name.isidentifier() and name != code.text:
            return name
        text = self._lanes(ref) if "@" not in code.text else code.text
        name = self._new_array(ref)
        self._loop(f"{name}[@] = {text};", self._size(type_))
        return name

    def _loop(self, statement: str, size: str) -> None:
        self._line(f"for (int i = 0; i < {size}; ++i) {{")
        self._line(f"    {at(statement, 'i')}")
        self._line("}")

    def _lanes(self, ref: Ref) -> str:
        """A scalar, or the entries of an array, as lanes."""
        text = self._codes[ref].text
        return f"all_f64({text})" if self.program.type_of(ref).plain else text


def at(text: str, index: str) -> str:
    """The text with the index put where ``@`` stands, in parentheses inside of a product."""
    inner = index if index.isidentifier() else f"({index})"
    return re.sub(r"\[@\]|@", lambda found: f"[{index}]" if found[0] == "[@]" else inner, text)


def dependencies(program: Program) -> list[frozenset[str]]:
    """For each instruction the names of the arguments that it depends on."""
    found: list[frozenset[str]] = []
    for instruction in program.instructions:
        own = instruction.operation
        names = frozenset({own.name}) if isinstance(own, op.Input) else frozenset()
        found.append(names.union(*(found[ref] for ref in operands(own))))
    return found


def _staged(program: Program, depends: Sequence[frozenset[str]]) -> set[Ref]:
    """What is computed in stages in front of the rest, with all that it needs."""
    everything = frozenset(argument.name for argument in program.arguments)
    types = [instruction.type for instruction in program.instructions]
    matrices = {
        i.operation.name
        for i in program.instructions
        if isinstance(i.operation, op.Input) and i.type.rank == 2
    }
    staged: set[Ref] = set()
    for ref in reversed(range(len(types))):
        operation = program.instructions[ref].operation
        wanted = depends[ref] != everything and bool(depends[ref] & matrices)
        if (wanted or ref in staged) and not types[ref].plain:
            staged.add(ref)
            staged |= {r for r in operands(operation) if not types[r].plain}
    return staged

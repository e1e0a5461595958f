"""The table of Numba: compiled loops over entries or over items.

Where all is done entry by entry, one parallel loop reads each argument once and writes each result
once; vectors are one more axis of such a loop.  Otherwise a function of one item is called in a
parallel loop over the batch.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any, assert_never

from symgauss.errors import NoValueError
from symgauss.export import operations as op
from symgauss.export.code import Code, Level, call
from symgauss.export.identifiers import Names, identifier
from symgauss.export.module import Module
from symgauss.export.numbers import literal
from symgauss.export.operations import Operation, Unary
from symgauss.export.planning import Function
from symgauss.export.program import Program, Type
from symgauss.export.python.arguments import axes_code, dependencies
from symgauss.export.python.arrays import quoted
from symgauss.export.python.layout import WIDTH, wrapped
from symgauss.export.python.loading import functions as load
from symgauss.export.python.sizes import size_code
from symgauss.export.python.source import module_source
from symgauss.export.python.table import PythonTable
from symgauss.kernel.sizes import Size

FUNCTIONS: dict[Unary, str] = {
    Unary.SQUARE: "np.square",
    Unary.SQRT: "np.sqrt",
    Unary.EXP: "np.exp",
    Unary.EXPM1: "np.expm1",
    Unary.LOG: "np.log",
    Unary.LOG1P: "np.log1p",
    Unary.ABS: "np.abs",
    Unary.GAMMA: "math.gamma",
    Unary.LOG_GAMMA: "math.lgamma",
    Unary.ERF: "math.erf",
    Unary.SIN: "np.sin",
    Unary.COS: "np.cos",
    Unary.TANH: "np.tanh",
}
_ENTRYWISE = (op.Input, op.Number, op.Apply, op.Combine, op.LogExcess)
_CHECK = re.compile(r'failed, "((?:[^"\\]|\\.)*)"')


def is_entrywise(program: Program) -> bool:
    """Whether one loop over entries computes all: nothing is summed, nothing is a matrix."""
    return all(
        isinstance(i.operation, _ENTRYWISE) and i.type.rank < 2 and not i.type.over
        for i in program.instructions
    )


class NumbaTable(PythonTable):
    """Numba, for arrays of NumPy."""

    name = "numba"
    package = "numba"
    install = "pip install numba"
    imports = ("import numba", "import numpy as np", "from numpy.typing import ArrayLike, NDArray")
    returned = "Any"  # numbers, too
    decorator = '@numba.njit(error_model="numpy")'
    sized = (op.Extent, op.Eye, op.Spread)

    def further(self, function: Function) -> tuple[str, ...]:
        """Functions of one item say in an array what failed."""
        return ("failed: Array",) if _checks(function.program) else ()

    def finished(self, lines: Sequence[str], program: Program) -> list[str]:
        """The statements with a number for each check, and with the quick logarithm."""
        if is_entrywise(program):
            quick = (("np.log(", "_log("), ("_each_log_excess(", "_log_excess("))
            return [reduce(lambda text, pair: text.replace(*pair), quick, line) for line in lines]
        words = list(_checks(program))
        found: list[str] = []
        for line in lines:
            changed = _CHECK.sub(lambda match: f"failed, {words.index(match[1]) + 1}", line)
            found.append(changed)
        return found

    def body(self, function: Function, core: str) -> list[str]:
        """Arguments are checked by a helper, which runs the loop."""
        program = function.program
        given = [f'("{a.name}", {a.name}, {axes_code(a.type)})' for a in program.arguments]
        lines = [f"arguments = ({given[0]},)"]
        if len(given) > 1:
            lines = ["arguments = (", *(f"    {each}," for each in given), ")"]
        lines += _tuple("depends = ", [f"{each!r}" for each in dependencies(program)])
        types = [program.type_of(output.ref) for output in program.outputs]
        if is_entrywise(program):
            (ranks,) = _tuple("", [str(type_.rank) for type_ in types])
            return [*lines, f"return _entries({core}_loop, arguments, {ranks}, depends)"]
        shapes = [_tuple("", [_axis(size) for size in type_.axes])[0] for type_ in types]
        lines += _tuple("shapes: _Shapes = ", shapes)
        messages = [f'"{name} {what}"' for name, what in _checks(program).items()]
        lines += _tuple("checks: tuple[str, ...] = ", messages)
        return [*lines, f"return _items({core}_loop, arguments, shapes, depends, checks)"]

    def more(self, function: Function, core: str) -> list[str]:
        """The loop over entries or items."""
        program = function.program
        names = Names(frozenset({"numba", "np", "failed", "steps", "math"}))
        given = [names.fresh(a.name) for a in program.arguments]
        made = [names.fresh(o.name) for o in program.outputs]
        place = names.fresh("i")
        entrywise = is_entrywise(program)
        front = [] if entrywise else ["steps: tuple[int, ...]"]
        checked = bool(_checks(program))
        front += ["failed: Array"] if checked else []
        parameters = [*front, *(f"{name}: Array" for name in [*given, *made])]
        lines = ['@numba.njit(parallel=True, error_model="numpy")']
        lines += wrapped(f"def {core}_loop(", parameters, ") -> None:")
        lines.append(
            f'    """All {"entries" if entrywise else "items"} of :func:`{program.name}`."""'
        )
        lines.append(f"    for {place} in numba.prange({made[0]}.shape[0]):")
        if entrywise:
            targets = [f"{name}[{place}]" for name in made]
            left = f"({targets[0]},)" if len(targets) == 1 else ", ".join(targets)
            items = [f"_item({name}, {place})" for name in given]
            lines += _indented(f"{left} = {core}(", items)
            return ["\n".join(lines)]
        items = [f"{name}[{place} * steps[{n}]]" for n, name in enumerate(given)]
        result = names.fresh("result")
        lines += _indented(
            f"{result} = {core}(", [*items, *([f"failed[{place}]"] if checked else [])]
        )
        for n, (name, output) in enumerate(zip(made, program.outputs, strict=True)):
            axes = ", :" * len(program.type_of(output.ref).axes)
            lines.append(f"        {name}[{place}{axes}] = {result}[{n}]")
        return ["\n".join(lines)]

    def expression(  # noqa: PLR0915 - one match
        self, operation: Operation, codes: Sequence[Code], types: Sequence[Type], type_: Type
    ) -> Code:
        """An operation on one item; helpers stand in ``helpers/numba``."""
        texts = [code.text for code in codes]
        rank = types[-1].rank if types else 0
        vector = "_vector" if rank == 1 else ""
        over = any(t.over for t in types)
        each = "_each" if over else ""
        if any(len(t.over) > 1 for t in [*types, type_]):
            raise NoValueError("families over two indices are not written for numba")
        match operation:
            case op.Input(name):
                return Code(name)
            case op.Number(term):
                text = literal(term)
                return Code(text, Level.UNARY if text.startswith("-") else Level.ATOM)
            case op.Extent(size):
                return size_code(size)
            case op.Eye(size):
                return call("np.eye", size_code(size).text)
            case op.Filled(value, shape):
                sizes = [size_code(shape.rows).text]
                sizes += [] if shape.is_vector else [size_code(shape.columns).text]
                text = sizes[0] if len(sizes) == 1 else f"({', '.join(sizes)})"
                return call("np.ones" if value else "np.zeros", text)
            case op.Apply():
                return self.entrywise(operation, codes, FUNCTIONS)
            case op.Combine():
                return self.entrywise(operation, _aligned(codes, types), FUNCTIONS)
            case op.LogExcess():
                return call("_each_log_excess" if type_.axes else "_log_excess", *texts)
            case op.Total():
                return call("_each_total" if over else "np.sum", *texts)
            case op.ProductOf():
                _single(operation, types)
                return call("np.prod", *texts)
            case op.SumSquares():
                return (
                    Code(f"_each_total(np.square({texts[0]}))")
                    if over
                    else call("_sum_squares", *texts)
                )
            case op.Dot():
                return call(f"{each}_dot", *texts)
            case op.MatVec():
                return call(f"{each}_matvec", *texts)
            case op.MatMul():
                return call(f"{each}_matmul", *texts)
            case op.Outer():
                return call(f"{each}_outer", *texts)
            case op.Gram():
                return call(f"{each}_gram", *texts)
            case op.Congruence():
                return call(f"{each}_congruence", *texts)
            case op.Symmetrize():
                return call(f"{each}_symmetrized", *texts)
            case op.Transposed():
                turned = ".transpose(0, 2, 1)" if over else ".T"
                return Code(f"{codes[0].at_least(Level.ATOM)}{turned}")
            case op.Cholesky(name=name):
                return call(f"{each}_cholesky", *texts, "failed", quoted(name))
            case op.SolveLower():
                return call(f"{each}_solve_lower{vector}", *texts)
            case op.SolveLowerTransposed():
                return call(f"{each}_solve_lower_transposed{vector}", *texts)
            case op.Solve(name=name):
                _single(operation, types)
                return call(f"_solve{vector}", *texts, "failed", quoted(name))
            case op.Determinant():
                _single(operation, types)
                return call("_matrix_determinant", *texts)
            case op.LogDeterminant():
                _single(operation, types)
                return call("_log_determinant", *texts)
            case op.SteinLoss():
                _single(operation, types)
                return call("_stein_loss", *texts)
            case op.WhitenedLoss():
                _single(operation, types)
                return call("_whitened_loss", *texts)
            case op.DiagonalOf():
                return call(f"{each}_diagonal", *texts)
            case op.DiagonalMatrix():
                _single(operation, types)
                return call("_diagonal_matrix", *texts)
            case op.AddDiagonal():
                _single(operation, types)
                return call("_plus_diagonal" if types[1].rank else "_plus_multiple", *texts)
            case op.ScaleRows():
                _single(operation, types)
                left, right = (code.at_least(Level.ATOM) for code in codes)
                return Code(f"{left}[:, None] * {right}", Level.PRODUCT)
            case op.Blocks(rows):
                _single(operation, types)
                return _blocks(rows, codes, types, type_)
            case op.Spread(size=size):
                word = f"_spread{vector}" if rank else "np.full"
                given = [texts[0], size_code(size).text]
                return call(word, *(given if rank else reversed(given)))
            case op.SumOver():
                return call("np.sum", texts[0], *(["axis=0"] if rank else []))
            case op.ProductOver():
                return call("np.prod", *texts)
            case _:
                assert_never(operation)


def _single(operation: Operation, types: Sequence[Type]) -> None:
    """Refuse what is written for one item alone and not for a family."""
    if any(type_.over for type_ in types):
        word = type(operation).__name__
        raise NoValueError(f"{word} over an index is not written for numba")


def _aligned(codes: Sequence[Code], types: Sequence[Type]) -> list[Code]:
    """A scalar of each member of a family gets the axes of the array that it stands beside."""
    rank = max(type_.rank for type_ in types)
    return [
        Code(f"{code.at_least(Level.ATOM)}[:{', None' * (rank - type_.rank)}]")
        if type_.over and type_.rank < rank
        else code
        for code, type_ in zip(codes, types, strict=True)
    ]


def _blocks(
    rows: tuple[tuple[int, ...], ...], codes: Sequence[Code], types: Sequence[Type], type_: Type
) -> Code:
    """A vector of pieces, or a matrix of blocks, among them scalars and vectors."""
    atoms = [code.at_least(Level.ATOM) for code in codes]
    if type_.rank == 1:
        pieces = [a if t.rank else f"np.array([{a}])" for a, t in zip(atoms, types, strict=True)]
        return call("np.concatenate", f"({', '.join(pieces)})")
    blocks = iter(
        [
            a if t.rank == 2 else f"{a}[:, None]" if t.rank else f"np.array([[{a}]])"
            for a, t in zip(atoms, types, strict=True)
        ]
    )
    across: list[str] = []
    for row in rows:
        texts = [next(blocks) for _ in row]
        across.append(texts[0] if len(texts) == 1 else f"np.hstack(({', '.join(texts)}))")
    return Code(across[0]) if len(across) == 1 else call("np.vstack", f"({', '.join(across)})")


def _indented(before: str, parts: Sequence[str]) -> list[str]:
    """A call in a loop."""
    line = f"{before}{', '.join(parts)})"
    if len(line) <= WIDTH - 8:
        return [f"        {line}"]
    inside = ", ".join(parts)
    if len(inside) <= WIDTH - 12:
        return [f"        {before}", f"            {inside}", "        )"]
    return [f"        {before}", *(f"            {part}," for part in parts), "        )"]


def _tuple(before: str, parts: Sequence[str]) -> list[str]:
    """A tuple on one line, or on as many as it takes."""
    line = f"{before}({', '.join(parts)}{',' if len(parts) == 1 else ''})"
    if len(line) <= WIDTH - 4:
        return [line]
    return [f"{before}(", *(f"    {part}," for part in parts), ")"]


def _axis(size: Size) -> str:
    """The length of an axis of a result: the names and numbers that it is the sum of."""
    parts: list[str] = []
    for monomial, factor in size.monomials:
        if len(monomial) > 1 or (monomial and factor < 1):
            raise NoValueError(f"a result of the size {size} is not written for numba")
        parts += [f'"{identifier(monomial[0])}"'] * factor if monomial else [str(factor)]
    return _tuple("", parts)[0]


def _checks(program: Program) -> dict[str, str]:
    """The matrices that can fail, by their names as they stand in the code, and how."""
    found: dict[str, str] = {}
    for instruction in program.instructions:
        operation = instruction.operation
        if isinstance(operation, op.Cholesky):
            found.setdefault(quoted(operation.name)[1:-1], "is not positive definite")
        if isinstance(operation, op.Solve):
            found.setdefault(quoted(operation.name)[1:-1], "is singular")
    return found


TABLE = NumbaTable()


def source(module: Module) -> str:
    """The text of a file."""
    return module_source(module, TABLE)


def functions(module: Module) -> dict[str, Callable[..., Any]]:
    """The functions in this process; each is compiled when it is first called with new types."""
    return load(module, TABLE)

"""Targets whose arrays are values: every operation is an expression, batch axes broadcast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, assert_never

from symgauss.export import operations as op
from symgauss.export.code import Code, Level, call
from symgauss.export.numbers import literal
from symgauss.export.operations import Operation, Unary
from symgauss.export.planning import Function
from symgauss.export.program import Type
from symgauss.export.python.arguments import axes_code, dependencies
from symgauss.export.python.sizes import size_code
from symgauss.export.python.table import PythonTable
from symgauss.kernel.sizes import Size

#: Functions of sizes alone: plain Python, so that they do not widen float32.
PLAIN: dict[Unary, str] = {
    Unary.SQRT: "math.sqrt",
    Unary.EXP: "math.exp",
    Unary.EXPM1: "math.expm1",
    Unary.LOG: "math.log",
    Unary.LOG1P: "math.log1p",
    Unary.ABS: "abs",
    Unary.GAMMA: "math.gamma",
    Unary.LOG_GAMMA: "math.lgamma",
    Unary.ERF: "math.erf",
    Unary.SIN: "math.sin",
    Unary.COS: "math.cos",
    Unary.TANH: "math.tanh",
}


#: From this width on a tuple is written on several lines.
_WIDE = 96


class ArrayTable(PythonTable):
    """A library whose arrays broadcast; its helpers have the names that are used here."""

    broadcasts = True
    functions: ClassVar[dict[Unary, str]]  #: entry by entry
    namespace: ClassVar[
        str
    ]  #: of ``eye``, ``full``, ``ones``, ``zeros``, ``sum``, ``prod`` and ``repeat``
    axis: ClassVar[str]  #: the keyword of an axis
    determinant: ClassVar[str]
    repeat: ClassVar[str] = "repeat"

    def body(self, function: Function, core: str) -> list[str]:
        """Arguments are checked, and then the core is called once for the whole batch."""
        return [*_given(function), f"return {core}(*_prepared(arguments))"]

    def mapped(self, function: Function, core: str, *, straight: bool = False) -> list[str]:
        """Arguments are checked and mapped over parts of the batch by a helper.

        ``straight``: the core is told where its results belong.
        """
        depends = dependencies(function.program)
        line = f"depends = {depends!r}"
        lines = [line]
        if len(line) > _WIDE:
            lines = ["depends = (", *(f"    {each!r}," for each in depends), ")"]
        more = ", straight=True" if straight else ""
        return [*_given(function), *lines, f"return _mapped({core}, arguments, depends{more})"]

    def expression(  # noqa: PLR0915 - one match
        self, operation: Operation, codes: Sequence[Code], types: Sequence[Type], type_: Type
    ) -> Code:
        """An operation; helpers stand in the folder of the target."""
        texts = [code.text for code in codes]
        rank = types[-1].rank if types else 0
        vector = "_vector" if rank == 1 else ""
        match operation:
            case op.Input(name):
                return Code(name)
            case op.Number(term):
                text = literal(term)
                return Code(text, Level.UNARY if text.startswith("-") else Level.ATOM)
            case op.Extent(size):
                return size_code(size)
            case op.Eye(size):
                return self._made("eye", size_code(size).text)
            case op.Filled(value, shape):
                sizes = [size_code(shape.rows).text]
                sizes += [] if shape.is_vector else [size_code(shape.columns).text]
                text = sizes[0] if len(sizes) == 1 else f"({', '.join(sizes)})"
                return self._made("ones" if value else "zeros", text)
            case op.Apply():
                return self.entrywise(operation, codes, PLAIN if type_.plain else self.functions)
            case op.Combine():
                return self.entrywise(operation, aligned(codes, types), self.functions)
            case op.LogExcess():
                return call("_log_excess", *texts)
            case op.Total():
                return self._over_axes("sum", texts[0], "-1" if rank == 1 else "(-2, -1)")
            case op.ProductOf():
                return self._over_axes("prod", texts[0], "-1")
            case op.SumSquares():
                return call("_sum_squares" if rank == 1 else "_sum_squares_matrix", *texts)
            case op.Dot():
                return call("_dot" if rank == 1 else "_dot_matrix", *texts)
            case op.MatVec():
                return call("_matvec", *texts)
            case op.MatMul():
                left, right = codes
                text = f"{left.at_least(Level.PRODUCT)} @ {right.at_least(Level.UNARY)}"
                return Code(text, Level.PRODUCT)
            case op.Outer():
                column, row = (code.at_least(Level.ATOM) for code in codes)
                return Code(f"{column}[..., :, None] * {row}[..., None, :]", Level.PRODUCT)
            case op.Gram():
                return call("_gram", *texts)
            case op.Congruence():
                return call("_congruence", *texts)
            case op.Symmetrize():
                return call("_symmetrized", *texts)
            case op.Transposed():
                return Code(f"{codes[0].at_least(Level.ATOM)}.mT")
            case op.Cholesky(name=name):
                return call("_cholesky", *texts, quoted(name))
            case op.SolveLower():
                return call(f"_solve_lower{vector}", *texts)
            case op.SolveLowerTransposed():
                return call(f"_solve_lower_transposed{vector}", *texts)
            case op.Solve(name=name):
                return call(f"_solve{vector}", *texts, quoted(name))
            case op.Determinant():
                return call(self.determinant, *texts)
            case op.LogDeterminant():
                return call("_log_determinant", *texts)
            case op.SteinLoss():
                return call("_stein_loss", *texts)
            case op.WhitenedLoss():
                return call("_whitened_loss", *texts)
            case op.DiagonalOf():
                return call("_diagonal", *texts)
            case op.DiagonalMatrix():
                return call("_diagonal_matrix", *texts)
            case op.AddDiagonal():
                matrix, diagonal = codes
                if types[1].rank == 0 and not types[1].plain:
                    diagonal = Code(f"{diagonal.at_least(Level.ATOM)}[..., None]")
                return call("_plus_diagonal", matrix.text, diagonal.text)
            case op.ScaleRows():
                rows_, matrix_ = (code.at_least(Level.ATOM) for code in codes)
                return Code(f"{rows_}[..., None] * {matrix_}", Level.PRODUCT)
            case op.Blocks(rows):
                if type_.rank == 1:
                    return call("_stacked", f"[{', '.join(_lifted(codes, types, 1))}]")
                blocks = iter(_lifted(codes, types, 2))
                written = [f"[{', '.join(next(blocks) for _ in row)}]" for row in rows]
                return call("_blocks", f"[{', '.join(written)}]")
            case op.Spread():
                return Code(f"{codes[0].at_least(Level.ATOM)}[..., None{', :' * rank}]")
            case op.SumOver():
                return self._over_axes("sum", texts[0], str(-1 - rank))
            case op.ProductOver():
                return self._over_axes("prod", texts[0], str(-1 - rank))
            case _:
                assert_never(operation)

    def repeated(self, code: Code, size: Size, rank: int) -> Code:
        """A spread value broadcasts where it is computed with; as a result it is written out."""
        axes = f"[..., None{', :' * rank}]"
        text = f"{code.at_least(Level.ATOM)}{axes}"
        axis = f"{self.axis}={-1 - rank}"
        return call(f"{self.namespace}.{self.repeat}", text, size_code(size).text, axis)

    def filled(self, code: Code) -> Code:
        """A number has the type of the arguments, and no axes."""
        return self._made("full", f"(), {code.text}")

    def _over_axes(self, function: str, text: str, axes: str) -> Code:
        return call(f"{self.namespace}.{function}", text, f"{self.axis}={axes}")

    def _made(self, function: str, size: str) -> Code:
        words = (f"{word}={word}" for word in self.factory)
        return call(f"{self.namespace}.{function}", size, *words)


def _lifted(codes: Sequence[Code], types: Sequence[Type], rank: int) -> list[str]:
    """Pieces with axes of size one behind those that they have."""
    return [
        f"{code.at_least(Level.ATOM)}[...{', None' * (rank - type_.rank)}]"
        if type_.rank < rank
        else code.text
        for code, type_ in zip(codes, types, strict=True)
    ]


def aligned(codes: Sequence[Code], types: Sequence[Type]) -> list[Code]:
    """A scalar of a batch next to an array gets the axes of the array behind it."""
    rank = max(type_.rank for type_ in types)
    return [
        code
        if type_.rank == rank or type_.plain
        else Code(f"{code.at_least(Level.ATOM)}[..., None{', None' * (rank - 1)}]")
        for code, type_ in zip(codes, types, strict=True)
    ]


def quoted(text: str) -> str:
    """A text as a literal with double quotes."""
    clean = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{clean}"'


def _given(function: Function) -> list[str]:
    """The arguments with their names and axes."""
    given = [f'("{a.name}", {a.name}, {axes_code(a.type)})' for a in function.program.arguments]
    if len(given) == 1:
        return [f"arguments = ({given[0]},)"]
    return ["arguments = (", *(f"    {each}," for each in given), ")"]

"""The table of NumPy: each operation as an expression on arrays with leading batch axes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Any, assert_never

from symgauss.errors import MissingDependencyError
from symgauss.export import operations as op
from symgauss.export.code import Code, Level, call
from symgauss.export.module import Module
from symgauss.export.numbers import literal
from symgauss.export.operations import Binary, Operation, Unary
from symgauss.export.planning import Function
from symgauss.export.program import Type
from symgauss.export.python.arguments import axes_code, dependencies
from symgauss.export.python.loading import functions as load
from symgauss.export.python.memory import COMMUTATIVE
from symgauss.export.python.sizes import size_code
from symgauss.export.python.source import module_source
from symgauss.export.python.table import SIGNS, PythonTable

FUNCTIONS: dict[Unary, str] = {
    Unary.SQUARE: "np.square",
    Unary.SQRT: "np.sqrt",
    Unary.EXP: "np.exp",
    Unary.EXPM1: "np.expm1",
    Unary.LOG: "np.log",
    Unary.LOG1P: "np.log1p",
    Unary.ABS: "np.abs",
    Unary.GAMMA: "scipy_special.gamma",
    Unary.LOG_GAMMA: "scipy_special.gammaln",
    Unary.DIGAMMA: "scipy_special.digamma",
    Unary.ERF: "scipy_special.erf",
    Unary.NORMAL_CDF: "scipy_special.ndtr",
    Unary.SIN: "np.sin",
    Unary.COS: "np.cos",
    Unary.TANH: "np.tanh",
}
_UFUNCS = {Binary.SUBTRACT: "np.subtract", Binary.DIVIDE: "np.divide"}
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


class NumpyTable(PythonTable):
    """NumPy, for arrays in memory."""

    name = "numpy"
    package = "numpy"
    install = "pip install numpy"
    overwrites = True
    imports = (
        "import numpy as np",
        "from numpy.typing import ArrayLike, NDArray",
        "from scipy import special as scipy_special",
    )

    def body(self, function: Function, core: str) -> list[str]:
        """Arguments are checked and mapped over chunks by a helper."""
        program = function.program
        given = [f'("{a.name}", {a.name}, {axes_code(a.type)})' for a in program.arguments]
        lines = [f"arguments = ({given[0]},)"]
        if len(given) > 1:
            lines = ["arguments = (", *(f"    {each}," for each in given), ")"]
        lines += _depends(dependencies(program))
        return [*lines, f"return _mapped({core}, arguments, depends)"]

    def overwriting(
        self, operation: Operation, place: int, codes: Sequence[Code], types: Sequence[Type]
    ) -> str:
        """Arithmetic as an assignment, functions with ``out``."""
        name = codes[place].text
        match operation:
            case op.Combine(function, _, _):
                other = _aligned(codes, types)[1 - place].text
                if place == 0 or function in COMMUTATIVE:
                    return f"{name} {SIGNS[function][0]}= {other}"
                return f"{_UFUNCS[function]}({other}, {name}, out={name})"
            case op.Apply(Unary.NEGATE, _):
                return f"np.negative({name}, out={name})"
            case op.Apply(function, _):
                return f"{FUNCTIONS[function]}({name}, out={name})"
            case _:
                raise TypeError(operation)

    def expression(  # noqa: PLR0915 - one match
        self, operation: Operation, codes: Sequence[Code], types: Sequence[Type], type_: Type
    ) -> Code:
        """An operation; helpers stand in ``helpers/numpy``."""
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
                return call("np.eye", size_code(size).text, "dtype=dtype")
            case op.Filled(value, shape):
                sizes = [size_code(shape.rows).text]
                sizes += [] if shape.is_vector else [size_code(shape.columns).text]
                text = sizes[0] if len(sizes) == 1 else f"({', '.join(sizes)})"
                return call("np.ones" if value else "np.zeros", text, "dtype=dtype")
            case op.Apply():
                if type_.plain:
                    return self.entrywise(operation, codes, PLAIN)
                return self.entrywise(operation, codes, FUNCTIONS)
            case op.Combine():
                return self.entrywise(operation, _aligned(codes, types), FUNCTIONS)
            case op.LogExcess():
                change, root = texts
                return call("_log_excess", change, f"lambda: {root}")
            case op.Total():
                return call("np.sum", texts[0], f"axis={_last(rank)}")
            case op.ProductOf():
                return call("np.prod", texts[0], "axis=-1")
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
                return call("_transposed", *texts)
            case op.Cholesky(name=name):
                return call("_cholesky", *texts, quoted(name))
            case op.SolveLower():
                return call(f"_solve_lower{vector}", *texts)
            case op.SolveLowerTransposed():
                return call(f"_solve_lower_transposed{vector}", *texts)
            case op.Solve(name=name):
                return call(f"_solve{vector}", *texts, quoted(name))
            case op.Determinant():
                return call("np.linalg.det", *texts)
            case op.LogDeterminant():
                return call("_log_determinant", *texts)
            case op.SteinLoss():
                return call("_stein_loss", *texts)
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
                found = iter(texts)
                if type_.rank == 1:
                    pieces = [
                        f"{next(found)}" if t.rank else f"{next(found)}[..., None]" for t in types
                    ]
                    return call("_stacked", f"[{', '.join(pieces)}]")
                return _block_matrix(rows, codes, types)
            case op.Spread():
                return Code(f"{codes[0].at_least(Level.ATOM)}[..., None{', :' * rank}]")
            case op.SumOver():
                return call("np.sum", texts[0], f"axis={-1 - rank}")
            case op.ProductOver():
                return call("np.prod", texts[0], f"axis={-1 - rank}")
            case _:
                assert_never(operation)


def _depends(places: tuple[tuple[int, ...], ...]) -> list[str]:
    """Which arguments each result depends on, on as many lines as it takes."""
    line = f"depends = {places!r}"
    if len(line) <= 96:
        return [line]
    return ["depends = (", *(f"    {each!r}," for each in places), ")"]


def quoted(text: str) -> str:
    """A text as a literal with double quotes."""
    clean = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{clean}"'


def _last(rank: int) -> str:
    return "-1" if rank == 1 else "(-2, -1)"


def _aligned(codes: Sequence[Code], types: Sequence[Type]) -> list[Code]:
    """A scalar of a batch next to an array gets the axes of the array behind it."""
    rank = max(type_.rank for type_ in types)
    return [
        code
        if type_.rank == rank or type_.plain
        else Code(f"{code.at_least(Level.ATOM)}[..., None{', None' * (rank - 1)}]")
        for code, type_ in zip(codes, types, strict=True)
    ]


def _block_matrix(
    rows: tuple[tuple[int, ...], ...], codes: Sequence[Code], types: Sequence[Type]
) -> Code:
    """A matrix of blocks; a scalar or a vector among them gets the axes that it lacks."""
    pairs = iter(zip(codes, types, strict=True))
    written: list[str] = []
    for row in rows:
        parts: list[str] = []
        for _ in row:
            code, type_ = next(pairs)
            axes = ", None" * (2 - type_.rank)
            parts.append(f"{code.at_least(Level.ATOM)}[...{axes}]" if axes else code.text)
        written.append(f"[{', '.join(parts)}]")
    return call("_blocks", f"[{', '.join(written)}]")


TABLE = NumpyTable()


def source(module: Module) -> str:
    """The text of a file."""
    return module_source(module, TABLE)


def functions(module: Module) -> dict[str, Callable[..., Any]]:
    """The functions in this process; some special functions need SciPy."""
    if "scipy_special." in module_source(module, TABLE) and find_spec("scipy") is None:
        raise MissingDependencyError(
            f"{module.main.name} needs scipy, which is not installed; "
            "install it with: pip install scipy"
        )
    return load(module, TABLE)

"""The table of NumPy: each operation as an expression on arrays with leading batch axes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Any

from symgauss.errors import MissingDependencyError
from symgauss.export import operations as op
from symgauss.export.code import Code, call
from symgauss.export.module import Module
from symgauss.export.operations import Binary, Operation, Unary
from symgauss.export.planning import Function
from symgauss.export.program import Type
from symgauss.export.python.arrays import ArrayTable, aligned
from symgauss.export.python.loading import functions as load
from symgauss.export.python.memory import COMMUTATIVE, Memory
from symgauss.export.python.naming import uses
from symgauss.export.python.source import module_source
from symgauss.export.python.table import SIGNS

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
_UFUNCS = {
    Binary.ADD: "np.add",
    Binary.SUBTRACT: "np.subtract",
    Binary.MULTIPLY: "np.multiply",
    Binary.DIVIDE: "np.divide",
}


class NumpyTable(ArrayTable):
    """NumPy, for arrays in memory."""

    name = "numpy"
    package = "numpy"
    install = "pip install numpy"
    overwrites = True
    namespace = "np"
    axis = "axis"
    determinant = "np.linalg.det"
    functions = FUNCTIONS
    imports = (
        "import numpy as np",
        "from numpy.typing import ArrayLike, NDArray",
        "from scipy import special as scipy_special",
    )

    def body(self, function: Function, core: str) -> list[str]:
        """Arguments are checked and mapped over chunks by a helper."""
        return self.mapped(function, core, straight=_is_straight(function))

    def further(self, function: Function) -> tuple[str, ...]:
        """The memory of the results, where some are written straight there."""
        if not _is_straight(function):
            return ()
        count = len(function.program.outputs)
        nowhere = "(None,)" if count == 1 else f"({', '.join(['None'] * count)})"
        return (f"out: Sequence[Array | None] = {nowhere}",)

    def overwriting(
        self, operation: Operation, place: int, codes: Sequence[Code], types: Sequence[Type]
    ) -> str:
        """Arithmetic as an assignment, functions with ``out``."""
        name = codes[place].text
        match operation:
            case op.Combine(function, _, _):
                other = aligned(codes, types)[1 - place].text
                if place == 0 or function in COMMUTATIVE:
                    return f"{name} {SIGNS[function][0]}= {other}"
                return f"{_UFUNCS[function]}({other}, {name}, out={name})"
            case op.Apply(Unary.NEGATE, _):
                return f"np.negative({name}, out={name})"
            case op.Apply(function, _):
                return f"{FUNCTIONS[function]}({name}, out={name})"
            case _:
                raise TypeError(operation)

    def straight(
        self, operation: Operation, codes: Sequence[Code], types: Sequence[Type], place: int
    ) -> Code:
        """A function of NumPy with ``out``; where that is ``None``, it makes a new array."""
        out = f"out=out[{place}]"
        match operation:
            case op.Combine(function, _, _):
                return call(_UFUNCS[function], *(c.text for c in aligned(codes, types)), out)
            case op.Apply(Unary.NEGATE, _):
                return call("np.negative", codes[0].text, out)
            case op.Apply(function, _):
                return call(FUNCTIONS[function], codes[0].text, out)
            case _:
                raise TypeError(operation)

    def expression(
        self, operation: Operation, codes: Sequence[Code], types: Sequence[Type], type_: Type
    ) -> Code:
        """An operation; helpers stand in ``helpers/numpy``."""
        match operation:
            case op.LogExcess():
                change, root = (code.text for code in codes)
                return call("_log_excess", root, f"lambda: {change}")
            case op.MatMul():
                return call("_matmul", *(code.text for code in codes))
            case op.Transposed():
                return call("_transposed", codes[0].text)
            case _:
                return super().expression(operation, codes, types, type_)


def _is_straight(function: Function) -> bool:
    program = function.program
    return bool(Memory(program, uses(program)).straight())


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

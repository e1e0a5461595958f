"""SymPy's printer for NumPy, with the few notions that it has no code for."""

from __future__ import annotations

from typing import Any

from sympy import Determinant
from sympy.printing.numpy import NumPyPrinter


class Printer(NumPyPrinter):  # type: ignore[misc]
    """The printer of ``lambdify``, which also knows ``x^T A x`` as a scalar, and families.

    A family is an array whose first axis is the index: its members are counted from 1.
    """

    def __init__(self) -> None:
        super().__init__({"fully_qualified_modules": True})

    def _print_Scalar(self, expression: Any) -> str:
        return f"({self._print(expression.matrix)})[0, 0]"

    def _print_Trace(self, expression: Any) -> str:
        return f"numpy.trace({self._print(expression.arg)})"

    def _print_Determinant(self, expression: Any) -> str:
        return f"numpy.linalg.det({self._print(expression.arg)})"

    def _print_log(self, expression: Any) -> str:
        (inner,) = expression.args
        if isinstance(inner, Determinant):
            return f"numpy.linalg.slogdet({self._print(inner.arg)})[1]"
        return f"numpy.log({self._print(inner)})"

    def _print_Identity(self, expression: Any) -> str:
        return f"numpy.eye({self._print(expression.shape[0])})"

    def _print_Block(self, expression: Any) -> str:
        rows = (", ".join(map(self._print, row)) for row in expression.args)
        return f"numpy.block([{', '.join(f'[{row}]' for row in rows)}])"

    def _print_Indexed(self, expression: Any) -> str:
        return f"{expression.base.label}[{self._places(expression.indices)}]"

    def _print_IndexedMatrix(self, expression: Any) -> str:
        column = ".reshape(-1, 1)" if expression.shape[1] == 1 else ""
        return f"{expression.name}[{self._places(expression.args[4])}]{column}"

    def _places(self, indices: Any) -> str:
        return ", ".join(self._print(index - 1) for index in indices)

    def _print_Sum(self, expression: Any) -> str:
        return f"sum({self._members(expression)})"

    def _print_Product(self, expression: Any) -> str:
        return f"numpy.prod([{self._members(expression)}])"

    def _print_MatrixSum(self, expression: Any) -> str:
        return self._print_Sum(expression)

    def _members(self, expression: Any) -> str:
        body, (index, lower, upper) = expression.args
        first, end = self._print(lower), self._print(upper + 1)
        return f"{self._print(body)} for {self._print(index)} in range({first}, {end})"

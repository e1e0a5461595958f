"""Vector- and matrix-valued notions that SymPy lacks or gets wrong.  Nothing here evaluates."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Integer, MatrixExpr, Tuple
from sympy.core.symbol import Str


class Unevaluated(MatrixExpr):  # type: ignore[misc]
    """Base of the matrix-valued expressions below: they keep their arguments as they are."""

    def doit(self, **_hints: Any) -> Any:
        """Stay as written."""
        return self


class Block(Unevaluated):
    """A block matrix; ``args`` are rows of blocks.  A stacked vector has one block a row."""

    def __new__(cls, *rows: Any) -> Any:
        """Make it from rows, each a sequence of blocks (1 x 1 blocks may be scalars)."""
        return Expr.__new__(cls, *(Tuple(*row) for row in rows))

    @property
    def shape(self) -> tuple[Any, Any]:
        """Sums of the heights and of the widths."""
        heights = sum((size_of(row[0])[0] for row in self.args), Integer(0))
        widths = sum((size_of(block)[1] for block in self.args[0]), Integer(0))
        return heights, widths


class Vec(Unevaluated):
    """Columns of a matrix stacked into one vector."""

    def __new__(cls, matrix: Any) -> Any:
        """Stack the columns of ``matrix``."""
        return Expr.__new__(cls, matrix)

    @property
    def shape(self) -> tuple[Any, Any]:
        """Rows times columns, one."""
        rows, columns = self.args[0].shape
        return rows * columns, Integer(1)


class Diag(Unevaluated):
    """Diagonal matrix of a vector; of a square matrix, the vector of its diagonal."""

    def __new__(cls, argument: Any) -> Any:
        """Make it from a vector or a square matrix."""
        return Expr.__new__(cls, argument)

    @property
    def shape(self) -> tuple[Any, Any]:
        """Square for a vector, a vector for a square matrix."""
        rows, columns = self.args[0].shape
        return (rows, rows) if columns == 1 else (rows, Integer(1))


class MatrixExpectation(Unevaluated):
    """``E[body]`` of a vector or matrix under a law."""

    def __new__(cls, body: Any, law: Any) -> Any:
        """Use :func:`symgauss.calculus.expectation`."""
        return Expr.__new__(cls, body, law)

    @property
    def shape(self) -> tuple[Any, Any]:
        """Shape of the body."""
        rows, columns = self.args[0].shape
        return rows, columns

    def _latex(self, printer: Any) -> str:
        return rf"\mathbb{{E}}\left[{printer.doprint(self.args[0])}\right]"


class MatrixCovariance(Unevaluated):
    """``Cov[left, right]`` where a side is a vector."""

    def __new__(cls, left: Any, right: Any, law: Any) -> Any:
        """Use :func:`symgauss.calculus.covariance_of`."""
        return Expr.__new__(cls, left, right, law)

    @property
    def shape(self) -> tuple[Any, Any]:
        """Rows of the left by rows of the right."""
        return size_of(self.args[0])[0], size_of(self.args[1])[0]

    def _latex(self, printer: Any) -> str:
        left, right = (printer.doprint(a) for a in self.args[:2])
        inner = left if left == right else f"{left}, {right}"
        return rf"\operatorname{{Cov}}\left[{inner}\right]"


class Gradient(Unevaluated):
    """Gradient of a scalar by a vector or matrix, in the shape of the variable."""

    def __new__(cls, body: Any, variable: Any) -> Any:
        """Use :func:`symgauss.calculus.gradient`."""
        return Expr.__new__(cls, body, variable)

    @property
    def shape(self) -> tuple[Any, Any]:
        """Shape of the variable."""
        rows, columns = self.args[1].shape
        return rows, columns

    def _latex(self, printer: Any) -> str:
        body, variable = (printer.doprint(a) for a in self.args)
        return rf"\nabla_{{{variable}}} {body}"


class Hessian(Unevaluated):
    """Matrix of second derivatives of a scalar by a vector."""

    def __new__(cls, body: Any, variable: Any) -> Any:
        """Differentiate ``body`` twice by ``variable``."""
        return Expr.__new__(cls, body, variable)

    @property
    def shape(self) -> tuple[Any, Any]:
        """Square, of the size of the variable."""
        return self.args[1].shape[0], self.args[1].shape[0]


class MatrixDerivative(Unevaluated):
    """Derivative of a vector or matrix by a scalar."""

    def __new__(cls, body: Any, variable: Any) -> Any:
        """Differentiate entry by entry."""
        return Expr.__new__(cls, body, variable)

    @property
    def shape(self) -> tuple[Any, Any]:
        """Shape of the body."""
        rows, columns = self.args[0].shape
        return rows, columns


class MatrixSum(Unevaluated):
    """``sum_{index = lower}^{upper} body`` of vectors or matrices."""

    def __new__(cls, body: Any, limits: Any) -> Any:
        """``limits`` is (index, lower, upper)."""
        return Expr.__new__(cls, body, Tuple(*limits))

    @property
    def shape(self) -> tuple[Any, Any]:
        """Shape of the body."""
        rows, columns = self.args[0].shape
        return rows, columns


class MatrixProduct(Unevaluated):
    """``prod_{index = lower}^{upper} body`` of square matrices."""

    def __new__(cls, body: Any, limits: Any) -> Any:
        """``limits`` is (index, lower, upper)."""
        return Expr.__new__(cls, body, Tuple(*limits))

    @property
    def shape(self) -> tuple[Any, Any]:
        """Shape of the body."""
        rows, columns = self.args[0].shape
        return rows, columns


class OpaqueMatrix(Unevaluated):
    """An unknown function with vector or matrix values, such as ``epsilon_theta(x_t, t)``."""

    def __new__(cls, name: object, arguments: Any, rows: Any, columns: Any) -> Any:
        """Apply the function ``name``; the value has the given rows and columns."""
        return Expr.__new__(cls, Str(str(name)), Tuple(*arguments), rows, columns)

    @property
    def shape(self) -> tuple[Any, Any]:
        """Shape of the value."""
        return self.args[2], self.args[3]

    def _latex(self, printer: Any) -> str:
        from sympy import Symbol  # noqa: PLC0415 - only for printing

        arguments = ", ".join(printer.doprint(a) for a in self.args[1])
        return rf"{printer.doprint(Symbol(str(self.args[0])))}\left({arguments}\right)"


def size_of(value: Any) -> tuple[Any, Any]:
    """Shape of an expression; a scalar is 1 x 1."""
    if isinstance(value, MatrixExpr):
        rows, columns = value.shape
        return rows, columns
    return Integer(1), Integer(1)

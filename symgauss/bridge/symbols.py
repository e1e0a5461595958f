"""Symbols that carry what is declared about them, so that equality and hashing see it too."""

from __future__ import annotations

from typing import Any

from sympy import (
    Expr,
    Indexed,
    IndexedBase,
    Integer,
    MatrixExpr,
    MatrixSymbol,
    Rational,
    Symbol,
    Tuple,
)
from sympy.core.symbol import Str

from symgauss.bridge.values import as_expression
from symgauss.kernel.context import Property, closure


class DimensionSymbol(Symbol):  # type: ignore[misc]
    """A size, such as the ``n`` of an n-vector: a positive integer."""

    __slots__ = ()

    def __new__(cls, name: str, **_assumptions: bool) -> Any:
        """Make the dimension called ``name``."""
        return super().__new__(cls, name, integer=True, positive=True)


class RangedSymbol(Symbol):  # type: ignore[misc]
    """A real scalar strictly between two bounds, such as ``alpha_t`` in (0, 1)."""

    __slots__ = ("above", "below")
    above: Any
    below: Any

    def __new__(
        cls, name: str, above: object = None, below: object = None, **_assumptions: bool
    ) -> Any:
        """Make a scalar with ``above < value < below``; a bound may be missing."""
        low = None if above is None else Rational(as_expression(above))
        high = None if below is None else Rational(as_expression(below))
        known = {"real": True}
        if low is not None and low >= 0:
            known = {"positive": True}
        made = Symbol.__xnew__(cls, name, **known)
        made.above, made.below = low, high
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[Any, ...], dict[str, bool]]:
        return (self.name, self.above, self.below), {}

    def _hashable_content(self) -> tuple[Any, ...]:
        return (*super()._hashable_content(), str(self.above), str(self.below))


class DeclaredMatrix(MatrixSymbol):  # type: ignore[misc]
    """A vector or matrix with declared properties: ``args`` are name, rows, columns, properties."""

    def __new__(cls, name: object, rows: object, columns: object, properties: object = ()) -> Any:
        """Make the symbol; ``properties`` are names of :class:`Property` or properties."""
        words = sorted({Property(str(word)) for word in properties})  # type: ignore[attr-defined]
        plain = MatrixSymbol(name, rows, columns)
        return Expr.__new__(cls, *plain.args, Tuple(*(Str(word.value) for word in words)))

    @property
    def properties(self) -> frozenset[Property]:
        """The declared properties, without what they imply."""
        return frozenset(Property(str(word)) for word in self.args[3])

    def has_property(self, wanted: Property) -> bool:
        """Whether a property is declared or implied by a declared one."""
        return wanted in closure(self.properties)


class IndexedMatrix(MatrixExpr):  # type: ignore[misc]
    """A member of a family of vectors or matrices: name, rows, columns, properties, indices."""

    def __new__(
        cls, name: object, rows: object, columns: object, properties: object, indices: object
    ) -> Any:
        """Make the member of the family ``name`` at ``indices``."""
        family = DeclaredMatrix(name, rows, columns, properties)
        places = Tuple(*(as_expression(i) for i in indices))  # type: ignore[attr-defined]
        return Expr.__new__(cls, *family.args, places)

    @property
    def name(self) -> str:
        """Name of the family."""
        return str(self.args[0])

    @property
    def shape(self) -> tuple[Any, Any]:
        """Rows and columns of one member."""
        return self.args[1], self.args[2]

    @property
    def properties(self) -> frozenset[Property]:
        """The declared properties of every member."""
        return frozenset(Property(str(word)) for word in self.args[3])

    def has_property(self, wanted: Property) -> bool:
        """Whether a property is declared or implied by a declared one."""
        return wanted in closure(self.properties)

    def _latex(self, printer: Any) -> str:
        places = ",".join(printer.doprint(i) for i in self.args[4])
        return f"{printer.doprint(Symbol(self.name))}_{{{places}}}"


def dimension(name: str) -> DimensionSymbol:
    """Declare a dimension."""
    made: DimensionSymbol = DimensionSymbol(name)
    return made


def scalar(
    name: str,
    *,
    positive: bool = False,
    nonnegative: bool = False,
    integer: bool = False,
    between: tuple[object, object] | None = None,
) -> Any:
    """Declare a real scalar; ``between=(a, b)`` is the open interval, an end may be ``None``."""
    if between is not None:
        return RangedSymbol(name, *between)
    known = {"real": True}
    if positive:
        known = {"positive": True}
    elif nonnegative:
        known = {"nonnegative": True}
    if integer:
        known |= {"integer": True}
    return Symbol(name, **known)


def indexed(name: str, *indices: object, positive: bool = False) -> Any:
    """The member of a family of real scalars, such as ``x_i``."""
    known = {"positive": True} if positive else {"real": True}
    return Indexed(IndexedBase(name, **known), *map(as_expression, indices))


def indexed_matrix(
    name: str, indices: tuple[object, ...], rows: object, columns: object, *properties: str
) -> IndexedMatrix:
    """The member of a family of vectors or matrices, such as ``Sigma_i``."""
    made: IndexedMatrix = IndexedMatrix(name, rows, columns, properties, indices)
    return made


def vector(name: str, rows: object) -> DeclaredMatrix:
    """Declare a vector with ``rows`` entries."""
    made: DeclaredMatrix = DeclaredMatrix(name, rows, Integer(1))
    return made


def matrix(name: str, rows: object, columns: object, *properties: Property | str) -> DeclaredMatrix:
    """Declare a matrix, with properties such as ``"symmetric"`` or ``"orthogonal"``."""
    made: DeclaredMatrix = DeclaredMatrix(name, rows, columns, properties)
    return made


def covariance(name: str, rows: object) -> DeclaredMatrix:
    """Declare a symmetric positive definite matrix."""
    made: DeclaredMatrix = DeclaredMatrix(name, rows, rows, (Property.POSITIVE_DEFINITE,))
    return made

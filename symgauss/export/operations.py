"""The operations of a program: a closed set of typed, pure, batched operations, as plain data.

Operands are numbers of earlier instructions (:data:`Ref`).  An operation speaks about one item;
every target carries any number of leading batch axes along.  Scalars, vectors and matrices have
0, 1 and 2 axes of their own.  A function over operations is one ``match``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, get_args

from symgauss.kernel.sizes import Shape, Size
from symgauss.kernel.terms import Term

Ref = int
"""The number of an earlier instruction."""


class Unary(StrEnum):
    """Functions that are applied entry by entry."""

    NEGATE = "negate"
    SQUARE = "square"
    SQRT = "sqrt"
    EXP = "exp"
    EXPM1 = "expm1"
    LOG = "log"
    LOG1P = "log1p"
    ABS = "abs"
    GAMMA = "gamma"
    LOG_GAMMA = "log_gamma"
    DIGAMMA = "digamma"
    ERF = "erf"
    NORMAL_CDF = "normal_cdf"
    SIN = "sin"
    COS = "cos"
    TANH = "tanh"


class Binary(StrEnum):
    """Arithmetic entry by entry, of equal shapes or of a scalar with anything."""

    ADD = "add"
    SUBTRACT = "subtract"
    MULTIPLY = "multiply"
    DIVIDE = "divide"
    POWER = "power"


# --- sources -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Input:
    """An argument of the function, by its identifier."""

    name: str


@dataclass(frozen=True, slots=True)
class Number:
    """A scalar without symbols, such as ``1/2`` or ``log(2 pi)``, as an exact kernel term."""

    term: Term


@dataclass(frozen=True, slots=True)
class Extent:
    """A size as a number: the ``n`` of ``n/2``."""

    size: Size


@dataclass(frozen=True, slots=True)
class Eye:
    """The identity matrix."""

    size: Size


@dataclass(frozen=True, slots=True)
class Filled:
    """A vector or matrix whose entries are all zero or all one."""

    value: int
    shape: Shape


# --- entry by entry ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Apply:
    """A function of one argument, entry by entry."""

    function: Unary
    operand: Ref


@dataclass(frozen=True, slots=True)
class Combine:
    """``left . right``, entry by entry."""

    function: Binary
    left: Ref
    right: Ref


@dataclass(frozen=True, slots=True)
class LogExcess:
    """``h^2 - 1 - log h^2`` where ``h = 1 + g``, entry by entry, without cancellation.

    ``change`` is ``g``, accurate where it is small; ``root`` is ``h > 0``, accurate where it is
    small.  Twice the divergence of ``N(0, h^2)`` from ``N(0, 1)``.
    """

    change: Ref
    root: Ref


# --- vectors and matrices ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of all entries of a vector or matrix."""

    operand: Ref


@dataclass(frozen=True, slots=True)
class ProductOf:
    """The product of all entries of a vector."""

    operand: Ref


@dataclass(frozen=True, slots=True)
class SumSquares:
    """The sum of the squares of all entries: ``||x||^2``, or the squared Frobenius norm."""

    operand: Ref


@dataclass(frozen=True, slots=True)
class Dot:
    """The sum over the products of entries: ``x^T y``, or ``tr(A^T B)``."""

    left: Ref
    right: Ref


@dataclass(frozen=True, slots=True)
class MatVec:
    """Matrix times vector."""

    matrix: Ref
    vector: Ref


@dataclass(frozen=True, slots=True)
class MatMul:
    """Matrix times matrix."""

    left: Ref
    right: Ref


@dataclass(frozen=True, slots=True)
class Outer:
    """``x y^T``."""

    left: Ref
    right: Ref


@dataclass(frozen=True, slots=True)
class Gram:
    """``X^T X``, exactly symmetric."""

    matrix: Ref


@dataclass(frozen=True, slots=True)
class Congruence:
    """``A S A^T`` of a symmetric ``S``, exactly symmetric."""

    matrix: Ref
    middle: Ref


@dataclass(frozen=True, slots=True)
class Symmetrize:
    """``(A + A^T) / 2`` of a matrix that is symmetric but for rounding."""

    matrix: Ref


@dataclass(frozen=True, slots=True)
class Transposed:
    """The transpose of a matrix."""

    matrix: Ref


@dataclass(frozen=True, slots=True)
class Cholesky:
    """The lower triangular ``L`` with positive diagonal and ``L L^T = S``.

    ``name`` is what the error calls ``S`` where it is not positive definite.
    """

    matrix: Ref
    name: str


@dataclass(frozen=True, slots=True)
class SolveLower:
    """``L^{-1} B`` of a lower triangular ``L`` and a vector or matrix ``B``."""

    factor: Ref
    right: Ref


@dataclass(frozen=True, slots=True)
class SolveLowerTransposed:
    """``L^{-T} B`` of a lower triangular ``L`` and a vector or matrix ``B``."""

    factor: Ref
    right: Ref


@dataclass(frozen=True, slots=True)
class Solve:
    """``A^{-1} B`` of an invertible ``A`` without further structure."""

    matrix: Ref
    right: Ref
    name: str


@dataclass(frozen=True, slots=True)
class Determinant:
    """The determinant of a matrix without further structure."""

    matrix: Ref


@dataclass(frozen=True, slots=True)
class LogDeterminant:
    """The logarithm of a determinant that is positive; NaN where it is negative."""

    matrix: Ref


@dataclass(frozen=True, slots=True)
class SteinLoss:
    """``tr(T^{-1} S) - n - log |T^{-1} S|`` of two positive definite matrices, no cancellation.

    ``factor`` and ``reference_factor`` are the Cholesky factors of ``S = matrix`` and
    ``T = reference``.
    """

    matrix: Ref
    factor: Ref
    reference: Ref
    reference_factor: Ref


@dataclass(frozen=True, slots=True)
class WhitenedLoss:
    """``tr(M M^T) - n - log |M M^T|`` of a triangular ``M = ratio``, without cancellation.

    ``change`` is ``M M^T - I`` with digits of its own where it is small; its lower half is read.
    """

    change: Ref
    ratio: Ref


@dataclass(frozen=True, slots=True)
class DiagonalOf:
    """The diagonal of a square matrix, a vector."""

    matrix: Ref


@dataclass(frozen=True, slots=True)
class DiagonalMatrix:
    """The matrix with a vector on its diagonal."""

    vector: Ref


@dataclass(frozen=True, slots=True)
class AddDiagonal:
    """A square matrix plus a multiple of the identity (a scalar) or plus a diagonal (a vector)."""

    matrix: Ref
    diagonal: Ref


@dataclass(frozen=True, slots=True)
class ScaleRows:
    """``diag(v) A``."""

    vector: Ref
    matrix: Ref


@dataclass(frozen=True, slots=True)
class Blocks:
    """A matrix of blocks, or a vector of pieces (one a row)."""

    rows: tuple[tuple[Ref, ...], ...]


# --- families over an index --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spread:
    """The same value for every member of an index that runs to ``size``: a new axis in front."""

    operand: Ref
    size: Size


@dataclass(frozen=True, slots=True)
class SumOver:
    """The sum over the members of the innermost index."""

    operand: Ref


@dataclass(frozen=True, slots=True)
class ProductOver:
    """The product over the members of the innermost index."""

    operand: Ref


Operation = (
    Input
    | Number
    | Extent
    | Eye
    | Filled
    | Apply
    | Combine
    | LogExcess
    | Total
    | ProductOf
    | SumSquares
    | Dot
    | MatVec
    | MatMul
    | Outer
    | Gram
    | Congruence
    | Symmetrize
    | Transposed
    | Cholesky
    | SolveLower
    | SolveLowerTransposed
    | Solve
    | Determinant
    | LogDeterminant
    | SteinLoss
    | WhitenedLoss
    | DiagonalOf
    | DiagonalMatrix
    | AddDiagonal
    | ScaleRows
    | Blocks
    | Spread
    | SumOver
    | ProductOver
)

OPERATIONS: tuple[type[Any], ...] = get_args(Operation)

_OPERANDS: dict[type, tuple[str, ...]] = {
    node: tuple(field.name for field in fields(node) if field.type in {"Ref", Ref})
    for node in OPERATIONS
}


def operands(operation: Operation) -> tuple[Ref, ...]:
    """The instructions that an operation reads, in the order of its fields."""
    if isinstance(operation, Blocks):
        return tuple(ref for row in operation.rows for ref in row)
    return tuple(getattr(operation, name) for name in _OPERANDS[type(operation)])


def renumbered(operation: Operation, place: Mapping[Ref, Ref]) -> Operation:
    """The operation with other numbers of its operands."""
    if isinstance(operation, Blocks):
        return Blocks(tuple(tuple(place[ref] for ref in row) for row in operation.rows))
    names = _OPERANDS[type(operation)]
    changed: dict[str, Any] = {name: place[getattr(operation, name)] for name in names}
    return replace(operation, **changed)

"""What a term is lowered to: an instruction, or a matrix of which less has to be stored."""

from __future__ import annotations

from dataclasses import dataclass

from symgauss.export.builder import Builder
from symgauss.export.operations import (
    AddDiagonal,
    DiagonalMatrix,
    DiagonalOf,
    Eye,
    Filled,
    Ref,
)
from symgauss.kernel.sizes import Size, vector_shape


@dataclass(frozen=True, slots=True)
class Isotropic:
    """``scale * I``."""

    scale: Ref
    size: Size


@dataclass(frozen=True, slots=True)
class Diagonal:
    """The matrix with ``vector`` on its diagonal."""

    vector: Ref


Value = Ref | Isotropic | Diagonal


def dense(build: Builder, value: Value) -> Ref:
    """The instruction for all entries."""
    match value:
        case Isotropic(scale, size):
            eye = build.make(Eye(size))
            return eye if build.is_one(scale) else build.multiply(scale, eye)
        case Diagonal(vector):
            return build.make(DiagonalMatrix(vector))
        case _:
            return value


def add(build: Builder, left: Value, right: Value) -> Value:
    """The sum, as structured as its parts allow."""
    match left, right:
        case Isotropic(a, n), Isotropic(b, _):
            return Isotropic(build.add(a, b), n)
        case Isotropic(), Diagonal() | int():
            return add(build, right, left)
        case Diagonal(v), Isotropic(b, _):
            return Diagonal(build.add(v, b))
        case Diagonal(v), Diagonal(w):
            return Diagonal(build.add(v, w))
        case Diagonal(), int():
            return add(build, right, left)
        case int(), Isotropic(b, _):
            return b_or_sum(build, left, b)
        case int(), Diagonal(w):
            return build.make(AddDiagonal(left, w))
        case int(), int():
            return build.add(left, right)
        case _:
            raise TypeError(f"{left} + {right}")


def b_or_sum(build: Builder, matrix: Ref, scale: Ref) -> Ref:
    """``matrix + scale I``."""
    return matrix if build.is_zero(scale) else build.make(AddDiagonal(matrix, scale))


def subtract(build: Builder, left: Value, right: Value) -> Value:
    """The difference, as structured as its parts allow."""
    if isinstance(left, int) and isinstance(right, int):
        return build.subtract(left, right)
    if isinstance(right, int):
        return add(build, build.negate(right), left)
    return add(build, left, scaled(build, build.number(-1), right))


def scaled(build: Builder, scale: Ref, value: Value) -> Value:
    """``scale * value`` with a scalar."""
    match value:
        case Isotropic(own, n):
            return Isotropic(build.multiply(scale, own), n)
        case Diagonal(vector):
            return Diagonal(build.multiply(scale, vector))
        case _:
            return build.multiply(scale, value)


def reciprocal(build: Builder, ref: Ref) -> Ref:
    """``1 / value``, entry by entry."""
    if build.is_one(ref):
        return ref
    return build.divide(build.number(1), ref)


def diagonal_vector(build: Builder, value: Value) -> Ref:
    """The diagonal as a vector."""
    match value:
        case Diagonal(vector):
            return vector
        case Isotropic(scale, size):
            ones = build.make(Filled(1, vector_shape(size)))
            return build.multiply(scale, ones)
        case _:
            return build.make(DiagonalOf(value))

"""Products and parts of matrices and vectors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from symgauss.export.helpers.numpy.arguments import _LARGE, Array
from symgauss.export.helpers.numpy.entries import (
    _entries,
    _is_side_by_side,
    _is_small,
    _items_of,
    _small_product,
)

#: Up to this size the library's product for symmetric results is slower than the general one.
_NARROW = 16


def _column(matrix: Array) -> Array:
    """The only column of a matrix."""
    return matrix[..., 0]


def _matvec(matrix: Array, vector: Array) -> Array:
    """Matrix times vector; one matrix times many vectors is one product."""
    if matrix.ndim == 2 and vector.ndim > 1:
        product: Array = vector @ matrix.T
        return product
    return _column(_matmul(matrix, vector[..., None]))


def _matmul(left: Array, right: Array) -> Array:
    """Matrix times matrix."""
    small = max(left.shape[-2], right.shape[-1]) <= _NARROW
    if small and (_is_side_by_side(left) or _is_side_by_side(right)):
        return _small_product(left, right)
    product: Array = left @ right
    return product


def _transposed(matrix: Array) -> Array:
    """The transpose; of one matrix for all items a copy, which products read faster."""
    turned = np.swapaxes(matrix, -1, -2)
    return np.ascontiguousarray(turned) if matrix.ndim == 2 else turned


def _symmetrized(matrix: Array) -> Array:
    """``(A + A^T) / 2``."""
    if _is_side_by_side(matrix):
        mean = matrix + np.swapaxes(matrix, -1, -2)
        mean *= 0.5
        return mean
    total: Array = np.swapaxes(matrix, -1, -2).copy()  # quicker than to add across
    total += matrix
    total *= 0.5
    return total


def _gram(matrix: Array) -> Array:
    """``X^T X``.

    Of small matrices the plain product, of a copy, is faster than that of symmetric results.
    """
    if _is_side_by_side(matrix):
        entries = _entries(matrix)
        return _items_of(np.einsum("ki...,kj...->ij...", entries, entries))
    if matrix.shape[-1] <= _NARROW:
        return _symmetrized(np.swapaxes(matrix, -1, -2) @ matrix.copy())
    return np.swapaxes(matrix, -1, -2) @ matrix


def _congruence(matrix: Array, middle: Array) -> Array:
    """``A S A^T``."""
    if _is_small(middle) or _is_side_by_side(middle):
        half = _small_product(matrix, middle)
        return _symmetrized(_small_product(half, np.swapaxes(matrix, -1, -2)))
    right = np.swapaxes(matrix, -1, -2)
    if matrix.ndim == 2:
        right = np.ascontiguousarray(right)  # once, in place of for each item
        if middle.ndim > 2 and len(right) > _LARGE:
            # two products for all items, whose threads wait less than those of a product for each
            half = np.swapaxes(_rows_times(middle, right), -1, -2)  # A S, because S is symmetric
            return _symmetrized(_rows_times(half, right))
    return _symmetrized(matrix @ middle @ right)


def _rows_times(matrix: Array, right: Array) -> Array:
    """Matrix times one matrix for all items, as one product of all rows."""
    product: Array = matrix.reshape(-1, len(right)) @ right
    return product.reshape(*matrix.shape[:-1], right.shape[-1])


def _diagonal(matrix: Array) -> Array:
    """The diagonal."""
    diagonal: Array = np.diagonal(matrix, axis1=-2, axis2=-1)
    return diagonal


def _diagonal_matrix(vector: Array) -> Array:
    """The matrix with a vector on its diagonal."""
    matrix: Array = vector[..., None] * np.eye(vector.shape[-1], dtype=vector.dtype)
    return matrix


def _plus_diagonal(matrix: Array, diagonal: Array | float) -> Array:
    """A matrix plus a diagonal, given by its entries or by one number for all."""
    total = np.array(
        np.broadcast_to(
            matrix,
            np.broadcast_shapes(matrix.shape[:-2], np.shape(diagonal)[:-1]) + matrix.shape[-2:],
        )
    )
    entries = np.einsum("...ii->...i", total)
    entries += diagonal
    return total


def _blocks(rows: Sequence[Sequence[Array]]) -> Array:
    """A matrix of blocks, whose batch axes broadcast."""
    batch = np.broadcast_shapes(*(block.shape[:-2] for row in rows for block in row))
    return np.concatenate(
        [
            np.concatenate([np.broadcast_to(b, batch + b.shape[-2:]) for b in row], axis=-1)
            for row in rows
        ],
        axis=-2,
    )


def _stacked(pieces: Sequence[Array]) -> Array:
    """A vector of pieces, whose batch axes broadcast."""
    batch = np.broadcast_shapes(*(piece.shape[:-1] for piece in pieces))
    return np.concatenate([np.broadcast_to(p, batch + p.shape[-1:]) for p in pieces], axis=-1)


def _sum_squares(vector: Array) -> Array:
    """The sum of the squares of the entries of a vector."""
    squares: Array = np.einsum("...i,...i->...", vector, vector)
    return squares


def _sum_squares_matrix(matrix: Array) -> Array:
    """The sum of the squares of the entries of a matrix."""
    squares: Array = np.einsum("...ij,...ij->...", matrix, matrix)
    return squares


def _dot(left: Array, right: Array) -> Array:
    """The scalar product of two vectors."""
    total: Array = np.einsum("...i,...i->...", left, right)
    return total


def _dot_matrix(left: Array, right: Array) -> Array:
    """The sum over the products of the entries of two matrices."""
    total: Array = np.einsum("...ij,...ij->...", left, right)
    return total

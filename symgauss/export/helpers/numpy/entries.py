"""Small matrices of a batch, with equal entries of all items side by side.

A step of an algorithm is then one operation on as many numbers as there are items; a call of
LAPACK for each item would take several times as long as its arithmetic.  To the outside such an
array looks like any other: only its strides differ, and NumPy hands them on from operation to
operation.
"""

from __future__ import annotations

import numpy as np

from symgauss.export.helpers.numpy.arguments import _SMALL, Array, _count

#: How many items a batch of small matrices has at least.
_MANY = 128

#: How many items are turned at a time, so that what is read in several places stays in the cache.
_TILE = 64


def _is_small(matrix: Array) -> bool:
    """Whether small matrices of a large batch are worth an algorithm of their own."""
    return max(matrix.shape[-2:]) <= _SMALL and _count(matrix.shape[:-2]) >= _MANY


def _is_side_by_side(matrix: Array) -> bool:
    """Whether equal entries of all items of small matrices stand side by side."""
    return (
        matrix.ndim > 2
        and matrix.strides[-3] == matrix.itemsize
        and max(matrix.shape[-2:]) <= 2 * _SMALL
    )


def _entries(matrix: Array) -> Array:
    """A matrix whose entries have the axes of the batch; side by side also in memory."""
    entries = np.moveaxis(matrix, (-2, -1), (0, 1))
    if _is_side_by_side(matrix):
        return entries
    if matrix.ndim != 3:
        return np.ascontiguousarray(entries)
    copy: Array = np.empty(entries.shape, entries.dtype)
    for start in range(0, len(matrix), _TILE):
        own = slice(start, start + _TILE)
        copy[..., own] = entries[..., own]
    return copy


def _items_of(entries: Array) -> Array:
    """The batch of matrices with these entries."""
    return np.moveaxis(entries, (0, 1), (-2, -1))


def _small_factor(matrix: Array) -> Array | None:
    """The lower Cholesky factors of small matrices, column by column; none where one has none.

    In float64, as that of NumPy: float32 has no digits to spare where the condition is high.
    """
    entries = _entries(matrix).astype(np.float64, copy=False)
    factor: Array = np.zeros(entries.shape)
    for j in range(len(entries)):
        column = factor[j:, j]
        if j:
            np.einsum("ik...,k...->i...", factor[j:, :j], factor[j, :j], out=column)
            np.subtract(entries[j:, j], column, out=column)
        else:
            column[...] = entries[:, 0]
        pivot = column[0]
        if not pivot.min() > 0:
            return None
        column /= np.sqrt(pivot)
    return _items_of(factor.astype(matrix.dtype, copy=False))


def _system(factor: Array, right: Array) -> tuple[Array, Array, Array]:
    """The entries of both sides, with as many axes of the batch, and room for the solution."""
    known, wanted = _entries(factor), _entries(right)
    batch = np.broadcast_shapes(known.shape[2:], wanted.shape[2:])
    missing = (1,) * (len(batch) + 2 - wanted.ndim)
    wanted = wanted.reshape(wanted.shape[:2] + missing + wanted.shape[2:])
    return known, wanted, np.empty(wanted.shape[:2] + batch, wanted.dtype)


def _small_solve_lower(factor: Array, right: Array) -> Array:
    """``L^{-1} B`` of small matrices, row by row."""
    known, wanted, solved = _system(factor, right)
    for i in range(len(known)):
        row = solved[i]
        if i:
            np.einsum("k...,kj...->j...", known[i, :i], solved[:i], out=row)
            np.subtract(wanted[i], row, out=row)
        else:
            row[...] = wanted[0]
        row /= known[i, i]
    return _items_of(solved)


def _small_solve_lower_transposed(factor: Array, right: Array) -> Array:
    """``L^{-T} B`` of small matrices, row by row from the other end."""
    known, wanted, solved = _system(factor, right)
    last = len(known) - 1
    for i in range(last, -1, -1):
        row = solved[i]
        if i < last:
            np.einsum("k...,kj...->j...", known[i + 1 :, i], solved[i + 1 :], out=row)
            np.subtract(wanted[i], row, out=row)
        else:
            row[...] = wanted[i]
        row /= known[i, i]
    return _items_of(solved)


def _small_product(left: Array, right: Array) -> Array:
    """``A B`` of small matrices; one matrix for all items makes it a few large products."""
    if left.ndim == 2:
        entries = _entries(right)
        product = left @ entries.reshape(len(entries), -1)
        return _items_of(product.reshape(len(left), *entries.shape[1:]))
    if right.ndim == 2:
        entries = _entries(left)
        product = right.T @ entries.reshape(*entries.shape[:2], -1)
        return _items_of(product.reshape(len(entries), right.shape[1], *entries.shape[2:]))
    return _items_of(np.einsum("ik...,kj...->ij...", _entries(left), _entries(right)))

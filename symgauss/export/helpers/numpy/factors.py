"""Cholesky factors and triangular solves."""

from __future__ import annotations

import numpy as np

from symgauss.export.helpers.numpy.arguments import ArgumentError, Array, _count
from symgauss.export.helpers.numpy.matrices import _column

_SHOWN = 5

_SMALL = 8


def _cholesky(matrix: Array, name: str) -> Array:
    """The lower Cholesky factor; :class:`ArgumentError` says which items have none."""
    try:
        return np.linalg.cholesky(matrix)
    except np.linalg.LinAlgError:
        pass
    failed = []
    for index in np.ndindex(matrix.shape[:-2]):
        try:
            np.linalg.cholesky(matrix[index])
        except np.linalg.LinAlgError:
            failed.append(index)
    where = ""
    if matrix.ndim > 2:
        shown = ", ".join(str(i[0] if len(i) == 1 else i) for i in failed[:_SHOWN])
        more = ", ..." if len(failed) > _SHOWN else ""
        where = f" at batch index {shown}{more} ({len(failed)} of {_count(matrix.shape[:-2])})"
    raise ArgumentError(f"{name} is not positive definite{where}")


def _solve(matrix: Array, right: Array, name: str) -> Array:
    """``matrix^{-1} right``; :class:`ArgumentError` where an item is singular."""
    try:
        return np.linalg.solve(matrix, right)
    except np.linalg.LinAlgError:
        raise ArgumentError(f"{name} is singular") from None


def _solve_vector(matrix: Array, right: Array, name: str) -> Array:
    """``matrix^{-1} right`` of a vector."""
    return _column(_solve(matrix, right[..., None], name))


def _solve_lower(factor: Array, right: Array) -> Array:
    """``L^{-1} B`` of a lower triangular ``L``, by halves."""
    n = factor.shape[-1]
    if n <= _SMALL:
        return _substituted(factor, right)
    h = n // 2
    upper = _solve_lower(factor[..., :h, :h], right[..., :h, :])
    rest = right[..., h:, :] - factor[..., h:, :h] @ upper
    lower = _solve_lower(factor[..., h:, h:], rest)
    return np.concatenate([upper, lower], axis=-2)


def _substituted(factor: Array, right: Array) -> Array:
    """Forward substitution, row by row for the whole batch."""
    batch = np.broadcast_shapes(factor.shape[:-2], right.shape[:-2])
    solved: Array = np.empty(batch + right.shape[-2:], right.dtype)
    for i in range(factor.shape[-1]):
        row = right[..., i, :]
        if i:
            row = row - (factor[..., i : i + 1, :i] @ solved[..., :i, :])[..., 0, :]
        solved[..., i, :] = row / factor[..., i, i, None]
    return solved


def _solve_lower_transposed(factor: Array, right: Array) -> Array:
    """``L^{-T} B`` of a lower triangular ``L``: the same from the other end."""
    turned = np.swapaxes(factor, -1, -2)[..., ::-1, ::-1]
    return _solve_lower(turned, right[..., ::-1, :])[..., ::-1, :]


def _solve_lower_vector(factor: Array, right: Array) -> Array:
    """``L^{-1} b``."""
    return _column(_solve_lower(factor, right[..., None]))


def _solve_lower_transposed_vector(factor: Array, right: Array) -> Array:
    """``L^{-T} b``."""
    return _column(_solve_lower_transposed(factor, right[..., None]))

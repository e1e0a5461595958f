"""Cholesky factors and triangular solves of many matrices at once."""

from __future__ import annotations

import weakref

import numpy as np

from symgauss.export.helpers.numpy.arguments import ArgumentError, Array, _count
from symgauss.export.helpers.numpy.entries import (
    _is_small,
    _small_factor,
    _small_solve_lower,
    _small_solve_lower_transposed,
)
from symgauss.export.helpers.numpy.matrices import _column

#: How many items of a batch an error names.
_SHOWN = 5

#: Up to this size a matrix is factored by one call: beyond it LAPACK starts threads for each.
_WHOLE = 64

#: Up to so many columns are solved for with small matrices as such.
_WIDE = 32

#: The size of the blocks on the diagonal that are inverted.
_BLOCK = 8

#: The inverted blocks of a factor for as long as it lives: it is solved with more than once.
_KNOWN: dict[int, tuple[weakref.ref[Array], list[Array]]] = {}


def _cholesky(matrix: Array, name: str) -> Array:
    """The lower Cholesky factor; :class:`ArgumentError` says which items have none.

    Only the lower triangle is read.
    """
    small = _small_factor(matrix) if _is_small(matrix) else None
    if small is not None:
        return small
    try:
        return _factor(matrix)
    except np.linalg.LinAlgError:
        pass
    failed = [i for i in np.ndindex(matrix.shape[:-2]) if not _is_definite(matrix[i])]
    where = ""
    if matrix.ndim > 2:
        shown = ", ".join(str(i[0] if len(i) == 1 else i) for i in failed[:_SHOWN])
        more = ", ..." if len(failed) > _SHOWN else ""
        where = f" at batch index {shown}{more} ({len(failed)} of {_count(matrix.shape[:-2])})"
    raise ArgumentError(f"{name} is not positive definite{where}")


def _is_definite(matrix: Array) -> bool:
    """Whether a matrix has a Cholesky factor."""
    try:
        _factor(matrix)
    except np.linalg.LinAlgError:
        return False
    return True


def _factor(matrix: Array) -> Array:
    """The lower Cholesky factor, by halves where the matrix is large.

    What is no number reaches the last entry, and not every LAPACK looks for it.
    """
    n = matrix.shape[-1]
    if n <= _WHOLE:
        found: Array = np.linalg.cholesky(matrix)
        if np.isnan(found[..., -1, -1]).any():
            raise np.linalg.LinAlgError
        return found
    h = (n // 2 + _BLOCK - 1) // _BLOCK * _BLOCK
    factor: Array = np.zeros(matrix.shape, matrix.dtype)
    factor[..., :h, :h] = _factor(matrix[..., :h, :h])
    below = np.swapaxes(matrix[..., h:, :h], -1, -2)
    across = _solve_lower(factor[..., :h, :h], below)
    turned = np.swapaxes(across, -1, -2)
    factor[..., h:, :h] = turned
    factor[..., h:, h:] = _factor(matrix[..., h:, h:] - turned @ across)
    return factor


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
    """``L^{-1} B`` of a lower triangular ``L``, by blocks where it is not small."""
    if _is_small(factor) and right.shape[-1] <= _WIDE:
        return _small_solve_lower(factor, right)
    inverses = _inverted_blocks(factor)
    if len(inverses) == 1:
        return inverses[0] @ right
    solved = _broadcast_copy(factor, right)
    for i, inverse in enumerate(inverses):
        start = i * _BLOCK
        own = solved[..., start : start + _BLOCK, :]
        if i:
            own -= factor[..., start : start + _BLOCK, :start] @ solved[..., :start, :]
        own[...] = inverse @ own
    return solved


def _solve_lower_transposed(factor: Array, right: Array) -> Array:
    """``L^{-T} B`` of a lower triangular ``L``, by blocks from the other end."""
    if _is_small(factor) and right.shape[-1] <= _WIDE:
        return _small_solve_lower_transposed(factor, right)
    inverses = _inverted_blocks(factor)
    if len(inverses) == 1:
        return np.swapaxes(inverses[0], -1, -2) @ right
    n = factor.shape[-1]
    solved = _broadcast_copy(factor, right)
    for i in range(len(inverses) - 1, -1, -1):
        start = i * _BLOCK
        end = min(n, start + _BLOCK)
        own = solved[..., start:end, :]
        if end < n:
            column = np.swapaxes(factor[..., end:, start:end], -1, -2)
            own -= column @ solved[..., end:, :]
        own[...] = np.swapaxes(inverses[i], -1, -2) @ own
    return solved


def _broadcast_copy(factor: Array, right: Array) -> Array:
    """A copy of the right side with the batch axes of both."""
    batch = np.broadcast_shapes(factor.shape[:-2], right.shape[:-2])
    return np.array(np.broadcast_to(right, batch + right.shape[-2:]))


def _inverted_blocks(factor: Array) -> list[Array]:
    """The inverses of the blocks on the diagonal of a lower triangular matrix, found once."""
    key = id(factor)
    known = _KNOWN.get(key)
    if known is not None and known[0]() is factor:
        return known[1]
    inverses = _blocks_inverted(factor)
    _KNOWN[key] = (weakref.ref(factor, lambda _: _KNOWN.pop(key, None)), inverses)
    return inverses


def _blocks_inverted(factor: Array) -> list[Array]:
    """The inverses of the blocks on the diagonal of a lower triangular matrix.

    All blocks of all items side by side, the entries in front: each step of the substitution is
    one operation on many numbers.
    """
    n = factor.shape[-1]
    batch = factor.shape[:-2]
    count = _count(batch)
    whole = n // _BLOCK
    inverses: list[Array] = []
    if whole:
        blocks = np.empty((_BLOCK, _BLOCK, whole, count), factor.dtype)
        for i in range(whole):
            own = slice(i * _BLOCK, (i + 1) * _BLOCK)
            blocks[:, :, i] = np.moveaxis(
                factor[..., own, own].reshape(count, _BLOCK, _BLOCK), 0, -1
            )
        inverted = _inverted(blocks.reshape(_BLOCK, _BLOCK, -1))
        found = np.ascontiguousarray(np.moveaxis(inverted, -1, 0))
        inverses += list(found.reshape(whole, *batch, _BLOCK, _BLOCK))
    rest = n - whole * _BLOCK
    if rest:
        block = factor[..., n - rest :, n - rest :].reshape(count, rest, rest)
        inverted = _inverted(np.ascontiguousarray(np.moveaxis(block, 0, -1)))
        inverses.append(np.moveaxis(inverted, -1, 0).reshape(*batch, rest, rest))
    return inverses


def _inverted(factor: Array) -> Array:
    """The inverse of lower triangular matrices whose batch axis is the last one."""
    n = len(factor)
    inverse: Array = np.zeros(factor.shape, factor.dtype)
    for j in range(n):
        scale = 1.0 / factor[j, j]
        inverse[j, :j] *= scale
        inverse[j, j] = scale
        if j < n - 1:
            inverse[j + 1 :, : j + 1] -= factor[j + 1 :, j, None] * inverse[j, : j + 1]
    return inverse


def _solve_lower_vector(factor: Array, right: Array) -> Array:
    """``L^{-1} b``."""
    if factor.ndim == 2 and right.ndim > 1:
        return _rows(_solve_lower(factor, _columns(right)), right)
    return _column(_solve_lower(factor, right[..., None]))


def _solve_lower_transposed_vector(factor: Array, right: Array) -> Array:
    """``L^{-T} b``."""
    if factor.ndim == 2 and right.ndim > 1:
        return _rows(_solve_lower_transposed(factor, _columns(right)), right)
    return _column(_solve_lower_transposed(factor, right[..., None]))


def _columns(vectors: Array) -> Array:
    """A batch of vectors as the columns of one matrix."""
    return vectors.reshape(-1, vectors.shape[-1]).T


def _rows(columns: Array, like: Array) -> Array:
    """The columns of a matrix as a batch of vectors."""
    return columns.T.reshape(like.shape)

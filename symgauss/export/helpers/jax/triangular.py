"""Triangular solves of all items of a batch, on a CPU by halves.

OpenBLAS starts its threads for a right side of 8 columns, which costs more than to solve for them,
and a thousand times more while all processors are busy.  By halves there are products, and inverses
of blocks that are too small for threads.

These functions have no derivatives: those are in :mod:`.factors`.
"""

from __future__ import annotations

import math

import jax
import jax.numpy as jnp
from jax import Array

from symgauss.export.helpers.jax.pieces import _in_pieces, _of_items

#: Up to so many columns OpenBLAS solves for without threads.
_NARROW = 7
#: The largest block that is inverted.
_BLOCK = 8
#: The largest matrix that is halved: beyond it threads cost less than a program in so many parts.
_HALVED = 64


@_of_items
def _all_solved_lower(factor: Array, right: Array) -> Array:
    """``L^{-1} B``."""
    if not _is_halved(factor, right):
        return _substituted(factor, right)
    found: Array = jax.lax.platform_dependent(
        factor, right, cpu=_solved_by_halves, default=_substituted
    )
    return found


@_of_items
def _all_solved_lower_transposed(factor: Array, right: Array) -> Array:
    """``L^{-T} B``."""
    if not _is_halved(factor, right):
        return _substituted_transposed(factor, right)
    found: Array = jax.lax.platform_dependent(
        factor, right, cpu=_solved_by_halves_transposed, default=_substituted_transposed
    )
    return found


def _is_halved(factor: Array, right: Array) -> bool:
    """Whether there are many right sides, of many matrices of a middling size."""
    n: int = right.shape[-2]
    columns: int = right.shape[-1]
    items: int = math.prod(factor.shape[:-2])
    return _NARROW < n <= _HALVED and columns > _NARROW and items > 1


def _substituted(factor: Array, right: Array) -> Array:
    """``L^{-1} B`` by LAPACK."""

    def solved(factor: Array, right: Array) -> Array:
        found: Array = jax.lax.linalg.triangular_solve(factor, right, left_side=True, lower=True)
        return found

    return _in_pieces(solved, right.shape[-1], factor, right)


def _substituted_transposed(factor: Array, right: Array) -> Array:
    """``L^{-T} B`` by LAPACK."""

    def solved(factor: Array, right: Array) -> Array:
        found: Array = jax.lax.linalg.triangular_solve(
            factor, right, left_side=True, lower=True, transpose_a=True
        )
        return found

    return _in_pieces(solved, right.shape[-1], factor, right)


def _solved_by_halves(factor: Array, right: Array) -> Array:
    """``L^{-1} B``: the upper half, and what is left for the lower one."""
    inverses = _inverted_blocks(factor)

    def solved(start: int, size: int, right: Array) -> Array:
        if size <= _BLOCK:
            return inverses[start] @ right
        h = _half(size)
        middle, end = start + h, start + size
        upper = solved(start, h, right[..., :h, :])
        left = right[..., h:, :] - factor[..., middle:end, start:middle] @ upper
        return jnp.concatenate([upper, solved(middle, size - h, left)], axis=-2)

    return solved(0, factor.shape[-1], right)


def _solved_by_halves_transposed(factor: Array, right: Array) -> Array:
    """``L^{-T} B``: the lower half, and what is left for the upper one."""
    inverses = _inverted_blocks(factor)

    def solved(start: int, size: int, right: Array) -> Array:
        if size <= _BLOCK:
            return inverses[start].mT @ right
        h = _half(size)
        middle, end = start + h, start + size
        lower = solved(middle, size - h, right[..., h:, :])
        left = right[..., :h, :] - factor[..., middle:end, start:middle].mT @ lower
        return jnp.concatenate([solved(start, h, left), lower], axis=-2)

    return solved(0, factor.shape[-1], right)


def _half(size: int) -> int:
    """The size of the upper half."""
    return (size + 1) // 2


def _inverted_blocks(factor: Array) -> dict[int, Array]:
    """The inverses of the blocks on the diagonal by their places; those of one size at once."""
    blocks = _blocks_of(0, factor.shape[-1])
    found: dict[int, Array] = {}
    for size in sorted({size for _, size in blocks}):
        starts = [start for start, other in blocks if other == size]
        own = jnp.stack([factor[..., i : i + size, i : i + size] for i in starts])
        width = _half(size)  # few columns, twice
        sides = jnp.eye(size, 2 * width, dtype=factor.dtype).reshape(size, 2, width)
        halves = [
            _substituted(own, jnp.broadcast_to(side, (*own.shape[:-1], width)))
            for side in (sides[:, 0], sides[:, 1])
        ]
        inverses = jnp.concatenate(halves, axis=-1)[..., :size]
        found.update(zip(starts, inverses, strict=True))
    return found


def _blocks_of(start: int, size: int) -> list[tuple[int, int]]:
    """The places and sizes of the blocks on the diagonal."""
    if size <= _BLOCK:
        return [(start, size)]
    h = _half(size)
    return [*_blocks_of(start, h), *_blocks_of(start + h, size - h)]

"""Matrix functions of all items of a batch, which on a CPU are computed in pieces.

jaxlib 0.10 hands a larger batch for LAPACK to a pool of threads, and waits for it in a thread of
the same pool.  Two factors in one program, of which neither needs the other, are two such threads;
on two processors there is no third one, and all wait for ever.  A piece is so small that jaxlib
computes it in the thread that asks for it.

These functions have no derivatives: those are in :mod:`.factors` and :mod:`.determinants`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import jax
import jax.numpy as jnp
from jax import Array

#: Operations of a piece: from here on jaxlib hands a batch to its threads.
_PIECE = 200_000


def _compiled(function: Callable[..., Array]) -> Callable[..., Array]:
    """A function that is traced once for each shape, in calls without ``jit``, too."""
    made: Callable[..., Array] = jax.jit(function)
    return made


def _of_items(function: Callable[..., Array]) -> Callable[..., Array]:
    """A function of matrices with leading batch axes, to which an axis of ``vmap`` is one more.

    Right sides that have one matrix are its columns.
    """
    mapped = jax.custom_batching.custom_vmap(function)

    def over(size: int, batched: Sequence[bool], *arrays: Array) -> tuple[Array, bool]:
        if not batched[0]:
            matrix, right = arrays
            columns = jnp.moveaxis(right, 0, -1)
            wide = (*columns.shape[:-2], columns.shape[-2] * size)
            found = mapped(matrix, columns.reshape(wide))
            return jnp.moveaxis(found.reshape(columns.shape), -1, 0), True
        every = [
            array if own else jnp.broadcast_to(array, (size, *array.shape))
            for array, own in zip(arrays, batched, strict=True)
        ]
        return mapped(*every), True

    mapped.def_vmap(over)
    return _compiled(mapped)


def _in_pieces(function: Callable[..., Array], columns: int, *arrays: Array) -> Array:
    """A function of one matrix, or of two, of each item; their leading batch axes are the same.

    It takes the operations of solving for a number of columns.
    """
    batch, rows = arrays[0].shape[:-2], arrays[0].shape[-1]
    piece = max(1, _PIECE // max(1, rows * rows * columns))
    if math.prod(batch) <= piece:
        return function(*arrays)

    def pieces(*items: Array) -> Array:
        found: Array = jax.lax.map(lambda item: function(*item), items, batch_size=piece)
        return found

    flat = [array.reshape(-1, *array.shape[-2:]) for array in arrays]
    found: Array = jax.lax.platform_dependent(*flat, cpu=pieces, default=function)
    return found.reshape(batch + found.shape[1:])


@_of_items
def _all_factors(matrix: Array) -> Array:
    """Lower Cholesky factors; NaN where a matrix is not positive definite."""

    def factors(matrix: Array) -> Array:
        return jax.lax.linalg.cholesky(matrix, symmetrize_input=False)

    return _in_pieces(factors, matrix.shape[-1], matrix)


@_of_items
def _all_solved(matrix: Array, right: Array) -> Array:
    """``A^{-1} B`` of any regular ``A``."""
    return _in_pieces(jnp.linalg.solve, max(right.shape[-2:]), matrix, right)


@_of_items
def _all_determinants(matrix: Array) -> Array:
    """Determinants."""
    return _in_pieces(jnp.linalg.det, matrix.shape[-1], matrix)


@_of_items
def _all_log_determinants(matrix: Array) -> Array:
    """Logarithms of positive determinants; NaN where they are not positive."""

    def logarithms(matrix: Array) -> Array:
        sign, logarithm = jnp.linalg.slogdet(matrix)
        return jnp.where(sign > 0, logarithm, jnp.nan)

    return _in_pieces(logarithms, matrix.shape[-1], matrix)


@_of_items
def _all_cofactors(matrix: Array) -> Array:
    """Matrices of cofactors: the derivatives of the determinants."""

    def cofactors(matrix: Array) -> Array:
        slopes: Array = jax.grad(lambda some: jnp.sum(jnp.linalg.det(some)))(matrix)
        return slopes

    return _in_pieces(cofactors, matrix.shape[-1], matrix)

"""Products and parts of matrices and vectors."""

from __future__ import annotations

from collections.abc import Sequence

import jax.numpy as jnp
from jax import Array


def _matvec(matrix: Array, vector: Array) -> Array:
    """Matrix times vector; one product for all vectors where they have one matrix."""
    if matrix.ndim == 2:
        return vector @ matrix.mT
    return (matrix @ vector[..., None])[..., 0]


def _symmetrized(matrix: Array) -> Array:
    """``(A + A^T) / 2``."""
    return 0.5 * (matrix + matrix.mT)


def _gram(matrix: Array) -> Array:
    """``X^T X``."""
    return _symmetrized(matrix.mT @ matrix)


def _congruence(matrix: Array, middle: Array) -> Array:
    """``A S A^T``."""
    return _symmetrized(matrix @ middle @ matrix.mT)


def _diagonal(matrix: Array) -> Array:
    """The diagonal."""
    diagonal: Array = jnp.diagonal(matrix, axis1=-2, axis2=-1)
    return diagonal


def _diagonal_matrix(vector: Array) -> Array:
    """The matrix with a vector on its diagonal."""
    return vector[..., None] * jnp.eye(vector.shape[-1], dtype=vector.dtype)


def _plus_diagonal(matrix: Array, diagonal: Array | float) -> Array:
    """A matrix plus a diagonal, given by its entries or by one number for all."""
    n = matrix.shape[-1]
    entries = jnp.broadcast_to(diagonal, (*jnp.shape(diagonal)[:-1], n)).astype(matrix.dtype)
    return matrix + entries[..., None] * jnp.eye(n, dtype=matrix.dtype)


def _blocks(rows: Sequence[Sequence[Array]]) -> Array:
    """A matrix of blocks, whose batch axes broadcast."""
    batch = jnp.broadcast_shapes(*(block.shape[:-2] for row in rows for block in row))
    return jnp.concatenate(
        [
            jnp.concatenate([jnp.broadcast_to(b, batch + b.shape[-2:]) for b in row], axis=-1)
            for row in rows
        ],
        axis=-2,
    )


def _stacked(pieces: Sequence[Array]) -> Array:
    """A vector of pieces, whose batch axes broadcast."""
    batch = jnp.broadcast_shapes(*(piece.shape[:-1] for piece in pieces))
    return jnp.concatenate([jnp.broadcast_to(p, batch + p.shape[-1:]) for p in pieces], axis=-1)


def _sum_squares(vector: Array) -> Array:
    """The sum of the squares of the entries of a vector."""
    return jnp.sum(vector * vector, axis=-1)


def _sum_squares_matrix(matrix: Array) -> Array:
    """The sum of the squares of the entries of a matrix."""
    return jnp.sum(matrix * matrix, axis=(-2, -1))


def _dot(left: Array, right: Array) -> Array:
    """The scalar product of two vectors."""
    return jnp.sum(left * right, axis=-1)


def _dot_matrix(left: Array, right: Array) -> Array:
    """The sum over the products of the entries of two matrices."""
    return jnp.sum(left * right, axis=(-2, -1))

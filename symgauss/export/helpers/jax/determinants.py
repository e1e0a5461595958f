"""Determinants and their logarithms, with their derivatives."""

from __future__ import annotations

import jax.numpy as jnp
from jax import Array

from symgauss.export.helpers.jax.factors import _differentiable, _solution
from symgauss.export.helpers.jax.matrices import _diagonal
from symgauss.export.helpers.jax.pieces import (
    _all_cofactors,
    _all_determinants,
    _all_log_determinants,
)


def _cofactors_derivative(primals: tuple[Array], tangents: tuple[Array]) -> tuple[Array, Array]:
    """``dC = |A| (tr(A^{-1} dA) A^{-T} - A^{-T} dA^T A^{-T})`` of a regular ``A``."""
    (matrix,), (change,) = primals, tangents
    inverse = _solution(matrix.mT, jnp.eye(matrix.shape[-1], dtype=matrix.dtype))
    trace = jnp.sum(inverse * change, axis=(-2, -1), keepdims=True)
    value = _matrix_determinant(matrix)[..., None, None]
    return _cofactors(matrix), value * (trace * inverse - inverse @ change.mT @ inverse)


@_differentiable(_cofactors_derivative)
def _cofactors(matrix: Array) -> Array:
    """The matrix of cofactors, which is ``|A| A^{-T}`` where there is one."""
    return _all_cofactors(matrix)


def _matrix_determinant_derivative(
    primals: tuple[Array], tangents: tuple[Array]
) -> tuple[Array, Array]:
    """``d|A| = sum(C * dA)`` with the cofactors ``C``."""
    (matrix,), (change,) = primals, tangents
    return _matrix_determinant(matrix), jnp.sum(_cofactors(matrix) * change, axis=(-2, -1))


@_differentiable(_matrix_determinant_derivative)
def _matrix_determinant(matrix: Array) -> Array:
    """The determinant."""
    return _all_determinants(matrix)


def _log_determinant_derivative(
    primals: tuple[Array], tangents: tuple[Array]
) -> tuple[Array, Array]:
    """``d log |A| = tr(A^{-1} dA)``."""
    (matrix,), (change,) = primals, tangents
    slope = jnp.sum(_diagonal(_solution(matrix, change)), axis=-1)
    return _log_determinant(matrix), slope


@_differentiable(_log_determinant_derivative)
def _log_determinant(matrix: Array) -> Array:
    """The logarithm of a positive determinant; NaN where it is not positive."""
    return _all_log_determinants(matrix)

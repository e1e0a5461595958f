"""The members of a family, one after the other: what is made of each stands in one array."""

from __future__ import annotations

import numba
import numpy as np

from symgauss.export.helpers.numba.items import (
    _add_product,
    _congruence,
    _dot,
    _matvec,
    _outer,
    _symmetrized,
    _write_cholesky,
    _write_solved_lower,
    _write_solved_lower_transposed,
    _write_solved_lower_transposed_vector,
    _write_solved_lower_vector,
)
from symgauss.export.helpers.numpy.arguments import Array


@numba.njit(error_model="numpy")
def _spread(matrix: Array, count: int) -> Array:
    """The same matrix for all members of a family."""
    result = np.empty((count, matrix.shape[0], matrix.shape[1]), matrix.dtype)
    for m in range(count):
        result[m, :, :] = matrix
    return result


@numba.njit(error_model="numpy")
def _spread_vector(vector: Array, count: int) -> Array:
    """The same vector for all members of a family."""
    result = np.empty((count, vector.shape[0]), vector.dtype)
    for m in range(count):
        result[m, :] = vector
    return result


@numba.njit(error_model="numpy")
def _each_cholesky(matrices: Array, failed: Array, check: int) -> Array:
    """The lower Cholesky factors of a family."""
    result = np.empty(matrices.shape, matrices.dtype)
    for m in range(matrices.shape[0]):
        _write_cholesky(matrices[m], result[m], failed, check)
    return result


@numba.njit(error_model="numpy")
def _each_solve_lower(factors: Array, right: Array) -> Array:
    """``L^{-1} B`` for all members of a family."""
    result = np.empty(right.shape, right.dtype)
    for m in range(right.shape[0]):
        _write_solved_lower(factors[m], right[m], result[m])
    return result


@numba.njit(error_model="numpy")
def _each_solve_lower_vector(factors: Array, right: Array) -> Array:
    """``L^{-1} b`` for all members of a family."""
    result = np.empty(right.shape, right.dtype)
    for m in range(right.shape[0]):
        _write_solved_lower_vector(factors[m], right[m], result[m])
    return result


@numba.njit(error_model="numpy")
def _each_solve_lower_transposed(factors: Array, right: Array) -> Array:
    """``L^{-T} B`` for all members of a family."""
    result = np.empty(right.shape, right.dtype)
    for m in range(right.shape[0]):
        _write_solved_lower_transposed(factors[m], right[m], result[m])
    return result


@numba.njit(error_model="numpy")
def _each_solve_lower_transposed_vector(factors: Array, right: Array) -> Array:
    """``L^{-T} b`` for all members of a family."""
    result = np.empty(right.shape, right.dtype)
    for m in range(right.shape[0]):
        _write_solved_lower_transposed_vector(factors[m], right[m], result[m])
    return result


@numba.njit(error_model="numpy")
def _each_gram(matrices: Array) -> Array:
    """``X^T X`` for all members of a family."""
    count, _, n = matrices.shape
    result = np.zeros((count, n, n), matrices.dtype)
    for m in range(count):
        _add_product(matrices[m].T, matrices[m], result[m])
    return result


@numba.njit(error_model="numpy")
def _each_diagonal(matrices: Array) -> Array:
    """The diagonals of a family."""
    result = np.empty(matrices.shape[:2], matrices.dtype)
    for m in range(matrices.shape[0]):
        for i in range(matrices.shape[1]):
            result[m, i] = matrices[m, i, i]
    return result


@numba.njit(error_model="numpy")
def _each_total(vectors: Array) -> Array:
    """The sums of the entries of a family of vectors."""
    totals: Array = np.sum(vectors, axis=1)
    return totals


@numba.njit(error_model="numpy")
def _each_dot(left: Array, right: Array) -> Array:
    """The sums over the products of entries for all members of a family."""
    result = np.empty(left.shape[0], left.dtype)
    for m in range(left.shape[0]):
        result[m] = _dot(left[m], right[m])
    return result


@numba.njit(error_model="numpy")
def _each_matvec(matrices: Array, vectors: Array) -> Array:
    """``A x`` for all members of a family."""
    result = np.empty(matrices.shape[:2], matrices.dtype)
    for m in range(matrices.shape[0]):
        result[m] = _matvec(matrices[m], vectors[m])
    return result


@numba.njit(error_model="numpy")
def _each_matmul(left: Array, right: Array) -> Array:
    """``A B`` for all members of a family."""
    result = np.zeros((left.shape[0], left.shape[1], right.shape[2]), left.dtype)
    for m in range(left.shape[0]):
        _add_product(left[m], right[m], result[m])
    return result


@numba.njit(error_model="numpy")
def _each_outer(left: Array, right: Array) -> Array:
    """``x y^T`` for all members of a family."""
    result = np.empty((left.shape[0], left.shape[1], right.shape[1]), left.dtype)
    for m in range(left.shape[0]):
        result[m] = _outer(left[m], right[m])
    return result


@numba.njit(error_model="numpy")
def _each_symmetrized(matrices: Array) -> Array:
    """``(A + A^T) / 2`` for all members of a family."""
    result = np.empty(matrices.shape, matrices.dtype)
    for m in range(matrices.shape[0]):
        result[m] = _symmetrized(matrices[m])
    return result


@numba.njit(error_model="numpy")
def _each_congruence(matrices: Array, middles: Array) -> Array:
    """``A S A^T`` for all members of a family."""
    n = matrices.shape[1]
    result = np.empty((matrices.shape[0], n, n), matrices.dtype)
    for m in range(matrices.shape[0]):
        result[m] = _congruence(matrices[m], middles[m])
    return result

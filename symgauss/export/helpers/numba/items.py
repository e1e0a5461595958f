"""Vectors and matrices of one item, and the loop over a batch of items."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numba
import numpy as np
from numpy.typing import ArrayLike

from symgauss.export.helpers.numba.entries import _filled, _log_excess
from symgauss.export.helpers.numpy.arguments import (
    ArgumentError,
    Array,
    _common,
    _count,
    _prepared,
)

#: The axes of results, each as the names and numbers that its length is the sum of.
_Shapes: TypeAlias = tuple[tuple[tuple[str | int, ...], ...], ...]

#: How many items of a batch an error names.
_SHOWN = 5


def _items(
    loop: Callable[..., None],
    arguments: Sequence[tuple[str, ArrayLike, tuple[str | int, ...]]],
    shapes: _Shapes,
    depends: Sequence[tuple[int, ...]],
    checks: Sequence[str],
) -> tuple[Any, ...]:
    """Runs a loop over the items of a batch; ``shapes`` are those of the results of one."""
    arrays = _prepared(arguments)
    batches = [a.shape[: a.ndim - len(g[2])] for a, g in zip(arrays, arguments, strict=True)]
    batch = _common(arguments, batches)
    count = _count(batch)
    sizes: dict[str, int] = {}
    given: list[Array] = []
    steps: list[int] = []
    for array, b, (_, _, axes) in zip(arrays, batches, arguments, strict=True):
        item = array.shape[len(b) :]
        sizes |= {axis: n for axis, n in zip(axes, item, strict=True) if isinstance(axis, str)}
        shared = _count(b) == 1
        whole = array if shared else _filled(array, batch + item)
        given.append(np.ascontiguousarray(whole).reshape((1 if shared else count, *item)))
        steps.append(0 if shared else 1)
    items = [
        tuple(sum(sizes[part] if isinstance(part, str) else part for part in axis) for axis in each)
        for each in shapes
    ]
    results = [np.empty((count, *item), arrays[0].dtype) for item in items]
    failed = np.zeros((count, 1), np.uint8)
    loop(tuple(steps), *([failed] if checks else []), *given, *results)
    if np.any(failed):
        places = np.flatnonzero(failed)
        shown = ", ".join(
            str(i[0] if len(i) == 1 else i)
            for i in (tuple(map(int, np.unravel_index(p, batch))) for p in places[:_SHOWN])
        )
        more = ", ..." if len(places) > _SHOWN else ""
        where = f" at batch index {shown}{more} ({len(places)} of {count})" if batch else ""
        raise ArgumentError(f"{checks[int(failed[places[0], 0]) - 1]}{where}")
    found: list[Any] = []
    for result, item, each in zip(results, items, depends, strict=True):
        own = np.broadcast_shapes(*(batches[i] for i in each))
        padded = (1,) * (len(batch) - len(own)) + own
        whole = result.reshape(batch + item)
        part = whole[tuple(slice(0, 1) if n == 1 else slice(None) for n in padded)]
        found.append(part.reshape(own + item)[()])
    return tuple(found)


@numba.njit(error_model="numpy")
def _each_log_excess(change: Array, root: Array) -> Array:
    """``h^2 - 1 - log h^2`` for all entries."""
    result = np.empty(change.shape, change.dtype)
    entries, g, h = result.reshape(-1), change.copy().reshape(-1), root.copy().reshape(-1)
    for i in range(g.shape[0]):
        entries[i] = _log_excess(g[i], h[i])
    return result


@numba.njit(error_model="numpy")
def _cholesky(matrix: Array, failed: Array, check: int) -> Array:
    """The lower Cholesky factor; the number of the check where there is none."""
    L = np.empty(matrix.shape, matrix.dtype)
    _write_cholesky(matrix, L, failed, check)
    return L


@numba.njit(error_model="numpy")
def _write_cholesky(matrix: Array, L: Array, failed: Array, check: int) -> None:
    """The factor into a matrix that is there."""
    n = matrix.shape[0]
    for i in range(n):
        for j in range(i):
            s = matrix[i, j]
            for k in range(j):
                s -= L[i, k] * L[j, k]
            L[i, j] = s / L[j, j]
        s = matrix[i, i]
        for k in range(i):
            s -= L[i, k] * L[i, k]
        if not s > 0.0:
            failed[0] = check if failed[0] == 0 else failed[0]
        L[i, i] = math.sqrt(s) if s > 0.0 else np.nan
        for j in range(i + 1, n):
            L[i, j] = 0.0


@numba.njit(error_model="numpy")
def _solve_lower(L: Array, right: Array) -> Array:
    """``L^{-1} B`` of a matrix ``B``."""
    X = np.empty(right.shape, right.dtype)
    _write_solved_lower(L, right, X)
    return X


@numba.njit(error_model="numpy")
def _write_solved_lower(L: Array, right: Array, X: Array) -> None:
    """The solution into a matrix that is there."""
    n, m = right.shape
    for i in range(n):
        for j in range(m):
            X[i, j] = right[i, j]
        for k in range(i):
            factor = L[i, k]
            for j in range(m):
                X[i, j] -= factor * X[k, j]
        for j in range(m):
            X[i, j] /= L[i, i]


@numba.njit(error_model="numpy")
def _solve_lower_vector(L: Array, right: Array) -> Array:
    """``L^{-1} b``."""
    x = np.empty(right.shape, right.dtype)
    _write_solved_lower_vector(L, right, x)
    return x


@numba.njit(error_model="numpy")
def _write_solved_lower_vector(L: Array, right: Array, x: Array) -> None:
    """The solution into a vector that is there."""
    n = right.shape[0]
    for i in range(n):
        s = right[i]
        for k in range(i):
            s -= L[i, k] * x[k]
        x[i] = s / L[i, i]


@numba.njit(error_model="numpy")
def _solve_lower_transposed(L: Array, right: Array) -> Array:
    """``L^{-T} B`` of a matrix ``B``."""
    X = np.empty(right.shape, right.dtype)
    _write_solved_lower_transposed(L, right, X)
    return X


@numba.njit(error_model="numpy")
def _write_solved_lower_transposed(L: Array, right: Array, X: Array) -> None:
    """The solution into a matrix that is there."""
    n, m = right.shape
    for i in range(n - 1, -1, -1):
        for j in range(m):
            X[i, j] = right[i, j]
        for k in range(i + 1, n):
            factor = L[k, i]
            for j in range(m):
                X[i, j] -= factor * X[k, j]
        for j in range(m):
            X[i, j] /= L[i, i]


@numba.njit(error_model="numpy")
def _solve_lower_transposed_vector(L: Array, right: Array) -> Array:
    """``L^{-T} b``."""
    x = np.empty(right.shape, right.dtype)
    _write_solved_lower_transposed_vector(L, right, x)
    return x


@numba.njit(error_model="numpy")
def _write_solved_lower_transposed_vector(L: Array, right: Array, x: Array) -> None:
    """The solution into a vector that is there."""
    n = right.shape[0]
    for i in range(n - 1, -1, -1):
        s = right[i]
        for k in range(i + 1, n):
            s -= L[k, i] * x[k]
        x[i] = s / L[i, i]


@numba.njit(error_model="numpy")
def _factorized(matrix: Array) -> tuple[Array, Array, float]:
    """``P A = L U`` with partial pivoting: both in one matrix, the rows, the sign (0: singular)."""
    n = matrix.shape[0]
    A = matrix.copy()
    rows = np.arange(n)
    sign = 1.0
    for k in range(n):
        best = k
        for i in range(k + 1, n):
            if abs(A[i, k]) > abs(A[best, k]):
                best = i
        if A[best, k] == 0.0:
            return A, rows, 0.0
        if best != k:
            sign = -sign
            rows[k], rows[best] = rows[best], rows[k]
            for j in range(n):
                A[k, j], A[best, j] = A[best, j], A[k, j]
        for i in range(k + 1, n):
            A[i, k] /= A[k, k]
            for j in range(k + 1, n):
                A[i, j] -= A[i, k] * A[k, j]
    return A, rows, sign


@numba.njit(error_model="numpy")
def _solve(matrix: Array, right: Array, failed: Array, check: int) -> Array:
    """``matrix^{-1} right``; the number of the check where it is singular."""
    n, m = right.shape
    A, rows, sign = _factorized(matrix)
    X = np.full((n, m), np.nan)
    if sign == 0.0:
        failed[0] = check if failed[0] == 0 else failed[0]
        return X
    for j in range(m):
        for i in range(n):
            s = right[rows[i], j]
            for k in range(i):
                s -= A[i, k] * X[k, j]
            X[i, j] = s
        for i in range(n - 1, -1, -1):
            s = X[i, j]
            for k in range(i + 1, n):
                s -= A[i, k] * X[k, j]
            X[i, j] = s / A[i, i]
    return X


@numba.njit(error_model="numpy")
def _solve_vector(matrix: Array, right: Array, failed: Array, check: int) -> Array:
    """``matrix^{-1} right`` of a vector."""
    column = np.empty((right.shape[0], 1))
    column[:, 0] = right
    solved: Array = _solve(matrix, column, failed, check)
    return solved[:, 0]


@numba.njit(error_model="numpy")
def _matrix_determinant(matrix: Array) -> float:
    """The determinant."""
    A, _, sign = _factorized(matrix)
    product: float = sign
    if product != 0.0:
        for i in range(A.shape[0]):
            product *= A[i, i]
    return product


@numba.njit(error_model="numpy")
def _log_determinant(matrix: Array) -> float:
    """The logarithm of a positive determinant."""
    A, _, sign = _factorized(matrix)
    total = 0.0
    for i in range(A.shape[0]):
        sign = -sign if A[i, i] < 0.0 else sign
        total += math.log(abs(A[i, i]))
    return total if sign > 0.0 else np.nan


@numba.njit(error_model="numpy")
def _matmul(left: Array, right: Array) -> Array:
    """``A B``."""
    product = np.zeros((left.shape[0], right.shape[1]), left.dtype)
    _add_product(left, right, product)
    return product


@numba.njit(error_model="numpy")
def _add_product(left: Array, right: Array, product: Array) -> None:
    """``A B`` added to a matrix that is there."""
    n, m, p = left.shape[0], left.shape[1], right.shape[1]
    for i in range(n):
        for k in range(m):
            factor = left[i, k]
            for j in range(p):
                product[i, j] += factor * right[k, j]


@numba.njit(error_model="numpy")
def _matvec(matrix: Array, vector: Array) -> Array:
    """``A x``."""
    n, m = matrix.shape
    product = np.zeros(n, vector.dtype)
    for i in range(n):
        for k in range(m):
            product[i] += matrix[i, k] * vector[k]
    return product


@numba.njit(error_model="numpy")
def _outer(left: Array, right: Array) -> Array:
    """``x y^T``."""
    product = np.empty((left.shape[0], right.shape[0]), left.dtype)
    for i in range(left.shape[0]):
        for j in range(right.shape[0]):
            product[i, j] = left[i] * right[j]
    return product


@numba.njit(error_model="numpy")
def _symmetrized(matrix: Array) -> Array:
    """``(A + A^T) / 2``."""
    n = matrix.shape[0]
    result = np.empty((n, n), matrix.dtype)
    for i in range(n):
        for j in range(n):
            result[i, j] = 0.5 * (matrix[i, j] + matrix[j, i])
    return result


@numba.njit(error_model="numpy")
def _congruence(matrix: Array, middle: Array) -> Array:
    """``A S A^T``."""
    product: Array = _symmetrized(_matmul(_matmul(matrix, middle), matrix.T))
    return product


@numba.njit(error_model="numpy")
def _gram(matrix: Array) -> Array:
    """``X^T X``."""
    product: Array = _matmul(matrix.T, matrix)
    return product


@numba.njit(error_model="numpy")
def _diagonal(matrix: Array) -> Array:
    """The diagonal."""
    n = matrix.shape[0]
    result = np.empty(n, matrix.dtype)
    for i in range(n):
        result[i] = matrix[i, i]
    return result


@numba.njit(error_model="numpy")
def _diagonal_matrix(vector: Array) -> Array:
    """The matrix with a vector on its diagonal."""
    n = vector.shape[0]
    result = np.zeros((n, n), vector.dtype)
    for i in range(n):
        result[i, i] = vector[i]
    return result


@numba.njit(error_model="numpy")
def _plus_multiple(matrix: Array, number: float) -> Array:
    """A matrix plus a multiple of the identity."""
    result = matrix.copy()
    for i in range(matrix.shape[0]):
        result[i, i] += number
    return result


@numba.njit(error_model="numpy")
def _plus_diagonal(matrix: Array, diagonal: Array) -> Array:
    """A matrix plus a diagonal."""
    result = matrix.copy()
    for i in range(matrix.shape[0]):
        result[i, i] += diagonal[i]
    return result


@numba.njit(error_model="numpy")
def _sum_squares(values: Array) -> float:
    """The sum of the squares of all entries."""
    total = 0.0
    for value in values.flat:
        total += value * value
    return total


@numba.njit(error_model="numpy")
def _dot(left: Array, right: Array) -> float:
    """The sum over the products of all entries."""
    total: float = np.sum(left * right)
    return total


@numba.njit(error_model="numpy")
def _stein_loss(matrix: Array, factor: Array, reference: Array, reference_factor: Array) -> float:
    """``tr(T^{-1} S) - n - log |T^{-1} S|`` from ``S``, ``T`` and their Cholesky factors.

    ``M = L_T^{-1} L_S`` is triangular, and the loss is the sum over its rows of
    ``p - log(1 + p) + o``, where ``1 + p`` is the square of the diagonal and ``o`` the sum of the
    squares before it.  Where ``S`` and ``T`` are close, both come from their difference.
    """
    ratio = _solve_lower(reference_factor, factor)
    loss: float
    loss, least = _loss_of_ratio(ratio)
    if least > 0.7:
        half = _solve_lower(reference_factor, matrix - reference)
        loss = _loss_of_close(_solve_lower(reference_factor, half.T.copy()), ratio)
    return loss


@numba.njit(error_model="numpy")
def _whitened_loss(change: Array, ratio: Array) -> float:
    """``tr(M M^T) - n - log |M M^T|`` of a triangular ``M`` and ``M M^T - I``."""
    loss: float
    loss, least = _loss_of_ratio(ratio)
    if least > 0.7:
        loss = _loss_of_close(change, ratio)
    return loss


@numba.njit(error_model="numpy")
def _loss_of_ratio(ratio: Array) -> tuple[float, float]:
    """``tr(M M^T) - n - log |M M^T|``, and the least entry of the diagonal."""
    loss: float = 0.0
    least: float = np.inf
    for i in range(ratio.shape[0]):
        root, before = ratio[i, i], 0.0
        for j in range(i):
            before += ratio[i, j] * ratio[i, j]
        loss += _log_excess(root - 1.0, root) + before
        least = min(least, root)
    return loss, least


@numba.njit(error_model="numpy")
def _loss_of_close(change: Array, ratio: Array) -> float:
    """The same where ``M M^T`` is close to the identity, from their difference."""
    exact: float = 0.0
    for i in range(ratio.shape[0]):
        squares = 0.0
        for j in range(i):
            entry = change[i, j]
            for k in range(j):
                entry -= ratio[i, k] * ratio[j, k]
            squares += (entry / ratio[j, j]) ** 2
        root = ratio[i, i]
        exact += _log_excess((change[i, i] - squares) / (root + 1.0), root) + squares
    return exact

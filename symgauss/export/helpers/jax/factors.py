"""Cholesky factors and solutions of linear equations, with their derivatives."""

from __future__ import annotations

from collections.abc import Callable

import jax
import jax.numpy as jnp
from jax import Array

from symgauss.export.helpers.jax.arguments import ArgumentError
from symgauss.export.helpers.jax.pieces import _all_factors, _all_solved, _compiled
from symgauss.export.helpers.jax.triangular import (
    _all_solved_lower,
    _all_solved_lower_transposed,
)

#: How many items of a batch an error names.
_SHOWN = 5


def _cholesky(matrix: Array, name: str) -> Array:
    """The lower Cholesky factor; :class:`ArgumentError` says which items have none.

    While JAX traces (``jit``, ``grad``, ``vmap``) no value can be looked at: there the factor of
    an item that is not positive definite is NaN.
    """
    factor = _factor(matrix)
    if not isinstance(factor, jax.core.Tracer):
        _refuse(jnp.isnan(factor[..., -1, -1]), f"{name} is not positive definite")
    return factor


def _differentiable(
    derivative: Callable[..., tuple[Array, Array]],
) -> Callable[[Callable[..., Array]], Callable[..., Array]]:
    """A function whose derivative is that."""

    def with_derivative(function: Callable[..., Array]) -> Callable[..., Array]:
        made = jax.custom_jvp(function)
        made.defjvp(derivative)
        found: Callable[..., Array] = made
        return found

    return with_derivative


def _factor_derivative(primals: tuple[Array], tangents: tuple[Array]) -> tuple[Array, Array]:
    """``dL = L P(L^{-1} dS L^{-T})``, where ``P`` is the lower half with half the diagonal."""
    factor = _factor(*primals)
    half = _solve_lower(factor, tangents[0].mT)
    change = jnp.tril(_solve_lower(factor, half.mT))
    return factor, factor @ (change / (1.0 + jnp.eye(change.shape[-1], dtype=change.dtype)))


@_differentiable(_factor_derivative)
def _factor(matrix: Array) -> Array:
    """The lower Cholesky factor."""
    return _all_factors(matrix)


def _refuse(failed: Array, message: str) -> None:
    """Raise where an item of a batch failed."""
    if not failed.any():
        return
    if failed.ndim == 0:
        raise ArgumentError(message)
    indices = [tuple(map(int, index)) for index in zip(*jnp.nonzero(failed), strict=True)]
    shown = ", ".join(str(i[0] if len(i) == 1 else i) for i in indices[:_SHOWN])
    more = ", ..." if len(indices) > _SHOWN else ""
    raise ArgumentError(f"{message} at batch index {shown}{more} ({len(indices)} of {failed.size})")


def _solve(matrix: Array, right: Array, name: str) -> Array:
    """``matrix^{-1} right``; :class:`ArgumentError` says which items are singular."""
    solved = _solution(matrix, right)
    if not isinstance(solved, jax.core.Tracer):
        _refuse(~jnp.isfinite(solved).all(axis=(-2, -1)), f"{name} is singular")
    return solved


@_compiled
def _solution(matrix: Array, right: Array) -> Array:
    """``matrix^{-1} right``."""
    matrix, right = _broadcast(matrix, right)
    found: Array = jax.lax.custom_linear_solve(
        lambda x: matrix @ x,
        right,
        solve=lambda _, b: _all_solved(matrix, b),
        transpose_solve=lambda _, b: _all_solved(matrix.mT, b),
    )
    return found


def _solve_vector(matrix: Array, right: Array, name: str) -> Array:
    """``matrix^{-1} right`` of a vector."""
    return _solve(matrix, right[..., None], name)[..., 0]


def _broadcast(matrix: Array, right: Array) -> tuple[Array, Array]:
    """A matrix and a right side with the same batch axes."""
    batch = jnp.broadcast_shapes(matrix.shape[:-2], right.shape[:-2])
    return (
        jnp.broadcast_to(matrix, batch + matrix.shape[-2:]),
        jnp.broadcast_to(right, batch + right.shape[-2:]),
    )


@_compiled
def _solve_lower(factor: Array, right: Array) -> Array:
    """``L^{-1} B`` of a lower triangular ``L``."""
    factor, right = _broadcast(factor, right)
    found: Array = jax.lax.custom_linear_solve(
        lambda x: jnp.tril(factor) @ x,
        right,
        solve=lambda _, b: _all_solved_lower(factor, b),
        transpose_solve=lambda _, b: _all_solved_lower_transposed(factor, b),
    )
    return found


@_compiled
def _solve_lower_transposed(factor: Array, right: Array) -> Array:
    """``L^{-T} B`` of a lower triangular ``L``."""
    factor, right = _broadcast(factor, right)
    found: Array = jax.lax.custom_linear_solve(
        lambda x: jnp.tril(factor).mT @ x,
        right,
        solve=lambda _, b: _all_solved_lower_transposed(factor, b),
        transpose_solve=lambda _, b: _all_solved_lower(factor, b),
    )
    return found


def _solve_lower_vector(factor: Array, right: Array) -> Array:
    """``L^{-1} b``; one solve for all ``b`` where they have one ``L``."""
    return _of_vectors(_solve_lower, factor, right)


def _solve_lower_transposed_vector(factor: Array, right: Array) -> Array:
    """``L^{-T} b``; one solve for all ``b`` where they have one ``L``."""
    return _of_vectors(_solve_lower_transposed, factor, right)


def _of_vectors(solve: Callable[[Array, Array], Array], factor: Array, right: Array) -> Array:
    """A triangular solve for vectors."""
    if factor.ndim == 2 and right.ndim > 1:
        return solve(factor, right.reshape(-1, right.shape[-1]).mT).mT.reshape(right.shape)
    return solve(factor, right[..., None])[..., 0]

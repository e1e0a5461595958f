"""Cholesky factors and triangular solves."""

from __future__ import annotations

import jax
import jax.numpy as jnp
from jax import Array

from symgauss.export.helpers.jax.arguments import ArgumentError

_SHOWN = 5


def _cholesky(matrix: Array, name: str) -> Array:
    """The lower Cholesky factor; :class:`ArgumentError` says which items have none.

    While JAX traces (``jit``, ``grad``, ``vmap``) no value can be looked at: there the factor of
    an item that is not positive definite is NaN.
    """
    factor = jax.lax.linalg.cholesky(matrix, symmetrize_input=False)
    if not isinstance(factor, jax.core.Tracer):
        _refuse(jnp.isnan(factor[..., -1, -1]), f"{name} is not positive definite")
    return factor


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
    solved = jnp.linalg.solve(matrix, right)
    if not isinstance(solved, jax.core.Tracer):
        _refuse(~jnp.isfinite(solved).all(axis=(-2, -1)), f"{name} is singular")
    return solved


def _solve_vector(matrix: Array, right: Array, name: str) -> Array:
    """``matrix^{-1} right`` of a vector."""
    return _solve(matrix, right[..., None], name)[..., 0]


def _triangular(factor: Array, right: Array, *, transposed: bool) -> Array:
    """``L^{-1} B`` or ``L^{-T} B``, whose batch axes broadcast."""
    batch = jnp.broadcast_shapes(factor.shape[:-2], right.shape[:-2])
    return jax.lax.linalg.triangular_solve(
        jnp.broadcast_to(factor, batch + factor.shape[-2:]),
        jnp.broadcast_to(right, batch + right.shape[-2:]),
        left_side=True,
        lower=True,
        transpose_a=transposed,
    )


def _solve_lower(factor: Array, right: Array) -> Array:
    """``L^{-1} B`` of a lower triangular ``L``."""
    return _triangular(factor, right, transposed=False)


def _solve_lower_transposed(factor: Array, right: Array) -> Array:
    """``L^{-T} B`` of a lower triangular ``L``."""
    return _triangular(factor, right, transposed=True)


def _solve_lower_vector(factor: Array, right: Array) -> Array:
    """``L^{-1} b``; one solve for all ``b`` where they have one ``L``."""
    return _vectors(factor, right, transposed=False)


def _solve_lower_transposed_vector(factor: Array, right: Array) -> Array:
    """``L^{-T} b``; one solve for all ``b`` where they have one ``L``."""
    return _vectors(factor, right, transposed=True)


def _vectors(factor: Array, right: Array, *, transposed: bool) -> Array:
    """A triangular solve for vectors."""
    if factor.ndim == 2 and right.ndim > 1:
        columns = right.reshape(-1, right.shape[-1]).mT
        return _triangular(factor, columns, transposed=transposed).mT.reshape(right.shape)
    return _triangular(factor, right[..., None], transposed=transposed)[..., 0]

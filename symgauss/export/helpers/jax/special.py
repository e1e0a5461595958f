"""Functions of variances in which nothing cancels, and whose derivatives are finite."""

from __future__ import annotations

import jax
import jax.numpy as jnp
from jax import Array

from symgauss.export.helpers.jax.factors import _solve_lower
from symgauss.export.helpers.jax.matrices import _diagonal

#: Of ``(artanh s - s) / s^3`` in ``s^2``, from the highest: it interpolates at Chebyshev nodes for
#: ``s^2 <= 1/9``, with a relative error of 2e-16.
_EXCESS = (
    0.08082022805971766,
    0.04400369243072337,
    0.06000536404795356,
    0.06657072104827468,
    0.07692785032479312,
    0.09090894718066429,
    0.11111111358713932,
    0.1428571428355438,
    0.20000000000007292,
    0.3333333333333333,
)


def _log_excess(change: Array, root: Array) -> Array:
    """``r - log(1 + r)`` where ``1 + r = h^2`` and ``h = 1 + g``; by a polynomial in the middle.

    With ``r = g (g + 2)`` and ``s = r / (2 + r)``, ``log(1 + r) = 2 artanh s`` and
    ``r - log(1 + r)`` is ``s (r - 2 s^2 (artanh s - s)/s^3)``, in which nothing cancels.  Each
    branch sees harmless values where the other one is taken, so that no derivative is NaN.
    """
    excess = change * (change + 2.0)
    small = (excess > -0.5) & (excess < 1.0)
    direct = excess - 2.0 * jnp.log(jnp.where(small, 1.0, root))
    return jnp.where(small, _log_excess_near(jnp.where(small, excess, 0.0)), direct)


def _log_excess_near(r: Array) -> Array:
    """``r - log(1 + r)``, to full precision for ``r`` from -1/2 to 1."""
    s = r / (2.0 + r)
    square = s * s
    total = square * _EXCESS[0] + _EXCESS[1]
    for coefficient in _EXCESS[2:]:
        total = total * square + coefficient
    excess: Array = s * (r - 2.0 * square * total)
    return excess


def _stein_loss(matrix: Array, factor: Array, reference: Array, reference_factor: Array) -> Array:
    """``tr(T^{-1} S) - n - log |T^{-1} S|`` from ``S``, ``T`` and their Cholesky factors.

    ``M = L_T^{-1} L_S`` is triangular, and the loss is the sum over its rows of
    ``p - log(1 + p) + o``, where ``1 + p`` is the square of the diagonal and ``o`` the sum of the
    squares before it.  Where ``S`` and ``T`` are close, both come from their difference
    ``E = L_T^{-1} (S - T) L_T^{-T} = M M^T - I``, with what ``M`` says to first order.
    """
    ratio = _solve_lower(reference_factor, factor)
    close = _are_close(ratio)
    if not isinstance(close, jax.core.Tracer) and not close.any():
        return _loss_of_ratio(ratio)
    half = _solve_lower(reference_factor, matrix - reference)
    return _whitened_loss(_solve_lower(reference_factor, half.mT), ratio)


def _are_close(ratio: Array) -> Array:
    """Whether ``M M^T`` may be close to the identity."""
    return jnp.min(_diagonal(ratio), axis=-1) > 0.7


def _loss_of_ratio(ratio: Array) -> Array:
    """``tr(M M^T) - n - log |M M^T|`` of a triangular ``M``."""
    root, before = _diagonal(ratio), jnp.tril(ratio, -1)
    rest = jnp.sum(before * before, axis=-1)
    return jnp.sum(_log_excess(root - 1.0, root) + rest, axis=-1)


def _whitened_loss(change: Array, ratio: Array) -> Array:
    """``tr(M M^T) - n - log |M M^T|`` of a triangular ``M`` and ``E = M M^T - I``."""
    loss, close = _loss_of_ratio(ratio), _are_close(ratio)
    root, before = _diagonal(ratio), jnp.tril(ratio, -1)
    rest = jnp.sum(before * before, axis=-1)
    change = change - before @ before.mT
    change = jnp.where(close[..., None, None], change, 0.0)
    root = jnp.where(close[..., None], root, 1.0)
    lower = jnp.tril(change, -1) / root[..., None, :]
    squares = jnp.sum(lower * lower, axis=-1)
    # the diagonal of E is p + o, and that of the change is E minus what M says about o
    excess = _diagonal(change) + jnp.where(close[..., None], rest, 0.0) - squares
    exact = jnp.sum(_log_excess(excess / (root + 1.0), root) + squares, axis=-1)
    return jnp.where(close, exact, loss)

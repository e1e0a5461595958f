"""Functions of variances in which nothing cancels."""

from __future__ import annotations

import numpy as np

from symgauss.export.helpers.numpy.arguments import Array
from symgauss.export.helpers.numpy.factors import _solve_lower
from symgauss.export.helpers.numpy.matrices import _diagonal, _transposed

#: Of ``(artanh s - s) / s^3`` in ``s^2``, from the highest: it interpolates at Chebyshev nodes for
#: ``s^2 < 0.0035``, with a relative error below 1e-16.
_EXCESS = (
    0.0915854993856482,
    0.11110903635227981,
    0.14285714545241882,
    0.1999999999988642,
    0.3333333333333334,
)

#: Below this an excess is computed by a polynomial; above it the plain form keeps 14 digits in
#: float64 and 6 in float32: it adds no more than the rounding of the standard deviations.
_NEAR = {8: 0.002, 4: 0.02}

#: Up to this ``log(1 + g)`` is computed from ``h``.
_LOW = 0.25


def _log_excess(change: Array, root: Array) -> Array:
    """``h^2 - 1 - log h^2`` where ``h = 1 + g``, of arrays of one shape.

    The plain form ``g^2 + 2 (g - log(1 + g))``; by a polynomial for those items where it cancels,
    and with ``log h`` where ``1 + g`` has lost digits of ``h``.
    """
    total: Array = np.log1p(change, out=np.empty(np.shape(change), change.dtype))
    np.subtract(change, total, out=total)
    total *= 2.0
    total += change * change
    near = np.flatnonzero(~(total > _NEAR[total.itemsize]))  # with what is not a number
    if len(near):
        total.reshape(-1)[near] = _log_excess_near(np.take(change, near))
    if not np.min(root, initial=1.0) > _LOW:
        low = np.flatnonzero(root <= _LOW)
        g = np.take(change, low)
        total.reshape(-1)[low] = g * (g + 2.0) - 2.0 * np.log(np.take(root, low))
    return total


def _log_excess_near(g: Array) -> Array:
    """The same to full precision for ``g`` near 0.

    With ``s = g / (2 + g)``, ``log(1 + g) = 2 artanh s`` and ``g - log(1 + g)`` is
    ``s (g - 2 s^2 (artanh s - s)/s^3)``, in which nothing cancels.
    """
    s = g / (2.0 + g)
    square = s * s
    total = square * _EXCESS[0]
    total += _EXCESS[1]
    for coefficient in _EXCESS[2:]:
        total *= square
        total += coefficient
    total *= square
    total *= -2.0
    total += g
    total *= s
    total *= 2.0
    total += g * g
    far = np.abs(g) > 0.5
    if np.any(far):  # what overflows, and no roots of anything
        total[far] = np.where(g[far] > 0.0, np.inf, np.nan)
    return total


def _stein_loss(matrix: Array, factor: Array, reference: Array, reference_factor: Array) -> Array:
    """``tr(T^{-1} S) - n - log |T^{-1} S|`` from ``S``, ``T`` and their Cholesky factors.

    ``M = L_T^{-1} L_S`` is triangular, and the loss is the sum over its rows of
    ``p - log(1 + p) + o``, where ``1 + p`` is the square of the diagonal and ``o`` the sum of the
    squares before it.  Items where ``S`` and ``T`` are close are computed again, with more care.
    """
    ratio = _solve_lower(reference_factor, factor)
    root = _diagonal(ratio)
    before = np.tril(ratio, -1)
    loss: Array = np.sum(_log_excess(root - 1.0, root) + np.sum(before * before, axis=-1), axis=-1)
    close = loss < 0.25  # no term is negative, so a loss that is not small has all its digits
    if np.all(close):
        return _stein_loss_of_close(matrix - reference, root, before, reference_factor)
    if np.any(close):
        batch = np.shape(loss)
        change = np.broadcast_to(matrix - reference, ratio.shape)[close]
        base = np.broadcast_to(reference_factor, batch + reference_factor.shape[-2:])[close]
        loss[close] = _stein_loss_of_close(change, root[close], before[close], base)
    return loss


def _stein_loss_of_close(
    difference: Array, root: Array, before: Array, reference_factor: Array
) -> Array:
    """The same where ``S`` and ``T`` are close, from their difference.

    ``E = L_T^{-1} (S - T) L_T^{-T} = M M^T - I``, with what ``M`` says to first order.
    """
    half = _solve_lower(reference_factor, difference)
    change = _solve_lower(reference_factor, _transposed(half)) - before @ _transposed(before)
    lower = np.tril(change, -1) / root[..., None, :]
    squares = np.sum(lower * lower, axis=-1)
    # the diagonal of E is p + o, and that of the change is E minus what M says about o
    excess = _diagonal(change) + np.sum(before * before, axis=-1) - squares
    exact: Array = np.sum(_log_excess(excess / (root + 1.0), root) + squares, axis=-1)
    return exact


def _log_determinant(matrix: Array) -> Array:
    """The logarithm of a positive determinant."""
    sign, logarithm = np.linalg.slogdet(matrix)
    return np.where(sign > 0, logarithm, np.nan)

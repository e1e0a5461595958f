"""Functions of variances in which nothing cancels."""

from __future__ import annotations

import numpy as np

from symgauss.export.helpers.numpy.arguments import Array
from symgauss.export.helpers.numpy.factors import _solve_lower
from symgauss.export.helpers.numpy.matrices import _diagonal, _transposed

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


def _log_excess(excess: Array, root: Array) -> Array:
    """``r - log(1 + r)`` where ``1 + r = h^2``; by a polynomial where ``r`` is from -1/2 to 1.

    With ``s = r / (2 + r)``, ``log(1 + r) = 2 artanh s`` and ``r - log(1 + r)`` is
    ``s (r - 2 s^2 (artanh s - s)/s^3)``, in which nothing cancels.
    """
    small = np.flatnonzero((excess > -0.5) & (excess < 1.0))
    if len(small) == np.size(excess):
        return _log_excess_near(excess)
    direct: Array = excess - 2.0 * np.log(root)
    if len(small):
        np.put(direct, small, _log_excess_near(np.take(excess, small)))
    return direct


def _log_excess_near(r: Array) -> Array:
    """``r - log(1 + r)``, to full precision for ``r`` from -1/2 to 1."""
    s = r / (2.0 + r)
    square = s * s
    total = square * _EXCESS[0]
    total += _EXCESS[1]
    for coefficient in _EXCESS[2:]:
        total *= square
        total += coefficient
    square *= total
    return s * (r - 2.0 * square)


def _stein_loss(matrix: Array, factor: Array, reference: Array, reference_factor: Array) -> Array:
    """``tr(T^{-1} S) - n - log |T^{-1} S|`` from ``S``, ``T`` and their Cholesky factors.

    ``M = L_T^{-1} L_S`` is triangular, and the loss is the sum over its rows of
    ``p - log(1 + p) + o``, where ``1 + p`` is the square of the diagonal and ``o`` the sum of the
    squares before it.  Items where ``S`` and ``T`` are close are computed again, with more care.
    """
    ratio = _solve_lower(reference_factor, factor)
    root = _diagonal(ratio)
    before = np.tril(ratio, -1)
    loss: Array = np.sum(
        _log_excess(root * root - 1.0, root) + np.sum(before * before, axis=-1), axis=-1
    )
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
    exact: Array = np.sum(_log_excess(excess, root) + squares, axis=-1)
    return exact


def _log_determinant(matrix: Array) -> Array:
    """The logarithm of a positive determinant."""
    sign, logarithm = np.linalg.slogdet(matrix)
    return np.where(sign > 0, logarithm, np.nan)

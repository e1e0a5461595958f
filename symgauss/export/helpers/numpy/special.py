"""Functions of variances in which nothing cancels."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from symgauss.export.helpers.numpy.arguments import Array
from symgauss.export.helpers.numpy.factors import _solve_lower
from symgauss.export.helpers.numpy.matrices import _diagonal, _transposed

#: Of ``-2 (artanh s - s) / s^3`` in ``s^2``, from the highest: it interpolates at Chebyshev nodes
#: for ``s^2 < 0.0035``, with a relative error below 1e-16, and is good to 1e-15 up to 0.0045.
_EXCESS = (
    -0.1831709987712964,
    -0.22221807270455962,
    -0.28571429090483763,
    -0.3999999999977284,
    -0.6666666666666669,
)

#: In float32 so many of the last ones are enough.
_SINGLE = 3

#: Up to this ``g - log(1 + g)`` an excess is computed by a polynomial, in float32 and in float64:
#: for ``|g|`` up to 1/8 and 1/32.  Beyond it the plain form loses three or five bits at most, which
#: is what the last bit of ``h`` moves it by, and what is near is few items of most arrays.
_NEAR = (0.0072, 0.00048)

#: What is near is below this, or has no logarithm.
_NEAREST = 0.2


def _log_excess(root: Array, change: Callable[[], Array]) -> Array:
    """``h^2 - 1 - log h^2`` of ``h``; ``change`` computes ``g = h - 1`` of the same shape.

    The plain form ``g^2 + 2 (g - log h)`` with the ``g`` of the rounded ``h``; by a polynomial in
    the accurate ``g`` for those items where it cancels.
    """
    square: Array = root - 1.0
    total: Array = np.log(root)
    np.subtract(square, total, out=total)
    apart = total > _NEAR[root.dtype == np.float64]
    near = np.nonzero(np.logical_not(apart, out=apart))
    total += total
    np.square(square, out=square)
    total += square
    if len(near[0]):
        g = change()[near]
        excess = _log_excess_near(g)
        size = np.abs(g)
        if not size.max() < _NEAREST:
            outside = np.where(g == np.inf, np.inf, np.nan)
            excess = np.where(size < _NEAREST, excess, outside).astype(g.dtype, copy=False)
        total[near] = excess
    return total


def _log_excess_near(g: Array) -> Array:
    """The same to full precision for ``g`` near 0.

    With ``s = g / (2 + g)``, ``log(1 + g) = 2 artanh s`` and ``g - log(1 + g)`` is
    ``s (g - 2 s^2 (artanh s - s)/s^3)``, in which nothing cancels.
    """
    s = g + 2.0
    np.divide(g, s, out=s)
    square = s * s
    highest, *others = _EXCESS[-_SINGLE:] if g.dtype == np.float32 else _EXCESS
    total: Array = square * highest
    for coefficient in others:
        total += coefficient
        total *= square
    total += g
    total *= s
    total += total
    np.square(g, out=square)
    total += square
    return total


def _stein_loss(matrix: Array, factor: Array, reference: Array, reference_factor: Array) -> Array:
    """``tr(T^{-1} S) - n - log |T^{-1} S|`` from ``S``, ``T`` and their Cholesky factors.

    ``M = L_T^{-1} L_S`` is triangular, and the loss is the sum over its rows of
    ``p - log(1 + p) + o``, where ``1 + p`` is the square of the diagonal and ``o`` the sum of the
    squares before it.  Items where ``S`` and ``T`` are close are computed again, with more care.
    """
    before = _solve_lower(reference_factor, factor)  # triangular: what is above is zero
    loss, root = _loss_of_ratio(before)
    close = loss < 0.25  # no term is negative, so a loss that is not small has all its digits
    if np.all(close):
        change = _whitened(matrix - reference, reference_factor)
        return _loss_of_close(change, root, before)
    if np.any(close):
        batch = np.shape(loss)
        difference = np.broadcast_to(matrix - reference, before.shape)[close]
        base = np.broadcast_to(reference_factor, batch + reference_factor.shape[-2:])[close]
        change = _whitened(difference, base)
        loss[close] = _loss_of_close(change, root[close], before[close])
    return loss


def _whitened_loss(change: Array, ratio: Array) -> Array:
    """``tr(M M^T) - n - log |M M^T|`` of a triangular ``M`` and ``E = M M^T - I``."""
    before = np.array(ratio)
    loss, root = _loss_of_ratio(before)
    close = loss < 0.25
    if np.all(close):
        return _loss_of_close(change, root, before)
    if np.any(close):
        own = np.broadcast_to(change, before.shape)[close]
        loss[close] = _loss_of_close(own, root[close], before[close])
    return loss


def _loss_of_ratio(ratio: Array) -> tuple[Array, Array]:
    """The loss of a triangular ``M``, and its diagonal, which becomes zero."""
    diagonal = np.einsum("...ii->...i", ratio)
    root: Array = diagonal.copy(order="K")
    diagonal[...] = 0.0
    loss: Array = np.sum(_log_excess(root, lambda: root - 1.0), axis=-1)
    loss += np.einsum("...ij,...ij->...", ratio, ratio)
    return loss, root


def _whitened(difference: Array, factor: Array) -> Array:
    """``L^{-1} D L^{-T}`` of a symmetric ``D``."""
    return _solve_lower(factor, _transposed(_solve_lower(factor, difference)))


def _loss_of_close(change: Array, root: Array, before: Array) -> Array:
    """The loss where ``M M^T`` is close to the identity, from their difference ``E``.

    ``M`` is given by its diagonal and what is before it, and says the rest to first order.
    """
    change = change - before @ _transposed(before)
    lower = np.tril(change, -1) / root[..., None, :]
    squares = np.sum(lower * lower, axis=-1)
    # the diagonal of E is p + o, and that of the change is E minus what M says about o
    excess = _diagonal(change) + np.sum(before * before, axis=-1) - squares
    excess /= root + 1.0
    exact: Array = np.sum(_log_excess(excess + 1.0, lambda: excess) + squares, axis=-1)
    return exact


def _log_determinant(matrix: Array) -> Array:
    """The logarithm of a positive determinant."""
    sign, logarithm = np.linalg.slogdet(matrix)
    return np.where(sign > 0, logarithm, np.nan)

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

#: Up to this ``g^2`` an excess is computed by a polynomial; beyond it the plain form loses three
#: bits at most, and what is near is few items of most arrays.
_NEAR = 0.125**2

#: Up to this ``log(1 + g)`` is computed from ``h``.
_LOW = 0.25


def _log_excess(change: Array, root: Callable[[], Array]) -> Array:
    """``h^2 - 1 - log h^2`` where ``h = 1 + g``, of arrays of one shape; ``root`` computes ``h``.

    The plain form ``g^2 + 2 (g - log(1 + g))``; by a polynomial for those items where it cancels,
    and with ``log h`` where ``1 + g`` has lost digits of ``h``.  The plain form is that of the
    ``g`` that is left when ``1 + g`` has been rounded, which moves its value by a few ulps: so
    there is a plain logarithm to compute, and ``log1p`` takes three to seven times as long.
    """
    total: Array = change + 1.0
    square = total - 1.0
    np.log(total, out=total)
    np.subtract(square, total, out=total)
    total += total
    np.square(square, out=square)
    total += square
    near = np.nonzero(square < _NEAR)
    if len(near[0]):
        total[near] = _log_excess_near(change[near])
    if not (change.min(initial=0.0) > _LOW - 1.0 and change.max(initial=0.0) < np.inf):
        h = root()
        far = np.nonzero(~((h > _LOW) & (h < np.inf)))
        g = change[far]
        most = np.finfo(change.dtype).max
        total[far] = g * (g + 2.0) - 2.0 * np.log(np.minimum(h[far], most))
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
    loss: Array = np.sum(_log_excess(root - 1.0, lambda: root), axis=-1)
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
    exact: Array = np.sum(_log_excess(excess / (root + 1.0), lambda: root) + squares, axis=-1)
    return exact


def _log_determinant(matrix: Array) -> Array:
    """The logarithm of a positive determinant."""
    sign, logarithm = np.linalg.slogdet(matrix)
    return np.where(sign > 0, logarithm, np.nan)

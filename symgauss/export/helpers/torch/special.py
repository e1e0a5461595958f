"""Functions of variances in which nothing cancels, and whose derivatives are finite."""

from __future__ import annotations

import torch
from torch import Tensor

from symgauss.export.helpers.torch.factors import _any, _solve_lower
from symgauss.export.helpers.torch.matrices import _diagonal

#: Of ``-2 (artanh s - s) / s^3`` in ``s^2``, from the highest: it interpolates at Chebyshev nodes
#: for ``s^2 < 0.0035``, with a relative error below 1e-16, and is good to 1e-15 up to 0.0045.
_EXCESS = (
    -0.1831709987712964,
    -0.22221807270455962,
    -0.28571429090483763,
    -0.3999999999977284,
    -0.6666666666666669,
)

#: Up to this ``|g|`` an excess is computed by a polynomial; beyond it the plain form loses three
#: bits at most, and what is near is few items of most tensors.
_NEAR = 0.125

#: Up to this ``log(1 + g)`` is computed from ``h``.
_LOW = 0.25

#: Up to so many entries, to compute what is not taken is cheaper than to look.
_FEW = 2**13


def _log_excess(change: Tensor, root: Tensor) -> Tensor:
    """``h^2 - 1 - log h^2`` where ``h = 1 + g``.

    The plain form ``g^2 + 2 (g - log(1 + g))``, of the ``g`` that is left when ``1 + g`` has been
    rounded; with ``log h`` where ``1 + g`` has lost digits of ``h``, and by a polynomial where it
    cancels.  Each branch sees harmless values where another one is taken, so that no derivative is
    NaN.
    """
    total = change + 1.0
    rounded = total - 1.0
    low = total < _LOW
    if _seen(low) is not False:
        total, rounded = torch.where(low, root, total), torch.where(low, change, rounded)
    plain = rounded * rounded + 2.0 * (rounded - torch.log(total))
    near = torch.abs(change) < _NEAR
    seen = _seen(near)
    if seen is None:
        return torch.where(near, _log_excess_near(torch.where(near, change, 0.0)), plain)
    if not seen:
        return plain
    places = torch.nonzero(near, as_tuple=True)
    return plain.index_put(places, _log_excess_near(change[places]))


def _seen(flags: Tensor) -> bool | None:
    """Whether a flag is set, where that saves time: a GPU would have to wait for it."""
    return _any(flags) if flags.device.type == "cpu" and flags.numel() > _FEW else None


def _log_excess_near(g: Tensor) -> Tensor:
    """The same to full precision for ``g`` near 0.

    With ``s = g / (2 + g)``, ``log(1 + g) = 2 artanh s`` and ``g - log(1 + g)`` is
    ``s (g - 2 s^2 (artanh s - s)/s^3)``, in which nothing cancels.
    """
    s = g / (2.0 + g)
    square = s * s
    total = square * _EXCESS[0] + _EXCESS[1]
    for coefficient in _EXCESS[2:]:
        total = total * square + coefficient
    excess: Tensor = 2.0 * s * (g + square * total) + g * g
    return excess


def _stein_loss(
    matrix: Tensor, factor: Tensor, reference: Tensor, reference_factor: Tensor
) -> Tensor:
    """``tr(T^{-1} S) - n - log |T^{-1} S|`` from ``S``, ``T`` and their Cholesky factors.

    ``M = L_T^{-1} L_S`` is triangular, and the loss is the sum over its rows of
    ``p - log(1 + p) + o``, where ``1 + p`` is the square of the diagonal and ``o`` the sum of the
    squares before it.  Where ``S`` and ``T`` are close, both come from their difference
    ``E = L_T^{-1} (S - T) L_T^{-T} = M M^T - I``, with what ``M`` says to first order.
    """
    ratio = _solve_lower(reference_factor, factor)
    loss, close = _loss_of_ratio(ratio)
    if _any(close) is False:
        return loss
    if _any(~close) is not True:
        change = _whitened(matrix - reference, reference_factor)
        return torch.where(close, _loss_of_close(change, ratio, close), loss)
    difference, lower = (
        torch.broadcast_to(a, (*close.shape, *a.shape[-2:]))[close]
        for a in (matrix - reference, reference_factor)
    )
    exact = _loss_of_close(_whitened(difference, lower), ratio[close], close[close])
    return loss.index_put((close,), exact)


def _whitened_loss(change: Tensor, ratio: Tensor) -> Tensor:
    """``tr(M M^T) - n - log |M M^T|`` of a triangular ``M`` and ``E = M M^T - I``."""
    loss, close = _loss_of_ratio(ratio)
    if _any(close) is False:
        return loss
    return torch.where(close, _loss_of_close(change, ratio, close), loss)


def _loss_of_ratio(ratio: Tensor) -> tuple[Tensor, Tensor]:
    """``tr(M M^T) - n - log |M M^T|``, and whether ``M M^T`` may be close to the identity."""
    root, squares = _diagonal(ratio), ratio * ratio
    _diagonal(squares).zero_()  # and what is above it is zero already
    # what cancels in an excess is less than a digit of a loss that is not small
    excess = (root - 1.0) * (root + 1.0) - 2.0 * torch.log(root)
    loss = torch.sum(excess, dim=-1) + torch.sum(squares, dim=(-2, -1))
    # a loss of a tenth for each dimension has lost no digit: there p is not small
    return loss, (torch.amin(root, dim=-1) > 0.7) & (loss < 0.1 * root.shape[-1])


def _whitened(difference: Tensor, factor: Tensor) -> Tensor:
    """``L^{-1} D L^{-T}`` of a symmetric ``D``."""
    return _solve_lower(factor, _solve_lower(factor, difference).mT)


def _loss_of_close(change: Tensor, ratio: Tensor, close: Tensor) -> Tensor:
    """The loss where ``M M^T`` is close to the identity, from their difference."""
    before = torch.tril(ratio, -1)
    rest = torch.where(close[..., None], torch.sum(before * before, dim=-1), 0.0)
    root = torch.where(close[..., None], _diagonal(ratio), 1.0)
    change = change - before @ before.mT
    change = torch.where(close[..., None, None], change, 0.0)
    lower = torch.tril(change, -1) / root[..., None, :]
    squares = torch.sum(lower * lower, dim=-1)
    # the diagonal of E is p + o, and that of the change is E minus what M says about o
    excess = _diagonal(change) + rest - squares
    return torch.sum(_log_excess(excess / (root + 1.0), root) + squares, dim=-1)


def _log_determinant(matrix: Tensor) -> Tensor:
    """The logarithm of a positive determinant."""
    sign, logarithm = torch.linalg.slogdet(matrix)
    return torch.where(sign > 0, logarithm, torch.nan)

"""Functions of variances in which nothing cancels, and whose derivatives are finite."""

from __future__ import annotations

import torch
from torch import Tensor

from symgauss.export.helpers.torch.factors import _any, _solve_lower
from symgauss.export.helpers.torch.matrices import _diagonal

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


def _log_excess(change: Tensor, root: Tensor) -> Tensor:
    """``r - log(1 + r)`` where ``1 + r = h^2`` and ``h = 1 + g``; by a polynomial in the middle.

    With ``r = g (g + 2)`` and ``s = r / (2 + r)``, ``log(1 + r) = 2 artanh s`` and
    ``r - log(1 + r)`` is ``s (r - 2 s^2 (artanh s - s)/s^3)``, in which nothing cancels.  Each
    branch sees harmless values where the other one is taken, so that no derivative is NaN.
    """
    excess = change * (change + 2.0)
    small = (excess > -0.5) & (excess < 1.0)
    direct = excess - 2.0 * torch.log(torch.where(small, 1.0, root))
    return torch.where(small, _log_excess_near(torch.where(small, excess, 0.0)), direct)


def _log_excess_near(r: Tensor) -> Tensor:
    """``r - log(1 + r)``, to full precision for ``r`` from -1/2 to 1."""
    s = r / (2.0 + r)
    square = s * s
    total = square * _EXCESS[0] + _EXCESS[1]
    for coefficient in _EXCESS[2:]:
        total = total * square + coefficient
    excess: Tensor = s * (r - 2.0 * square * total)
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
    root, before = _diagonal(ratio), torch.tril(ratio, -1)
    rest = torch.sum(before * before, dim=-1)
    loss = torch.sum(_log_excess(root - 1.0, root) + rest, dim=-1)
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

"""Cholesky factors and triangular solves."""

from __future__ import annotations

import torch
from torch import Tensor

from symgauss.export.helpers.torch.arguments import ArgumentError

#: How many items of a batch an error names.
_SHOWN = 5

#: Up to this size a matrix is small: of many such items, a solution is found row by row for all at
#: once, which takes less time than a call of LAPACK for each.
_SMALL = 4

#: So many items are many.
_MANY = 256


def _cholesky(matrix: Tensor, name: str) -> Tensor:
    """The lower Cholesky factor; :class:`ArgumentError` says which items have none.

    Inside ``torch.compile`` and ``torch.func.vmap`` no value can be looked at: there the factor of
    an item that is not positive definite is NaN.
    """
    factor: Tensor
    factor, info = torch.linalg.cholesky_ex(matrix)
    failed = _any(info)
    if failed is None:
        return torch.where((info == 0)[..., None, None], factor, torch.nan)
    if failed:
        raise ArgumentError(f"{name} is not positive definite{_failed(info)}")
    return factor


def _any(flags: Tensor) -> bool | None:
    """Whether a flag is set, or a number not zero; ``None`` where no value can be looked at."""
    if torch.compiler.is_compiling():
        return None
    try:
        return bool(torch.any(flags))
    except RuntimeError:  # inside torch.func.vmap
        return None


def _failed(info: Tensor) -> str:
    """The items of a batch that a factorisation failed on."""
    if info.dim() == 0:
        return ""
    failed = [tuple(index) for index in torch.nonzero(info).tolist()]
    shown = ", ".join(str(i[0] if len(i) == 1 else i) for i in failed[:_SHOWN])
    more = ", ..." if len(failed) > _SHOWN else ""
    return f" at batch index {shown}{more} ({len(failed)} of {info.numel()})"


def _solve(matrix: Tensor, right: Tensor, name: str) -> Tensor:
    """``matrix^{-1} right``; :class:`ArgumentError` says which items are singular."""
    solved: Tensor
    solved, info = torch.linalg.solve_ex(matrix, right)
    failed = _any(info)
    if failed is None:
        return torch.where((info == 0)[..., None, None], solved, torch.nan)
    if failed:
        raise ArgumentError(f"{name} is singular{_failed(info)}")
    return solved


def _solve_vector(matrix: Tensor, right: Tensor, name: str) -> Tensor:
    """``matrix^{-1} right`` of a vector."""
    return _solve(matrix, right[..., None], name)[..., 0]


def _solve_lower(factor: Tensor, right: Tensor) -> Tensor:
    """``L^{-1} B`` of a lower triangular ``L``."""
    if _is_small(factor, right):
        return _by_rows(factor, right)
    solved: Tensor = torch.linalg.solve_triangular(factor, right, upper=False)
    return solved


def _solve_lower_transposed(factor: Tensor, right: Tensor) -> Tensor:
    """``L^{-T} B`` of a lower triangular ``L``."""
    if _is_small(factor, right):
        return _by_rows_from_below(factor, right)
    solved: Tensor = torch.linalg.solve_triangular(factor.mT, right, upper=True)
    return solved


def _is_small(factor: Tensor, right: Tensor) -> bool:
    """Whether many small items are solved for on a processor, with nothing to record."""
    if torch.compiler.is_compiling() or factor.device.type != "cpu":
        return False
    if torch.is_grad_enabled() and (factor.requires_grad or right.requires_grad):
        return False
    small: bool = factor.shape[-1] <= _SMALL and factor.shape[:-2].numel() >= _MANY
    return small


def _by_rows(factor: Tensor, right: Tensor) -> Tensor:
    """``L^{-1} B``: each row of the solution is taken out of the rows below it."""
    rows: list[Tensor] = []
    for j in range(factor.shape[-1]):
        row = right[..., 0, :] / factor[..., j, j, None]
        below = factor[..., j + 1 :, j, None]
        right = torch.addcmul(right[..., 1:, :], below, row[..., None, :], value=-1)
        rows.append(row)
    return torch.stack(rows, dim=-2)


def _by_rows_from_below(factor: Tensor, right: Tensor) -> Tensor:
    """``L^{-T} B``: each row of the solution is taken out of the rows above it."""
    rows: list[Tensor] = []
    for j in reversed(range(factor.shape[-1])):
        row = right[..., j, :] / factor[..., j, j, None]
        before = factor[..., j, :j, None]
        right = torch.addcmul(right[..., :j, :], before, row[..., None, :], value=-1)
        rows.append(row)
    return torch.stack(rows[::-1], dim=-2)


def _solve_lower_vector(factor: Tensor, right: Tensor) -> Tensor:
    """``L^{-1} b``; one solve for all ``b`` where they have one ``L``."""
    if factor.dim() == 2 and right.dim() > 1:
        columns = right.reshape(-1, right.shape[-1]).mT
        return _solve_lower(factor, columns).mT.reshape(right.shape)
    return _solve_lower(factor, right[..., None])[..., 0]


def _solve_lower_transposed_vector(factor: Tensor, right: Tensor) -> Tensor:
    """``L^{-T} b``; one solve for all ``b`` where they have one ``L``."""
    if factor.dim() == 2 and right.dim() > 1:
        columns = right.reshape(-1, right.shape[-1]).mT
        return _solve_lower_transposed(factor, columns).mT.reshape(right.shape)
    return _solve_lower_transposed(factor, right[..., None])[..., 0]

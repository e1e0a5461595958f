"""Products and parts of matrices and vectors."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor


def _matvec(matrix: Tensor, vector: Tensor) -> Tensor:
    """Matrix times vector; one product for all vectors where they have one matrix."""
    if matrix.dim() == 2:
        return vector @ matrix.mT
    return (matrix @ vector[..., None])[..., 0]


def _symmetrized(matrix: Tensor) -> Tensor:
    """``(A + A^T) / 2``."""
    return 0.5 * (matrix + matrix.mT)


def _gram(matrix: Tensor) -> Tensor:
    """``X^T X``."""
    return _symmetrized(matrix.mT @ matrix)


def _congruence(matrix: Tensor, middle: Tensor) -> Tensor:
    """``A S A^T``."""
    return _symmetrized(matrix @ middle @ matrix.mT)


def _diagonal(matrix: Tensor) -> Tensor:
    """The diagonal."""
    return torch.diagonal(matrix, dim1=-2, dim2=-1)


def _diagonal_matrix(vector: Tensor) -> Tensor:
    """The matrix with a vector on its diagonal."""
    return torch.diag_embed(vector)


def _plus_diagonal(matrix: Tensor, diagonal: Tensor | float) -> Tensor:
    """A matrix plus a diagonal, given by its entries or by one number for all."""
    if not isinstance(diagonal, Tensor):
        diagonal = torch.as_tensor(diagonal, dtype=matrix.dtype, device=matrix.device)
    entries = torch.broadcast_to(diagonal, (*diagonal.shape[:-1], matrix.shape[-1]))
    return matrix + torch.diag_embed(entries)


def _blocks(rows: Sequence[Sequence[Tensor]]) -> Tensor:
    """A matrix of blocks, whose batch axes broadcast."""
    batch = torch.broadcast_shapes(*(block.shape[:-2] for row in rows for block in row))
    return torch.cat(
        [torch.cat([b.expand(*batch, *b.shape[-2:]) for b in row], dim=-1) for row in rows], dim=-2
    )


def _stacked(pieces: Sequence[Tensor]) -> Tensor:
    """A vector of pieces, whose batch axes broadcast."""
    batch = torch.broadcast_shapes(*(piece.shape[:-1] for piece in pieces))
    return torch.cat([piece.expand(*batch, piece.shape[-1]) for piece in pieces], dim=-1)


def _sum_squares(vector: Tensor) -> Tensor:
    """The sum of the squares of the entries of a vector."""
    return torch.sum(vector * vector, dim=-1)


def _sum_squares_matrix(matrix: Tensor) -> Tensor:
    """The sum of the squares of the entries of a matrix."""
    return torch.sum(matrix * matrix, dim=(-2, -1))


def _dot(left: Tensor, right: Tensor) -> Tensor:
    """The scalar product of two vectors."""
    return torch.sum(left * right, dim=-1)


def _dot_matrix(left: Tensor, right: Tensor) -> Tensor:
    """The sum over the products of the entries of two matrices."""
    return torch.sum(left * right, dim=(-2, -1))

"""Transposes and inverses pushed to the symbols, with the properties that are declared."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge import matrices as m
from symgauss.bridge.symbols import DeclaredMatrix, IndexedMatrix
from symgauss.calculus.constructors import T, add, inv, is_matrix, mul
from symgauss.kernel.context import Property


def has_property(matrix: Any, wanted: Property) -> bool:
    """Whether a symbol declares (or implies) a property; unknown is never yes."""
    return isinstance(matrix, DeclaredMatrix | IndexedMatrix) and matrix.has_property(wanted)


def is_symmetric(matrix: Any) -> bool:
    """Whether a matrix is symmetric by declaration or by its form; unknown is never yes."""
    match matrix:
        case sp.Identity():
            return True
        case sp.ZeroMatrix() | sp.OneMatrix():
            return bool(matrix.shape[0] == matrix.shape[1])
        case sp.Inverse() | sp.Transpose():
            return is_symmetric(matrix.args[0])
        case sp.MatAdd():
            return all(is_symmetric(term) for term in matrix.args)
        case sp.MatMul():
            word = [f for f in matrix.args if is_matrix(f)]
            return [transposed(f) for f in reversed(word)] == word
        case m.MatrixCovariance():
            return bool(matrix.args[0] == matrix.args[1])
        case m.Diag():
            return bool(matrix.args[0].shape[1] == 1)
        case _:
            return has_property(matrix, Property.SYMMETRIC)


def transposed(matrix: Any) -> Any:
    """The transpose with ``(AB)^T = B^T A^T`` and ``S^T = S`` carried out."""
    if not is_matrix(matrix):
        return matrix
    match matrix:
        case sp.Transpose():
            return matrix.args[0]
        case sp.MatAdd():
            return add(*(transposed(term) for term in matrix.args))
        case sp.MatMul():
            scalars = [f for f in matrix.args if not is_matrix(f)]
            word = [f for f in matrix.args if is_matrix(f)]
            return mul(*scalars, *(transposed(f) for f in reversed(word)))
        case sp.Inverse() if is_symmetric(matrix):
            return matrix
        case sp.Inverse():
            return inv(transposed(matrix.args[0]))
        case sp.ZeroMatrix():
            return sp.ZeroMatrix(matrix.shape[1], matrix.shape[0])
        case sp.OneMatrix():
            return sp.OneMatrix(matrix.shape[1], matrix.shape[0])
        case m.Block():
            rows = list(matrix.args)
            return m.Block(*([_entry(row[j]) for row in rows] for j in range(len(rows[0]))))
        case _:
            return matrix if is_symmetric(matrix) else T(matrix)


def _entry(matrix: Any) -> Any:
    """The transpose of a block; a sum keeps its parentheses."""
    return T(matrix) if isinstance(matrix, sp.MatAdd) else transposed(matrix)


def inverted(matrix: Any) -> Any:
    """The inverse with ``(AB)^{-1} = B^{-1} A^{-1}`` and ``(aA)^{-1} = A^{-1}/a`` carried out.

    A product is split only where every factor is square.
    """
    match matrix:
        case _ if not is_matrix(matrix):
            return inv(matrix)
        case sp.Inverse():
            return matrix.args[0]
        case sp.Identity():
            return matrix
        case sp.Transpose():
            return T(inverted(matrix.args[0]))
        case sp.MatMul():
            word = [f for f in matrix.args if is_matrix(f)]
            if all(f.shape[0] == f.shape[1] for f in word):
                scalars = [inv(f) for f in matrix.args if not is_matrix(f)]
                return mul(*scalars, *(inverted(f) for f in reversed(word)))
            return inv(matrix)
        case _ if has_property(matrix, Property.ORTHOGONAL):
            return T(matrix)
        case _:
            return inv(matrix)

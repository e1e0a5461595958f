"""Rules of 2 x 2 block matrices: elimination, determinants, inverses of triangular blocks."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge import matrices as m
from symgauss.calculus.constructors import (
    add,
    block,
    det,
    identity,
    inv,
    is_matrix,
    is_zero,
    mul,
    neg,
    sub,
)
from symgauss.calculus.expansion import coefficient_and_rest
from symgauss.calculus.transposes import inverted
from symgauss.derivation.rule import Move, Rule, everywhere

_BLOCKS = (
    r"A \in \mathbb{S}_{++}^{n}",
    r"D \in \mathbb{S}_{++}^{k}",
    r"B \in \mathbb{R}^{n \times k}",
    r"C \in \mathbb{R}^{k \times n}",
)
_SOURCE = "Horn and Johnson (2013), Matrix Analysis, section 0.8.5"


def entries_of(matrix: Any) -> tuple[Any, Any, Any, Any] | None:
    """``A, B, C, D`` of ``[[A, B], [C, D]]``; ``None`` for anything else."""
    if not isinstance(matrix, m.Block) or len(matrix.args) != 2:
        return None
    rows = [tuple(row) for row in matrix.args]
    if any(len(row) != 2 for row in rows):
        return None
    return (*rows[0], *rows[1])


def _minus(matrix: Any, product: Any) -> Any:
    """``A - B`` where a minus in front of ``B`` gives a plus."""
    number, rest = coefficient_and_rest(product)
    return add(matrix, rest) if number == -1 else sub(matrix, product)


def schur(A: Any, B: Any, C: Any, D: Any) -> Any:
    """The Schur complement ``A - B D^{-1} C``."""
    return _minus(A, mul(B, inverted(D), C))


def _unit(matrix: Any) -> Any:
    """The identity of the same size; 1 for a scalar."""
    return identity(matrix.shape[0]) if is_matrix(matrix) else sp.Integer(1)


def _zeros(above: Any, below: Any) -> Any:
    """The zero block between two blocks of the diagonal."""
    rows, columns = (b.shape[0] if is_matrix(b) else 1 for b in (above, below))
    return sp.Integer(0) if rows == columns == 1 else sp.ZeroMatrix(rows, columns)


def _factored(place: Any, name: Any = None, *, lower: bool = True) -> Any:
    """The three factors of block elimination; ``name`` stands for the Schur complement."""
    parts = entries_of(place)
    if parts is None:
        return None
    A, B, C, D = parts
    one, two, right, below = _unit(A), _unit(D), _zeros(A, D), _zeros(D, A)
    if lower:
        S = schur(A, B, C, D) if name is None else name
        upper = block([one, mul(B, inverted(D))], [below, two])
        return mul(upper, block([S, right], [below, D]), block([one, right], [mul(inv(D), C), two]))
    S = schur(D, C, B, A) if name is None else name
    first = block([one, right], [mul(C, inverted(A)), two])
    return mul(first, block([A, right], [below, S]), block([one, mul(inv(A), B)], [below, two]))


BLOCK_FACTORS = Move(
    Rule(
        "block elimination",
        r"\begin{pmatrix} A & B \\ C & D \end{pmatrix}"
        r" = \begin{pmatrix} I & B D^{-1} \\ 0 & I \end{pmatrix}"
        r" \begin{pmatrix} A - B D^{-1} C & 0 \\ 0 & D \end{pmatrix}"
        r" \begin{pmatrix} I & 0 \\ D^{-1} C & I \end{pmatrix}",
        _BLOCKS,
        _SOURCE,
    ),
    everywhere(_factored),
)
BLOCK_FACTORS_FROM_ABOVE = Move(
    Rule(
        "block elimination",
        r"\begin{pmatrix} A & B \\ C & D \end{pmatrix}"
        r" = \begin{pmatrix} I & 0 \\ C A^{-1} & I \end{pmatrix}"
        r" \begin{pmatrix} A & 0 \\ 0 & D - C A^{-1} B \end{pmatrix}"
        r" \begin{pmatrix} I & A^{-1} B \\ 0 & I \end{pmatrix}",
        _BLOCKS,
        _SOURCE,
    ),
    everywhere(lambda place, name=None: _factored(place, name, lower=False)),
)


def _inverse_of_simple(place: Any) -> Any:
    """The inverse of a block diagonal matrix or of a unit triangular one."""
    parts = entries_of(place.args[0]) if isinstance(place, sp.Inverse) else None
    if parts is None:
        return None
    A, B, C, D = parts
    if is_zero(B) and is_zero(C):
        return block([inverted(A), B], [C, inverted(D)])
    unit = _unit(A) == A and _unit(D) == D
    if unit and (is_zero(B) or is_zero(C)):
        return block([A, B if is_zero(B) else neg(B)], [C if is_zero(C) else neg(C), D])
    return None


INVERSE_TRIANGULAR = Move(
    Rule(
        "inverse of a triangular block matrix",
        r"\begin{pmatrix} I_n & B \\ 0 & I_k \end{pmatrix}^{-1}"
        r" = \begin{pmatrix} I_n & -B \\ 0 & I_k \end{pmatrix}",
        (r"B \in \mathbb{R}^{n \times k}",),
        _SOURCE,
    ),
    everywhere(_inverse_of_simple),
)


def _determinant_of_triangular(place: Any) -> Any:
    parts = entries_of(place.args[0]) if isinstance(place, sp.Determinant) else None
    if parts is None:
        return None
    A, B, C, D = parts
    if not (is_zero(B) or is_zero(C)):
        return None
    return mul(_det(A), _det(D))


def _det(matrix: Any) -> Any:
    return sp.Integer(1) if matrix == _unit(matrix) else det(matrix)


DETERMINANT_TRIANGULAR = Move(
    Rule(
        "determinant of a triangular block matrix",
        r"\begin{vmatrix} A & B \\ 0 & D \end{vmatrix} = |A| |D|",
        _BLOCKS[:3],
        _SOURCE,
    ),
    everywhere(_determinant_of_triangular),
)


def _with_unit(place: Any, matrix: Any) -> Any:
    return det(mul(place.args[0], matrix)) if isinstance(place, sp.Determinant) else None


UNIT_DETERMINANT = Move(
    Rule(
        "multiply by a matrix of determinant one",
        r"|A| |B| = |A B|",
        (r"A, B \in \mathbb{R}^{n \times n}",),
    ),
    everywhere(_with_unit),
)


def _schur_determinant(place: Any, *, lower: bool) -> Any:
    parts = entries_of(place.args[0]) if isinstance(place, sp.Determinant) else None
    if parts is None:
        return None
    A, B, C, D = parts
    if lower:
        return mul(_det(D), det(schur(A, B, C, D)))
    return mul(_det(A), det(schur(D, C, B, A)))


BLOCK_DETERMINANT = Move(
    Rule(
        "determinant of a block matrix",
        r"\begin{vmatrix} A & B \\ C & D \end{vmatrix} = |D| |A - B D^{-1} C|",
        _BLOCKS,
        _SOURCE,
    ),
    everywhere(lambda place: _schur_determinant(place, lower=True)),
)
BLOCK_DETERMINANT_FROM_ABOVE = Move(
    Rule(
        "determinant of a block matrix",
        r"\begin{vmatrix} A & B \\ C & D \end{vmatrix} = |A| |D - C A^{-1} B|",
        _BLOCKS,
        _SOURCE,
    ),
    everywhere(lambda place: _schur_determinant(place, lower=False)),
)

"""Matrices that are given by their entries, calculated entry by entry."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.bridge import matrices as m
from symgauss.calculus.constructors import is_matrix
from symgauss.calculus.order import symbols_in_order
from symgauss.calculus.simplification import simplify_fraction
from symgauss.derivation.rule import Move, Rule, everywhere

LARGEST = 3  #: rows of a matrix of symbols that is inverted entry by entry


def entries(x: Any) -> Any:
    """The SymPy matrix (or scalar) of an expression of blocks of scalars, else ``None``."""
    match x:
        case m.Block():
            rows = [[entries(v) for v in row] for row in x.args]
            plain = all(isinstance(v, sp.Expr) and not is_matrix(v) for row in rows for v in row)
            return sp.Matrix(rows) if plain else None
        case sp.Identity() if x.shape[0].is_Integer:
            return sp.eye(int(x.shape[0]))
        case e.Scalar():
            inner = entries(x.matrix)
            return None if inner is None else inner[0, 0]
        case sp.Inverse():
            inner = entries(x.args[0])
            small = inner is not None and inner.rows <= LARGEST
            return inner.inv(method="ADJ").applyfunc(sp.cancel) if small else None
        case sp.Transpose():
            inner = entries(x.args[0])
            return None if inner is None else inner.T
        case sp.Add() | sp.Mul():
            return _combined(x)
        case sp.Pow(args=(base, exponent)) if not is_matrix(base):
            inner = entries(base)
            return None if inner is None else inner**exponent
        case _:
            whole = isinstance(x, sp.Symbol | sp.Number | sp.NumberSymbol)
            return x if whole else None


def _combined(x: Any) -> Any:
    parts = [entries(part) for part in x.args]
    if any(part is None for part in parts):
        return None
    total = parts[0]
    for part in parts[1:]:
        total = total + part if isinstance(x, sp.Add) else total * part
    return total


def _entry_by_entry(place: Any) -> Any:
    """The mean and the covariance of a density, calculated entry by entry."""
    if not isinstance(place, e.NormalDensity) or not is_matrix(place.args[2]):
        return None
    point, *moments = place.args
    found = [entries(part) for part in moments]
    if any(value is None or not isinstance(value, sp.MatrixBase) for value in found):
        return None
    order = sorted(symbols_in_order(*moments), key=str)
    tables = [value.applyfunc(lambda v: simplify_fraction(v, order)) for value in found]
    blocks = [m.Block(*(list(table.row(i)) for i in range(table.rows))) for table in tables]
    return e.NormalDensity(point, *blocks)


ENTRY_BY_ENTRY = Move(
    Rule(
        "entry by entry",
        r"\begin{pmatrix} a & b \\ b & c \end{pmatrix}^{-1}"
        r" = \begin{pmatrix} \frac{c}{a c - b^2} & -\frac{b}{a c - b^2} \\"
        r" -\frac{b}{a c - b^2} & \frac{a}{a c - b^2} \end{pmatrix}",
        (r"a, b, c \in \mathbb{R}",),
    ),
    everywhere(_entry_by_entry),
)

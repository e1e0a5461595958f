# ruff: noqa: ANN401 - SymPy has no types
"""Values of expressions with numpy: a second opinion that shares nothing with the kernel."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np
import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.bridge.matrices import Block
from symgauss.derivation import Derivation
from symgauss.shelf import load


def value(x: Any, known: dict[str, Any]) -> Any:
    """The value of an expression where names have values; dimensions are names too."""

    def of(part: Any) -> Any:
        return value(part, known)

    match x:
        case sp.MatrixSymbol() | sp.Symbol():
            return known[x.name]
        case sp.Identity():
            return np.eye(int(of(x.shape[0])))
        case sp.ZeroMatrix():
            return np.zeros((int(of(x.shape[0])), int(of(x.shape[1]))))
        case sp.MatAdd() | sp.Add():
            return sum((of(part) for part in x.args[1:]), start=of(x.args[0]))
        case sp.Inverse():
            return np.linalg.inv(of(x.args[0]))
        case sp.Mul():
            total = 1.0
            for part in map(of, x.args):
                total = total @ part if np.ndim(total) == np.ndim(part) == 2 else total * part
            return total
        case sp.Transpose():
            return of(x.args[0]).T
        case Block():
            return np.block([[np.atleast_2d(of(part)) for part in row] for row in x.args])
        case e.Scalar():
            return of(x.matrix).item()
        case sp.Determinant():
            return np.linalg.det(of(x.args[0]))
        case sp.Trace():
            return np.trace(of(x.args[0]))
        case sp.Pow():
            return of(x.args[0]) ** of(x.args[1])
        case sp.log():
            return math.log(of(x.args[0]))
        case _:
            return float(x)


@cache
def derived(slug: str) -> Derivation:
    """A derivation of the shelf, run once."""
    return load(slug)


def definite(rng: np.random.Generator, n: int) -> Any:
    """A random symmetric positive definite matrix."""
    factor = rng.normal(size=(n, n))
    return factor @ factor.T + np.eye(n)

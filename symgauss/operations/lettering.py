"""Letters for means and covariances that are numbers, sums or products, or that coincide.

The algebra of a product runs on letters; their values are put in at the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from symgauss.bridge.symbols import covariance, scalar, vector
from symgauss.calculus.constructors import is_matrix, mul
from symgauss.derivation.chain import Equation
from symgauss.gaussians.gaussian import Gaussian
from symgauss.operations.moves import unused


@dataclass(frozen=True)
class Case:
    """Two Gaussians in plain letters; the values of new letters; the product as it was given."""

    p: Gaussian
    q: Gaussian
    letters: tuple[Equation, ...]
    given: Any


def lettered(p: Gaussian, q: Gaussian) -> Case:
    """Both Gaussians in plain letters, and each new letter with its value."""
    found: list[Equation] = []
    made: list[Gaussian] = []
    for place, one in enumerate((p, q), 1):
        others = (p, q, *made)
        mean, cov = one.mean, one.cov
        if not is_plain(mean) or (place == 2 and mean == p.mean):
            mean = _mean_letter(place, one, others)
            found.append(Equation(mean, one.mean))
        if not is_plain(cov) or (place == 2 and cov == p.cov):
            cov = _covariance_letter(place, one, others)
            found.append(Equation(cov, one.cov))
        made.append(Gaussian(one.variable, mean, cov))
    return Case(made[0], made[1], tuple(found), mul(p.density, q.density))


def is_plain(expression: Any) -> bool:
    """Whether an expression is a letter, or the square of one."""
    if isinstance(expression, sp.Pow) and expression.args[1] == 2:
        return is_plain(expression.args[0])
    return isinstance(expression, sp.Symbol | sp.MatrixSymbol | sp.Indexed)


def _mean_letter(place: int, one: Gaussian, others: tuple[Gaussian, ...]) -> Any:
    name = unused((f"mu_{place}", f"m_{place}", f"nu_{place}"), *others)
    return vector(name, one.variable.shape[0]) if is_matrix(one.variable) else scalar(name)


def _covariance_letter(place: int, one: Gaussian, others: tuple[Gaussian, ...]) -> Any:
    if is_matrix(one.variable):
        name = unused((f"Sigma_{place}", f"S_{place}", f"V_{place}"), *others)
        return covariance(name, one.variable.shape[0])
    return scalar(unused((f"v_{place}", f"s_{place}", f"w_{place}"), *others), positive=True)

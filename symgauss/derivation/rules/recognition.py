"""Densities recognised in a product of normalisers and exponentials."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.calculus.constructors import add, is_matrix, mul, neg
from symgauss.derivation.rule import Move, everywhere
from symgauss.derivation.rules.densities import DENSITY, DENSITY_VECTOR, written_out


def _point_and_mean(difference: Any) -> tuple[Any, Any] | None:
    """``x`` and ``m`` of ``x - m``; a bare ``x`` has mean zero."""
    if not isinstance(difference, sp.Add):
        zero = sp.ZeroMatrix(*difference.shape) if is_matrix(difference) else sp.Integer(0)
        return difference, zero
    first, *rest = difference.args
    return first, add(*(neg(term) for term in rest))


def _candidate(exponent: Any) -> Any:
    """The density with the exponent ``-(x - m)^2 / (2 s)`` or ``-1/2 (x - m)^T S^{-1} (x - m)``."""
    factors = exponent.args if isinstance(exponent, sp.Mul) else ()
    forms = [f.matrix for f in factors if isinstance(f, e.Scalar)]
    if len(forms) == 1 and isinstance(forms[0], sp.MatMul) and len(forms[0].args) == 3:
        _, middle, difference = forms[0].args
        covariance = middle.args[0] if isinstance(middle, sp.Inverse) else None
    else:
        squares = [f.args[0] for f in factors if isinstance(f, sp.Pow) and f.args[1] == 2]
        below = [f.args[0] for f in factors if isinstance(f, sp.Pow) and f.args[1] == -1]
        if len(squares) != 1 or len(below) != 1:
            return None
        difference = squares[0]
        covariance = mul(sp.Rational(1, 2), below[0])
    found = _point_and_mean(difference)
    if found is None or covariance is None:
        return None
    return e.NormalDensity(*found, covariance)


def _recognised(place: Any) -> Any:
    """Each exponential with its normaliser, somewhere in one product, as a density."""
    if not isinstance(place, sp.Mul):
        return None
    factors = list(place.args)
    found = False
    for factor in place.args:
        density = _candidate(factor.args[0]) if isinstance(factor, sp.exp) else None
        if density is None:
            continue
        parts = written_out(density)
        rest = _taken(factors, list(parts.args) if isinstance(parts, sp.Mul) else [parts])
        if rest is not None:
            at = min(len(rest), factors.index(factor))
            factors = [*rest[:at], density, *rest[at:]]
            found = True
    return mul(*factors) if found else None


def _taken(factors: list[Any], parts: list[Any]) -> list[Any] | None:
    """``factors`` without ``parts``; ``None`` if one of them is missing."""
    rest = list(factors)
    for part in parts:
        if part not in rest:
            return None
        rest.remove(part)
    return rest


RECOGNISE = Move(DENSITY.rule, everywhere(_recognised))
RECOGNISE_VECTOR = Move(DENSITY_VECTOR.rule, everywhere(_recognised))


def recognise_move(variable: Any) -> Move:
    """The rule for a scalar or a vector."""
    return RECOGNISE_VECTOR if is_matrix(variable) else RECOGNISE

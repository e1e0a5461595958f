"""Rules of normal densities whose covariance is a multiple of the identity."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.calculus.constructors import HALF, T, div, exp, mul, neg, power, size, sub
from symgauss.calculus.quadratic import scale_of
from symgauss.derivation.rule import Move, Rule, everywhere

_LAW = (r"x, \mu \in \mathbb{R}^{n}", r"a > 0")


def _isotropic_density(place: Any) -> Any:
    """``N(x; mu, a I)`` written out; ``None`` for other covariances."""
    if not isinstance(place, e.NormalDensity):
        return None
    x, mean, covariance = place.args
    scale = scale_of(covariance)
    if scale is None:
        return None
    front = power(mul(2, sp.pi, scale), neg(div(size(x), 2)))
    gap = sub(x, mean)
    square = mul(T(gap), gap)
    return mul(front, exp(neg(div(square, mul(2, scale))) if scale != 1 else mul(-HALF, square)))


DENSITY_ISOTROPIC = Move(
    Rule(
        "density of an isotropic normal distribution",
        r"\mathcal{N}(x; \mu, a I_n) = (2 \pi a)^{-\frac{n}{2}}"
        r" \exp\left(-\frac{(x - \mu)^\top (x - \mu)}{2 a}\right)",
        _LAW,
    ),
    everywhere(_isotropic_density),
)

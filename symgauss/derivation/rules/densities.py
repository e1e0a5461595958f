"""Rules of normal densities."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.calculus.constructors import (
    HALF,
    add,
    det,
    div,
    exp,
    inv,
    is_matrix,
    log,
    logdet,
    mul,
    neg,
    power,
    quad,
    size,
    sqrt,
    square,
    sub,
)
from symgauss.calculus.quadratic import quadratic_in, scale_of
from symgauss.calculus.rewriting import contains
from symgauss.calculus.simplification import with_letters
from symgauss.derivation.rule import Move, Rule, everywhere
from symgauss.kernel.relations import RelationKind

_VECTOR_LAW = (r"x, \mu \in \mathbb{R}^{n}", r"\Sigma \in \mathbb{S}_{++}^{n}")
_SCALAR_LAW = (r"x, \mu \in \mathbb{R}", r"\sigma > 0")


def written_out(density: Any) -> Any:
    """The density of a normal law, written out."""
    x, mean, covariance = density.args
    n = size(x)
    if not is_matrix(x):
        front = div(1, sqrt(mul(2, sp.pi, covariance)))
        return mul(front, exp(neg(div(square(sub(x, mean)), mul(2, covariance)))))
    front = mul(power(mul(2, sp.pi), neg(div(n, 2))), power(det(covariance), -HALF))
    return mul(front, exp(mul(-HALF, quad(sub(x, mean), covariance))))


def log_written_out(density: Any) -> Any:
    """The logarithm of the density of a normal law, written out."""
    x, mean, covariance = density.args
    if not is_matrix(x):
        scale = mul(-HALF, log(mul(2, sp.pi, covariance)))
        return add(scale, neg(div(square(sub(x, mean)), mul(2, covariance))))
    scale = mul(-1, div(size(x), 2), log(mul(2, sp.pi)))
    spread = mul(-HALF, logdet(covariance))
    return add(scale, spread, mul(-HALF, quad(sub(x, mean), covariance)))


def _density(place: Any) -> Any:
    return written_out(place) if isinstance(place, e.NormalDensity) else None


def _log_density(place: Any) -> Any:
    if isinstance(place, sp.log) and isinstance(place.args[0], e.NormalDensity):
        return log_written_out(place.args[0])
    return None


DENSITY = Move(
    Rule(
        "density of the normal distribution",
        r"\mathcal{N}(x; \mu, \sigma^2) = \frac{1}{\sqrt{2 \pi \sigma^2}}"
        r" \exp\left(-\frac{(x - \mu)^2}{2 \sigma^2}\right)",
        _SCALAR_LAW,
    ),
    everywhere(_density),
)
DENSITY_VECTOR = Move(
    Rule(
        "density of the multivariate normal distribution",
        r"\mathcal{N}(x; \mu, \Sigma) = (2 \pi)^{-\frac{n}{2}} |\Sigma|^{-\frac{1}{2}}"
        r" \exp\left(-\frac{1}{2} (x - \mu)^\top \Sigma^{-1} (x - \mu)\right)",
        _VECTOR_LAW,
    ),
    everywhere(_density),
)
LOG_DENSITY = Move(
    Rule(
        "log density of the normal distribution",
        r"\log \mathcal{N}(x; \mu, \sigma^2) = -\frac{1}{2} \log(2 \pi \sigma^2)"
        r" - \frac{(x - \mu)^2}{2 \sigma^2}",
        _SCALAR_LAW,
    ),
    everywhere(_log_density),
)
LOG_DENSITY_VECTOR = Move(
    Rule(
        "log density of the multivariate normal distribution",
        r"\log \mathcal{N}(x; \mu, \Sigma) = -\frac{n}{2} \log(2 \pi) - \frac{1}{2} \log |\Sigma|"
        r" - \frac{1}{2} (x - \mu)^\top \Sigma^{-1} (x - \mu)",
        _VECTOR_LAW,
    ),
    everywhere(_log_density),
)


def log_density_move(variable: Any) -> Move:
    """The rule for the log density of a scalar or a vector."""
    return LOG_DENSITY_VECTOR if is_matrix(variable) else LOG_DENSITY


def density_move(variable: Any) -> Move:
    """The rule for the density of a scalar or a vector."""
    return DENSITY_VECTOR if is_matrix(variable) else DENSITY


def _normalised(place: Any, x: Any) -> Any:
    """``exp(-1/2 (x - m)^T A (x - m))`` as its factor times ``N(x; m, A^{-1})``."""
    if not isinstance(place, sp.exp) or not contains(place, x):
        return None
    quadratic = quadratic_in(place.args[0], x)
    peak = _centre(place.args[0], x)
    mean = quadratic.centre if peak is None else peak
    density = e.NormalDensity(x, mean, _inverse(quadratic.A))
    n = size(x)
    if quadratic.scale is not None:
        return mul(power(mul(2, sp.pi, _inverse(quadratic.scale)), div(n, 2)), density)
    if not is_matrix(x):
        return mul(sqrt(div(mul(2, sp.pi), quadratic.A)), density)
    return mul(power(mul(2, sp.pi), div(n, 2)), power(det(quadratic.A), -HALF), density)


def _inverse(A: Any) -> Any:
    scale = scale_of(A)
    if scale is not None:
        return mul(_inverse(scale), A.args[-1]) if scale != 1 else A
    if isinstance(A, sp.Inverse):
        return A.args[0]
    return inv(A) if is_matrix(A) else with_letters(inv(A), lambda t: t)


def _centre(exponent: Any, x: Any) -> Any:
    """The ``m`` that is written in a square ``x - m`` of the exponent, or ``None``."""
    for place in sp.preorder_traversal(exponent):
        if isinstance(place, sp.Add) and place.args[0] == x:
            rest = [neg(term) for term in place.args[1:]]
            return None if any(contains(term, x) for term in rest) else add(*rest)
    return None


READ_OFF = Move(
    Rule(
        "read off a normal density",
        r"\exp\left(-\frac{1}{2} (x - m)^\top A (x - m)\right)"
        r" = (2 \pi)^{\frac{n}{2}} |A|^{-\frac{1}{2}} \mathcal{N}(x; m, A^{-1})",
        (r"x, m \in \mathbb{R}^{n}", r"A \in \mathbb{S}_{++}^{n}"),
    ),
    everywhere(_normalised),
)


def _without_factors(expression: Any, x: Any) -> Any:
    """A product without the factors that are free of ``x``."""
    factors = expression.args if isinstance(expression, sp.Mul) else (expression,)
    return mul(*(factor for factor in factors if contains(factor, x)))


DROP_FACTORS = Move(
    Rule(
        "drop factors free of the variable",
        r"c f(x) \propto_{x} f(x)",
        (r"c > 0", r"x \in \mathbb{R}", r"f \colon \mathbb{R} \to \mathbb{R}"),
    ),
    _without_factors,
    RelationKind.PROPORTIONAL,
)


def _without_summands(place: Any, x: Any) -> Any:
    """The exponent of an exponential without the summands that are free of ``x``."""
    if not isinstance(place, sp.exp) or not isinstance(place.args[0], sp.Add):
        return None
    return exp(add(*(term for term in place.args[0].args if contains(term, x))))


DROP_EXPONENTS = Move(
    Rule(
        "drop summands of the exponent free of the variable",
        r"\exp(a x + c) \propto_{x} \exp(a x)",
        (r"a, c, x \in \mathbb{R}",),
    ),
    everywhere(_without_summands),
    RelationKind.PROPORTIONAL,
)


def _peak(place: Any, x: Any, centre: Any = None) -> Any:
    """``exp(-1/2 x^T A x + x^T b)`` as ``exp(-1/2 (x - m)^T A (x - m))`` with ``m = A^{-1} b``."""
    if not isinstance(place, sp.exp) or not contains(place, x):
        return None
    return exp(quadratic_in(place.args[0], x).completed(centre, constant=False))


COMPLETE_EXPONENT = Move(
    Rule(
        "complete the square",
        r"\exp\left(-\frac{1}{2} x^\top A x + x^\top b\right) \propto_{x}"
        r" \exp\left(-\frac{1}{2} (x - A^{-1} b)^\top A (x - A^{-1} b)\right)",
        (r"x, b \in \mathbb{R}^{n}", r"A \in \mathbb{S}_{++}^{n}"),
    ),
    everywhere(_peak),
    RelationKind.PROPORTIONAL,
)


def _normalised_law(place: Any, density: Any) -> Any:
    return density if isinstance(place, e.Density) else None


SAME_DENSITY = Move(
    Rule(
        "two densities that are proportional are equal",
        r"p(x) = \mathcal{N}(x; \mu, \Sigma)",
        (*_VECTOR_LAW, r"x \sim \mathcal{N}(\mu, \Sigma)"),
    ),
    everywhere(_normalised_law),
)

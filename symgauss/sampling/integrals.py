"""Integrals of positive functions over a whole space, by importance sampling.

The proposal is a Student t whose place and spread are found by a few rounds of weighting: its
tails are heavier than those of any integrand that falls like a Gaussian, so weights are bounded.
"""

from __future__ import annotations

from collections.abc import Callable
from math import lgamma, pi

import numpy as np

from symgauss.kernel.evaluate import Evaluator
from symgauss.kernel.findings import Unsupported
from symgauss.kernel.terms import Integral
from symgauss.sampling.floats import Array
from symgauss.sampling.world import Draws

_FREEDOM = 8  #: degrees of freedom of the proposal
_ROUNDS = 8
_PILOT = 4096


def integral(scope: Evaluator, term: Integral, draws: Draws) -> Array:
    """Importance weights ``f(x) / g(x)``, of shape ``(count, 1, 1)``; their mean is the integral.

    ``Unsupported`` for bounds, and where the integrand has no mass that can be found.
    """
    if term.lower is not None or term.upper is not None:
        raise Unsupported("an integral between bounds", term)
    key = scope.key(term.variable)
    n = scope.size(term.variable.shape.rows)

    def body(x: Array) -> Array:
        return np.asarray(scope.inside({key: x}).value(term.body))

    key_of = (id(term), tuple(scope.tables.indices.items()))
    start = np.zeros(n), 16.0 * np.eye(n)
    found = draws.world.remembered(key_of, lambda: proposal(body, *start))
    x, log_g = student(*found, draws.rng, draws.count)
    return body(x) / np.exp(log_g)


def proposal(body: Callable[[Array], Array], centre: Array, spread: Array) -> tuple[Array, Array]:
    """Mean and covariance of the integrand as a density, from rounds of weighted draws.

    The draws are always the same, so that the proposal depends on the integrand alone.
    """
    n = len(centre)
    rng = np.random.default_rng(n)
    for _ in range(_ROUNDS):
        x, log_g = student(centre, spread, rng, _PILOT)
        weights = np.abs(body(x)) / np.exp(log_g)
        total = weights.sum()
        if not np.isfinite(total) or total <= 0:
            raise Unsupported("an integrand without mass that sampling can find")
        weights = weights[:, 0, 0] / total
        centre = weights @ x[..., 0]
        gaps = x[..., 0] - centre
        spread = (gaps * weights[:, None]).T @ gaps + 1e-9 * np.eye(n)
    return centre, spread


def student(
    centre: Array, spread: Array, rng: np.random.Generator, count: int
) -> tuple[Array, Array]:
    """Draws of a multivariate t and their log densities."""
    n, nu = len(centre), _FREEDOM
    L = np.linalg.cholesky(spread)
    z = rng.standard_normal((count, n))
    # chi-squared with an even number of degrees is the logarithm of a product of uniforms
    chi = -2 * np.log1p(-rng.random((nu // 2, count))).sum(axis=0) / nu
    whitened = z / np.sqrt(chi)[:, None]
    constant = lgamma((nu + n) / 2) - lgamma(nu / 2) - n / 2 * np.log(nu * pi)
    constant -= np.log(np.diag(L)).sum()
    squares = (whitened**2).sum(axis=1)
    log_g = constant - (nu + n) / 2 * np.log1p(squares / nu)
    return (centre + whitened @ L.T)[..., None], log_g[:, None, None]

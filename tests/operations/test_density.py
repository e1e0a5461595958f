"""Densities and log densities, written out."""

from __future__ import annotations

import math

import pytest
import sympy as sp

from symgauss.bridge import to_term
from symgauss.bridge.symbols import covariance, dimension, scalar, vector
from symgauss.calculus import (
    HALF,
    T,
    add,
    div,
    exp,
    identity,
    log,
    logdet,
    mul,
    neg,
    normal_density,
    quad,
    sub,
)
from symgauss.gaussians import Gaussian
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL
from symgauss.operations.density import density, log_density

x, mu, sigma = scalar("x"), scalar("mu"), scalar("sigma", positive=True)
n = dimension("n")
X, M, S = vector("x", n), vector("m", n), covariance("S", n)


def test_scalar_density_is_numerically_right() -> None:
    found = density(Gaussian(x, mu, sigma**2))
    value = sp.lambdify((x, mu, sigma), found.result)(0.5, -1.0, 2.0)
    assert value == pytest.approx(math.exp(-(1.5**2) / 8) / math.sqrt(8 * math.pi))


def test_log_density_of_a_scalar() -> None:
    found = log_density(Gaussian(x, mu, sigma**2))
    expected = -sp.log(2 * sp.pi * sigma**2) / 2 - (x - mu) ** 2 / (2 * sigma**2)
    assert sp.simplify(found.result - expected) == 0


def test_log_density_of_a_vector() -> None:
    found = log_density(Gaussian(X, M, S))
    half_n = div(n, 2)
    expected = add(
        mul(-1, half_n, log(mul(2, sp.pi))), mul(-HALF, logdet(S)), mul(-HALF, quad(sub(X, M), S))
    )
    assert found.result == expected


def test_isotropic_density() -> None:
    found = density(Gaussian(X, M, mul(sigma, identity(n))))
    *_, last = found.result.args
    gap = sub(X, M)
    assert last == exp(neg(div(mul(T(gap), gap), mul(2, sigma))))


def test_numbers_are_calculated() -> None:
    u = vector("u", 2)
    S_2 = sp.Matrix([[2, 1], [1, 3]])
    a = sp.Matrix([1, 2])
    found = log_density(Gaussian(u, a, S_2))
    assert found.result.has(sp.log(5))
    term = to_term(log(normal_density(u, a, S_2)))
    assert judge(found.results[0].rhs_term, EQUAL, term, found.context).accepted

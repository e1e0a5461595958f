"""The product of two densities, against numbers and textbook forms."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
import sympy as sp

from symgauss.bridge import to_term
from symgauss.bridge.expressions import NormalDensity
from symgauss.bridge.symbols import covariance, dimension, scalar, vector
from symgauss.calculus import add, identity, inv, mul, normal_density, square, sub, zero_like
from symgauss.derivation import Derivation
from symgauss.derivation.rules.numbers import explicit
from symgauss.errors import UsageError
from symgauss.gaussians import Gaussian
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL
from symgauss.operations.product import product

x, y, z = scalar("x"), scalar("y"), scalar("z")
mu = scalar("mu_1"), scalar("mu_2")
sigma = scalar("sigma_1", positive=True), scalar("sigma_2", positive=True)
v = scalar("v", positive=True)
n = dimension("n")
X, Y, M = vector("x", n), vector("y", n), vector("m", n)
S, R = covariance("S", n), covariance("R", n)


def density(point: float, mean: float, variance: float) -> float:
    value = np.exp(-((point - mean) ** 2) / (2 * variance)) / np.sqrt(2 * np.pi * variance)
    return float(value)


def agrees(derivation: Derivation, expected: sp.Basic) -> bool:
    """Whether the kernel finds the first result equal to a form from a textbook."""
    term = derivation.results[0].rhs_term
    return judge(term, EQUAL, to_term(expected), derivation.context).accepted


def accepted(derivation: Derivation) -> bool:
    return all(step.verdict.accepted for step in derivation.steps)


@cache
def of_scalars() -> Derivation:
    first, second = (Gaussian(x, m, square(s)) for m, s in zip(mu, sigma, strict=True))
    return product(first, second)


def test_scalars_against_numbers() -> None:
    found = of_scalars()
    assert accepted(found)
    values = {x: 0.3, mu[0]: -1.0, mu[1]: 2.0, sigma[0]: 0.7, sigma[1]: 1.9}
    total = 1.0
    for factor in found.result.args:
        assert isinstance(factor, NormalDensity)
        total *= density(*(float(part.subs(values)) for part in factor.args))
    assert total == pytest.approx(density(0.3, -1, 0.49) * density(0.3, 2, 3.61))


def test_scalars_in_the_form_of_the_books() -> None:
    found = of_scalars()
    factor, own = found.result.args
    assert factor == normal_density(mu[0], mu[1], add(square(sigma[0]), square(sigma[1])))
    s_1, s_2 = sigma[0] ** 2, sigma[1] ** 2
    assert sp.simplify(own.args[1] - (s_2 * mu[0] + s_1 * mu[1]) / (s_1 + s_2)) == 0
    assert sp.simplify(1 / own.args[2] - 1 / s_1 - 1 / s_2) == 0
    assert len(found.results) == 5


def test_vectors_with_three_forms_of_mean_and_covariance() -> None:
    found = product(Gaussian(X, M, S), Gaussian(X, Y, R))
    assert accepted(found)
    total, spread = add(S, R), inv(add(inv(S), inv(R)))
    mean = mul(spread, add(mul(inv(S), M), mul(inv(R), Y)))
    assert agrees(found, mul(normal_density(M, Y, total), normal_density(X, mean, spread)))
    gain = mul(S, inv(total))
    mean, spread = add(M, mul(gain, sub(Y, M))), sub(S, mul(gain, S))
    assert agrees(found, mul(normal_density(M, Y, total), normal_density(X, mean, spread)))
    forms = [one.rhs for one in found.results[1:]]
    assert forms[0] == mul(S, inv(total), R)
    assert forms[1] == sub(S, mul(S, inv(total), S))
    assert forms[3] == mean


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((0, 1), (1, 2), (0, 1, 3, sp.Rational(1, 3), sp.Rational(2, 3))),
        ((y, v), (z, v), (y, z, 2 * v, (y + z) / 2, v / 2)),
        ((0, 1), (0, v), (0, 0, 1 + v, 0, v / (1 + v))),
        ((z - y, v), (y, 1), (z - y, y, v + 1, (z - y + v * y) / (v + 1), v / (v + 1))),
    ],
)
def test_numbers_sums_and_equal_laws(first: tuple, second: tuple, expected: tuple) -> None:
    found = product(Gaussian(x, *first), Gaussian(x, *second))
    assert accepted(found)
    a, b, total, mean, spread = expected
    assert agrees(found, mul(normal_density(a, b, total), normal_density(x, mean, spread)))
    names = {str(symbol) for symbol in found.result.free_symbols}
    assert names <= {"x", "y", "z", "v"}


def test_multiples_of_the_identity() -> None:
    one, a, b = identity(n), scalar("a", positive=True), scalar("b", positive=True)
    found = product(Gaussian(X, M, mul(a, one)), Gaussian(X, Y, mul(b, one)))
    factor, _ = found.result.args
    assert factor.args[2] == mul(add(a, b), one)
    assert agrees(
        found,
        mul(
            normal_density(M, Y, mul(add(a, b), one)),
            normal_density(
                X, mul(1 / (a + b), add(mul(b, M), mul(a, Y))), mul(a * b / (a + b), one)
            ),
        ),
    )


def test_a_zero_mean_and_the_standard_normal() -> None:
    found = product(Gaussian(X, zero_like(X), identity(n)), Gaussian(X, Y, R))
    spread = inv(add(identity(n), inv(R)))
    density_ = normal_density(X, mul(spread, inv(R), Y), spread)
    assert agrees(found, mul(normal_density(zero_like(X), Y, add(identity(n), R)), density_))


def test_explicit_numbers_are_calculated() -> None:
    u = vector("u", 2)
    A, B = sp.Matrix([[2, 1], [1, 3]]), sp.Matrix([[1, 0], [0, 2]])
    a, b = sp.Matrix([1, 2]), sp.Matrix([0, 1])
    found = product(Gaussian(u, a, A), Gaussian(u, b, B))
    spread = (A.inv() + B.inv()).inv()
    _, own = found.result.args
    assert explicit(own.args[2]) == spread
    assert explicit(own.args[1]) == spread * (A.inv() * a + B.inv() * b)


def test_different_variables_are_refused() -> None:
    with pytest.raises(UsageError, match="different variables"):
        product(Gaussian(x, 0, 1), Gaussian(y, 0, 1))

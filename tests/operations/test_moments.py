"""Moments of polynomials and scores, against numbers and textbook forms."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
import sympy as sp

from symgauss.bridge import to_term
from symgauss.bridge.symbols import covariance, dimension, matrix, scalar, vector
from symgauss.calculus import (
    T,
    add,
    exp,
    form,
    identity,
    inv,
    mul,
    power,
    square,
    sub,
    tr,
    zero_like,
)
from symgauss.derivation import Derivation
from symgauss.errors import UsageError
from symgauss.gaussians import Gaussian, LinearGaussianModel, Statement
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL
from symgauss.operations.moments import covariance as cov
from symgauss.operations.moments import expectation
from symgauss.operations.score import score

n, k = dimension("n"), dimension("k")
x, m, y, a = vector("x", n), vector("m", n), vector("y", k), vector("a", n)
P, R, H = covariance("P", n), covariance("R", k), matrix("H", k, n)
A, B = (matrix(name, n, n, "symmetric") for name in "AB")
NORMAL = Gaussian(x, m, P)
CENTRED = Gaussian(x, zero_like(x), P)
MODEL = LinearGaussianModel((Statement(x, m, P), Statement(y, mul(H, x), R, (x,))))
s, mu, sigma = scalar("x"), scalar("mu"), scalar("sigma", positive=True)
Source = Gaussian | LinearGaussianModel
SCALAR = Gaussian(s, mu, sigma**2)


def agrees(derivation: Derivation, expected: sp.Basic, place: int = 0) -> bool:
    term = derivation.results[place].rhs_term
    accepted = all(step.verdict.accepted for step in derivation.steps)
    return accepted and judge(term, EQUAL, to_term(expected), derivation.context).accepted


@pytest.mark.parametrize(
    ("source", "body", "expected"),
    [
        (NORMAL, add(mul(H, x), y), add(mul(H, m), y)),
        (NORMAL, mul(x, T(x)), add(P, mul(m, T(m)))),
        (NORMAL, form(x, A), add(tr(mul(A, P)), form(m, A))),
        (
            NORMAL,
            mul(mul(T(a), x), form(x, B)),
            add(mul(T(a), m, add(tr(mul(B, P)), form(m, B))), mul(2, T(a), P, B, m)),
        ),
        (
            CENTRED,
            mul(form(x, A), form(x, B)),
            add(mul(tr(mul(A, P)), tr(mul(B, P))), mul(2, tr(mul(A, P, B, P)))),
        ),
        (CENTRED, mul(x, T(x), A, x, T(x)), add(mul(2, P, A, P), mul(tr(mul(A, P)), P))),
        (NORMAL, mul(x, form(x, A)), add(mul(add(tr(mul(A, P)), form(m, A)), m), mul(2, P, A, m))),
        (MODEL, mul(T(y), H, x), add(tr(mul(T(H), H, P)), form(mul(H, m), mul(1, R, inv(R))))),
    ],
)
def test_expectations_of_vectors(source: Source, body: sp.Basic, expected: sp.Basic) -> None:
    assert agrees(expectation(source, body), expected)


@pytest.mark.parametrize("degree", range(1, 9))
def test_raw_moments(degree: int) -> None:
    found = expectation(SCALAR, power(s, degree)).result.subs({mu: 2, sigma: 3})
    points, weights = np.polynomial.hermite_e.hermegauss(10)
    expected = np.sum(weights * (2 + 3 * points) ** degree) / math.sqrt(2 * math.pi)
    assert float(found) == pytest.approx(expected)


def test_a_polynomial_and_numbers() -> None:
    polynomial = add(mul(2, power(s, 4)), mul(-3, s), 1)
    assert expectation(Gaussian(s, 2, 3), polynomial).result == 2 * 115 - 6 + 1
    u = vector("u", 2)
    law = Gaussian(u, sp.Matrix([1, 2]), sp.Matrix([[2, 1], [1, 3]]))
    assert expectation(law, mul(T(u), u)).result == 5 + 5
    assert cov(law, mul(T(u), u), mul(T(u), u)).result == 2 * (4 + 2 + 9) + 4 * (2 + 4 + 12)


@pytest.mark.parametrize(
    ("source", "left", "right", "expected"),
    [
        (NORMAL, add(mul(H, x), y), x, mul(H, P)),
        (NORMAL, x, form(x, A), mul(2, P, A, m)),
        (
            NORMAL,
            form(x, A),
            form(x, B),
            add(mul(2, tr(mul(A, P, B, P))), mul(4, T(m), A, P, B, m)),
        ),
        (SCALAR, square(s), square(s), 2 * sigma**4 + 4 * mu**2 * sigma**2),
        (MODEL, mul(H, x), y, mul(H, P, T(H))),
    ],
)
def test_covariances(source: Source, left: sp.Basic, right: sp.Basic, expected: sp.Basic) -> None:
    assert agrees(cov(source, left, right), expected)


def test_products_of_several_scalars() -> None:
    t, w = scalar("t"), scalar("w")
    model = LinearGaussianModel((Statement(s, mu, 4), Statement(t, mul(w, s), 1, (s,))))
    found = expectation(model, mul(square(s), square(t))).result.subs({mu: 1, w: 2})
    assert found == 4 * (1 + 6 * 4 + 3 * 16) + (1 + 4)


def test_a_moment_given_data() -> None:
    gain = inv(add(inv(P), mul(T(H), inv(R), H)))
    mean = mul(gain, add(mul(inv(P), m), mul(T(H), inv(R), y)))
    assert agrees(expectation(MODEL, form(x, A), (y,)), add(tr(mul(A, gain)), form(mean, A)))


def test_what_is_not_supported_is_refused() -> None:
    with pytest.raises(UsageError, match="at most 8"):
        expectation(SCALAR, power(s, 10))
    with pytest.raises(UsageError, match="nothing random"):
        expectation(MODEL, mul(T(a), a))
    with pytest.raises(UsageError, match="is not a polynomial"):
        expectation(SCALAR, exp(s))


def test_isotropic_moments_are_in_their_textbook_form() -> None:
    standard = Gaussian(x, zero_like(x), identity(n))
    assert expectation(standard, square(mul(T(x), x))).result == add(square(n), mul(2, n))
    assert agrees(expectation(NORMAL, tr(mul(A, x, T(x)))), add(tr(mul(A, P)), form(m, A)))


@pytest.mark.parametrize(
    ("derivation", "expected"),
    [
        (lambda: score(SCALAR), -(s - mu) / sigma**2),
        (lambda: score(NORMAL), mul(-1, inv(P), sub(x, m))),
        (lambda: score(MODEL, y, (x,), by=x), mul(T(H), inv(R), sub(y, mul(H, x)))),
        (
            lambda: score(MODEL, x, (y,)),
            sub(mul(T(H), inv(R), sub(y, mul(H, x))), mul(inv(P), sub(x, m))),
        ),
    ],
)
def test_scores(derivation: Callable[[], Derivation], expected: sp.Basic) -> None:
    found = derivation()
    assert all(agrees(found, expected, place) for place in range(len(found.results)))

"""Posteriors, marginals and joints, compared with numbers found without symgauss."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import sympy as sp

from symgauss.bridge.symbols import covariance, dimension, matrix, scalar, vector
from symgauss.calculus import T, add, block, div, identity, inv, mul, square, stack, sub
from symgauss.derivation import Derivation
from symgauss.errors import UsageError
from symgauss.gaussians import LinearGaussianModel, Statement
from symgauss.operations.evidence import marginal
from symgauss.operations.joint import joint
from symgauss.operations.posterior import posterior

n, k = dimension("n"), dimension("k")
x, m, P = vector("x", n), vector("m", n), covariance("P", n)
y, c, R, H = vector("y", k), vector("c", k), covariance("R", k), matrix("H", k, n)
PRIOR = Statement(x, m, P)
MODEL = LinearGaussianModel((PRIOR, Statement(y, add(mul(H, x), c), R, x)))
S = add(mul(H, P, T(H)), R)


def accepted(derivation: Derivation) -> None:
    """Every step and every result was accepted."""
    for step in derivation.steps:
        assert step.verdict.accepted
        assert all(below.verdict.accepted for below in step.substeps)
    assert all(result.verdict.accepted for result in derivation.results)


def test_information_form_comes_first_and_gain_form_after() -> None:
    derivation = posterior(MODEL, (x,), (y,), taken={"Lambda", "eta"})
    accepted(derivation)
    names = {str(step.lhs) for step in derivation.steps if step.rule.name == "name"}
    assert "Lambda" not in names
    assert "Lambdatilde" in names
    precision = add(inv(P), mul(T(H), inv(R), H))
    _, mean, cov = derivation.result.args
    assert cov == inv(precision)
    assert mean == mul(inv(precision), add(mul(inv(P), m), mul(T(H), inv(R), sub(y, c))))
    _, mean, cov = derivation.results[-1].rhs.args
    gain = mul(P, T(H), inv(S))
    assert cov == sub(P, mul(gain, H, P))
    assert mean == add(m, mul(gain, add(y, mul(-1, H, m), mul(-1, c))))
    assert [route.title for route in derivation.routes] == [
        "Bayes and completing the square",
        "Conditioning the joint law",
        "The two forms agree",
    ]


def test_the_numbers_are_those_of_numpy() -> None:
    """Sizes 2 and 3, numbers put in at the end."""
    a, b, mean, shift = vector("x", 2), vector("y", 3), vector("m", 2), vector("c", 3)
    prior, noise, slope = covariance("P", 2), covariance("R", 3), matrix("H", 3, 2)
    model = LinearGaussianModel(
        (Statement(a, mean, prior), Statement(b, add(mul(slope, a), shift), noise, a))
    )
    values: dict[Any, Any] = {
        mean: [[1], [2]],
        b: [[1], [0], [2]],
        shift: [[1], [1], [-1]],
        prior: [[2, 1], [1, 3]],
        noise: [[2, 0, 1], [0, 1, 0], [1, 0, 4]],
        slope: [[1, 0], [2, 1], [0, -1]],
    }
    got = [
        sp.matrix2numpy(r.rhs.subs({s: sp.ImmutableMatrix(v) for s, v in values.items()}).doit())
        for r in posterior(model, (a,), (b,)).results[1:3]
    ]
    m_, y_, c_, p_, r_, h_ = (np.array(v, dtype=float) for v in values.values())
    y_, c_ = np.array(values[b], dtype=float), np.array(values[shift], dtype=float)
    spread = np.block([[p_, p_ @ h_.T], [h_ @ p_, h_ @ p_ @ h_.T + r_]])
    gain = spread[:2, 2:] @ np.linalg.inv(spread[2:, 2:])
    np.testing.assert_allclose(got[0].astype(float), m_ + gain @ (y_ - h_ @ m_ - c_))
    np.testing.assert_allclose(got[1].astype(float), spread[:2, :2] - gain @ spread[2:, :2])


def test_numbers_in_numbers_out() -> None:
    a, b = vector("x", 2), scalar("y")
    prior = Statement(a, stack(1, 2), block([2, 1], [1, 3]))
    seen = Statement(b, mul(block([1, 0]), a), 1, a)
    derivation = posterior(LinearGaussianModel((prior, seen)), (a,), (b,))
    accepted(derivation)
    _, mean, cov = derivation.result.args
    assert cov == block(
        [sp.Rational(2, 3), sp.Rational(1, 3)], [sp.Rational(1, 3), sp.Rational(8, 3)]
    )
    assert mean == add(
        stack(sp.Rational(1, 3), sp.Rational(5, 3)),
        mul(b, stack(sp.Rational(2, 3), sp.Rational(1, 3))),
    )


def test_scalars_in_textbook_form() -> None:
    a, b, mu = scalar("x"), scalar("y"), scalar("mu")
    tau, sigma = scalar("tau", positive=True), scalar("sigma", positive=True)
    model = LinearGaussianModel((Statement(a, mu, square(tau)), Statement(b, a, square(sigma), a)))
    derivation = posterior(model, (a,), (b,))
    accepted(derivation)
    precision = add(div(1, square(tau)), div(1, square(sigma)))
    _, mean, variance = derivation.result.args
    assert variance == div(1, precision)
    assert mean == div(add(div(mu, square(tau)), div(b, square(sigma))), precision)
    value = {mu: 1, tau: 2, sigma: 1, b: 3}
    assert derivation.results[-1].rhs.args[1].subs(value) == sp.Rational(13, 5)
    assert derivation.results[-1].rhs.args[2].subs(value) == sp.Rational(4, 5)


def test_isotropic_covariances_stay_isotropic() -> None:
    tau, sigma, z = scalar("tau", positive=True), scalar("sigma", positive=True), vector("z", n)
    model = LinearGaussianModel(
        (
            Statement(x, m, mul(square(tau), identity(n))),
            Statement(z, x, mul(square(sigma), identity(n)), x),
        )
    )
    derivation = posterior(model, (x,), (z,))
    accepted(derivation)
    precision = add(div(1, square(tau)), div(1, square(sigma)))
    assert derivation.result.args[2] == mul(div(1, precision), identity(n))


def test_a_law_that_the_model_states() -> None:
    derivation = posterior(MODEL, (y,), (x,))
    accepted(derivation)
    assert len(derivation.steps) == 1
    assert "states this law already" in derivation.routes[0].intro


def test_a_scalar_observation_of_a_vector() -> None:
    a, b, r = vector("a", n), scalar("y"), scalar("r", positive=True)
    model = LinearGaussianModel((PRIOR, Statement(b, mul(T(a), x), square(r), x)))
    derivation = posterior(model, (x,), (b,))
    accepted(derivation)
    assert derivation.result.args[2] == inv(add(inv(P), mul(div(1, square(r)), a, T(a))))


def test_marginal_and_joint() -> None:
    evidence = marginal(MODEL, (y,))
    accepted(evidence)
    assert evidence.result.args[1:] == (add(mul(H, m), c), S)
    both = joint(MODEL, (x, y))
    accepted(both)
    assert both.result.args[2] == block([P, mul(P, T(H))], [mul(H, P), S])


@pytest.mark.parametrize(
    ("variables", "given", "message"),
    [((), (y,), "no variable"), ((x,), (x,), "both sides"), ((m,), (), "has no distribution")],
)
def test_questions_that_make_no_sense(
    variables: tuple[sp.Basic, ...], given: tuple[sp.Basic, ...], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        posterior(MODEL, variables, given)


def test_a_model_stated_by_precisions() -> None:
    w, phi, b = vector("w", n), vector("phi", n), scalar("y")
    alpha, beta = scalar("alpha", positive=True), scalar("beta", positive=True)
    model = LinearGaussianModel(
        (
            Statement(w, mul(0, w), mul(div(1, alpha), identity(n))),
            Statement(b, mul(T(w), phi), div(1, beta), w),
        )
    )
    derivation = posterior(model, (w,), (b,))
    accepted(derivation)
    precision = add(mul(alpha, identity(n)), mul(beta, phi, T(phi)))
    assert derivation.result.args[2] == inv(precision)


def test_entries_that_are_symbols() -> None:
    a, b = vector("x", 2), scalar("y")
    s, r = scalar("s", positive=True), scalar("r", positive=True)
    prior = Statement(a, stack(0, 0), block([square(s), 0], [0, square(r)]))
    seen = Statement(b, mul(block([1, 1]), a), 1, a)
    derivation = posterior(LinearGaussianModel((prior, seen)), (a,), (b,))
    accepted(derivation)
    value = {s: 1, r: 2, b: 3}
    got = [[entry.subs(value) for entry in row] for row in derivation.result.args[2].args]
    assert got == [[sp.Rational(5, 6), sp.Rational(-4, 6)], [sp.Rational(-4, 6), sp.Rational(8, 6)]]


def test_a_likelihood_that_may_be_singular_needs_no_density() -> None:
    """``H P H^T`` has no inverse where ``y`` is longer than ``x``: no Bayes route."""
    noise = vector("v", k)
    model = LinearGaussianModel(
        (
            Statement(noise, sp.ZeroMatrix(k, 1), R),
            Statement(y, add(noise, mul(H, m)), mul(H, P, T(H)), noise),
        )
    )
    derivation = posterior(model, (noise,), (y,))
    accepted(derivation)
    assert len(derivation.routes) == 1
    assert "Bayes" not in derivation.routes[0].title


def test_numbers_are_written_as_in_a_textbook() -> None:
    a, b = scalar("x"), scalar("y")
    model = LinearGaussianModel((Statement(a, 0, 4), Statement(b, add(mul(2, a), 1), 9, a)))
    _, mean, cov = posterior(model, (a,), (b,)).result.args
    assert mean == mul(sp.Rational(8, 25), add(b, -1))
    assert cov == sp.Rational(36, 25)

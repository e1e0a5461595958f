"""The divergence of two Gaussians, against numbers and known closed forms."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
import sympy as sp

from symgauss.bridge.symbols import covariance, dimension, scalar, vector
from symgauss.errors import UsageError
from symgauss.gaussians import Gaussian
from symgauss.kernel.verdict import Answer
from symgauss.operations.kl import kl

x = scalar("x")
mu = scalar("mu_1"), scalar("mu_2")
sigma = scalar("sigma_1", positive=True), scalar("sigma_2", positive=True)


def test_scalar_result_is_sympy_and_numerically_right() -> None:
    derivation = kl(Gaussian(x, mu[0], sigma[0] ** 2), Gaussian(x, mu[1], sigma[1] ** 2))
    function = sp.lambdify((*mu, *sigma), derivation.result)
    expected = math.log(2 / 3) + (9 + (1 - 2) ** 2) / (2 * 4) - 1 / 2
    assert function(1, 2, 3, 2) == pytest.approx(expected)
    assert derivation.result.diff(mu[0]) != 0


def test_every_step_holds_and_the_chain_is_connected() -> None:
    n = dimension("n")
    v = vector("x", n)
    q = Gaussian(v, vector("mu_1", n), covariance("Sigma_1", n))
    p = Gaussian(v, vector("mu_2", n), covariance("Sigma_2", n))
    derivation = kl(q, p)
    steps = derivation.steps
    assert all(step.verdict.answer is Answer.HOLDS for step in steps)
    assert all(b.lhs_term == a.rhs_term for a, b in pairwise(steps))
    assert [step.number for step in steps] == [str(i + 1) for i in range(len(steps))]
    assert derivation.results[0].lhs == steps[0].lhs
    assert derivation.results[0].rhs == steps[-1].rhs


def test_different_variables_are_refused() -> None:
    with pytest.raises(UsageError, match="different variables"):
        kl(Gaussian(x, 0, 1), Gaussian(scalar("y"), 0, 1))


def test_shapes_of_a_gaussian_must_fit() -> None:
    n = dimension("n")
    with pytest.raises(UsageError, match="its mean is scalar"):
        Gaussian(vector("x", n), scalar("m"), covariance("S", n))


def test_a_law_has_no_divergence_from_itself() -> None:
    n = dimension("n")
    v = Gaussian(vector("x", n), vector("mu", n), covariance("Sigma", n))
    assert kl(v, v).result == 0
    assert kl(Gaussian(x, 0, 1), Gaussian(x, 0, 1)).result == 0


def test_numbers_are_calculated_and_no_letter_is_made_up() -> None:
    derivation = kl(Gaussian(x, 0, 1), Gaussian(x, 1, 4))
    assert float(derivation.result) == pytest.approx(math.log(4) / 2 - 1 / 4)
    assert sum(part.is_Rational for part in derivation.result.args) == 1
    assert [d.name for d in derivation.context.declarations] == ["x"]

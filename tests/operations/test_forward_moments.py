"""Means and covariances along the arrows: only what was asked for, and in either order."""

from __future__ import annotations

from symgauss.bridge.symbols import covariance, dimension, matrix, vector
from symgauss.calculus import T, add, mul
from symgauss.gaussians import LinearGaussianModel, Statement
from symgauss.operations import forward_moments

n, k = dimension("n"), dimension("k")
x, m, P = vector("x", n), vector("m", n), covariance("P", n)
y, R, H = vector("y", k), covariance("R", k), matrix("H", k, n)
MODEL = LinearGaussianModel((Statement(x, m, P), Statement(y, mul(H, x), R, x)))


def test_a_covariance_is_found_without_the_joint_law() -> None:
    found = forward_moments.covariance(MODEL, x, y, title="")
    assert [result.rhs for result in found.results] == [mul(P, T(H))]
    assert len(found.steps) == 3


def test_the_other_order_is_the_transpose() -> None:
    found = forward_moments.covariance(MODEL, y, x, title="")
    assert [result.rhs for result in found.results] == [mul(H, P)]
    assert found.results[0].lhs == found.steps[-1].lhs
    assert all(step.verdict.accepted for step in found.steps)


def test_means_and_what_the_model_states() -> None:
    assert forward_moments.mean(MODEL, y, title="").result == mul(H, m)
    assert forward_moments.mean(MODEL, x, title="").result == m
    spread = forward_moments.covariance(MODEL, y, y, title="")
    assert spread.result == add(mul(H, P, T(H)), R)


def test_what_needs_more_than_the_arrows_is_told_apart() -> None:
    assert forward_moments.follows_arrows(MODEL, [y], [x])
    assert not forward_moments.follows_arrows(MODEL, [x], [y])

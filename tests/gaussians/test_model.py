"""Linear-Gaussian models: affine means, errors, order, separation, closed forms."""

from __future__ import annotations

import pytest
import sympy as sp

from symgauss.bridge.symbols import covariance, dimension, matrix, scalar, vector
from symgauss.calculus import T, add, form, inv, mul, sub
from symgauss.errors import ModelError, UsageError
from symgauss.gaussians import LinearGaussianModel, Statement
from symgauss.gaussians.affine import affine_in

n, k = dimension("n"), dimension("k")
x, z, m = vector("x", n), vector("z", n), vector("m", n)
y, c = vector("y", k), vector("c", k)
P, Q, R = covariance("P", n), covariance("Q", n), covariance("R", k)
A, H = matrix("A", n, n), matrix("H", k, n)
PRIOR = Statement(x, m, P)
MOVE = Statement(z, mul(A, x), Q, x)
SEEN = Statement(y, add(mul(H, z), c), R, z)
CHAIN = LinearGaussianModel((SEEN, PRIOR, MOVE))


def test_affine_parts_are_read_off() -> None:
    found = affine_in(add(mul(H, sub(x, m)), c), [x])
    assert found.slopes == {x: H}
    assert found.offset == add(mul(-1, H, m), c)


def test_affine_parts_of_a_scalar_mean() -> None:
    a, h = vector("a", n), scalar("h")
    found = affine_in(add(mul(2, h, T(x), a), h), [x])
    assert found.slopes == {x: mul(2, h, T(a))}
    assert found.offset == h


@pytest.mark.parametrize("mean", [mul(form(x, P), x), mul(form(x, P), m)])
def test_other_means_are_refused(mean: sp.Basic) -> None:
    with pytest.raises(ModelError, match="not affine"):
        Statement(z, mean, Q, x)


@pytest.mark.parametrize(
    ("statements", "message"),
    [
        ((Statement(x, mul(A, z), P, z), MOVE), "cyclic: x -> z -> x"),
        ((PRIOR, PRIOR), "x has two distributions"),
        ((PRIOR, Statement(z, mul(A, x), Q)), "not conditioned on x"),
    ],
)
def test_models_that_contradict_themselves(statements: tuple[Statement, ...], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        LinearGaussianModel(statements)


def test_a_covariance_that_depends_on_a_parent_is_refused() -> None:
    with pytest.raises(ModelError, match="covariance of z depends on x"):
        Statement(z, mul(A, x), mul(form(x, P), Q), x)


def test_shapes_that_clash_are_refused() -> None:
    with pytest.raises(ModelError, match="y is k x 1, but its mean is n x 1"):
        Statement(y, x, R, x)
    with pytest.raises(ModelError, match="has to be k x k"):
        Statement(y, mul(H, x), P, x)


def test_order_and_separation() -> None:
    graph = CHAIN.graph
    assert graph.order == (x, z, y)
    assert graph.relevant([x], [z, y]) == (z,)
    assert graph.relevant([z], [x, y]) == (x, y)
    assert graph.fixed([z], [x, y]) == (x,)
    assert graph.is_forward([y], [x])
    assert not graph.is_forward([x], [y])


def test_common_children_are_only_linked_when_seen() -> None:
    both = Statement(y, add(mul(H, x), mul(H, z)), R, (x, z))
    graph = LinearGaussianModel((PRIOR, Statement(z, m, Q), both)).graph
    assert graph.relevant([x], [z]) == ()
    assert graph.relevant([x], [z, y]) == (z, y)


def test_closed_forms_by_recursion() -> None:
    assert CHAIN.mean(y) == add(mul(H, A, m), c)
    assert CHAIN.cov(x, y) == mul(P, T(A), T(H))
    assert CHAIN.cov(y, x) == mul(H, A, P)
    assert CHAIN.mean(y, (x,)) == add(mul(H, A, x), c)
    assert CHAIN.law(y, (z,)) == (SEEN.mean, R)


def test_closed_form_by_the_schur_complement() -> None:
    model = LinearGaussianModel((PRIOR, Statement(y, mul(H, x), R, x)))
    gain = mul(P, T(H), inv(add(mul(H, P, T(H)), R)))
    mean, cov = model.law(x, (y,))
    assert mean == add(m, mul(gain, sub(y, mul(H, m))))
    assert cov == sub(P, mul(gain, H, P))


def test_the_recursion_refuses_data_below() -> None:
    with pytest.raises(UsageError):
        CHAIN.mean(x, (y,))

from __future__ import annotations

import numpy as np
import pytest
from export.modules import functions

jax = pytest.importorskip("jax")
jax.config.update("jax_enable_x64", val=True)
jnp = jax.numpy

RNG = np.random.default_rng(7)


@pytest.fixture(scope="module")
def kl() -> object:
    return functions("mvn-kl", "jax")["kl"]


def definite(*shape: int) -> np.ndarray:
    a = RNG.normal(size=(*shape, 2 * shape[-1]))
    return a @ np.swapaxes(a, -1, -2) / shape[-1]


def laws(*batch: int, n: int = 3) -> list[np.ndarray]:
    means = [RNG.normal(size=(*batch, n)) for _ in range(2)]
    return [means[0], definite(*batch, n), means[1], definite(*batch, n)]


def test_jit_vmap_and_a_batch_are_the_same(kl: object) -> None:
    given = laws(5)
    wanted = functions("mvn-kl")["kl"](*given)
    np.testing.assert_allclose(kl(*given), wanted, rtol=1e-11)
    np.testing.assert_allclose(jax.jit(kl)(*given), wanted, rtol=1e-11)
    np.testing.assert_allclose(jax.vmap(kl)(*given), wanted, rtol=1e-11)
    np.testing.assert_allclose(jax.vmap(kl, (0, None, None, None))(given[0], *laws()[1:]).shape, 5)


def test_gradients_are_those_of_differences(kl: object) -> None:
    from jax.test_util import check_grads

    def symmetric(m: object, S: object, n: object, T: object) -> object:
        return kl(m, (S + S.mT) / 2, n, (T + T.mT) / 2)

    check_grads(symmetric, tuple(map(jnp.asarray, laws())), order=2, modes=["rev"], rtol=1e-4)


def test_types_follow_the_arguments() -> None:
    log_density = functions("normal-density", "jax")["log_density"]
    for kind in (jnp.float32, jnp.float64):
        assert log_density(jnp.ones(3, kind), 0, 1.5).dtype == kind
    assert log_density(jnp.ones(3, jnp.int32), 0, 1.5).dtype == jnp.float64


def refused(function: object, *arguments: object) -> str:
    with pytest.raises(ValueError, match=r".") as caught:
        function(*arguments)
    assert type(caught.value).__name__ == "ArgumentError"
    return str(caught.value)


def test_what_is_wrong_is_said_by_argument(kl: object) -> None:
    eye, zero = np.eye(3), np.zeros(3)
    wrong = "mu_2: shape (4,) has 4 where n"
    assert refused(kl, zero, eye, np.zeros(4), eye).startswith(wrong)
    assert refused(jax.jit(kl), zero, eye, np.zeros(4), eye).startswith(wrong)
    assert refused(kl, zero, zero, zero, eye).startswith("Sigma_1: shape (3,), expected (..., n")
    message = refused(kl, np.zeros((2, 3)), eye, np.zeros((5, 3)), eye)
    assert "mu_1 (2,), mu_2 (5,)" in message
    assert refused(kl, zero.astype(complex), eye, zero, eye).startswith("mu_1: dtype complex")
    assert refused(kl, zero, None, zero, eye).startswith("Sigma_1: ")
    none = np.zeros(0)
    assert refused(kl, none, np.zeros((0, 0)), none, eye) == "mu_1: shape (0,) has no entries"
    assert refused(kl, zero, eye, zero, -eye) == "Sigma_2 is not positive definite"
    S = np.tile(eye, (6, 1, 1))
    S[4] *= -1
    assert refused(kl, zero, S, zero, eye).endswith("at batch index 4 (1 of 6)")
    assert np.isnan(jax.jit(kl)(zero, S, zero, eye)).tolist() == [False] * 4 + [True, False]


@pytest.mark.parametrize("ratio", [1.0, 1.0 + 1e-9, 1.1, 1.15, 1e-8, 1e8, 1e-150])
def test_the_excess_has_both_derivatives_everywhere(ratio: float) -> None:
    """Of ``x^2 - 1 - 2 log x``: ``2 (x - 1/x)`` and ``2 + 2 / x^2``."""
    from symgauss.export.helpers.jax.special import _log_excess

    def excess(x: object) -> object:
        return _log_excess(x - 1, x)

    x = ratio
    assert jax.grad(excess)(x) == pytest.approx(2 * (x - 1) * (x + 1) / x, rel=1e-12, abs=0)
    assert jax.grad(jax.grad(excess))(x) == pytest.approx(2 + 2 / x**2, rel=1e-12, abs=0)


@pytest.mark.parametrize("size", [0.0, 1e-9, 1e-2, 100.0])
def test_the_loss_has_gradients_without_cancellation(size: float) -> None:
    from symgauss.export.helpers.jax.special import _stein_loss

    T = definite(5)
    S = T + size * definite(5)

    def loss(S: object) -> object:
        return _stein_loss(S, jnp.linalg.cholesky(S), T, jnp.linalg.cholesky(jnp.asarray(T)))

    found = jax.jit(jax.grad(loss))(S)
    wanted = np.linalg.solve(T, np.linalg.solve(S, S - T).T)
    scale = np.abs(wanted).max() or 1e-10
    np.testing.assert_allclose((found + found.T) / 2, wanted, rtol=0, atol=1e-9 * scale)

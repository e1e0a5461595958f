"""Digits that are kept where a textbook's formula has none left; the reference is exact."""

from __future__ import annotations

import numpy as np
import pytest
from export.modules import functions, module
from flint import arb, ctx

from symgauss.export.validation.balls import Items, evaluate

RNG = np.random.default_rng(20)
N = 5
SMALLEST = 1e-100
APART = (1e-1, 1e-3, 1e-6, 1e-9, 1e-12)
KINDS = [(np.float64, 1e-12), (np.float32, 1e-6)]


def error(slug: str, name: str, output: str, inputs: dict[str, np.ndarray]) -> float:
    """The largest error of an entry, relative to the largest entry."""
    made = functions(slug)[name]
    program = next(f for f in module(slug).functions if f.name == name).program
    found = made(*(inputs[a.name] for a in program.arguments))
    value = getattr(found, output, found)
    assert value.dtype == next(iter(inputs.values())).dtype
    sizes = {
        str(size): length
        for a in program.arguments
        for size, length in zip(a.type.axes, inputs[a.name].shape, strict=True)
    }
    before, ctx.prec = ctx.prec, 512
    try:
        given = {n: balls(v.tolist()) for n, v in inputs.items()}
        wanted = flat(evaluate(program, given, sizes)[output])
        largest = max(abs(x).mid() for x in wanted)
        gaps = [abs(arb(v) - x) for v, x in zip(value.ravel().tolist(), wanted, strict=True)]
        if largest < SMALLEST:  # equal laws: nothing but the radii of the balls
            return float(max(gaps).mid())
        return float(max(g.mid() for g in gaps) / largest)
    finally:
        ctx.prec = before


@pytest.fixture(autouse=True)
def _same_draws_in_any_order() -> None:
    RNG.bit_generator.state = np.random.default_rng(20).bit_generator.state


def balls(values: Items) -> Items:
    return [balls(v) for v in values] if isinstance(values, list) else arb(values)


def flat(items: Items) -> list[arb]:
    return [x for item in items for x in flat(item)] if isinstance(items, list) else [items]


def rounded(kind: type, **values: float | np.ndarray) -> dict[str, np.ndarray]:
    return {name: np.asarray(value, dtype=kind) for name, value in values.items()}


def definite(n: int, smallest: float = 0.1) -> np.ndarray:
    q, _ = np.linalg.qr(RNG.normal(size=(n, n)))
    made = (q * np.geomspace(1, smallest, n)) @ q.T
    return np.tril(made) + np.tril(made, -1).T


@pytest.mark.parametrize("apart", APART)
@pytest.mark.parametrize(("kind", "most"), KINDS)
def test_divergence_of_near_normals(apart: float, kind: type, most: float) -> None:
    for _ in range(20):
        mu, sigma = RNG.normal(), 10 ** RNG.uniform(-1, 1)
        shift, scale = apart * RNG.normal(size=2)
        near = rounded(
            kind, mu_1=mu + shift * sigma, sigma_1=sigma * (1 + scale), mu_2=mu, sigma_2=sigma
        )
        assert error("normal-kl", "kl", "kl", near) < most


@pytest.mark.parametrize("apart", APART)
@pytest.mark.parametrize(("kind", "most"), KINDS)
def test_divergence_of_near_multivariate_normals(apart: float, kind: type, most: float) -> None:
    for _ in range(5):
        T, E, (mu, shift) = definite(N), RNG.normal(size=(N, N)), RNG.normal(size=(2, N))
        S = T + apart * 0.05 * (E + E.T) * 0.1
        near = rounded(kind, mu_1=mu + apart * shift, Sigma_1=S, mu_2=mu, Sigma_2=T)
        assert error("mvn-kl", "kl", "kl", near) < most
        assert (
            error("mvn-kl", "kl_from_mu_Sigma", "kl", rounded(kind, mu=shift * apart, Sigma=S))
            < most
        )


@pytest.mark.parametrize("kind", [np.float64, np.float32])
@pytest.mark.parametrize("bar", [1e-12, 1e-6, 0.3, 1 - 1e-3, 1 - 1e-6, 1 - 1e-12])
def test_variance_of_a_diffusion_posterior_is_right_to_four_ulps(kind: type, bar: float) -> None:
    for beta in (1e-5, 1e-4, 0.02, 0.5, 0.999):
        x, y = RNG.normal(size=(2, N))
        inputs = rounded(kind, x_t=x, x_0=y, beta_t=beta, alpha_bar_t_minus_1=bar)
        if inputs["alpha_bar_t_minus_1"] < 1:
            found = error("ddpm-posterior", "moments", "variance", inputs)
            assert found < 4 * np.finfo(kind).eps


@pytest.mark.parametrize("power", [-150, -75, 0, 75, 150])
def test_no_variance_from_1e_minus_300_to_1e300_overflows(power: int) -> None:
    for ratio in (1e-300, 1e-3, 1.0, 1e3, 1e300):
        s, t = (10.0**power, min(1e150, max(1e-150, ratio * 10.0**power)))
        two = rounded(np.float64, mu_1=s, sigma_1=s, mu_2=-2 * t, sigma_2=t)
        one = rounded(np.float64, x=3 * s, mu=s, sigma=s)
        assert error("normal-density", "log_density", "log_density", one) < 1e-13
        if 1e-3 <= ratio <= 1e3:  # else the divergence itself overflows
            assert error("normal-kl", "kl", "kl", two) < 1e-14
        for output in ("mean", "variance", "log_normaliser"):
            assert error("normal-product", "product", output, two) < 1e-13


@pytest.mark.parametrize("gap", [1e-1, 1e-6, 1e-12])
def test_conditional_variance_of_strongly_correlated_variables(gap: float) -> None:
    inputs = rounded(np.float64, x_2=1, mu_1=0, mu_2=2, sigma_1=3, sigma_2=0.7, rho=1 - gap)
    assert error("bivariate-conditional", "moments", "variance", inputs) < 1e-15


@pytest.mark.parametrize(("kind", "noise"), [(np.float64, 1e-12), (np.float32, 1e-6)])
def test_a_precise_observation_does_not_drown_what_it_does_not_see(
    kind: type, noise: float
) -> None:
    for _ in range(5):
        H, m, c = RNG.normal(size=(2, N)), RNG.normal(size=N), RNG.normal(size=2)
        inputs = rounded(kind, y=H @ m + c, m=m, c=c, P=definite(N), R=noise * definite(2), H=H)
        found = error("linear-gaussian", "moments_of_x_given_y", "covariance", inputs)
        assert found < 1000 * np.finfo(kind).eps
        whole = functions("linear-gaussian")["moments_of_x_given_y"](*(inputs[n] for n in "ymcPRH"))
        assert np.array_equal(whole.covariance, whole.covariance.T)


def test_covariances_of_laws_are_symmetric() -> None:
    S, T = definite(N, 1e-6), definite(N, 1e-6)
    mu, nu = RNG.normal(size=(2, N))
    covariance = functions("mvn-product")["product"](mu, S, nu, T).covariance
    assert np.array_equal(covariance, covariance.T)


@pytest.mark.parametrize("smallest", [1e-3, 1e-12])
def test_a_conditional_covariance_is_symmetric_and_positive_definite(smallest: float) -> None:
    moments = functions("mvn-conditional")["moments"]
    for _ in range(20):
        whole, x = definite(N + 3, smallest), RNG.normal(size=3)
        blocks = whole[:N, :N], whole[N:, N:], whole[:N, N:]
        covariance = moments(x, np.zeros(N), np.zeros(3), *blocks).covariance
        assert np.array_equal(covariance, covariance.T)
        assert np.all(np.linalg.eigvalsh(covariance) > 0)

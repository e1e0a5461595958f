"""The multivariate normal on the shelf, against numbers."""

from __future__ import annotations

import numpy as np
import pytest
from derivations.numbers import definite, derived, value

from symgauss.kernel.verdict import Answer

rng = np.random.default_rng(2)
SIGMA = definite(rng, 5)
BLOCKS = {
    "n_1": 2,
    "n_2": 3,
    "Sigma_11": SIGMA[:2, :2],
    "Sigma_12": SIGMA[:2, 2:],
    "Sigma_22": SIGMA[2:, 2:],
    **{name: rng.normal(size=(2, 1)) for name in ("x_1", "mu_1")},
    **{name: rng.normal(size=(3, 1)) for name in ("x_2", "mu_2")},
}


@pytest.mark.parametrize(
    "slug", ["mvn-density", "mvn-affine", "mvn-marginal", "mvn-conditional", "mvn-kl"]
)
def test_every_step_is_accepted(slug: str) -> None:
    for step in derived(slug).steps:
        assert step.verdict.answer in {Answer.HOLDS, Answer.DEFINITION}


def test_the_conditional_in_both_forms() -> None:
    precision = np.linalg.inv(SIGMA)
    spread = np.linalg.inv(precision[:2, :2])
    gap = BLOCKS["x_2"] - BLOCKS["mu_2"]
    mean = BLOCKS["mu_1"] - spread @ precision[:2, 2:] @ gap
    letters = {"Lambda_11": precision[:2, :2], "Lambda_12": precision[:2, 2:]}
    results = derived("mvn-conditional").results
    assert len(results) == 2
    for result in results:
        _, found_mean, found_spread = result.rhs.args
        np.testing.assert_allclose(value(found_mean, BLOCKS | letters), mean)
        np.testing.assert_allclose(value(found_spread, BLOCKS | letters), spread)


def test_the_marginal_in_both_forms() -> None:
    covariance_form, precision_form = derived("mvn-marginal").results
    _, mean, spread = covariance_form.rhs.args
    assert (str(mean), str(spread)) == ("mu_1", "Sigma_11")
    precision = np.linalg.inv(SIGMA)
    letters = {
        "Lambda_11": precision[:2, :2],
        "Lambda_12": precision[:2, 2:],
        "Lambda_22": precision[2:, 2:],
    }
    found = value(precision_form.rhs.args[2], BLOCKS | letters)
    np.testing.assert_allclose(found, SIGMA[:2, :2])


def test_the_affine_map() -> None:
    known = {
        "A": rng.normal(size=(3, 2)),
        "b": rng.normal(size=(3, 1)),
        "mu": rng.normal(size=(2, 1)),
        "Sigma": definite(rng, 2),
    }
    _, mean, spread = derived("mvn-affine").results[0].rhs.args
    draws = known["mu"] + np.linalg.cholesky(known["Sigma"]) @ rng.normal(size=(2, 400_000))
    mapped = known["A"] @ draws + known["b"]
    np.testing.assert_allclose(value(mean, known).ravel(), mapped.mean(axis=1), atol=0.03)
    np.testing.assert_allclose(value(spread, known), np.cov(mapped), rtol=0.05, atol=0.05)


def divergence(m_1: np.ndarray, S_1: np.ndarray, m_2: np.ndarray, S_2: np.ndarray) -> float:
    """``E_q[log q - log p]`` by Gauss-Hermite nodes in two dimensions: exact for quadratics."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(5)
    z = np.stack([a.ravel() for a in np.meshgrid(nodes, nodes)])
    w = np.outer(weights, weights).ravel() / (2 * np.pi)
    x = m_1 + np.linalg.cholesky(S_1) @ z

    def log_density(m: np.ndarray, S: np.ndarray) -> np.ndarray:
        gap = x - m
        form = np.sum(gap * np.linalg.solve(S, gap), axis=0)
        return -0.5 * (np.linalg.slogdet(2 * np.pi * S)[1] + form)

    return float(w @ (log_density(m_1, S_1) - log_density(m_2, S_2)))


def test_the_divergence_and_its_cases() -> None:
    m_1, m_2 = rng.normal(size=(2, 1)), rng.normal(size=(2, 1))
    S_1, S_2 = definite(rng, 2), definite(rng, 2)
    one, zero = np.eye(2), np.zeros((2, 1))
    known = {"n": 2, "mu_1": m_1, "mu_2": m_2, "Sigma_1": S_1, "Sigma_2": S_2, "Sigma": S_1}
    known |= {"sigma": 0.7, "sigma_1": 0.7, "sigma_2": 1.3, "mu": m_1}
    expected = [
        divergence(m_1, S_1, m_2, S_2),
        divergence(m_1, S_1, m_2, S_1),
        divergence(m_1, 0.49 * one, m_2, 0.49 * one),
        divergence(m_1, 0.49 * one, m_2, 1.69 * one),
        divergence(m_1, S_1, zero, one),
    ]
    results = derived("mvn-kl").results
    assert len(results) == 6
    found = [value(result.rhs, known) for result in results[:5]]
    assert found == pytest.approx(expected)


def test_the_density_at_a_point() -> None:
    results = derived("mvn-density").results
    point, mean, cov = rng.normal(size=(2, 1)), rng.normal(size=(2, 1)), definite(rng, 2)
    front, exponential = results[0].rhs.args[:-1], results[0].rhs.args[-1]
    known = {"n": 2, "x": point, "mu": mean, "Sigma": cov}
    found = np.exp(value(exponential.args[0], known))
    for factor in front:
        found *= value(factor, known)
    gap = point - mean
    exponent = -0.5 * (gap.T @ np.linalg.inv(cov) @ gap).item()
    assert found == pytest.approx(np.exp(exponent) / np.sqrt(np.linalg.det(2 * np.pi * cov)))

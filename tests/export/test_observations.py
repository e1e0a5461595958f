"""Posteriors where the noise is a multiple of the identity, a diagonal or a number."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from symgauss.export import Module, module_of, target
from symgauss.problems import derive_text

MODEL = r"""
% symgauss: x, m, h, v \in \mathbb{R}^{n}
% symgauss: y \in \mathbb{R}^{k}
% symgauss: H \in \mathbb{R}^{k \times n}
% symgauss: P \in \mathbb{S}_{++}^{n}
% symgauss: r > 0
"""
PRIOR = r"% symgauss: x \sim \mathcal{N}(m, P)" + "\n"
QUERY = r"% symgauss: \mathrm{derive}\ p(x \mid y)"
CENTRED = r"% symgauss: x \sim \mathcal{N}(0, P)" + "\n"
RNG = np.random.default_rng(4)
N, K = 40, 7


def module(law: str, prior: str = PRIOR, model: str = MODEL) -> Module:
    likelihood = rf"% symgauss: y \mid x \sim \mathcal{{N}}({law})" + "\n"
    return module_of(derive_text(model + prior + likelihood + QUERY))


def moments(made: Module) -> Callable[..., tuple[np.ndarray, np.ndarray]]:
    return target("numpy").functions(made)["moments"]


def names(made: Module) -> list[str]:
    return [a.name for a in made.functions[0].program.arguments]


def smooth(n: int) -> np.ndarray:
    """The squared exponential kernel: singular in rounded arithmetic."""
    t = np.linspace(0, 1, n)
    return np.exp(-0.5 * ((t[:, None] - t) / 0.5) ** 2)


def textbook(
    P: np.ndarray, H: np.ndarray, R: np.ndarray, m: np.ndarray, y: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    gain = np.linalg.solve(H @ P @ H.T + R, H @ P).T
    return m + gain @ (y - H @ m), P - gain @ H @ P


@pytest.mark.parametrize("law", ["x, r^2 I", r"x, \mathrm{diag}(v)"])
@pytest.mark.parametrize("prior", [PRIOR, CENTRED])
def test_a_kernel_without_a_factor_is_no_obstacle(law: str, prior: str) -> None:
    made = module(law, prior, MODEL.replace("k}", "n}", 1))
    P = smooth(N)
    with pytest.raises(np.linalg.LinAlgError):
        np.linalg.cholesky(P)
    m = RNG.normal(size=N) if prior == PRIOR else np.zeros(N)
    v, y = 10 ** RNG.uniform(-3, 0, N), RNG.normal(size=N)
    given = {"P": P, "m": m, "y": y, "v": v, "r": np.asarray(0.1)}
    R = np.diag(v) if "diag" in law else 0.01 * np.eye(N)
    found = moments(made)(*(given[name] for name in names(made)))
    for value, wanted in zip(found, textbook(P, np.eye(N), R, m, y), strict=True):
        np.testing.assert_allclose(value, wanted, atol=1e-9 * abs(wanted).max())


@pytest.mark.parametrize("law", ["H x, r^2 I", r"H x, r I"])
def test_many_observations_with_equal_noise(law: str) -> None:
    made = module(law)
    L = np.tril(RNG.normal(size=(K, K)))
    P, H = L @ L.T + np.eye(K), RNG.normal(size=(N, K))
    m, y, r = RNG.normal(size=K), RNG.normal(size=N), 0.3
    given = {"P": P, "H": H, "m": m, "y": y, "r": np.asarray(r)}
    R = (r * r if "^2" in law else r) * np.eye(N)
    found = moments(made)(*(given[name] for name in names(made)))
    for value, wanted in zip(found, textbook(P, H, R, m, y), strict=True):
        np.testing.assert_allclose(value, wanted, rtol=1e-9, atol=1e-12)


def test_one_precise_number_in_single_precision() -> None:
    made = module(r"h^\top x, r", model=MODEL.replace(r"\mathbb{R}^{k}", r"\mathbb{R}", 1))
    L = np.tril(RNG.normal(size=(K, K)))
    P = (L @ L.T + np.eye(K)).astype(np.float32)
    h, m = RNG.normal(size=(2, K)).astype(np.float32)
    y, r = np.float32(0.7), np.float32(1e-6)
    given = {"P": P, "h": h, "m": m, "y": y, "r": r}
    mean, covariance = moments(made)(*(given[name] for name in names(made)))
    given = {name: np.asarray(value, np.float64) for name, value in given.items()}
    R = given["r"].reshape(1, 1)
    wanted = textbook(given["P"], given["h"][None], R, given["m"], given["y"].reshape(1))
    np.testing.assert_allclose(mean, wanted[0], rtol=2e-5)
    assert abs(covariance - wanted[1]).max() < 1e-5 * abs(wanted[1]).max()
    assert np.linalg.eigvalsh(covariance.astype(np.float64)).min() > -1e-6

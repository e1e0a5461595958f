"""Inputs on which formulas lose digits, overflow or vanish; float64, to be rounded to a type."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

Inputs = dict[str, np.ndarray]
Rng = np.random.Generator

SIZE, SEEN = 6, 3  #: of vectors; of the part that is conditioned on


@dataclass(frozen=True, slots=True)
class Case:
    """One function on one kind of inputs; ``draw`` makes one set of them for a type."""

    slug: str
    function: str
    kind: str
    draw: Callable[[Rng, np.dtype], Inputs]
    count: int = 60


def cases() -> Iterator[Case]:
    """All of them."""
    yield Case("normal-density", "log_density", "1e5 sigma away", _far_point)
    yield Case("normal-density", "log_density", "variances 1e-300 to 1e300", _wide_point)
    for digits in (1, 3, 6, 9, 12):
        yield Case("normal-kl", "kl", f"1e-{digits} apart", _near_pair(10.0**-digits))
    yield Case("normal-kl", "kl", "means 1e5 sigma apart", _far_pair)
    yield Case("normal-kl", "kl", "variances 1e-300 to 1e300", _wide_pair)
    yield Case("normal-kl", "cross_entropy", "variances 1e-300 to 1e300", _wide_pair)
    yield Case("normal-product", "product", "variances 1e-300 to 1e300", _wide_pair)
    yield Case("normal-product", "product", "means 1e5 sigma apart", _far_pair)
    yield Case("normal-sum", "moments", "variances 1e-300 to 1e300", _wide_pair)
    yield Case("bivariate-conditional", "moments", "rho within 1e-12 of 1", _correlated)
    for place, draw in (("0", _schedule(0.0)), ("1", _schedule(1.0)), ("any", _schedule(None))):
        text = f"alphabar within 1e-12 of {place}" if place != "any" else "alphabar anywhere"
        yield Case("ddpm-posterior", "moments", text, draw)
        yield Case("ddpm-forward", "moments", text, _forward(draw))
    for digits in (1, 3, 6, 9, 12):
        name = f"1e-{digits} apart"
        yield Case("mvn-kl", "kl", name, _near_laws(10.0**-digits), 20)
        yield Case("mvn-kl", "kl_from_sigma_1_sigma_2", name, _near_isotropic(10.0**-digits), 20)
        yield Case("mvn-kl", "kl_from_mu_Sigma", name, _near_standard(10.0**-digits), 20)
    for power in (3, 6, 9, 12):
        name = f"condition 1e{power}"
        yield Case("mvn-density", "log_density", name, _point(power), 20)
        yield Case("mvn-kl", "kl", name, _pair(power), 20)
        yield Case("mvn-conditional", "moments", name, _joint(power), 20)
        yield Case("mvn-conditional", "log_density", name, _joint(power, point=True), 20)
        yield Case("mvn-product", "product", name, _pair(power), 20)
        yield Case("linear-gaussian", "moments_of_x_given_y", name, _observed(power), 20)
        yield Case("kalman-filter", "kalman_filter", name, _filter(power), 20)
        yield Case("woodbury", "inverse", name, _updated(power), 20)
    yield Case("mvn-density", "log_density", "1e5 sigma away", _far_vector, 20)
    yield Case("mvn-density", "log_density", "variances 1e-300 to 1e300", _wide_vector, 20)
    yield Case("mvn-kl", "kl", "means 1e5 sigma apart", _far_laws, 20)
    yield Case("mvn-kl", "kl", "variances 1e-300 to 1e300", _wide_laws, 20)
    yield Case("linear-gaussian", "moments_of_x_given_y", "noise 1e-12", _precise, 20)
    yield Case("kalman-filter", "kalman_filter", "noise 1e-12", _precise_filter, 20)


# --- scalars -------------------------------------------------------------------------------------


def _decade(rng: Rng, dtype: np.dtype, reach: float) -> float:
    """A number between 1e-reach and 1e+reach; a tenth of the exponents in float32."""
    reach = reach if dtype == np.float64 else reach / 10
    return float(10.0 ** rng.uniform(-reach, reach))


def _far_point(rng: Rng, _: np.dtype) -> Inputs:
    sigma = 10.0 ** rng.uniform(-2, 2)
    mu = rng.normal()
    return _arrays(x=mu + rng.choice((-1, 1)) * rng.uniform(1e4, 1e5) * sigma, mu=mu, sigma=sigma)


def _wide_point(rng: Rng, dtype: np.dtype) -> Inputs:
    sigma = _decade(rng, dtype, 150)
    return _arrays(x=rng.normal() * sigma, mu=rng.normal() * sigma, sigma=sigma)


def _near_pair(apart: float) -> Callable[[Rng, np.dtype], Inputs]:
    def draw(rng: Rng, _: np.dtype) -> Inputs:
        mu, sigma = rng.normal(), 10.0 ** rng.uniform(-1, 1)
        shift, scale = rng.normal(size=2) * apart
        return _arrays(mu_1=mu + shift * sigma, sigma_1=sigma * (1 + scale), mu_2=mu, sigma_2=sigma)

    return draw


def _far_pair(rng: Rng, _: np.dtype) -> Inputs:
    s, t = 10.0 ** rng.uniform(-2, 2, size=2)
    mu = rng.normal()
    return _arrays(mu_1=mu + rng.uniform(1e4, 1e5) * t, sigma_1=s, mu_2=mu, sigma_2=t)


def _wide_pair(rng: Rng, dtype: np.dtype) -> Inputs:
    s, t = _decade(rng, dtype, 150), _decade(rng, dtype, 150)
    if rng.random() < 0.5:
        t = s * 10.0 ** rng.uniform(-3, 3)
    mu, nu = rng.normal(size=2) * t
    return _arrays(mu_1=mu, sigma_1=s, mu_2=nu, sigma_2=t)


def _correlated(rng: Rng, dtype: np.dtype) -> Inputs:
    s, t = 10.0 ** rng.uniform(-3, 3, size=2)
    gap = 10.0 ** rng.uniform(-12, -1) if dtype == np.float64 else 10.0 ** rng.uniform(-6, -1)
    rho = rng.choice((-1, 1)) * (1 - gap)
    mu, nu, x = rng.normal(size=3)
    return _arrays(x_2=nu + x * t, mu_1=mu, mu_2=nu, sigma_1=s, sigma_2=t, rho=rho)


def _schedule(near: float | None) -> Callable[[Rng, np.dtype], Inputs]:
    def draw(rng: Rng, dtype: np.dtype) -> Inputs:
        least = -12 if dtype == np.float64 or near == 0.0 else -6
        gap = 10.0 ** rng.uniform(least, -1)
        bar = rng.uniform(0.01, 0.99) if near is None else abs(near - gap)
        beta = 10.0 ** rng.uniform(-5, -0.1)
        x, y = rng.normal(size=(2, SIZE))
        return {"x_t": x, "x_0": y} | _arrays(beta_t=beta, alpha_bar_t_minus_1=bar)

    return draw


def _forward(draw: Callable[[Rng, np.dtype], Inputs]) -> Callable[[Rng, np.dtype], Inputs]:
    def forward(rng: Rng, dtype: np.dtype) -> Inputs:
        found = draw(rng, dtype)
        return {"x_0": found["x_0"], "alpha_bar_t": found["alpha_bar_t_minus_1"]}

    return forward


def _arrays(**values: float) -> Inputs:
    return {name: np.asarray(value, dtype=np.float64) for name, value in values.items()}


# --- matrices ------------------------------------------------------------------------------------


def definite(rng: Rng, power: float, n: int = SIZE, *, dtype: np.dtype | None = None) -> np.ndarray:
    """A symmetric matrix with eigenvalues from 1 to 1e-power (a third of the digits in float32)."""
    power = power if dtype != np.float32 else power / 3
    q, _ = np.linalg.qr(rng.normal(size=(n, n)))
    made = (q * np.logspace(0, -power, n)) @ q.T
    return np.tril(made) + np.tril(made, -1).T


def _near_laws(apart: float) -> Callable[[Rng, np.dtype], Inputs]:
    def draw(rng: Rng, _: np.dtype) -> Inputs:
        T, E = definite(rng, 1), rng.normal(size=(SIZE, SIZE))
        mu, shift = rng.normal(size=(2, SIZE))
        S = T + apart * 0.05 * (E + E.T)
        return {"mu_1": mu + apart * shift, "Sigma_1": S, "mu_2": mu, "Sigma_2": T}

    return draw


def _near_isotropic(apart: float) -> Callable[[Rng, np.dtype], Inputs]:
    def draw(rng: Rng, _: np.dtype) -> Inputs:
        mu, shift = rng.normal(size=(2, SIZE))
        s, scale = 10.0 ** rng.uniform(-1, 1), rng.normal()
        values = _arrays(sigma_1=s * (1 + apart * scale), sigma_2=s)
        return values | {"mu_1": mu + apart * s * shift, "mu_2": mu}

    return draw


def _near_standard(apart: float) -> Callable[[Rng, np.dtype], Inputs]:
    def draw(rng: Rng, _: np.dtype) -> Inputs:
        E = rng.normal(size=(SIZE, SIZE))
        return {
            "mu": apart * rng.normal(size=SIZE),
            "Sigma": np.eye(SIZE) + apart * 0.1 * (E + E.T),
        }

    return draw


def _pair(power: float) -> Callable[[Rng, np.dtype], Inputs]:
    def draw(rng: Rng, dtype: np.dtype) -> Inputs:
        mu, nu = rng.normal(size=(2, SIZE))
        S, T = (definite(rng, power, dtype=dtype) for _ in range(2))
        return {"mu_1": mu, "Sigma_1": S, "mu_2": nu, "Sigma_2": T}

    return draw


def _point(power: float) -> Callable[[Rng, np.dtype], Inputs]:
    def draw(rng: Rng, dtype: np.dtype) -> Inputs:
        x, mu = rng.normal(size=(2, SIZE))
        return {"x": x, "mu": mu, "Sigma": definite(rng, power, dtype=dtype)}

    return draw


def _far_vector(rng: Rng, _: np.dtype) -> Inputs:
    x, mu = rng.normal(size=(2, SIZE))
    return {"x": mu + 1e5 * x, "mu": mu, "Sigma": definite(rng, 1)}


def _far_laws(rng: Rng, _: np.dtype) -> Inputs:
    mu, shift = rng.normal(size=(2, SIZE))
    S, T = (definite(rng, 1) for _ in range(2))
    return {"mu_1": mu + 1e5 * shift, "Sigma_1": S, "mu_2": mu, "Sigma_2": T}


def _scales(rng: Rng, dtype: np.dtype) -> np.ndarray:
    """Standard deviations of very different orders."""
    reach = 150 if dtype == np.float64 else 15
    return 10.0 ** rng.uniform(-reach, reach, size=SIZE)


def _scaled(rng: Rng, scales: np.ndarray) -> np.ndarray:
    """A covariance with a correlation matrix that is well conditioned, in units of its own."""
    R = definite(rng, 1)
    d = np.sqrt(np.diag(R))
    made = (R / d[:, None] / d[None, :]) * scales[:, None] * scales[None, :]
    return np.tril(made) + np.tril(made, -1).T


def _wide_vector(rng: Rng, dtype: np.dtype) -> Inputs:
    scales = _scales(rng, dtype)
    x, mu = rng.normal(size=(2, SIZE)) * scales
    return {"x": x, "mu": mu, "Sigma": _scaled(rng, scales)}


def _wide_laws(rng: Rng, dtype: np.dtype) -> Inputs:
    scales = _scales(rng, dtype)
    mu, nu = rng.normal(size=(2, SIZE)) * scales
    S, T = (_scaled(rng, scales) for _ in range(2))
    return {"mu_1": mu, "Sigma_1": S, "mu_2": nu, "Sigma_2": T}


def _joint(power: float, *, point: bool = False) -> Callable[[Rng, np.dtype], Inputs]:
    def draw(rng: Rng, dtype: np.dtype) -> Inputs:
        whole = definite(rng, power, SIZE + SEEN, dtype=dtype)
        mu, nu = rng.normal(size=SIZE), rng.normal(size=SEEN)
        x = rng.normal(size=SEEN)
        found = {"x_2": nu + np.linalg.cholesky(whole[SIZE:, SIZE:]) @ x, "mu_1": mu, "mu_2": nu}
        found |= {"Sigma_11": whole[:SIZE, :SIZE], "Sigma_22": whole[SIZE:, SIZE:]}
        found |= {"Sigma_12": whole[:SIZE, SIZE:]}
        return found | ({"x_1": mu + rng.normal(size=SIZE)} if point else {})

    return draw


def _observed(power: float) -> Callable[[Rng, np.dtype], Inputs]:
    def draw(rng: Rng, dtype: np.dtype) -> Inputs:
        found = _precise(rng, dtype)
        return found | {"P": definite(rng, power, dtype=dtype), "R": definite(rng, 1, SEEN)}

    return draw


def _precise(rng: Rng, dtype: np.dtype) -> Inputs:
    """An observation that leaves almost nothing of the prior."""
    noise = 1e-12 if dtype == np.float64 else 1e-6
    H, m, c = rng.normal(size=(SEEN, SIZE)), rng.normal(size=SIZE), rng.normal(size=SEEN)
    y = H @ m + c + rng.normal(size=SEEN)
    P, R = definite(rng, 2), noise * definite(rng, 1, SEEN)
    return {"y": y, "m": m, "c": c, "P": P, "R": R, "H": H}


def _as_filter(rng: Rng, found: Inputs) -> Inputs:
    names = {"y": "y_t", "m": "m_t_minus_1", "P": "P_t_minus_1", "R": "R", "H": "H"}
    given = {names[name]: value for name, value in found.items() if name in names}
    A = np.eye(SIZE) + 0.1 * rng.normal(size=(SIZE, SIZE))
    return given | {"A": A, "Q": 1e-3 * found["P"]}


def _filter(power: float) -> Callable[[Rng, np.dtype], Inputs]:
    return lambda rng, dtype: _as_filter(rng, _observed(power)(rng, dtype))


def _precise_filter(rng: Rng, dtype: np.dtype) -> Inputs:
    return _as_filter(rng, _precise(rng, dtype))


def _updated(power: float) -> Callable[[Rng, np.dtype], Inputs]:
    def draw(rng: Rng, dtype: np.dtype) -> Inputs:
        A = definite(rng, power, dtype=dtype)
        U, C = rng.normal(size=(SIZE, SEEN)), definite(rng, 1, SEEN)
        return {"A": A, "U": U, "C": C, "V": rng.normal(size=(SEEN, SIZE))}

    return draw

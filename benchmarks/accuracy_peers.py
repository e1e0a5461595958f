"""What a person would write or call instead, on the same inputs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import sympy as sp
import torch
from scipy.stats import multivariate_normal, norm
from torch.distributions import MultivariateNormal, Normal, kl_divergence

Inputs = dict[str, np.ndarray]
Outputs = dict[str, Any]
Peer = Callable[[Inputs], Outputs]

PEERS: dict[tuple[str, str], dict[str, Peer]] = {}

LOG_TWO_PI = float(np.log(2 * np.pi))


def peer(slug: str, function: str, name: str) -> Callable[[Peer], Peer]:
    """Enter a peer of one function."""

    def enter(made: Peer) -> Peer:
        PEERS.setdefault((slug, function), {})[name] = made
        return made

    return enter


# --- lambdify: the textbook's formula, and the simplified one ------------------------------------

_TEXTBOOK: dict[tuple[str, str], tuple[str, dict[str, str]]] = {
    ("normal-density", "log_density"): (
        "x mu sigma",
        {"log_density": "-log(2*pi*sigma**2)/2 - (x - mu)**2/(2*sigma**2)"},
    ),
    ("normal-kl", "kl"): (
        "mu_1 sigma_1 mu_2 sigma_2",
        {"kl": "log(sigma_2/sigma_1) + (sigma_1**2 + (mu_1 - mu_2)**2)/(2*sigma_2**2) - 1/2"},
    ),
    ("normal-kl", "cross_entropy"): (
        "mu_1 sigma_1 mu_2 sigma_2",
        {
            "cross_entropy": "log(2*pi*sigma_2**2)/2"
            " + (sigma_1**2 + (mu_1 - mu_2)**2)/(2*sigma_2**2)"
        },
    ),
    ("normal-product", "product"): (
        "mu_1 sigma_1 mu_2 sigma_2",
        {
            "mean": "(sigma_2**2*mu_1 + sigma_1**2*mu_2)/(sigma_1**2 + sigma_2**2)",
            "variance": "sigma_1**2*sigma_2**2/(sigma_1**2 + sigma_2**2)",
            "log_normaliser": "-log(2*pi*(sigma_1**2 + sigma_2**2))/2"
            " - (mu_1 - mu_2)**2/(2*(sigma_1**2 + sigma_2**2))",
        },
    ),
    ("normal-sum", "moments"): (
        "mu_1 sigma_1 mu_2 sigma_2",
        {"mean": "mu_1 + mu_2", "variance": "sigma_1**2 + sigma_2**2"},
    ),
    ("bivariate-conditional", "moments"): (
        "x_2 mu_1 mu_2 sigma_1 sigma_2 rho",
        {
            "mean": "mu_1 + sigma_1*rho/sigma_2*(x_2 - mu_2)",
            "variance": "sigma_1**2*(1 - rho**2)",
        },
    ),
    ("ddpm-posterior", "moments"): (
        "x_t x_0 beta_t alpha_bar_t_minus_1",
        {
            "mean": "sqrt(1 - beta_t)*(1 - alpha_bar_t_minus_1)"
            "/(1 - (1 - beta_t)*alpha_bar_t_minus_1)*x_t"
            " + sqrt(alpha_bar_t_minus_1)*beta_t/(1 - (1 - beta_t)*alpha_bar_t_minus_1)*x_0",
            "variance": "(1 - alpha_bar_t_minus_1)/(1 - (1 - beta_t)*alpha_bar_t_minus_1)*beta_t",
        },
    ),
    ("ddpm-forward", "moments"): (
        "x_0 alpha_bar_t",
        {"mean": "sqrt(alpha_bar_t)*x_0", "variance": "1 - alpha_bar_t"},
    ),
}


@cache
def _lambdified(slug: str, function: str, *, simplified: bool) -> tuple[list[str], Any]:
    words, texts = _TEXTBOOK[slug, function]
    names = words.split()
    positive = {n for n in names if n.startswith(("sigma", "alpha", "beta"))}
    symbols = {n: sp.Symbol(n, positive=n in positive or None, real=True) for n in names}
    formulas = [sp.sympify(text, locals=symbols) for text in texts.values()]
    if simplified:
        formulas = [sp.simplify(formula) for formula in formulas]
    return names, sp.lambdify([symbols[n] for n in names], formulas, "numpy")


def _by_sympy(slug: str, function: str, *, simplified: bool) -> Peer:
    def call(inputs: Inputs) -> Outputs:
        names, made = _lambdified(slug, function, simplified=simplified)
        found = made(*(inputs[name] for name in names))
        return dict(zip(_TEXTBOOK[slug, function][1], found, strict=True))

    return call


for _key in _TEXTBOOK:
    peer(*_key, "plain lambdify")(_by_sympy(*_key, simplified=False))
    peer(*_key, "lambdify of simplify")(_by_sympy(*_key, simplified=True))


# --- scipy.stats ---------------------------------------------------------------------------------


@peer("normal-density", "log_density", "scipy.stats")
def _(i: Inputs) -> Outputs:
    return {"log_density": norm.logpdf(i["x"], i["mu"], i["sigma"])}


@peer("mvn-density", "log_density", "scipy.stats")
def _(i: Inputs) -> Outputs:
    return {"log_density": multivariate_normal.logpdf(i["x"], i["mu"], i["Sigma"])}


# --- torch.distributions -------------------------------------------------------------------------


def _normal(mean: np.ndarray, scale: np.ndarray) -> Normal:
    return Normal(torch.as_tensor(mean), torch.as_tensor(scale))


def _multivariate(mean: np.ndarray, covariance: np.ndarray) -> MultivariateNormal:
    given = torch.as_tensor(mean), torch.as_tensor(covariance)
    return MultivariateNormal(*given, validate_args=False)


@peer("normal-density", "log_density", "torch.distributions")
def _(i: Inputs) -> Outputs:
    return {"log_density": _normal(i["mu"], i["sigma"]).log_prob(torch.as_tensor(i["x"]))}


@peer("normal-kl", "kl", "torch.distributions")
def _(i: Inputs) -> Outputs:
    p, q = _normal(i["mu_1"], i["sigma_1"]), _normal(i["mu_2"], i["sigma_2"])
    return {"kl": kl_divergence(p, q)}


@peer("mvn-density", "log_density", "torch.distributions")
def _(i: Inputs) -> Outputs:
    return {"log_density": _multivariate(i["mu"], i["Sigma"]).log_prob(torch.as_tensor(i["x"]))}


@peer("mvn-kl", "kl", "torch.distributions")
def _(i: Inputs) -> Outputs:
    p, q = _multivariate(i["mu_1"], i["Sigma_1"]), _multivariate(i["mu_2"], i["Sigma_2"])
    return {"kl": kl_divergence(p, q)}


# --- NumPy, as the textbook writes it ------------------------------------------------------------


def _quadratic(matrix: np.ndarray, vector: np.ndarray) -> np.floating:
    return vector @ np.linalg.inv(matrix) @ vector


@peer("mvn-density", "log_density", "numpy inv")
def _(i: Inputs) -> Outputs:
    n = len(i["mu"])
    logdet = np.linalg.slogdet(i["Sigma"])[1]
    return {
        "log_density": -0.5 * (_quadratic(i["Sigma"], i["x"] - i["mu"]) + logdet + n * LOG_TWO_PI)
    }


@peer("mvn-kl", "kl", "numpy inv")
def _(i: Inputs) -> Outputs:
    S, T, n = i["Sigma_1"], i["Sigma_2"], len(i["mu_1"])
    logs = np.linalg.slogdet(T)[1] - np.linalg.slogdet(S)[1]
    spread = np.trace(np.linalg.inv(T) @ S)
    return {"kl": 0.5 * (logs + spread + _quadratic(T, i["mu_1"] - i["mu_2"]) - n)}


@peer("mvn-kl", "kl", "numpy cholesky")
def _(i: Inputs) -> Outputs:
    L, M = np.linalg.cholesky(i["Sigma_1"]), np.linalg.cholesky(i["Sigma_2"])
    W, z = np.linalg.solve(M, L), np.linalg.solve(M, i["mu_1"] - i["mu_2"])
    logs = np.log(np.diag(M)).sum() - np.log(np.diag(L)).sum()
    return {"kl": logs + 0.5 * ((W * W).sum() + z @ z - len(z))}


@peer("mvn-kl", "kl_from_sigma_1_sigma_2", "numpy textbook")
def _(i: Inputs) -> Outputs:
    v, w, n = i["sigma_1"] ** 2, i["sigma_2"] ** 2, len(i["mu_1"])
    difference = i["mu_1"] - i["mu_2"]
    return {"kl": 0.5 * (difference @ difference / w + n * (v / w + np.log(w / v) - 1))}


@peer("mvn-kl", "kl_from_mu_Sigma", "numpy inv")
def _(i: Inputs) -> Outputs:
    S, mu = i["Sigma"], i["mu"]
    return {"kl": 0.5 * (np.trace(S) + mu @ mu - np.linalg.slogdet(S)[1] - len(mu))}


@peer("mvn-conditional", "moments", "numpy inv")
def _(i: Inputs) -> Outputs:
    gain = i["Sigma_12"] @ np.linalg.inv(i["Sigma_22"])
    mean = i["mu_1"] + gain @ (i["x_2"] - i["mu_2"])
    return {"mean": mean, "covariance": i["Sigma_11"] - gain @ i["Sigma_12"].T}


@peer("mvn-conditional", "moments", "numpy solve")
def _(i: Inputs) -> Outputs:
    gain = np.linalg.solve(i["Sigma_22"], i["Sigma_12"].T).T
    mean = i["mu_1"] + gain @ (i["x_2"] - i["mu_2"])
    return {"mean": mean, "covariance": i["Sigma_11"] - gain @ i["Sigma_12"].T}


@peer("mvn-conditional", "log_density", "numpy inv")
def _(i: Inputs) -> Outputs:
    gain = i["Sigma_12"] @ np.linalg.inv(i["Sigma_22"])
    mean = i["mu_1"] + gain @ (i["x_2"] - i["mu_2"])
    S = i["Sigma_11"] - gain @ i["Sigma_12"].T
    logdet, n = np.linalg.slogdet(S)[1], len(mean)
    return {"log_density": -0.5 * (_quadratic(S, i["x_1"] - mean) + logdet + n * LOG_TWO_PI)}


@peer("mvn-product", "product", "numpy inv")
def _(i: Inputs) -> Outputs:
    P, Q = np.linalg.inv(i["Sigma_1"]), np.linalg.inv(i["Sigma_2"])
    S = np.linalg.inv(P + Q)
    both, n = i["Sigma_1"] + i["Sigma_2"], len(i["mu_1"])
    distance = _quadratic(both, i["mu_1"] - i["mu_2"])
    logs = -0.5 * (distance + np.linalg.slogdet(both)[1] + n * LOG_TWO_PI)
    return {
        "mean": S @ (P @ i["mu_1"] + Q @ i["mu_2"]),
        "covariance": S,
        "log_normaliser": logs,
    }


@peer("linear-gaussian", "moments_of_x_given_y", "numpy inv")
def _(i: Inputs) -> Outputs:
    P, R = np.linalg.inv(i["P"]), np.linalg.inv(i["R"])
    S = np.linalg.inv(P + i["H"].T @ R @ i["H"])
    return {"mean": S @ (P @ i["m"] + i["H"].T @ R @ (i["y"] - i["c"])), "covariance": S}


@peer("linear-gaussian", "moments_of_x_given_y", "numpy gain")
def _(i: Inputs) -> Outputs:
    H, P = i["H"], i["P"]
    K = np.linalg.solve(H @ P @ H.T + i["R"], H @ P).T
    return {"mean": i["m"] + K @ (i["y"] - H @ i["m"] - i["c"]), "covariance": P - K @ H @ P}


@peer("kalman-filter", "kalman_filter", "numpy inv")
def _(i: Inputs) -> Outputs:
    return _kalman(i, joseph=False)


@peer("kalman-filter", "kalman_filter", "numpy Joseph")
def _(i: Inputs) -> Outputs:
    return _kalman(i, joseph=True)


def _kalman(i: Inputs, *, joseph: bool) -> Outputs:
    A, H, R = i["A"], i["H"], i["R"]
    m, P = A @ i["m_t_minus_1"], A @ i["P_t_minus_1"] @ A.T + i["Q"]
    v, S = i["y_t"] - H @ m, H @ P @ H.T + R
    if joseph:
        K = np.linalg.solve(S, H @ P).T
        rest = np.eye(len(m), dtype=m.dtype) - K @ H
        after = rest @ P @ rest.T + K @ R @ K.T
    else:
        K = P @ H.T @ np.linalg.inv(S)
        after = P - K @ H @ P
    found = {"m_t_minus": m, "P_t_minus": P, "v_t": v, "S_t": S, "K_t": K}
    return found | {"m_t": m + K @ v, "P_t": after}


@peer("woodbury", "inverse", "numpy inv")
def _(i: Inputs) -> Outputs:
    return {"inverse": np.linalg.inv(i["A"] + i["U"] @ i["C"] @ i["V"])}


@peer("woodbury", "inverse", "numpy lemma")
def _(i: Inputs) -> Outputs:
    A, C = np.linalg.inv(i["A"]), np.linalg.inv(i["C"])
    U, V = i["U"], i["V"]
    return {"inverse": A - A @ U @ np.linalg.inv(C + V @ A @ U) @ V @ A}

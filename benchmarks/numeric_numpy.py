"""Peers of the numpy export: plain ``lambdify``, numpy with ``out=``, numpy with an inverse.

A peer is ``prepare(arrays) -> action``; it is listed by the name of its task.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import sympy as sp
from numeric_tasks import Arrays

Prepare = Callable[[Arrays], Callable[[], Any]]
#: Arguments, arrays for results and arrays for work, of one length each.
Into = Callable[[Sequence[np.ndarray], Sequence[np.ndarray], Sequence[np.ndarray]], None]

BLOCK = 2**14  #: entries, of which a few arrays fit into the second level of the cache
HALF_LOG_2PI = 0.5 * math.log(2 * math.pi)


def lambdified(names: str, *formulas: str) -> Prepare:
    """What ``sympy.lambdify`` makes of textbook formulas."""

    def prepare(arrays: Arrays) -> Callable[[], Any]:
        symbols = sp.symbols(names, real=True)
        table = {symbol.name: symbol for symbol in symbols}
        made = sp.lambdify(symbols, [FORMULAS[f](table) for f in formulas], "numpy")
        given = [v[..., 0] if v.ndim > 1 else v for v in arrays.values()]
        return lambda: made(*given)

    return prepare


def _log_density(s: dict[str, sp.Symbol]) -> sp.Expr:
    density = -((s["x"] - s["mu"]) ** 2) / (2 * s["sigma"] ** 2)
    return density - sp.log(s["sigma"]) - sp.log(2 * sp.pi) / 2


def _kl(s: dict[str, sp.Symbol]) -> sp.Expr:
    spread = s["sigma_1"] ** 2 + (s["mu_1"] - s["mu_2"]) ** 2
    log_ratio = sp.log(s["sigma_2"] / s["sigma_1"])
    return log_ratio + spread / (2 * s["sigma_2"] ** 2) - sp.Rational(1, 2)


def _mean(s: dict[str, sp.Symbol]) -> sp.Expr:
    beta, before = s["beta"], s["before"]
    bar = before * (1 - beta)
    first = sp.sqrt(before) * beta / (1 - bar) * s["x_0"]
    return first + sp.sqrt(1 - beta) * (1 - before) / (1 - bar) * s["x_t"]


def _variance(s: dict[str, sp.Symbol]) -> sp.Expr:
    beta, before = s["beta"], s["before"]
    return (1 - before) / (1 - before * (1 - beta)) * beta


FORMULAS = {"log_density": _log_density, "kl": _kl, "mean": _mean, "variance": _variance}


def _log_density_into(
    given: Sequence[np.ndarray], results: Sequence[np.ndarray], work: Sequence[np.ndarray]
) -> None:
    x, mu, sigma = given
    (out,), (log, *_) = results, work
    np.subtract(x, mu, out=out)
    np.divide(out, sigma, out=out)
    np.square(out, out=out)
    np.multiply(out, -0.5, out=out)
    np.log(sigma, out=log)
    np.subtract(out, log, out=out)
    np.subtract(out, HALF_LOG_2PI, out=out)


def _kl_into(
    given: Sequence[np.ndarray], results: Sequence[np.ndarray], work: Sequence[np.ndarray]
) -> None:
    mu_1, sigma_1, mu_2, sigma_2 = given
    (out,), (ratio, log) = results, work
    np.divide(sigma_1, sigma_2, out=ratio)
    np.subtract(mu_1, mu_2, out=out)
    np.divide(out, sigma_2, out=out)
    np.square(out, out=out)
    np.subtract(out, 1.0, out=out)
    np.multiply(out, 0.5, out=out)
    np.log(ratio, out=log)
    np.subtract(out, log, out=out)
    np.square(ratio, out=ratio)
    np.multiply(ratio, 0.5, out=ratio)
    np.add(out, ratio, out=out)


def _ddpm_into(
    given: Sequence[np.ndarray], results: Sequence[np.ndarray], work: Sequence[np.ndarray]
) -> None:
    x_t, x_0, beta, before = given
    (mean, variance), (rest, total) = results, work
    np.subtract(1.0, before, out=rest)
    np.multiply(before, beta, out=total)
    np.add(total, rest, out=total)
    np.divide(beta, total, out=variance)
    np.divide(rest, total, out=rest)
    np.sqrt(before, out=mean)
    np.multiply(mean, variance, out=mean)
    np.multiply(mean, x_0, out=mean)
    np.subtract(1.0, beta, out=total)
    np.sqrt(total, out=total)
    np.multiply(total, rest, out=total)
    np.multiply(total, x_t, out=total)
    np.add(mean, total, out=mean)
    np.multiply(rest, beta, out=variance)


def with_out(into: Into, count: int, *, block: int | None = None) -> Prepare:
    """With arrays that are reused: for ``count`` results of all items, and for work.

    In blocks the work stays in the cache, and so does what an operation leaves to the next one.
    """

    def prepare(arrays: Arrays) -> Callable[[], Any]:
        given = [v[..., 0] if v.ndim > 1 else v for v in arrays.values()]
        size = len(given[0])
        step = block or size
        results = [np.empty_like(given[0]) for _ in range(count)]
        work = [np.empty(step, given[0].dtype) for _ in range(2)]

        def action() -> list[np.ndarray]:
            for start in range(0, size, step):
                own = slice(start, min(start + step, size))
                rest = [w[: own.stop - start] for w in work]
                into([v[own] for v in given], [v[own] for v in results], rest)
            return results

        return action

    return prepare


def mvn_log_density_inverse(arrays: Arrays) -> Callable[[], Any]:
    """As the textbook writes it."""
    x, mu, Sigma = arrays.values()

    def action() -> np.ndarray:
        r = x - mu
        distance = np.einsum("...i,...ij,...j->...", r, np.linalg.inv(Sigma), r, optimize=True)
        return -0.5 * (distance + np.linalg.slogdet(Sigma)[1]) - x.shape[-1] * HALF_LOG_2PI

    return action


def mvn_kl_inverse(arrays: Arrays) -> Callable[[], Any]:
    """As the textbook writes it."""
    mu_1, Sigma_1, mu_2, Sigma_2 = arrays.values()

    def action() -> np.ndarray:
        r, inverse = mu_2 - mu_1, np.linalg.inv(Sigma_2)
        trace = np.einsum("...ij,...ji->...", inverse, Sigma_1)
        distance = np.einsum("...i,...i->...", r, (inverse @ r[..., None])[..., 0])
        logs = np.linalg.slogdet(Sigma_2)[1] - np.linalg.slogdet(Sigma_1)[1]
        return 0.5 * (trace + distance - r.shape[-1] + logs)

    return action


def mvn_conditional_inverse(arrays: Arrays) -> Callable[[], Any]:
    """As the textbook writes it."""
    x_2, mu_1, mu_2, Sigma_11, Sigma_22, Sigma_12 = arrays.values()

    def action() -> tuple[np.ndarray, np.ndarray]:
        gain = Sigma_12 @ np.linalg.inv(Sigma_22)
        mean = mu_1 + (gain @ (x_2 - mu_2)[..., None])[..., 0]
        return mean, Sigma_11 - gain @ np.swapaxes(Sigma_12, -1, -2)

    return action


def kalman_inverse(arrays: Arrays) -> Callable[[], Any]:
    """As the textbook writes it."""
    y, m, P, A, Q, H, R = arrays.values()

    def action() -> tuple[np.ndarray, ...]:
        m_minus = (A @ m[..., None])[..., 0]
        P_minus = A @ P @ A.T + Q
        v = y - (H @ m_minus[..., None])[..., 0]
        S = H @ P_minus @ H.T + R
        K = P_minus @ H.T @ np.linalg.inv(S)
        return (
            m_minus,
            P_minus,
            v,
            S,
            K,
            m_minus + (K @ v[..., None])[..., 0],
            P_minus - K @ S @ np.swapaxes(K, -1, -2),
        )

    return action


PEERS: dict[str, dict[str, Prepare]] = {
    "lambdify": {
        "log density": lambdified("x mu sigma", "log_density"),
        "kl": lambdified("mu_1 sigma_1 mu_2 sigma_2", "kl"),
        "ddpm posterior": lambdified("x_t x_0 beta before", "mean", "variance"),
    },
    "numpy with out=": {
        "log density": with_out(_log_density_into, 1),
        "kl": with_out(_kl_into, 1),
        "ddpm posterior": with_out(_ddpm_into, 2),
    },
    "numpy with out=, blocks": {
        "log density": with_out(_log_density_into, 1, block=BLOCK),
        "kl": with_out(_kl_into, 1, block=BLOCK),
        "ddpm posterior": with_out(_ddpm_into, 2, block=BLOCK),
    },
    "numpy, explicit inverse": {
        "mvn log density": mvn_log_density_inverse,
        "mvn kl": mvn_kl_inverse,
        "mvn conditional": mvn_conditional_inverse,
        "kalman update": kalman_inverse,
    },
}

"""What is computed in ``numeric.py``: the exported function and its arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

Arrays = dict[str, np.ndarray]


@dataclass(frozen=True, slots=True)
class Task:
    """One function of the shelf on arrays of one size.

    ``name`` is what peers are listed under, ``slug`` and ``function`` say where the export is,
    ``draw`` makes the arguments, in the order of the function's signature.
    """

    name: str
    slug: str
    function: str
    size: str
    draw: Callable[[np.random.Generator], Arrays]

    @property
    def is_batched(self) -> bool:
        """Whether it works on batches of vectors and matrices."""
        return " x " in self.size

    def arguments(self, dtype: np.dtype[np.floating]) -> Arrays:
        """The same arguments in each call."""
        drawn = self.draw(np.random.default_rng(0))
        return {name: np.ascontiguousarray(value, dtype) for name, value in drawn.items()}


def tasks(*, quick: bool) -> Iterator[Task]:
    """Scalar functions on long arrays, matrix functions on batches."""
    for count in (10**3, 10**5) if quick else (10**3, 10**6, 10**7):
        size = f"{count:.0e}".replace("+0", "")
        yield Task("log density", "normal-density", "log_density", size, _normal(count))
        yield Task("kl", "normal-kl", "kl", size, _two_normals(count))
        yield Task("ddpm posterior", "ddpm-posterior", "moments", size, _ddpm(count))
    sizes = ((10**3, 8), (100, 32), (10, 128)) if quick else ((10**4, 8), (10**4, 32), (10**3, 128))
    for batch, d in sizes:
        size = f"{batch} x {d}"
        yield Task("mvn log density", "mvn-density", "log_density", size, _mvn(batch, d))
        yield Task("mvn kl", "mvn-kl", "kl", size, _two_mvns(batch, d))
        yield Task("mvn conditional", "mvn-conditional", "moments", size, _joint(batch, d))
        yield Task("kalman update", "kalman-filter", "kalman_filter", size, _state(batch, d))
        yield Task("mvn log density, one law", "mvn-density", "log_density", size, _one(batch, d))


def _normal(count: int) -> Callable[[np.random.Generator], Arrays]:
    return lambda rng: {
        "x": rng.normal(size=count),
        "mu": rng.normal(size=count),
        "sigma": rng.uniform(0.5, 2, count),
    }


def _two_normals(count: int) -> Callable[[np.random.Generator], Arrays]:
    return lambda rng: {
        "mu_1": rng.normal(size=count),
        "sigma_1": rng.uniform(0.5, 2, count),
        "mu_2": rng.normal(size=count),
        "sigma_2": rng.uniform(0.5, 2, count),
    }


def _ddpm(count: int) -> Callable[[np.random.Generator], Arrays]:
    return lambda rng: {
        "x_t": rng.normal(size=(count, 1)),
        "x_0": rng.normal(size=(count, 1)),
        "beta_t": rng.uniform(1e-4, 0.02, count),
        "alpha_bar_t_minus_1": rng.uniform(0.01, 0.99, count),
    }


def _definite(rng: np.random.Generator, *shape: int) -> np.ndarray:
    n = shape[-1]
    root = rng.normal(size=(*shape, n)) / np.sqrt(n)
    return root @ np.swapaxes(root, -1, -2) + 0.5 * np.eye(n)


def _mvn(batch: int, d: int) -> Callable[[np.random.Generator], Arrays]:
    return lambda rng: {
        "x": rng.normal(size=(batch, d)),
        "mu": rng.normal(size=(batch, d)),
        "Sigma": _definite(rng, batch, d),
    }


def _one(batch: int, d: int) -> Callable[[np.random.Generator], Arrays]:
    """Many data points under one law."""
    return lambda rng: {
        "x": rng.normal(size=(batch, d)),
        "mu": rng.normal(size=d),
        "Sigma": _definite(rng, d),
    }


def _two_mvns(batch: int, d: int) -> Callable[[np.random.Generator], Arrays]:
    return lambda rng: {
        "mu_1": rng.normal(size=(batch, d)),
        "Sigma_1": _definite(rng, batch, d),
        "mu_2": rng.normal(size=(batch, d)),
        "Sigma_2": _definite(rng, batch, d),
    }


def _joint(batch: int, d: int) -> Callable[[np.random.Generator], Arrays]:
    """The first half of ``d`` variables given the second."""

    def draw(rng: np.random.Generator) -> Arrays:
        h = d // 2
        whole = _definite(rng, batch, d)
        return {
            "x_2": rng.normal(size=(batch, d - h)),
            "mu_1": rng.normal(size=(batch, h)),
            "mu_2": rng.normal(size=(batch, d - h)),
            "Sigma_11": whole[:, :h, :h],
            "Sigma_22": whole[:, h:, h:],
            "Sigma_12": whole[:, :h, h:],
        }

    return draw


def _state(batch: int, d: int) -> Callable[[np.random.Generator], Arrays]:
    """A state of ``d`` entries, of which ``d / 4`` combinations are observed."""

    def draw(rng: np.random.Generator) -> Arrays:
        k = d // 4
        return {
            "y_t": rng.normal(size=(batch, k)),
            "m_t_minus_1": rng.normal(size=(batch, d)),
            "P_t_minus_1": _definite(rng, batch, d),
            "A": rng.normal(size=(d, d)) / np.sqrt(d),
            "Q": _definite(rng, d),
            "H": rng.normal(size=(k, d)),
            "R": _definite(rng, k),
        }

    return draw

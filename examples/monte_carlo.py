"""Four exercises: what symgauss derives, against simulations written by hand.

Usage: ``python examples/monte_carlo.py [kl|conditional|gradients|diffusion ...] [--draws N]
[--seed N] [--plot FOLDER]``.  Each prints a table of derived and sampled values with a verdict;
the exit code is 1 if one is refused.

- ``kl``: the divergence of two normal distributions as an average of log-ratios.
- ``conditional``: a bivariate normal in a thin slab of its joint draws, beside draws from the
  derived conditional.
- ``gradients``: the gradient of an expectation, by paths (x = mu + sigma eps) and by scores.
- ``diffusion``: a mixture of two normals through 100 linear steps towards N(0, 1).
"""

from __future__ import annotations

import argparse
import math
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

import symgauss as sg
from symgauss.sampling.claims import Observation
from symgauss.sampling.experiment import Observe, experiment, value_of
from symgauss.sampling.results import SampleCheck

Array = NDArray[np.float64]


# --- the divergence of two normal distributions ----------------------------------------------


def kl(draws: int, seed: int | None) -> SampleCheck:
    """``KL(q || p) = E_q[log q - log p]`` at three pairs of distributions."""
    derivation = sg.derive("normal-kl")
    pairs = [(0.0, 1.0, 1.0, 2.0), (1.5, 0.5, -0.5, 1.0), (0.3, 1.0, 0.3, 1.1)]

    def part(m1: float, s1: float, m2: float, s2: float) -> Observe:
        values = {"mu_1": m1, "sigma_1": s1, "mu_2": m2, "sigma_2": s2}
        derived = value_of(derivation, values)

        def observe(rng: np.random.Generator, count: int) -> Iterator[Observation]:
            x = rng.normal(m1, s1, size=(count, 1, 1))
            ratio = np.log(s2 / s1) - (x - m1) ** 2 / (2 * s1**2) + (x - m2) ** 2 / (2 * s2**2)
            yield Observation("average of log-ratios", ratio, derived)

        return observe

    parts = {f"KL(N({a}, {b}²) ‖ N({c}, {d}²))": part(a, b, c, d) for a, b, c, d in pairs}
    return experiment("KL of two normal distributions", parts, draws, seed=seed)


# --- the conditional of a bivariate normal ---------------------------------------------------


def conditional(draws: int, seed: int | None) -> SampleCheck:
    """Mean and variance of x_1 where x_2 is within 0.02 standard deviations of a value."""
    derivation = sg.derive("bivariate-conditional")
    known = {"mu_1": 1.0, "mu_2": -0.5, "sigma_1": 1.2, "sigma_2": 0.8, "rho": 0.7}
    m1, m2, s1, s2, rho = known.values()

    def part(at: float) -> Observe:
        mean, variance = moments_of_law(derivation, {**known, "x_2": at})
        half = 0.02 * s2
        normal = NormalDist(m2, s2)
        share = normal.cdf(at + half) - normal.cdf(at - half)

        def observe(rng: np.random.Generator, count: int) -> Iterator[Observation]:
            z = rng.standard_normal((2, count))
            x2 = m2 + s2 * z[0]
            x1 = m1 + s1 * (rho * z[0] + math.sqrt(1 - rho**2) * z[1])
            slab = (np.abs(x2 - at) < half) / share  # an average over the slab
            gap = x1 - mean
            yield Observation("joint, slab: mean", mean + slab * gap, np.array(mean))
            spread = variance + slab * (gap**2 - variance)
            yield Observation("joint, slab: variance", spread, np.array(variance))
            y = mean + math.sqrt(variance) * rng.standard_normal(count)
            yield Observation("conditional: mean", y, np.array(mean))
            yield Observation("conditional: variance", (y - mean) ** 2, np.array(variance))
            # the two samples against each other, beyond their moments
            edges = mean + math.sqrt(variance) * np.array([-1.5, -0.5, 0.5, 1.5])
            cells = np.arange(5)
            left = (np.searchsorted(edges, x1)[:, None] == cells) * slab[:, None]
            right = np.searchsorted(edges, y)[:, None] == cells
            yield Observation("bins: slab against conditional", left, right.astype(float))

        return observe

    parts = {f"x₁ given x₂ = {at}": part(at) for at in (-1.3, -0.5, 0.6)}
    return experiment("Conditional of a bivariate normal", parts, draws, seed=seed)


def moments_of_law(derivation: sg.Derivation, values: dict[str, float]) -> tuple[float, float]:
    """Mean and variance of a result ``p(x | y) = N(x; m, v)`` at some values."""
    first = derivation.results[0]
    sides = (first.rhs_term.mean, first.rhs_term.covariance)  # type: ignore[union-attr]
    found = [
        value_of(replace(derivation, results=(replace(first, rhs_term=side),)), values)
        for side in sides
    ]
    return float(found[0][0, 0]), float(found[1][0, 0])


# --- pathwise gradients ----------------------------------------------------------------------


def gradients(draws: int, seed: int | None) -> SampleCheck:
    """Gradients of ``E f(x)`` by mean and standard deviation, for two polynomials."""
    mu, sigma, x = sg.scalar("mu"), sg.scalar("sigma", positive=True), sg.scalar("x")
    model = sg.LinearGaussianModel((sg.Statement(x, mu, sigma**2),))
    at = {mu: 0.8, sigma: 0.6}
    m, s = 0.8, 0.6

    def part(body: object, f: Callable[[Array], Array], slope: Callable[[Array], Array]) -> Observe:
        result = sg.expectation(model, body).result.doit()
        derived = np.array([float(result.diff(by).subs(at)) for by in (mu, sigma)])

        def observe(rng: np.random.Generator, count: int) -> Iterator[Observation]:
            noise = rng.standard_normal(count)
            point = m + s * noise
            paths = slope(point)[:, None] * np.stack([np.ones(count), noise], axis=1)
            yield Observation("pathwise", paths, derived)
            score = np.stack([noise / s, (noise**2 - 1) / s], axis=1)
            yield Observation("score function", f(point)[:, None] * score, derived)

        return observe

    parts = {
        "∇ E[x²]": part(x**2, lambda v: v**2, lambda v: 2 * v),
        "∇ E[x⁴ − 2 x]": part(x**4 - 2 * x, lambda v: v**4 - 2 * v, lambda v: 4 * v**3 - 2),
    }
    return experiment("Gradients of an expectation", parts, draws, seed=seed)


# --- a mixture through a diffusion -----------------------------------------------------------

STEPS = 100
BETA = np.linspace(1e-3, 0.2, STEPS)
WEIGHTS, MEANS, DEVIATIONS = np.array([0.35, 0.65]), np.array([-2.0, 1.5]), np.array([0.4, 0.6])
EDGES = np.array([-2.5, -1.75, -1.0, 0.0, 0.75, 1.5, 2.25])


def exact_mixture() -> tuple[Array, Array]:
    """Means and variances ``(steps, components)``: by ``ddpm-forward``, and an affine map of it.

    The derived law of ``x_t`` given ``x_0`` has the mean ``sqrt(abar) x_0`` and the variance
    ``1 - abar``; each component of the mixture is normal, so ``x_t`` is a mixture again.
    """
    derivation = sg.derive("ddpm-forward")
    means, variances = [], []
    alpha_bar = np.cumprod(1 - BETA)
    for t in range(STEPS):
        before = 1.0 - 1e-15 if t == 0 else alpha_bar[t - 1]
        values = {"alpha_t": 1 - BETA[t], "alphabar_t-1": before}
        scale, noise = moments_of_law(derivation, {**values, "x_0": 1.0})
        means.append(scale * MEANS)
        variances.append(scale**2 * DEVIATIONS**2 + noise)
    return np.array(means), np.array(variances)


def cell_probabilities(means: Array, variances: Array) -> Array:
    """Probability of each cell between the edges under the mixture, ``(steps, cells)``."""
    found = np.zeros((len(means), len(EDGES) + 1))
    for t, (row, spread) in enumerate(zip(means, np.sqrt(variances), strict=True)):
        for w, mean, deviation in zip(WEIGHTS, row, spread, strict=True):
            law = NormalDist(float(mean), float(deviation))
            below = [0.0, *(law.cdf(float(edge)) for edge in EDGES), 1.0]
            found[t] += w * np.diff(below)
    return found


def walk(rng: np.random.Generator, count: int) -> Array:
    """``(count, steps + 1)``: draws of the mixture, step by step through the noise."""
    component = rng.random(count) > WEIGHTS[0]
    x = np.empty((count, STEPS + 1))
    x[:, 0] = rng.normal(MEANS[component.astype(int)], DEVIATIONS[component.astype(int)])
    for t, beta in enumerate(BETA):
        noise = rng.standard_normal(count)
        x[:, t + 1] = math.sqrt(1 - beta) * x[:, t] + math.sqrt(beta) * noise
    return x


def diffusion(draws: int, seed: int | None) -> SampleCheck:
    """Moments and cells of the distribution after each step, and the distance from N(0, 1)."""
    means, variances = exact_mixture()
    centre = means @ WEIGHTS
    spread = (variances + means**2) @ WEIGHTS - centre**2
    cells = cell_probabilities(means, variances)
    limit = cell_probabilities(np.zeros((1, 2)), np.ones((1, 2)))[0]

    def observe(rng: np.random.Generator, count: int) -> Iterator[Observation]:
        x = walk(rng, count)[:, 1:]
        yield Observation("mean after each step", x, centre)
        yield Observation("variance after each step", (x - centre) ** 2, spread)
        place = np.searchsorted(EDGES, x)[..., None]
        inside = (place == np.arange(len(EDGES) + 1)).astype(float)
        yield Observation("cells after each step", inside, cells)
        yield Observation("cells of N(0, 1) at the end", inside[:, -1], limit)

    name = "q(x_t) = Σₖ wₖ 𝒩(x_t; √ᾱ_t mₖ, ᾱ_t sₖ² + 1 − ᾱ_t), t = 1, ..., 100"
    return experiment("A mixture through a diffusion", {name: observe}, draws, seed=seed)


def draw_diffusion(path: Path, seed: int) -> None:
    """Histograms of the draws over the exact densities, at six times."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - the extra 'plot'

    means, variances = exact_mixture()
    x = walk(np.random.default_rng(seed), 40_000)
    grid = np.linspace(-4.5, 4.5, 400)
    figure = Figure(figsize=(10, 5), dpi=150, layout="constrained")
    for axes, t in zip(
        figure.subplots(2, 3, sharex=True).ravel(), (0, 10, 25, 40, 60, 100), strict=True
    ):
        row, spread = (MEANS, DEVIATIONS**2) if t == 0 else (means[t - 1], variances[t - 1])
        density = sum(
            w * np.exp(-((grid - m) ** 2) / (2 * v)) / np.sqrt(2 * np.pi * v)
            for w, m, v in zip(WEIGHTS, row, spread, strict=True)
        )
        axes.hist(x[:, t], bins=90, range=(-4.5, 4.5), density=True, color="#a9c6d8")
        axes.plot(grid, density, color="#c1121f", lw=1.2)
        axes.set_title(f"t = {t}", fontsize=9)
        axes.set_yticks([])
    figure.suptitle("Two components through 100 linear steps: draws and exact densities")
    figure.savefig(path)


EXERCISES: dict[str, Callable[[int, int | None], SampleCheck]] = {
    "kl": kl,
    "conditional": conditional,
    "gradients": gradients,
    "diffusion": diffusion,
}


def main() -> int:
    """Run exercises and print their tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(EXERCISES))
    parser.add_argument("--draws", type=int, default=200_000)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--plot", type=Path, metavar="FOLDER", help="pictures, too")
    options = parser.parse_args()
    unknown = set(options.names) - set(EXERCISES)
    if unknown:
        parser.error(f"no exercise is called {', '.join(sorted(unknown))}")
    code = 0
    for name in options.names or EXERCISES:
        check = EXERCISES[name](options.draws, options.seed)
        print(check.text(min(100, os.get_terminal_size().columns if os.isatty(1) else 100)))
        code |= not check.accepted
        if options.plot is not None:
            from symgauss.sampling.plot import picture  # noqa: PLC0415 - the extra 'plot'

            (options.plot / f"{name}.png").write_bytes(picture(check, ".png"))
            if name == "diffusion":
                draw_diffusion(options.plot / "densities.png", check.seed)
    return code


if __name__ == "__main__":
    raise SystemExit(main())

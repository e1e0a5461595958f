r"""Log density of the normal distribution, and maximum likelihood as least squares.

Source: Bishop (2006), Pattern Recognition and Machine Learning, sections 1.2.4 and 1.2.5
"""

from __future__ import annotations

from typing import Any

from symgauss.bridge.symbols import indexed, scalar
from symgauss.calculus import (
    derivative,
    div,
    indexed_product,
    indexed_sum,
    log,
    mul,
    normal_density,
    square,
    sub,
)
from symgauss.derivation import Builder, Derivation
from symgauss.derivation.rules import algebra, densities, derivatives, indices
from symgauss.gaussians import Gaussian
from symgauss.operations.density import logarithm

STATEMENT = (
    r"The logarithm of the density of $\mathcal{N}(\mu, \sigma^2)$. For independent observations "
    r"$x_i$ with predicted means $\mu_i$ and one known variance $\sigma^2$, the log likelihood is "
    "a constant minus a multiple of the sum of squared errors: the predictions of largest "
    "likelihood are those of least squares, of smallest mean squared error."
)
ASSUMPTIONS = (
    r"$x, \mu \in \mathbb{R}$",
    r"$x_i, \mu_i \in \mathbb{R}$",
    r"$\sigma > 0$",
    r"$n \in \mathbb{N}$",
)


def derive() -> Derivation:
    """One observation, many observations, and the mean as the best constant prediction."""
    x, mu = scalar("x"), scalar("mu")
    sigma = scalar("sigma", positive=True)
    build = Builder(STATEMENT, assumptions=ASSUMPTIONS)
    build.declare(x, mu, sigma)
    one = Gaussian(x, mean=mu, cov=square(sigma))
    chain = build.route("The log density").chain(log(one.density))
    logarithm(chain, one)
    build.result(chain)
    _likelihood(build, sigma)
    _constant(build, mu, sigma)
    return build.finish()


def _likelihood(build: Builder, sigma: Any) -> None:
    i, n = scalar("i", integer=True), scalar("n", positive=True, integer=True)
    x, mu = indexed("x", i), indexed("mu", i)
    route = build.route(
        "Maximum likelihood is least squares",
        "The observations are independent, so their densities are multiplied.",
    )
    chain = route.chain(log(indexed_product(normal_density(x, mu, square(sigma)), i, 1, n)))
    chain.apply(indices.LOG_OF_PRODUCT)
    chain.apply(densities.LOG_DENSITY)
    chain.apply(indices.SUM_LINEAR)
    build.result(chain)
    errors = div(indexed_sum(square(sub(x, mu)), i, 1, n), n)
    constant = chain.current.args[0]
    chain.write(
        sub(constant, mul(div(n, mul(2, square(sigma))), errors)),
        note="only the mean squared error depends on the predictions",
    )
    build.result(chain)


def _constant(build: Builder, mu: Any, sigma: Any) -> None:
    i, n = scalar("i", integer=True), scalar("n", positive=True, integer=True)
    x = indexed("x", i)
    route = build.route(
        "The best constant prediction",
        r"With one mean $\mu$ for all observations, the derivative of the log likelihood is zero "
        r"where $\mu$ is the mean of the observations.",
    )
    chain = route.chain(log(indexed_product(normal_density(x, mu, square(sigma)), i, 1, n)))
    chain.apply(indices.LOG_OF_PRODUCT)
    chain.apply(densities.LOG_DENSITY)
    chain.apply(indices.SUM_LINEAR)
    slope = route.chain(derivative(chain.current, mu))
    slope.apply(derivatives.DIFFERENTIATE)
    slope.apply(indices.SUM_LINEAR).apply(algebra.CANCEL)
    mean = div(indexed_sum(x, i, 1, n), n)
    slope.write(mul(div(n, square(sigma)), sub(mean, mu)), rule=algebra.FACTOR.rule)
    build.result(slope)

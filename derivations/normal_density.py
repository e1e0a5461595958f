r"""Density of the normal distribution, and standardisation.

Source: Bishop (2006), Pattern Recognition and Machine Learning, (1.27) and (1.46)
"""

from __future__ import annotations

from typing import Any

from symgauss.bridge.expressions import Phi
from symgauss.bridge.symbols import scalar
from symgauss.calculus import (
    add,
    covariance_of,
    density,
    derivative,
    div,
    expectation,
    mul,
    normal,
    normal_density,
    square,
    sub,
)
from symgauss.derivation import Builder, Derivation
from symgauss.derivation.rules import algebra, densities, derivatives, transformations
from symgauss.derivation.rules.covariances import BILINEAR, COVARIANCE_OF_NORMAL
from symgauss.derivation.rules.densities import written_out
from symgauss.derivation.rules.expectations import LINEARITY, MOMENTS
from symgauss.derivation.rules.recognition import RECOGNISE

STATEMENT = (
    r"Let $z$ be standard normal and $x = \mu + \sigma z$ with $\sigma > 0$. Then $x$ has the "
    r"density of $\mathcal{N}(\mu, \sigma^2)$ below. The other way round, $u = \frac{y - \mu}{"
    r"\sigma}$ is standard normal for $y \sim \mathcal{N}(\mu, \sigma^2)$."
)


def derive() -> Derivation:
    """The density by two routes, then standardisation."""
    x, z, mu = scalar("x"), scalar("z"), scalar("mu")
    sigma = scalar("sigma", positive=True)
    build = Builder(STATEMENT)
    build.declare(mu, sigma)
    build.distribution(z, 0, 1)
    value = add(mu, mul(sigma, z))
    build.definition(x, value)
    goal = normal_density(x, mu, square(sigma))
    _by_change_of_variable(build, x, value, goal)
    _by_distribution_function(build, goal)
    _standardised(build, mu, sigma)
    return build.finish()


def _by_change_of_variable(build: Builder, x: Any, value: Any, goal: Any) -> None:
    z = value.args[1].args[1]
    route = build.route(
        "By change of variable",
        r"The map from $z$ to $\mu + \sigma z$ has the inverse $\frac{x - \mu}{\sigma}$ and the "
        r"slope $\sigma$.",
    )
    chain = route.chain(density("p", x))
    chain.apply(transformations.CHANGE_OF_VARIABLES, x, value, normal(z, 0, 1))
    chain.apply(densities.DENSITY)
    chain.write(written_out(goal), note=r"$\sigma = \sqrt{\sigma^2}$")
    build.result(chain)


def _by_distribution_function(build: Builder, goal: Any) -> None:
    _, mu, variance = goal.args
    sigma, t = variance.args[0], scalar("t")
    route = build.route(
        "By the distribution function",
        r"The probability of $x \leq t$ is that of $z \leq \frac{t - \mu}{\sigma}$, which is "
        r"$\Phi\left(\frac{t - \mu}{\sigma}\right)$. The density is its derivative.",
    )
    chain = route.chain(derivative(Phi(div(sub(t, mu), sigma)), t))
    chain.apply(derivatives.CHAIN_RULE)
    chain.apply(densities.DENSITY)
    chain.write(written_out(normal_density(t, mu, variance)))


def _standardised(build: Builder, mu: Any, sigma: Any) -> None:
    y, u = scalar("y"), scalar("u")
    build.distribution(y, mu, square(sigma))
    value = div(sub(y, mu), sigma)
    build.definition(u, value)
    law = normal(y, mu, square(sigma))
    route = build.route(
        "Standardisation",
        r"The map from $y$ to $u$ has the inverse $\mu + \sigma u$ and the slope "
        r"$\frac{1}{\sigma}$.",
    )
    chain = route.chain(density("p", u))
    back = add(mu, mul(sigma, u))
    changed = mul(sigma, normal_density(back, mu, square(sigma)))
    chain.write(changed, rule=transformations.CHANGE_OF_VARIABLES.rule)
    chain.apply(densities.DENSITY)
    chain.apply(algebra.GATHER)
    chain.write(written_out(normal_density(u, 0, 1)), rule=algebra.CANCEL.rule)
    chain.apply(RECOGNISE)
    build.result(chain)
    mean = route.chain(expectation(value, law))
    mean.apply(LINEARITY).apply(MOMENTS)
    spread = route.chain(covariance_of(value, value, law)).apply(BILINEAR)
    spread.apply(COVARIANCE_OF_NORMAL).apply(algebra.CANCEL)
    build.result(mean)
    build.result(spread)

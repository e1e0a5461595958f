r"""Kullback-Leibler divergence of two multivariate normals.

Source: Bishop (2006), Pattern Recognition and Machine Learning, exercise 2.13; Kingma and Welling
(2014), Auto-Encoding Variational Bayes, appendix B
"""

from __future__ import annotations

from typing import Any

from symgauss.bridge.symbols import covariance, dimension, indexed, scalar, vector
from symgauss.calculus import (
    HALF,
    T,
    add,
    div,
    identity,
    indexed_sum,
    log,
    mul,
    normal,
    square,
    sub,
    substitute,
    zero_like,
)
from symgauss.calculus import kl as divergence
from symgauss.derivation import Builder, Chain, Derivation, Equation
from symgauss.derivation.rules import (
    algebra,
    divergences,
    indices,
    isotropic,
    logarithms,
    traces,
)
from symgauss.gaussians import Gaussian
from symgauss.operations.kl import by_moments

STATEMENT = (
    r"The divergence of $\mathcal{N}(\mu_1, \Sigma_1)$ from $\mathcal{N}(\mu_2, \Sigma_2)$, and "
    r"the special cases that variational autoencoders and diffusion models use: equal covariances, "
    r"multiples of the identity, and a Gaussian against the standard normal, with any covariance "
    r"and with a diagonal one."
)


def derive() -> Derivation:
    """The general form by expectations, then its special cases."""
    n = dimension("n")
    x, m_1, m_2 = vector("x", n), vector("mu_1", n), vector("mu_2", n)
    S_1, S_2 = covariance("Sigma_1", n), covariance("Sigma_2", n)
    build = Builder(STATEMENT)
    build.result(by_moments(build, Gaussian(x, m_1, S_1), Gaussian(x, m_2, S_2)))
    _equal(build, x, m_1, m_2)
    _isotropic(build, x, m_1, m_2)
    _standard(build, x)
    _diagonal(build)
    return build.finish()


def _equal(build: Builder, x: Any, m_1: Any, m_2: Any) -> None:
    S = covariance("Sigma", x.shape[0])
    route = build.route(
        "Equal covariances",
        "Half the squared distance of the means, weighted by the precision.",
    )
    chain = route.chain(divergence(normal(x, m_1, S), normal(x, m_2, S)))
    chain.apply(divergences.DIVERGENCE_OF_NORMALS).apply(logarithms.LOG_POWER)
    chain.apply(traces.TRACE_OF_IDENTITY).apply(algebra.GATHER)
    build.result(chain)
    variance = square(scalar("sigma", positive=True))
    same = mul(variance, identity(x.shape[0]))
    again = route.chain(divergence(normal(x, m_1, same), normal(x, m_2, same)))
    again.use(_with(chain, S, same)).apply(isotropic.MULTIPLE)
    again.write(div(mul(T(sub(m_1, m_2)), sub(m_1, m_2)), mul(2, variance)))
    build.result(again)


def _with(chain: Chain, letter: Any, value: Any) -> Equation:
    """What a chain has shown, with a value for a letter."""
    sides = (substitute(side, {letter: value}) for side in (chain.start, chain.current))
    return Equation(*sides, steps=chain.steps)


def _isotropic(build: Builder, x: Any, m_1: Any, m_2: Any) -> None:
    one = identity(x.shape[0])
    s_1, s_2 = (square(scalar(name, positive=True)) for name in ("sigma_1", "sigma_2"))
    route = build.route("Multiples of the identity")
    laws = normal(x, m_1, mul(s_1, one)), normal(x, m_2, mul(s_2, one))
    chain = route.chain(divergence(*laws)).apply(divergences.DIVERGENCE_OF_NORMALS)
    chain.apply(isotropic.MULTIPLE).apply(divergences.LOG_OF_POWERS)
    chain.apply(traces.TRACE_LINEAR).apply(traces.TRACE_OF_IDENTITY)
    gap, n = sub(m_1, m_2), x.shape[0]
    sizes = mul(n, add(div(s_1, s_2), log(div(s_2, s_1)), -1))
    chain.write(mul(HALF, add(div(mul(T(gap), gap), s_2), sizes)))
    build.result(chain)


def _standard(build: Builder, x: Any) -> None:
    n = x.shape[0]
    law = normal(x, vector("mu", n), covariance("Sigma", n))
    route = build.route("Against the standard normal")
    chain = route.chain(divergence(law, normal(x, zero_like(x), identity(n))))
    chain.apply(divergences.DIVERGENCE_OF_NORMALS).apply(traces.DETERMINANT)
    chain.apply(logarithms.LOG_PRODUCT).apply(algebra.ORDER)
    build.result(chain)


def _diagonal(build: Builder) -> None:
    n, i = dimension("n"), scalar("i", integer=True, positive=True)
    x, mu, sigma = indexed("z", i), indexed("m", i), indexed("s", i, positive=True)
    route = build.route(
        "A diagonal covariance against the standard normal",
        r"The entries $z_i \sim \mathcal{N}(m_i, s_i^2)$ are independent under both laws, so "
        r"the divergence is the sum over the entries.",
    )
    one = divergence(normal(x, mu, square(sigma)), normal(x, 0, 1))
    chain = route.chain(indexed_sum(one, i, 1, n)).apply(divergences.DIVERGENCE_OF_NORMALS)
    chain.apply(logarithms.LOG_PRODUCT).apply(algebra.ORDER).apply(indices.SUM_LINEAR)
    build.result(chain)

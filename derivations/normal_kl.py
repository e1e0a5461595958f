r"""Kullback-Leibler divergence of two normal distributions, and their cross-entropy.

Source: Bishop (2006), Pattern Recognition and Machine Learning, section 1.6.1 and exercise 1.30
"""

from __future__ import annotations

from typing import Any

from symgauss.bridge.symbols import scalar
from symgauss.calculus import HALF, add, derivative, div, log, mul, square, sub
from symgauss.calculus import cross_entropy as cross_entropy_of
from symgauss.calculus import entropy as entropy_of
from symgauss.calculus import kl as divergence
from symgauss.derivation import Builder, Chain, Derivation
from symgauss.derivation.rules import algebra, derivatives, information
from symgauss.gaussians import Gaussian
from symgauss.operations.entropy import expected_log
from symgauss.operations.kl import by_moments
from symgauss.operations.recursion import attempt
from symgauss.operations.subjects import subject

STATEMENT = (
    r"The divergence of $\mathcal{N}(\mu_1, \sigma_1^2)$ from $\mathcal{N}(\mu_2, \sigma_2^2)$ "
    "in closed form, and their cross-entropy. The divergence is zero if and only if the means and "
    "the variances agree."
)


def derive() -> Derivation:
    """The divergence, the cross-entropy, and where the divergence is zero."""
    x = scalar("x")
    q = Gaussian(x, mean=scalar("mu_1"), cov=square(scalar("sigma_1", positive=True)))
    p = Gaussian(x, mean=scalar("mu_2"), cov=square(scalar("sigma_2", positive=True)))
    build = Builder(STATEMENT)
    found = by_moments(build, q, p)
    build.result(found)
    _cross_entropy(build, q, p)
    _zero(build, found, q, p)
    return build.finish()


def _cross_entropy(build: Builder, q: Gaussian, p: Gaussian) -> None:
    route = build.route(
        "The cross-entropy",
        "The cross-entropy is the entropy of the first law and the divergence of the second.",
    )
    chain = route.chain(cross_entropy_of(q.law, p.law))
    chain.apply(information.CROSS_ENTROPY_DEFINITION)
    expected_log(build, chain, subject(build, p))
    attempt(chain, algebra.CANCEL)
    build.result(chain)
    build.result(cross_entropy_of(q.law, p.law), add(entropy_of(q.law), divergence(q.law, p.law)))


def _zero(build: Builder, found: Chain, q: Gaussian, p: Gaussian) -> None:
    r = scalar("r", positive=True)
    route = build.route(
        "Zero if and only if the laws are equal",
        r"With $r = \frac{\sigma_1^2}{\sigma_2^2}$ the divergence is half of "
        r"$g(r) = r - 1 - \log r$ and a square. The slope of $g$ is negative for $r < 1$ and "
        r"positive for $r > 1$, so $g$ has its only minimum at $r = 1$, where it is zero. So the "
        "divergence is a sum of two terms that are never negative; it is zero where both are: for "
        r"$r = 1$ and $\mu_1 = \mu_2$.",
    )
    ratio = div(q.cov, p.cov)
    gap = div(square(sub(q.mean, p.mean)), mul(2, p.cov))
    chain = route.chain(divergence(q.law, p.law))
    chain.use(found)
    chain.write(add(mul(HALF, _excess(ratio)), gap), rule=algebra.REARRANGE)
    slope = route.chain(derivative(_excess(r), r)).apply(derivatives.DIFFERENTIATE)
    slope.write(div(sub(r, 1), r), rule=algebra.TOGETHER.rule)
    build.result(chain)
    build.result(slope)


def _excess(r: Any) -> Any:
    """``r - 1 - log r``, which is never negative."""
    return add(r, -1, mul(-1, log(r)))

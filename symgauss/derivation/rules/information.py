"""Rules of information quantities."""

from __future__ import annotations

from typing import Any

from symgauss.bridge import expressions as e
from symgauss.calculus.constructors import log, neg, sub
from symgauss.calculus.notions import density_of, expectation
from symgauss.derivation.rule import Move, Rule, everywhere

_VECTOR_LAW = (r"x, \mu \in \mathbb{R}^{n}", r"\Sigma \in \mathbb{S}_{++}^{n}")


def _kl(place: Any) -> Any:
    if not isinstance(place, e.KullbackLeibler):
        return None
    left, right = place.args
    return expectation(sub(log(density_of(left)), log(density_of(right))), left)


KL_DEFINITION = Move(
    Rule(
        "definition of the Kullback-Leibler divergence",
        r"\mathrm{KL}(q \| p) = \mathbb{E}_{x \sim q}[\log q(x) - \log p(x)]",
        (
            r"x, \mu_1, \mu_2 \in \mathbb{R}^{n}",
            r"\Sigma_1, \Sigma_2 \in \mathbb{S}_{++}^{n}",
            r"q(x) = \mathcal{N}(x; \mu_1, \Sigma_1)",
            r"p(x) = \mathcal{N}(x; \mu_2, \Sigma_2)",
        ),
    ),
    everywhere(_kl),
)


def _entropy(place: Any) -> Any:
    if isinstance(place, e.Entropy):
        return neg(expectation(log(density_of(place.args[0])), place.args[0]))
    if isinstance(place, e.CrossEntropy):
        return neg(expectation(log(density_of(place.args[1])), place.args[0]))
    return None


ENTROPY_DEFINITION = Move(
    Rule(
        "definition of the entropy",
        r"\mathbb{H}[x] = -\mathbb{E}[\log p(x)]",
        (*_VECTOR_LAW, r"x \sim \mathcal{N}(\mu, \Sigma)"),
    ),
    everywhere(_entropy),
)
CROSS_ENTROPY_DEFINITION = Move(
    Rule(
        "definition of the cross-entropy",
        r"\mathbb{H}[q, p] = -\mathbb{E}_{x \sim q}[\log p(x)]",
        KL_DEFINITION.rule.conditions,
    ),
    everywhere(_entropy),
)

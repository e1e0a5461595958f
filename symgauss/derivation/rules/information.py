"""Rules of information quantities."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.bridge.laws import NamedLaw, NormalLaw
from symgauss.calculus.constructors import (
    HALF,
    add,
    block,
    div,
    is_matrix,
    log,
    logdet,
    mul,
    neg,
    size,
    sub,
)
from symgauss.calculus.notions import (
    covariance_of,
    density_of,
    entropy,
    expectation,
    law,
    mutual_information,
)
from symgauss.calculus.quadratic import scale_of
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


def entropy_of_normal(written: NormalLaw) -> Any:
    """``1/2 log |S| + n/2 (1 + log 2 pi)``; ``n/2 (1 + log 2 pi s)`` where ``S = s I``."""
    spread, n = written.covariance, size(written.variable)
    scale = scale_of(spread) if is_matrix(spread) else spread
    if scale is not None:
        return mul(div(n, 2), add(1, log(mul(2, sp.pi, scale))))
    return add(mul(HALF, logdet(spread)), _unit_entropy(n))


def _unit_entropy(n: Any) -> Any:
    return mul(div(n, 2), add(1, log(mul(2, sp.pi))))


def _entropy_of_normal(place: Any) -> Any:
    if not isinstance(place, e.Entropy):
        return None
    law_ = place.args[0]
    if isinstance(law_, NormalLaw):
        return entropy_of_normal(law_)
    total = sum((size(v) for v in law_.variables[1:]), size(law_.variables[0]))
    return add(mul(HALF, logdet(_covariance(law_))), _unit_entropy(total))


def _covariance(law_: NamedLaw) -> Any:
    """The covariance of the variables of a named law, block by block."""
    name, variables, given = law_.name, law_.variables, law_.given
    rows = [
        [
            covariance_of(v, w, law(name, [u for u in variables if u in (v, w)], given))
            for w in variables
        ]
        for v in variables
    ]
    return rows[0][0] if len(variables) == 1 else block(*rows)


ENTROPY_OF_NORMAL = Move(
    Rule(
        "entropy of a normal distribution",
        r"\mathbb{H}[x] = \frac{1}{2} \log |\Sigma| + \frac{n}{2} (1 + \log(2 \pi))",
        (*_VECTOR_LAW, r"x \sim \mathcal{N}(\mu, \Sigma)"),
        "Bishop (2006), equation (2.283)",
    ),
    everywhere(_entropy_of_normal),
)
_PAIR = (
    r"x, m \in \mathbb{R}^{n}",
    r"y \in \mathbb{R}^{k}",
    r"P \in \mathbb{S}_{++}^{n}",
    r"R \in \mathbb{S}_{++}^{k}",
    r"H \in \mathbb{R}^{k \times n}",
    r"x \sim \mathcal{N}(m, P)",
    r"y \mid x \sim \mathcal{N}(H x, R)",
)


def _information(place: Any) -> Any:
    """``I[x; y] = H[x] + H[y] - H[x, y]``."""
    if not isinstance(place, e.MutualInformation):
        return None
    name, left, right, given = place.args
    both = law(str(name), (*left, *right), given)
    return sub(
        add(entropy(law(str(name), left, given)), entropy(law(str(name), right, given))),
        entropy(both),
    )


INFORMATION_DEFINITION = Move(
    Rule(
        "definition of the mutual information",
        r"\mathbb{I}[x; y] = \mathbb{H}[x] + \mathbb{H}[y] - \mathbb{H}[x, y]",
        _PAIR,
        "Cover and Thomas (2006), section 2.4",
    ),
    everywhere(_information),
)


def _information_gain(place: Any) -> Any:
    """``I[x; y] = H[y] - H[y | x]``."""
    if not isinstance(place, e.MutualInformation):
        return None
    name, left, right, given = place.args
    known = law(str(name), right, (*left, *given))
    return sub(entropy(law(str(name), right, given)), entropy(known))


INFORMATION_GAIN = Move(
    Rule(
        "mutual information as a loss of entropy",
        r"\mathbb{I}[x; y] = \mathbb{H}[y] - \mathbb{H}[y \mid x]",
        _PAIR,
        "Cover and Thomas (2006), section 2.4",
    ),
    everywhere(_information_gain),
)


def _turned(place: Any) -> Any:
    if not isinstance(place, e.MutualInformation):
        return None
    name, left, right, given = place.args
    return mutual_information(str(name), right, left, given)


SYMMETRY = Move(
    Rule(
        "mutual information is symmetric",
        r"\mathbb{I}[x; y] = \mathbb{I}[y; x]",
        _PAIR,
        "Cover and Thomas (2006), section 2.4",
    ),
    everywhere(_turned),
)

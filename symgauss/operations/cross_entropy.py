"""The cross-entropy of two Gaussians of one variable."""

from __future__ import annotations

from typing import Any

from symgauss.calculus.constructors import HALF
from symgauss.calculus.notions import cross_entropy as cross_entropy_of
from symgauss.derivation.builder import Builder
from symgauss.derivation.derivation import Derivation
from symgauss.derivation.rules import algebra, information, numbers
from symgauss.errors import UsageError
from symgauss.gaussians.gaussian import Gaussian
from symgauss.operations.entropy import expected_log
from symgauss.operations.recursion import attempt
from symgauss.operations.subjects import subject

SOURCE = "Murphy (2022), Probabilistic Machine Learning: An Introduction, section 6.1.2"
STATEMENT = (
    "The cross-entropy of two normal distributions of the same variable: the expected negative log "
    "density of the second under the first."
)


def cross_entropy(
    q: Gaussian,
    p: Gaussian,
    *,
    slug: str = "cross-entropy",
    title: str = "Cross-entropy of two normal distributions",
    statement: str = STATEMENT,
    source: str = SOURCE,
) -> Derivation:
    """Derive ``H[q, p] = -E_q[log p(x)]``."""
    if q.variable != p.variable:
        message = f"two Gaussians of different variables: {q.variable} and {p.variable}"
        raise UsageError(message)
    build = Builder(statement, slug=slug, title=title, source=source)
    build.declare(q.variable, q.mean, p.mean, q.cov, p.cov)
    chain = build.route().chain(cross_entropy_of(q.law, p.law))
    chain.apply(information.CROSS_ENTROPY_DEFINITION)
    expected_log(build, chain, subject(build, p))
    attempt(chain, algebra.CANCEL)
    if q.is_vector:
        _factor_half(chain)
    attempt(chain, numbers.EVALUATE)
    build.result(chain)
    return build.finish()


def _factor_half(chain: Any) -> None:
    attempt(chain, algebra.EXPAND_SUMS)
    if algebra.FACTOR.action(chain.current, HALF) != chain.current:
        chain.apply(algebra.FACTOR, HALF)

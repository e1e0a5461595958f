"""The score: the gradient of the log density."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symgauss.bridge.laws import NamedLaw
from symgauss.calculus.constructors import log
from symgauss.calculus.notions import density_of, gradient
from symgauss.derivation.builder import Builder
from symgauss.derivation.chain import Chain
from symgauss.derivation.derivation import Derivation
from symgauss.derivation.rules import densities, gradients, numbers
from symgauss.errors import UsageError
from symgauss.gaussians.gaussian import Gaussian
from symgauss.gaussians.model import LinearGaussianModel
from symgauss.operations.recursion import attempt
from symgauss.operations.subjects import Subject, subject

SOURCE = "Hyvarinen (2005), Estimation of Non-Normalized Statistical Models by Score Matching"
STATEMENT = (
    "The score of a normal distribution, the gradient of its log density, is linear in the "
    "variable. The normaliser has no part in it."
)


def score(
    source: Gaussian | LinearGaussianModel,
    variable: Any = None,
    given: Sequence[Any] = (),
    *,
    by: Any = None,
    slug: str = "score",
    title: str = "Score of a normal distribution",
    statement: str = STATEMENT,
    reference: str = SOURCE,
) -> Derivation:
    """Derive the gradient of ``log p(variable | given)`` by the variable, or by ``by``."""
    build = Builder(statement, slug=slug, title=title, source=reference)
    about = subject(build, source, variable, given)
    x = about.variable if by is None else by
    build.declare(x)
    _by_definition(build, about, x)
    return build.finish()


def _by_definition(build: Builder, about: Subject, x: Any) -> None:
    chain = build.route().chain(gradient(log(density_of(about.law)), x))
    if isinstance(about.law, NamedLaw):
        about.opened_density(chain)
    differentiated(chain, about, x)
    build.result(chain)


def differentiated(chain: Chain, about: Subject, x: Any) -> Chain:
    """The log density written out and differentiated by ``x``."""
    chain.apply(densities.log_density_move(about.variable))
    chain.apply(gradients.TERMWISE)
    if gradients.is_gradient(chain.current):
        raise UsageError(f"the log density is not quadratic in {x}")
    attempt(chain, gradients.FORM, gradients.SQUARE, gradients.SHORTEN)
    return attempt(chain, numbers.EVALUATE)

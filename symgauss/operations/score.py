"""The score: the gradient of the log density."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symgauss.bridge.laws import NamedLaw
from symgauss.calculus.constructors import log
from symgauss.calculus.notions import density, density_of, gradient, normal_density
from symgauss.derivation.builder import Builder
from symgauss.derivation.chain import Chain, Equation
from symgauss.derivation.derivation import Derivation
from symgauss.derivation.rules import densities, gradients, isotropic, matrices, models, numbers
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

BAYES = "The evidence does not depend on the variable, so the scores of prior and likelihood add."


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
    title = ""
    if isinstance(source, LinearGaussianModel) and _is_bayesian(source, x, about):
        _by_bayes(build, source, about)
        title = "From the posterior"
    _by_definition(build, about, x, title)
    return build.finish()


def _is_bayesian(model: LinearGaussianModel, x: Any, about: Subject) -> bool:
    """Whether the question is ``grad_x log p(x | y)`` with ``y`` directly below ``x``."""
    if x != about.variable or not isinstance(about.law, NamedLaw) or len(about.law.given) != 1:
        return False
    prior, data = model.statement(x), model.statement(about.law.given[0])
    return prior is not None and data is not None and not prior.parents and data.parents == (x,)


def _by_bayes(build: Builder, model: LinearGaussianModel, about: Subject) -> None:
    """``grad log p(x | y) = grad log p(x) + grad log p(y | x)``: the evidence is free of x."""
    route = build.route("Bayes' rule", BAYES)
    x, y = about.variable, about.law.given[0]
    chain = route.chain(gradient(log(density_of(about.law)), x))
    chain.apply(gradients.SCORE_OF_POSTERIOR)
    for variable, given in ((x, ()), (y, (x,))):
        statement = model.statement(variable)
        if statement is not None:
            written = normal_density(variable, statement.mean, statement.cov)
            chain.use(Equation(density(model.density, variable, given), written), rule=models.MODEL)
    differentiated(chain, about, x)
    build.result(chain)


def _by_definition(build: Builder, about: Subject, x: Any, title: str) -> None:
    chain = build.route(title).chain(gradient(log(density_of(about.law)), x))
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
    attempt(chain, matrices.INVERSE, isotropic.MULTIPLE)
    return attempt(chain, numbers.EVALUATE)

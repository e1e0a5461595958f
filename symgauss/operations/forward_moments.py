"""The mean of a variable, or the covariance of two, where following the arrows is enough."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symgauss.bridge.laws import NamedLaw
from symgauss.calculus.notions import covariance_of
from symgauss.derivation.builder import Builder
from symgauss.derivation.chain import Equation
from symgauss.derivation.derivation import Derivation
from symgauss.derivation.rules import matrices, recursion
from symgauss.gaussians.model import LinearGaussianModel
from symgauss.operations.joint import SOURCE, check_query
from symgauss.operations.recursion import Recursion, declared

STATEMENT = "Means and covariances of a linear-Gaussian model follow from those of the parents."


def follows_arrows(
    model: LinearGaussianModel, variables: Sequence[Any], given: Sequence[Any]
) -> bool:
    """Whether no given variable depends on a hidden one, and all that is given matters."""
    check_query(model, variables, given)
    kept = model.graph.with_constants(variables, model.graph.relevant(variables, given), given)
    return set(kept) == set(given) and model.graph.is_forward(variables, given)


def mean(
    model: LinearGaussianModel, variable: Any, given: Sequence[Any] = (), *, title: str
) -> Derivation:
    """Derive ``E[variable | given]``."""
    build, moments = _begun(model, given, title)
    return _finished(build, moments, moments.mean(variable))


def covariance(
    model: LinearGaussianModel, left: Any, right: Any, given: Sequence[Any] = (), *, title: str
) -> Derivation:
    """Derive ``Cov[left, right | given]`` of two variables, or of one with itself."""
    build, moments = _begun(model, given, title)
    order = model.graph.order
    if order.index(left) <= order.index(right):
        return _finished(build, moments, moments.cov(left, right))
    known = moments.cov(right, left)
    law = NamedLaw(model.density, (left, right), tuple(given))
    chain = moments.route.chain(covariance_of(left, right, law))
    turned = moments.cov(left, right).rhs
    chain.write(turned, rule=matrices.TRANSPOSE.rule, uses=[known])
    build.result(chain)
    return build.finish()


def _begun(
    model: LinearGaussianModel, given: Sequence[Any], title: str
) -> tuple[Builder, Recursion]:
    build = Builder(STATEMENT, slug="moment", title=title, source=SOURCE)
    declared(build, model)
    return build, Recursion(build.route(), model, given)


def _finished(build: Builder, moments: Recursion, known: Equation) -> Derivation:
    """What was found as the result; what the model states is a step of its own."""
    if not known.steps:
        chain = moments.route.chain(known.lhs)
        known = chain.write(known.rhs, rule=recursion.MODEL_MOMENTS).equation
    build.result(known)
    return build.finish()

"""The joint law of variables of a model: block mean and block covariance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symgauss.bridge import to_variable
from symgauss.bridge.laws import NamedLaw
from symgauss.calculus.notions import density
from symgauss.derivation.builder import Builder, RouteBuilder
from symgauss.derivation.derivation import Derivation
from symgauss.derivation.rules import recursion as rules
from symgauss.errors import UsageError
from symgauss.gaussians.model import LinearGaussianModel
from symgauss.gaussians.statement import several
from symgauss.operations.recursion import Recursion, declared, insert

SOURCE = "Bishop (2006), Pattern Recognition and Machine Learning, section 2.3.3"
STATEMENT = (
    "The joint law of some variables of a linear-Gaussian model: it is normal, and its mean and "
    "covariance follow from those of the parents."
)
INTRO = (
    "Every variable is an affine function of its parents plus independent normal noise. So all of "
    "them together are normal, and it is enough to find their means and covariances."
)


def joint(
    model: LinearGaussianModel,
    variables: Sequence[Any],
    given: Sequence[Any] = (),
    *,
    title: str = "Joint law of a linear-Gaussian model",
    statement: str = STATEMENT,
    source: str = SOURCE,
) -> Derivation:
    """Derive ``p(x, y, ... | given)``, where no given variable depends on what is left out."""
    wanted, fixed = several(variables), several(given)
    check_query(model, wanted, fixed)
    if not model.graph.is_forward(wanted, fixed):
        raise UsageError("use posterior: the given variables depend on the others")
    build = Builder(statement, slug="joint", title=title, source=source)
    declared(build, model)
    route = build.route(intro=INTRO)
    law_of(build, Recursion(route, model, fixed), route, wanted)
    return build.finish()


def law_of(
    build: Builder,
    moments: Recursion,
    route: RouteBuilder,
    variables: Sequence[Any],
    observed: tuple[Any, ...] | None = None,
) -> None:
    """The moments step by step, then the density, which is the result.

    ``observed`` is what the results are conditioned on, if more than what matters.
    """
    given = moments.fixed if observed is None else observed
    known = moments.moments(variables)
    start = density(moments.model.density, tuple(variables), moments.fixed)
    chain = route.chain(start)
    move = rules.NORMAL_JOINT if len(variables) > 1 else rules.NORMAL_MARGINAL
    chain.apply(move, moments.model.graph.order)
    insert(chain, known)
    build.result(density(moments.model.density, tuple(variables), given), chain.current)
    for equation in known:
        if equation.steps or len(variables) == 1:
            *parts, law = equation.lhs.args
            own = NamedLaw(law.name, tuple(dict.fromkeys(parts)), given)
            build.result(equation.lhs.func(*parts, own), equation.rhs)


def check_query(model: LinearGaussianModel, variables: Sequence[Any], given: Sequence[Any]) -> None:
    """``UsageError`` for a question that the model cannot answer."""
    if not variables:
        raise UsageError("the law of no variable was asked for")
    for variable in variables:
        name = to_variable(variable).name
        if variable in given:
            raise UsageError(f"{name} stands on both sides of the bar")
        if model.statement(variable) is None:
            raise UsageError(
                f"{name} has no distribution under {model.density}; state one, such as"
                f" {name} \\sim \\mathcal{{N}}(...), or condition on it"
            )
    names = [*variables, *given]
    if len(set(names)) != len(names):
        raise UsageError("a variable is listed twice")
    above = model.graph.hidden(variables, given)
    for variable in above:
        for parent in model.graph.parents[variable]:
            if parent not in given and model.statement(parent) is None:
                name = to_variable(parent).name
                raise UsageError(
                    f"{to_variable(variable).name} depends on {name}, which has no distribution"
                    f" under {model.density} and is not given"
                )

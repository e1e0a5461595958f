"""The law of variables of a model given others: ``p(x | y)``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from symgauss.bridge.laws import NamedLaw
from symgauss.calculus.constructors import is_matrix
from symgauss.calculus.notions import covariance_of, density, expectation
from symgauss.derivation.builder import Builder
from symgauss.derivation.chain import Chain, Equation
from symgauss.derivation.derivation import Derivation
from symgauss.derivation.rules import models, recursion
from symgauss.gaussians.model import LinearGaussianModel
from symgauss.gaussians.statement import several
from symgauss.kernel.relations import DEFINED
from symgauss.operations import bayes, conditioning
from symgauss.operations.agreement import forms_agree
from symgauss.operations.joint import check_query, law_of
from symgauss.operations.recursion import Memory, Recursion, declared

SOURCE = "Bishop (2006), Pattern Recognition and Machine Learning, section 2.3.3"
STATEMENT = (
    "The law of a variable of a linear-Gaussian model, given what was observed. It is normal; "
    "its mean and covariance are found below."
)
GIVEN = "The model states this law already: nothing has to be derived."


def posterior(
    model: LinearGaussianModel,
    variables: Sequence[Any],
    given: Sequence[Any],
    *,
    taken: Iterable[str] = (),
    title: str = "Posterior of a linear-Gaussian model",
    statement: str = STATEMENT,
    source: str = SOURCE,
) -> Derivation:
    """Derive ``p(variables | given)``: by Bayes, by conditioning the joint, and their equality.

    ``taken`` lists names besides those of the model that the steps must not introduce.
    """
    wanted, observed = several(variables), several(given)
    check_query(model, wanted, observed)
    build = Builder(statement, slug="posterior", title=title, source=source)
    stated = declared(build, model)
    build.declare(*wanted, *observed)
    kept = model.graph.relevant(wanted, observed)
    if len(wanted) == 1 and _is_stated(model, wanted[0], kept):
        _already_given(build, stated[wanted[0]], wanted[0], observed)
        return build.finish()
    kept = model.graph.with_constants(wanted, kept, observed)
    if model.graph.is_forward(wanted, kept):
        _forward(build, model, wanted, observed, kept)
    else:
        _backward(build, Memory(model, taken), wanted, observed, kept)
    return build.finish()


def _is_stated(model: LinearGaussianModel, variable: Any, kept: Sequence[Any]) -> bool:
    statement = model.statement(variable)
    return statement is not None and set(statement.parents) == set(kept)


def _already_given(
    build: Builder, stated: Equation, variable: Any, observed: tuple[Any, ...]
) -> None:
    law = stated.lhs.law
    chain = build.route(intro=GIVEN).chain(density(law.name, variable, observed))
    if law.given != observed:
        chain.apply(recursion.MARKOV, law.given)
    if chain.current == stated.lhs:
        chain.use(stated, rule=models.MODEL)
    else:
        chain.write(stated.rhs, rule=models.MODEL)
    _conclude(build, chain, variable, observed)


def _forward(
    build: Builder,
    model: LinearGaussianModel,
    wanted: tuple[Any, ...],
    observed: tuple[Any, ...],
    kept: tuple[Any, ...],
) -> None:
    """Everything that matters lies above: the recursion along the arrows is enough."""
    from symgauss.operations.joint import INTRO  # noqa: PLC0415

    route = build.route(intro=INTRO)
    if kept != observed:
        first = route.chain(density(model.density, wanted, observed))
        first.apply(recursion.MARKOV, kept)
    law_of(build, Recursion(route, model, kept), route, wanted, observed)


def _backward(
    build: Builder,
    memory: Memory,
    wanted: tuple[Any, ...],
    observed: tuple[Any, ...],
    kept: tuple[Any, ...],
) -> None:
    """Data lie below: Bayes where the arrows allow it, and conditioning the joint law."""
    model = memory.model
    fixed = model.graph.fixed(wanted, kept)
    order = tuple(v for v in observed if v in kept)
    ends: list[Chain] = []
    factors = None
    if len(wanted) == 1:
        factors = bayes.factors_of(model, wanted[0], order, fixed)
    if factors is not None:
        route = build.route(bayes.TITLE, bayes.INTRO)
        _reduced(route, model, wanted, observed, order)
        chain = bayes.by_bayes(route, memory, factors, order)
        _conclude(build, chain, wanted[0], observed)
        ends.append(chain)
        if len(factors.data) > 1 and not any(map(is_matrix, factors.data)):
            return  # the other form inverts a table with a row for each observation
    title = conditioning.TITLE if factors is not None else ""
    route = build.route(title, conditioning.INTRO)
    if factors is None:
        _reduced(route, model, wanted, observed, order)
    chain = conditioning.condition_joint(route, memory, wanted, order, fixed)
    ends.append(chain)
    if len(ends) == 1 and len(wanted) == 1:
        _conclude(build, chain, wanted[0], observed)
    elif len(ends) == 1 or chain.current != ends[0].current:
        build.result(density(model.density, wanted, observed), chain.current)
    for named in memory.named:
        build.result(named.lhs, named.rhs, relation=DEFINED)
    if len(ends) == 2 and chain.current != ends[0].current:
        forms_agree(build, ends[0], chain)


def _reduced(
    route: Any,
    model: LinearGaussianModel,
    wanted: tuple[Any, ...],
    observed: tuple[Any, ...],
    order: tuple[Any, ...],
) -> None:
    """What says nothing more about the wanted variables is dropped from the condition."""
    if order != observed:
        route.chain(density(model.density, wanted, observed)).apply(recursion.MARKOV, order)


def _conclude(build: Builder, chain: Chain, variable: Any, observed: tuple[Any, ...]) -> None:
    """The density, then its mean and covariance."""
    _, mean, cov = chain.current.args
    own: Any = NamedLaw(chain.start.law.name, (variable,), observed)
    build.result(density(own.name, variable, observed), chain.current)
    build.result(expectation(variable, own), mean)
    build.result(covariance_of(variable, variable, own), cov)

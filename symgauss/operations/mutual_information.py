"""The mutual information of two variables of a linear-Gaussian model."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

from symgauss.bridge.expressions import Covariance
from symgauss.bridge.matrices import MatrixCovariance
from symgauss.calculus.notions import covariance_of, law
from symgauss.calculus.notions import mutual_information as information_of
from symgauss.calculus.rewriting import subexpressions
from symgauss.derivation.builder import Builder
from symgauss.derivation.chain import Equation
from symgauss.derivation.derivation import Derivation
from symgauss.derivation.rules import algebra, information, logarithms, numbers
from symgauss.errors import UsageError
from symgauss.gaussians.model import LinearGaussianModel
from symgauss.gaussians.statement import several
from symgauss.operations.recursion import Recursion, attempt, declared

SOURCE = "Cover and Thomas (2006), Elements of Information Theory, sections 2.4 and 8.5"
STATEMENT = (
    "The mutual information of two variables of a linear-Gaussian model: by how much the entropy "
    "of one falls when the other is known."
)
GAIN = "Where the one is known, only the noise of the other is left."
JOINT = "Three entropies, each a log determinant; the dimensions cancel."


def mutual_information(
    model: LinearGaussianModel,
    left: Any,
    right: Any,
    given: Sequence[Any] = (),
    *,
    slug: str = "mutual-information",
    title: str = "Mutual information in a linear-Gaussian model",
    statement: str = STATEMENT,
    source: str = SOURCE,
) -> Derivation:
    """Derive ``I[left; right | given]`` from determinants, and as a loss of entropy."""
    given = several(given)
    order = model.graph.order
    if left not in order or right not in order or left == right:
        raise UsageError("the mutual information is of two different variables of the model")
    if not model.graph.is_forward((left, right), given):
        raise UsageError("condition on variables that do not depend on the other two")
    build = Builder(statement, slug=slug, title=title, source=source)
    declared(build, model)
    asked = information_of(model.density, (left,), (right,), given)
    child, parent = (left, right) if order.index(left) > order.index(right) else (right, left)
    stated = model.statement(child)
    is_child = stated is not None and set(stated.parents) <= {parent, *given}
    route = build.route("As a loss of entropy" if is_child else "", GAIN if is_child else JOINT)
    recursion = Recursion(route, model, given)
    if is_child:
        _loss(build, recursion, asked, child, parent)
        recursion.route = build.route("From the joint covariance", JOINT)
    _determinants(build, recursion, asked, (left, right))
    return build.finish()


def _determinants(build: Builder, recursion: Recursion, asked: Any, pair: Any) -> None:
    known = []
    for v, w in product(pair, pair):
        found = recursion.cov(v, w)
        own = law(recursion.model.density, [u for u in pair if u in (v, w)], recursion.fixed)
        known.append(Equation(covariance_of(v, w, own), found.rhs, steps=found.steps))
    chain = recursion.route.chain(asked)
    chain.apply(information.INFORMATION_DEFINITION)
    chain.apply(information.ENTROPY_OF_NORMAL)
    chain.apply(algebra.EXPAND)
    chain.apply(logarithms.LOG_QUOTIENT)
    chain.use(*known)
    attempt(chain, numbers.EVALUATE)
    build.result(chain)


def _loss(build: Builder, recursion: Recursion, asked: Any, child: Any, parent: Any) -> None:
    spread = recursion.cov(child, child)
    statement = recursion.model.statement(child)
    chain = recursion.route.chain(asked)
    if child not in asked.args[2]:
        chain.apply(information.SYMMETRY)
    chain.apply(information.INFORMATION_GAIN)
    chain.apply(information.ENTROPY_OF_NORMAL)
    chain.apply(algebra.EXPAND)
    noise = next(p for p in subexpressions(chain.current) if _is_noise(p, parent))
    chain.use(spread, Equation(noise, statement.cov if statement else None))
    chain.apply(logarithms.LOG_QUOTIENT)
    attempt(chain, logarithms.LOG_POWER, numbers.EVALUATE)
    build.result(chain)


def _is_noise(place: Any, parent: Any) -> bool:
    found = isinstance(place, Covariance | MatrixCovariance)
    return found and parent in place.args[2].given

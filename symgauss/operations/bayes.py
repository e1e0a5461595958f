"""A conditional law by Bayes' rule and completing the square: the information form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from symgauss.bridge.symbols import covariance, vector
from symgauss.calculus.constructors import add, exp, is_matrix, is_zero, neg
from symgauss.calculus.definiteness import may_be_singular
from symgauss.calculus.notions import density
from symgauss.calculus.quadratic import Quadratic
from symgauss.calculus.rewriting import contains, subexpressions
from symgauss.derivation.builder import RouteBuilder
from symgauss.derivation.chain import Chain, Equation
from symgauss.derivation.rules import algebra, densities, entries, matrices, models, numbers
from symgauss.derivation.rules import posterior as rules
from symgauss.derivation.workbench import proportional
from symgauss.gaussians.affine import affine_in
from symgauss.gaussians.model import LinearGaussianModel
from symgauss.operations.recursion import Memory, attempt

TITLE = "Bayes and completing the square"
INTRO = (
    "As a function of the variable, prior times likelihood is the exponential of a quadratic. "
    "Completing the square shows the mean and the covariance."
)
SAME = "Both sides are densities of the same variable, so they are equal."


@dataclass(frozen=True)
class Factors:
    """What each variable is conditioned on in ``p(x) p(y | x) p(z | x, y)``."""

    variable: Any
    data: tuple[Any, ...]
    kept: Mapping[Any, tuple[Any, ...]]


def factors_of(
    model: LinearGaussianModel, variable: Any, given: Sequence[Any], fixed: Sequence[Any]
) -> Factors | None:
    """Prior and likelihoods that follow the arrows; ``None`` where there are none.

    Each needs a density, and so a covariance that has an inverse.
    """
    graph = model.graph
    data = tuple(v for v in graph.ordered(given) if v not in fixed)
    kept = {variable: _condition(model, variable, fixed)}
    known = [variable, *fixed]
    for one in data:
        kept[one] = _condition(model, one, known)
        if not graph.is_forward([one], kept[one]):
            return None
        known.append(one)
    if not graph.is_forward([variable], fixed):
        return None
    if any(may_be_singular(model.cov(one, one, given)) for one, given in kept.items()):
        return None
    return Factors(variable, data, kept)


def _condition(model: LinearGaussianModel, variable: Any, known: Sequence[Any]) -> tuple[Any, ...]:
    """What of the known matters for a variable."""
    kept = model.graph.relevant([variable], known)
    if set(model.graph.parents[variable]) <= set(kept):
        return kept
    return model.graph.with_constants([variable], kept, known)


def by_bayes(route: RouteBuilder, memory: Memory, factors: Factors, given: Sequence[Any]) -> Chain:
    """``p(x | y) ~ p(x) p(y | x) ~ N(x; ...)``, step by step."""
    x = factors.variable
    laws = [memory.law(route, v, factors.kept[v]) for v in (x, *factors.data)]
    chain = route.chain(density(memory.model.density, x, tuple(given)))
    if len(given) == 1:
        chain.apply(models.BAYES_PROPORTIONAL, x)
    else:
        chain.apply(rules.BAYES_MODEL, x, factors.data, factors.kept)
    derived = any(law.steps for law in laws)
    chain.use(*laws, rule=algebra.SUBSTITUTE if derived else models.MODEL)
    splits = _splits(laws, x)
    groups = [split.part for split in splits if isinstance(split.part, sp.Add)]
    chain.apply(rules.KERNELS if is_matrix(x) else rules.KERNELS_SCALAR, x)
    attempt(chain, matrices.ISOTROPIC, numbers.EVALUATE)
    chain.apply(rules.MULTIPLY_OUT, x, *splits)
    attempt(chain, numbers.EVALUATE)
    if rules.COLLECT_KEEPING.action(chain.current, x, *groups) != chain.current:
        chain.apply(rules.COLLECT_KEEPING, x, *groups)
    attempt(chain, numbers.EVALUATE)
    if not is_matrix(x):
        attempt(chain, numbers.SAME_DENOMINATOR)
    form = rules.quadratic_of(_exponent(chain), x, groups)
    if is_matrix(x) and form.scale is None:
        return _calculated(_named(route, memory, chain, form))
    chain.apply(densities.COMPLETE_EXPONENT, x, form.centre)
    attempt(chain, numbers.EVALUATE)
    chain.apply(rules.READ_OFF, x, note=SAME)
    attempt(chain, matrices.ISOTROPIC, numbers.EVALUATE)
    _, mean, cov = chain.current.args
    if not is_matrix(x) and not cov.free_symbols and _is_nested(mean):
        attempt(chain, algebra.SIMPLIFY)
    return chain


def _is_nested(mean: Any) -> bool:
    """Whether a sum stands inside a sum: ``8/25 (y - 1)`` is plain, ``2/3 (1 + 4 (y - 1))`` not."""
    sums = [part for part in subexpressions(mean) if isinstance(part, sp.Add)]
    return len(sums) > 1


def _calculated(chain: Chain) -> Chain:
    """Numbers carried out, where the model gives numbers."""
    attempt(chain, numbers.EVALUATE)
    if numbers.explicit(chain.current.args[2]) is not None:
        return attempt(chain, numbers.MULTIPLY_OUT, numbers.EVALUATE)
    return attempt(chain, entries.ENTRY_BY_ENTRY)


def _exponent(chain: Chain) -> Any:
    return next(p for p in subexpressions(chain.current) if isinstance(p, sp.exp)).args[0]


def _named(route: RouteBuilder, memory: Memory, chain: Chain, form: Quadratic) -> Chain:
    """The square completed with names for ``A`` and ``b`` of ``-1/2 x^T A x + x^T b``."""
    x = form.variable
    name = memory.free_name(route, "Lambda", "Lambdatilde", "Omega")
    other = memory.free_name(route, "eta", "etatilde", "xi")
    A, b = covariance(name, x.shape[0]), vector(other, x.shape[0])
    known = [route.define(A, form.A), route.define(b, form.b)]
    written = exp(Quadratic(x, A, b, sp.Integer(0)).expression())
    short = route.chain(chain.start)
    uses = [chain.equation, *known]
    short.write(written, rule=algebra.NAME, relation=proportional(x), uses=uses)
    short.apply(densities.COMPLETE_EXPONENT, x)
    short.apply(rules.READ_OFF, x, note=SAME)
    back = [Equation(e.rhs, e.lhs, steps=e.steps) for e in known]
    return short.use(*back, rule=algebra.NAME)


def _splits(laws: Sequence[Equation], x: Any) -> list[rules.Split]:
    """In each exponent, what is free of ``x`` stays together: ``(y - c) - H x``."""
    found = []
    for law in laws:
        point, mean, _ = law.rhs.args
        whole = rules.difference(point, mean)
        slopes = [term for term in _terms(mean) if contains(term, x)]
        if point == x and not is_zero(mean):
            found.append(rules.Split(whole, mean, -1, x))
        elif slopes:
            part = rules.difference(point, affine_in(mean, [x]).offset)
            found.append(rules.Split(whole, part, 1, add(*(neg(term) for term in slopes))))
    return found


def _terms(expression: Any) -> tuple[Any, ...]:
    return tuple(expression.args) if isinstance(expression, sp.Add) else (expression,)

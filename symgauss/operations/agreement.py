"""The information form and the gain form of a posterior are equal."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.calculus.constructors import is_matrix
from symgauss.calculus.expansion import canonical
from symgauss.calculus.quadratic import scale_of
from symgauss.calculus.rewriting import subexpressions
from symgauss.derivation.builder import Builder, RouteBuilder
from symgauss.derivation.chain import Chain
from symgauss.derivation.rule import Move
from symgauss.derivation.rules import algebra
from symgauss.derivation.rules import gains as rules
from symgauss.operations.recursion import attempt

TITLE = "The two forms agree"
INTRO = (
    "The first form inverts a matrix of the size of the variable, the second one of the size of "
    "the data. Two identities lead from one to the other."
)
SCALAR_INTRO = "Written as one fraction, the two forms are the same."


def forms_agree(build: Builder, information: Chain, gain: Chain) -> None:
    """A route from the information form to the gain form, where one is known."""
    _, mean, cov = information.current.args
    _, other_mean, other_cov = gain.current.args
    if not (mean.free_symbols | cov.free_symbols) - {information.current.args[0]}:
        return
    if not is_matrix(cov) or scale_of(cov) is not None:
        if cov.free_symbols:
            _one_fraction(build, (mean, cov), (other_mean, other_cov))
    elif rules.INVERSION_LEMMA.action(cov) != cov:
        route = build.route(TITLE, INTRO)
        _covariance(route, cov, other_cov)
        _mean(route, mean, other_mean)


def _one_fraction(build: Builder, first: tuple[Any, Any], second: tuple[Any, Any]) -> None:
    """Scalars, and multiples of the identity: a common denominator is enough."""
    route = build.route(TITLE, SCALAR_INTRO)
    for start, end in zip(first, second, strict=True):
        if start == end:
            continue
        chain = route.chain(start)
        after = algebra.TOGETHER.action(start)
        if canonical(after) == canonical(end):
            chain.write(end, rule=algebra.TOGETHER.rule)
            continue
        attempt(chain, algebra.TOGETHER)
        if chain.current != end:
            chain.write(end)


def _covariance(route: RouteBuilder, start: Any, end: Any) -> None:
    chain = route.chain(start)
    chain.apply(rules.INVERSION_LEMMA)
    if chain.current != end:
        chain.write(end)


def _mean(route: RouteBuilder, start: Any, end: Any) -> None:
    chain = route.chain(start)
    letters = [*_sums_at_the_end(start), *rules.prior_of(start)]
    keeping = Move(
        algebra.EXPAND.rule, lambda place: algebra.EXPAND_KEEPING.action(place, *letters)
    )
    attempt(chain, keeping, rules.GAIN)
    if not rules.prior_of(start):
        attempt(chain, keeping, algebra.CANCEL)
    if chain.current != end:
        chain.write(end, rule=algebra.FACTOR_MATRIX.rule)


def _sums_at_the_end(mean: Any) -> list[Any]:
    """Vectors such as ``y - c`` that stay together."""
    found = [
        part.args[-1]
        for part in subexpressions(mean)
        if isinstance(part, sp.MatMul)
        and isinstance(part.args[-1], sp.MatAdd)
        and part is not mean
        and part.args[-1].shape[1] == 1
    ]
    return list(dict.fromkeys(found))

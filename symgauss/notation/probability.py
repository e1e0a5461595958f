"""Layouts of laws, densities, moments and information quantities."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from symgauss.kernel.terms import (
    Covariance,
    CrossEntropy,
    Density,
    Entropy,
    Expectation,
    KullbackLeibler,
    Law,
    MutualInformation,
    Named,
    Normal,
    NormalDensity,
    Term,
    Variable,
)
from symgauss.kernel.traversal import free_symbols
from symgauss.notation.layout import (
    Bracket,
    Fence,
    Glyph,
    Kind,
    Layout,
    Operator,
    Row,
    Scripts,
    Sign,
    listed,
)
from symgauss.notation.precedence import Level, Piece
from symgauss.notation.products import is_scalar
from symgauss.notation.spelling import spell

Compose = Callable[[Term], Piece]


def compose_law(law: Law, compose: Compose, *, with_variable: bool = False) -> Layout:
    """``p(x | y)``, ``N(m, S)``, or ``x ~ N(m, S)`` where the variable must be said."""
    match law:
        case Named(name):
            return _call(spell(name).layout, _conditioned(law, compose)).layout
        case Normal(variable, mean, covariance):
            parts = listed((compose(mean).layout, compose(covariance).layout))
            normal = _call(Glyph("normal"), parts).layout
            if not with_variable:
                return normal
            return Row((compose(variable).layout, Sign("sim"), normal), Kind.RELATION)
        case _:
            assert_never(law)


def compose_probability(
    term: NormalDensity | Density | Expectation | Covariance, compose: Compose
) -> Piece:
    """Densities and moments."""
    match term:
        case NormalDensity(point, mean, covariance):
            first = (compose(point).layout, Sign("semicolon"), compose(mean).layout)
            row = Row((*first, Sign("comma"), compose(covariance).layout), Kind.LIST)
            return _call(Glyph("normal"), row)
        case Density(law):
            return Piece(compose_law(law, compose), Level.SCRIPTED)
        case Expectation(body, law):
            return _moment(Glyph("expectation"), (body,), law, compose)
        case Covariance(left, right, law):
            if left != right:
                return _moment(Operator("Cov"), (left, right), law, compose)
            return _moment(Operator("Var" if is_scalar(left) else "Cov"), (left,), law, compose)
        case _:
            assert_never(term)


def compose_information(
    term: Entropy | CrossEntropy | KullbackLeibler | MutualInformation, compose: Compose
) -> Piece:
    """Entropies, divergences and mutual information."""
    match term:
        case Entropy(Named("p") as law):
            return _call(Glyph("entropy"), _conditioned(law, compose), Bracket.SQUARE)
        case Entropy(law):
            return _call(Glyph("entropy"), compose_law(law, compose), Bracket.SQUARE)
        case CrossEntropy(under, of):
            return _call(Glyph("entropy"), _pair(under, of, "comma", compose), Bracket.SQUARE)
        case KullbackLeibler(left, right):
            return _call(Operator("KL"), _pair(left, right, "parallel", compose))
        case MutualInformation(name, left, right, given):
            sides = listed((_list(left, compose), _list(right, compose)), "semicolon")
            head: Layout = Glyph("information")
            if name != "p":
                head = Scripts(head, spell(name).layout)
            return _call(head, _given(sides, given, compose), Bracket.SQUARE)
        case _:
            assert_never(term)


def _call(head: Layout, body: Layout, bracket: Bracket = Bracket.ROUND) -> Piece:
    # Cov[x]^{-1} is the usual notation; p(x)^2 could be read as the density of a square.
    level = Level.ATOM if bracket is Bracket.SQUARE else Level.SCRIPTED
    return Piece(Row((head, Fence(bracket, body)), Kind.TIGHT), level)


def _list(variables: tuple[Variable, ...], compose: Compose) -> Layout:
    return listed(tuple(compose(variable).layout for variable in variables))


def _given(body: Layout, given: tuple[Variable, ...], compose: Compose) -> Layout:
    return listed((body, _list(given, compose)), "mid") if given else body


def _conditioned(law: Named, compose: Compose) -> Layout:
    return _given(_list(law.variables, compose), law.given, compose)


def _moment(head: Layout, bodies: tuple[Term, ...], law: Law, compose: Compose) -> Piece:
    """``E[x | y]`` where the body tells the variable, else with the law below.

    Under another letter than ``p`` that is ``E_q[x | y]``, of the variables themselves only.
    """
    body = listed(tuple(compose(part).layout for part in bodies))
    free = frozenset[Variable]().union(*(free_symbols(part) for part in bodies))
    if isinstance(law, Named) and law.name != "p" and _distinct(bodies) == law.variables:
        head = Scripts(head, spell(law.name).layout)
        return _call(head, _given(body, law.given, compose), Bracket.SQUARE)
    if isinstance(law, Named) and law.name == "p" and free.issuperset(law.variables):
        return _call(head, _given(body, law.given, compose), Bracket.SQUARE)
    below = compose_law(law, compose, with_variable=True)
    return _call(Scripts(head, below), body, Bracket.SQUARE)


def _distinct(bodies: tuple[Term, ...]) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(bodies))


def _pair(left: Law, right: Law, sign: str, compose: Compose) -> Layout:
    """Two laws; by their letters alone where both are of the same unconditioned variables."""
    match left, right:
        case Named(first, variables, ()), Named(second, others, ()) if variables == others:
            return listed((spell(first).layout, spell(second).layout), sign)
        case _:
            return listed((compose_law(left, compose), compose_law(right, compose)), sign)

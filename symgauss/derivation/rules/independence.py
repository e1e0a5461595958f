"""Rules of independent variables: convolution, expectations of products, products of densities."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.bridge.laws import NormalLaw
from symgauss.calculus.constructors import add, exp, inv, is_matrix, mul, neg, sub
from symgauss.calculus.expansion import coefficient_and_rest, terms_of
from symgauss.calculus.notions import expectation, integral, normal_density
from symgauss.calculus.order import symbols_in_order
from symgauss.calculus.rewriting import contains
from symgauss.calculus.simplification import simplify_fraction
from symgauss.derivation.rule import Move, Rule, everywhere

_TWO = (
    r"x, y, z, u, \mu, m \in \mathbb{R}^{n}",
    r"\Sigma, S \in \mathbb{S}_{++}^{n}",
    r"x \sim \mathcal{N}(\mu, \Sigma)",
    r"y \sim \mathcal{N}(m, S)",
)


def _convolution(place: Any, u: Any, first: NormalLaw, second: NormalLaw) -> Any:
    """``p(z) = int N(u; m_1, S_1) N(z - u; m_2, S_2) du`` for ``z = x + y``."""
    if not isinstance(place, e.Density):
        return None
    (z,) = place.law.variables
    left = normal_density(u, first.mean, first.covariance)
    return integral(mul(left, normal_density(sub(z, u), second.mean, second.covariance)), u)


CONVOLUTION = Move(
    Rule(
        "convolution",
        r"p(z) = \int \mathcal{N}(u; \mu, \Sigma) \mathcal{N}(z - u; m, S) \, \mathrm{d}u",
        (*_TWO, r"z := x + y"),
        "Feller (1971), An Introduction to Probability Theory and Its Applications, volume 2",
    ),
    everywhere(_convolution),
)


def _about(place: Any, x: Any) -> Any:
    """``N(a; m, S)`` as ``N(x; ..., S)`` where ``a - m`` is ``x - ...`` or its negative."""
    if not isinstance(place, e.NormalDensity):
        return None
    point, mean, covariance = place.args
    if point == x or not (contains(point, x) or contains(mean, x)):
        return None
    terms = [*terms_of(point), *(neg(term) for term in terms_of(mean))]
    signs = [coefficient_and_rest(term) for term in terms]
    own = [number for number, rest in signs if rest == x]
    others = [term for term, (_, rest) in zip(terms, signs, strict=True) if rest != x]
    if len(own) != 1 or abs(own[0]) != 1 or any(contains(term, x) for term in others):
        return None
    centre = add(*(mul(-own[0], term) for term in others)) if others else mul(0, x)
    return normal_density(x, centre, covariance)


ABOUT = Move(
    Rule(
        "a normal density depends on the distance from its mean",
        r"\mathcal{N}(z - x; \mu, \Sigma) = \mathcal{N}(x; z - \mu, \Sigma)",
        (r"x, z, \mu \in \mathbb{R}^{n}", r"\Sigma \in \mathbb{S}_{++}^{n}"),
    ),
    everywhere(_about),
)


def _product(place: Any) -> Any:
    """Two densities of one point: ``N(m_1; m_2, S_1 + S_2)`` times the density of the product."""
    if not isinstance(place, sp.Mul):
        return None
    factors = list(place.args)
    densities = [f for f in factors if isinstance(f, e.NormalDensity)]
    if len(densities) != 2 or densities[0].args[0] != densities[1].args[0]:
        return None
    (x, m_1, S_1), (_, m_2, S_2) = (one.args for one in densities)
    S = inv(add(inv(S_1), inv(S_2)))
    b = add(mul(inv(S_1), m_1), mul(inv(S_2), m_2))
    mean = mul(S, b)
    if not is_matrix(x):
        order = symbols_in_order(m_1, m_2, S_1, S_2)
        S = simplify_fraction(S, order)
        total = simplify_fraction(add(S_1, S_2), order)
        mean = mul(add(mul(S_2, m_1), mul(S_1, m_2)), inv(total))
    first = factors.index(densities[0])
    rest = [f for f in factors if f not in densities]
    both = [normal_density(m_1, m_2, add(S_1, S_2)), normal_density(x, mean, S)]
    return mul(*rest[:first], *both, *rest[first:])


PRODUCT = Move(
    Rule(
        "product of two normal densities",
        r"\mathcal{N}(x; \mu, \Sigma) \mathcal{N}(x; m, S) = \mathcal{N}(\mu; m, \Sigma + S)"
        r" \mathcal{N}\left(x; (\Sigma^{-1} + S^{-1})^{-1} (\Sigma^{-1} \mu + S^{-1} m),"
        r" (\Sigma^{-1} + S^{-1})^{-1}\right)",
        (r"x, \mu, m \in \mathbb{R}^{n}", r"\Sigma, S \in \mathbb{S}_{++}^{n}"),
        "Petersen and Pedersen (2012), The Matrix Cookbook, section 8.1.8",
    ),
    everywhere(_product),
)


def _independent(place: Any, *laws: NormalLaw) -> Any:
    """``E[exp(a x + b y + c)] = E[exp(a x)] E[exp(b y)] exp(c)``, the exponent multiplied out."""
    if not isinstance(place, e.Expectation) or not isinstance(place.args[0], sp.exp):
        return None
    terms = terms_of(place.args[0].args[0])
    parts: list[Any] = []
    for law in laws:
        own = [term for term in terms if contains(term, law.variable)]
        terms = [term for term in terms if term not in own]
        if own:
            parts.append(expectation(exp(add(*own)), law))
    return mul(*parts, exp(add(*terms))) if terms else mul(*parts)


INDEPENDENCE = Move(
    Rule(
        "expectation of a product of independent factors",
        r"\mathbb{E}[\exp(t^\top (x + y))] = \mathbb{E}[\exp(t^\top x)]"
        r" \mathbb{E}[\exp(t^\top y)]",
        (
            r"x, y, t, \mu, m \in \mathbb{R}^{n}",
            r"\Sigma, S \in \mathbb{S}_{++}^{n}",
            r"x \sim \mathcal{N}(\mu, \Sigma)",
            r"y \sim \mathcal{N}(m, S)",
        ),
    ),
    everywhere(_independent),
)

#: How a law follows from its moment generating function.
UNIQUENESS = Rule(
    "the moment generating function determines the law",
    r"p(x) = \mathcal{N}(x; \mu, \Sigma)",
    (
        r"x, \mu \in \mathbb{R}^{n}",
        r"\Sigma \in \mathbb{S}_{++}^{n}",
        r"x \sim \mathcal{N}(\mu, \Sigma)",
    ),
    "Billingsley (1995), Probability and Measure, section 30",
)

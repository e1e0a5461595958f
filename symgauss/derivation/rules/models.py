"""Rules of joint, marginal and conditional densities, and of integrals."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.calculus.constructors import div, mul
from symgauss.calculus.notions import density, integral
from symgauss.calculus.rewriting import contains
from symgauss.derivation.rule import Move, Rule, everywhere
from symgauss.kernel.relations import RelationKind

_MODEL = (
    r"x, m \in \mathbb{R}^{n}",
    r"y \in \mathbb{R}^{k}",
    r"P \in \mathbb{S}_{++}^{n}",
    r"R \in \mathbb{S}_{++}^{k}",
    r"H \in \mathbb{R}^{k \times n}",
    r"x \sim \mathcal{N}(m, P)",
    r"y \mid x \sim \mathcal{N}(H x, R)",
)

#: The density that a statement of the model declares.
MODEL = Rule("the model", r"p(y \mid x) = \mathcal{N}(y; H x, R)", _MODEL)


def _bayes(place: Any) -> Any:
    """``p(x | y, z) = p(x | z) p(y | x, z) / p(y | z)``, turning the first given variable."""
    if not isinstance(place, e.Density) or not place.law.given:
        return None
    law = place.law
    data, rest = law.given[:1], law.given[1:]
    prior = density(law.name, law.variables, rest)
    likelihood = density(law.name, data, (*law.variables, *rest))
    return div(mul(prior, likelihood), density(law.name, data, rest))


BAYES = Move(
    Rule("Bayes' rule", r"p(x \mid y) = \frac{p(x) p(y \mid x)}{p(y)}", _MODEL), everywhere(_bayes)
)


def _bayes_proportional(place: Any, x: Any) -> Any:
    found = _bayes(place) if isinstance(place, e.Density) and x in place.law.variables else None
    return None if found is None else mul(*found.args[:-1])


BAYES_PROPORTIONAL = Move(
    Rule("Bayes' rule", r"p(x \mid y) \propto p(x) p(y \mid x)", _MODEL),
    everywhere(_bayes_proportional),
    RelationKind.PROPORTIONAL,
)


def _product_rule(place: Any) -> Any:
    """``p(x, y | z) = p(y | x, z) p(x | z)``: the last variable given the others."""
    if not isinstance(place, e.Density) or len(place.law.variables) < 2:
        return None
    law = place.law
    *others, last = law.variables
    return mul(
        density(law.name, (last,), (*others, *law.given)), density(law.name, others, law.given)
    )


PRODUCT_RULE = Move(
    Rule("product rule", r"p(x, y) = p(y \mid x) p(x)", _MODEL), everywhere(_product_rule)
)


def _sum_rule(place: Any, hidden: Any) -> Any:
    """``p(y) = int p(y | x) p(x) dx``."""
    if not isinstance(place, e.Density):
        return None
    law = place.law
    inner = mul(
        density(law.name, law.variables, (hidden, *law.given)), density(law.name, hidden, law.given)
    )
    return integral(inner, hidden)


SUM_RULE = Move(
    Rule("sum rule", r"p(y) = \int p(y \mid x) p(x) \, \mathrm{d}x", _MODEL), everywhere(_sum_rule)
)


def _is_integral(place: Any) -> bool:
    return isinstance(place, e.VectorIntegral | sp.Integral)


def _integral_variable(place: Any) -> Any:
    return place.args[1] if isinstance(place, e.VectorIntegral) else place.limits[0][0]


def _constants_out(place: Any) -> Any:
    if not _is_integral(place):
        return None
    x, body = _integral_variable(place), place.args[0]
    factors = body.args if isinstance(body, sp.Mul) else (body,)
    free = [f for f in factors if not contains(f, x)]
    if not free:
        return None
    return mul(*free, place.func(mul(*(f for f in factors if contains(f, x))), *place.args[1:]))


CONSTANT_OUT = Move(
    Rule(
        "a constant leaves the integral",
        r"\int c \exp(-x^2) \, \mathrm{d}x = c \int \exp(-x^2) \, \mathrm{d}x",
        (r"c, x \in \mathbb{R}",),
    ),
    everywhere(_constants_out),
)


def _density_integral(place: Any) -> Any:
    if _is_integral(place) and isinstance(place.args[0], e.NormalDensity):
        whole = isinstance(place, e.VectorIntegral) or place.limits[0][1:] == (-sp.oo, sp.oo)
        point = place.args[0].args[0]
        return sp.Integer(1) if whole and point == _integral_variable(place) else None
    return None


NORMALISATION = Move(
    Rule(
        "a density integrates to one",
        r"\int \mathcal{N}(x; \mu, \Sigma) \, \mathrm{d}x = 1",
        (r"x, \mu \in \mathbb{R}^{n}", r"\Sigma \in \mathbb{S}_{++}^{n}"),
    ),
    everywhere(_density_integral),
)

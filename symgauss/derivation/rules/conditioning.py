"""Rules of conditional laws in linear-Gaussian models."""

from __future__ import annotations

from typing import Any

from symgauss.bridge import expressions as e
from symgauss.bridge import matrices as m
from symgauss.bridge.laws import NamedLaw
from symgauss.calculus.constructors import add, inv, mul, sub
from symgauss.calculus.notions import covariance_of, density, expectation, law
from symgauss.calculus.transposes import transposed
from symgauss.derivation.rule import Move, Rule, everywhere

_JOINT = (
    r"x, m \in \mathbb{R}^{n}",
    r"y \in \mathbb{R}^{k}",
    r"P \in \mathbb{S}_{++}^{n}",
    r"R \in \mathbb{S}_{++}^{k}",
    r"H \in \mathbb{R}^{k \times n}",
    r"x \sim \mathcal{N}(m, P)",
    r"y \mid x \sim \mathcal{N}(H x, R)",
)
_BISHOP = "Bishop (2006), equations (2.81) and (2.82)"


def _markov(place: Any, variable: Any, *parents: Any) -> Any:
    """``p(variable | parents, more) = p(variable | parents)``."""
    if not isinstance(place, e.Density) or place.law.variables != (variable,):
        return None
    if place.law.given == parents or not set(parents) <= set(place.law.given):
        return None
    return density(place.law.name, variable, parents)


MARKOV = Move(
    Rule(
        "Markov property",
        r"p(z \mid y, x) = p(z \mid y)",
        (
            *_JOINT,
            r"z \in \mathbb{R}^{k}",
            r"z \mid y \sim \mathcal{N}(y, R)",
        ),
    ),
    everywhere(_markov),
)


def _without(law_: NamedLaw, data: Any) -> tuple[Any, ...]:
    return tuple(v for v in law_.given if v != data)


def _surprise(law_: NamedLaw, data: Any) -> tuple[Any, Any, Any]:
    """``Cov[x, y]``, ``Cov[y]`` and ``y - E[y]``, all without ``y`` among what is given."""
    (x,), rest = law_.variables, _without(law_, data)
    cross = covariance_of(x, data, law(law_.name, (x, data), rest))
    spread = covariance_of(data, data, law(law_.name, data, rest))
    return cross, spread, sub(data, expectation(data, law(law_.name, data, rest)))


def _conditional_mean(place: Any, data: Any) -> Any:
    """``E[x | y] = E[x] + Cov[x, y] Cov[y]^{-1} (y - E[y])``."""
    if not isinstance(place, e.Expectation | m.MatrixExpectation):
        return None
    body, law_ = place.args
    if not isinstance(law_, NamedLaw) or law_.variables != (body,) or data not in law_.given:
        return None
    cross, spread, gap = _surprise(law_, data)
    prior = expectation(body, law(law_.name, body, _without(law_, data)))
    return add(prior, mul(cross, inv(spread), gap))


CONDITIONAL_MEAN = Move(
    Rule(
        "mean of a conditional normal",
        r"\mathbb{E}[x \mid y] = \mathbb{E}[x]"
        r" + \mathrm{Cov}[x, y] \mathrm{Cov}[y]^{-1} (y - \mathbb{E}[y])",
        _JOINT,
        _BISHOP,
    ),
    everywhere(_conditional_mean),
)


def _conditional_covariance(place: Any, data: Any) -> Any:
    """``Cov[x | y] = Cov[x] - Cov[x, y] Cov[y]^{-1} Cov[y, x]``."""
    if not isinstance(place, e.Covariance | m.MatrixCovariance):
        return None
    left, right, law_ = place.args
    if left != right or not isinstance(law_, NamedLaw):
        return None
    if law_.variables != (left,) or data not in law_.given:
        return None
    cross, spread, _ = _surprise(law_, data)
    prior = covariance_of(left, left, law(law_.name, left, _without(law_, data)))
    return sub(prior, mul(cross, inv(spread), transposed(cross)))


CONDITIONAL_COVARIANCE = Move(
    Rule(
        "covariance of a conditional normal",
        r"\mathrm{Cov}[x \mid y] = \mathrm{Cov}[x]"
        r" - \mathrm{Cov}[x, y] \mathrm{Cov}[y]^{-1} \mathrm{Cov}[x, y]^\top",
        _JOINT,
        _BISHOP,
    ),
    everywhere(_conditional_covariance),
)

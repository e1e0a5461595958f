"""Rules of Bayes and the completed square, and of the two forms of a posterior."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.bridge.laws import NamedLaw
from symgauss.calculus.constructors import (
    HALF,
    T,
    add,
    div,
    exp,
    form,
    is_matrix,
    mul,
    neg,
    square,
)
from symgauss.calculus.expansion import expand
from symgauss.calculus.quadratic import Quadratic, quadratic_in, scale_of
from symgauss.calculus.rewriting import contains, replace, rewrite, substitute
from symgauss.calculus.transposes import inverted
from symgauss.derivation.rule import Move, Rule, everywhere
from symgauss.derivation.rules import densities
from symgauss.derivation.rules.algebra import COLLECT, _letter
from symgauss.kernel.relations import RelationKind

_MODEL = (
    r"x, m \in \mathbb{R}^{n}",
    r"y, z \in \mathbb{R}^{k}",
    r"P \in \mathbb{S}_{++}^{n}",
    r"R, Q \in \mathbb{S}_{++}^{k}",
    r"H, G \in \mathbb{R}^{k \times n}",
    r"x \sim \mathcal{N}(m, P)",
    r"y \mid x \sim \mathcal{N}(H x, R)",
    r"z \mid x \sim \mathcal{N}(G x, Q)",
)
_PROPORTIONAL = RelationKind.PROPORTIONAL


def _bayes(place: Any, x: Any, data: Any, kept: Any) -> Any:
    """``p(x | y, z) ~ p(x) p(y | x) p(z | x)``; ``kept[y]`` is what each is conditioned on."""
    if not isinstance(place, e.Density) or place.law.variables != (x,):
        return None
    name = place.law.name
    factors = [e.Density(NamedLaw(name, (x,), kept[x]))]
    factors += [e.Density(NamedLaw(name, (y,), kept[y])) for y in data]
    return mul(*factors)


BAYES_MODEL = Move(
    Rule(
        "Bayes' rule",
        r"p(x \mid y, z) \propto_{x} p(x) p(y \mid x) p(z \mid x)",
        _MODEL,
    ),
    everywhere(_bayes),
    _PROPORTIONAL,
)


def exponent_of(density: Any) -> Any:
    """``-1/2 (x - m)^T S^{-1} (x - m)`` of a normal density; ``S = L^{-1}`` gives ``L``."""
    point, mean, cov = density.args
    gap = difference(point, mean)
    if not is_matrix(point):
        return _over(square(gap), cov)
    scale = scale_of(cov)
    if scale is None:
        return mul(-HALF, form(gap, inverted(cov)))
    return _over(mul(T(gap), gap), scale)


def _over(form_: Any, variance: Any) -> Any:
    """``-a / (2 s)``, and ``-1/2 b a`` for ``s = 1/b``."""
    if isinstance(variance, sp.Pow) and variance.args[1] == -1:
        return mul(-HALF, variance.args[0], form_)
    return mul(-HALF, form_) if variance == 1 else neg(div(form_, mul(2, variance)))


def difference(point: Any, mean: Any) -> Any:
    """``y - H x - c``: a subtracted sum without parentheses."""
    terms = mean.args if isinstance(mean, sp.Add) else (mean,)
    return add(point, *(neg(term) for term in terms))


def _kernels(place: Any, x: Any) -> Any:
    """A product of normal densities as one exponential, without what is free of ``x``."""
    factors = place.args if isinstance(place, sp.Mul) else (place,)
    if not any(isinstance(f, e.NormalDensity) for f in factors):
        return None
    wanted = [f for f in factors if contains(f, x)]
    if not all(isinstance(f, e.NormalDensity) for f in wanted):
        return None
    return exp(add(*map(exponent_of, wanted)))


KERNELS = Move(
    Rule(
        "densities up to constant factors",
        r"\mathcal{N}(x; m, P) \propto_{x}"
        r" \exp\left(-\frac{1}{2} (x - m)^\top P^{-1} (x - m)\right)",
        (r"x, m \in \mathbb{R}^{n}", r"P \in \mathbb{S}_{++}^{n}"),
    ),
    everywhere(_kernels),
    _PROPORTIONAL,
)
KERNELS_SCALAR = Move(
    Rule(
        "densities up to constant factors",
        r"\mathcal{N}(x; \mu, \sigma^2) \propto_{x}"
        r" \exp\left(-\frac{(x - \mu)^2}{2 \sigma^2}\right)",
        (r"x, \mu \in \mathbb{R}", r"\sigma > 0"),
    ),
    everywhere(_kernels),
    _PROPORTIONAL,
)


def keeping(action: Callable[..., Any]) -> Callable[..., Any]:
    """The action with each of some groups, such as ``y - c``, kept together as one letter."""

    def kept(expression: Any, x: Any, *groups: Any) -> Any:
        letters = {group: _letter(f"kept{place}", group) for place, group in enumerate(groups)}
        back = {letter: group for group, letter in letters.items()}
        return substitute(action(replace(expression, letters), x), back)

    return kept


def _multiplied_out(expression: Any, x: Any) -> Any:
    """Exponents multiplied out, without the terms that are free of ``x``."""

    def local(place: Any) -> Any:
        if not isinstance(place, sp.exp):
            return None
        terms = expand(place.args[0])
        listed = terms.args if isinstance(terms, sp.Add) else (terms,)
        return exp(add(*(term for term in listed if contains(term, x))))

    return rewrite(expression, local)


@dataclass(frozen=True, slots=True)
class Split:
    """A difference read as ``rest + sign * part``, where ``part`` stays together."""

    difference: Any
    part: Any
    sign: int
    rest: Any


def with_splits(expression: Any, x: Any, *splits: Split) -> Any:
    """Exponents multiplied out, without the terms that are free of ``x``."""
    letters = [_letter(f"kept{place}", split.part) for place, split in enumerate(splits)]
    opened = {
        split.difference: add(split.rest, mul(split.sign, letter))
        for split, letter in zip(splits, letters, strict=True)
    }
    done = _multiplied_out(replace(expression, opened), x)
    parts = (split.part for split in splits)
    return substitute(done, dict(zip(letters, parts, strict=True)))


MULTIPLY_OUT = Move(
    Rule(
        "expand up to constant factors",
        r"\exp\left(-\frac{1}{2} (x - m)^\top A (x - m)\right) \propto_{x}"
        r" \exp\left(-\frac{1}{2} x^\top A x + x^\top A m\right)",
        (r"x, m \in \mathbb{R}^{n}", r"A \in \mathbb{S}_{++}^{n}"),
    ),
    with_splits,
    _PROPORTIONAL,
)
COLLECT_KEEPING = Move(COLLECT.rule, keeping(COLLECT.action))


def quadratic_of(exponent: Any, x: Any, groups: Sequence[Any]) -> Quadratic:
    """The quadratic form of an exponent, with the groups kept together."""
    letters = {group: _letter(f"kept{place}", group) for place, group in enumerate(groups)}
    back = {letter: group for group, letter in letters.items()}
    form = quadratic_in(replace(exponent, letters), x)
    return Quadratic(x, *(substitute(part, back) for part in (form.A, form.b, form.c)))


def _read_off(expression: Any, x: Any) -> Any:
    return densities._without_factors(densities.READ_OFF.action(expression, x), x)  # noqa: SLF001


READ_OFF = Move(
    Rule(
        "read off a normal density",
        r"\exp\left(-\frac{1}{2} (x - m)^\top A (x - m)\right) \propto_{x}"
        r" \mathcal{N}(x; m, A^{-1})",
        (r"x, m \in \mathbb{R}^{n}", r"A \in \mathbb{S}_{++}^{n}"),
    ),
    _read_off,
    _PROPORTIONAL,
)

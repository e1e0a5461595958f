"""Rules of normal densities whose covariance is a multiple of the identity."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.calculus.constructors import (
    HALF,
    T,
    add,
    div,
    exp,
    identity,
    is_matrix,
    mul,
    neg,
    power,
    size,
    sqrt,
    sub,
)
from symgauss.calculus.expansion import gather, tidy_powers
from symgauss.calculus.quadratic import scale_of
from symgauss.calculus.simplification import with_letters
from symgauss.derivation.rule import Move, Rule, everywhere

_LAW = (r"x, \mu \in \mathbb{R}^{n}", r"a > 0")


def _isotropic_density(place: Any) -> Any:
    """``N(x; mu, a I)`` written out; ``None`` for other covariances."""
    if not isinstance(place, e.NormalDensity):
        return None
    x, mean, covariance = place.args
    scale = scale_of(covariance)
    if scale is None:
        return None
    front = power(mul(2, sp.pi, scale), neg(div(size(x), 2)))
    gap = sub(x, mean)
    square = mul(T(gap), gap)
    return mul(front, exp(neg(div(square, mul(2, scale))) if scale != 1 else mul(-HALF, square)))


DENSITY_ISOTROPIC = Move(
    Rule(
        "density of an isotropic normal distribution",
        r"\mathcal{N}(x; \mu, a I_n) = (2 \pi a)^{-\frac{n}{2}}"
        r" \exp\left(-\frac{(x - \mu)^\top (x - \mu)}{2 a}\right)",
        _LAW,
    ),
    everywhere(_isotropic_density),
)


def split_scale(term: Any) -> tuple[Any, Any]:
    """``(a, v)`` of ``a v`` with a scalar ``a`` and a product of matrices ``v``."""
    factors = term.args if isinstance(term, sp.MatMul) else (term,)
    scalars = [f for f in factors if not is_matrix(f)]
    return tidy_powers(mul(*scalars)), mul(*(f for f in factors if is_matrix(f)))


def _collected(place: Any) -> Any:
    """``a v + b w + c v = (a + c) v + b w`` for vectors or matrices with scalars in front."""
    if not isinstance(place, sp.MatAdd):
        return None
    scales: dict[Any, list[Any]] = {}
    for term in place.args:
        scale, rest = split_scale(term)
        scales.setdefault(rest, []).append(scale)
    after = add(*(mul(add(*gather(found)), rest) for rest, found in scales.items()))
    return None if after == place else after


COLLECT_SCALES = Move(
    Rule(
        "collect",
        r"a x + b y + c x = (a + c) x + b y",
        (r"a, b, c \in \mathbb{R}", r"x, y \in \mathbb{R}^{n}"),
    ),
    everywhere(_collected),
)


def _scale_out(place: Any, scale: Any) -> Any:
    """``a v + b w = s (a/s v + b/s w)``."""
    if not isinstance(place, sp.MatAdd):
        return None
    terms = []
    for term in place.args:
        front, rest = split_scale(term)
        terms.append(mul(with_letters(div(front, scale), lambda t: t), rest))
    return mul(scale, add(*terms))


SCALE_OUT = Move(
    Rule("factor out", r"a x + a b y = a (x + b y)", COLLECT_SCALES.rule.conditions),
    everywhere(_scale_out),
)


def _multiple(place: Any) -> Any:
    """``(a I)^{-1} = 1/a I``, ``(a I)^T = a I``, ``|a I| = a^n``; products of multiples of I."""
    match place:
        case sp.Inverse(args=(inner, *_)) if scale_of(inner) is not None:
            scale = with_letters(div(1, scale_of(inner)), lambda t: t)
            return mul(scale, identity(inner.shape[0]))
        case sp.Transpose(args=(inner,)) if scale_of(inner) is not None:
            return inner
        case sp.Determinant(args=(inner,)) if scale_of(inner) is not None:
            return power(scale_of(inner), inner.shape[0])
        case _:
            return None


def _multiples(expression: Any) -> Any:
    return everywhere(_multiple)(expression)


MULTIPLE = Move(
    Rule("inverse of a multiple of the identity", r"(a I_n)^{-1} = \frac{1}{a} I_n", (r"a > 0",)),
    _multiples,
)


def _roots_joined(place: Any) -> Any:
    """``sqrt(a) sqrt(b) v = sqrt(a b) v``."""
    if not isinstance(place, sp.Mul):
        return None
    roots = [f for f in place.args if isinstance(f, sp.Pow) and f.args[1] == HALF]
    if len(roots) < 2:
        return None
    one = sqrt(mul(*(root.args[0] for root in roots)))
    first = place.args.index(roots[0])
    rest = [f for f in place.args[first:] if f not in roots]
    return mul(*place.args[:first], one, *rest)


ROOT_PRODUCT = Move(
    Rule("product of roots", r"\sqrt{a} \sqrt{b} = \sqrt{a b}", (r"a, b > 0",)),
    everywhere(_roots_joined),
)

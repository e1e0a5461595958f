"""Rules of affine maps of random variables: change of variables, moment generating functions."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.bridge.laws import NormalLaw
from symgauss.calculus.constructors import (
    HALF,
    T,
    add,
    det,
    div,
    exp,
    inv,
    is_matrix,
    mul,
    power,
    square,
    sub,
)
from symgauss.calculus.expansion import terms_of
from symgauss.calculus.notions import normal_density
from symgauss.calculus.rewriting import contains, rewrite_up
from symgauss.calculus.transposes import transposed
from symgauss.derivation.rule import Move, Rule, everywhere
from symgauss.errors import UsageError

_LAW = (r"x, \mu \in \mathbb{R}^{n}", r"\Sigma \in \mathbb{S}_{++}^{n}")


def slope_and_offset(value: Any, z: Any) -> tuple[Any, Any]:
    """``A`` and ``b`` of ``A z + b``; ``UsageError`` where it has another form."""
    slopes: list[Any] = []
    rest: list[Any] = []
    for term in terms_of(value):
        if not contains(term, z):
            rest.append(term)
            continue
        factors = list(term.args) if isinstance(term, sp.Mul) else [term]
        others = [f for f in factors if f != z]
        if len(others) != len(factors) - 1 or any(contains(f, z) for f in others):
            raise UsageError(f"{value} is not affine in {z}")
        one = sp.Identity(z.shape[0]) if is_matrix(z) else sp.Integer(1)
        slopes.append(mul(*others, one))
    if not slopes:
        raise UsageError(f"{value} is free of {z}")
    return add(*slopes), add(*rest) if rest else sp.Integer(0)


def _changed(place: Any, x: Any, value: Any, law: NormalLaw) -> Any:
    """``p(x) = N(L^{-1} (x - b); m, S) / |L|`` for ``x = L z + b`` with ``z ~ N(m, S)``."""
    if not isinstance(place, e.Density) or place.law.variables != (x,):
        return None
    L, b = slope_and_offset(value, law.variable)
    gap = sub(x, b)
    point = mul(inv(L), gap) if is_matrix(x) else div(gap, L)
    return mul(power(det(L), -1), normal_density(point, law.mean, law.covariance))


CHANGE_OF_VARIABLES = Move(
    Rule(
        "change of variables",
        r"p(x) = |L|^{-1} \mathcal{N}(L^{-1} (x - \mu); 0, I_n)",
        (
            r"x, \mu, z \in \mathbb{R}^{n}",
            r"L \in \mathbb{S}_{++}^{n}",
            r"z \sim \mathcal{N}(0, I_n)",
            r"x := \mu + L z",
        ),
        "Bishop (2006), equation (1.27)",
    ),
    everywhere(_changed),
)


def _merged(place: Any) -> Any:
    """``A^{-1} B^{-1} = (B A)^{-1}`` for neighbours of a product."""
    if not isinstance(place, sp.MatMul):
        return None
    factors = list(place.args)
    for i in range(len(factors) - 1):
        one, other = factors[i], factors[i + 1]
        if isinstance(one, sp.Inverse) and isinstance(other, sp.Inverse):
            both = inv(mul(other.args[0], one.args[0]))
            return mul(*factors[:i], both, *factors[i + 2 :])
    return None


MERGE_INVERSES = Move(
    Rule("product of inverses", r"A^{-1} B^{-1} = (B A)^{-1}", (r"A, B \in \mathbb{S}_{++}^{n}",)),
    everywhere(_merged),
)


def _turned(place: Any) -> Any:
    """``(A (x - m))^T = (x - m)^T A^T``: products turned round, sums kept."""
    if not isinstance(place, sp.Transpose) or not isinstance(place.args[0], sp.MatMul):
        return None
    factors = list(place.args[0].args)
    scalars = [f for f in factors if not is_matrix(f)]
    word = [f for f in factors if is_matrix(f)]
    return mul(*scalars, *(_turned_factor(f) for f in reversed(word)))


def _turned_factor(factor: Any) -> Any:
    return T(factor) if isinstance(factor, sp.MatAdd) else transposed(factor)


TRANSPOSE_PRODUCT = Move(
    Rule(
        "transpose of a product",
        r"(A B^{-1})^\top = (B^\top)^{-1} A^\top",
        (r"A \in \mathbb{R}^{m \times n}", r"B \in \mathbb{S}_{++}^{n}"),
    ),
    everywhere(_turned),
)


def _gathered(place: Any) -> Any:
    """``a a = a^2`` for equal scalar neighbours."""
    if not isinstance(place, sp.Mul) or isinstance(place, sp.MatMul) or len(place.args) != 2:
        return None
    return square(place.args[0]) if place.args[0] == place.args[1] else None


GATHER_POWERS = Move(
    Rule("gather powers", r"a a = a^2", (r"a \in \mathbb{R}",)),
    lambda expression: rewrite_up(expression, _gathered),
)


def _generating(place: Any) -> Any:
    """``E[exp(t^T x)] = exp(t^T m + 1/2 t^T S t)``; a summand free of ``x`` stays in front."""
    if not isinstance(place, e.Expectation) or not isinstance(place.args[1], NormalLaw):
        return None
    body, law = place.args
    x, mean, covariance = law.args
    if not isinstance(body, sp.exp):
        return None
    terms = body.args[0].args if isinstance(body.args[0], sp.Add) else (body.args[0],)
    inside = [term for term in terms if contains(term, x)]
    free = [term for term in terms if not contains(term, x)]
    if len(inside) != 1:
        return None
    weight = _weight(inside[0], x)
    if weight is None:
        return None
    if not is_matrix(x):
        return exp(add(mul(weight, mean), mul(HALF, square(weight), covariance), *free))
    return exp(add(mul(weight, mean), mul(HALF, weight, covariance, _flipped(weight)), *free))


def _weight(term: Any, x: Any) -> Any:
    """The row ``t^T`` of ``t^T x``, or the factor ``t`` of ``t x``."""
    factors: list[Any] = []
    for factor in term.args if isinstance(term, sp.Mul) else (term,):
        inner = factor.matrix if isinstance(factor, e.Scalar) else None
        factors.extend(inner.args if isinstance(inner, sp.MatMul) else (factor,))
    others = [f for f in factors if f != x]
    if len(others) != len(factors) - 1 or any(contains(f, x) for f in others):
        return None
    return mul(*others) if others else sp.Integer(1)


def _flipped(row: Any) -> Any:
    """``A^T t`` from ``t^T A``."""
    factors = list(row.args) if isinstance(row, sp.MatMul) else [row]
    scalars = [f for f in factors if not is_matrix(f)]
    word = [transposed(f) for f in reversed(factors) if is_matrix(f)]
    return mul(*scalars, *word)


GENERATING = Move(
    Rule(
        "moment generating function of a normal",
        r"\mathbb{E}[\exp(t^\top x)] = \exp\left(t^\top \mu + \frac{1}{2} t^\top \Sigma t\right)",
        (*_LAW, r"t \in \mathbb{R}^{n}", r"x \sim \mathcal{N}(\mu, \Sigma)"),
    ),
    everywhere(_generating),
)


def _power_of_power(place: Any) -> Any:
    """``(a^b)^c = a^{b c}`` for rational exponents."""
    if not isinstance(place, sp.Pow) or is_matrix(place) or not isinstance(place.args[0], sp.Pow):
        return None
    (base, inner), outer = place.args[0].args, place.args[1]
    both = isinstance(inner, sp.Rational) and isinstance(outer, sp.Rational)
    return power(base, inner * outer) if both else None


POWER_OF_POWER = Move(
    Rule("power of a power", r"(a^{-1})^{-\frac{1}{2}} = \sqrt{a}", (r"a > 0",)),
    everywhere(_power_of_power),
)

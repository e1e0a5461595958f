"""Rules of the divergence of two normal distributions, and of logarithms of equal powers."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.bridge.laws import NormalLaw
from symgauss.calculus.constructors import (
    HALF,
    add,
    det,
    div,
    form,
    inv,
    is_matrix,
    log,
    mul,
    neg,
    power,
    size,
    square,
    sub,
    tr,
)
from symgauss.calculus.rewriting import rewrite_up
from symgauss.derivation.rule import Move, Rule, everywhere

_PAIR = (
    r"x, \mu_1, \mu_2 \in \mathbb{R}^{n}",
    r"\Sigma_1, \Sigma_2 \in \mathbb{S}_{++}^{n}",
    r"q(x) = \mathcal{N}(x; \mu_1, \Sigma_1)",
    r"p(x) = \mathcal{N}(x; \mu_2, \Sigma_2)",
)


def _divergence(place: Any) -> Any:
    """The closed form for two normal laws, scalar or vector."""
    if not isinstance(place, e.KullbackLeibler):
        return None
    left, right = place.args
    if not isinstance(left, NormalLaw) or not isinstance(right, NormalLaw):
        return None
    (x, m_1, S_1), (_, m_2, S_2) = left.args, right.args
    gap = sub(m_1, m_2)
    if is_matrix(x):
        ratio = log(div(det(S_2), det(S_1)))
        inverse = S_2 if isinstance(S_2, sp.Identity) else inv(S_2)
        spread, distance = tr(mul(inverse, S_1)), form(gap, inverse)
        return mul(HALF, add(ratio, spread, distance, neg(size(x))))
    ratio = log(div(S_2, S_1))
    return mul(HALF, add(ratio, div(S_1, S_2), div(square(gap), S_2), sp.Integer(-1)))


DIVERGENCE_OF_NORMALS = Move(
    Rule(
        "divergence of two normals",
        r"\mathrm{KL}(q \| p) = \frac{1}{2} \left(\log \frac{|\Sigma_2|}{|\Sigma_1|}"
        r" + \operatorname{tr}(\Sigma_2^{-1} \Sigma_1)"
        r" + (\mu_1 - \mu_2)^\top \Sigma_2^{-1} (\mu_1 - \mu_2) - n\right)",
        _PAIR,
        "Bishop (2006), exercise 2.13",
    ),
    everywhere(_divergence),
)


def _log_of_powers(place: Any) -> Any:
    """``log(a^n / b^n) = n log(a / b)``, and ``log(a^n) = n log a``."""
    if not isinstance(place, sp.log):
        return None
    factors = place.args[0].args if isinstance(place.args[0], sp.Mul) else (place.args[0],)
    exponent: Any = None
    inner: list[Any] = []
    for factor in factors:
        base, sign = (factor.args[0], -1) if _is_inverse(factor) else (factor, 1)
        if not isinstance(base, sp.Pow) or exponent not in {None, base.args[1]}:
            return None
        exponent = base.args[1]
        inner.append(power(base.args[0], sign))
    return None if exponent is None else mul(exponent, log(mul(*inner)))


def _is_inverse(factor: Any) -> bool:
    return isinstance(factor, sp.Pow) and factor.args[1] == -1


LOG_OF_POWERS = Move(
    Rule(
        "logarithm of a power",
        r"\log \frac{a^3}{b^3} = 3 \log \frac{a}{b}",
        (r"a, b > 0",),
    ),
    lambda expression: rewrite_up(expression, _log_of_powers),
)

"""Derivatives of scalars by scalars, carried out by the rules of calculus."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.calculus.constructors import add, div, exp, mul, power
from symgauss.calculus.notions import normal_density
from symgauss.calculus.rewriting import contains
from symgauss.derivation.rule import Move, Rule, everywhere
from symgauss.errors import UsageError


def slope(f: Any, x: Any) -> Any:
    """The derivative of an expression, in the order of writing."""
    if f == x:
        return sp.Integer(1)
    if not contains(f, x):
        return sp.Integer(0)
    match f:
        case sp.Add(args=terms):
            return add(*(slope(term, x) for term in terms))
        case sp.Mul(args=factors):
            return _product(factors, x)
        case sp.exp(args=(u,)):
            return mul(exp(u), slope(u, x))
        case sp.Pow(args=(u, k)) if not contains(k, x):
            return mul(k, power(u, k - 1), slope(u, x))
        case sp.log(args=(u,)):
            return div(slope(u, x), u)
        case e.Phi(args=(u,)):
            return mul(normal_density(u, 0, 1), slope(u, x))
        case sp.Sum(args=(body, limits)):
            return sp.Sum(slope(body, x), limits)
        case _:
            raise UsageError(f"no rule for the derivative of {f}")


def _product(factors: tuple[Any, ...], x: Any) -> Any:
    terms = []
    for place, factor in enumerate(factors):
        if contains(factor, x):
            change = slope(factor, x)
            numbers = [change] if isinstance(change, sp.Rational) else []
            inner = [] if numbers else [change]
            terms.append(mul(*numbers, *factors[:place], *inner, *factors[place + 1 :]))
    return add(*terms)


def _differentiated(place: Any) -> Any:
    if not isinstance(place, sp.Derivative) or len(place.variables) != 1:
        return None
    return slope(place.expr, place.variables[0])


DIFFERENTIATE = Move(
    Rule(
        "derivative",
        r"\frac{\mathrm{d}}{\mathrm{d} x} (a x^2 + b \log x) = 2 a x + \frac{b}{x}",
        (r"a, b \in \mathbb{R}", r"x > 0"),
    ),
    everywhere(_differentiated),
)
CHAIN_RULE = Move(
    Rule(
        "chain rule",
        r"\frac{\mathrm{d}}{\mathrm{d} x} \Phi\left(\frac{x - \mu}{\sigma}\right)"
        r" = \mathcal{N}\left(\frac{x - \mu}{\sigma}; 0, 1\right) \frac{1}{\sigma}",
        (r"x, \mu \in \mathbb{R}", r"\sigma > 0"),
    ),
    everywhere(_differentiated),
)

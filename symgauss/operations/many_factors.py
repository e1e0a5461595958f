"""The product of any number of Gaussian densities of one variable."""

from __future__ import annotations

from typing import Any

from sympy import pi

from symgauss.bridge.symbols import covariance, scalar, vector
from symgauss.calculus.constructors import (
    HALF,
    add,
    det,
    div,
    exp,
    inv,
    is_matrix,
    mul,
    neg,
    power,
    sqrt,
    square,
    sub,
)
from symgauss.calculus.notions import indexed_product, indexed_sum, normal_density
from symgauss.derivation.builder import Builder, RouteBuilder
from symgauss.derivation.chain import Chain, Equation
from symgauss.derivation.rules import algebra, densities, indices
from symgauss.gaussians.gaussian import Gaussian
from symgauss.operations.factors import exponent_of, with_exponent
from symgauss.operations.moves import unused

TITLE = "Any number of factors"
INTRO = (
    "The same steps with a sum over the factors: precisions are added, and the mean is weighted by "
    "the precisions. What is free of the variable is left as it stands."
)


def product_over(build: Builder, one: Gaussian, index: Any, count: Any) -> None:
    """``prod_i N(x; m_i, S_i)`` for a factor whose mean and covariance carry the index."""
    x = one.variable
    route = build.route(TITLE, INTRO)
    chain = route.chain(indexed_product(one.density, index, 1, count))
    chain.apply(densities.density_move(x))
    chain.apply(indices.PRODUCT_OF_EXPONENTIALS)
    chain.apply(indices.EXPAND_IN_SUM)
    chain.apply(indices.SUM_LINEAR)
    if is_matrix(x):
        m, S = _vector(route, chain, one, (index, 1, count))
        front = mul(power(mul(2, pi), div(x.shape[0], 2)), power(det(S), HALF))
    else:
        m, S = _scalar(route, chain, one, (index, 1, count))
        front = sqrt(mul(2, pi, S))
    rest = exp(add(*exponent_of(chain.current).args[1:]))
    constants = [f for f in chain.current.args if f != exp(exponent_of(chain.current))]
    form = mul(front, *constants, rest, normal_density(x, m, S))
    chain.write(form, rule=densities.READ_OFF.rule)
    build.result(chain)


def _scalar(
    route: RouteBuilder, chain: Chain, one: Gaussian, limits: tuple[Any, Any, Any]
) -> tuple[Any, Any]:
    """The exponent with its square completed; letters for mean and variance."""
    x = one.variable
    s = scalar(unused((f"v_{limits[2]}", "s", "w"), one), positive=True)
    m = scalar(unused((f"m_{limits[2]}", "h", "l"), one))
    precision = indexed_sum(inv(one.cov), *limits)
    weighted = indexed_sum(div(one.mean, one.cov), *limits)
    route.define(s, inv(precision))
    route.define(m, mul(s, weighted))
    rest = exponent_of(chain.current).args[-1]
    named = add(neg(div(square(x), mul(2, s))), div(mul(m, x), s), rest)
    chain.write(with_exponent(chain.current, named), rule=algebra.NAME)
    peak = neg(div(square(sub(x, m)), mul(2, s)))
    form = add(peak, div(square(m), mul(2, s)), rest)
    chain.write(with_exponent(chain.current, form), rule=algebra.COMPLETE_SQUARE.rule)
    return m, s


def _vector(
    route: RouteBuilder, chain: Chain, one: Gaussian, limits: tuple[Any, Any, Any]
) -> tuple[Any, Any]:
    """As for a scalar."""
    x, n = one.variable, one.variable.shape[0]
    S = covariance(unused((f"S_{limits[2]}", "S", "W"), one), n)
    m = vector(unused((f"m_{limits[2]}", "h", "l"), one), n)
    precision = indexed_sum(inv(one.cov), *limits)
    weighted = indexed_sum(mul(inv(one.cov), one.mean), *limits)
    route.define(S, inv(precision))
    route.define(m, mul(S, weighted))
    named = (Equation(precision, inv(S)), Equation(weighted, mul(inv(S), m)))
    chain.use(*named, rule=algebra.NAME)
    chain.apply(algebra.COMPLETE_SQUARE, x, m, at=exponent_of(chain.current))
    return m, S

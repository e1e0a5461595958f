r"""The Gaussian integral.

Source: Bishop (2006), Pattern Recognition and Machine Learning, exercise 1.7
"""

from __future__ import annotations

from typing import Any

from sympy import pi

from symgauss.bridge.symbols import scalar
from symgauss.calculus import HALF, add, derivative, div, exp, integral, mul, neg, sqrt, square, sub
from symgauss.derivation import Builder, Chain, Derivation
from symgauss.derivation.rules import algebra, derivatives, integrals, models

STATEMENT = (
    r"The integral of $\exp\left(-\frac{(x - \mu)^2}{2 \sigma^2}\right)$ over the line is "
    r"$\sqrt{2 \pi \sigma^2}$: the constant of the normal density."
)


def derive() -> Derivation:
    """The standard integral by its square in polar coordinates, then the general one."""
    mu, sigma = scalar("mu"), scalar("sigma", positive=True)
    x, u, v = scalar("x"), scalar("u"), scalar("v")
    build = Builder(STATEMENT)
    build.declare(mu, sigma)
    standard = _standard(build, u, v)
    route = build.route(
        "Any mean and variance",
        r"The substitution $x = \mu + \sigma u$ leads back to the standard integral.",
    )
    chain = route.chain(integral(_bell(sub(x, mu), square(sigma)), x))
    chain.apply(integrals.SUBSTITUTION, u, add(mu, mul(sigma, u)))
    chain.apply(algebra.GATHER)
    chain.apply(algebra.CANCEL)
    chain.apply(models.CONSTANT_OUT)
    chain.use(standard)
    chain.write(sqrt(mul(2, pi, square(sigma))), rule=algebra.REARRANGE)
    build.result(chain)
    return build.finish()


def _bell(gap: Any, variance: Any) -> Any:
    return exp(neg(div(square(gap), mul(2, variance))))


def _standard(build: Builder, u: Any, v: Any) -> Chain:
    """``int exp(-u^2 / 2) du = sqrt(2 pi)``."""
    r, theta = scalar("r"), scalar("theta")
    route = build.route(
        "The standard integral",
        "The integral has no elementary antiderivative. Its square is an integral over the plane, "
        "and in polar coordinates that one has.",
    )
    whole = integral(exp(mul(-HALF, square(u))), u)
    squared = route.chain(square(whole))
    squared.apply(integrals.SQUARE_OF_INTEGRAL, v)
    squared.apply(algebra.FACTOR, -HALF, at=squared.current.function.args[0])
    squared.apply(integrals.POLAR, r, theta)
    squared.apply(integrals.CONSTANT_INTEGRAL, note="the integrand is free of the angle")
    primitive = neg(exp(mul(-HALF, square(r))))
    known = build.aside(derivative(primitive, r)).apply(derivatives.DIFFERENTIATE)
    squared.apply(integrals.FUNDAMENTAL_THEOREM, primitive, 0, detail=[known])
    squared.apply(integrals.EXP_ZERO)
    root = route.chain(whole)
    root.apply(integrals.ROOT_OF_SQUARE)
    root.use(squared)
    return root

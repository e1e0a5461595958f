r"""Density of the multivariate normal distribution.

Source: Bishop (2006), Pattern Recognition and Machine Learning, section 2.3 and (1.27)
"""

from __future__ import annotations

from typing import Any

from symgauss.bridge.symbols import covariance, dimension, matrix, vector
from symgauss.calculus import (
    HALF,
    T,
    add,
    covariance_of,
    det,
    exp,
    expectation,
    form,
    identity,
    integral,
    inv,
    mul,
    normal,
    normal_density,
    sub,
    zero_like,
)
from symgauss.calculus import density as density_of_name
from symgauss.derivation import Builder, Derivation, Equation
from symgauss.derivation.rules import (
    algebra,
    covariances,
    densities,
    expectations,
    isotropic,
    matrices,
    models,
    traces,
    transformations,
)

STATEMENT = (
    r"Let $z$ have independent standard normal entries, and let $x = \mu + L z$ with a lower "
    r"triangular $L$ with positive diagonal. Then $x$ has the mean $\mu$, the covariance "
    r"$\Sigma = L L^\top$, of which $L$ is the Cholesky factor, and the density below."
)


def derive() -> Derivation:
    """Change variables; moments; the distance in the exponent; the normaliser."""
    n = dimension("n")
    x, mu, z = vector("x", n), vector("mu", n), vector("z", n)
    L = matrix("L", n, n, "lower-triangular", "positive-diagonal")
    Sigma = covariance("Sigma", n)
    build = Builder(STATEMENT)
    build.declare(mu, L, z)
    build.distribution(z, zero_like(z), identity(n))
    value = add(mu, mul(L, z))
    build.definition(x, value)
    named = build.definition(Sigma, mul(L, T(L)))
    law = normal(z, zero_like(z), identity(n))
    _density(build, value, law, named)
    _moments(build, value, law, named)
    _distance(build, value, named)
    _normaliser(build, n, Sigma)
    return build.finish()


def _density(build: Builder, value: Any, law: Any, named: Equation) -> None:
    (L, _), Sigma = named.lhs.args, named.rhs
    mu, x = value.args[0], vector("x", L.shape[0])
    route = build.route(
        "Change of variables",
        r"The map from $z$ to $\mu + L z$ has the inverse $L^{-1} (x - \mu)$ and the Jacobian "
        r"determinant $|L|$. The standard normal density of $z$ is the product of those of its "
        r"entries.",
    )
    size = route.chain(det(Sigma)).use(Equation(Sigma, named.lhs))
    size.apply(traces.DETERMINANT)
    size.apply(traces.DETERMINANT, note=r"$|L^\top| = |L|$")
    size.apply(transformations.GATHER_POWERS)
    chain = route.chain(density_of_name("p", x))
    chain.apply(transformations.CHANGE_OF_VARIABLES, x, value, law)
    chain.apply(isotropic.DENSITY_ISOTROPIC)
    chain.apply(transformations.TRANSPOSE_PRODUCT).apply(transformations.MERGE_INVERSES)
    chain.use(named)
    target = densities.written_out(normal_density(x, mu, Sigma))
    chain.write(target, rule=algebra.SUBSTITUTE, uses=[size.equation])
    build.result(chain)


def _moments(build: Builder, value: Any, law: Any, named: Equation) -> None:
    route = build.route("Mean and covariance")
    mean = route.chain(expectation(value, law)).apply(expectations.LINEARITY)
    mean.apply(expectations.MOMENTS)
    spread = route.chain(covariance_of(value, value, law)).apply(covariances.BILINEAR)
    spread.apply(covariances.COVARIANCE_OF_NORMAL).use(named)
    build.result(mean)
    build.result(spread)


def _distance(build: Builder, value: Any, named: Equation) -> None:
    L = named.lhs.args[0]
    mu, x = value.args[0], vector("x", L.shape[0])
    route = build.route(
        "Mahalanobis distance",
        r"The exponent holds the squared length of $z = L^{-1} (x - \mu)$.",
    )
    chain = route.chain(form(sub(x, mu), inv(named.rhs)))
    chain.use(Equation(named.rhs, named.lhs)).apply(matrices.INVERSE)
    chain.use(Equation(x, value)).apply(algebra.GATHER)
    chain.apply(matrices.TRANSPOSE).apply(algebra.CANCEL_INVERSE)
    build.result(chain)


def _normaliser(build: Builder, n: Any, Sigma: Any) -> None:
    u = vector("u", n)
    route = build.route("Normaliser", "The density integrates to one, so the rest is its constant.")
    chain = route.chain(integral(exp(mul(-HALF, form(u, inv(Sigma)))), u))
    chain.apply(densities.READ_OFF, u).apply(models.CONSTANT_OUT).apply(models.NORMALISATION)
    chain.apply(traces.DETERMINANT).apply(transformations.POWER_OF_POWER)
    build.result(chain)

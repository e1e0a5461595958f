"""An affine map ``A x + b`` of a Gaussian."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge.symbols import scalar, vector
from symgauss.calculus.constructors import HALF, T, add, exp, form, is_matrix, mul, square
from symgauss.calculus.notions import covariance_of, density, expectation, normal_density
from symgauss.calculus.order import symbols_in_order
from symgauss.derivation.builder import Builder
from symgauss.derivation.derivation import Derivation
from symgauss.derivation.rules import algebra, covariances, expectations, transformations
from symgauss.errors import UsageError
from symgauss.gaussians.gaussian import Gaussian, shape_text

SOURCE = "Petersen and Pedersen (2012), The Matrix Cookbook, section 8.1.4"
STATEMENT = (
    "An affine map of a Gaussian is Gaussian: its mean is the map of the mean, and its covariance "
    "has the linear part on both sides."
)


def affine(
    x: Gaussian,
    y: Any,
    linear: Any,
    offset: Any = 0,
    *,
    statement: str = "",
    source: str = SOURCE,
) -> Derivation:
    """Derive the law of ``y := linear x + offset``."""
    image = mul(linear, x.variable)
    if shape_text(image) != shape_text(y):
        message = f"{y} is {shape_text(y)}, but its value is {shape_text(image)}"
        raise UsageError(message)
    value = image if offset == 0 else add(image, offset)
    build = Builder(
        statement or STATEMENT, slug="affine", title="Affine map of a Gaussian", source=source
    )
    build.declare(x.variable, x.mean, x.cov, linear, offset)
    build.distribution(x.variable, x.mean, x.cov)
    build.definition(y, value)
    mean, spread = moments(build, x, value)
    generating(build, x, value, (y, mean, spread))
    build.result(density("p", y), normal_density(y, mean, spread))
    return build.finish()


def moments(build: Builder, x: Gaussian, value: Any) -> tuple[Any, Any]:
    """Mean and covariance of an affine map, by linearity."""
    route = build.route("Mean and covariance", "Both follow from linearity alone.")
    mean = route.chain(expectation(value, x.law)).apply(expectations.LINEARITY)
    mean.apply(expectations.MOMENTS)
    if isinstance(mean.current, sp.Add) and not symbols_in_order(mean.current):
        mean.apply(algebra.SIMPLIFY)
    spread = route.chain(covariance_of(value, value, x.law)).apply(covariances.BILINEAR)
    spread.apply(covariances.COVARIANCE_OF_NORMAL)
    return mean.current, spread.current


def generating(build: Builder, x: Gaussian, value: Any, found: tuple[Any, Any, Any]) -> None:
    """The moment generating function of the map is that of a Gaussian."""
    y, mean, spread = found
    t = weight_for(y, value, x.mean, x.cov)
    route = build.route(
        "The map is Gaussian",
        "A law is determined by its moment generating function. The one of the map comes out as "
        "that of a Gaussian with the mean and covariance found.",
    )
    chain = route.chain(expectation(exp(mul(T(t), value)), x.law))
    if isinstance(value, sp.Add):
        chain.apply(algebra.EXPAND)
    chain.apply(transformations.GENERATING)
    target = _exponent(t, mean, spread)
    if chain.current != target:
        chain.write(target, note="The mean and the covariance take their places.")


def _exponent(t: Any, mean: Any, spread: Any) -> Any:
    if is_matrix(t):
        return exp(add(mul(T(t), mean), mul(HALF, form(t, spread))))
    return exp(add(mul(t, mean), mul(HALF, square(t), spread)))


def weight_for(variable: Any, *taken: Any) -> Any:
    """A letter for the argument of a generating function that nothing else uses."""
    used = {str(symbol) for symbol in symbols_in_order(variable, *taken)}
    name = next(letter for letter in ("t", "s", "u", "w", "t_0") if letter not in used)
    return vector(name, variable.shape[0]) if is_matrix(variable) else scalar(name)

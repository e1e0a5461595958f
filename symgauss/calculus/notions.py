"""Constructors for densities, expectations, information quantities, integrals and gradients."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.bridge import matrices as m
from symgauss.bridge.laws import NamedLaw, NormalLaw
from symgauss.bridge.values import as_expression
from symgauss.calculus.constructors import is_matrix


def normal(variable: Any, mean: Any, covariance: Any) -> NormalLaw:
    """The law ``variable ~ N(mean, covariance)``, written out."""
    made: NormalLaw = NormalLaw(variable, as_expression(mean), as_expression(covariance))
    return made


def law(name: str, variables: Any, given: Any = ()) -> NamedLaw:
    """The law ``p(variables | given)`` of declared distributions."""
    made: NamedLaw = NamedLaw(name, variables, given)
    return made


def density(name: str, variables: Any, given: Any = ()) -> Any:
    """``p(x | y)``."""
    return e.Density(law(name, variables, given))


def normal_density(point: Any, mean: Any, covariance: Any) -> Any:
    """``N(point; mean, covariance)``."""
    return e.NormalDensity(*map(as_expression, (point, mean, covariance)))


def density_of(law_: NormalLaw | NamedLaw) -> Any:
    """The density of a law at its own variable."""
    return e.NormalDensity(*law_.args) if isinstance(law_, NormalLaw) else e.Density(law_)


def expectation(body: Any, law_: Any) -> Any:
    """``E[body]`` of a scalar, vector or matrix."""
    inner = as_expression(body)
    return (m.MatrixExpectation if is_matrix(inner) else e.Expectation)(inner, law_)


def covariance_of(left: Any, right: Any, law_: Any) -> Any:
    """``Cov[left, right]``; ``Cov[x]`` has equal sides."""
    vectors = is_matrix(left) or is_matrix(right)
    return (m.MatrixCovariance if vectors else e.Covariance)(left, right, law_)


def kl(left: Any, right: Any) -> Any:
    """``KL(left || right)`` of two laws of one variable."""
    return e.KullbackLeibler(left, right)


def entropy(law_: Any) -> Any:
    """Differential entropy."""
    return e.Entropy(law_)


def cross_entropy(under: Any, of: Any) -> Any:
    """``-E_under[log of]``."""
    return e.CrossEntropy(under, of)


def mutual_information(name: str, left: Any, right: Any, given: Any = ()) -> Any:
    """``I[left; right | given]`` under the density ``name``."""
    return e.MutualInformation(name, left, right, given)


def gradient(body: Any, variable: Any) -> Any:
    """Gradient of a scalar; for a scalar variable the derivative, unevaluated."""
    if is_matrix(variable):
        return m.Gradient(body, variable)
    return sp.Derivative(body, variable, evaluate=False)


def derivative(body: Any, variable: Any) -> Any:
    """Derivative of anything by a scalar, unevaluated."""
    if is_matrix(body):
        return m.MatrixDerivative(body, variable)
    return sp.Derivative(body, variable, evaluate=False)


def integral(body: Any, variable: Any, lower: Any = None, upper: Any = None) -> Any:
    """Integral over all values, or between two bounds for a scalar variable; unevaluated."""
    if is_matrix(variable):
        return e.VectorIntegral(body, variable)
    low = -sp.oo if lower is None else as_expression(lower)
    high = sp.oo if upper is None else as_expression(upper)
    return sp.Integral(body, (variable, low, high))


def indexed_sum(body: Any, index: Any, lower: Any, upper: Any) -> Any:
    """``sum_{index = lower}^{upper} body`` of scalars, vectors or matrices; unevaluated."""
    limits = (index, as_expression(lower), as_expression(upper))
    return m.MatrixSum(body, limits) if is_matrix(body) else sp.Sum(body, limits)


def indexed_product(body: Any, index: Any, lower: Any, upper: Any) -> Any:
    """``prod_{index = lower}^{upper} body`` of scalars; unevaluated."""
    return sp.Product(body, (index, as_expression(lower), as_expression(upper)))


def opaque(name: str, arguments: Any, rows: Any = None, columns: Any = 1) -> Any:
    """An unknown function; scalar unless ``rows`` is given."""
    values = tuple(map(as_expression, arguments))
    if rows is None:
        return e.OpaqueScalar(name, values)
    return m.OpaqueMatrix(name, values, as_expression(rows), as_expression(columns))

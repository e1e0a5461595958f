"""Sums and linear combinations of independent Gaussians, scalar or vector."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symgauss.bridge.expressions import NormalDensity
from symgauss.bridge.symbols import covariance, scalar, vector
from symgauss.bridge.values import as_expression
from symgauss.calculus.constructors import HALF, T, add, exp, form, identity, is_matrix, mul, square
from symgauss.calculus.expansion import gather
from symgauss.calculus.notions import density, expectation, law, normal_density
from symgauss.calculus.quadratic import scale_of
from symgauss.calculus.rewriting import replace, subexpressions
from symgauss.derivation.builder import Builder, RouteBuilder
from symgauss.derivation.derivation import Derivation
from symgauss.derivation.rules import (
    algebra,
    independence,
    logarithms,
    models,
    numbers,
    transformations,
)
from symgauss.errors import UsageError
from symgauss.gaussians.gaussian import Gaussian
from symgauss.operations.moves import apply_if, unused, write_if

SOURCE = "Bishop (2006), Pattern Recognition and Machine Learning, exercise 2.31"
STATEMENT = "The sum of two independent Gaussians: means and covariances are added."
COMBINATION = "A linear combination of independent Gaussians is a Gaussian."
BY_CONVOLUTION = (
    "The density of the sum is the convolution of the two densities. The product under the "
    "integral is a density of the variable of integration times a factor without it."
)
BY_GENERATING = (
    "The moment generating function of a sum of independent variables is the product of theirs."
)

#: A factor (a number or a matrix) and the Gaussian that it multiplies.
Term = tuple[Any, Gaussian]


def sum_of(
    z: Any,
    p: Gaussian,
    q: Gaussian,
    *,
    slug: str = "sum",
    title: str = "Sum of two independent Gaussians",
    statement: str = STATEMENT,
    source: str = SOURCE,
) -> Derivation:
    """Derive the law of ``z = x + y``, by convolution and by moment generating functions."""
    build = _model(Builder(statement, slug=slug, title=title, source=source), p, q)
    build.definition(z, add(p.variable, q.variable))
    by_convolution(build, z, p, q)
    by_generating(build, z, [(1, p), (1, q)])
    return build.finish()


def linear_combination(
    z: Any,
    terms: Sequence[Term],
    constant: Any = None,
    *,
    slug: str = "linear-combination",
    title: str = "Linear combination of independent Gaussians",
    statement: str = COMBINATION,
    source: str = SOURCE,
) -> Derivation:
    """Derive the law of ``z = A x + B y + ... + c`` by moment generating functions."""
    build = Builder(statement, slug=slug, title=title, source=source)
    _model(build, *(one for _, one in terms))
    by_generating(build, z, terms, constant)
    return build.finish()


def _model(build: Builder, *gaussians: Gaussian) -> Builder:
    if len({one.variable for one in gaussians}) != len(gaussians):
        raise UsageError("independent Gaussians need variables of their own")
    build.declare(*(one.variable for one in gaussians))
    for one in gaussians:
        build.distribution(one.variable, one.mean, one.cov)
    return build


def by_convolution(build: Builder, z: Any, p: Gaussian, q: Gaussian) -> None:
    """``p(z)`` for ``z = x + y``, which the builder has to know, by convolution."""
    u = _letter(("u", "v", "w"), z, p, q)
    route = build.route("By convolution", BY_CONVOLUTION)
    chain = route.chain(density("p", z))
    chain.apply(independence.CONVOLUTION, u, p.law, q.law)
    chain.apply(independence.ABOUT, u)
    split = independence.PRODUCT.action(chain.current)
    own = next(f for f in subexpressions(split) if isinstance(f, NormalDensity) and f.args[0] == u)
    named = _named(route, own, p, q)
    chain.write(replace(split, {own: named}), rule=independence.PRODUCT.rule)
    chain.apply(models.CONSTANT_OUT)
    chain.apply(models.NORMALISATION)
    chain.apply(independence.ABOUT, z)
    mean, spread = combined([(1, p), (1, q)])
    write_if(chain, normal_density(z, mean, spread), algebra.GATHER.rule)
    apply_if(chain, numbers.EVALUATE)
    build.result(chain)


def _named(route: RouteBuilder, own: Any, p: Gaussian, q: Gaussian) -> Any:
    """The density with letters for its mean and covariance."""
    x, mean, covariance_ = own.args
    if is_matrix(x):
        S = covariance(unused(("S", "V", "W"), p, q), x.shape[0])
        m = vector(unused(("m", "h", "l"), p, q), x.shape[0])
    else:
        S = scalar(unused(("v", "s", "w"), p, q), positive=True)
        m = scalar(unused(("m", "h", "l"), p, q))
    route.define(S, covariance_)
    route.define(m, replace(mean, {covariance_: S}))
    return normal_density(x, m, S)


def by_generating(build: Builder, z: Any, terms: Sequence[Term], constant: Any = None) -> None:
    """``p(z)`` for ``z = A x + B y + c`` through the moment generating function."""
    gaussians = [one for _, one in terms]
    value = add(*(mul(factor, one.variable) for factor, one in terms))
    if constant is not None:
        value = add(value, constant)
    build.definition(z, value)
    t = _letter(("t", "s", "r"), z, *gaussians)
    route = build.route("By moment generating functions", BY_GENERATING)
    joint = law("p", tuple(one.variable for one in gaussians))
    chain = route.chain(expectation(exp(mul(T(t), value)), joint))
    chain.apply(independence.INDEPENDENCE, *(one.law for one in gaussians))
    chain.apply(transformations.GENERATING)
    apply_if(chain, logarithms.EXP_PRODUCT)
    mean, spread = combined(terms, constant)
    chain.write(exp(add(_times(t, mean), mul(HALF, form(t, spread)))), rule=algebra.COLLECT.rule)
    last = route.chain(density("p", z))
    last.write(normal_density(z, mean, spread), rule=independence.UNIQUENESS, uses=[chain.equation])
    apply_if(last, numbers.EVALUATE)
    build.result(last)


def combined(terms: Sequence[Term], constant: Any = None) -> tuple[Any, Any]:
    """Mean and covariance of ``A x + B y + ... + c``."""
    means = [mul(factor, one.mean) for factor, one in terms]
    means += [] if constant is None else [as_expression(constant)]
    return _gathered(means), _total([_spread(factor, one.cov) for factor, one in terms])


def _gathered(parts: list[Any]) -> Any:
    """The sum with like terms added."""
    kept = gather(parts)
    return add(*kept) if kept else parts[0]


def _total(spreads: list[Any]) -> Any:
    """The sum of covariances; multiples of the identity are one multiple."""
    scales = [scale_of(spread) for spread in spreads]
    if None in scales:
        return _gathered(spreads)
    return mul(_gathered(scales), identity(spreads[0].shape[0]))


def _spread(factor: Any, covariance: Any) -> Any:
    """``A S A^T``, or ``a^2 S`` for a number."""
    if is_matrix(factor):
        return mul(factor, covariance, T(factor))
    return mul(square(factor), covariance)


def _times(t: Any, mean: Any) -> Any:
    return mul(T(t), mean) if is_matrix(t) else mul(t, mean)


def _letter(names: Sequence[str], z: Any, *gaussians: Gaussian) -> Any:
    name = unused((n for n in names if n != str(z)), *gaussians)
    return vector(name, z.shape[0]) if is_matrix(z) else scalar(name)

"""Rules of expectations, densities and information."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.bridge import matrices as m
from symgauss.bridge.laws import NormalLaw
from symgauss.calculus.constructors import (
    HALF, T, add, det, div, exp, inv, is_matrix, log, logdet, mul, neg, power, quad, size, sqrt,
    square, sub, tr, zero_like,
)
from symgauss.calculus.notions import density_of, expectation
from symgauss.calculus.rewriting import contains
from symgauss.derivation.rule import Move, Rule, everywhere

_VECTOR_LAW = (r"x, \mu \in \mathbb{R}^{n}", r"\Sigma \in \mathbb{S}_{++}^{n}")
_SCALAR_LAW = (r"x, \mu \in \mathbb{R}", r"\sigma > 0")


def written_out(density: Any) -> Any:
    """The density of a normal law, written out."""
    x, mean, covariance = density.args
    n = size(x)
    if not is_matrix(x):
        front = div(1, sqrt(mul(2, sp.pi, covariance)))
        return mul(front, exp(neg(div(square(sub(x, mean)), mul(2, covariance)))))
    front = mul(power(mul(2, sp.pi), neg(div(n, 2))), power(det(covariance), -HALF))
    return mul(front, exp(mul(-HALF, quad(sub(x, mean), covariance))))


def log_written_out(density: Any) -> Any:
    """The logarithm of the density of a normal law, written out."""
    x, mean, covariance = density.args
    if not is_matrix(x):
        scale = mul(-HALF, log(mul(2, sp.pi, covariance)))
        return add(scale, neg(div(square(sub(x, mean)), mul(2, covariance))))
    scale = mul(-1, div(size(x), 2), log(mul(2, sp.pi)))
    spread = mul(-HALF, logdet(covariance))
    return add(scale, spread, mul(-HALF, quad(sub(x, mean), covariance)))


def _density(place: Any) -> Any:
    return written_out(place) if isinstance(place, e.NormalDensity) else None


def _log_density(place: Any) -> Any:
    if isinstance(place, sp.log) and isinstance(place.args[0], e.NormalDensity):
        return log_written_out(place.args[0])
    return None


DENSITY = Move(
    Rule(
        "density of the normal distribution",
        r"\mathcal{N}(x; \mu, \sigma^2) = \frac{1}{\sqrt{2 \pi \sigma^2}}"
        r" \exp\left(-\frac{(x - \mu)^2}{2 \sigma^2}\right)",
        _SCALAR_LAW,
    ),
    everywhere(_density),
)
DENSITY_VECTOR = Move(
    Rule(
        "density of the multivariate normal distribution",
        r"\mathcal{N}(x; \mu, \Sigma) = (2 \pi)^{-\frac{n}{2}} |\Sigma|^{-\frac{1}{2}}"
        r" \exp\left(-\frac{1}{2} (x - \mu)^\top \Sigma^{-1} (x - \mu)\right)",
        _VECTOR_LAW,
    ),
    everywhere(_density),
)
LOG_DENSITY = Move(
    Rule(
        "log density of the normal distribution",
        r"\log \mathcal{N}(x; \mu, \sigma^2) = -\frac{1}{2} \log(2 \pi \sigma^2)"
        r" - \frac{(x - \mu)^2}{2 \sigma^2}",
        _SCALAR_LAW,
    ),
    everywhere(_log_density),
)
LOG_DENSITY_VECTOR = Move(
    Rule(
        "log density of the multivariate normal distribution",
        r"\log \mathcal{N}(x; \mu, \Sigma) = -\frac{n}{2} \log(2 \pi) - \frac{1}{2} \log |\Sigma|"
        r" - \frac{1}{2} (x - \mu)^\top \Sigma^{-1} (x - \mu)",
        _VECTOR_LAW,
    ),
    everywhere(_log_density),
)


def log_density_move(variable: Any) -> Move:
    """The rule for the log density of a scalar or a vector."""
    return LOG_DENSITY_VECTOR if is_matrix(variable) else LOG_DENSITY


def density_move(variable: Any) -> Move:
    """The rule for the density of a scalar or a vector."""
    return DENSITY_VECTOR if is_matrix(variable) else DENSITY


def _kl(place: Any) -> Any:
    if not isinstance(place, e.KullbackLeibler):
        return None
    left, right = place.args
    return expectation(sub(log(density_of(left)), log(density_of(right))), left)


KL_DEFINITION = Move(
    Rule(
        "definition of the Kullback-Leibler divergence",
        r"\mathrm{KL}(q \| p) = \mathbb{E}_{x \sim q}[\log q(x) - \log p(x)]",
        (r"x, \mu_1, \mu_2 \in \mathbb{R}^{n}", r"\Sigma_1, \Sigma_2 \in \mathbb{S}_{++}^{n}",
         r"q(x) = \mathcal{N}(x; \mu_1, \Sigma_1)", r"p(x) = \mathcal{N}(x; \mu_2, \Sigma_2)"),
    ),
    everywhere(_kl),
)


def _entropy(place: Any) -> Any:
    if isinstance(place, e.Entropy):
        return neg(expectation(log(density_of(place.args[0])), place.args[0]))
    if isinstance(place, e.CrossEntropy):
        return neg(expectation(log(density_of(place.args[1])), place.args[0]))
    return None


ENTROPY_DEFINITION = Move(
    Rule(
        "definition of the entropy",
        r"\mathbb{H}[x] = -\mathbb{E}[\log p(x)]",
        (*_VECTOR_LAW, r"x \sim \mathcal{N}(\mu, \Sigma)"),
    ),
    everywhere(_entropy),
)
CROSS_ENTROPY_DEFINITION = Move(
    Rule(
        "definition of the cross-entropy",
        r"\mathbb{H}[q, p] = -\mathbb{E}_{x \sim q}[\log p(x)]",
        KL_DEFINITION.rule.conditions,
    ),
    everywhere(_entropy),
)


def _is_expectation(place: Any) -> bool:
    return isinstance(place, e.Expectation | m.MatrixExpectation)


def linear(place: Any) -> Any:
    """``E[a x + b y] = a E[x] + b E[y]``; what is free of the variable leaves the expectation."""
    if not _is_expectation(place):
        return None
    body, law = place.args
    variables = (law.variable,) if isinstance(law, NormalLaw) else law.variables
    if isinstance(body, sp.Add):
        return add(*(_linear_term(term, law, variables) for term in body.args))
    return _linear_term(body, law, variables)


def _linear_term(term: Any, law: Any, variables: tuple[Any, ...]) -> Any:
    def free(x: Any) -> bool:
        return not any(contains(x, v) for v in variables)

    if free(term):
        return term
    if isinstance(term, e.Scalar) and isinstance(term.matrix, sp.MatMul):
        return _linear_word(list(term.matrix.args), law, free)
    if not isinstance(term, sp.Mul):
        return expectation(term, law)
    if isinstance(term, sp.MatMul):
        return _linear_word(list(term.args), law, free)
    # Constants keep their place: a denominator stays behind.
    inside = [factor for factor in term.args if not free(factor)]
    place = term.args.index(inside[0])
    before = term.args[:place]
    after = [factor for factor in term.args[place:] if free(factor)]
    one = _linear_term(inside[0], law, variables) if len(inside) == 1 else expectation(mul(*inside), law)
    return mul(*before, one, *after)


def _linear_word(word: list[Any], law: Any, free: Any) -> Any:
    """Constant matrices leave at the ends: ``E[A x x^T B] = A E[x x^T] B``."""
    start, end = 0, len(word)
    while free(word[start]):
        start += 1
    while free(word[end - 1]):
        end -= 1
    return mul(*word[:start], expectation(mul(*word[start:end]), law), *word[end:])


LINEARITY = Move(
    Rule(
        "linearity of the expectation",
        r"\mathbb{E}[A x + b] = A \mathbb{E}[x] + b",
        (*_VECTOR_LAW, r"A \in \mathbb{R}^{m \times n}", r"b \in \mathbb{R}^{m}",
         r"x \sim \mathcal{N}(\mu, \Sigma)"),
    ),
    everywhere(linear),
)


def _second_moment(place: Any) -> Any:
    """``E[(x - a)^2]`` and ``E[(x - a)^T A (x - a)]`` under a normal law."""
    if not _is_expectation(place) or not isinstance(place.args[1], NormalLaw):
        return None
    body, law = place.args
    x, mean, covariance = law.args
    if isinstance(body, sp.Pow) and body.args[1] == 2:
        offset = _offset(body.args[0], x)
        return None if offset is None else _add_square(covariance, mean, offset)
    if not isinstance(body, e.Scalar) or not isinstance(body.matrix, sp.MatMul):
        return None
    first, *middle, last = body.matrix.args
    offset = _offset(last, x)
    if offset is None or first != T(last) or any(contains(f, x) for f in middle):
        return None
    weight = mul(*middle) if middle else sp.Identity(x.shape[0])
    spread = tr(mul(weight, covariance))
    gap = sub(mean, offset)
    return spread if mean == offset else add(spread, mul(T(gap), *middle, gap))


def _add_square(variance: Any, mean: Any, offset: Any) -> Any:
    return variance if mean == offset else add(variance, square(sub(mean, offset)))


def _offset(expression: Any, x: Any) -> Any:
    """The ``a`` of ``x - a``; ``None`` if the expression is something else."""
    if expression == x:
        return sp.ZeroMatrix(*x.shape) if is_matrix(x) else sp.Integer(0)
    if not isinstance(expression, sp.Add) or expression.args[0] != x:
        return None
    rest = [neg(term) for term in expression.args[1:]]
    return None if any(contains(term, x) for term in rest) else add(*rest)


SECOND_MOMENT = Move(
    Rule(
        "second moment about a point",
        r"\mathbb{E}[(x - a)^2] = \sigma^2 + (\mu - a)^2",
        (r"x, \mu, a \in \mathbb{R}", r"\sigma > 0", r"x \sim \mathcal{N}(\mu, \sigma^2)"),
    ),
    everywhere(_second_moment),
)
EXPECTED_FORM = Move(
    Rule(
        "expectation of a quadratic form",
        r"\mathbb{E}[(x - a)^\top A (x - a)] = \operatorname{tr}(A \Sigma)"
        r" + (\mu - a)^\top A (\mu - a)",
        (r"x, \mu, a \in \mathbb{R}^{n}", r"A \in \mathbb{R}^{n \times n}",
         r"\Sigma \in \mathbb{S}_{++}^{n}", r"x \sim \mathcal{N}(\mu, \Sigma)"),
    ),
    everywhere(_second_moment),
)


def moment_move(variable: Any) -> Move:
    """The rule for ``E[(x - a)^2]`` of a scalar or ``E[(x - a)^T A (x - a)]`` of a vector."""
    return EXPECTED_FORM if is_matrix(variable) else SECOND_MOMENT


def _moments(place: Any) -> Any:
    """``E[x] = mu``, ``E[x - mu] = 0`` and their squares."""
    if not _is_expectation(place) or not isinstance(place.args[1], NormalLaw):
        return None
    body, law = place.args
    x, mean, covariance = law.args
    centred = sub(x, mean)
    known = {x: mean, T(x): T(mean), centred: zero_like(x), T(centred): zero_like(T(x))}
    if is_matrix(x):
        known[mul(centred, T(centred))] = covariance
        known[mul(x, T(x))] = add(covariance, mul(mean, T(mean)))
    else:
        known[square(centred)] = covariance
        known[square(x)] = add(covariance, square(mean))
    return known.get(body)


MOMENTS = Move(
    Rule(
        "first and second moment",
        r"\mathbb{E}[x x^\top] = \Sigma + \mu \mu^\top",
        (*_VECTOR_LAW, r"x \sim \mathcal{N}(\mu, \Sigma)"),
    ),
    everywhere(_moments),
)

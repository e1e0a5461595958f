"""Rules of expectations and covariances."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.bridge import matrices as m
from symgauss.bridge.laws import NormalLaw
from symgauss.calculus.constructors import T, add, is_matrix, mul, neg, square, sub, tr, zero_like
from symgauss.calculus.notions import expectation
from symgauss.calculus.rewriting import contains
from symgauss.derivation.rule import Move, Rule, everywhere

_VECTOR_LAW = (r"x, \mu \in \mathbb{R}^{n}", r"\Sigma \in \mathbb{S}_{++}^{n}")


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
    one = (
        _linear_term(inside[0], law, variables)
        if len(inside) == 1
        else expectation(mul(*inside), law)
    )
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
        (
            *_VECTOR_LAW,
            r"A \in \mathbb{R}^{m \times n}",
            r"b \in \mathbb{R}^{m}",
            r"x \sim \mathcal{N}(\mu, \Sigma)",
        ),
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
        (
            r"x, \mu, a \in \mathbb{R}^{n}",
            r"A \in \mathbb{R}^{n \times n}",
            r"\Sigma \in \mathbb{S}_{++}^{n}",
            r"x \sim \mathcal{N}(\mu, \Sigma)",
        ),
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


def _covariance(place: Any) -> Any:
    if not isinstance(place, e.Covariance | m.MatrixCovariance):
        return None
    left, right, law = place.args
    parts = [sub(side, expectation(side, law)) for side in (left, right)]
    return expectation(
        mul(parts[0], T(parts[1])) if left != right or is_matrix(left) else square(parts[0]), law
    )


COVARIANCE_DEFINITION = Move(
    Rule(
        "definition of the covariance",
        r"\mathrm{Cov}[x, x] = \mathbb{E}[(x - \mathbb{E}[x]) (x - \mathbb{E}[x])^\top]",
        (*_VECTOR_LAW, r"x \sim \mathcal{N}(\mu, \Sigma)"),
    ),
    everywhere(_covariance),
)

"""Rules of covariances, and of the moments of ``y`` when ``y`` given ``x`` is linear in ``x``."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.bridge import matrices as m
from symgauss.bridge.laws import NormalLaw
from symgauss.calculus.constructors import add, is_matrix, mul, zero_like
from symgauss.calculus.expansion import terms_of, tidy_powers
from symgauss.calculus.notions import covariance_of, law
from symgauss.calculus.order import textbook
from symgauss.calculus.rewriting import contains
from symgauss.calculus.transposes import transposed
from symgauss.derivation.rule import Move, Rule, everywhere

_LAW = (
    r"x, \mu \in \mathbb{R}^{n}",
    r"\Sigma \in \mathbb{S}_{++}^{n}",
    r"x \sim \mathcal{N}(\mu, \Sigma)",
)


def is_covariance(place: Any) -> bool:
    """Whether an expression is a covariance, of scalars or of vectors."""
    return isinstance(place, e.Covariance | m.MatrixCovariance)


def variables_of(law_: Any) -> tuple[Any, ...]:
    """The random variables of a law."""
    return (law_.variable,) if isinstance(law_, NormalLaw) else tuple(law_.variables)


def _linear_parts(side: Any, variables: tuple[Any, ...]) -> list[tuple[Any, Any]]:
    """``(coefficient, random part)`` of each random term: ``A x`` gives ``(A, x)``."""
    parts = []
    for term in terms_of(side):
        factors = _factors(term, variables)
        inside = [f for f in factors if any(contains(f, v) for v in variables)]
        if not inside:
            continue
        first = factors.index(inside[0])
        scalars = [f for f in factors[first + 1 :] if not is_matrix(f) and f not in inside]
        parts.append((mul(*factors[:first], *scalars), mul(*inside)))
    return parts


def _factors(term: Any, variables: tuple[Any, ...]) -> list[Any]:
    """The factors of a term; ``a^T x`` and ``x^T a`` give ``a^T`` and ``x``."""
    if isinstance(term, e.Scalar) and isinstance(term.matrix, sp.MatMul):
        last = term.matrix.args[-1]
        at_end = any(contains(last, v) for v in variables)
        return list((term.matrix if at_end else transposed(term.matrix)).args)
    return list(term.args) if isinstance(term, sp.Mul) else [term]


def _bilinear(place: Any) -> Any:
    """``Cov[A x + a, B y + b] = A Cov[x, y] B^T``, term by term."""
    if not is_covariance(place):
        return None
    left, right, law_ = place.args
    variables = variables_of(law_)
    terms = []
    for a, x in _linear_parts(left, variables):
        for b, y in _linear_parts(right, variables):
            inner = covariance_of(x, y, restricted(law_, x, y))
            terms.append(_sandwiched(a, inner, transposed(b)))
    after = add(*terms) if terms else zero_like(place)
    return None if after == place else after


def _sandwiched(a: Any, inner: Any, b: Any) -> Any:
    """``a inner b`` with equal scalars in front gathered: ``sqrt(a) sqrt(a) C = a C``."""
    whole = mul(a, inner, b)
    factors = whole.args if isinstance(whole, sp.Mul) else (whole,)
    scalars = [f for f in factors if not is_matrix(f)]
    return mul(textbook(tidy_powers(mul(*scalars))), *(f for f in factors if is_matrix(f)))


def restricted(law_: Any, *parts: Any) -> Any:
    """A named law of the variables that occur, only."""
    if isinstance(law_, NormalLaw):
        return law_
    kept = [v for v in law_.variables if any(contains(part, v) for part in parts)]
    return law(law_.name, kept, law_.given)


BILINEAR = Move(
    Rule(
        "covariance of linear maps",
        r"\mathrm{Cov}[A x + a, B x + b] = A \mathrm{Cov}[x, x] B^\top",
        (*_LAW, r"A, B \in \mathbb{R}^{k \times n}", r"a, b \in \mathbb{R}^{k}"),
    ),
    everywhere(_bilinear),
)


def _independent(place: Any) -> Any:
    """``Cov[x, y] = 0`` where the two sides are different variables."""
    if not is_covariance(place):
        return None
    left, right, law_ = place.args
    variables = variables_of(law_)
    if left == right or left not in variables or right not in variables:
        return None
    return zero_like(place)


INDEPENDENT = Move(
    Rule(
        "independent variables are uncorrelated",
        r"\mathrm{Cov}[x, z] = 0",
        (*_LAW, r"z \in \mathbb{R}^{k}", r"S \in \mathbb{S}_{++}^{k}", r"z \sim \mathcal{N}(0, S)"),
    ),
    everywhere(_independent),
)


def _of_normal(place: Any) -> Any:
    """``Cov[x] = S`` under a law that is written out."""
    if not is_covariance(place) or not isinstance(place.args[2], NormalLaw):
        return None
    left, right, law_ = place.args
    return law_.covariance if left == right == law_.variable else None


COVARIANCE_OF_NORMAL = Move(
    Rule("covariance of the law", r"\mathrm{Cov}[x, x] = \Sigma", _LAW), everywhere(_of_normal)
)


_MODEL = (
    r"x, m \in \mathbb{R}^{n}",
    r"y, c \in \mathbb{R}^{k}",
    r"P \in \mathbb{S}_{++}^{n}",
    r"R \in \mathbb{S}_{++}^{k}",
    r"H \in \mathbb{R}^{k \times n}",
    r"x \sim \mathcal{N}(m, P)",
    r"y \mid x \sim \mathcal{N}(H x + c, R)",
)
TOTAL_EXPECTATION = Rule("law of total expectation", r"\mathbb{E}[y] = \mathbb{E}[H x + c]", _MODEL)
TOTAL_COVARIANCE = Rule(
    "law of total covariance", r"\mathrm{Cov}[y] = \mathrm{Cov}[H x + c] + R", _MODEL
)
TOTAL_CROSS_COVARIANCE = Rule(
    "covariance with the conditional mean", r"\mathrm{Cov}[x, y] = \mathrm{Cov}[x, H x + c]", _MODEL
)
#: Mean and covariance that a statement of the model declares.
MODEL_MOMENTS = Rule("moments of the model", r"\mathbb{E}[x] = \mu", _LAW)

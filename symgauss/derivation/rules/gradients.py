"""Rules of gradients of quadratic functions."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.bridge import matrices as m
from symgauss.calculus.constructors import T, add, div, is_matrix, log, mul, power, zero_like
from symgauss.calculus.notions import density, gradient
from symgauss.calculus.rewriting import contains
from symgauss.calculus.transposes import is_symmetric, transposed
from symgauss.derivation.rule import Move, Rule, everywhere
from symgauss.errors import UsageError
from symgauss.gaussians.affine import affine_in

_FORM = (
    r"x \in \mathbb{R}^{n}",
    r"y \in \mathbb{R}^{k}",
    r"A \in \mathbb{S}_{++}^{k}",
    r"H \in \mathbb{R}^{k \times n}",
)
_COOKBOOK = "Petersen and Pedersen (2012), The Matrix Cookbook, section 2.4"


def is_gradient(place: Any) -> bool:
    """Whether an expression is a gradient, or a first derivative by a scalar."""
    return isinstance(place, m.Gradient | sp.Derivative)


def parts(place: Any) -> tuple[Any, Any]:
    """The body of a gradient and its variable."""
    if isinstance(place, m.Gradient):
        return place.args[0], place.args[1]
    return place.expr, place.variables[0]


def _termwise(place: Any) -> Any:
    """``grad(a f + b g + c) = a grad f + b grad g``."""
    if not is_gradient(place):
        return None
    body, x = parts(place)
    terms = body.args if isinstance(body, sp.Add) else (body,)
    kept = [_constants_out(term, x) for term in terms if contains(term, x)]
    after = add(*kept) if kept else zero_like(x)
    return None if after == place else after


def _constants_out(term: Any, x: Any) -> Any:
    factors = term.args if isinstance(term, sp.Mul) else (term,)
    free = [f for f in factors if not contains(f, x)]
    return mul(*free, gradient(mul(*(f for f in factors if contains(f, x))), x))


TERMWISE = Move(
    Rule(
        "gradient term by term",
        r"\nabla_x \left(a x^\top x + c\right) = a \nabla_x \left(x^\top x\right)",
        (r"x \in \mathbb{R}^{n}", r"a, c \in \mathbb{R}"),
    ),
    everywhere(_termwise),
)


def _slope(side: Any, x: Any) -> Any:
    """The ``J`` of a side ``J x + c``, or ``None``."""
    try:
        affine = affine_in(side, (x,))
    except UsageError:
        return None
    return affine.slopes.get(x)


def _of_form(place: Any) -> Any:
    """The gradients of ``g^T A g`` with ``g`` affine in ``x``, and of ``a^T x``."""
    if not isinstance(place, m.Gradient) or not isinstance(place.args[0], e.Scalar):
        return None
    body, x = place.args
    word = list(body.matrix.args) if isinstance(body.matrix, sp.MatMul) else [body.matrix]
    first, *middle, last = word if len(word) > 1 else [None, word[0]]
    if first is None or any(contains(f, x) for f in middle):
        return None
    if contains(first, x) and contains(last, x) and first == T(last):
        slope = _slope(last, x)
        if slope is None:
            return None
        weight = mul(*middle) if middle else sp.Identity(last.shape[0])
        if is_symmetric(weight):
            return mul(2, transposed(slope), *middle, last)
        return mul(transposed(slope), add(weight, transposed(weight)), last)
    if contains(first, x) and not contains(last, x):
        slope = _slope(transposed(first), x)
        return None if slope is None else mul(transposed(slope), *middle, last)
    if contains(last, x) and not contains(first, x):
        slope = _slope(last, x)
        return None if slope is None else transposed(mul(first, *middle, slope))
    return None


FORM = Move(
    Rule(
        "gradient of a quadratic form",
        r"\nabla_x \left((y - H x)^\top A (y - H x)\right) = -2 H^\top A (y - H x)",
        _FORM,
        _COOKBOOK,
    ),
    everywhere(_of_form),
)


def _of_square(place: Any) -> Any:
    """``d/dx g^k = k g' g^{k-1}`` for ``g`` affine in a scalar."""
    if not isinstance(place, sp.Derivative) or len(place.variables) != 1:
        return None
    body, x = parts(place)
    base, exponent = body.args if isinstance(body, sp.Pow) else (body, sp.Integer(1))
    if not exponent.is_Integer or is_matrix(base):
        return None
    slope = _slope(base, x)
    return None if slope is None else mul(exponent, slope, power(base, exponent - 1))


SQUARE = Move(
    Rule(
        "derivative of a square",
        r"\frac{\mathrm{d}}{\mathrm{d} x} (y - h x)^2 = -2 h (y - h x)",
        (r"x, y, h \in \mathbb{R}",),
    ),
    everywhere(_of_square),
)


def _lowest(place: Any) -> Any:
    """``2 (x - m) / (2 s)`` as ``(x - m) / s``."""
    if not isinstance(place, sp.Mul) or isinstance(place, sp.MatMul):
        return None
    number = place.args[0]
    for factor in place.args:
        if isinstance(factor, sp.Pow) and factor.args[1] == -1 and isinstance(number, sp.Rational):
            below = factor.args[0]
            front = below.args[0] if isinstance(below, sp.Mul) else below
            if isinstance(front, sp.Rational) and front != 1:
                rest = [f for f in place.args[1:] if f != factor]
                lower = mul(1, *below.args[1:]) if isinstance(below, sp.Mul) else sp.Integer(1)
                return mul(number / front, *rest, div(1, lower))
    return None


SHORTEN = Move(
    Rule("cancel", r"\frac{2 b}{2 c} = \frac{b}{c}", (r"b \in \mathbb{R}", r"c > 0")),
    everywhere(_lowest),
)


def _of_posterior(place: Any) -> Any:
    """``grad_x log p(x | y) = grad_x log p(x) + grad_x log p(y | x)``."""
    if not is_gradient(place):
        return None
    body, x = parts(place)
    if not isinstance(body, sp.log) or not isinstance(body.args[0], e.Density):
        return None
    law = body.args[0].law
    if law.variables != (x,) or len(law.given) != 1:
        return None
    prior, data = density(law.name, x), density(law.name, law.given, x)
    return add(gradient(log(prior), x), gradient(log(data), x))


SCORE_OF_POSTERIOR = Move(
    Rule(
        "Bayes' rule for scores",
        r"\nabla_x \log p(x \mid y) = \nabla_x \log p(x) + \nabla_x \log p(y \mid x)",
        (
            r"x, m \in \mathbb{R}^{n}",
            r"y \in \mathbb{R}^{k}",
            r"P \in \mathbb{S}_{++}^{n}",
            r"R \in \mathbb{S}_{++}^{k}",
            r"H \in \mathbb{R}^{k \times n}",
            r"x \sim \mathcal{N}(m, P)",
            r"y \mid x \sim \mathcal{N}(H x, R)",
        ),
    ),
    everywhere(_of_posterior),
)

"""Rules of traces and determinants."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.calculus.constructors import add, det, is_matrix, mul, power, tr
from symgauss.calculus.rewriting import rewrite_up
from symgauss.calculus.simplification import cancel_word
from symgauss.derivation.rule import Move, Rule, everywhere

_SQUARE = r"A, B \in \mathbb{R}^{n \times n}"
_SPD = r"A, B \in \mathbb{S}_{++}^{n}"


def _scalar_as_trace(place: Any) -> Any:
    """``x^T A y = tr(A y x^T)``: the first factor goes round to the end."""
    if not isinstance(place, e.Scalar) or not isinstance(place.matrix, sp.MatMul):
        return None
    first, *rest = place.matrix.args
    return tr(mul(*rest, first))


TRACE_OF_SCALAR = Move(
    Rule(
        "a scalar is its own trace, and a trace is cyclic",
        r"x^\top A y = \operatorname{tr}(A y x^\top)",
        (r"x, y \in \mathbb{R}^{n}", r"A \in \mathbb{R}^{n \times n}"),
    ),
    everywhere(_scalar_as_trace),
)


def _trace_as_scalar(place: Any) -> Any:
    """``tr(A y x^T) = x^T A y``, where the product contains an outer product."""
    if not isinstance(place, sp.Trace) or not isinstance(place.args[0], sp.MatMul):
        return None
    word = list(place.args[0].args)
    for cut in range(1, len(word)):
        turned = mul(*word[cut:], *word[:cut])
        if not is_matrix(turned):
            return turned
    return None


SCALAR_OF_TRACE = Move(TRACE_OF_SCALAR.rule, everywhere(_trace_as_scalar))


def _trace_of_sum(place: Any) -> Any:
    if not isinstance(place, sp.Trace):
        return None
    match place.args[0]:
        case sp.MatAdd(args=terms):
            return add(*(_pulled_out(term) for term in terms))
        case sp.MatMul() as product if any(not is_matrix(f) for f in product.args):
            return _pulled_out(product)
        case _:
            return None


def _pulled_out(term: Any) -> Any:
    if not isinstance(term, sp.MatMul):
        return tr(term)
    scalars = [f for f in term.args if not is_matrix(f)]
    return mul(*scalars, tr(mul(*(f for f in term.args if is_matrix(f)))))


TRACE_LINEAR = Move(
    Rule(
        "linearity of the trace",
        r"\operatorname{tr}(a A + B) = a \operatorname{tr}(A) + \operatorname{tr}(B)",
        (r"a \in \mathbb{R}", _SQUARE),
    ),
    everywhere(_trace_of_sum),
)


def _trace_of_identity(place: Any) -> Any:
    if not isinstance(place, sp.Trace):
        return None
    inner = place.args[0]
    short = cancel_word(inner) if isinstance(inner, sp.MatMul) else inner
    if isinstance(short, sp.Identity):
        return short.shape[0]
    return tr(short) if short != inner else None


TRACE_OF_IDENTITY = Move(
    Rule(
        "trace of the identity",
        r"\operatorname{tr}(A^{-1} A) = \operatorname{tr}(I_n) = n",
        (r"A \in \mathbb{S}_{++}^{n}",),
    ),
    everywhere(_trace_of_identity),
)


def _expectation_in_trace(place: Any) -> Any:
    from symgauss.calculus.notions import expectation  # noqa: PLC0415

    if isinstance(place, e.Expectation) and isinstance(place.args[0], sp.Trace):
        return tr(expectation(place.args[0].args[0], place.args[1]))
    return None


TRACE_EXPECTATION = Move(
    Rule(
        "expectation and trace commute",
        r"\mathbb{E}[\operatorname{tr}(A x x^\top)] = \operatorname{tr}(\mathbb{E}[A x x^\top])",
        (
            r"A \in \mathbb{R}^{n \times n}",
            r"x, \mu \in \mathbb{R}^{n}",
            r"\Sigma \in \mathbb{S}_{++}^{n}",
            r"x \sim \mathcal{N}(\mu, \Sigma)",
        ),
    ),
    everywhere(_expectation_in_trace),
)


def _determinant(place: Any) -> Any:
    """``|AB| = |A| |B|``, ``|A^{-1}| = 1/|A|``, ``|a A| = a^n |A|``, ``|A^T| = |A|``."""
    if not isinstance(place, sp.Determinant):
        return None
    match place.args[0]:
        case sp.Identity():
            return sp.Integer(1)
        case sp.Inverse(args=(inner, _)):
            return power(det(inner), -1)
        case sp.Transpose(args=(inner,)):
            return det(inner)
        case sp.MatMul(args=factors):
            word = [f for f in factors if is_matrix(f)]
            if any(f.shape[0] != f.shape[1] for f in word):
                return None
            n = word[0].shape[0]
            return mul(*(power(f, n) for f in factors if not is_matrix(f)), *map(det, word))
        case _:
            return None


DETERMINANT = Move(
    Rule("determinant of a product", r"|A B^{-1}| = \frac{|A|}{|B|}", (_SPD,)),
    lambda expression: rewrite_up(expression, _determinant),
)

"""The two identities that lead from the information form of a posterior to the gain form."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.calculus.constructors import add, div, inv, is_matrix, mul, power, sub
from symgauss.calculus.expansion import tidy_powers
from symgauss.calculus.quadratic import scale_of
from symgauss.calculus.rewriting import subexpressions
from symgauss.calculus.simplification import with_letters
from symgauss.calculus.transposes import has_property, inverted, transposed
from symgauss.derivation.rule import Move, Rule, everywhere
from symgauss.kernel.context import Property

_UPDATE = (
    r"P \in \mathbb{S}_{++}^{n}",
    r"R \in \mathbb{S}_{++}^{k}",
    r"H \in \mathbb{R}^{k \times n}",
)


def _upside_down(scalar: Any) -> Any:
    return with_letters(inv(scalar), lambda x: x)


def _prior(term: Any) -> Any:
    """The ``P`` of ``P^{-1}``, which may be a multiple of the identity."""
    scale = scale_of(term)
    if scale is not None:
        return mul(_upside_down(scale), sp.Identity(term.shape[0]))
    return _inverse_of(term)


def _inverse_of(factor: Any) -> Any:
    """``P`` of ``P^{-1}``, and ``L^{-1}`` of a symbol ``L`` that is positive definite."""
    if isinstance(factor, sp.Inverse):
        return factor.args[0]
    return inv(factor) if has_property(factor, Property.POSITIVE_DEFINITE) else None


def _parts(place: Any) -> Any:
    """``P``, ``H`` and ``R`` of ``(P^{-1} + H^T R^{-1} H)^{-1}``."""
    if not isinstance(place, sp.Inverse) or not isinstance(place.args[0], sp.MatAdd):
        return None
    first, *others = place.args[0].args
    P = _prior(first)
    if P is None or len(others) != 1:
        return None
    second = others[0]
    factors = second.args if isinstance(second, sp.MatMul) else (second,)
    scalars = [f for f in factors if not is_matrix(f)]
    word = [f for f in factors if is_matrix(f)]
    half, odd = divmod(len(word), 2)
    left, right = word[:half], word[len(word) - half :]
    if [transposed(f) for f in reversed(left)] != right:
        return None
    H = mul(*right) if right else sp.Identity(place.shape[0])
    if odd:
        R = _inverse_of(word[half])
        return None if R is None or scalars else (P, H, R)
    variance = _upside_down(mul(*scalars))
    return P, H, variance if H.shape[0] == 1 else mul(variance, sp.Identity(H.shape[0]))


def prior_of(expression: Any) -> list[Any]:
    """The ``P`` of each ``(P^{-1} + H^T R^{-1} H)^{-1}`` that is itself a sum."""
    found = (_parts(part) for part in subexpressions(expression))
    return list(dict.fromkeys(f[0] for f in found if f is not None and isinstance(f[0], sp.MatAdd)))


def powers_gathered(term: Any) -> Any:
    """Equal scalars in front of matrices as one power."""
    if not isinstance(term, sp.MatMul):
        return term
    scalars = tidy_powers(mul(*(f for f in term.args if not is_matrix(f))))
    factors = scalars.args if isinstance(scalars, sp.Mul) else (scalars,)
    return mul(*map(_as_fraction, factors), *(f for f in term.args if is_matrix(f)))


def _as_fraction(factor: Any) -> Any:
    """``a^{-2}`` as ``1/a^2``."""
    if isinstance(factor, sp.Pow) and factor.args[1].is_Integer and factor.args[1] < -1:
        return div(1, power(factor.args[0], -factor.args[1]))
    return factor


def _lemma(place: Any) -> Any:
    found = _parts(place)
    if found is None:
        return None
    P, H, R = found
    S = add(mul(H, P, transposed(H)), R)
    return sub(P, powers_gathered(mul(P, transposed(H), inv(S), H, P)))


INVERSION_LEMMA = Move(
    Rule(
        "matrix inversion lemma",
        r"(P^{-1} + H^\top R^{-1} H)^{-1} = P - P H^\top (H P H^\top + R)^{-1} H P",
        _UPDATE,
        "Woodbury (1950); Bishop (2006), equation C.7",
    ),
    everywhere(_lemma),
)


def _pushed(place: Any) -> Any:
    """``V H^T R^{-1} z = P H^T S^{-1} z`` with ``V = (P^{-1} + H^T R^{-1} H)^{-1}``."""
    if not isinstance(place, sp.MatMul):
        return None
    factors = list(place.args)
    at = next((i for i, f in enumerate(factors) if _parts(f) is not None), None)
    if at is None:
        return None
    P, H, R = _parts(factors[at])
    variance = scale_of(R) if is_matrix(R) else R
    middle = inverted(R) if variance is None else sp.Integer(1)
    after = mul(transposed(H), middle)
    word = list(after.args) if isinstance(after, sp.MatMul) else [after]
    word = [f for f in word if not isinstance(f, sp.Identity)]
    scalars, rest = factors[:at], factors[at + 1 + len(word) :]
    if factors[at + 1 : at + 1 + len(word)] != word:
        return None
    if variance is not None:
        one = _upside_down(variance)
        if one not in scalars:
            return None
        scalars.remove(one)
    S = add(mul(H, P, transposed(H)), R)
    return powers_gathered(mul(*scalars, P, transposed(H), inv(S), *rest))


PUSH_THROUGH = Move(
    Rule(
        "push-through identity",
        r"(P^{-1} + H^\top R^{-1} H)^{-1} H^\top R^{-1} = P H^\top (H P H^\top + R)^{-1}",
        _UPDATE,
        "Bishop (2006), equation C.5",
    ),
    everywhere(_pushed),
)


def _both(expression: Any) -> Any:
    return INVERSION_LEMMA.action(PUSH_THROUGH.action(expression))


GAIN = Move(
    Rule(
        "push-through identity and matrix inversion lemma",
        PUSH_THROUGH.rule.formula,
        _UPDATE,
        "Bishop (2006), equations C.5 and C.7",
    ),
    _both,
)

"""Rules of Gaussians in blocks: joint, marginal and conditional densities, Schur complements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.bridge.symbols import DeclaredMatrix
from symgauss.calculus.constructors import add, block, exp, inv, is_matrix, mul, neg
from symgauss.calculus.notions import density, integral
from symgauss.calculus.rewriting import contains, replace, substitute
from symgauss.calculus.transposes import inverted
from symgauss.derivation.rule import Move, Rule, everywhere
from symgauss.derivation.rules.algebra import COMPLETE_SQUARE, SUBSTITUTE
from symgauss.derivation.rules.blocks import entries_of, schur
from symgauss.derivation.rules.matrices import BLOCK_INVERSE
from symgauss.kernel.relations import RelationKind

_MODEL = (
    r"x, m \in \mathbb{R}^{n}",
    r"y \in \mathbb{R}^{k}",
    r"P \in \mathbb{S}_{++}^{n}",
    r"R \in \mathbb{S}_{++}^{k}",
    r"H \in \mathbb{R}^{k \times n}",
    r"x \sim \mathcal{N}(m, P)",
    r"y \mid x \sim \mathcal{N}(H x, R)",
)
_BLOCKS = (
    r"A \in \mathbb{S}_{++}^{n}",
    r"D \in \mathbb{S}_{++}^{k}",
    r"B \in \mathbb{R}^{n \times k}",
)
_SOURCE = "Bishop (2006), equation (2.76)"


def _conditional(place: Any, x: Any) -> Any:
    """``p(x | y)`` is proportional to ``p(x, y)`` as a function of ``x``."""
    if not isinstance(place, e.Density) or place.law.variables != (x,) or not place.law.given:
        return None
    return density(place.law.name, (x, *place.law.given))


CONDITIONAL_DENSITY = Move(
    Rule("conditional density", r"p(x \mid y) \propto p(x, y)", _MODEL),
    everywhere(_conditional),
    RelationKind.PROPORTIONAL,
)


def _marginal(place: Any, hidden: Any, joint: tuple[Any, ...]) -> Any:
    """``p(x) = int p(x, y) dy``."""
    if not isinstance(place, e.Density) or place.law.given:
        return None
    return integral(density(place.law.name, joint), hidden)


MARGINAL_DENSITY = Move(
    Rule("marginal density", r"p(y) = \int p(x, y) \, \mathrm{d}x", _MODEL), everywhere(_marginal)
)


def _inverse(place: Any, name: Any, *, lower: bool) -> Any:
    parts = entries_of(place.args[0]) if isinstance(place, sp.Inverse) else None
    if parts is None:
        return None
    A, B, C, D = parts
    if lower:
        S = inv(schur(A, B, C, D) if name is None else name)
        gain, back = mul(B, inverted(D)), mul(inverted(D), C)
        corner = add(inverted(D), mul(back, S, gain))
        return block([S, neg(mul(S, gain))], [neg(mul(back, S)), corner])
    S = inv(schur(D, C, B, A) if name is None else name)
    gain, back = mul(C, inverted(A)), mul(inverted(A), B)
    corner = add(inverted(A), mul(back, S, gain))
    return block([corner, neg(mul(back, S))], [neg(mul(S, gain)), S])


SCHUR_INVERSE = Move(
    BLOCK_INVERSE.rule, everywhere(lambda place, name=None: _inverse(place, name, lower=True))
)
SCHUR_INVERSE_FROM_ABOVE = Move(
    Rule(
        "inverse of a block matrix",
        r"\begin{pmatrix} A & B \\ B^\top & D \end{pmatrix}^{-1} = \begin{pmatrix}"
        r" A^{-1} + A^{-1} B S^{-1} B^\top A^{-1} & -A^{-1} B S^{-1} \\"
        r" -S^{-1} B^\top A^{-1} & S^{-1} \end{pmatrix}",
        (*_BLOCKS, r"S \in \mathbb{R}^{k \times k}", r"S := D - B^\top A^{-1} B"),
        _SOURCE,
    ),
    everywhere(lambda place, name=None: _inverse(place, name, lower=False)),
)


def _completed_in(expression: Any, group: Any, *others: Any) -> Any:
    """The square completed in a difference such as ``x - m``; all groups stay as they are."""
    letters = {g: _letter(f"group{place}", g) for place, g in enumerate((group, *others))}
    changed = COMPLETE_SQUARE.action(replace(expression, letters), letters[group])
    return substitute(changed, {letter: g for g, letter in letters.items()})


def _letter(name: str, like: Any) -> Any:
    return DeclaredMatrix(name, *like.shape) if is_matrix(like) else sp.Dummy(name, real=True)


COMPLETE_SQUARE_IN = Move(COMPLETE_SQUARE.rule, _completed_in)


def _exponent_completed(place: Any, x: Any, *groups: Any) -> Any:
    """The square completed in the exponent of an exponential; the rest is free of ``x``."""
    if not isinstance(place, sp.exp):
        return None
    whole = _completed_in(place.args[0], *groups)
    terms = whole.args if isinstance(whole, sp.Add) else (whole,)
    return exp(add(*(term for term in terms if contains(term, x))))


COMPLETE_EXPONENT = Move(
    Rule(
        "complete the square",
        r"\exp\left(-\frac{1}{2} x^\top A x + x^\top b\right)"
        r" \propto_{x} \exp\left(-\frac{1}{2} (x - A^{-1} b)^\top A (x - A^{-1} b)\right)",
        (r"x, b \in \mathbb{R}^{n}", r"A \in \mathbb{S}_{++}^{n}"),
    ),
    everywhere(_exponent_completed),
    RelationKind.PROPORTIONAL,
)


def _with_values(expression: Any, values: Mapping[Any, Any]) -> Any:
    return replace(expression, values)


#: Values put in for names at some places only.
PUT_IN = Move(SUBSTITUTE, _with_values)

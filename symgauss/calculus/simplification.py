"""Simplifying scalars with SymPy's rational functions, shown again in textbook order.

Whatever is not rational (logarithms, quadratic forms, expectations) counts as a letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy as sp

from symgauss.calculus.constructors import add, is_matrix, is_zero, mul
from symgauss.calculus.expansion import canonical, gather
from symgauss.calculus.order import symbols_in_order, textbook
from symgauss.calculus.transposes import inverted


def letters(expression: Any) -> tuple[Any, dict[Any, Any]]:
    """The canonical rational expression over plain letters, and what the letters stand for."""
    names: dict[Any, Any] = {}

    def lettered(x: Any) -> Any:
        if isinstance(x, sp.Symbol | sp.Number | sp.NumberSymbol):
            return x
        if isinstance(x, sp.Add | sp.Mul) and not is_matrix(x):
            return x.func(*map(lettered, x.args))
        if isinstance(x, sp.Pow) and isinstance(x.args[1], sp.Rational):
            return sp.Pow(lettered(x.args[0]), x.args[1])
        return names.setdefault(x, sp.Dummy(f"l{len(names)}", real=True, positive=x.is_positive))

    found = lettered(canonical(expression))
    return found, {letter: x for x, letter in names.items()}


def with_letters(expression: Any, change: Any, order: Sequence[Any] = ()) -> Any:
    """Apply a SymPy function of rational expressions and put the result in textbook order."""
    rational, names = letters(expression)
    return textbook(change(rational).xreplace(names), order or symbols_in_order(expression))


def simplify_fraction(expression: Any, order: Sequence[Any] = ()) -> Any:
    """One fraction in lowest terms, factored."""
    return with_letters(expression, lambda x: sp.factor(sp.cancel(sp.together(x))), order)


def together(expression: Any, order: Sequence[Any] = ()) -> Any:
    """One fraction over the common denominator, not expanded."""
    return with_letters(expression, sp.together, order)


def cancel_term(term: Any, order: Sequence[Any] = ()) -> Any:
    """Equal factors above and below a fraction cancelled; sums stay as they are."""
    return with_letters(term, lambda x: x, order)


def cancel_word(matrix: Any) -> Any:
    """A product of matrices with neighbours ``A A^{-1}`` cancelled."""
    scalars = [f for f in matrix.args if not is_matrix(f)]
    kept: list[Any] = []
    for factor in (f for f in matrix.args if is_matrix(f)):
        if kept and canonical(kept[-1]) == canonical(inverted(factor)):
            kept.pop()
        else:
            kept.append(factor)
    if not kept:
        kept = [sp.Identity(matrix.shape[0])]
    return mul(*scalars, *kept)


def same(left: Any, right: Any) -> bool:
    """Whether two expressions agree up to the order of writing (a sufficient test)."""
    difference = gather([*_terms(left), *(mul(-1, t) for t in _terms(right))])
    return not difference or is_zero(add(*difference))


def _terms(expression: Any) -> list[Any]:
    return list(expression.args) if isinstance(expression, sp.Add) else [expression]

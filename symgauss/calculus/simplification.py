"""Simplifying scalars with SymPy's rational functions, shown again in textbook order.

Whatever is not rational (logarithms, quadratic forms, expectations) counts as a letter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sympy as sp

from symgauss.calculus.constructors import add, is_matrix, is_zero, mul
from symgauss.calculus.expansion import canonical, gather
from symgauss.calculus.order import symbols_in_order, textbook
from symgauss.calculus.transposes import inverted


class Letters:
    """A scalar expression as a rational function of plain letters, and the way back.

    With ``keep_sums`` a sum without fractions, such as ``1 - a``, is one letter.
    """

    def __init__(self, *, keep_sums: bool) -> None:
        self._keep_sums = keep_sums
        self._names: dict[Any, Any] = {}
        self.meanings: dict[Any, Any] = {}

    def rational(self, x: Any) -> Any:
        """SymPy's evaluated form over the letters."""
        match x:
            case sp.Symbol() | sp.Number() | sp.NumberSymbol():
                return x
            case sp.Add() if self._keep_sums and not _has_fraction(x):
                return self._letter(x)
            case sp.Add():
                return sp.Add(*map(self.rational, x.args))
            case sp.Mul():
                return sp.Mul(*map(self.rational, x.args))
            case sp.Pow(args=(base, sp.Rational() as exponent)):
                return sp.Pow(self.rational(base), exponent)
            case _:
                return self._letter(x)

    def _letter(self, x: Any) -> Any:
        key = canonical(x)
        if key not in self._names:
            letter = sp.Dummy(f"l{len(self._names)}", real=True, positive=x.is_positive)
            self._names[key] = letter
            self.meanings[letter] = x
        return self._names[key]


def _has_fraction(x: Any) -> bool:
    return any(isinstance(p, sp.Pow) and p.args[1].is_negative for p in sp.preorder_traversal(x))


def with_letters(
    expression: Any,
    change: Callable[[Any], Any],
    order: Sequence[Any] = (),
    *,
    keep_sums: bool = True,
) -> Any:
    """Apply a SymPy function of rational expressions and put the result in textbook order."""
    letters = Letters(keep_sums=keep_sums)
    changed = change(letters.rational(expression))
    return textbook(changed, order or symbols_in_order(expression), letters.meanings)


def simplify_fraction(expression: Any, order: Sequence[Any] = ()) -> Any:
    """One fraction in lowest terms; sums are multiplied out and factored anew."""
    return with_letters(expression, _lowest, order, keep_sums=False)


def together(expression: Any, order: Sequence[Any] = ()) -> Any:
    """One fraction in lowest terms in which sums such as ``1 - a`` stay as they are."""
    return with_letters(expression, lambda x: _product(sp.cancel(sp.together(x))), order)


def cancel_term(term: Any, order: Sequence[Any] = ()) -> Any:
    """Equal factors above and below a fraction cancelled; sums stay as they are."""
    return with_letters(term, lambda x: x, order)


def _product(x: Any) -> Any:
    """Numerator and denominator without their common factors outside, nothing multiplied in."""
    above, below = sp.fraction(x)
    return sp.Mul(sp.factor_terms(above), sp.Pow(sp.factor_terms(below), -1), evaluate=False)


def _lowest(x: Any) -> Any:
    """Lowest terms, with a letter for each square root so that SymPy sees polynomials."""
    halves = {p.args[0] for p in x.atoms(sp.Pow) if p.args[1].is_Rational and p.args[1].q == 2}
    roots = {
        base: sp.Dummy(f"r{i}", positive=True) for i, base in enumerate(halves) if base.is_Symbol
    }
    squares = {base: root**2 for base, root in roots.items()}
    back = {root: sp.sqrt(base) for base, root in roots.items()}
    above, below = sp.fraction(sp.cancel(sp.together(x.xreplace(squares))))
    factors = [_factored(part, back) for part in (above, below)]
    return sp.Mul(factors[0], sp.Pow(factors[1], -1, evaluate=False), evaluate=False)


def _factored(polynomial: Any, back: dict[Any, Any]) -> Any:
    """Factors, or coefficients of the variables where the whole does not factor."""
    letters = sorted(polynomial.free_symbols, key=str)
    if not isinstance(polynomial, sp.Add) or not letters:
        return polynomial.xreplace(back)
    monomial, rest = sp.Poly(polynomial, *letters).terms_gcd()
    common = sp.Mul(*(s**k for s, k in zip(letters, monomial, strict=True))).xreplace(back)
    inner = _without_roots(rest.as_expr(), back)
    if isinstance(inner, sp.Add):
        inner = _by_variables(rest.as_expr(), back) or inner
    return sp.Mul(common, inner, evaluate=False)


def _without_roots(polynomial: Any, back: dict[Any, Any]) -> Any:
    """Factored, unless square roots remain: ``1 - a`` must not become a product of roots."""
    plain = sp.expand(polynomial.xreplace(back))
    rooted = any(p.args[1].is_Rational and p.args[1].q == 2 for p in plain.atoms(sp.Pow))
    return plain if rooted else sp.factor(plain)


def _by_variables(polynomial: Any, back: dict[Any, Any]) -> Any:
    """``a x + b x + c y`` as ``(a + b) x + c y`` for what is not known to be positive."""
    variables = sorted((s for s in polynomial.free_symbols if not s.is_positive), key=str)
    if not variables or sp.Poly(polynomial, *variables).total_degree() != 1:
        return None
    terms = [(_factored(sp.expand(polynomial).coeff(v), back), v) for v in variables]
    constant = polynomial.xreplace(dict.fromkeys(variables, sp.Integer(0)))
    parts = [sp.Mul(c, v, evaluate=False) for c, v in terms]
    if constant != 0:
        parts.append(_factored(sp.expand(constant), back))
    return sp.Add(*parts, evaluate=False)


def cancel_word(matrix: Any) -> Any:
    """A product of matrices with neighbours ``A A^{-1}`` cancelled."""
    scalars = [f for f in matrix.args if not is_matrix(f)]
    kept: list[Any] = []
    for factor in (f for f in matrix.args if is_matrix(f)):
        square = factor.shape[0] == factor.shape[1]
        if kept and square and canonical(kept[-1]) == canonical(inverted(factor)):
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

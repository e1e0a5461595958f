"""Quadratic forms: ``-1/2 x^T A x + x^T b + c`` read off, and the square completed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.calculus.constructors import HALF, T, add, div, form, inv, is_matrix, mul, square, sub
from symgauss.calculus.expansion import (
    coefficient_and_rest,
    gather,
    lowest_numbers,
    terms_of,
    tidy_powers,
)
from symgauss.calculus.order import symbols_in_order
from symgauss.calculus.rewriting import contains, rewrite
from symgauss.calculus.simplification import with_letters
from symgauss.calculus.transposes import is_symmetric, transposed
from symgauss.errors import UsageError


@dataclass(frozen=True, slots=True)
class Quadratic:
    """``-1/2 x^T A x + x^T b + c``; ``A`` is symmetric, all are free of ``x``."""

    variable: Any
    A: Any
    b: Any
    c: Any

    def expression(self, *, constant: bool = True) -> Any:
        """The form as written in a textbook, with or without ``c``."""
        x = self.variable
        parts = [mul(-HALF, form(x, self.A))]
        if is_matrix(x):
            parts.append(mul(T(x), self.b))
        else:
            parts.append(mul(self.b, x))
        return add(*parts, self.c) if constant else add(*parts)

    @property
    def centre(self) -> Any:
        """``A^{-1} b``, where the form is largest if ``A`` is positive definite."""
        if self.scale is not None:
            return mul(with_letters(inv(self.scale), lambda t: t), self.b)
        return mul(_undone(self.A), self.b) if is_matrix(self.variable) else div(self.b, self.A)

    @property
    def scale(self) -> Any:
        """The ``a`` of an isotropic ``A = a I``; ``None`` for any other matrix or a scalar."""
        return scale_of(self.A)

    def completed(self, centre: Any = None, *, constant: bool = True) -> Any:
        """``-1/2 (x - m)^T A (x - m) + 1/2 m^T A m + c`` with ``m = A^{-1} b``.

        ``centre`` is another way to write ``m``, such as a name that was given to it.
        """
        m = self.centre if centre is None else centre
        peak = mul(-HALF, form(sub(self.variable, m), self.A))
        if not constant:
            return peak
        if centre is not None:
            height = form(m, self.A)
        elif self.scale is not None:
            height = div(mul(T(self.b), self.b), self.scale)
        elif is_matrix(m):
            height = form(self.b, _undone(self.A))
        else:
            height = div(square(self.b), self.A)
        return add(peak, mul(HALF, height), self.c)


def _undone(A: Any) -> Any:
    """The inverse of a matrix; of an inverse, the matrix itself."""
    return A.args[0] if isinstance(A, sp.Inverse) else inv(A)


def quadratic_in(expression: Any, x: Any) -> Quadratic:
    """The quadratic of an expression in a vector or scalar; ``UsageError`` if it is none.

    Scalar sums without ``x``, such as the ``1 - a`` of a coefficient, are not multiplied out.
    """
    sums: dict[Any, Any] = {}

    def letter(place: Any) -> Any:
        if not isinstance(place, sp.Add) or is_matrix(place) or contains(place, x):
            return None
        return sums.setdefault(place, sp.Dummy(f"s{len(sums)}", real=True))

    plain = rewrite(expression, letter)
    read = _vector_quadratic if is_matrix(x) else _scalar_quadratic
    found = read(plain, x)
    back = {name: value for value, name in sums.items()}
    return Quadratic(x, *(_put_back(part, back) for part in (found.A, found.b, found.c)))


def _put_back(expression: Any, sums: dict[Any, Any]) -> Any:
    return rewrite(expression, sums.get)


def _vector_quadratic(expression: Any, x: Any) -> Quadratic:
    second: list[Any] = []
    first: list[Any] = []
    rest: list[Any] = []
    for term in gather([tidy_powers(t) for t in terms_of(expression)]):
        coefficient, word = _word_in(term, x)
        if word is None:
            rest.append(term)
        elif word[0] == T(x) and word[-1] == x and len(word) > 1:
            middle = word[1:-1] or [sp.Identity(x.shape[0])]
            second.append(lowest_numbers(mul(-2, *coefficient, *middle)))
        elif word[0] == T(x):
            first.append(mul(*coefficient, *word[1:]))
        else:
            first.append(transposed(mul(*coefficient, *word[:-1])))
        if word is not None and any(contains(f, x) for f in [*coefficient, *word[1:-1]]):
            raise UsageError(f"not quadratic in {x}: {term}")
    A = _symmetric(second, x)
    b = _common_form(gather(first), x)
    return Quadratic(x, A, b, add(*rest) if rest else sp.Integer(0))


def scale_of(matrix: Any) -> Any:
    """The ``a`` of ``a I``; ``None`` for any other matrix or a scalar."""
    match matrix:
        case sp.Identity():
            return sp.Integer(1)
        case sp.MatMul(args=(*scales, sp.Identity())) if not any(map(is_matrix, scales)):
            return mul(*scales)
        case _:
            return None


def _word_in(term: Any, x: Any) -> tuple[list[Any], list[Any] | None]:
    """Scalar factors and the 1 x 1 product in which ``x`` stands at an end; ``None`` without x."""
    if not contains(term, x):
        return [], None
    factors = list(term.args) if isinstance(term, sp.Mul) else [term]
    inside = [f for f in factors if contains(f, x)]
    rows = _rows_of_square(inside, x)
    if rows is not None:
        left, right = rows
        return [f for f in factors if f not in inside], [T(x), transposed(left), right, x]
    if len(inside) != 1 or not isinstance(inside[0], e.Scalar):
        raise UsageError(f"not quadratic in {x}: {term}")
    matrix = inside[0].matrix
    word = list(matrix.args) if isinstance(matrix, sp.MatMul) else [matrix]
    if word[0] != T(x) and word[-1] != x:
        raise UsageError(f"not quadratic in {x}: {term}")
    return [f for f in factors if f is not inside[0]], word


def _rows_of_square(inside: list[Any], x: Any) -> tuple[Any, Any] | None:
    """``a^T`` and ``b^T`` of ``(a^T x) (b^T x)``, where ``(a^T x)^2`` is one of these."""
    if len(inside) == 1 and isinstance(inside[0], sp.Pow) and inside[0].args[1] == 2:
        inside = [inside[0].args[0]] * 2
    if len(inside) != 2 or not all(isinstance(f, e.Scalar) for f in inside):
        return None
    rows = []
    for factor in inside:
        word = list(factor.matrix.args)
        if word[-1] != x:
            word = [transposed(f) for f in reversed(word)]
        if word[-1] != x:
            return None
        rows.append(mul(*word[:-1]))
    return (rows[0], rows[1]) if not any(contains(row, x) for row in rows) else None


def _symmetric(terms: list[Any], x: Any) -> Any:
    """The sum of the terms, made symmetric where it is not seen to be."""
    if not terms:
        return sp.ZeroMatrix(x.shape[0], x.shape[0])
    scales = [scale_of(term) for term in terms]
    if None not in scales:
        return mul(add(*gather(scales)), sp.Identity(x.shape[0]))
    total = add(*gather(terms))
    if is_symmetric(total):
        return total
    both = gather([*(mul(HALF, t) for t in terms), *(mul(HALF, transposed(t)) for t in terms)])
    return add(*both)


def _common_form(terms: list[Any], x: Any) -> Any:
    if not terms:
        return sp.ZeroMatrix(*x.shape)
    return factor_right(add(*terms))


def factor_right(expression: Any) -> Any:
    """``A M y - A M z`` as ``A M (y - z)``: the common left factors taken out."""
    if not isinstance(expression, sp.MatAdd):
        return expression
    split = [coefficient_and_rest(term) for term in expression.args]
    words = [list(rest.args) if isinstance(rest, sp.MatMul) else [rest] for _, rest in split]
    common = 0
    shortest = min(len(word) for word in words) - 1
    while common < shortest and len({word[common] for word in words}) == 1:
        common += 1
    if common == 0:
        return expression
    numbers = [number for number, _ in split]
    inner = [mul(n, *word[common:]) for n, word in zip(numbers, words, strict=True)]
    return mul(*words[0][:common], add(*inner))


def _scalar_quadratic(expression: Any, x: Any) -> Quadratic:
    second: list[Any] = []
    first: list[Any] = []
    rest: list[Any] = []
    order = symbols_in_order(expression)
    for term in terms_of(expression):
        degree, coefficient = _degree(term, x)
        if degree == 0:
            rest.append(term)
        elif degree == 1:
            first.append(coefficient)
        elif degree == 2:
            second.append(mul(-2, coefficient))
        else:
            raise UsageError(f"not quadratic in {x}: {term}")
    parts = (_tidy(terms, order) for terms in (second, first, rest))
    return Quadratic(x, *parts)


def _degree(term: Any, x: Any) -> tuple[int, Any]:
    degree = 0
    kept: list[Any] = []
    for factor in term.args if isinstance(term, sp.Mul) else (term,):
        base, exponent = factor.args if isinstance(factor, sp.Pow) else (factor, sp.Integer(1))
        if base == x and exponent.is_Integer and exponent > 0:
            degree += int(exponent)
        elif contains(factor, x):
            raise UsageError(f"not a polynomial in {x}: {term}")
        else:
            kept.append(factor)
    return degree, mul(*kept)


def _tidy(terms: list[Any], order: Sequence[Any]) -> Any:
    """Each term in lowest terms and textbook order, like terms gathered, in the order given."""
    arranged = [with_letters(term, lambda t: t, order) for term in gather(terms)]
    return add(*gather(arranged)) if arranged else sp.Integer(0)


def squared(x: Any) -> Any:
    """``x^2`` for a scalar, ``x^T x`` for a vector."""
    return mul(T(x), x) if is_matrix(x) else square(x)

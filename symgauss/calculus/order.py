"""Textbook order for what SymPy has sorted: ``x - mu``, numbers first, scales before variables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.bridge.symbols import DimensionSymbol
from symgauss.calculus.constructors import add, div, is_matrix, mul, neg, power, scalar_of, sqrt
from symgauss.calculus.rewriting import subexpressions


def symbols_in_order(*expressions: Any) -> tuple[Any, ...]:
    """Symbols in the order in which they first appear."""
    found: dict[Any, None] = {}
    for expression in expressions:
        for part in subexpressions(expression):
            if isinstance(part, sp.Symbol | sp.MatrixSymbol | sp.Indexed):
                found.setdefault(part)
    return tuple(found)


def textbook(
    expression: Any, order: Sequence[Any] = (), letters: Mapping[Any, Any] | None = None
) -> Any:
    """The expression with sums and products of SymPy's order put into textbook order.

    ``order`` lists symbols that come first, in this order; the others follow by name.  ``letters``
    stand for expressions that are put in as they are.
    """
    rank = {symbol: place for place, symbol in enumerate(order)}
    return _Order(rank, letters or {}).arrange(expression)


class _Order:
    """Arranges with a rank for each symbol."""

    def __init__(self, rank: dict[Any, int], letters: Mapping[Any, Any]) -> None:
        self.rank = rank
        self.letters = letters

    def arrange(self, x: Any) -> Any:
        match x:
            case sp.Dummy() if x in self.letters:
                return self.letters[x]
            case sp.Add():
                terms = [self.arrange(term) for term in x.args]
                return add(*sorted(terms, key=self.term_key))
            case sp.MatMul():
                scalars = [f for f in x.args if not is_matrix(f)]
                word = [self.arrange(f) for f in x.args if is_matrix(f)]
                front = self.product(sp.Mul(*scalars)) if scalars else 1
                return mul(front, *word)
            case sp.Mul():
                return self.product(x)
            case sp.Inverse() | sp.MatPow():
                return x.func(self.arrange(x.args[0]), *x.args[1:])
            case sp.Pow():
                return self.fraction([x])
            case e.Scalar():
                return scalar_of(self.arrange(x.args[0]))
            case sp.Function():
                return x.func(*map(self.arrange, x.args), evaluate=False)
            case _:
                return x

    def product(self, x: Any) -> Any:
        return self.fraction(flat_factors(x))

    def fraction(self, factors: list[Any]) -> Any:
        """Numbers in front, then scales, then variables, over what has a negative exponent."""
        number = sp.Integer(1)
        above: list[Any] = []
        below: list[Any] = []
        for factor in factors:
            if isinstance(factor, sp.Rational):
                number *= factor
                continue
            base, exponent = factor.args if isinstance(factor, sp.Pow) else (factor, sp.Integer(1))
            inner = self.arrange(base)
            if exponent.is_Integer and _begins_negative(inner):
                number *= (-1) ** (exponent % 2)
                inner = add(*sorted((neg(term) for term in inner.args), key=self.term_key))
            negative = exponent.could_extract_minus_sign()
            (below if negative else above).append(
                powered(inner, -exponent if negative else exponent)
            )
        above.sort(key=self.factor_key)
        below.sort(key=self.factor_key)
        if not below:
            return mul(number, *above)
        return div(mul(number.p, *above), mul(number.q, *below))

    def name_key(self, symbol: Any) -> tuple[Any, ...]:
        if symbol in self.rank:
            return (0, self.rank[symbol], ())
        parts = re.split(r"(\d+)", str(symbol))
        return (
            1,
            0,
            tuple((part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts),
        )

    def names(self, x: Any) -> tuple[Any, ...]:
        return tuple(sorted(self.name_key(symbol) for symbol in symbols_in_order(x)))

    def term_key(self, term: Any) -> tuple[Any, ...]:
        """Positive before negative; functions, then polynomials by their symbols, numbers last."""
        constant = not symbols_in_order(term) and not term.has(sp.log)
        scalar = not is_matrix(term)
        function = scalar and isinstance(_body(term), sp.log)
        return (is_negative(term), constant, not function, self.names(term))

    def factor_key(self, factor: Any) -> tuple[Any, ...]:
        base = factor.args[0] if isinstance(factor, sp.Pow) else factor
        return (
            _factor_class(base),
            self.names(base),
            isinstance(factor, sp.Pow) and factor.args[1] != 2,
        )


def flat_factors(x: Any) -> list[Any]:
    """The factors of a product, those of nested products and of their inverses among them."""
    match x:
        case sp.Mul():
            return [factor for part in x.args for factor in flat_factors(part)]
        case sp.Pow(args=(sp.Mul() as base, sp.Integer() as exponent)):
            inner = flat_factors(base)
            return [f**exponent if f.is_Number else _raised(f, exponent) for f in inner]
        case _:
            return [x]


def _raised(factor: Any, exponent: Any) -> Any:
    base, inner = factor.args if isinstance(factor, sp.Pow) else (factor, sp.Integer(1))
    return sp.Pow(base, inner * exponent, evaluate=False)


def powered(base: Any, exponent: Any) -> Any:
    """``a^{3/2}`` as ``a sqrt(a)``."""
    if exponent == sp.Rational(1, 2):
        return sqrt(base)
    if isinstance(exponent, sp.Rational) and exponent.q == 2:
        return mul(power(base, (exponent.p - 1) // 2), sqrt(base))
    return power(base, exponent)


def _begins_negative(base: Any) -> bool:
    """Whether a sum reads better with its sign turned: ``a - 1`` as ``-(1 - a)`` for a scale.

    A variable stays in front of the number that is taken from it: ``y - 1``.
    """
    if not isinstance(base, sp.Add) or is_matrix(base):
        return False
    constants = [term for term in base.args if isinstance(term, sp.Rational)]
    if not constants:
        return all(map(is_negative, base.args))
    scales = all(symbol.is_positive for symbol in symbols_in_order(base))
    negative = [is_negative(term) for term in base.args if term not in constants]
    return bool(constants[0] < 0) and (scales or all(negative))


def _body(term: Any) -> Any:
    return term.args[-1] if isinstance(term, sp.Mul) and len(term.args) == 2 else term


def _factor_class(base: Any) -> int:
    match base:
        case sp.Number():
            return 0
        case sp.NumberSymbol():
            return 1
        case DimensionSymbol():
            return 2
        case sp.Symbol() | sp.Indexed():
            return 3 if base.is_positive else 5
        case sp.Add():
            return 4
        case e.Scalar():
            return 7
        case _:
            return 6


def is_negative(term: Any) -> bool:
    """Whether a term is written with a minus in front."""
    if isinstance(term, sp.Rational):
        return bool(term < 0)
    return (
        isinstance(term, sp.Mul)
        and isinstance(term.args[0], sp.Rational)
        and bool(term.args[0] < 0)
    )

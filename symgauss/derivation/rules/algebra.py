"""Rules of elementary algebra."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.bridge.symbols import DeclaredMatrix
from symgauss.calculus.constructors import add, grouped, is_matrix, mul
from symgauss.calculus.expansion import coefficient_and_rest, expand_everywhere, gather
from symgauss.calculus.order import is_negative, symbols_in_order
from symgauss.calculus.quadratic import Quadratic, factor_right, quadratic_in
from symgauss.calculus.rewriting import contains, replace, rewrite, rewrite_up, substitute
from symgauss.calculus.simplification import (
    cancel_term,
    cancel_word,
    simplify_fraction,
    together,
)
from symgauss.derivation.rule import Move, Rule, everywhere
from symgauss.errors import UsageError
from symgauss.kernel.relations import RelationKind

_SCALARS = r"a, b, c, d \in \mathbb{R}"
_MATRICES = (r"A \in \mathbb{R}^{m \times n}", r"B, C \in \mathbb{R}^{n \times k}")
_FORM = (r"x, m, b \in \mathbb{R}^{n}", r"A \in \mathbb{S}_{++}^{n}")

REARRANGE = Rule("rearrange", r"a + b = b + a", (_SCALARS,))
SUBSTITUTE = Rule(
    "substitute",
    r"f(a) = f(b)",
    (r"a, b \in \mathbb{R}", r"f \colon \mathbb{R} \to \mathbb{R}", r"a := b"),
)
NAME = Rule("name", r"a := b", (r"a, b \in \mathbb{R}",))
POSITIVE_PRODUCT = Rule("positive factors", r"\frac{a b}{c d} > 0", (r"a, b, c, d > 0",))
DEFINITION = Rule("definition", r"a = b", (r"a, b \in \mathbb{R}", r"a := b"))

EXPAND = Move(Rule("expand", r"A (B + C) = A B + A C", _MATRICES), expand_everywhere)


def _expanded_keeping(expression: Any, *groups: Any) -> Any:
    """Multiply out, with each of the groups kept together as one letter."""
    sums = [group for group in groups if group.args]  # a letter is together anyhow
    letters = {group: _letter(f"group{place}", group) for place, group in enumerate(sums)}
    back = {letter: group for group, letter in letters.items()}
    return substitute(expand_everywhere(replace(expression, letters)), back)


def _letter(name: str, like: Any) -> Any:
    return DeclaredMatrix(name, *like.shape) if is_matrix(like) else sp.Dummy(name, real=True)


EXPAND_KEEPING = Move(EXPAND.rule, _expanded_keeping)


def _split(expression: Any, difference: Any, *parts: Any) -> Any:
    return replace(expression, {difference: grouped(*parts)})


SPLIT = Move(
    Rule("add and subtract", r"x - a = (x - m) + (m - a)", (r"x, a, m \in \mathbb{R}^{n}",)), _split
)


def _numbers_multiplied_in(expression: Any) -> Any:
    """``-(a + b) = -a - b``: a number in front of a sum multiplied in, nothing else."""
    if not isinstance(expression, sp.Add):
        number, rest = coefficient_and_rest(expression)
        if number == 1 or not isinstance(rest, sp.Add):
            return None
        return add(*(mul(number, term) for term in rest.args))
    terms = [_numbers_multiplied_in(term) or term for term in expression.args]
    return None if terms == list(expression.args) else add(*terms)


EXPAND_SUMS = Move(
    Rule("multiply out", r"a - b (c - d) = a - b c + b d", (_SCALARS,)),
    everywhere(_numbers_multiplied_in),
)


def _gathered(expression: Any) -> Any:
    if not isinstance(expression, sp.Add):
        return None
    terms = gather(list(expression.args))
    return None if terms == list(expression.args) else add(*terms) if terms else mul(0, expression)


GATHER = Move(
    Rule("gather like terms", r"a c + b c = (a + b) c", (_SCALARS,)), everywhere(_gathered)
)


def at_quadratic(expression: Any, x: Any, change: Callable[[Quadratic], Any]) -> Any:
    """Change the largest parts that are quadratic in ``x``, such as an exponent."""

    def local(place: Any) -> Any:
        if is_matrix(place) or not isinstance(place, sp.Expr) or not contains(place, x):
            return None
        try:
            return change(quadratic_in(place, x))
        except UsageError:
            return None

    return rewrite(expression, local)


def _collected(expression: Any, variable: Any) -> Any:
    return at_quadratic(expression, variable, lambda quadratic: quadratic.expression())


COLLECT = Move(
    Rule(
        "collect",
        r"x^\top A x + x^\top B x + x^\top b + x^\top c = x^\top (A + B) x + x^\top (b + c)",
        (r"x, b, c \in \mathbb{R}^{n}", r"A, B \in \mathbb{R}^{n \times n}"),
    ),
    _collected,
)


def _completed(expression: Any, variable: Any, centre: Any = None) -> Any:
    return at_quadratic(expression, variable, lambda quadratic: quadratic.completed(centre))


COMPLETE_SQUARE = Move(
    Rule(
        "complete the square",
        r"-\frac{1}{2} x^\top A x + x^\top b = -\frac{1}{2} (x - A^{-1} b)^\top A (x - A^{-1} b)"
        r" + \frac{1}{2} b^\top A^{-1} b",
        _FORM,
    ),
    _completed,
)


def _dropped(expression: Any, variable: Any) -> Any:
    terms = expression.args if isinstance(expression, sp.Add) else (expression,)
    kept = [term for term in terms if contains(term, variable)]
    return add(*kept) if kept else sp.Integer(0)


DROP_CONSTANTS = Move(
    Rule(
        "drop what is free of the variable",
        r"\log p(x) = -\frac{x^2}{2 \sigma^2} + \frac{m x}{\sigma^2} + \text{const}",
        (r"x, m \in \mathbb{R}", r"\sigma > 0", r"x \sim \mathcal{N}(m, \sigma^2)"),
    ),
    _dropped,
    RelationKind.EQUAL_UP_TO_CONSTANT,
)


def _cancelled(expression: Any) -> Any:
    """Each term of each sum in lowest terms; neighbours ``A A^{-1}`` cancelled."""

    def local(place: Any) -> Any:
        if isinstance(place, sp.MatMul):
            short = _scalars_cancelled(place, expression)
            return cancel_word(short) if isinstance(short, sp.MatMul) else short
        if isinstance(place, sp.Mul):
            short = cancel_term(place, symbols_in_order(expression))
            return short if _factor_count(short) < _factor_count(place) else None
        return None

    return rewrite_up(expression, local)


def _scalars_cancelled(word: Any, whole: Any) -> Any:
    """A product of matrices with the scalars in front of it in lowest terms."""
    front = mul(*(f for f in word.args if not is_matrix(f)))
    short = cancel_term(front, symbols_in_order(whole))
    if _factor_count(short) >= _factor_count(front):
        return word
    return mul(short, *(f for f in word.args if is_matrix(f)))


def _factor_count(expression: Any) -> int:
    return sum(1 for _ in sp.preorder_traversal(expression))


CANCEL = Move(
    Rule("cancel", r"\frac{a b}{a c} = \frac{b}{c}", (r"b \in \mathbb{R}", r"a, c > 0")), _cancelled
)
CANCEL_INVERSE = Move(
    Rule(
        "a matrix and its inverse",
        r"A^{-1} A B = B",
        (r"A \in \mathbb{S}_{++}^{n}", r"B \in \mathbb{R}^{n \times k}"),
    ),
    lambda expression: rewrite_up(
        expression, lambda place: cancel_word(place) if isinstance(place, sp.MatMul) else None
    ),
)
_LETTERS = (e.NormalDensity, e.Expectation, e.Covariance, sp.exp, sp.log)


def in_scalars(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The action that changes the largest rational parts, inside of densities and functions."""

    def local(place: Any) -> Any:
        if is_matrix(place) or not isinstance(place, sp.Add | sp.Mul | sp.Pow):
            return None
        return None if place.has(*_LETTERS) else change(place)

    return everywhere(local)


SIMPLIFY = Move(
    Rule(
        "one fraction in lowest terms",
        r"\frac{a}{b} + \frac{c}{d} = \frac{a d + b c}{b d}",
        (r"a, c \in \mathbb{R}", r"b, d > 0"),
    ),
    in_scalars(simplify_fraction),
)
TOGETHER = Move(
    Rule(
        "common denominator",
        r"\frac{a}{b} + \frac{c}{d} = \frac{a d + c b}{b d}",
        (r"a, c \in \mathbb{R}", r"b, d > 0"),
    ),
    in_scalars(together),
)


def _ordered(expression: Any) -> Any:
    """Positive terms first, each group in the order in which it stands."""
    if not isinstance(expression, sp.Add):
        return None
    return add(*sorted(expression.args, key=is_negative))


ORDER = Move(Rule("order the terms", r"-a + b = b - a", (_SCALARS,)), everywhere(_ordered))


def _factored(expression: Any, factor: Any) -> Any:
    """``factor`` taken out of every term of a sum."""
    if not isinstance(expression, sp.Add):
        return expression
    divide = _divided if isinstance(factor, sp.Rational) else _without
    inner = [divide(term, factor) for term in expression.args]
    return expression if None in inner else mul(factor, add(*inner))


def _divided(term: Any, number: Any) -> Any:
    whole = mul(1 / number, term)
    has_fraction = isinstance(term, sp.Mul) and any(isinstance(f, sp.Pow) for f in term.args)
    return cancel_term(whole, symbols_in_order(term)) if has_fraction else whole


def _without(term: Any, factor: Any) -> Any:
    factors = list(term.args) if isinstance(term, sp.Mul) else [term]
    if factor not in factors:
        return None
    factors.remove(factor)
    return mul(*factors)


FACTOR = Move(
    Rule("factor out", r"a b + a c = a (b + c)", (_SCALARS,)),
    _factored,
)
FACTOR_MATRIX = Move(
    Rule("factor out", r"A B + A C = A (B + C)", _MATRICES),
    everywhere(
        lambda place: (
            factor_right(place) if is_matrix(place) and isinstance(place, sp.MatAdd) else None
        )
    ),
)

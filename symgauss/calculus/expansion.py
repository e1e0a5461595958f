"""Products over sums, for scalars and matrices alike, and gathering of like terms."""

from __future__ import annotations

from itertools import product
from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.bridge import matrices as m
from symgauss.calculus.constructors import add, div, is_matrix, is_zero, mul, power, scalar_of, tr
from symgauss.calculus.rewriting import rebuild, rewrite
from symgauss.calculus.transposes import transposed


def terms_of(expression: Any) -> list[Any]:
    """The terms of the fully expanded expression, in the order of writing."""
    match expression:
        case sp.Add():
            return [term for part in expression.args for term in terms_of(part)]
        case sp.Mul():
            choices = product(*(terms_of(factor) for factor in expression.args))
            return [mul(*choice) for choice in choices]
        case sp.Transpose():
            return [transposed(term) for term in terms_of(expression.args[0])]
        case e.Scalar():
            return [scalar_of(term) for term in terms_of(expression.matrix)]
        case sp.Trace():
            return [_trace_term(term) for term in terms_of(expression.args[0])]
        case sp.MatPow():
            return [expression]
        case sp.Pow(args=(base, sp.Integer() as exponent)) if exponent > 1:
            return _power_terms(base, int(exponent))
        case _:
            return [expression]


def _power_terms(base: Any, exponent: int) -> list[Any]:
    inner = terms_of(base)
    if len(inner) == 1:
        factors = inner[0].args if isinstance(inner[0], sp.Mul) else (inner[0],)
        return [mul(*(power_of(factor, exponent) for factor in factors))]
    expanded = gather([mul(*choice) for choice in product(inner, repeat=exponent)])
    return [tidy_powers(term) for term in expanded]


def power_of(base: Any, exponent: int) -> Any:
    """``(b^c)^exponent`` with the exponents multiplied."""
    if isinstance(base, sp.Pow):
        return power(base.args[0], base.args[1] * exponent)
    return power(base, exponent)


def tidy_powers(term: Any) -> Any:
    """``x x y`` as ``x^2 y``: equal scalar factors gathered at the place of the first."""
    if not isinstance(term, sp.Mul) or isinstance(term, sp.MatMul):
        return term
    exponents: dict[Any, Any] = {}
    written: dict[Any, list[Any]] = {}
    for factor in term.args:
        base, exponent = _base_and_exponent(factor)
        exponents[base] = exponents.get(base, sp.Integer(0)) + exponent
        written.setdefault(base, []).append(factor)
    return mul(
        *(
            written[base][0] if len(written[base]) == 1 else power(base, exponent)
            for base, exponent in exponents.items()
        )
    )


def _base_and_exponent(factor: Any) -> tuple[Any, Any]:
    """``1 / sqrt(a)`` as ``a`` to the power -1/2."""
    base, exponent = factor.args if isinstance(factor, sp.Pow) else (factor, sp.Integer(1))
    while isinstance(base, sp.Pow) and base.args[1].is_Rational:
        base, exponent = base.args[0], base.args[1] * exponent
    return base, exponent


def _tidy(term: Any) -> Any:
    return scales_first(lowest_numbers(tidy_powers(term)))


def scales_first(term: Any) -> Any:
    """Positive symbols before the other scalar factors, a denominator last."""
    if not isinstance(term, sp.Mul) or isinstance(term, sp.MatMul):
        return term

    def place(factor: Any) -> int:
        if isinstance(factor, sp.Pow) and factor.args[1].is_negative:
            return 4
        base = factor.args[0] if isinstance(factor, sp.Pow) else factor
        if isinstance(base, sp.Number | sp.NumberSymbol) or not base.free_symbols:
            return 0
        if isinstance(base, sp.Symbol | sp.Indexed):
            return 1 if base.is_positive else 2
        return 2 if isinstance(base, sp.Add) else 3

    return mul(*sorted(term.args, key=place))


def lowest_numbers(term: Any) -> Any:
    """``2 x y / (2 a)`` as ``x y / a``: the numbers above and below a fraction cancelled."""
    number, rest = coefficient_and_rest(term)
    if not isinstance(rest, sp.Mul) or abs(number.p) == 1:
        return term
    for factor in rest.args:
        if isinstance(factor, sp.Pow) and factor.args[1] == -1:
            below, letters = coefficient_and_rest(factor.args[0])
            common = sp.gcd(number.p, below)
            if isinstance(below, sp.Integer) and common > 1:
                lower = mul(below / common, letters)
                kept = [f if f is not factor else div(1, lower) for f in rest.args]
                return mul(number / common, *kept)
    return term


def _trace_term(term: Any) -> Any:
    if not isinstance(term, sp.MatMul):
        return tr(term)
    scalars = [f for f in term.args if not is_matrix(f)]
    word = [f for f in term.args if is_matrix(f)]
    return mul(*scalars, tr(mul(*word)))


def expand(expression: Any) -> Any:
    """The expanded expression with like terms gathered."""
    terms = [lowest_numbers(t) for t in gather([_tidy(term) for term in terms_of(expression)])]
    return add(*terms) if terms else _zero(expression)


#: Nodes that are letters for the algebra around them and have algebra inside.
CONTAINERS = (
    e.Expectation,
    e.VectorIntegral,
    m.MatrixExpectation,
    m.MatrixSum,
    m.Gradient,
    sp.Integral,
    sp.Sum,
    sp.Derivative,
    sp.exp,
    sp.log,
)


def expand_everywhere(expression: Any) -> Any:
    """Expanded outside and inside of expectations, integrals, exponentials and logarithms."""

    def inside(place: Any) -> Any:
        if not isinstance(place, CONTAINERS):
            return None
        body, *rest = place.args
        return rebuild(place, [expand_everywhere(body), *rest])

    return rewrite(expression if isinstance(expression, CONTAINERS) else expand(expression), inside)


def _zero(expression: Any) -> Any:
    return sp.ZeroMatrix(*expression.shape) if is_matrix(expression) else sp.Integer(0)


def coefficient_and_rest(term: Any) -> tuple[Any, Any]:
    """The number in front and what it multiplies."""
    if isinstance(term, sp.Rational):
        return term, sp.Integer(1)
    if isinstance(term, sp.Mul) and isinstance(term.args[0], sp.Rational):
        return term.args[0], mul(*term.args[1:])
    return sp.Integer(1), term


def gather(terms: list[Any]) -> list[Any]:
    """Like terms added, each at the place of the first; terms that cancel are gone."""
    total: dict[Any, Any] = {}
    first: dict[Any, tuple[Any, Any]] = {}
    for term in terms:
        if is_zero(term):
            continue
        number, key = key_of(term)
        total[key] = total.get(key, sp.Integer(0)) + number
        first.setdefault(key, (number, term))
    kept = []
    for key, (number, term) in first.items():
        if total[key] == number:
            kept.append(term)
        elif total[key] != 0:
            kept.append(mul(total[key] / number, term))
    return kept


def key_of(term: Any) -> tuple[Any, Any]:
    """The number in front of the canonical form, and the rest of it."""
    return coefficient_and_rest(canonical(term))


def canonical(expression: Any) -> Any:
    """The form that like terms share.

    It is equal for terms that differ in the order of scalar factors, in the orientation of a
    1 x 1 product, or in the place where a trace begins.
    """
    match expression:
        case sp.MatAdd():
            terms = [canonical(term) for term in expression.args]
            return sp.MatAdd(*sorted(terms, key=sp.default_sort_key))
        case sp.Add():
            return sp.Add(*map(canonical, expression.args))
        case sp.MatMul():
            scalars = sp.Mul(*(canonical(f) for f in expression.args if not is_matrix(f)))
            word = [canonical(f) for f in expression.args if is_matrix(f)]
            return mul(scalars, *word)
        case sp.Mul():
            return sp.Mul(*map(canonical, expression.args))
        case sp.Inverse() | sp.Transpose():
            return expression.func(canonical(expression.args[0]))
        case sp.MatPow():
            return expression
        case sp.Pow():
            return sp.Pow(*map(canonical, expression.args))
        case e.Scalar():
            return _orient(expression)
        case sp.Trace():
            return _rotate(expression)
        case sp.Function():
            return expression.func(*map(canonical, expression.args), evaluate=False)
        case _:
            return expression


def _orient(expression: Any) -> Any:
    """``x^T A y`` and ``y^T A^T x`` are one scalar: the form that sorts first."""
    forms = [expression.matrix, transposed(expression.matrix)]
    return min((scalar_of(form) for form in forms), key=sp.default_sort_key)


def _rotate(expression: Any) -> Any:
    """``tr(ABC) = tr(BCA)``, ``tr(A) = tr(A^T)``: the form that sorts first."""
    inner = expression.args[0]
    words = []
    for matrix in (inner, transposed(inner)):
        word = list(matrix.args) if isinstance(matrix, sp.MatMul) else [matrix]
        words += [word[i:] + word[:i] for i in range(len(word))]
    return tr(mul(*min(words, key=lambda word: sp.default_sort_key(sp.Tuple(*word)))))

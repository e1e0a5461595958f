"""Derivatives of elementary functions, written out: of what is evaluated between two limits.

An improper integral of a derivative is judged by its integrand, which has to be seen for that.
"""

from __future__ import annotations

from collections.abc import Callable

from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Constant,
    Function,
    Power,
    Product,
    Rational,
    Sum,
    Term,
    Variable,
    negative,
)
from symgauss.kernel.traversal import free_symbols

ZERO, ONE, TWO = Rational(0), Rational(1), Rational(2)
E, PI = Constant("e"), Constant("pi")


def elementary_derivative(term: Term, variable: Variable) -> Term | None:
    """The derivative of a scalar by a scalar; ``None`` where it is not elementary."""
    if variable not in free_symbols(term):
        return ZERO
    if term == variable:
        return ONE
    match term:
        case Sum(terms):
            found = [elementary_derivative(each, variable) for each in terms]
            known = [each for each in found if each is not None]
            return _sum(known) if len(known) == len(found) else None
        case Product(factors) if all(map(_is_scalar, factors)):
            return _of_product(factors, variable)
        case Power(base, exponent) if base == E:
            return _chain(exponent, variable, lambda _: term)
        case Power(base, exponent) if variable not in free_symbols(exponent) and _is_scalar(base):
            less = Power(base, Sum((exponent, Rational(-1))))
            return _chain(base, variable, lambda _: Product((exponent, less)))
        case Function(name, argument) if name in _OF_FUNCTIONS:
            return _chain(argument, variable, _OF_FUNCTIONS[name])
        case _:
            return None


def _of_product(factors: tuple[Term, ...], variable: Variable) -> Term | None:
    terms: list[Term] = []
    for position, factor in enumerate(factors):
        inner = elementary_derivative(factor, variable)
        if inner is None:
            return None
        if inner != ZERO:
            terms.append(Product((*factors[:position], inner, *factors[position + 1 :])))
    return _sum(terms)


def _chain(argument: Term, variable: Variable, outer: Callable[[Term], Term]) -> Term | None:
    inner = elementary_derivative(argument, variable)
    return None if inner is None else Product((outer(argument), inner))


def _sum(terms: list[Term]) -> Term:
    kept = [each for each in terms if each != ZERO]
    return ZERO if not kept else kept[0] if len(kept) == 1 else Sum(tuple(kept))


def _is_scalar(term: Term) -> bool:
    try:
        return shape_of(term) == SCALAR
    except ShapeError:
        return False


def _over(numerator: Term, *denominators: Term) -> Term:
    return Product((numerator, *(Power(each, Rational(-1)) for each in denominators)))


def _bell(argument: Term) -> Term:
    return Function("exp", negative(Power(argument, TWO)))


_OF_FUNCTIONS: dict[str, Callable[[Term], Term]] = {
    "exp": lambda u: Function("exp", u),
    "log": lambda u: _over(ONE, u),
    "sqrt": lambda u: _over(ONE, TWO, Function("sqrt", u)),
    "sin": lambda u: Function("cos", u),
    "cos": lambda u: negative(Function("sin", u)),
    "erf": lambda u: Product((_over(TWO, Function("sqrt", PI)), _bell(u))),
    "Phi": lambda u: Product(
        (
            _over(ONE, Function("sqrt", Product((TWO, PI)))),
            _bell(_over(u, Function("sqrt", TWO))),
        )
    ),
}

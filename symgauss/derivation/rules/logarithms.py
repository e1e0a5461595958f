"""Rules of logarithms and exponentials."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.calculus.constructors import HALF, add, div, exp, log, mul
from symgauss.calculus.expansion import coefficient_and_rest
from symgauss.calculus.rewriting import rewrite_up
from symgauss.calculus.simplification import cancel_term
from symgauss.derivation.rule import Move, Rule, everywhere

_POSITIVE = r"a, b > 0"


def _log_of_product(place: Any) -> Any:
    if not isinstance(place, sp.log):
        return None
    match place.args[0]:
        case sp.Mul(args=factors):
            return add(*(_log_of_factor(factor) for factor in factors))
        case sp.Pow():
            return _log_of_factor(place.args[0])
        case sp.exp(args=(exponent,)):
            return exponent
        case _:
            return None


def _log_of_factor(factor: Any) -> Any:
    if isinstance(factor, sp.exp):
        return factor.args[0]
    if isinstance(factor, sp.Pow):
        return mul(factor.args[1], log(factor.args[0]))
    return log(factor)


LOG_PRODUCT = Move(
    Rule("logarithm of a product", r"\log(a b) = \log a + \log b", (_POSITIVE,)),
    everywhere(_log_of_product),
)


def _combined(place: Any) -> Any:
    """``-1/2 log a + 1/2 log b = 1/2 log(b/a)`` for the logarithms of one sum."""
    if not isinstance(place, sp.Add):
        return None
    logs = [(term, *coefficient_and_rest(term)) for term in place.args]
    logs = [(term, number, rest) for term, number, rest in logs if isinstance(rest, sp.log)]
    if len(logs) < 2 or len({abs(number) for _, number, _ in logs}) != 1:
        return None
    above = [rest.args[0] for _, number, rest in logs if number > 0]
    below = [rest.args[0] for _, number, rest in logs if number < 0]
    one = mul(abs(logs[0][1]), log(div(mul(*above), mul(*below))))
    taken = [term for term, *_ in logs]
    first = place.args.index(taken[0])
    before = list(place.args[:first])
    after = [t for t in place.args[first:] if t not in taken]
    return add(*before, one, *after)


LOG_QUOTIENT = Move(
    Rule("logarithm of a quotient", r"\log a - \log b = \log \frac{a}{b}", (_POSITIVE,)),
    everywhere(_combined),
)


def _simplified(place: Any) -> Any:
    """``1/2 log(2 pi b^2 / (2 pi a^2)) = log(b/a)``: cancel inside, take a square out."""
    number, rest = coefficient_and_rest(place)
    if not isinstance(rest, sp.log):
        return None
    inner = cancel_term(rest.args[0])
    if number == HALF:
        root = _root(inner)
        if root is not None:
            return log(root)
    shorter = mul(number, log(inner))
    return None if shorter == place else shorter


def _root(x: Any) -> Any:
    """The positive root of a quotient of squares of positive factors, or ``None``."""
    factors = x.args if isinstance(x, sp.Mul) else (x,)
    above: list[Any] = []
    below: list[Any] = []
    for factor in factors:
        base, exponent = factor.args if isinstance(factor, sp.Pow) else (factor, sp.Integer(1))
        if exponent == -1:
            inner = _root(base)
            if inner is None:
                return None
            below.append(inner)
        elif exponent == 2 and base.is_positive:
            above.append(base)
        else:
            return None
    return div(mul(*above), mul(*below))


LOG_POWER = Move(
    Rule(
        "logarithm of a power", r"\frac{1}{2} \log \frac{a^2}{b^2} = \log \frac{a}{b}", (_POSITIVE,)
    ),
    lambda expression: rewrite_up(expression, _simplified),
)


def _exponent_in_front(place: Any) -> Any:
    """``log(a^n / b^n) = n log(a/b)`` and ``log(1/b) = -log b``."""
    if not isinstance(place, sp.log):
        return None
    inner = place.args[0]
    above: list[Any] = []
    below: list[Any] = []
    exponents: set[Any] = set()
    for factor in inner.args if isinstance(inner, sp.Mul) else (inner,):
        under = isinstance(factor, sp.Pow) and factor.args[1] == -1
        power = factor.args[0] if under else factor
        has_exponent = isinstance(power, sp.Pow) and not power.args[1].is_number
        base, exponent = power.args if has_exponent else (power, sp.Integer(1))
        (below if under else above).append(base)
        exponents.add(exponent)
    if len(exponents) != 1:
        return None
    (n,) = exponents
    if not above:
        return mul(-1, n, log(mul(*below)))
    after = mul(n, log(div(mul(*above), mul(*below))))
    return None if n == 1 else after


LOG_EXPONENT = Move(
    Rule(
        "exponent in front of a logarithm",
        r"\log \frac{a^n}{b^n} = n \log \frac{a}{b}",
        (_POSITIVE, r"n \in \mathbb{N}"),
    ),
    everywhere(_exponent_in_front),
)


def _merged(place: Any) -> Any:
    if not isinstance(place, sp.Mul):
        return None
    exponents = [factor for factor in place.args if isinstance(factor, sp.exp)]
    if len(exponents) < 2:
        return None
    one = exp(add(*(factor.args[0] for factor in exponents)))
    first = place.args.index(exponents[0])
    rest = [f for f in place.args[first:] if not isinstance(f, sp.exp)]
    return mul(*place.args[:first], *rest, one)


EXP_PRODUCT = Move(
    Rule(r"product of exponentials", r"\exp(a) \exp(b) = \exp(a + b)", (r"a, b \in \mathbb{R}",)),
    everywhere(_merged),
)


def _split(place: Any) -> Any:
    if isinstance(place, sp.exp) and isinstance(place.args[0], sp.Add):
        return mul(*(exp(term) for term in place.args[0].args))
    return None


EXP_SUM = Move(
    Rule("exponential of a sum", r"\exp(a + b) = \exp(a) \exp(b)", (r"a, b \in \mathbb{R}",)),
    everywhere(_split),
)

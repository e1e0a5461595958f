"""Rules of integrals: products of integrals, polar coordinates, substitution, antiderivatives."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.calculus.constructors import add, exp, is_matrix, mul, sqrt, square, sub
from symgauss.calculus.notions import integral
from symgauss.calculus.rewriting import contains, replace, rewrite_up, substitute
from symgauss.derivation.rule import Move, Rule, everywhere
from symgauss.derivation.rules.derivatives import slope

_LINE = (r"x, y, r, \theta \in \mathbb{R}",)


def _whole_line(limit: Any) -> bool:
    return bool(limit[1:] == (-sp.oo, sp.oo))


def _squared(place: Any, other: Any) -> Any:
    """``(int f(x) dx)^2 = int int f(x) f(y) dx dy``, the exponents of ``exp`` added."""
    if not isinstance(place, sp.Pow) or place.args[1] != 2:
        return None
    inner = place.args[0]
    if not isinstance(inner, sp.Integral) or len(inner.limits) != 1:
        return None
    x, *bounds = inner.limits[0]
    body = inner.function
    again = substitute(body, {x: other})
    both = mul(body, again)
    if isinstance(body, sp.exp):
        both = exp(add(body.args[0], again.args[0]))
    return sp.Integral(both, (x, *bounds), (other, *bounds))


SQUARE_OF_INTEGRAL = Move(
    Rule(
        "square of an integral",
        r"\left(\int \exp(-x^2) \, \mathrm{d}x\right)^2"
        r" = \int \int \exp(-x^2 - y^2) \, \mathrm{d}x \, \mathrm{d}y",
        _LINE,
    ),
    everywhere(_squared),
)


def _polar(place: Any, r: Any, angle: Any) -> Any:
    """``x^2 + y^2 = r^2`` and ``dx dy = r dr dtheta`` over the whole plane."""
    if not isinstance(place, sp.Integral) or len(place.limits) != 2:
        return None
    if not all(map(_whole_line, place.limits)):
        return None
    x, y = (limit[0] for limit in place.limits)
    body = replace(place.function, {add(square(x), square(y)): square(r)})
    if contains(body, x) or contains(body, y):
        return None
    return sp.Integral(mul(body, r), (r, 0, sp.oo), (angle, 0, mul(2, sp.pi)))


POLAR = Move(
    Rule(
        "polar coordinates",
        r"\int \int \exp(-(x^2 + y^2)) \, \mathrm{d}x \, \mathrm{d}y"
        r" = \int_{0}^{2 \pi} \int_{0}^{\infty} \exp(-r^2) r \, \mathrm{d}r \, \mathrm{d}\theta",
        _LINE,
    ),
    everywhere(_polar),
)


def _free_variable(place: Any) -> Any:
    """``int_a^b c dx = c (b - a)``, the outermost integral first."""
    if not isinstance(place, sp.Integral):
        return None
    *inner, (x, lower, upper) = place.limits
    if contains(place.function, x) or sp.oo in {abs(lower), abs(upper)}:
        return None
    rest = sp.Integral(place.function, *inner) if inner else place.function
    return mul(sub(upper, lower), rest)


CONSTANT_INTEGRAL = Move(
    Rule(
        "integral of a constant",
        r"\int_{a}^{b} c \, \mathrm{d}x = (b - a) c",
        (r"a, b, c \in \mathbb{R}",),
    ),
    everywhere(_free_variable),
)


def _from_primitive(place: Any, primitive: Any, at_end: Any) -> Any:
    """``int_a^b F'(x) dx = F(b) - F(a)``; ``at_end`` is the value (or limit) at ``b``."""
    if not isinstance(place, sp.Integral) or len(place.limits) != 1:
        return None
    x, lower, _ = place.limits[0]
    return sub(at_end, substitute(primitive, {x: lower}))


FUNDAMENTAL_THEOREM = Move(
    Rule(
        "fundamental theorem of calculus",
        r"\int_{a}^{\infty} x \exp\left(-\frac{x^2}{2}\right) \, \mathrm{d}x"
        r" = 0 - \left(-\exp\left(-\frac{a^2}{2}\right)\right)",
        (r"a \in \mathbb{R}",),
    ),
    everywhere(_from_primitive),
)


def _substituted(place: Any, new: Any, value: Any) -> Any:
    """``int f(x) dx = int f(a + b u) b du`` over the whole line, for ``x = a + b u``."""
    if not isinstance(place, sp.Integral) or len(place.limits) != 1:
        return None
    (limit,) = place.limits
    if not _whole_line(limit) or is_matrix(new):
        return None
    body = mul(slope(value, new), substitute(place.function, {limit[0]: value}))
    return integral(body, new)


SUBSTITUTION = Move(
    Rule(
        "substitution",
        r"\int \exp\left(-\frac{(x - \mu)^2}{2 \sigma^2}\right) \, \mathrm{d}x"
        r" = \int \sigma \exp\left(-\frac{(\mu + \sigma u - \mu)^2}{2 \sigma^2}\right)"
        r" \, \mathrm{d}u",
        (r"u, x, \mu \in \mathbb{R}", r"\sigma > 0"),
    ),
    everywhere(_substituted),
)


def _root_of_square(place: Any) -> Any:
    return sqrt(square(place)) if isinstance(place, sp.Integral) else None


ROOT_OF_SQUARE = Move(
    Rule("a positive number is the root of its square", r"a = \sqrt{a^2}", (r"a > 0",)),
    everywhere(_root_of_square),
)


def _exp_zero(place: Any) -> Any:
    """``exp(0) = 1``, also where the zero is written as ``-0^2 / 2``."""
    if isinstance(place, sp.exp) and place.args[0] == 0:
        return sp.Integer(1)
    return None


EXP_ZERO = Move(
    Rule("exponential of zero", r"\exp(0) = 1"),
    lambda expression: rewrite_up(expression, _exp_zero),
)

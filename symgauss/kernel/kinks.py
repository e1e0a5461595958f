"""Integrals over the line of what has one kink: ``|a + b x|`` is taken apart where it is zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flint import arb

from symgauss.kernel.findings import Singular
from symgauss.kernel.terms import (
    MINUS_ONE,
    Function,
    Integral,
    Power,
    Product,
    Rational,
    Symbol,
    Term,
    difference,
    negative,
)
from symgauss.kernel.traversal import rebuild, substitute, subterms

if TYPE_CHECKING:
    from symgauss.kernel.evaluate import Evaluator


def both_sides(ev: Evaluator, term: Integral) -> tuple[Integral, Integral] | None:
    """The parts of an integral over the line on both sides of its kink; ``None`` without one."""
    variable = term.variable
    if term.lower is not None or term.upper is not None or not isinstance(variable, Symbol):
        return None
    moving = {
        part.argument
        for part in subterms(term.body)
        if isinstance(part, Function)
        and part.name == "abs"
        and variable.name in ev.tables.dependencies.of(part)
    }
    if len(moving) != 1:
        return None
    (argument,) = moving
    if ev.tables.polynomials.degree(argument, frozenset({variable.name})) != 1:
        return None
    at_zero = substitute(argument, {variable: Rational(0)})
    slope = difference(substitute(argument, {variable: Rational(1)}), at_zero)
    value = ev.value(slope)
    if not isinstance(value, arb) or value.contains(0):
        raise Singular("the slope of a kink that may be zero")
    kink: Term = negative(Product((at_zero, Power(slope, MINUS_ONE))))
    if ev.number(at_zero) == 0:
        kink = Rational(0)
    above, below = (argument, negative(argument)) if value > 0 else (negative(argument), argument)
    bent = Function("abs", argument)
    return (
        Integral(_put(term.body, bent, below), variable, None, kink),
        Integral(_put(term.body, bent, above), variable, kink, None),
    )


def _put(term: Term, old: Term, new: Term) -> Term:
    return new if term == old else rebuild(term, lambda part: _put(part, old, new))

"""``x = exp(u)`` in an integrand on the positive half line.

``x^a`` becomes ``exp(a u)`` and ``log x`` becomes ``u``: what is singular at zero is analytic in u,
and the density of a log-normal is that of a normal.
"""

from __future__ import annotations

from symgauss.kernel.terms import Function, Integral, Power, Product, Rational, Symbol, Term
from symgauss.kernel.traversal import rebuild

_HALF = Rational(1, 2)


def in_logarithm(term: Integral) -> Integral | None:
    """The same integral over ``u = log x``; ``None`` if a variable or bound does not fit."""
    variable = term.variable
    if not isinstance(variable, Symbol) or term.lower is None:
        return None
    new = Symbol(f"log {variable.name}", variable.shape)
    upper = None if term.upper is None else Function("log", term.upper)
    body = Product((substituted(term.body, variable, new), Function("exp", new)))
    return Integral(body, new, None, upper)


def substituted(term: Term, variable: Symbol, new: Symbol) -> Term:
    """A term with ``exp(new)`` for the variable, where powers and logarithms of it come out."""
    if term == variable:
        return Function("exp", new)
    match term:
        case Power(base, exponent) if base == variable:
            return Function("exp", Product((substituted(exponent, variable, new), new)))
        case Function("sqrt", argument) if argument == variable:
            return Function("exp", Product((_HALF, new)))
        case Function("log", argument) if argument == variable:
            return new
        case _:
            return rebuild(term, lambda child: substituted(child, variable, new))

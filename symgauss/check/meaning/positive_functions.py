"""Unknown functions of which a logarithm or root is taken: they are positive where that is real.

A positive function is the square of another one, which the kernel draws freely.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symgauss.check.manners.expectations import is_expectation
from symgauss.kernel.terms import Function, Inverse, Opaque, Power, Product, Rational, Term
from symgauss.kernel.traversal import names_in, rebuild, subterms

_ROOT = "root of "


def positive_functions(terms: Iterable[Term]) -> frozenset[str]:
    """The names of unknown functions that are factors below a logarithm or a root."""
    return frozenset(
        name
        for term in terms
        for part in subterms(term)
        if isinstance(part, Function) and part.name in ("log", "sqrt")
        for name in _factors(part.argument)
    )


def _factors(term: Term) -> Iterator[str]:
    match term:
        case Opaque(name, _, shape) if shape.is_scalar and not is_expectation(term):
            yield name
        case Product(factors):
            for factor in factors:
                yield from _factors(factor)
        case Power(base) | Inverse(base):
            yield from _factors(base)
        case _:
            return


def as_squares(term: Term, names: frozenset[str]) -> Term:
    """The term with the square of a function of its own for each of these."""
    if names.isdisjoint(names_in(term)):
        return term
    term = rebuild(term, lambda child: as_squares(child, names))
    if isinstance(term, Opaque) and term.name in names:
        return Power(Opaque(_ROOT + term.name, term.arguments, term.shape), Rational(2))
    return term

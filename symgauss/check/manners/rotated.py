r"""Formulas with the imaginary unit as formulas in real numbers: ``E[e^{itX}]`` as ``E[e^{sX}]``.

Put ``t = -i s``.  Where every i and every t stands in a product in which they leave no i, the sides
are real functions of s.  Sums, products and exponentials are analytic, and so are averages of
exponentials of linear functions of what is normal: what holds for all real s then holds for all
complex ones, and so for all real t.  What does not hold for some s does not hold for all t.
"""

from __future__ import annotations

from collections.abc import Iterator

from symgauss.check.manners.expectations import is_expectation
from symgauss.kernel.terms import (
    Expectation,
    Function,
    Indexed,
    Named,
    Opaque,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
)
from symgauss.kernel.traversal import free_symbols, subterms
from symgauss.latex.naming import without_bold

Name = Symbol | Indexed
#: Letters of the argument of a characteristic function.
_ARGUMENTS = frozenset({"t", "s", "u", "v", "w", "k", "omega", "xi", "theta", "lambda", "tau"})
_ENTIRE = frozenset({"exp"})
_PERIOD = 2  #: i^2 = -1


def arguments_beside(terms: tuple[Term, ...], unit: str) -> frozenset[Name]:
    """The t of ``e^{i t X}``: names that stand beside the imaginary unit in a product."""
    return frozenset(name for term in terms for name in _beside(term, unit))


def _beside(term: Term, unit: str) -> Iterator[Name]:
    for part in subterms(term):
        if not isinstance(part, Product):
            continue
        factors = [f.matrix if isinstance(f, Transpose) else f for f in part.factors]
        names = [f for f in factors if isinstance(f, Symbol | Indexed)]
        if any(name.name == unit for name in names):
            for name in names:
                if without_bold(name.name).partition("_")[0] in _ARGUMENTS:
                    yield name


def rotated(term: Term, unit: str, turned: frozenset[Name]) -> tuple[Term, int] | None:
    """The term at ``t = -i s`` and whether an i is left in front of it; ``None`` where it mixes.

    The s is written as the t that it stands for.
    """
    if not any(name in turned or name.name == unit for name in free_symbols(term)):
        return term, 0
    match term:
        case Symbol(name) if name == unit:
            return Rational(1), 1
        case Symbol() | Indexed() if term in turned:
            return Product((Rational(-1), term)), 1
        case Transpose(inner):
            found = rotated(inner, unit, turned)
            return None if found is None else (Transpose(found[0]), found[1])
        case Product(factors):
            return _product([rotated(each, unit, turned) for each in factors])
        case Sum(terms):
            parts = [rotated(each, unit, turned) for each in terms]
            known = [each for each in parts if each is not None]
            if len(known) < len(parts) or len({left for _, left in known}) != 1:
                return None
            return Sum(tuple(each for each, _ in known)), known[0][1]
        case Power(base, Rational(k, 1)):
            found = rotated(base, unit, turned)
            if found is None:
                return None
            return _signed(Power(found[0], Rational(k)), found[1] * k)
        case Function(name, argument) if name in _ENTIRE:
            found = rotated(argument, unit, turned)
            return (Function(name, found[0]), 0) if found is not None and not found[1] else None
        case Expectation(body, Named() as law):
            found = rotated(body, unit, turned)
            return None if found is None else (Expectation(found[0], law), found[1])
        case Opaque(name, (body,)) if is_expectation(term):
            found = rotated(body, unit, turned)
            return None if found is None else (Opaque(name, (found[0],), term.shape), found[1])
        case _:
            return None


def _product(parts: list[tuple[Term, int] | None]) -> tuple[Term, int] | None:
    known = [each for each in parts if each is not None]
    if len(known) < len(parts):
        return None
    return _signed(Product(tuple(each for each, _ in known)), sum(left for _, left in known))


def _signed(term: Term, units: int) -> tuple[Term, int]:
    """A term times a power of i, as a real one and the i that is left."""
    sign = Rational(-1) if units // _PERIOD % _PERIOD else Rational(1)
    return Product((sign, term)), units % _PERIOD

r"""Units of densities: ``p(x \mid z)`` is one per unit of x, so that no product may lose one.

``p(x, z) = p(x \mid z) / p(z)`` and ``p(z \mid x) = p(x \mid z) p(z)`` are wrong of all densities,
as the units of both sides differ.  Nothing can be introduced by such an equation.  What has other
names in it than those of densities, a normaliser or a Jacobian, may have any unit.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from symgauss.check.manners.densities import density_of
from symgauss.kernel.terms import (
    Constant,
    Function,
    Indexed,
    Integral,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
)
from symgauss.kernel.traversal import subterms

Units = dict[str, Fraction]
"""The power of each variable, by its name as written out."""


def units_differ(left: Term, right: Term) -> bool:
    """Whether both sides are made of densities alone, and of different variables.

    A single density may have parameters behind a semicolon, and another name; a number is a value.
    """
    densities = [part for part in subterms(right) if density_of(part) is not None]
    if len(densities) < 2 and not (densities and isinstance(right, Integral)):
        return False
    for reading in (_units, _units_below_logarithms):
        one, other = reading(left), reading(right)
        if one and other is not None:
            return one != other
    return False


def relates_logarithms(left: Term, right: Term) -> bool:
    """Whether both sides are made of logarithms of densities, and of nothing else."""
    return bool(_units_below_logarithms(left)) and _units_below_logarithms(right) is not None


def _units(term: Term) -> Units | None:
    """The units of a product of densities; ``None`` where something else may have some."""
    found: Units | None
    match term:
        case Rational() | Constant():
            return {}
        case Product(factors):
            return _added([_units(factor) for factor in factors])
        case Power(base, Rational(number, denominator)):
            return _scaled(_units(base), Fraction(number, denominator))
        case Integral(body, Symbol() | Indexed() as variable):
            found = _units(body)
            return _added([found, {str(variable): Fraction(-1)}])
        case _:
            density = density_of(term)
            if density is None or density.letter in ("P", "Pr"):
                return None
            if not all(map(_is_single, density.variables)):
                return None
            return {str(variable): Fraction(1) for variable in density.variables}


def _is_single(term: Term) -> bool:
    r"""Whether a term is a variable, and no stretch of some, as ``x_{1:T}`` is."""
    return isinstance(term, Symbol | Indexed) and ":" not in str(term)


def _units_below_logarithms(term: Term) -> Units | None:
    """The units of what a sum of logarithms of densities is the logarithm of."""
    match term:
        case Function("log", inner):
            return _units(inner)
        case Sum(terms):
            return _added([_units_below_logarithms(each) for each in terms])
        case Product((Rational(number, denominator), inner)):
            return _scaled(_units_below_logarithms(inner), Fraction(number, denominator))
        case Product((*weights, inner)) if len(weights) == 1 and _units(weights[0]) == {}:
            return _units_below_logarithms(inner)
        case Integral(Product((weight, inner)), Symbol() | Indexed() as variable):
            weighs = _units(weight) == {str(variable): Fraction(1)}
            return _units_below_logarithms(inner) if weighs else None
        case _:
            return None


def _added(every: list[Units | None]) -> Units | None:
    total: Counter[str] = Counter()
    for each in every:
        if each is None:
            return None
        for name, power in each.items():
            total[name] += power  # type: ignore[assignment]
    return {name: Fraction(power) for name, power in total.items() if power}


def _scaled(units: Units | None, by: Fraction) -> Units | None:
    return None if units is None else {name: power * by for name, power in units.items()}

"""In which variables a proportionality may be meant."""

from __future__ import annotations

from symgauss.check.measuring import DENSITY
from symgauss.check.parts import Statement
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.terms import Density, Indexed, NormalDensity, Opaque, Symbol, Term, Variable
from symgauss.kernel.traversal import free_symbols, subterms

_UP_TO = {RelationKind.PROPORTIONAL, RelationKind.EQUAL_UP_TO_CONSTANT}


def relations(kind: RelationKind, statement: Statement, right: Term) -> list[Relation]:
    """The relation; of a proportionality, in each of the variables that may be meant.

    First the variables of the density, as far as the right side speaks of them; a likelihood
    is also looked at as a function of what it is given.
    """
    if kind not in _UP_TO:
        return [Relation(kind)]
    occurring = free_symbols(right)
    for side in statement.sides:
        for term in subterms(side.term) if side.term is not None else ():
            variables, given = _moving(term)
            if variables:
                first = tuple(v for v in variables if v in occurring) or variables
                second = tuple(v for v in given if v in occurring)
                return [Relation(kind, found) for found in (first, second) if found]
    return [Relation(kind)]


def _moving(term: Term) -> tuple[tuple[Variable, ...], tuple[Variable, ...]]:
    match term:
        case Density(law):
            return law.variables, law.given
        case Opaque(name, arguments) if DENSITY in name:
            count = int(name.rpartition(DENSITY)[2])
            plain = [
                tuple(a for a in part if isinstance(a, Symbol | Indexed))
                for part in (arguments[:count], arguments[count:])
            ]
            return plain[0], plain[1]
        case NormalDensity(point) if isinstance(point, Symbol | Indexed):
            return (point,), ()
        case _:
            return (), ()

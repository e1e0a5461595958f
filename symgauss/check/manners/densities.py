"""Densities that nobody states, as the reader makes functions of them: ``p(x, y | z)``."""

from __future__ import annotations

from dataclasses import dataclass

from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import Density, Indexed, Named, Opaque, Symbol, Term, Variable

DENSITY = " of "  #: in the name of an opaque density, before the number of its variables


@dataclass(frozen=True, slots=True)
class OpaqueDensity:
    """The letter of a density, and what stands before and behind its bar."""

    letter: str
    variables: tuple[Term, ...]
    given: tuple[Term, ...] = ()

    @property
    def term(self) -> Opaque:
        """The density as a function of all of it."""
        name = f"{self.letter}{DENSITY}{len(self.variables)}"
        return Opaque(name, (*self.variables, *self.given), SCALAR)


def density_of(term: Term | None) -> OpaqueDensity | None:
    """The parts of an opaque density; ``None`` if the term is none."""
    if not isinstance(term, Opaque) or DENSITY not in term.name:
        return None
    letter, _, count = term.name.rpartition(DENSITY)
    bar = int(count)
    return OpaqueDensity(letter, term.arguments[:bar], term.arguments[bar:])


def named_law(term: Term) -> Named | None:
    """The law of which a term is the density, stated or not; ``None`` at anything but names."""
    if isinstance(term, Density) and isinstance(term.law, Named):
        return term.law
    found = density_of(term)
    if found is None:
        return None
    variables, given = _names(found.variables), _names(found.given)
    if variables is None or given is None:
        return None
    return Named(found.letter, variables, given)


def _names(terms: tuple[Term, ...]) -> tuple[Variable, ...] | None:
    names = tuple(term for term in terms if isinstance(term, Symbol | Indexed))
    return names if len(names) == len(terms) else None

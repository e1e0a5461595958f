"""Densities that nobody states, as the reader makes functions of them: ``p(x, y | z)``."""

from __future__ import annotations

from dataclasses import dataclass

from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import Opaque, Term

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


def density_of(term: Term) -> OpaqueDensity | None:
    """The parts of an opaque density; ``None`` if the term is none."""
    if not isinstance(term, Opaque) or DENSITY not in term.name:
        return None
    letter, _, count = term.name.rpartition(DENSITY)
    bar = int(count)
    return OpaqueDensity(letter, term.arguments[:bar], term.arguments[bar:])

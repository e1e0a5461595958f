r"""Letters that stand for any value: arguments of functions and densities, what is integrated over.

Of such a letter an equation like ``x = \mu`` names a place: it does not say what the letter is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from symgauss.check.displays.parts import Statement
from symgauss.check.manners.densities import density_of
from symgauss.check.manners.expectations import is_expectation
from symgauss.kernel.terms import (
    Density,
    Derivative,
    Gradient,
    Hessian,
    Indexed,
    Integral,
    Jacobian,
    NormalDensity,
    Opaque,
    Symbol,
    Term,
)
from symgauss.kernel.traversal import free_symbols, subterms

#: Letters of noise, of which nobody says that it is random.
NOISE = frozenset({"epsilon", "varepsilon", "xi", "zeta", "omega"})


@dataclass(frozen=True, slots=True)
class Letters:
    """The names that some formula of a document lets take any value."""

    arguments: frozenset[str]  #: of functions and densities
    moved: frozenset[str]  #: what is integrated over, or what a derivative is taken by

    @classmethod
    def of(cls, statements: Iterable[Statement]) -> Letters:
        """Look through all statements."""
        arguments: set[str] = set()
        moved: set[str] = set()
        for statement in statements:
            for number, side in enumerate(statement.sides):
                for part in subterms(side.term) if side.term is not None else ():
                    arguments.update(each.name for each in _points(part))
                    if isinstance(part, _MOVING):
                        moved.add(part.variable.name)
                if number == 0 and side.term is not None:
                    arguments.update(each.name for each in _arguments(side.term))
        return cls(frozenset(arguments), frozenset(moved))

    def __contains__(self, name: str) -> bool:
        """Whether a name stands for any value."""
        return name in self.arguments or name in self.moved


_MOVING = (Derivative, Gradient, Jacobian, Hessian, Integral)


def _points(term: Term) -> Iterator[Symbol | Indexed]:
    """Where a density is taken."""
    match term:
        case NormalDensity(point):
            found: tuple[Term, ...] = (point,)
        case Density(law):
            found = law.variables
        case _:
            density = density_of(term)
            found = () if density is None else density.variables
    for each in found:
        if isinstance(each, Symbol | Indexed):
            yield each


def _arguments(term: Term) -> Iterator[Symbol | Indexed]:
    r"""The arguments of a function of one argument on the left: ``x`` of ``f(x)``.

    What is averaged, as in ``\mathrm{Var}(x)``, is none: an atom has its text behind a bar.
    """
    if not isinstance(term, Opaque) or is_expectation(term) or term.name.startswith("|"):
        return
    if len(term.arguments) == 1:
        for each in term.arguments:
            if isinstance(each, Symbol | Indexed):
                yield each


def is_made_of_random(term: Term, random: frozenset[str]) -> bool:
    """Whether a random variable or noise occurs, so that an equation states a model."""
    symbols = free_symbols(term)
    names = {symbol.name for symbol in symbols}
    families = {symbol.name for symbol in symbols if isinstance(symbol, Indexed)}
    drawn = {name.partition("_")[0] for name in random if "_" in name}  # ``w_t`` is a member of w
    if names & random or families & drawn:
        return True
    return any(name.partition("_")[0] in NOISE for name in names)

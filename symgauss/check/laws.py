r"""Models that a document states, such as ``X \sim \mathcal{N}(m, S)``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from symgauss.check.eras import Eras, names_of
from symgauss.check.parts import Statement
from symgauss.check.reader import Reader
from symgauss.errors import SourceError
from symgauss.kernel.context import Distribution
from symgauss.kernel.terms import Indexed, Symbol, Term
from symgauss.kernel.traversal import free_symbols
from symgauss.latex.models import Law, elaborate_model, find_cycle
from symgauss.latex.source import Source, Span
from symgauss.latex.statement_syntax import ModelSyntax, classify
from symgauss.latex.tree import Chain, Words


def model_of(statement: Statement, source: Source) -> ModelSyntax | None:
    """The model that a statement states, by its form."""
    nodes = [side.node for side in statement.sides[:2]]
    if len(nodes) < 2 or nodes[0] is None or nodes[1] is None or not statement.signs:
        return None
    if statement.signs[0].kind not in ("~", "=") or isinstance(nodes[0], Words):
        return None
    chain = Chain((nodes[0], nodes[1]), (statement.signs[0],))
    try:
        found = classify(chain, Span(chain.span.start, chain.span.end), source)
    except SourceError:
        return None
    return found if isinstance(found, ModelSyntax) else None


def read_law(model: ModelSyntax, reader: Reader) -> Law | None:
    """The terms of a model; the shapes that a law demands are learnt."""
    try:
        return elaborate_model(model, reader)
    except SourceError:
        return None


@dataclass(frozen=True, slots=True)
class PlacedLaw:
    """A law and the offset at which the document states it."""

    law: Distribution
    place: int

    @property
    def key(self) -> tuple[str, str]:
        """Letter of the density and name of the variable."""
        return self.law.density, self.law.variable.name


def placed_laws(laws: Mapping[int, Law]) -> list[PlacedLaw]:
    """The laws of single variables that do not depend on themselves, in order."""
    found: list[PlacedLaw] = []
    for place, law in sorted(laws.items()):
        if not isinstance(law.variable, Symbol):
            continue
        inside = free_symbols(law.mean) | free_symbols(law.covariance)
        if law.variable not in inside:
            made = Distribution(law.variable, law.given, law.mean, law.covariance, law.density)
            found.append(PlacedLaw(made, place))
    return found


def distributions(laws: list[PlacedLaw]) -> list[Distribution]:
    """The laws that together make a linear-Gaussian model; the first one of a variable counts."""
    made: dict[tuple[str, str], Distribution] = {}
    for each in laws:
        made.setdefault(each.key, each.law)
    return [d for d in made.values() if _is_closed(d, made)]


def laws_at(laws: list[PlacedLaw], place: int, eras: Eras) -> tuple[Distribution, ...]:
    """The laws that count at a place: those of the era of their variables.

    Two different laws of one variable in one era make none: nothing says which one is meant.
    """
    found: dict[tuple[str, str], list[Distribution]] = {}
    for each in laws:
        if eras.together(names_of(each.law.variable) | {each.law.density}, each.place, place):
            others = found.setdefault(each.key, [])
            if each.law not in others:
                others.append(each.law)
    made = {key: candidates[0] for key, candidates in found.items() if len(candidates) == 1}
    return tuple(d for d in made.values() if _is_closed(d, made))


def _is_closed(distribution: Distribution, made: dict[tuple[str, str], Distribution]) -> bool:
    """Whether the law depends on random variables only behind its bar, and on no circle."""
    random = {name for density, name in made if density == distribution.density}
    given = {variable.name for variable in distribution.given}
    for term in (distribution.mean, distribution.covariance):
        names = {s.name for s in free_symbols(term) if isinstance(s, Symbol | Indexed)}
        if names & random - given:
            return False
    if _names(distribution.covariance) & given:
        return False
    edges = {
        name: [v.name for v in d.given]
        for (density, name), d in made.items()
        if density == distribution.density
    }
    return not find_cycle(distribution.variable.name, edges, set())


def _names(term: Term) -> set[str]:
    return {symbol.name for symbol in free_symbols(term)}

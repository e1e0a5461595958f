"""Laws of variables and the places where a document states them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from symgauss.check.displays.parts import Statement
from symgauss.kernel.context import Distribution
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.terms import (
    Function,
    Indexed,
    NormalDensity,
    Power,
    Product,
    Symbol,
    Term,
    Variable,
)
from symgauss.kernel.traversal import children, free_symbols, rebuild, subterms
from symgauss.latex.models import Law, find_cycle

_BY_PRECISIONS = re.compile(r"\bby (?:the |their |its )?means? and precisions?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlacedLaw:
    """A law and the offset at which the document states it."""

    law: Distribution
    place: int
    claimed: bool = False  #: whether a theorem states it
    joint: bool = False  #: whether it is part of the law of a stack, which makes the model
    since: int = 0  #: from where on it counts
    until: int | None = None  #: how far it counts, where that is not to the end

    def reaches(self, place: int) -> bool:
        """Whether the law of a condition counts as far as a place."""
        return self.until is None or self.since <= place < self.until

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
        if law.variable not in inside and _fits(law):
            made = Distribution(law.variable, law.given, law.mean, law.covariance, law.density)
            found.append(PlacedLaw(made, place))
    return found


def supposed(laws: list[PlacedLaw], statements: Iterable[Statement]) -> list[PlacedLaw]:
    """The laws, those of conditions marked with how far they count."""
    counts = {e.position: (e.since, e.until) for e in statements if e.until is not None}
    return [
        replace(each, since=counts[each.place][0], until=counts[each.place][1])
        if each.place in counts
        else each
        for each in laws
    ]


def _fits(law: Law) -> bool:
    """Whether mean and covariance are arrays where the variable is one, and only there."""
    try:
        shapes = shape_of(law.mean), shape_of(law.covariance)
    except ShapeError:
        return False
    return all(shape.is_scalar == law.variable.shape.is_scalar for shape in shapes)


def numbers_for_matrices(laws: list[PlacedLaw]) -> frozenset[str]:
    """Capitals that were taken for numbers in the covariance of a vector, which is a matrix."""
    found: set[str] = set()
    for each in laws:
        capitals = [n for n in _outside_functions(each.law.covariance) if n.name[0].isupper()]
        if not each.law.variable.shape.is_scalar and all(n.shape.is_scalar for n in capitals):
            found.update(name.name for name in capitals)
    return frozenset(found)


def _outside_functions(term: Term) -> frozenset[Variable]:
    r"""The names in a term that no function is taken of: the v of ``v (1 - e^{-a \Delta})``."""
    match term:
        case Symbol() | Indexed():
            return frozenset({term})
        case Power(base, _):
            return _outside_functions(base)
        case Function():
            return frozenset()
        case _:
            return frozenset().union(*map(_outside_functions, children(term)))


def possible_deviations(laws: list[PlacedLaw], text: str) -> frozenset[str]:
    r"""The s of ``N(m, s)`` that may be a standard deviation, or a precision, by the text."""
    if _BY_PRECISIONS.search(text):
        covariances = [each.law.covariance for each in laws]
        return frozenset(each.name for each in covariances if isinstance(each, Symbol))
    letters = "s" if "deviation" in text else "sigma"  # N(m, sigma) is written for both
    spreads = [each.law.covariance for each in laws if each.law.variable.shape.is_scalar]
    return frozenset(
        each.name for each in spreads if isinstance(each, Symbol) and each.name.startswith(letters)
    )


def spreads(sides: tuple[Term, Term]) -> frozenset[str]:
    r"""The sigma of ``\mathcal{N}(x; m, \sigma)``, which is a standard deviation to some."""
    found = (p.covariance for side in sides for p in subterms(side) if isinstance(p, NormalDensity))
    return frozenset(
        spread.name
        for spread in found
        if isinstance(spread, Symbol) and spread.shape.is_scalar and spread.name.startswith("sigma")
    )


def parameters(law: Distribution) -> frozenset[Variable]:
    """The names in the mean and the covariance of a law, but for what is behind the bar."""
    return (free_symbols(law.mean) | free_symbols(law.covariance)) - {law.variable, *law.given}


def scales(covariance: Term, key: Term) -> bool:
    """Whether a name is a covariance, or a factor of it."""
    match covariance:
        case Product(factors):
            return key in factors
        case _:
            return covariance == key


def with_value(covariance: Term, key: Term, value: Term) -> Term | None:
    """A covariance with a value in the place of a name; ``None`` where it does not fit."""

    def put(term: Term) -> Term:
        return value if term == key else rebuild(term, put)

    try:
        found = put(covariance)
        return found if shape_of(found) == shape_of(covariance) else None
    except (ShapeError, ValueError):
        return None


def distributions(laws: list[PlacedLaw]) -> list[Distribution]:
    """The laws that together make a linear-Gaussian model; the first one of a variable counts."""
    made: dict[tuple[str, str], Distribution] = {}
    for each in laws:
        made.setdefault(each.key, each.law)
    return [d for d in made.values() if _is_closed(d, made)]


def closed(laws: list[PlacedLaw]) -> list[PlacedLaw]:
    """Those that depend on random variables only behind their bars, and on no circle."""
    made = {each.key: each.law for each in laws}
    return [each for each in laws if _is_closed(each.law, made)]


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

r"""Averages of what is made of noise: with ``x_t = a x_{t-1} + e_t``, x is no constant beside e.

Where an average over noise has other names in it that equations make of that noise, it is taken
once more with those as random, too: what holds then holds however they depend on the noise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations

from symgauss.check.manners.expectations import is_expectation, parts_of, with_random
from symgauss.check.manners.recursions import (
    FROZEN,
    Inside,
    Place,
    all_inside,
    family_of,
    inside,
    may_contain,
    place_of,
)
from symgauss.check.meaning.asking import Question
from symgauss.check.meaning.constants import is_matrix, is_noise
from symgauss.check.meaning.unsaid_dependence import POINTS
from symgauss.check.meaning.values import Value, Values
from symgauss.check.wording.said_dependence import SaidDependence
from symgauss.kernel.names import AVERAGES
from symgauss.kernel.terms import Density, Indexed, Named, Opaque, Symbol, Term
from symgauss.kernel.traversal import children, free_symbols, rebuild, subterms
from symgauss.latex.naming import without_accent, without_bold

Name = Symbol | Indexed
_FIRST = Place(None, 0)


@dataclass(frozen=True, slots=True)
class Made:
    """A name in an average that may be made of what is averaged."""

    name: Name
    noise: Name
    average: Term


class MadeOfNoise:
    """Looks for names in averages that equations of a document make of noise."""

    def __init__(self, values: Values, depends: SaidDependence) -> None:
        self.values = values
        self.depends = depends

    def found(self, question: Question, written: frozenset[str]) -> list[Made]:
        """The names that are no constants although the averages of a step take them for such.

        ``written`` are the names in the averages of the step: the others came in by equations.
        """
        families: dict[str, dict[str, Inside]] = {}
        bare: dict[str, dict[str, Inside]] = {}  # of names without a subscript
        place = question.position
        found: list[Made] = []
        for part in (p for side in (question.lhs, question.rhs) for p in subterms(side)):
            within, random = _averaged(part)
            for name in within - random:
                family, known = family_of(name), bare if name.name.isalnum() else families
                if family not in known:
                    inner = partial(self._inside, place=place, bare=known is bare)
                    known[family] = all_inside(family, inner)
                found += [
                    Made(name, other, part)
                    for other in within & random
                    if self._may_contain(name, other, known[family], place)
                    or (
                        name.name not in written
                        and _is_drawn_with(name, other)
                        and name in _outside_densities(part)
                    )
                ]
        return found

    def _may_contain(
        self, name: Name, other: Name, families: dict[str, Inside], place: int
    ) -> bool:
        if family_of(other) != family_of(name) and may_contain(name, other, families):
            return True
        return self.depends.is_random(name.name, other.name, place)

    def tied(self, question: Question) -> str:
        """Noises in an average that two equations of one name relate; empty if there are none.

        With ``x_t = a x_0 + e_t`` and ``x_t = b x_{t-1} + z_t``, nothing is independent of e.
        """
        place = question.position
        ties = [*self._ties(place)] if _has_average(question) else []
        if not ties:
            return ""
        for part in (p for side in (question.lhs, question.rhs) for p in subterms(side)):
            _, random = _averaged(part)
            for one, other in combinations(sorted(random, key=str), 2):
                pair = {family_of(each).partition(FROZEN)[0] for each in (one, other)}
                if any(pair <= first | second and pair & first for first, second in ties):
                    return f"{one.name} and {other.name} stand in two equations for one name"
        return ""

    def _ties(self, place: int) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
        """The noises in direct equations of families, with those in recursive ones of these."""
        for family, pairs in self._equations(place).items():
            direct, recursive = set[str](), set[str]()
            for key, term in pairs:
                members = {p for p in free_symbols(term) if isinstance(p, Indexed)}
                noises = {m.name for m in members if m.indices == key.indices}
                moves = any(m.name == family and place_of(m) != _FIRST for m in members)
                (recursive if moves else direct).update(noises - {family})
            if direct and recursive:
                yield frozenset(direct), frozenset(recursive)

    def _equations(self, place: int) -> dict[str, list[tuple[Indexed, Term]]]:
        found: dict[str, list[tuple[Indexed, Term]]] = {}
        for key, values in self.values.by_key.items():
            if isinstance(key, Indexed):
                found.setdefault(key.name, []).extend(
                    (key, value.term) for value in values if self._is_used(value, place)
                )
        return found

    def _is_used(self, value: Value, place: int) -> bool:
        own = value.position == place  # what a step itself says
        return not (own or value.is_claim) and self.values.counts(value, place)

    def _inside(self, family: str, place: int, *, bare: bool) -> Iterator[Inside]:
        r"""What stands in the equations of a family.

        A bare ``\mu`` is no member of that to which ``\mu_{z | x}``, a moment given x, belongs.
        """
        for key, values in self.values.by_key.items():
            if not isinstance(key, Symbol | Indexed) or family_of(key) != family:
                continue
            if bare and "|" in key.name:
                continue
            for value in values:
                if self._is_used(value, place):
                    yield from inside(key, value.term)


def _is_drawn_with(name: Name, other: Name) -> bool:
    """Whether a name beside a random variable may be one, by its letter: the Y of ``Z = X + Y``."""
    if is_matrix(name.shape) or is_noise(name.name):
        return False
    stems = [without_bold(each.name.partition("_")[0]) for each in (name, other)]
    if all(without_accent(stem) in POINTS for stem in stems):
        return True
    return all(stem[:1].isupper() and len(without_accent(stem)) == 1 for stem in stems)


def _outside_densities(part: Term) -> frozenset[Name]:
    """The names in what is averaged, but for arguments of densities and functions."""
    if isinstance(part, Symbol | Indexed):
        return frozenset({part})
    if isinstance(part, Density) or (isinstance(part, Opaque) and not is_expectation(part)):
        return frozenset()
    return frozenset().union(*map(_outside_densities, children(part)))


def averaged_names(terms: Iterable[Term]) -> frozenset[str]:
    """The names in averages."""
    parts = (part for term in terms for part in subterms(term))
    return frozenset(name.name for part in parts for name in _averaged(part)[0])


def as_random(question: Question, found: list[Made]) -> Question | None:
    """The question with what is made of noise as random; ``None`` under a law that is stated."""
    names: dict[Term, set[str]] = {}
    for made in found:
        names.setdefault(made.average, set()).add(made.name.name)

    def put(term: Term) -> Term:
        if term in names and isinstance(term, Opaque):
            return with_random(term, names[term])
        return rebuild(term, put)

    if not all(isinstance(average, Opaque) for average in names):
        return None
    return replace(question, lhs=put(question.lhs), rhs=put(question.rhs))


def _has_average(question: Question) -> bool:
    sides = (question.lhs, question.rhs)
    return any(any(_averaged(part)) for side in sides for part in subterms(side))


def _averaged(part: Term) -> tuple[frozenset[Name], frozenset[Name]]:
    """The names in an average, and those of them that are random in it."""
    if isinstance(part, Opaque) and is_expectation(part):
        within = _names(part)
        return within, frozenset(v for v in within if v.name in parts_of(part)[2])
    law = getattr(part, "law", None)
    if isinstance(part, AVERAGES) and isinstance(law, Named):
        within = _names(part)
        return within - set(law.given), within & set(law.variables)
    return frozenset(), frozenset()


def _names(part: Term) -> frozenset[Name]:
    return frozenset().union(*map(free_symbols, children(part)))

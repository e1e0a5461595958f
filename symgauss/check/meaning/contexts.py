"""What is known at a place of a document: properties and laws of the names as they are meant."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from symgauss.check.laws.generative import Key, generative
from symgauss.check.laws.placed import PlacedLaw, closed, parameters
from symgauss.check.meaning.spelled_laws import spelled_out
from symgauss.check.meaning.values import Values
from symgauss.check.wording.eras import Eras, names_of
from symgauss.check.wording.other_laws import OtherLaws
from symgauss.check.wording.supposed_ranges import SupposedRange
from symgauss.kernel.context import Context, Declaration, Distribution
from symgauss.kernel.terms import Indexed, Symbol, Variable
from symgauss.kernel.traversal import free_symbols
from symgauss.latex.scope import Scope


class Contexts:
    """The contexts of a document, one for each combination of eras and ranges of its names."""

    def __init__(  # noqa: PLR0917 - what a document says, piece by piece
        self,
        scope: Scope,
        eras: Eras,
        laws: list[PlacedLaw],
        values: Values,
        ranges: Sequence[SupposedRange] = (),
        others: OtherLaws | None = None,
        redefined: Mapping[str, Sequence[int]] | None = None,
    ) -> None:
        """``redefined`` are the places at which names get new meanings, in order."""
        self._whole = scope.context()
        self._said = list(scope.said)
        #: names of which a formula says what makes it sensible, which is about its section only
        self._implied = {each.declaration.name for each in scope.said if each.implied}
        self._eras = eras
        self._laws = laws
        self._every = list(laws)  #: also those that are refuted
        self.refuted: list[Distribution] = []  #: laws that are stated wrongly
        self._names = sorted(eras.names)
        self._ranges = ranges
        self._others = others or {}  #: where variables get laws that are no normal ones
        self._redefined = redefined or {}
        self._values = values
        self.again: frozenset[int] = frozenset()  #: where variables are introduced once more
        self._spelled: dict[int, Context] = {}  #: by places, with laws that are spelled out
        self._known: dict[object, Context] = {}

    def refute(self, place: int) -> None:
        """The laws that are stated at a place count no longer."""
        self.refuted += [each.law for each in self._laws if each.place == place]
        self._values.standing.refuted_laws.add(place)
        self._laws = [each for each in self._laws if each.place != place]
        self._known.clear()
        self.forget()

    def forget(self) -> None:
        """The values of names have changed."""
        self._spelled.clear()

    def at(self, place: int) -> Context:
        """What is known at a place; laws show what moves their parameters."""
        found = self._spelled.get(place)
        if found is None:
            here = frozenset({place})
            found = spelled_out(
                self._as_stated(place), lambda name: self._values.meant(name, place, here)
            )
            self._spelled[place] = found
        return found

    def _as_stated(self, place: int) -> Context:
        ranges = tuple(each for each in self._ranges if self._counts(each, place))
        eras = tuple(self._eras.of(name, place) for name in self._names)
        others = tuple(bisect_right(places, place) for places in self._others.values())
        redefined = tuple(bisect_right(places, place) for places in self._redefined.values())
        redefined = (*redefined, bisect_right(self._values.renewals.turns, place))
        if any(others):  # then a law counts from its own place on
            redefined = (*redefined, sum(each.place <= place for each in self._laws))
        redefined = (*redefined, sum(each <= place for each in self.again))
        redefined = (*redefined, *(each.reaches(place) for each in self._laws if each.until))
        section = self._eras.outline.at(place)
        key = eras, ranges, others, redefined, section, self._eras.cases.at(place)
        if key not in self._known:
            declarations = (self._then(d, place) for d in self._whole.declarations)
            self._known[key] = replace(
                self._whole,
                declarations=tuple(_bounded(d, ranges) for d in declarations),
                distributions=tuple(each.law for each in self.model(place)),
            )
        return self._known[key]

    def model(self, place: int) -> list[PlacedLaw]:
        """The laws that count at a place: of the era of their variables, and no claims."""
        laws = [
            each
            for each in self._laws
            if self._is_of(each, place) and (each.place <= place or each.place not in self.again)
        ]
        return closed(generative(laws, self._made_of_others(laws)))

    def _made_of_others(self, laws: list[PlacedLaw]) -> dict[Key, frozenset[Key]]:
        """The variables with a law of which an equation makes another one, or what is given."""
        found: dict[Key, frozenset[Key]] = {}
        for density, variable in {
            (each.law.density, v) for each in laws for v in (each.law.variable, *each.law.given)
        }:
            values = [] if isinstance(variable, Indexed) else self._values.of(variable)
            inside = {
                symbol.name
                for value in values
                if not (value.is_claim or value.is_root or value.fact.is_local)
                for symbol in free_symbols(value.term)
            }
            key = density, variable.name
            parts = {o.key for o in laws if o.law.density == density and o.key[1] in inside}
            found[key] = frozenset(parts - {key})
        return found

    def consequences(self, parameter: Variable, place: int) -> list[PlacedLaw]:
        """The laws with a parameter, of variables of the model at a place, that are none of it.

        They follow, and count whatever is known of them: their parameters are names of moments.
        """
        stated = [each for each in self._every if parameter in parameters(each.law)]
        if not stated:
            return []  # of most names
        model = self.model(place)
        known = {each.key for each in model}
        return [
            each
            for each in stated
            if each.key in known
            and all(each.law != other.law for other in model)
            and self._is_of(each, place)
        ]

    def stated_before(self, place: int) -> list[PlacedLaw]:
        """All laws that are stated above a place and count there, whatever is known of them."""
        return [each for each in self._every if each.place < place and self._is_of(each, place)]

    def last_said(self, keys: Iterable[Key], place: int) -> int | None:
        """Where a law of some variables stands last that counts at a place, be it once more."""
        wanted = set(keys)
        if not any(each.key in wanted for each in self.model(place)):
            return None
        return max(
            each.place for each in self._every if each.key in wanted and self._is_of(each, place)
        )

    def speaks_of(self, variable: Variable, density: str, said: int, place: int) -> bool:
        """Whether a law that is stated at one place counts at another one."""
        names = names_of(variable) | {density}
        return said not in self._values.standing.refuted_laws and self._eras.together(
            names, said, place
        )

    def densities_of(self, name: str) -> frozenset[str]:
        """The densities under which a variable has a law anywhere."""
        return frozenset(e.law.density for e in self._laws if e.law.variable.name == name)

    def stated(self, place: int) -> list[PlacedLaw]:
        """The laws that a statement at a place states."""
        return [each for each in self._laws if each.place == place]

    def _is_of(self, each: PlacedLaw, place: int) -> bool:
        if not each.reaches(place):
            return False
        names = names_of(each.law.variable) | {each.law.density}
        others = self._others.get(each.law.variable.name, ())
        since = bisect_right(others, place)
        if since != bisect_right(others, each.place) or (since and each.place > place):
            return False
        if self._redefined and self._means_else(each, place):
            return False
        if each.place < place and self._values.renewals.is_left(each.place, place):
            return False
        return self._eras.together(names, each.place, place)

    def _means_else(self, each: PlacedLaw, place: int) -> bool:
        """Whether a name in a law has another meaning at a place than where the law is stated."""
        law = each.law
        inside = {s.name for t in (law.variable, law.mean, law.covariance) for s in free_symbols(t)}
        return any(
            bisect_right(places, place) != bisect_right(places, each.place)
            for name, places in self._redefined.items()
            if name in inside
        )

    def _counts(self, each: SupposedRange, place: int) -> bool:
        here = each.first <= place <= each.last
        return here and self._eras.together((each.name,), each.first, place)

    def _then(self, declaration: Declaration, place: int) -> Declaration:
        """The declaration with what is said in the era of its name."""
        names = names_of(Symbol(declaration.name, declaration.shape))
        eras = self._eras
        some = bool(names & (eras.names | eras.described.names))
        some = some or eras.cases.any or eras.contrasts.any
        if not (some or declaration.name in self._implied):
            return declaration
        found = Declaration(declaration.name, declaration.shape)
        for saying in self._said:
            said = saying.declaration
            if said.name != declaration.name or said.shape != declaration.shape:
                continue
            if saying.implied and not self._eras.outline.reaches(saying.place, place):
                continue
            if self._eras.together(names, saying.place, place):
                found = replace(
                    found,
                    properties=found.properties | said.properties,
                    above=said.above if said.above is not None else found.above,
                    below=said.below if said.below is not None else found.below,
                )
        return found


def _bounded(declaration: Declaration, ranges: Iterable[SupposedRange]) -> Declaration:
    """The declaration with the ranges that are stated of its name."""
    if declaration.shape.is_scalar:
        for each in ranges:
            if each.name == declaration.name:
                declaration = each.within(declaration)
    return declaration

r"""What a step takes for a constant, although it may be random: the N of ``Var[X_1 + .. + X_N]``.

An average, and a density of what is made of others, take every name without a law for a constant.
Where the words of a document say that a name is random, or describe it in a way that leaves it
open, a step that holds only for constants does not hold.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from symgauss.check.manners.densities import named_law
from symgauss.check.manners.expectations import MEAN, is_expectation, parts_of
from symgauss.check.meaning.constants import is_matrix, may_vary
from symgauss.check.meaning.made_moments import ConditionalMoment, Moment
from symgauss.check.meaning.made_of_noise import Made
from symgauss.check.meaning.values import Value
from symgauss.check.wording.called_constants import CalledConstants
from symgauss.kernel.context import Context, Distribution
from symgauss.kernel.names import AVERAGES
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.sizing import dimensions
from symgauss.kernel.terms import (
    Indexed,
    IndexedProduct,
    IndexedSum,
    Named,
    Opaque,
    Symbol,
    Term,
)
from symgauss.kernel.traversal import free_symbols, subterms
from symgauss.latex.naming import without_bold

Name = Symbol | Indexed


@dataclass(slots=True)
class _Taken:
    """What an average or a density is taken of, and what it is not taken over."""

    part: Term
    bodies: tuple[Term, ...]
    over: frozenset[str]  #: names that are random in it
    given: frozenset[str] = frozenset()
    is_density: bool = False

    def is_over(self, name: str, bounds: set[str]) -> bool:
        """Whether a name is no constant in it; a bound of a sum always is one, or given."""
        plain = without_bold(name)
        if name in self.given or plain in self.given:
            return True
        return name not in bounds and (name in self.over or plain in self.over)

    def is_bare(self, values: Sequence[Value], laws: Collection[str]) -> bool:
        """Whether it is one of a name alone that nothing is known of: no constant is averaged."""
        if len(self.bodies) != 1 or not isinstance(self.bodies[0], Symbol | Indexed):
            return False
        alone = self.bodies[0]
        return alone.name not in laws and not any(value.key == alone for value in values)


@dataclass(slots=True)
class _Closure:
    """All names in some terms, with those in the values of names."""

    leaves: dict[str, Name | None] = field(default_factory=dict)  #: without a value
    every: set[str] = field(default_factory=set)
    bounds: set[str] = field(default_factory=set)  #: of sums, and sizes


class RandomConstants:
    """Looks for names that the averages of a step take for constants."""

    def __init__(
        self,
        called: CalledConstants,
        moments: Mapping[str, Moment],
        conditional: Mapping[str, ConditionalMoment],
    ) -> None:
        self.called = called
        self.moments = moments
        self.conditional = conditional

    def found(self, sides: Iterable[Term], used: Iterable[Value], context: Context) -> list[Made]:
        """Names that may be random, although the averages of a step take them for constants."""
        values = [v for v in used if isinstance(v.key, Symbol | Indexed | Opaque)]
        laws = {without_bold(d.variable.name): d for d in context.distributions}
        parameters = {s.name for d in laws.values() for s in _parameters(d)}
        found: list[Made] = []
        for taken in (each for side in sides for each in self._taken(side)):
            if taken.is_bare(values, laws.keys()):
                continue
            names = _closure(taken.bodies, values)
            for name in sorted(names.every):
                if taken.is_over(name, names.bounds):
                    continue
                law = laws.get(without_bold(name))
                if law is not None:
                    inside = _parameters(law) - set(law.given)
                    found += [Made(s, s, taken.part) for s in self._random(inside, taken, laws)]
                elif name in names.bounds and not self.called.is_random(name):
                    continue  # a size
                elif name in names.leaves:
                    symbol = names.leaves[name]
                    if self._varies(name, symbol, taken, parameters):
                        known = symbol or Symbol(name, SCALAR)
                        found.append(Made(known, known, taken.part))
        return found

    def averaged(
        self, sides: Iterable[Term], used: Iterable[Value], context: Context
    ) -> Iterator[frozenset[str]]:
        """The names with a law in each average of a step; members of a family are several."""
        values = [v for v in used if isinstance(v.key, Symbol | Indexed | Opaque)]
        laws = {d.variable.name for d in context.distributions}
        for taken in (each for side in sides for each in self._taken(side)):
            if not taken.is_density:
                names = _closure(taken.bodies, values)
                several = {
                    f"{name} {number}"
                    for name, leaf in names.leaves.items()
                    for number in range(2)
                    if isinstance(leaf, Indexed)
                }
                yield frozenset((names.every & laws) | several)

    def _random(
        self, parameters: Iterable[Name], taken: _Taken, laws: Mapping[str, Distribution]
    ) -> Iterator[Name]:
        """The parameters of a law that are random by the words, and have no law themselves."""
        for each in parameters:
            known = without_bold(each.name) in laws or each.name in taken.given
            if not known and self.called.is_random(each.name):
                yield each

    def _varies(self, name: str, symbol: Name | None, taken: _Taken, parameters: set[str]) -> bool:
        if self.called.is_random(name):
            return True
        if name not in parameters and self.called.may_vary(name):
            return True
        if not taken.is_density or symbol is None or is_matrix(symbol.shape):
            return False
        plain = without_bold(name)
        known = plain in self.called.fixed or plain.partition("_")[0] in self.called.lawful
        return may_vary(name) and not known

    def _taken(self, side: Term) -> Iterator[_Taken]:
        for part in subterms(side):
            law = named_law(part)
            if law is not None:
                over = frozenset(v.name for v in law.variables)
                given = frozenset(v.name for v in law.given)
                yield _Taken(part, law.variables, over, given, is_density=True)
            elif isinstance(part, Opaque):
                yield from self._of_atom(part)
            elif isinstance(part, AVERAGES):
                named = getattr(part, "law", None)
                behind = named.given if isinstance(named, Named) else ()
                bodies = (getattr(part, each, None) for each in ("body", "left", "right"))
                terms = tuple(b for b in bodies if b is not None and not isinstance(b, tuple))
                yield _Taken(part, terms, frozenset(), frozenset(v.name for v in behind))

    def _of_atom(self, part: Opaque) -> Iterator[_Taken]:
        if is_expectation(part):
            is_mean = parts_of(part)[0] == MEAN
            bodies = part.arguments[:1] if is_mean else part.arguments
            behind = part.arguments[1:] if is_mean else ()
            names = frozenset(symbol.name for term in behind for symbol in free_symbols(term))
            yield _Taken(part, bodies, parts_of(part)[2], names)
        elif part.name in self.moments:
            yield _Taken(part, self.moments[part.name].bodies, frozenset())
        elif part.name in self.conditional:
            moment = self.conditional[part.name]
            names = frozenset(g.name for g in moment.given)
            yield _Taken(part, moment.bodies, frozenset(), names)


def _parameters(law: Distribution) -> frozenset[Name]:
    return free_symbols(law.mean) | free_symbols(law.covariance)


def _closure(terms: Iterable[Term], values: list[Value]) -> _Closure:
    found = _Closure()
    todo = list(terms)
    while todo:
        term = todo.pop()
        heads = {p.name.partition(" ")[0]: None for p in subterms(term) if isinstance(p, Opaque)}
        symbols: dict[str, Name | None] = {s.name: s for s in free_symbols(term)}
        sizes = dict.fromkeys(dimensions(subterms(term)))
        found.bounds |= {*sizes, *_bounds(term)}
        for name, symbol in {**heads, **sizes, **symbols}.items():
            if name in found.every:
                continue
            found.every.add(name)
            inside = [v.term for v in values if getattr(v.key, "name", "") == name]
            todo += inside
            if not inside:
                found.leaves[name] = symbol
    return found


def _bounds(term: Term) -> Iterator[str]:
    """The names in the bounds of sums and products."""
    for part in subterms(term):
        if isinstance(part, IndexedSum | IndexedProduct):
            for bound in (part.lower, part.upper):
                yield from (symbol.name for symbol in free_symbols(bound))

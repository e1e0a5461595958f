r"""Random members of families: ``x_t`` where ``x_t = A x_{t-1} + w_t`` and ``w_t \sim N(0, Q)``.

What a step says of their moments is told by the earliest member that it reaches, and by the noise
that comes after it.  That member has the law that the document states, or else any law: its mean
and its covariance are free, which is enough where no moment beyond these two is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from symgauss.check.manners.recursions import (
    FROZEN,
    Inside,
    Place,
    all_inside,
    inside,
    may_contain,
    place_of,
    summands,
)
from symgauss.check.meaning.constants import is_noise
from symgauss.check.meaning.contexts import Contexts
from symgauss.check.meaning.values import Value, Values
from symgauss.kernel.context import Distribution
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.sizes import Shape
from symgauss.kernel.terms import (
    Indexed,
    Product,
    Sum,
    Symbol,
    Term,
    Transpose,
    Variable,
    is_zero,
)
from symgauss.kernel.traversal import (
    bound_variables,
    free_symbols,
    rebuild,
    substitute,
    subterms,
)
from symgauss.latex.models import Law

MOST_STEPS = 5  #: from one member to the earliest one
#: A law that stays as it is relates members that would be free otherwise.
_STEADY = re.compile(
    r"stationar|steady|equilibri|invarian|ergodic|converge|limit|long[- ]run|constant",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"\b(?:nois[ey]|\binnovations?\b|\bdisturbances?\b|\bi\.?i\.?d\b|(?<!not )\bindependent(ly)?\b"
    r"|\bstate[- ]space\b|\bKalman\b|\bdynamical systems?\b)",
    re.IGNORECASE,
)
#: What is seen of such a process depends on its state alone.
_STATES = re.compile(r"\bMarkov|\bstate[- ]space\b|\bKalman\b|\b(?:filter|smooth)", re.IGNORECASE)
#: What stands in the recursion of such a process, is noise.
_PROCESS = re.compile(r"\bautoregress|\bAR\(|\brandom walk", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Frozen:
    """Members as names of their own, with the laws of these."""

    table: dict[Indexed, Term]
    laws: tuple[Distribution, ...]
    using: tuple[Value, ...]
    noises: frozenset[str]
    families: frozenset[str]
    is_free: bool  #: whether some law is any law with a mean and a covariance
    refutes: bool  #: whether what fails for such a law is wrong

    @property
    def independent(self) -> frozenset[str]:
        """The names of noise, and of the one member on which that acts."""
        others = {law.variable.name for law in self.laws} - self.noises
        return self.noises | (others if len(others) == 1 else set())

    def put(self, term: Term) -> Term:
        """A term with the members replaced."""
        if isinstance(term, Indexed) and term in self.table:
            return self.table[term]
        return rebuild(term, self.put)


@dataclass(slots=True)
class _Search:
    """What is found on the way."""

    place: int
    using: dict[int, Value] = field(default_factory=dict)
    laws: dict[Symbol, Distribution] = field(default_factory=dict)
    noises: set[str] = field(default_factory=set)
    families: dict[str, Symbol | None] = field(default_factory=dict)  #: with their letters
    named: set[Indexed] = field(default_factory=set)  #: members with names of their own
    is_free: bool = False


class _Unknown(Exception):  # noqa: N818 - no error: nothing follows
    """Nothing says what a member is made of."""


class Members:
    """The families of random variables of one document."""

    def __init__(
        self, laws: Iterable[tuple[int, Law]], values: Values, contexts: Contexts, text: str
    ) -> None:
        self.laws = [(place, law) for place, law in laws if isinstance(law.variable, Indexed)]
        self.values = values
        self.contexts = contexts
        self.may_be_steady = _STEADY.search(text) is not None
        self.speaks_of_noise = _NOISE.search(text) is not None
        self.speaks_of_states = _STATES.search(text) is not None
        self.speaks_of_a_process = _PROCESS.search(text) is not None

    def frozen(
        self, terms: Sequence[Term], place: int, samples: frozenset[str]
    ) -> Iterator[Frozen]:
        """The members in some terms, as far as the document says what they are made of.

        Back to the earliest member with a law, and to the one before.  ``samples`` are families
        that are known otherwise.
        """
        members = {part for term in terms for part in subterms(term) if isinstance(part, Indexed)}
        members = {m for m in members if m.name not in samples and self.is_known(m, place)}
        if not members or any(_is_counted(term, members) for term in terms):
            return
        counted = all((at := place_of(m)) is not None and at.letter is None for m in members)
        for further in range(MOST_STEPS if counted else 3):
            search = _Search(place)
            try:
                table = self._spelled(members, further, search)
            except (_Unknown, ShapeError, ValueError):
                continue
            if table is not None:
                yield Frozen(
                    table,
                    tuple(search.laws.values()),
                    tuple(search.using.values()),
                    frozenset(search.noises),
                    frozenset(search.families),
                    search.is_free,
                    refutes=not search.is_free or self._is_any(table, search),
                )

    def _is_any(self, table: dict[Indexed, Term], search: _Search) -> bool:
        """Whether the earliest member has any law, as far as the document goes."""
        if self.may_be_steady or len(table) < 2:
            return False
        numbered = {name for name, letter in search.families.items() if letter is None}
        return not any(
            isinstance(key, Indexed)
            and key.name in numbered
            and (at := place_of(key)) is not None
            and at.letter is None  # ``x_0 = c``: the process starts there
            for key, values in self.values.by_key.items()
            if values
        )

    def _spelled(
        self, members: set[Indexed], further: int, search: _Search
    ) -> dict[Indexed, Term] | None:
        """Members in the earliest ones and noise; ``None`` where these have no law of their own."""
        spelled = {m: self._without_others(m, search) for m in members}
        base: dict[str, Place] = {}
        for name, places in self._recursive(spelled.values(), search.place).items():
            first = min(places, key=lambda each: each.number)
            base[name] = first.moved(-further)
            if first.letter is None and base[name].number < 0:
                return None
        found: dict[Indexed, Term] = {m: self._down(t, base, search) for m, t in spelled.items()}
        self._refuse_old_noise(search)
        if not further and search.is_free and not search.using:
            return None
        return found

    def _refuse_old_noise(self, search: _Search) -> None:
        r"""Raise where noise may already be in the earliest member, as ``e_s`` in ``x_t``."""
        for member in search.named:
            if self._is_recursive(member, search.place):
                found = all_inside(member.name, lambda name: self.inside(name, search.place))
                if any(may_contain(member, other, found) for other in search.named):
                    raise _Unknown

    def inside(self, family: str, place: int) -> Iterator[Inside]:
        """What stands in the equation of a family."""
        for key in self.values.by_key:
            if isinstance(key, Indexed) and key.name == family:
                value = self._equation(key, place)
                if value is not None and value.key == key:
                    yield from inside(key, value.term)

    def is_known(self, member: Indexed, place: int) -> bool:
        """Whether a law or an equation speaks of the family."""
        return bool(self._equation(member, place) or self._laws_of(member, place))

    # --- equations -----------------------------------------------------------------------------

    def _equation(self, member: Indexed, place: int) -> Value | None:
        """The first equation of the family: what else is said of it follows from that."""
        found: list[Value] = []
        for key, values in self.values.by_key.items():
            at = place_of(key) if isinstance(key, Indexed) and key.name == member.name else None
            if at is not None and at.letter is not None:
                found += [v for v in values if v.position != place and self._counts(v, place)]
        return min(found, key=lambda value: value.position, default=None)

    def equation_at(self, member: Indexed, place: int) -> tuple[Value, Term] | None:
        """The equation of a family, and what it makes of one member."""
        search = _Search(place)
        term = self._value(member, search)
        return None if term is None else (next(iter(search.using.values())), term)

    def law_of_noise(self, noise: Variable, place: int) -> Law | None:
        """The law of a member that nothing is said of but that."""
        if not isinstance(noise, Indexed) or self._equation(noise, place) is not None:
            return None
        try:
            return self._law(noise, _Search(place))
        except _Unknown:
            return None

    def _counts(self, value: Value, place: int) -> bool:
        if value.is_claim or value.is_root or value.is_ambiguous or value.fact.is_local:
            return False
        return not self.values.is_open(value.position) and self.values.counts(value, place)

    def _is_recursive(self, member: Indexed, place: int) -> bool:
        value = self._equation(member, place)
        names = set() if value is None else {s.name for s in free_symbols(value.term)}
        return member.name in names

    def _value(self, member: Indexed, search: _Search) -> Term | None:
        """What a member is by the equation of its family."""
        value = self._equation(member, search.place)
        here = place_of(member)
        if value is None or here is None or not isinstance(value.key, Indexed):
            return None
        at = place_of(value.key)
        if at is None or at.letter is None or shape_of(value.term) != member.shape:
            return None
        search.using[value.position] = value
        return moved(value.term, at.letter, here.moved(-at.number))

    def _without_others(self, term: Term, search: _Search) -> Term:
        """A term with the members of families put in that lead to other ones."""
        for _ in range(MOST_STEPS):
            found: dict[Variable, Term] = {}
            for part in _members(term):
                if self._is_recursive(part, search.place):
                    continue
                value = self._value(part, search)
                if value is not None:
                    found[part] = value
            if not found:
                return term
            term = substitute(term, found)
        raise _Unknown

    # --- the earliest member -------------------------------------------------------------------

    def _recursive(self, terms: Iterable[Term], place: int) -> dict[str, set[Place]]:
        """Where the members stand that lead back to their own families."""
        found: dict[str, set[Place]] = {}
        for part in (part for term in terms for part in _members(term)):
            if self._is_recursive(part, place):
                at = place_of(part)
                if at is None:
                    raise _Unknown
                found.setdefault(part.name, set()).add(at)
        return found

    def _down(self, term: Term, base: dict[str, Place], search: _Search) -> Term:
        """A term in the earliest members and noise, as names of their own."""
        for _ in range(2 * MOST_STEPS):
            found: dict[Variable, Term] = {}
            for part in _members(term):
                if not self._is_recursive(part, search.place):
                    value = self._value(part, search)
                    if value is not None:
                        found[part] = value
                    continue
                at, first = place_of(part), base.get(part.name)
                if at is None or first is None or at.letter != first.letter:
                    raise _Unknown
                if at.number < first.number:
                    raise _Unknown
                if at.number > first.number:
                    value = self._value(part, search)
                    if value is None:
                        raise _Unknown
                    found[part] = value
            if not found:
                break
            term = substitute(term, found)
        else:
            raise _Unknown
        members = _members(term)
        if _is_counted(term, members):
            raise _Unknown
        names = {m: self._named(m, search) for m in members}
        return substitute(term, {m: name for m, name in names.items() if name is not None})

    def _named(self, member: Indexed, search: _Search) -> Symbol | None:
        """The name of a member that has a law; ``None`` for what no law speaks of."""
        law, recursive = self._law(member, search), self._is_recursive(member, search.place)
        if law is None and not recursive:
            return None
        search.named.add(member)
        name = Symbol(f"{member.name}{FROZEN}{_written(member)}", member.shape)
        at = place_of(member)
        letter = None if at is None else at.letter
        if search.families.setdefault(member.name, letter) != letter:
            raise _Unknown  # two letters may be equal
        if law is not None:
            search.laws[name] = Distribution(name, (), law.mean, law.covariance, law.density)
            if not recursive and is_zero(law.mean) and self._is_noise(member.name, search.place):
                search.noises.add(name.name)
            return name
        search.is_free = True
        shape = member.shape
        mean, root = Symbol(f"mean of {name.name}", shape), Shape(shape.rows, shape.rows)
        spread = Symbol(f"root of {name.name}", root)
        covariance = Product((spread, spread if root.is_scalar else Transpose(spread)))
        search.laws[name] = Distribution(name, (), mean, covariance, "p")
        return name

    # --- laws ----------------------------------------------------------------------------------

    def _is_noise(self, name: str, place: int) -> bool:
        if self.speaks_of_noise or is_noise(name):
            return True
        return self.speaks_of_a_process and any(
            isinstance(key, Indexed)
            and self._is_recursive(key, place)
            and any(name == family for value in values for family in _families(value.term))
            for key, values in self.values.by_key.items()
        )

    def _laws_of(self, member: Indexed, place: int) -> list[tuple[int, Law]]:
        return [
            (at, law)
            for at, law in self.laws
            if isinstance(law.variable, Indexed)
            and law.variable.name == member.name
            and not law.given
            and at != place
            and self.contexts.speaks_of(law.variable, law.density, at, place)
        ]

    def _law(self, member: Indexed, search: _Search) -> Law | None:
        """The law of a member: its own one, or that of all members of its family."""
        here = place_of(member)
        found: list[Law] = []
        for _, law in self._laws_of(member, search.place):
            at = place_of(law.variable) if isinstance(law.variable, Indexed) else None
            if here is None or at is None:
                raise _Unknown
            moved = self._law_at(law, at, here, member, search.place)
            if moved is not None and all(
                (m.mean, m.covariance) != (moved.mean, moved.covariance) for m in found
            ):
                found.append(moved)
        if len(found) > 1:
            raise _Unknown
        return found[0] if found else None

    def _law_at(self, law: Law, at: Place, here: Place, member: Indexed, place: int) -> Law | None:
        if at == here:
            return law
        if at.letter is None:
            return None
        parts = [p for term in (law.mean, law.covariance) for p in free_symbols(term)]
        fixed = [p for p in parts if isinstance(p, Symbol) and p != at.letter]
        if fixed and (at.number or self._equation(member, place) is not None):
            return None  # said of this member alone
        to = here.moved(-at.number)
        mean, covariance = (moved(t, at.letter, to) for t in (law.mean, law.covariance))
        return Law(member, (), mean, covariance, law.density, law.span)


def _is_counted(term: Term, members: Iterable[Indexed]) -> bool:
    """Whether members stand below a sum or another binder, so that they are many."""
    names = {member.name for member in members}
    binders = (part for part in subterms(term) if bound_variables(part))
    return any(
        isinstance(part, Indexed) and part.name in names
        for binder in binders
        for part in subterms(binder)
    )


def _families(term: Term) -> frozenset[str]:
    return frozenset(member.name for member in _members(term))


def _members(term: Term) -> list[Indexed]:
    return sorted((s for s in free_symbols(term) if isinstance(s, Indexed)), key=str)


def moved(term: Term, letter: Symbol, to: Place) -> Term:
    """A term with another index in the place of a letter."""
    return tidy(substitute(term, {letter: to.term}))


def tidy(term: Term) -> Term:
    """Indices such as ``t - 1 + 1`` as the reader writes them."""
    term = rebuild(term, tidy)
    if isinstance(term, Indexed):
        places = [Place.of(index) or index for index in map(_flat, term.indices)]
        indices = tuple(p.term if isinstance(p, Place) else p for p in places)
        return Indexed(term.name, indices, term.shape)
    return term


def _flat(index: Term) -> Term:
    """A sum of sums as one."""
    return Sum(tuple(summands(index))) if isinstance(index, Sum) else index


def _written(member: Indexed) -> str:
    at = place_of(member)
    if at is None:
        return "?"
    letter = "" if at.letter is None else at.letter.name
    return f"{letter}{at.number:+d}" if at.number or not letter else letter

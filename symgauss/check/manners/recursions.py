r"""What families are made of: ``x_t = a x_{t-1} + e_t`` has all noise up to ``e_t`` in it.

A member and noise are independent only if the noise is newer than all that the member is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import Indexed, Rational, Sum, Symbol, Term
from symgauss.kernel.traversal import bound_variables, free_symbols, subterms

FROZEN = " at "  #: in the name of a member that is a name of its own
FURTHEST = 5  #: steps by which what is inside may be older or newer; further, it may be any


@dataclass(frozen=True, slots=True)
class Place:
    """An index: a letter, if it has one, and a number."""

    letter: Symbol | None
    number: int

    @classmethod
    def of(cls, term: Term) -> Place | None:
        """The place that an index is."""
        match term:
            case Symbol():
                return cls(term, 0)
            case Rational(number, 1):
                return cls(None, number)
            case Sum():
                terms = list(summands(term))
                letters = [t for t in terms if isinstance(t, Symbol)]
                numbers = [
                    t.numerator for t in terms if isinstance(t, Rational) and t.denominator == 1
                ]
                if len(letters) > 1 or len(letters) + len(numbers) != len(terms):
                    return None
                return cls(letters[0] if letters else None, sum(numbers))
            case _:
                return None

    @property
    def term(self) -> Term:
        """The index as the reader writes it."""
        if self.letter is None:
            return Rational(self.number)
        return Sum((self.letter, Rational(self.number))) if self.number else self.letter

    def moved(self, by: int) -> Place:
        """The place some steps further."""
        return Place(self.letter, self.number + by)


def summands(term: Term) -> Iterator[Term]:
    """What is added up, also in sums of sums such as ``(t + 1) - 1``."""
    if isinstance(term, Sum):
        for part in term.terms:
            yield from summands(part)
    else:
        yield term


def place_of(name: Symbol | Indexed) -> Place | None:
    """The place of a member in its family, also of a name ``x_1``; ``None`` if it has not one."""
    if isinstance(name, Indexed):
        return Place.of(name.indices[0]) if len(name.indices) == 1 else None
    _, _, sub = name.name.partition("_")
    if sub.isdecimal():
        return Place(None, int(sub))
    return Place(Symbol(sub, SCALAR), 0) if len(sub) == 1 else None


def family_of(name: Symbol | Indexed) -> str:
    """The name of the family of a member, or the name itself."""
    if isinstance(name, Indexed) and len(name.indices) > 1:
        return name.name.removesuffix(str(len(name.indices)))
    return name.name.partition("_")[0]


@dataclass(frozen=True, slots=True)
class Inside:
    """A family of which another one is made, and how much newer its members may be."""

    family: str
    first: int | None  #: the oldest one; ``None``: any
    last: int | None  #: the newest one

    def joined(self, other: Inside) -> Inside:
        """Where either of two may be."""
        first = None if self.first is None or other.first is None else min(self.first, other.first)
        last = None if self.last is None or other.last is None else max(self.last, other.last)
        return Inside(self.family, _bounded(first), _bounded(last))

    def behind(self, other: Inside) -> Inside:
        """What is inside of what is inside."""
        first = None if self.first is None or other.first is None else self.first + other.first
        last = None if self.last is None or other.last is None else self.last + other.last
        return Inside(other.family, _bounded(first), _bounded(last))


def _bounded(number: int | None) -> int | None:
    return number if number is not None and abs(number) <= FURTHEST else None


def inside(key: Symbol | Indexed, value: Term) -> Iterator[Inside]:
    """The families of which an equation makes a name."""
    at, own = place_of(key), family_of(key)
    binders = [part for part in subterms(value) if bound_variables(part)]
    indices = {each.name for part in binders for each in bound_variables(part)}
    if isinstance(key, Indexed):
        indices |= {s.name for index in key.indices for s in free_symbols(index)}
    summed = {p for part in binders for p in subterms(part) if isinstance(p, Indexed)}
    for part in free_symbols(value) | summed:
        if isinstance(part, Symbol) and part.name in indices:
            continue
        family, there = family_of(part), place_of(part)
        if at is None or there is None or part in summed:
            yield Inside(family, None, None)
        elif at.letter == there.letter:
            later = there.number - at.number
            yield Inside(family, later, later)
        elif there.letter is not None or family != own:  # ``x_0`` begins what ``x_t`` goes on with
            yield Inside(family, None, None)


def all_inside(family: str, equations: Callable[[str], Iterable[Inside]]) -> dict[str, Inside]:
    """All families of which a family is made, however indirectly."""
    found = {family: Inside(family, 0, 0)}
    todo = [family]
    while todo:
        current = todo.pop()
        for each in equations(current):
            new = found[current].behind(each)
            joined = new.joined(found[new.family]) if new.family in found else new
            if joined != found.get(new.family):
                found[new.family] = joined
                todo.append(new.family)
    del found[family]
    return found


def may_contain(whole: Symbol | Indexed, part: Symbol | Indexed, found: dict[str, Inside]) -> bool:
    """Whether a name may be made of another one, for all that the equations say."""
    span = found.get(family_of(part))
    if span is None:
        return False
    here, there = place_of(whole), place_of(part)
    if here is not None and here.letter is None and here.number <= 0:
        return False  # nothing comes before the first one
    if here is None or there is None or here.letter != there.letter:
        return True
    later = there.number - here.number
    is_old = span.first is not None and later < span.first
    is_new = span.last is not None and later > span.last
    return not (is_old or is_new)

r"""Stretches of a sequence: ``x_{0:T}`` is ``x_0`` with ``x_{1:T}``, ``y_{1:t}`` ends in ``y_t``.

A density of a stretch is the joint density of its parts.  A stretch is cut where another stretch or
a single member of the same sequence that occurs in the step begins or ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from symgauss.check.manners.densities import OpaqueDensity, density_of
from symgauss.check.manners.expectations import is_expectation, parts_of, with_random
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    CrossEntropy,
    Density,
    Entropy,
    Expectation,
    Indexed,
    Integral,
    KullbackLeibler,
    Law,
    Named,
    Opaque,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Variable,
)
from symgauss.kernel.traversal import rebuild, subterms

_END = r"[A-Za-z]?(?:(?<=[A-Za-z])[+-])?\d*"
_STRETCH = re.compile(rf"(?P<stem>[A-Za-z]+)_(?P<first>{_END}):(?P<last>{_END})")
_MEMBER = re.compile(rf"(?P<stem>[A-Za-z]+)_(?P<index>{_END})")

Part = TypeVar("Part", bound=Term)
Place = tuple[str, int]
"""A letter and what is added to it: ``t - 1`` is ``("t", -1)``, and ``0`` is ``("", 0)``."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """From ``first`` to ``last``, both included."""

    stem: str
    first: Place
    last: Place


def cutting(terms: Iterable[Term]) -> Callable[[Term], Term] | None:
    """What cuts stretches in a term of a step; ``None`` where the step has nothing to cut."""
    names = [p for term in terms for p in subterms(term) if isinstance(p, Symbol | Indexed)]
    if not any(":" in name.name for name in names):
        return None  # most steps: nothing else is looked at
    known: dict[str, Variable] = {}
    ends: dict[str, set[Place]] = {}
    stretches: dict[str, _Stretch] = {}
    for name in names:
        found = _stretch_of(name) or _member_of(name)
        if found is None:
            continue
        known[_name(found)] = name
        ends.setdefault(found.stem, set()).update((_before(found.first), found.last))
        if found.first != found.last and isinstance(name, Symbol):
            stretches[name.name] = found
    pieces: dict[str, tuple[Variable, ...]] = {}
    for whole, stretch in stretches.items():
        parts = _cut(stretch, ends[stretch.stem])
        if len(parts) > 1:
            shape = known[whole].shape
            pieces[whole] = tuple(known.get(_name(p), Symbol(_name(p), shape)) for p in parts)
    return _Cutter(pieces).term if pieces else None


def _cut(stretch: _Stretch, ends: set[Place]) -> list[_Stretch]:
    """The parts between the ends, in order; the stretch itself where the order is not known."""
    letters = {letter for letter, _ in (*ends, stretch.first, stretch.last) if letter}
    if len(letters) > 1 or stretch.first[0]:  # numbers come before letters
        return [stretch]
    inside = sorted(end for end in ends if _before(stretch.first) < end < stretch.last)
    starts = [stretch.first, *((letter, offset + 1) for letter, offset in inside)]
    return [
        _Stretch(stretch.stem, start, end)
        for start, end in zip(starts, [*inside, stretch.last], strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Cutter:
    pieces: dict[str, tuple[Variable, ...]]

    def term(self, term: Term) -> Term:
        """The term with every stretch that stands in a law, or is integrated over, in its parts."""
        term = rebuild(term, self.term)
        density = density_of(term)
        if density is not None:
            before, after = self._parts(density.variables), self._parts(density.given)
            return OpaqueDensity(density.letter, before, after).term
        match term:
            case Opaque() if is_expectation(term):
                random = parts_of(term)[2] & self.pieces.keys()
                cut = {part.name for name in random for part in self.pieces[name]}
                given = self._parts(term.arguments[1:])
                return with_random(replace(term, arguments=(term.arguments[0], *given)), cut)
            case Integral(body, Symbol(name), None, None) if name in self.pieces:
                for variable in reversed(self.pieces[name]):
                    body = Integral(body, variable, None, None)
                return body
            case Density(law):
                return Density(self._named(law))
            case Expectation(body, law):
                return Expectation(body, self._law(law))
            case Entropy(law):
                return Entropy(self._law(law))
            case CrossEntropy(first, second):
                return CrossEntropy(self._law(first), self._law(second))
            case KullbackLeibler(first, second):
                return KullbackLeibler(self._law(first), self._law(second))
            case _:
                return term

    def _parts(self, terms: tuple[Part, ...]) -> tuple[Part | Variable, ...]:
        found: list[Part | Variable] = []
        for each in terms:
            found += self.pieces.get(each.name, (each,)) if isinstance(each, Symbol) else (each,)
        return tuple(found)

    def _named(self, law: Named) -> Named:
        return Named(law.name, self._parts(law.variables), self._parts(law.given))

    def _law(self, law: Law) -> Law:
        return self._named(law) if isinstance(law, Named) else law


def member_name(variable: Variable) -> str:
    """The name as one text: ``x_t-1`` of the member of a family, too."""
    found = _member_of(variable)
    return variable.name if found is None else _name(found)


def last_of(variable: Variable) -> Variable | None:
    """The last member of a stretch, or a member itself; ``None`` for other names."""
    stretch = _stretch_of(variable)
    if stretch is None:
        return variable if _member_of(variable) is not None else None
    letter, number = stretch.last
    index: Term = Symbol(letter, SCALAR) if letter else Rational(number)
    if letter and number:
        index = Sum((index, Rational(number)))
    return Indexed(stretch.stem, (index,), variable.shape)


def starts_alike(first: Variable, second: Variable) -> bool:
    """Whether two stretches are of one sequence, and begin at the same place of it."""
    one, other = _stretch_of(first), _stretch_of(second)
    if one is None or other is None:
        return False
    return (one.stem, one.first) == (other.stem, other.first)


def shortened(whole: Symbol, by: int) -> Symbol:
    """A stretch without its last members."""
    stretch = _stretch_of(whole)
    if stretch is None or not by:
        return whole
    letter, number = stretch.last
    return replace(whole, name=_name(replace(stretch, last=(letter, number - by))))


def _stretch_of(part: Variable) -> _Stretch | None:
    match = _STRETCH.fullmatch(part.name) if isinstance(part, Symbol) else None
    if match is None:
        return None
    first, last = _place(match["first"]), _place(match["last"])
    if first is None or last is None or (first[0] == last[0] and first[1] > last[1]):
        return None
    return _Stretch(match["stem"], first, last)


def _member_of(part: Variable) -> _Stretch | None:
    if isinstance(part, Indexed):
        place = place_of(part.indices[0]) if len(part.indices) == 1 else None
        return None if place is None else _Stretch(part.name, place, place)
    match = _MEMBER.fullmatch(part.name)
    place = None if match is None else _place(match["index"])
    return None if match is None or place is None else _Stretch(match["stem"], place, place)


def _place(text: str) -> Place | None:
    """``t-1`` as a letter and a number."""
    if not text:
        return None
    if text[0].isalpha():
        return text[0], int(text[1:] or 0)
    return "", int(text)


def place_of(index: Term) -> Place | None:
    """The place of a member by its index; ``None`` where that is no letter with a number."""
    match index:
        case Rational(number, 1):
            return "", number
        case Symbol(name) if len(name) == 1:
            return name, 0
        case Product((Rational(number, 1), Rational(other, 1))):
            return "", number * other
        case Sum(terms):
            places = [place_of(term) for term in terms]
            letters = [place[0] for place in places if place is not None and place[0]]
            if None in places or len(letters) > 1:
                return None
            return "".join(letters), sum(place[1] for place in places if place is not None)
        case _:
            return None


def _before(place: Place) -> Place:
    return place[0], place[1] - 1


def _name(stretch: _Stretch) -> str:
    first, last = _text(stretch.first), _text(stretch.last)
    return f"{stretch.stem}_{first}" if first == last else f"{stretch.stem}_{first}:{last}"


def _text(place: Place) -> str:
    letter, number = place
    return f"{letter}{number:+d}" if letter and number else letter or str(number)

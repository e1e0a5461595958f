r"""Definitions over an index, in a document whose index is fixed.

In a problem, ``\beta_t`` with a fixed ``t`` is a plain symbol named ``beta_t``.  A definition such
as ``\alpha_t := 1 - \beta_t`` is meant for every ``t``, so it is written out for each other member
that occurs (``alpha_t-1 := 1 - beta_t-1``).  A recursive one, such as
``\bar\alpha_t := \alpha_t \bar\alpha_{t-1}``, is written out only where its own earlier member
occurs too: otherwise the recursion would never end, and ``alphabar_t-1`` stays a free symbol.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from symgauss.kernel.context import Definition
from symgauss.kernel.terms import Rational, Sum, Symbol, Term
from symgauss.kernel.traversal import rebuild, subterms
from symgauss.latex.naming import pattern

_MOST = 200


def instantiate(
    definitions: list[Definition], terms: Iterable[Term], letters: frozenset[str]
) -> list[Definition]:
    """The definitions, and those of further members that occur in the terms."""
    result = list(definitions)
    defined = {_name(definition) for definition in definitions}
    occurring = {s.name for term in terms for s in subterms(term) if isinstance(s, Symbol)}
    for definition in definitions:
        occurring |= {s.name for s in subterms(definition.value) if isinstance(s, Symbol)}
    todo = sorted(occurring - defined)
    while todo and len(result) < len(definitions) + _MOST:
        name = todo.pop(0)
        if name in defined:
            continue
        found = _member(name, definitions, letters, occurring)
        if found is None:
            continue
        result.append(found)
        defined.add(name)
        new = {s.name for s in subterms(found.value) if isinstance(s, Symbol)} - occurring
        occurring |= new
        todo += sorted(new)
    return result


def _name(definition: Definition) -> str:
    return definition.name.name


def _member(
    name: str, definitions: list[Definition], letters: frozenset[str], occurring: set[str]
) -> Definition | None:
    """The definition of a member, from the schema that it falls under."""
    wanted = pattern(name, letters)
    if "#" not in wanted:
        return None
    for definition in definitions:
        known = _name(definition)
        if pattern(known, letters) != wanted:
            continue
        letter = _schema_letter(known, letters)
        if letter is None:
            continue
        place = _index_of(name, known, letter)
        if place is None or shifted_name(known, letter, place) != name:
            continue
        value = shifted(definition.value, letter, place)
        earlier = {
            s.name
            for s in subterms(value)
            if isinstance(s, Symbol) and pattern(s.name, letters) == wanted
        }
        if earlier <= occurring:
            assert isinstance(definition.name, Symbol)  # noqa: S101 - problems have plain symbols
            return Definition(Symbol(name, definition.name.shape), value)
    return None


def _schema_letter(name: str, letters: frozenset[str]) -> str | None:
    """The one index letter of a name such as ``alphabar_t``."""
    sub = name.partition("_")[2].partition("^")[0]
    found = {letter for letter in letters if re.search(rf"(?<![A-Za-z]){letter}(?![A-Za-z])", sub)}
    return found.pop() if len(found) == 1 else None


def _index_of(name: str, schema: str, letter: str) -> str | None:
    """What stands for the letter: ``t-1`` or ``0``, as text."""
    sub, known = (text.partition("_")[2].partition("^")[0] for text in (name, schema))
    match = re.search(rf"(?<![A-Za-z]){letter}([+-]\d+)?(?![A-Za-z])", known)
    if match is None:
        return None
    offset = int(match.group(1) or 0)
    found = re.compile(rf"({letter}(?P<shift>[+-]\d+)?|(?P<number>\d+))(?![A-Za-z\d])").match(
        sub, match.start()
    )
    if found is None:
        return None
    if found["number"] is not None:
        return str(int(found["number"]) - offset)
    return _written(letter, int(found["shift"] or 0) - offset)


def _written(letter: str, offset: int) -> str:
    return letter if offset == 0 else f"{letter}{offset:+d}"


def shifted_name(name: str, letter: str, place: str) -> str:
    """The name with another index: ``alphabar_t-1`` for ``t-1``."""
    stem, mark, rest = name.partition("_")
    if not mark:
        return name
    sub, caret, sup = rest.partition("^")

    def put(match: re.Match[str]) -> str:
        offset = int(match.group(1) or 0)
        if place.lstrip("-").isdigit():
            return str(int(place) + offset)
        return _written(letter, int(place[len(letter) :] or 0) + offset)

    sub = re.sub(rf"(?<![A-Za-z]){letter}([+-]\d+)?(?![A-Za-z])", put, sub)
    return stem + mark + sub + caret + sup


def shifted(term: Term, letter: str, place: str) -> Term:
    """The term with another index."""
    if isinstance(term, Symbol):
        if term.name == letter:
            if place.lstrip("-").isdigit():
                return Rational(int(place))
            offset = int(place[len(letter) :] or 0)
            return Sum((term, Rational(offset))) if offset else term
        return Symbol(shifted_name(term.name, letter, place), term.shape)
    return rebuild(term, lambda child: shifted(child, letter, place))

"""The layout of names: accents stay with the letter, subscripts and superscripts become boxes."""

from __future__ import annotations

import re

from symgauss.notation.layout import Kind, Layout, Letter, Number, Row, Scripts, Sign
from symgauss.notation.names import GREEK, Name, parse_name
from symgauss.notation.precedence import Level, Piece

_TOKEN = re.compile(r"[A-Za-z]+|[0-9]+|.")
_MARKS = {
    "+": "plus",
    "-": "minus",
    "|": "bar",
    ",": "comma",
    "*": "star",
    "(": "open",
    ")": "close",
}
_GREEK_BY_LENGTH = sorted(GREEK, key=lambda word: (-len(word), word))
_SHORT_WORD = 2  #: xy is x times y in an index, max is a word


def spell(name: str) -> Piece:
    """The layout of a canonical name; ``ValueError`` if it is none."""
    return spell_parts(parse_name(name))


def spell_parts(name: Name, indices: tuple[Layout, ...] = ()) -> Piece:
    """The layout of a name that is taken apart, with further indices after its own subscript."""
    stars = tuple(m for m in name.modifiers if m in {"star", "prime"})
    letter = Letter(Name(name.base, tuple(m for m in name.modifiers if m not in stars)))
    below = _marks(name.subscript)
    for index in indices:
        below += [Sign("comma"), index] if below else [index]
    above: list[Layout] = [Sign(star) for star in stars]
    above += _marks(name.superscript)
    layout: Layout = letter
    if below or above:
        layout = Scripts(letter, _script(below), _script(above))
    return Piece(layout, Level.SCRIPTED if above else Level.ATOM)


def _marks(text: str) -> list[Layout]:
    return [mark for token in _TOKEN.findall(text) for mark in _token(token)]


def _script(items: list[Layout]) -> Layout | None:
    if not items:
        return None
    return items[0] if len(items) == 1 else Row(tuple(items), Kind.TIGHT)


def _token(token: str) -> list[Layout]:
    if token.isdigit():
        return [Number(token)]
    if token in _MARKS:
        return [Sign(_MARKS[token])]
    return _letters(token)


def _letters(word: str) -> list[Layout]:
    """Letters of an index: a Greek word, single letters, or an upright word such as ``max``."""
    parts = parse_name(word)
    if _is_letter(parts.base):
        return [spell_parts(parts).layout]
    pieces = _split_greek(word)
    if len(word) <= _SHORT_WORD or len(pieces) > 1:
        return [Letter(Name(letter)) for piece in pieces for letter in _singles(piece)]
    return [Letter(Name(word))]


def _split_greek(word: str) -> list[str]:
    """``xtheta`` -> ``x``, ``theta``; a word that is not letters around a Greek one stays whole."""
    for greek in _GREEK_BY_LENGTH:
        before, found, after = word.partition(greek)
        if found and len(before) <= 1 and len(after) <= 1:
            return [part for part in (before, greek, after) if part]
    return [word]


def _singles(piece: str) -> list[str]:
    return [piece] if piece in GREEK else list(piece)


def _is_letter(word: str) -> bool:
    return len(word) == 1 or word in GREEK

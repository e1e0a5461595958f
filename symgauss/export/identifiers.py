"""Names that may stand in code, made from the names of the mathematics.

What a document calls its symbols is first parsed by the grammar of names
(:mod:`symgauss.notation.names`), so that an identifier is made of Latin and Greek words, digits
and the words below, and of nothing else: ``alphabar_t-1`` becomes ``alpha_bar_t_minus_1``.
"""

from __future__ import annotations

import builtins
import keyword
import re

from symgauss.notation.names import parse_name

_TOKEN = re.compile(r"[A-Za-z]+|[0-9]+|.")
_MARKS = {
    "+": "plus",
    "-": "minus",
    "|": "given",
    "*": "star",
    ",": "",
    "(": "",
    ")": "",
    ":": "to",
}

_C = (
    "auto break case char const continue default do double else enum extern float for goto if "
    "inline int long register restrict return short signed sizeof static struct switch typedef "
    "union unsigned void volatile while main errno NULL I"
)
_MODULES = "np numpy torch jax jnp numba math scipy self cls dtype shape batch out"

#: Words that mean something else in one of the languages that are written.
RESERVED = frozenset(
    {*keyword.kwlist, *keyword.softkwlist, *dir(builtins), *_C.split(), *_MODULES.split()}
)
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def identifier(name: str) -> str:
    """The identifier of a canonical name; ``ValueError`` if it is no name."""
    parts = parse_name(name)
    words = [parts.base, *parts.modifiers, *_words(parts.subscript), *_words(parts.superscript)]
    return safe("_".join(word for word in words if word))


def safe(word: str) -> str:
    """The word, with an underscore behind it where a language has taken it."""
    if not _IDENTIFIER.fullmatch(word):
        raise ValueError(f"not an identifier: {word[:80]!r}")
    return f"{word}_" if word in RESERVED else word


def of_slug(slug: str) -> str:
    """The identifier of a slug such as ``mvn-kl``."""
    words = "_".join(re.findall(r"[a-z0-9]+", slug.lower()))
    return safe(words if words[:1].isalpha() else f"f_{words}")


def _words(script: str) -> list[str]:
    return [_MARKS.get(token, token) for token in _TOKEN.findall(script)]


class Names:
    """Identifiers that are all different: the second ``x`` becomes ``x_2``."""

    def __init__(self, taken: frozenset[str] = frozenset()) -> None:
        self._taken = set(taken)

    def fresh(self, wanted: str) -> str:
        """The wanted identifier, or the first free one that resembles it."""
        found, number = wanted, 2
        while found in self._taken:
            found = f"{wanted.rstrip('_')}_{number}"
            number += 1
        self._taken.add(found)
        return found

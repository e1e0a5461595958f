r"""Names of which a sentence speaks in general: "For every $w$,", "for each density $q$".

What the document says further below of a special one shows nothing of all of them.
"""

from __future__ import annotations

import re

from symgauss.check.displays.parts import Statement
from symgauss.check.displays.sentences import Sentences
from symgauss.check.meaning.values import Values
from symgauss.kernel.terms import Indexed, Opaque, Symbol

_EVERY = re.compile(
    r"\b(?:for|given|of) (?:every|each|any|all|arbitrary)\b[^$.]{0,30}\$\s*\\?"
    r"(?P<name>[A-Za-z]+(?:_\w+)?)\s*\$",
    re.IGNORECASE,
)


class Quantified:
    """Finds the names that the sentences of one document quantify."""

    def __init__(self, values: Values, sentences: Sentences, text: str) -> None:
        self.values = values
        self.sentences = sentences
        self.text = text
        self._names: dict[int, frozenset[str]] = {}

    def values_of(self, statement: Statement) -> frozenset[int]:
        """Where special values of such names of a statement stand, below it."""
        names = self._named(statement)
        if not names:
            return frozenset()
        return frozenset(
            value.position
            for key, values in self.values.by_key.items()
            if isinstance(key, Symbol | Indexed | Opaque) and _stem(key.name) in names
            for value in values
            if value.position > statement.position
        )

    def _named(self, statement: Statement) -> frozenset[str]:
        place, region = statement.position, statement.region
        if region is None:
            return frozenset()
        if place not in self._names:
            start = self.sentences.start(region)
            found = _EVERY.finditer(self.text, start, region.start)
            self._names[place] = frozenset(_stem(match["name"]) for match in found)
        return self._names[place]


def _stem(name: str) -> str:
    """The letter of a name, or of a density."""
    return re.split(r"[^A-Za-z]", name, maxsplit=1)[0]

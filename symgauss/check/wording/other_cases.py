r"""Cases one after the other: what is said "if $a = b$" shows nothing "if $c = 0$".

A step under a condition may use what is said without one, and what is said under the same one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from symgauss.check.displays.parts import Statement
from symgauss.check.displays.sentences import Sentences

_CONDITION = re.compile(
    r"[\s*_.:]*(?:\*\*[^*]*\*\*\s*)?(?:and |but |now |so |or )?(?:if|when(?:ever)?|for|suppose"
    r"|assume|in the (?:special )?case)\b(?P<what>[^.]*?\$[^$]*[=<>][^$]*\$)",
    re.IGNORECASE,
)


class OtherCases:
    """The conditions under which the statements of one document stand."""

    def __init__(self, statements: Sequence[Statement], sentences: Sentences, text: str) -> None:
        self.sentences = sentences
        self.text = text
        self._statements = {each.position: each for each in statements}
        self._known: dict[int, str] = {}
        self._introducing = {each.since for each in statements if each.until is not None}

    def condition(self, place: int) -> str:
        """What the sentence of a statement says it holds under; empty if nothing."""
        if place not in self._known:
            statement = self._statements.get(place)
            region = None if statement is None else statement.region
            found = None
            if region is not None:
                found = _CONDITION.match(self.text, self.sentences.start(region), region.start)
            self._known[place] = "" if found is None else "".join(found["what"].split())
        return self._known[place]

    def is_introduced(self, start: int) -> bool:
        """Whether the condition of the sentence that begins here introduces what it is about."""
        return start in self._introducing

    def are_apart(self, places: Iterable[int], here: int) -> bool:
        """Whether a step under a condition uses what is said under another one."""
        own = self.condition(here)
        if not own:
            return False
        return any(other and other != own for other in map(self.condition, places))

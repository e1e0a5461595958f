r"""Letters that are numbers in another section, such as A after ``A \in \mathbb{R}`` in "Scalars".

A letter has one shape in a document.  Where a section speaks of matrices or vectors, a capital that
only another section calls a number is asked about as a matrix, too: numbers commute.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from symgauss.check.judging.judge import Outcome
from symgauss.check.wording.eras import Eras
from symgauss.check.wording.matrices_in_words import as_matrices
from symgauss.kernel.judge import judge
from symgauss.kernel.terms import Symbol
from symgauss.kernel.traversal import free_symbols
from symgauss.kernel.verdict import Answer
from symgauss.latex.scope import EVERYWHERE, Saying

SECONDS = 0.5  #: for the second question
_ARRAYS = re.compile(
    r"\b(?:matri(?:x|ces)|vectors?|multivariate|multi-?dimensional|dimensions|arrays?)\b"
    r"|\^\{?\s*(?:\\top|\\mathsf|\\mathrm\{T\}|\\intercal|T\b)",
    re.IGNORECASE,
)


class NumbersElsewhere:
    """Which capitals of one document are numbers by the words of some sections only."""

    def __init__(self, sayings: Iterable[Saying], eras: Eras, text: str) -> None:
        self.eras = eras
        self.text = text
        self._places: dict[str, list[int]] = {}
        for each in sayings:
            said = each.declaration
            plain = said.shape.is_scalar and not said.properties
            if plain and said.name[0].isupper() and each.place != EVERYWHERE:
                self._places.setdefault(said.name, []).append(each.place)

    def taken(self, outcome: Outcome, place: int, seed: int | None) -> str:
        """A letter that a step takes for a number, and that may be a matrix; empty if none is."""
        asked = outcome.asked
        if asked is None or not self._places or _ARRAYS.search(self._section(place)) is None:
            return ""
        names = {
            symbol.name
            for side in (asked.lhs, asked.rhs)
            for symbol in free_symbols(side)
            if isinstance(symbol, Symbol) and symbol.shape.is_scalar
        }
        names = {n for n in names & self._places.keys() if not self._is_said_here(n, place)}
        other = as_matrices(asked, names) if names else None
        if other is None:
            return ""
        found = judge(
            other.lhs, other.relation, other.rhs, other.context, seed=seed, seconds=SECONDS
        )
        return "" if found.answer is Answer.HOLDS else min(names)

    def _is_said_here(self, name: str, place: int) -> bool:
        return any(self.eras.outline.reaches(each, place) for each in self._places[name])

    def _section(self, place: int) -> str:
        """The text of the section of a place."""
        start = max(self.eras.outline.at(place), default=0)
        end = min((s.start for s in self.eras.outline.sections if s.start > start), default=None)
        return self.text[start:end]

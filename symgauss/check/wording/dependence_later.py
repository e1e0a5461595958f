r"""Independence that words take back: "be independent.  Now suppose they have covariance $c$".

What a text says of independent variables counts up to where it goes on to speak of dependent ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from symgauss.check.displays.sentences import FORMULA

_APART = re.compile(r"\bindependen|\bi\.?\s?i\.?\s?d\b|\buncorrelated", re.IGNORECASE)
_TOGETHER = re.compile(
    r"\b(?:"  # each of them begins a word, which is looked for once
    r"\b(?:auto|cross-?|equi|serially )?-?correlat(?:ed|ion|ions|e)\b"
    r"|(?<!-)\bdependen(?:t|ce)\b(?! variable\b)"
    rf"|\bcovariance (?:of )?{FORMULA}|\bcoupled\b|\bcopula\b"
    rf"|\bsorted\b|\border statistics\b|\bin (?:in|de)creasing order\b"
    r"|\bexplain\w* away\b|\bcommon (?:shock|factor|cause)"
    r")",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DependenceLater:
    """Where a text speaks of independence, and where of dependence."""

    apart: tuple[int, ...] = ()
    together: tuple[int, ...] = ()

    @classmethod
    def of(cls, words: str) -> DependenceLater:
        """Look through the words of a document, with marks in the places of its formulas."""
        found = (tuple(m.start() for m in each.finditer(words)) for each in (_APART, _TOGETHER))
        return cls(*found)

    def is_before(self, place: int) -> bool:
        """Whether dependence is what was spoken of last in front of a place."""
        said = max((each for each in self.together if each < place), default=-1)
        last = max((each for each in self.apart if each < place), default=-1)
        return said > last >= 0

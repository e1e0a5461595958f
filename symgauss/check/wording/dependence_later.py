r"""Independence that words take back: "be independent.  Now suppose they have covariance $c$".

What a text says of independent variables counts up to where it goes on to speak of dependent ones.
"The covariance of $x$ and $x + y$ is" leads to a display: where that follows from independence, it
is calculated, and takes nothing back.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from symgauss.check.displays.sentences import DISPLAY, FORMULA

_APART = re.compile(r"\bindependen|\bi\.?\s?i\.?\s?d\b|\buncorrelated", re.IGNORECASE)
_TOGETHER = re.compile(
    r"\b(?:"  # each of them begins a word, which is looked for once
    r"\b(?:auto|cross-?|equi|serially )?-?correlat(?:ed|ion|ions|e)\b"
    r"|(?<!-)\bdependen(?:t|ce)\b(?! variable\b)"
    rf"|\bcovariance (?:of )?{FORMULA}|\bcovariance (?:is|equals):?\s*{DISPLAY}"
    r"|\bcoupled\b|\bcopula\b"
    rf"|\bsorted\b|\border statistics\b|\bin (?:in|de)creasing order\b"
    r"|\bexplain\w* away\b|\bcommon (?:shock|factor|cause)"
    r")",
    re.IGNORECASE,
)

#: From such a noun to the display that says what it is.
_COMPUTES = re.compile(
    rf"(?:covariance|correlation)(?: coefficient)?(?: (?:of|between) {FORMULA}+ and {FORMULA}+)?"
    rf"(?: (?:is|equals|reads|becomes|is given by))?:?\s*(?P<display>{DISPLAY})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DependenceLater:
    """Where a text speaks of independence, and where of dependence."""

    apart: tuple[int, ...] = ()
    together: tuple[int, ...] = ()
    computed: Mapping[int, int] = field(default_factory=dict)  #: displays -> where of them is said

    @classmethod
    def of(cls, words: str) -> DependenceLater:
        """Look through the words of a document, with marks in the places of its formulas."""
        apart, together = (
            tuple(m.start() for m in each.finditer(words)) for each in (_APART, _TOGETHER)
        )
        led = ((place, _COMPUTES.match(words, place)) for place in together)
        return cls(apart, together, {m.start("display"): place for place, m in led if m})

    def is_before(self, place: int, but: Collection[int] = ()) -> bool:
        """Whether dependence is what was spoken of last in front of a place, ``but`` for some."""
        counting = (each for each in self.together if each not in but)
        said = max((each for each in counting if each < place), default=-1)
        last = max((each for each in self.apart if each < place), default=-1)
        return said > last >= 0

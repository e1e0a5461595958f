r"""Problems and cases with headings of their own: "Problem 1", "Exercise 2.3", "The scalar case".

What is stated in one says nothing about another one, whose letters are its own.  What stands before
the first one is about all of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from symgauss.check.wording.outline import level_of

_KINDS = (
    r"(?:problem|exercise|question|example|task|assignment|experiment|aufgabe|beispiel|exercice"
    r"|exemple)"
)
_CASES = (
    r"[^\n}]{0,40}\b(?:(?:one|two|single|1|2|[dn]|\$[dn]\$|higher|arbitrary|general|many)"
    r"[\ -]dimensions?"
    r"|(?:scalar|univariate|vector|multivariate|general|isotropic|anisotropic|special|noiseless"
    r"|noisy|discrete|continuous|one-dimensional|multi-?dimensional)[\ -](?:case|time|setting)\b)"
)
_HEADING = re.compile(
    rf"""^[ \t>]*(?P<hashes>\#{{1,6}})[ \t]*
        (?P<marked>\**{_KINDS}s?\b[ ]?(?:\d|[A-Z]\b|[IVX]+\b|[:.])|{_CASES})?
    | ^[ \t>]*\\(?P<level>chapter|(?:sub)*section|paragraph)\*?\{{
        (?P<titled>{_KINDS}\b[ ]?(?:\d|[A-Z]\b)?|{_CASES})?
    | ^[ \t>]*(?P<bold>(?:\*\*|\\textbf\{{){_KINDS}[ ](?:\d[\d.]*|[A-Z]\b))
    | \\begin\{{(?P<begun>{_KINDS})\*?\}}
    | \\end\{{(?P<ended>{_KINDS})\*?\}}""",
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_PARAGRAPH = 4  #: the level of a paragraph with a heading
_LOWEST = 9


class Problems:
    """Where the problems of a document begin and end."""

    def __init__(self, text: str = "") -> None:
        self._starts: list[int] = []
        self._numbers: list[int] = []  #: 0 outside of all of them
        number, level = 0, _LOWEST
        for match in _HEADING.finditer(text):
            depth = _depth(match)
            if match["marked"] or match["titled"] or match["bold"] or match["begun"]:
                number += 1
                level = depth
                self._mark(match.start(), number)
            elif match["ended"] or depth <= level:
                self._mark(match.start(), 0)
                level = _LOWEST if match["ended"] else level
        self.any = number > 1  #: whether there is more than one

    def _mark(self, start: int, number: int) -> None:
        self._starts.append(start)
        self._numbers.append(number)

    def at(self, place: int) -> int:
        """The number of the problem in which a place lies; 0 outside of all."""
        index = bisect_right(self._starts, place) if self.any else 0
        return self._numbers[index - 1] if index else 0

    def apart(self, first: int, second: int) -> bool:
        """Whether two places lie in different problems."""
        one, other = self.at(first), self.at(second)
        return bool(one and other) and one != other


def _depth(match: re.Match[str]) -> int:
    """How deep a heading is; bold ones and environments are the deepest."""
    return _PARAGRAPH if (match["level"] or "").lower() == "paragraph" else level_of(match)

r"""Cases, of which one holds at a time: "Case 1", "Case 2", "Under $H_0$", "Under the posterior".

What is stated in one case says nothing about another one.  A case goes on to the next one, or to
the end of its section; one that is named again, as "Under the prior", is the same one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from symgauss.check.wording.asides import Asides
from symgauss.check.wording.generalisations import Generalisations
from symgauss.check.wording.problems import Problems

_OPENING = r"(?:^|(?<=[.!?:])[ \t]|\n)[ \t>*_#(-]*(?:\\(?:\w+\*?)\{?[ \t]*)?(?:\d+[.)][ \t])?"
_CASE = re.compile(
    rf"""{_OPENING}(?P<name>
      (?:case|scenario|situation|regime)[ ](?:\d+|[ivx]+|[a-d])\b(?![ ](?:is|we|and)\b)
    | (?:the[ ])?(?:first|second|third|fourth|other|remaining|last)[ ]case\b
    | (?:in|for|consider)[ ](?:the[ ])?(?:first|second|third|other|former|latter|last)[ ]case\b
    | under[ ](?:the[ ]|our[ ]|an?[ ]|its[ ])?(?:
          (?:\w+[ ])?(?:prior|posterior|null|alternative|hypothesis)\b
        | (?:first|second|old|new|former|latter|true|approximate|variational|data|forward|reverse)
          [ ]\w+
        | (?:(?:model|law|hypothesis|measure|density|distribution)[ ])?\$[^$\n]{{1,24}}\$)
    | (?:before|after)[ ]the[ ](?:[a-z]+[ ])?(?:update|measurement|observation|step|jump|change)\b
    | (?:with|without)[ ](?:the[ ])?(?:noise|control|regulari[sz]ation|prior|intercept)\b,
    )""",
    re.VERBOSE | re.IGNORECASE,
)


class Cases:
    """Where the cases of a document begin and end."""

    def __init__(self, text: str = "", sections: Iterable[int] = ()) -> None:
        """``sections`` are the places where sections begin, which end all cases."""
        marks = [(start, "") for start in sections]
        for match in _CASE.finditer(text):
            name = re.sub(r"^(in|for|consider) ", "", " ".join(match["name"].lower().split()))
            marks.append((match.start("name"), name.removeprefix("the ").rstrip(",")))
        marks.sort()
        self._starts = [start for start, _ in marks]
        self._names = [name for _, name in marks]
        self._problems = Problems(text)
        self._asides = Asides(text)
        self._special = Generalisations(text)
        self._several = len(set(self._names) - {""}) > 1
        #: whether there is more than one
        self.any = self._several or self._problems.any or self._asides.any
        self.any |= self._special.any

    def at(self, place: int) -> tuple[str, int, tuple[int, ...], int]:
        """The case, the problem and the asides in which a place lies, and what is over there."""
        inside = self._case(place), self._problems.at(place), self._asides.at(place)
        return *inside, self._special.at(place)

    def _case(self, place: int) -> str:
        number = bisect_right(self._starts, place) if self._several else 0
        return self._names[number - 1] if number else ""

    def apart(self, said: int, place: int) -> bool:
        """Whether what is said at one place is about another case or problem than another place.

        What is said in an aside is about that alone.
        """
        if not self.any:
            return False
        one, other = self._case(said), self._case(place)
        different = bool(one and other) and one != other
        different = different or self._special.hides(said, place)
        return different or self._problems.apart(said, place) or self._asides.hides(said, place)

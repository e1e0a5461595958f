r"""The sections of a document, one inside of the other, and how far what is said in one reaches.

What a section says reaches the sections inside of it.  Whether it reaches its neighbours is another
question: "setting", "notation" and the like are about all that follows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_LEVELS = {"part": -1, "chapter": 0, "section": 1, "subsection": 2, "subsubsection": 3}
_RUN_IN = 8  #: the level of headings inside of paragraphs
_HEADING = re.compile(
    r"^[ \t]*(?:(?P<hashes>#{1,6})[ \t]+(?P<title>.*)"
    r"|\\(?P<level>part|chapter|(?:sub)*section)\*?(?:\[[^]\n]*\])?\{(?P<named>[^\n]*))",
    re.MULTILINE | re.IGNORECASE,
)
#: Headings of what is about the whole document.
_GENERAL = re.compile(
    r"\b(?:set-?up|settings?|notation|assumptions?|preliminar\w+|background|introduction|conventions?"
    r"|definitions?|problem (?:statement|formulation|setting)|prerequisites?|basics"
    r"|recap|overview|summary|statement|ingredients|assume|given)\b"
    r"|^[\d. ]*(?:the |our )?(?:(?:generative|probabilistic|statistical|state[- ]space|full) )?"
    r"models?[ }#*]*$",
    re.IGNORECASE,
)
#: Headings of one case of arrays: "$d = 1$", "The scalar case".
_CASE_OF_ARRAYS = re.compile(
    r"(?:\$|\\\()\s*[a-zA-Z]\s*=\s*\d+\s*(?:[$,]|\\\))"
    r"|\b(?:scalar|univariate|isotropic|diagonal|spherical|one-dimensional|1-?d)\b"
    r"|\b(?:one|single|two|1|2) (?:dimensions?|variables?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Section:
    """From a heading to the next one that is as high."""

    start: int
    end: int
    title: str
    level: int
    is_general: bool  #: whether it is about what follows behind it, too
    is_restricted: bool  #: whether its heading names a case that only some arrays are in

    @classmethod
    def called(cls, title: str, start: int, end: int, level: int) -> Section:
        """A section with what its heading says: this is asked at every look at a place."""
        general = _GENERAL.search(title) is not None
        return cls(start, end, title, level, general, _CASE_OF_ARRAYS.search(title) is not None)


class Outline:
    """The sections of one document."""

    def __init__(self, text: str = "") -> None:
        found = [
            (match.start(), level_of(match), match["title"] or match["named"] or "")
            for match in _HEADING.finditer(text)
        ]
        self._starts = [start for start, _, _ in found]
        self._parents: list[int] = []
        self._around: dict[int, list[Section]] = {}
        ends = [len(text) + 1] * len(found)
        opened: list[int] = []
        for number, (start, level, _) in enumerate(found):
            while opened and found[opened[-1]][1] >= level:
                ends[opened.pop()] = start
            self._parents.append(opened[-1] if opened else -1)
            opened.append(number)
        self.sections = [
            Section.called(title, start, end, level)
            for (start, level, title), end in zip(found, ends, strict=True)
        ]

    def inside(self, place: int) -> list[Section]:
        """The sections that a place lies in, from the inner to the outer ones."""
        number = bisect_right(self._starts, place) - 1
        found = self._around.get(number)
        if found is None:
            found = self._around[number] = []
            while number >= 0:
                found.append(self.sections[number])
                number = self._parents[number]
        return found

    def is_restricted(self, place: int) -> bool:
        """Whether a place lies in a section about some arrays only."""
        return any(each.is_restricted for each in self.inside(place))

    def at(self, place: int) -> tuple[int, ...]:
        """Where the sections begin that a place lies in, from the inner to the outer ones."""
        return tuple(each.start for each in self.inside(place))

    def end(self, place: int) -> int | None:
        """How far what is supposed at a place goes; ``None`` if it is about all that follows."""
        inside = self.inside(place)
        return min((each.end for each in inside if not each.is_general), default=None)

    def reaches(self, said: int, place: int) -> bool:
        """Whether what is said at one place is said to another one.

        It is, if that lies in the same section, or in one inside of it.
        """
        return all(
            each.start <= place < each.end or (each.is_general and place >= each.start)
            for each in self.inside(said)
        )


def level_of(match: re.Match[str]) -> int:
    """How deep a heading is, by its ``hashes`` or its ``level``; all other ones are the deepest."""
    return len(match["hashes"] or "") or _LEVELS.get((match["level"] or "").lower(), _RUN_IN)

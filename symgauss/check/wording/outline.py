r"""The sections of a document, one inside of the other, and how far what is said in one reaches.

What a section says reaches the sections inside of it.  Whether it reaches its neighbours is another
question: "setting", "notation" and the like are about all that follows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LEVELS = {"part": -1, "chapter": 0, "section": 1, "subsection": 2, "subsubsection": 3}
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


@dataclass(frozen=True, slots=True)
class Section:
    """From a heading to the next one that is as high."""

    start: int
    end: int
    title: str
    level: int = 0

    @property
    def is_general(self) -> bool:
        """Whether it is about what follows behind it, too."""
        return _GENERAL.search(self.title) is not None


class Outline:
    """The sections of one document."""

    def __init__(self, text: str = "") -> None:
        found = [
            (match.start(), _level(match), match["title"] or match["named"] or "")
            for match in _HEADING.finditer(text)
        ]
        self.sections: list[Section] = []
        for number, (start, level, title) in enumerate(found):
            ends = (place for place, other, _ in found[number + 1 :] if other <= level)
            self.sections.append(Section(start, next(ends, len(text) + 1), title, level))

    def at(self, place: int) -> tuple[int, ...]:
        """Where the sections begin that a place lies in, from the outer to the inner ones."""
        return tuple(each.start for each in self.sections if each.start <= place < each.end)

    def end(self, place: int) -> int | None:
        """How far what is supposed at a place goes; ``None`` if it is about all that follows."""
        inside = [each for each in self.sections if each.start <= place < each.end]
        return min((each.end for each in inside if not each.is_general), default=None)

    def reaches(self, said: int, place: int) -> bool:
        """Whether what is said at one place is said to another one.

        It is, if that lies in the same section, or in one inside of it.
        """
        return all(
            each.start <= place < each.end or (each.is_general and place >= each.start)
            for each in self.sections
            if each.start <= said < each.end
        )


def _level(match: re.Match[str]) -> int:
    return len(match["hashes"] or "") or _LEVELS[match["level"].lower()]

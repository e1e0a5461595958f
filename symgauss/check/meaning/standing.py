"""What became of the statements of a document: one record of those that show nothing.

A statement is known by its place.  The record outlives the judging of a document, so that a section
that is read apart (:mod:`symgauss.check.judging.sections_apart`) need not judge the others again.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Standing:
    """Which statements are refuted, in doubt, or shown."""

    #: statements of which some relation is wrong, and the number of the first one
    refuted: dict[int, int] = field(default_factory=dict)
    doubtful: set[int] = field(default_factory=set)  #: second values that nothing showed
    unshown: set[int] = field(default_factory=set)  #: statements of which nothing is known
    #: second values that what stands above them shows: no other meanings of their names
    shown: set[int] = field(default_factory=set)
    #: averages of more than a name that nothing decides: another value is no link to one of these
    undecided: set[int] = field(default_factory=set)
    #: laws that are asked about and do not follow from what their variables are made of
    unshown_laws: set[int] = field(default_factory=set)
    refuted_laws: set[int] = field(default_factory=set)  #: laws that count no longer

    trusting: bool = False  #: whether what may be wrong is taken to be right for now

    def is_open(self, place: int) -> bool:
        """Whether what a statement says may be wrong, so that it shows nothing."""
        return not self.trusting and (place in self.doubtful or place in self.unshown)

    @contextmanager
    def trusted(self) -> Iterator[None]:
        """Take all that may be wrong to be right."""
        self.trusting = True
        try:
            yield
        finally:
            self.trusting = False

    def add(self, other: Standing) -> None:
        """Whatever another record says of statements."""
        for mine, others in zip(self._places(), other._places(), strict=True):
            mine.update(others)
        self.refuted |= other.refuted

    def at(self, places: Container[int]) -> Standing:
        """What is known of the statements at some places alone."""
        found = Standing({place: n for place, n in self.refuted.items() if place in places})
        for some, known in zip(found._places(), self._places(), strict=True):
            some.update(place for place in known if place in places)
        return found

    def _places(self) -> tuple[set[int], ...]:
        return (
            self.doubtful,
            self.unshown,
            self.shown,
            self.undecided,
            self.unshown_laws,
            self.refuted_laws,
        )

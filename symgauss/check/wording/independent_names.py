"""The names of a document that are independent, all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symgauss.check.wording.mentioned import is_mentioned, regions_in
from symgauss.check.wording.said import Said
from symgauss.latex.documents import Document
from symgauss.latex.source import Span


def independent_names(
    said: dict[str, Said],
    made: Sequence[tuple[str, int]],
    document: Document,
    sections: Sequence[Span],
) -> frozenset[str]:
    """The names that are said to be independent, all of them together.

    Two statements about two lists say nothing about the members of both: the longest list counts.
    So does the list of a section that shares no name with any other section, so that no step has
    something in it that is made of both.  ``made`` are the names that statements speak of, with
    their places.
    """
    lists: dict[int, set[str]] = {}
    for name, what in said.items():
        for place in what.independent:
            lists.setdefault(place, set()).add(name)
    introduced = [*made, *((name, place) for place, names in lists.items() for name in names)]
    ordered = sorted(lists.items(), key=lambda each: (-len(each[1]), each[0]))
    known: set[str] = set()
    taken: list[Span | None] = []  # sections of which a list counts
    for place, names in ordered:
        own = next((span for span in sections if span.start <= place < span.end), None)
        if known and (own in taken or not _is_apart(own, introduced, document, sections)):
            continue
        known |= names
        taken.append(own)
    return frozenset(known)


def _is_apart(
    own: Span | None,
    introduced: Iterable[tuple[str, int]],
    document: Document,
    sections: Sequence[Span],
) -> bool:
    """Whether a section has no name of another one, and no other one has a name of it."""
    if own is None:
        return False
    inside: set[str] = set()
    outside: set[str] = set()
    for name, place in introduced:
        (inside if own.start <= place < own.end else outside).add(name)
    here = list(regions_in(document, [own]))
    others = list(regions_in(document, [span for span in sections if span != own]))
    return not (
        any(is_mentioned(name, document, others) for name in inside)
        or any(is_mentioned(name, document, here) for name in outside)
    )

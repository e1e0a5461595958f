"""The names of a document that are independent, all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symgauss.check.wording.mentioned import is_mentioned, regions_in
from symgauss.check.wording.said import Said
from symgauss.latex.documents import Document
from symgauss.latex.source import Span


def independent_names(
    said: dict[str, Said], document: Document, sections: Sequence[Span]
) -> frozenset[str]:
    """The names that are said to be independent, all of them together.

    Two statements about two lists say nothing about the members of both: the longest list counts.
    So does the list of a section that has its names for itself: no step has names of both.
    """
    lists: dict[int, set[str]] = {}
    for name, what in said.items():
        for place in what.independent:
            lists.setdefault(place, set()).add(name)
    ordered = sorted(lists.items(), key=lambda each: (-len(each[1]), each[0]))
    known: set[str] = set()
    for place, names in ordered:
        if not known or _is_apart(place, names, known, document, sections):
            known |= names
    return frozenset(known)


def _is_apart(
    place: int, names: set[str], known: Iterable[str], document: Document, sections: Sequence[Span]
) -> bool:
    """Whether no other section has the names of a list, and the section no name of another one."""
    own = [span for span in sections if span.start <= place < span.end]
    others = list(regions_in(document, [span for span in sections if span not in own]))
    here = list(regions_in(document, own))
    return bool(own) and not (
        any(is_mentioned(name, document, others) for name in names)
        or any(is_mentioned(name, document, here) for name in known)
    )

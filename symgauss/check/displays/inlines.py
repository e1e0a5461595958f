"""Inline formulas as tokens and as syntax, with the macros of their document expanded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import local

from symgauss.check.displays.plain_operators import with_operators
from symgauss.check.displays.sentences import Sentences
from symgauss.errors import SourceError
from symgauss.latex.displays import Region, RegionKind
from symgauss.latex.documents import Document
from symgauss.latex.macros import expand
from symgauss.latex.parser import parse_tokens
from symgauss.latex.source import Span
from symgauss.latex.tokenizer import tokenize
from symgauss.latex.tokens import Token
from symgauss.latex.tree import Chain, Listing, Node

_Read = tuple[list[Token], Chain] | None


class _Last(local):
    """The formulas of the document that was read last, by place: many a rule looks at them."""

    def __init__(self) -> None:
        self.document: Document | None = None
        self.formulas: dict[Span, _Read] = {}

    def of(self, document: Document) -> dict[Span, _Read]:
        """What is known of the formulas of a document."""
        if self.document is not document:
            self.document, self.formulas = document, {}
        return self.formulas


_LAST = _Last()


def inline_tokens(region: Region, document: Document) -> list[Token]:
    """The tokens of a formula; ``SourceError`` where it has none."""
    tokens = tokenize(document.source, region.span.start, region.span.end)
    tokens = expand(tokens, document.macros, document.source)
    return with_operators(tokens, document.source.text)


def read_inline(region: Region, document: Document) -> _Read:
    """The tokens of a formula and its syntax; ``None`` where it is empty or cannot be read.

    Each is read once; nobody changes the list.
    """
    known = _LAST.of(document)
    key = region.span
    if key not in known:
        known[key] = _read(region, document)
    return known[key]


def _read(region: Region, document: Document) -> _Read:
    try:
        tokens = inline_tokens(region, document)
        chain = parse_tokens(tokens, document.source, region.span.end) if tokens else None
    except SourceError:
        return None
    return None if chain is None else (tokens, chain)


def spoken_of(
    document: Document, sentences: Sentences, says: Callable[[str, str], bool]
) -> Iterator[list[Node]]:
    """What stands on the left of inline formulas, one list a formula.

    ``says`` decides by the words of the sentence before and after a formula whether it is meant.
    """
    for region in document.regions:
        if region.kind is not RegionKind.INLINE:
            continue
        if not says(sentences.before(region.whole), sentences.after(region.whole)):
            continue
        read = read_inline(region, document)
        if read is not None:
            first = read[1].parts[0]
            yield list(first.items) if isinstance(first, Listing) else [first]

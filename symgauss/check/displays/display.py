"""The displays of a document, cut into chains."""

from __future__ import annotations

import re

from symgauss.check.displays.columns import by_columns
from symgauss.check.displays.plain_operators import with_operators
from symgauss.check.displays.rows import cut
from symgauss.check.displays.written import Display, WrittenChain
from symgauss.errors import SourceError
from symgauss.latex.displays import Region
from symgauss.latex.documents import Document
from symgauss.latex.macros import expand
from symgauss.latex.source import Span
from symgauss.latex.tokenizer import tokenize

_ROW = re.compile(r"\\\\")


def read_display(number: int, region: Region, document: Document) -> Display:
    """A display with its chains.

    Where it cannot be cut into tokens as a whole, row by row; what is left is in ``unread``.
    """
    span, source, macros = region.span, document.source, document.macros
    labels = [label.name for label in region.labels if not label.is_tag]
    labels += [label.name for label in region.labels if label.is_tag]
    label = labels[0] if labels else ""
    try:
        tokens = expand(tokenize(source, span.start, span.end), macros, source)
        tokens = with_operators(tokens, source.text)
        return Display(number, span, label, tuple(cut(by_columns(tokens, source), source)))
    except SourceError as error:
        whole = str(error.message)
    chains: list[WrittenChain] = []
    unread: list[tuple[Span, str]] = []
    for row in _rows(source.text, span):
        try:
            tokens = expand(tokenize(source, row.start, row.end), macros, source)
            tokens = with_operators(tokens, source.text)
            chains += cut(by_columns(tokens, source), source)
        except SourceError as error:
            unread.append((row, error.message))
    if not unread:
        unread.append((span, whole))
    return Display(number, span, label, tuple(chains), tuple(unread))


def _rows(text: str, span: Span) -> list[Span]:
    """The rows of a display as text."""
    ends = [match.start() for match in _ROW.finditer(text, span.start, span.end)]
    starts = [span.start, *(end + 2 for end in ends)]
    rows = [Span(a, b) for a, b in zip(starts, [*ends, span.end], strict=True)]
    return [row for row in rows if text[row.start : row.end].strip()]

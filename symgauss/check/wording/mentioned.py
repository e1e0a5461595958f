"""Whether a part of a document mentions a name, by the letters in its mathematics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from symgauss.latex.displays import Region, RegionKind
from symgauss.latex.documents import Document
from symgauss.latex.source import Span

_MODIFIER = re.compile(r"(?:bold|bar|hat|tilde|prime|cal|bb)+$")
#: The N of ``\\mathcal N(0, 1)`` and the R of ``\\mathbb{R}^n`` are no letters.
_STYLED = re.compile(r"\\math(?:cal|bb|scr|frak)\s*(?:\{\s*[A-Za-z]\s*\}|[A-Za-z])")
_MATHEMATICS = (RegionKind.DISPLAY, RegionKind.INLINE)


def regions_in(document: Document, spans: Sequence[Span]) -> Iterator[Region]:
    """The mathematics in some parts of a document."""
    for region in document.regions:
        if region.kind in _MATHEMATICS and any(
            span.start <= region.whole.start < span.end for span in spans
        ):
            yield region


def is_mentioned(name: str, document: Document, regions: Iterable[Region]) -> bool:
    """Whether some mathematics has the letter of a name in it, however it is dressed."""
    head = name.partition("_")[0]
    stem = _MODIFIER.sub("", head) or name
    letter = re.escape(stem if len(stem) == 1 else rf"\{stem}")
    pattern = re.compile(rf"(?<![A-Za-z\\]){letter}(?![A-Za-z])")
    text = document.source.text
    styled = head.endswith(("cal", "bb"))
    for each in regions:
        part = text[each.span.start : each.span.end]
        if pattern.search(part if styled else _STYLED.sub("", part)):
            return True
    return False

r"""A person's document: ``.tex``, ``.md`` or ``.ipynb``, as regions with their places.

    document = read_document(text, path, side)
    for region in document.regions:        # prose, inline, display, comment, in order
        document.source.text[region.span.start : region.span.end]
        document.source.place(region.span)  # in the file as the person sees it
        region.environment, region.labels   # "align*", Label("eq:x", offset)
        region.error                        # a LatexError where a display is never closed

``document.source`` is the text to tokenize (``tokenize(document.source, start, end)``, then
``expand(tokens, document.macros, document.source)``).  For a notebook it is the text of the
Markdown cells; comments, code, front matter and what is struck out are blank; the statements of a
side file stand at its end, with places in that file.  A place that is broken never stops the rest
from being read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from symgauss.errors import Place, ResourceLimitError, SourceError
from symgauss.latex.dialects import (
    blank,
    doubles_backslashes,
    front_matter,
    plain_markdown,
    plain_tex,
    without_escapes,
)
from symgauss.latex.displays import Region, RegionKind, find_regions
from symgauss.latex.limits import LONGEST_DOCUMENT
from symgauss.latex.macros import Macro, find_definitions
from symgauss.latex.notebooks import SUFFIX, read_notebook
from symgauss.latex.source import Source, Span, Stretch
from symgauss.latex.struck import struck

SIDE = ".symgauss"  #: what the name of a side file ends in
_LONGEST_FILE = 4 * LONGEST_DOCUMENT  #: bytes; a character takes up to four


@dataclass(frozen=True, slots=True)
class Document:
    """A text, its regions in order without gaps, its macros and its title."""

    source: Source
    regions: tuple[Region, ...]
    macros: dict[str, Macro]
    errors: tuple[SourceError, ...] = ()  #: macros that could not be read
    title: str = ""

    @property
    def displays(self) -> tuple[Region, ...]:
        """The displayed formulas in order; display number n of a report is the n-th one."""
        return tuple(each for each in self.regions if each.kind is RegionKind.DISPLAY)


def load_document(path: Path) -> Document:
    """The document in a file, with its side file; ``SourceError`` if it cannot be read."""
    return read_document(read_text(path), str(path), read_side(path))


def read_text(path: Path) -> str:
    """The text of a file; ``SourceError`` if it cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(_LONGEST_FILE + 1)
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error
    if len(data) > _LONGEST_FILE:
        raise ResourceLimitError(f"{path}: longer than {_LONGEST_FILE} bytes")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: not a text in UTF-8 (byte {error.start + 1})") from error


def read_side(path: Path) -> str:
    """The statements of the side file ``NAME.symgauss``, if there is one beside the document."""
    side = path.with_name(path.name + SIDE)
    return read_text(side) if side.exists() else ""


def read_document(text: str, path: str = "<text>", side: str = "") -> Document:
    """Read a document; ``path`` says what it is, ``side`` are the statements of its side file.

    ``SourceError`` only if the file is no document at all: too long, or no notebook.
    """
    if max(len(text), len(side)) > LONGEST_DOCUMENT:
        message = f"a document of more than {LONGEST_DOCUMENT >> 20} MB"
        raise ResourceLimitError(message, Place(path))
    file = Source(text, path)
    body = read_notebook(file) if path.endswith(SUFFIX) else file
    markdown = not path.endswith(".tex")
    plain = plain_markdown(body.text) if markdown else plain_tex(body.text)
    length = len(plain)
    source = _with_side(body, plain, Source(side, path + SIDE))
    found = find_definitions(source)
    source = replace(source, text=_blanked(source.text, found.spans))
    unprinted = struck(source.text, found.macros, markdown=markdown)
    source = replace(source, text=_blanked(source.text, unprinted))
    if markdown:
        source = replace(source, text=_as_rendered(source, length))
    regions = (*_filled(source, length), *_statements(source, length))
    return Document(source, regions, found.macros, tuple(found.errors), _title(text, plain))


def _as_rendered(source: Source, length: int) -> str:
    """Markdown with the formulas as its renderer hands them on."""
    text = source.text
    kinds = (RegionKind.DISPLAY, RegionKind.INLINE)
    spans = [each.span for each in find_regions(source, length) if each.kind in kinds]
    doubled = doubles_backslashes([text[span.start : span.end] for span in spans])
    return _rewritten(text, spans, lambda formula: without_escapes(formula, doubled=doubled))


def _blanked(text: str, spans: Iterable[Span]) -> str:
    """Definitions of macros, and what is struck out, carry no mathematics where they stand."""
    return _rewritten(text, spans, blank)


def _rewritten(text: str, spans: Iterable[Span], change: Callable[[str], str]) -> str:
    """The text with some parts changed; no part changes its length."""
    parts: list[str] = []
    position = 0
    for span in spans:
        if span.start >= position:
            parts += [text[position : span.start], change(text[span.start : span.end])]
            position = span.end
    return "".join([*parts, text[position:]])


def _with_side(body: Source, plain: str, side: Source) -> Source:
    """One source of the document and the statements of its side file."""
    first = body.stretches or (Stretch(0, range(len(plain) + 1), body),)
    if not side.text:
        return Source(plain, body.path, first)
    start = len(plain) + 1
    second = Stretch(start, range(len(side.text) + 1), side)
    return Source(f"{plain}\n{side.text}", body.path, (*first, second))


_LINE = re.compile(r"^[ \t]*(?:%[ \t]*symgauss:[ \t]*)?([^%\s][^\n]*?)[ \t\r]*$", re.MULTILINE)


def _statements(source: Source, length: int) -> Iterator[Region]:
    """The lines of the side file: statements, as if they stood in comments."""
    for match in _LINE.finditer(source.text, length + 1):
        span = Span(*match.span(1))
        yield Region(RegionKind.COMMENT, span, span)


def _filled(source: Source, length: int) -> Iterator[Region]:
    """The regions of the document, with the prose between them."""
    position = 0
    for region in find_regions(source, length):
        if region.whole.start > position:
            span = Span(position, region.whole.start)
            yield Region(RegionKind.PROSE, span, span)
        yield region
        position = max(position, region.whole.end)
    if length > position:
        yield Region(RegionKind.PROSE, Span(position, length), Span(position, length))


_TITLE = re.compile(
    r"^#[ \t]+(?P<md>[^\n]{1,200})|\\(?:title|section)\*?\{(?P<tex>[^{}\n]{1,200})\}", re.MULTILINE
)
_FRONT_TITLE = re.compile(r"^title[ \t]*[:=][ \t]*(?P<title>[^\n]{1,200})", re.MULTILINE)


def _title(text: str, plain: str) -> str:
    front = _FRONT_TITLE.search(front_matter(text))
    if front is not None:
        return front["title"].strip().strip("\"'")
    match = _TITLE.search(plain)
    return (match["md"] or match["tex"]).strip().rstrip("#").strip() if match else ""

"""A text with a path, and places in it as people count them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from symgauss.errors import Place


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of offsets into a :class:`Source`."""

    start: int
    end: int

    def __or__(self, other: Span) -> Span:
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a source that stands in a file, from ``start`` to the next stretch.

    ``offsets`` are the offsets of its characters, and of its end, in the text of the file.
    """

    start: int
    offsets: Sequence[int]
    file: Source

    def offset(self, position: int) -> int:
        """The offset in the file of a position in the source."""
        return self.offsets[max(0, min(position - self.start, len(self.offsets) - 1))]


@dataclass(frozen=True, slots=True)
class Source:
    """The whole text of a file (or of a string), so that places are those that the person sees.

    A text that was put together (from the cells of a notebook, from a document and its side file)
    or rewritten says in ``stretches`` where its parts come from; places are those in the files.
    """

    text: str
    path: str = "<text>"
    stretches: tuple[Stretch, ...] = field(default=(), repr=False)
    _starts: list[int] = field(default_factory=list, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._starts.append(0)
        position = self.text.find("\n")
        while position >= 0:
            self._starts.append(position + 1)
            position = self.text.find("\n", position + 1)

    def place(self, span: Span) -> Place:
        """1-based line and column of the start and of the (exclusive) end."""
        if self.stretches:
            after = bisect_right(self.stretches, span.start, key=lambda stretch: stretch.start)
            stretch = self.stretches[max(0, after - 1)]
            return stretch.file.place(Span(stretch.offset(span.start), stretch.offset(span.end)))
        line, column = self._line_and_column(span.start)
        end_line, end_column = self._line_and_column(max(span.start, span.end))
        first = self._starts[line - 1]
        stop = self.text.find("\n", first)
        source = self.text[first : stop if stop >= 0 else len(self.text)].rstrip("\r")
        source, column_shown = _window(source, column)
        if column_shown != column:
            return Place(self.path, line, column, end_line, end_column)
        return Place(self.path, line, column, end_line, end_column, source)

    def is_verbatim(self, span: Span) -> bool:
        """Whether the characters of a span stand in the file just as they do here."""
        if not self.stretches:
            return True
        after = bisect_right(self.stretches, span.start, key=lambda stretch: stretch.start)
        stretch = self.stretches[max(0, after - 1)]
        start, end = stretch.offset(span.start), stretch.offset(span.end)
        return stretch.file.text[start:end] == self.text[span.start : span.end]

    def _line_and_column(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


LONGEST_SHOWN_LINE = 400


def _window(line: str, column: int) -> tuple[str, int]:
    """The line as it is shown below a message; a very long one is cut after the caret."""
    if len(line) <= LONGEST_SHOWN_LINE:
        return line, column
    if column <= LONGEST_SHOWN_LINE - 40:
        return line[:LONGEST_SHOWN_LINE] + " ...", column
    return "", 0

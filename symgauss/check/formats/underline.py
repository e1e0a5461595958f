"""The source line of a finding, with a mark under the part that is blamed."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

from symgauss.errors import Place

WIDTH = 100
_BEFORE = 24  #: columns of context before the mark, where the line is too long


def underlined(place: Place, width: int = WIDTH) -> tuple[str, str, str] | None:
    """Line number, source line and mark; ``None`` if the source line is not known."""
    line = place.source
    start = place.column - 1
    if not line.strip() or start > len(line):
        return None
    is_one_line = place.end_line in (None, place.line)
    end = (place.end_column or place.column) - 1 if is_one_line else len(line.rstrip())
    end = max(start + 1, min(end, len(line.rstrip())))
    line, start, end = _window(line, start, end, width - len(str(place.line)) - 6)
    mark = " " * _columns(line[:start]) + "^" + "~" * (_columns(line[start:end]) - 1)
    return str(place.line), _visible(line), mark


def _window(line: str, start: int, end: int, width: int) -> tuple[str, int, int]:
    """The part of a long line around the mark, without the indentation."""
    line = line.rstrip()
    indent = len(line) - len(line.lstrip())
    shown = min(indent, start)
    line, start, end = line[shown:], start - shown, end - shown
    if len(line) <= width:
        return line, start, end
    first = 0 if end <= width - 1 else max(0, min(start - _BEFORE, len(line) - width + 2))
    last = min(len(line), first + width - 2)
    cut = ("…" if first else "") + line[first:last] + ("…" if last < len(line) else "")
    shift = first - (1 if first else 0)
    return cut, start - shift, min(end, last) - shift


def _visible(line: str) -> str:
    return "".join(c if c.isprintable() else " " for c in line)


def _columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text if not combining(c))

"""Prose with mathematics between dollar signs, read into text and layouts.

What the reader of LaTeX does not understand stays as text, so that nothing reaches a target
unescaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from symgauss.errors import SourceError
from symgauss.notation.layout import Layout
from symgauss.notation.unicode import WRITER
from symgauss.reports.style import TERMINAL_STYLE, Style
from symgauss.reports.written import written

#: Text and formulas in turn.
Prose = tuple[str | Layout, ...]

_DOLLAR = re.compile(r"(?<!\\)\$")


def read_prose(text: str, style: Style) -> Prose:
    """Take prose apart: outside dollar signs text, inside mathematics."""
    parts: list[str | Layout] = []
    for i, piece in enumerate(_DOLLAR.split(text)):
        if i % 2:
            parts.append(read_formula(piece, style))
        elif piece:
            parts.append(piece.replace(r"\$", "$"))
    return tuple(parts)


def plain(text: str) -> str:
    """Prose as Unicode text on one line, for places that show no mathematics."""
    return write_prose(read_prose(text, TERMINAL_STYLE), str, WRITER.write)


def read_formula(text: str, style: Style) -> str | Layout:
    """The layout of LaTeX mathematics; the text itself where it cannot be read."""
    try:
        return written(text, flat=style.flat)
    except (SourceError, ValueError, RecursionError):
        return text


def write_prose(
    prose: Prose, escape: Callable[[str], str], formula: Callable[[Layout], str]
) -> str:
    """Prose in a target: its way to escape text, and its way to set mathematics."""
    return "".join(escape(part) if isinstance(part, str) else formula(part) for part in prose)

"""Colour for a text report on a terminal; rich decides whether the terminal shows any."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

_RULE = re.compile(r"[─═]+")
_LABEL = re.compile(r"^[ │]*(\([0-9.]+\))")
_FRAME = re.compile(r"[╔╗╚╝║═]+")
_EVIDENCE = re.compile(r"(exact, |numeric, |by definition)[^\]]*\]?$")


def coloured(report: str) -> Text:
    """The same text with styles: headings, numbers of steps, evidence, the frame of the result."""
    from rich.text import Text  # noqa: PLC0415 - loaded only for a terminal

    lines = report.splitlines()
    text = Text()
    for i, line in enumerate(lines):
        following = lines[i + 1] if i + 1 < len(lines) else ""
        heading = bool(_RULE.fullmatch(following))
        part = Text(line, style="bold" if heading else "", no_wrap=True)
        if _RULE.fullmatch(line):
            part.stylize("dim")
        if label := _LABEL.match(line):
            part.stylize("blue", *label.span(1))
        if evidence := _EVIDENCE.search(line):
            part.stylize("dim", *evidence.span())
        for frame in _FRAME.finditer(line):
            part.stylize("blue", *frame.span())
        text.append_text(part)
        text.append("\n")
    return text

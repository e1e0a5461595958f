r"""Text that a document strikes out, or does not print: ``~~..~~``, ``\sout{..}``, ``<del>``.

So is what stands in a macro that throws its argument away, ``\newcommand{\old}[1]{}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from symgauss.latex.macros import Macro
from symgauss.latex.source import Span
from symgauss.latex.tokenizer import matching_brace

_STRIKING = ("sout", "xout", "st", "strike")
_MARKDOWN = re.compile(
    r"(?<!~)~~(?=[^\s~])(?:(?!\n[ \t]*\n).)+?(?<=[^\s~])~~(?!~)"
    r"|<(?P<tag>del|s|strike)\b[^>]*>.*?</(?P=tag)>",
    re.DOTALL | re.IGNORECASE,
)
_COMMAND = re.compile(r"\\(?P<name>[A-Za-z]+)[ \t]*(?=\{)")


def struck(text: str, macros: Mapping[str, Macro], *, markdown: bool) -> list[Span]:
    """Where a text is struck out or not printed, in order."""
    found = [Span(*match.span()) for match in _MARKDOWN.finditer(text)] if markdown else []
    return sorted([*found, *_thrown_away(text, macros)], key=lambda span: span.start)


def _thrown_away(text: str, macros: Mapping[str, Macro]) -> Iterator[Span]:
    """The arguments of commands that strike them out, or print nothing of them."""
    end = 0
    for match in _COMMAND.finditer(text):
        if match.start() < end:
            continue
        name = match["name"]
        macro = macros.get(name)
        silent = macro is not None and macro.arguments == 1 and not macro.body
        if not silent and (macro is not None or name not in _STRIKING):
            continue
        closing = matching_brace(text, match.end(), len(text))
        if closing is not None:
            end = closing + 1
            yield Span(match.start(), end)

r"""Delimiters that are not shown: ``\left.`` and ``\right.``.

They let a group go on over the rows of a display (``\left( a + \right. \\ \left. b \right)``), size
a bar (``p(\left. y \right| x)``), or do nothing.  What they stand for is put in their place before
anything is parsed.
"""

from __future__ import annotations

from dataclasses import replace

from symgauss.latex.tokens import Kind, Token


def without_null_delimiters(tokens: list[Token]) -> list[Token]:
    """The tokens with groups joined where a null delimiter interrupts them."""
    if not any(token.text == "." and token.kind in (Kind.OPEN, Kind.CLOSE) for token in tokens):
        return tokens
    dropped: set[int] = set()
    bars: set[int] = set()
    opened: list[int] = []
    interrupted: list[tuple[int, int]] = []  #: an opening delimiter and where it was interrupted
    for position, token in enumerate(tokens):
        if token.kind is Kind.OPEN and token.text == "." and interrupted:
            start, end = interrupted.pop()
            dropped |= {end, position}
            opened.append(start)
        elif token.kind is Kind.OPEN:
            opened.append(position)
        elif token.kind is Kind.CLOSE and opened:
            start = opened.pop()
            invisible = tokens[start].text == "."
            if token.text == "." and invisible:
                dropped |= {start, position}
            elif token.text == ".":
                interrupted.append((start, position))
            elif invisible and token.text == "|" and not _has_script(tokens, position):
                dropped.add(start)
                bars.add(position)
    return [
        replace(token, kind=Kind.SEPARATOR) if position in bars else token
        for position, token in enumerate(tokens)
        if position not in dropped
    ]


def _has_script(tokens: list[Token], position: int) -> bool:
    r"""Whether a subscript follows: ``\left. f \right|_{x = 0}`` is the value at a point."""
    return position + 1 < len(tokens) and tokens[position + 1].kind is Kind.SUB

"""Where mathematics stands in a ``.tex`` or ``.md`` file: comments, displays, inline formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from symgauss.errors import LatexError
from symgauss.latex.limits import LONGEST_INLINE
from symgauss.latex.macros import definition_end
from symgauss.latex.source import Source, Span


class RegionKind(Enum):
    """How the mathematics is marked."""

    COMMENT = auto()  #: a statement in a comment that the renderer ignores
    DISPLAY = auto()
    INLINE = auto()


@dataclass(frozen=True, slots=True)
class Region:
    """One piece of mathematics; ``span`` is its content."""

    kind: RegionKind
    span: Span


ENVIRONMENTS = (
    "equation", "align", "aligned", "gather", "multline", "split", "eqnarray", "alignat", "flalign",
    "displaymath", "math", "gathered", "alignedat", "dmath",
)  # fmt: skip

_OPENER = re.compile(
    r"""
      (?P<comment>^[ \t]*%[ \t]*symgauss:[ \t]*(?P<statement>[^\n]*))
    | (?P<html><!--)
    | (?P<fence>^[ \t]*(?P<ticks>```++|~~~++)(?P<info>[^\n]*+)\n)
    | (?P<code>(?<!`)(?P<tick>`++))
    | (?P<texcomment>(?<!\\)%[^\n]*)
    | (?P<macro>\\(?:re|provide)?newcommand|\\DeclareMathOperator|\\g?def(?![A-Za-z]))
    | (?P<verbatim>\\begin\{(?P<raw>verbatim|lstlisting|minted)\*?\})
    | (?P<environment>\\begin\{(?P<name>"""
    + "|".join(ENVIRONMENTS)
    + r""")(?P<star>\*?)\})
    | (?P<escaped>\\[\\$%`])
    | (?P<bracket>\\\[)
    | (?P<paren>\\\()
    | (?P<dollars>\$\$)
    | (?P<dollar>\$)
    """,
    re.VERBOSE | re.MULTILINE,
)
_SYMGAUSS = re.compile(r"[ \t]*symgauss:[ \t]*")


def find_regions(source: Source) -> Iterator[Region]:
    """All mathematics in a file, in order."""
    markdown = not source.path.endswith(".tex")
    text = source.text
    position = 0
    while True:
        match = _OPENER.search(text, position)
        if match is None:
            return
        regions, position = _region(source, match, markdown=markdown)
        position = max(position, match.start() + 1)
        for region in regions:
            yield region
            if region.kind is RegionKind.DISPLAY:
                yield from _comments_inside(text, region.span)


def _region(source: Source, match: re.Match[str], *, markdown: bool) -> tuple[list[Region], int]:
    """The regions that an opener starts, and where to go on."""
    kind = match.lastgroup if match.lastgroup not in ("statement", "ticks", "info") else ""
    names = ("comment", "html", "fence", "code", "texcomment", "macro", "verbatim", "environment")
    kind = next((n for n in names if match.group(n) is not None), "") or str(match.lastgroup)
    text = source.text
    match kind:
        case "comment":
            span = _trimmed(text, match.start("statement"), match.end("statement"))
            return (
                [Region(RegionKind.COMMENT, span)] if span.end > span.start else []
            ), match.end()
        case "html":
            return _html_comment(source, match.end())
        case "fence":
            return _fence(text, match, markdown=markdown)
        case "code":
            if not markdown:
                return [], match.end()
            end = text.find(match["tick"], match.end(), _paragraph_end(text, match.end()))
            return [], end + len(match["tick"]) if end >= 0 else match.end()
        case "texcomment":
            return [], match.end() if not markdown else match.start() + 1
        case "macro":
            after = definition_end(text, match.start())
            return [], match.end() if after is None else after
        case "verbatim":
            end = text.find(f"\\end{{{match['raw']}", match.end())
            return [], end if end >= 0 else len(text)
        case "environment":
            return _environment(source, match)
        case "bracket":
            return _delimited(source, match, "\\]", RegionKind.DISPLAY)
        case "dollars":
            return _delimited(source, match, "$$", RegionKind.DISPLAY)
        case "paren":
            return _inline(text, match, "\\)")
        case "dollar":
            return _inline(text, match, "$")
        case _:
            return [], match.end()


_COMMENT = re.compile(r"^[ \t]*%[ \t]*symgauss:[ \t]*([^\n]*)", re.MULTILINE)


def _comments_inside(text: str, display: Span) -> Iterator[Region]:
    """Statements in comments between the rows of a display."""
    for match in _COMMENT.finditer(text, display.start, display.end):
        span = _trimmed(text, match.start(1), match.end(1))
        if span.end > span.start:
            yield Region(RegionKind.COMMENT, span)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _html_comment(source: Source, start: int) -> tuple[list[Region], int]:
    """``<!-- symgauss: ... -->``; one statement a line."""
    text = source.text
    end = text.find("-->", start)
    stop = end if end >= 0 else len(text)
    regions: list[Region] = []
    line_start = start
    ours = False
    while line_start < stop:
        newline = text.find("\n", line_start, stop)
        line_end = newline if newline >= 0 else stop
        marker = _SYMGAUSS.match(text, line_start, line_end)
        ours = ours or marker is not None
        begin = marker.end() if marker else line_start
        span = _trimmed(text, begin, line_end)
        if ours and span.end > span.start:
            regions.append(Region(RegionKind.COMMENT, span))
        line_start = line_end + 1
    if ours and end < 0:
        raise LatexError(
            "the comment is never closed", source.place(Span(start - 4, start)), "add -->"
        )
    return regions, end + 3 if end >= 0 else len(text)


def _fence(text: str, match: re.Match[str], *, markdown: bool) -> tuple[list[Region], int]:
    """A fenced block: mathematics if it says so, code otherwise."""
    if not markdown:
        return [], match.end()
    close = re.compile(rf"^[ \t]*{re.escape(match['ticks'])}[^\n]*$", re.MULTILINE)
    end = close.search(text, match.end())
    stop = end.start() if end else len(text)
    after = end.end() if end else len(text)
    if match["info"].strip().split(" ")[0].strip("{}") in ("math", "latex", "tex", "katex"):
        return [Region(RegionKind.DISPLAY, Span(match.end(), stop))], after
    return [], after


def _environment(source: Source, match: re.Match[str]) -> tuple[list[Region], int]:
    closing = f"\\end{{{match['name']}{match['star']}}}"
    end = source.text.find(closing, match.end())
    if end < 0:
        place = source.place(Span(match.start(), match.end()))
        raise LatexError("the display is never closed", place, f"add {closing}")
    start = match.end()
    if match["name"] in ("alignat", "alignedat"):
        argument = re.compile(r"\s*\{\d*\}").match(source.text, start)
        start = argument.end() if argument else start
    return [Region(RegionKind.DISPLAY, inner_display(source.text, start, end))], end + len(closing)


def _delimited(
    source: Source, match: re.Match[str], closing: str, kind: RegionKind
) -> tuple[list[Region], int]:
    end = source.text.find(closing, match.end())
    if end < 0:
        place = source.place(Span(match.start(), match.end()))
        raise LatexError("the display is never closed", place, f"add {closing}")
    return [Region(kind, inner_display(source.text, match.end(), end))], end + len(closing)


_INNER = re.compile(
    r"(?:\s|\\(?:label|tag)\{[^{}\n]*\})*\\begin\{(" + "|".join(ENVIRONMENTS) + r")(\*?)\}"
)


def inner_display(text: str, start: int, end: int) -> Span:
    """The content of an ``aligned`` that fills a display: its rows are the rows of the display."""
    match = _INNER.match(text, start, end)
    if match is not None:
        closing = f"\\end{{{match.group(1)}{match.group(2)}}}"
        stop = text.rfind(closing, match.end(), end)
        if stop >= 0 and not text[stop + len(closing) : end].strip(" \t\n.,;"):
            return Span(match.end(), stop)
    return Span(start, end)


def _paragraph_end(text: str, start: int) -> int:
    """Where an inline formula must have ended."""
    stop = min(len(text), start + LONGEST_INLINE)
    blank = text.find("\n\n", start, stop)
    return blank if blank >= 0 else stop


def _inline(text: str, match: re.Match[str], closing: str) -> tuple[list[Region], int]:
    """``$...$`` within one paragraph; a lone dollar is prose."""
    stop = _paragraph_end(text, match.end())
    end = text.find(closing, match.end(), stop)
    while end > 0 and text[end - 1] == "\\" and closing == "$":
        end = text.find(closing, end + 1, stop)
    if end < 0:
        return [], match.end()
    return [Region(RegionKind.INLINE, Span(match.end(), end))], end + len(closing)

"""Where mathematics stands in a text: comments, displays, inline formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from symgauss.errors import LatexError
from symgauss.latex.closings import INNER, OUTER, closing_of
from symgauss.latex.limits import LONGEST_INLINE
from symgauss.latex.source import Source, Span


class RegionKind(Enum):
    """What stands in a region."""

    COMMENT = auto()  #: a statement in a comment that the renderer ignores
    DISPLAY = auto()
    INLINE = auto()
    PROSE = auto()  #: text between the mathematics
    SKIPPED = auto()  #: code and other comments


@dataclass(frozen=True, slots=True)
class Label:
    r"""A ``\\label`` or ``\\tag``; one that stands in a row counts for that row."""

    name: str
    offset: int
    is_tag: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """One piece of a document; ``span`` is its content.

    A display that is never closed has an ``error`` and goes to the end of its paragraph.
    """

    kind: RegionKind
    span: Span
    whole: Span = field(default=Span(0, 0))  #: with what opens and closes it
    environment: str = ""  #: whose rows the content has: ``align*``, ``split``; or ``$$``, ``\\[``
    labels: tuple[Label, ...] = ()
    error: LatexError | None = None


ENVIRONMENTS = (*OUTER, *INNER)
_NAMES = "|".join(ENVIRONMENTS)
_OPENER = re.compile(
    r"""
      (?P<comment>^[ \t]*%[ \t]*symgauss:[ \t]*(?P<statement>[^\n]*))
    | (?P<html><!--)
    | (?P<fence>^[ \t]*(?:[-*+][ \t]+|[0-9]{1,3}[.)][ \t]+)?
        (?P<ticks>```++|~~~++)(?P<info>[^\n]*+)\n)
    | (?P<block><(?P<element>pre|script|style|code)\b[^<>\n]*>)
    | (?P<code>(?<!`)(?P<tick>`++))
    | (?P<texcomment>(?<!\\)%[^\n]*)
    | (?P<environment>\\begin\{(?P<name>"""
    + _NAMES
    + r""")(?P<star>\*?)\})
    | (?P<doubled>\\\\(?P<bracketing>[(\[]))
    | (?P<escaped>\\[\\$%`])
    | (?P<bracket>\\\[)
    | (?P<paren>\\\()
    | (?P<dollars>\$\$)
    | (?P<dollar>\$)
    """,
    re.VERBOSE | re.MULTILINE,
)
_KINDS = (
    "comment", "html", "fence", "block", "code", "texcomment", "environment", "doubled",
    "escaped", "bracket", "paren", "dollars", "dollar",
)  # fmt: skip
_SYMGAUSS = re.compile(r"[ \t]*symgauss:[ \t]*")
_MATHEMATICS = frozenset({"math", "latex", "tex", "katex"})
_BRACKETS = {"[": "\\\\]", "(": "\\\\)"}


def find_regions(source: Source, stop: int | None = None) -> Iterator[Region]:
    """All mathematics in a text, in order, and what is skipped; prose is what is left."""
    markdown = not source.path.endswith(".tex")
    text = source.text
    position = 0
    end = len(text) if stop is None else stop
    while True:
        match = _OPENER.search(text, position, end)
        if match is None:
            return
        regions, position = _region(source, match, markdown=markdown)
        position = max(position, match.start() + 1)
        for region in regions:
            whole = Span(match.start(), position)
            if region.kind is RegionKind.DISPLAY:
                labels = tuple(_labels(text, whole))
                yield replace(region, whole=whole, labels=labels)
                yield from _comments_inside(text, region.span)
            else:
                yield replace(region, whole=whole)


def _region(source: Source, match: re.Match[str], *, markdown: bool) -> tuple[list[Region], int]:
    """The regions that an opener starts, and where to go on."""
    text = source.text
    match next(name for name in _KINDS if match[name] is not None):
        case "comment":
            span = _trimmed(text, match.start("statement"), match.end("statement"))
            return _comment(span), match.end()
        case "html":
            return _html_comment(source, match.end())
        case "fence" if markdown:
            return _fence(text, match)
        case "block" if markdown:
            end = text.find(f"</{match['element']}", match.end())
            return _skipped(match.start(), end if end >= 0 else match.end())
        case "code" if markdown:
            end = text.find(match["tick"], match.end(), _paragraph_end(text, match.end()))
            return _skipped(match.start(), end + len(match["tick"]) if end >= 0 else match.end())
        case "texcomment" if not markdown:
            return _skipped(match.start(), match.end())
        case "environment":
            return _display(source, match, match["name"] + match["star"])
        case "bracket":
            return _display(source, match, "\\[")
        case "dollars":
            return _display(source, match, "$$")
        case "doubled" if markdown:  # a renderer that takes one of the backslashes away
            return _doubled(text, match)
        case "paren":
            return _inline(text, match, "\\)", markdown=markdown)
        case "dollar":
            return _inline(text, match, "$", markdown=markdown)
        case "texcomment":  # a sign of percent
            return [], match.start() + 1
        case _:
            return [], match.end()


def _skipped(start: int, end: int) -> tuple[list[Region], int]:
    return [Region(RegionKind.SKIPPED, Span(start, end))], end


_COMMENT = re.compile(r"^[ \t]*%[ \t]*symgauss:[ \t]*([^\n]*)", re.MULTILINE)


def _comments_inside(text: str, display: Span) -> Iterator[Region]:
    """Statements in comments between the rows of a display."""
    for match in _COMMENT.finditer(text, display.start, display.end):
        span = _trimmed(text, match.start(1), match.end(1))
        yield from (replace(region, whole=Span(*match.span())) for region in _comment(span))


def _comment(span: Span) -> list[Region]:
    return [Region(RegionKind.COMMENT, span)] if span.end > span.start else []


_LABEL = re.compile(r"\\(label|tag)\*?\{([^{}\n]*)\}")
_AFTER = re.compile(
    r"[ \t]*(?:[.,]?[ \t]*:eqlabel:`([^`\n]+)`|\{#([^}\s]+)[^}\n]*\}|\((eq[^()\s]+)\))"
)


def _labels(text: str, whole: Span) -> Iterator[Label]:
    for match in _LABEL.finditer(text, whole.start, whole.end):
        yield Label(match[2].strip(), match.start(), match[1] == "tag")
    after = _AFTER.match(text, whole.end)
    if after is not None:
        yield Label(str(after[after.lastindex or 0]), whole.end)


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
        if ours:
            regions += _comment(_trimmed(text, begin, line_end))
        line_start = line_end + 1
    if ours and end < 0:
        place = source.place(Span(start - 4, start))
        error = LatexError("the comment is never closed", place, "add -->")
        stop = _paragraph_end(text, start)
        return [Region(RegionKind.COMMENT, Span(start, stop), error=error)], stop
    if regions:
        return regions, end + 3
    return _skipped(start - 4, end + 3 if end >= 0 else _paragraph_end(text, start))


def _fence(text: str, match: re.Match[str]) -> tuple[list[Region], int]:
    """A fenced block: mathematics if it says so, code otherwise."""
    ticks = match["ticks"]
    close = re.compile(rf"^[ \t]*{ticks[0]}{{{len(ticks)},}}[ \t]*$", re.MULTILINE)
    end = close.search(text, match.end())
    stop = end.start() if end else len(text)
    after = end.end() if end else len(text)
    words = match["info"].replace("{", " ").replace("}", " ").split()
    if words and words[0] in _MATHEMATICS:
        span, inner = inner_display(text, match.end(), stop)
        return [Region(RegionKind.DISPLAY, span, environment=inner or "math")], after
    return _skipped(match.start(), after)


_ARGUMENT = re.compile(r"\s*\{[^{}\n]*\}")
_WITH_ARGUMENT = ("alignat", "alignedat", "xalignat", "IEEEeqnarray")


def _display(source: Source, match: re.Match[str], opening: str) -> tuple[list[Region], int]:
    """The display that an opener starts; one that is not closed says so and is left."""
    text = source.text
    start = match.end()
    end, after = closing_of(text, start, opening)
    if end is None:
        closing = {"$$": "$$", "\\[": "\\]"}.get(opening, f"\\end{{{opening}}}")
        place = source.place(Span(match.start(), match.end()))
        error = LatexError("the display is never closed", place, f"add {closing}")
        span = Span(start, after)
        return [Region(RegionKind.DISPLAY, span, environment=opening, error=error)], after
    span, inner = inner_display(text, _after_argument(text, start, opening), end)
    return [Region(RegionKind.DISPLAY, span, environment=inner or opening)], after


def _after_argument(text: str, start: int, environment: str) -> int:
    argument = _ARGUMENT.match(text, start)
    return argument.end() if argument and environment.startswith(_WITH_ARGUMENT) else start


_FILLING = r"(?:\s|\\(?:label|tag)\*?\{[^{}\n]*\}|\\(?:nonumber|notag|[,;:! ])|[.,;])*"
_INNER = re.compile(
    _FILLING + r"\\begin\{((?:" + _NAMES + r")\*?)\}|" + _FILLING + r"\\begin\{(array)\}"
    r"\{[rlc@{}\s]*[rl][rlc@{}\s]*\}(?=[^&]*&\s*(?:=|\\propto|\\sim|\\equiv|\\le|\\ge))"
)
_REST = re.compile(_FILLING + r"\Z")


def inner_display(text: str, start: int, end: int) -> tuple[Span, str]:
    """The content of an ``aligned`` that fills a display: its rows are the rows of the display."""
    match = _INNER.match(text, start, end)
    if match is not None:
        name = match[1] or match[2]
        stop, after = closing_of(text, match.end(), name, end)
        if stop is not None and _REST.match(text, after, end):
            return Span(_after_argument(text, match.end(), name), stop), name
    return Span(start, end), ""


def _paragraph_end(text: str, start: int) -> int:
    """Where an inline formula must have ended."""
    stop = min(len(text), start + LONGEST_INLINE)
    blank = text.find("\n\n", start, stop)
    return blank if blank >= 0 else stop


def _inline(
    text: str, match: re.Match[str], closing: str, *, markdown: bool
) -> tuple[list[Region], int]:
    """``$...$`` within one paragraph; a lone dollar is prose."""
    stop = _paragraph_end(text, match.end())
    end = text.find(closing, match.end(), stop)
    while end > 0 and closing == "$" and (text[end - 1] == "\\" or _is_price(text, end, markdown)):
        end = text.find(closing, end + 1, stop)
    if end < 0:
        return [], match.end()
    span = Span(match.end(), end)
    if markdown and text[span.start] == text[span.end - 1] == "`":  # $`x`$
        span = Span(span.start + 1, max(span.start + 1, span.end - 1))
    return [Region(RegionKind.INLINE, span)], end + len(closing)


def _is_price(text: str, dollar: int, markdown: bool) -> bool:  # noqa: FBT001 - one use
    """Whether a dollar cannot close a formula of Markdown, because a number follows."""
    return markdown and text[dollar + 1 : dollar + 2].isdigit()


def _doubled(text: str, match: re.Match[str]) -> tuple[list[Region], int]:
    closing = _BRACKETS[match["bracketing"]]
    is_display = match["bracketing"] == "["
    stop = len(text) if is_display else _paragraph_end(text, match.end())
    end = text.find(closing, match.end(), stop)
    if end < 0:
        return [], match.end()
    if not is_display:
        return [Region(RegionKind.INLINE, Span(match.end(), end))], end + len(closing)
    span, inner = inner_display(text, match.end(), end)
    return [Region(RegionKind.DISPLAY, span, environment=inner or "\\[")], end + len(closing)

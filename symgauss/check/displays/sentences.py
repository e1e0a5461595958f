"""The words around a formula, in its own sentence; other formulas are single marks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise

from symgauss.latex.displays import RegionKind
from symgauss.latex.documents import Document
from symgauss.latex.source import Span

FORMULA = "\ufffc"  #: stands for an inline formula (the object replacement character of Unicode)
DISPLAY = "\ufffd"  #: stands for a displayed one
_ABBREVIATIONS = (
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bcf)(?<!\bw\.r\.t)(?<!\bs\.t)(?<!\bresp)(?<!\bvs)"
    r"(?<!\bi\.i\.d)(?<!\bi\.[ ]i\.[ ]d)(?<!\bi\.i)(?<!\bi)"
)
_END = re.compile(
    rf"""
      (?=[.!?]){_ABBREVIATIONS}[.!?](?=[\s*_{DISPLAY})]|$)
    | (?<![{DISPLAY}\s])[ \t]*\n[ \t]*\n(?!\s*{DISPLAY})   # a paragraph, but not before a display
    | {DISPLAY}[ \t]*\n[ \t]*\n(?=\s*[A-Z\#*\\])           # nor after one, unless it begins anew
    | {DISPLAY}\s*(?=(?!Where\b|Here\b)[A-Z][a-z]*\b)       # a capital begins anew, anyway
    | ^[ \t]*(?:\#{{1,6}}[ \t][^\n]*|[-*+][ \t])
    | \\(?:item|section|subsection|subsubsection|paragraph|begin|end)\b
      (?:\*?\{{[^{{}}\n]*\}}|\[[^]\n]*\])*          # with the heading, the name
    | \\label\{{[^{{}}\n]*\}}
    | ^[ \t]*\\(?:textbf|emph|textit)\{{[A-Z][^{{}}\n]*\}}  # a heading of its own
    """,
    re.VERBOSE | re.MULTILINE,
)
_STOPS = re.compile(
    r"[.!?]\s*(?:\\label\{[^{}]*\}|\\end\{\w+\*?\}|\\(?:tag|notag|nonumber)\b|\s)*$"
)
_LINK = re.compile(r"\[([^\]\n]*)\]\([^()\n]*\)")
_LET = re.compile(
    r"\b(let|suppose|assume|consider|given|take|fix|denote|for (any|every|all|each|some|arbitrary))"
    r"\b|\b(any|arbitrary)( \w+)?$",
    re.IGNORECASE,
)
LONGEST = 600  #: characters of a sentence that are looked at


class Sentences:
    """The prose of a document, cut at the ends of sentences."""

    def __init__(self, document: Document) -> None:
        text = document.source.text
        pieces: list[str] = []
        position = 0
        ends: list[int] = []
        for region in document.regions:
            if region.kind is RegionKind.PROSE or region.whole.start < position:
                continue
            mark = {RegionKind.INLINE: FORMULA, RegionKind.DISPLAY: DISPLAY}.get(region.kind, " ")
            pieces.append(text[position : region.whole.start])
            pieces.append(mark * (region.whole.end - region.whole.start))
            position = region.whole.end
            content = text[region.span.start : region.span.end]
            if region.kind is RegionKind.DISPLAY and _STOPS.search(content):
                ends.append(position)
        pieces.append(text[position:])
        self.text = "".join(pieces)
        ends += [match.end() for match in _END.finditer(self.text)]
        self._ends = sorted(ends)
        self._before: dict[int, str] = {}
        self._after: dict[int, str] = {}

    def before(self, whole: Span) -> str:
        """What the sentence says before a formula; ``whole`` is that with its delimiters."""
        if whole.start not in self._before:
            self._before[whole.start] = _words(self.text[self.start(whole) : whole.start])
        return self._before[whole.start]

    def start(self, whole: Span) -> int:
        """Where the sentence of a formula begins."""
        index = bisect_right(self._ends, whole.start)
        return max(self._ends[index - 1] if index else 0, whole.start - LONGEST)

    def around(self, place: int) -> Span:
        """The whole sentence that a place is in."""
        index = bisect_right(self._ends, place)
        end = self._ends[index] if index < len(self._ends) else len(self.text)
        return Span(self._ends[index - 1] if index else 0, end)

    def after(self, whole: Span) -> str:
        """What the sentence says after a formula."""
        if whole.end not in self._after:
            index = bisect_left(self._ends, whole.end)
            end = self._ends[index] if index < len(self._ends) else len(self.text)
            self._after[whole.end] = _words(self.text[whole.end : min(end, whole.end + LONGEST)])
        return self._after[whole.end]

    def leading(self, whole: Span) -> list[tuple[int, str]]:
        """The sentences of its paragraph that lead to a formula, since the display before it.

        Each with where it begins; the last one is that in which the formula stands.
        """
        start = self.start(whole)
        found = [(start, self.before(whole))]
        while start > 0 and DISPLAY not in found[0][1]:
            index = bisect_left(self._ends, start) - 1
            first = max(self._ends[index] if index >= 0 else 0, start - LONGEST)
            text = self.text[first:start]
            if not text.strip() or "\n\n" in text.lstrip("\n") or DISPLAY in text:
                break
            found.insert(0, (first, _words(text)))
            start = first
        return found

    def next(self, whole: Span) -> str:
        """What is said right behind a formula, be it in the same sentence or in the next one."""
        rest = self.text[whole.end : whole.end + LONGEST].lstrip(f" \t\n.*_{DISPLAY}")
        return _words(rest)

    def same(self, first: Span, second: Span) -> bool:
        """Whether no sentence ends between two formulas."""
        return bisect_left(self._ends, first.end) == bisect_right(self._ends, second.start)

    def follows(self, first: Span, second: Span) -> bool:
        """Whether a formula stands in the sentence of another one or in the next one."""
        first_end = bisect_left(self._ends, first.end)
        ends = [first.end, *self._ends[first_end : bisect_right(self._ends, second.start)]]
        between = [self.text[a:b].strip(" \t\n*_.)") for a, b in pairwise(ends)]
        return not any(between[1:])


def _words(text: str) -> str:
    """Without emphasis and links; a formula is one mark."""
    text = _LINK.sub(r"\1", text).replace("*", "")
    text = re.sub(f"{FORMULA}+", FORMULA, re.sub(f"{DISPLAY}+", DISPLAY, text))
    return " ".join(text.split())


def is_introduced(before: str) -> bool:
    """Whether the words of a sentence before a formula introduce what stands in it."""
    return _LET.search(before) is not None

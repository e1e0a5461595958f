r"""Examples, remarks, exercises, footnotes, captions: what is said there counts there only.

A step inside of an aside may use all that is said outside.  The other way round, "Example. Let
$a = 2$" says nothing about the theorem behind it.  An example or exercise with a heading of its own
goes on to the next heading, a remark to the end of its paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from symgauss.check.wording.outline import level_of
from symgauss.check.wording.theorems import theorems
from symgauss.latex.source import Span

_LASTING = (
    r"(?:(?:counter|worked\ |toy\ |numerical\ |simple\ |motivating\ |running\ )?-?examples?"
    r"|illustrations?|exercises?|homework|problems?|questions?|quiz|puzzle|case\ stud(?:y|ies)"
    r"|demo|beispiele?|aufgaben?|exemples?|exercices?)"
)
_SHORT = (
    r"(?:remarks?|notes?|side\ notes?|asides?|digression|warnings?|caution|caveats?|observations?"
    r"|comments?|tips?|hints?|special\ cases?|fun\ fact|historical\ (?:note|remark)s?"
    r"|bemerkung(?:en)?|remarques?)"
)
#: What a heading calls what follows.
_CALLED = re.compile(
    rf"[\s*_]*(?:\d[\d.]*\ +)?(?:(?P<lasting>{_LASTING})|(?P<short>{_SHORT}))\b(?!-)",
    re.VERBOSE | re.IGNORECASE,
)
#: A heading of its own line, one at the beginning of a paragraph, or a rule.
_HEADING = re.compile(
    r"""^[ \t>]*(?:
        (?P<hashes>\#{1,6})(?P<title>.*)
      | \\(?P<level>chapter|(?:sub)*section|(?:sub)?paragraph)\*?\{(?P<named>[^\n}]*)
      | (?:\*\*|\*|__|_|\\(?:textbf|emph|textit)\{)(?P<bold>[A-Z][^*_}\n]{0,60})
        (?:(?<=[.:])|\*\*[.:]|\*\*(?=[ ]*$)|\}[.:]|\}(?=[ ]*$)|\*[.:]|\*\*[ ]\()
      | (?P<rule>-{3,}|\*{3,}|\\hrule|\\bigskip|\\medskip)[ \t]*$)""",
    re.VERBOSE | re.MULTILINE,
)
#: Headings that go on with what stands before them.
_CONTINUES = re.compile(
    r"[\s*_{}]*(?:solutions?|proofs?|answers?|derivation|calculation|part\b|step\b|hints?"
    r"|l\u00f6sung|beweis|\(?[a-z]\)|\(?[ivx]+\)|given|find|results?|continued|setup|model|data"
    r"|mean|variance|posterior|prior|likelihood)",
    re.IGNORECASE,
)
_ENVIRONMENT = re.compile(
    r"\\(?:begin|(?P<end>end))\{(?:(?:counter)?examples?|ex|eg|illustration|exercises?|exer|remarks?"
    r"|rem|rmk|notes?|problem|question|hint|figure|wrapfigure|table|algorithm|marginfigure"
    r"|sidewaysfigure|aside|digression|warning|caution|beispiel|bemerkung|aufgabe|exemple)\*?\}",
    re.IGNORECASE,
)
_COMMAND = re.compile(
    r"\\(?:footnote|footnotetext|caption|marginpar|marginnote|sidenote|todo)\*?(?:\[[^]]*\])?\{"
)
_BRACE = re.compile(r"(?<!\\)[{}]")
_DETAILS = re.compile(r"<(?P<end>/?)(?:details|figure|figcaption|aside)\b", re.IGNORECASE)
_FOOTNOTE = re.compile(r"^\[\^[^]\n]+\]:.*(?:\n[ \t]+\S.*)*", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^]]*\]\([^)\n]*\)")
_CAPTION = re.compile(
    r"^[ \t>*_]*(?:fig(?:ure|\.)?|table|algorithm|listing|abbildung)[ ]?\d+[.:)*].*"
    r"(?:\n[^\n$]*\S.*)*",
    re.MULTILINE | re.IGNORECASE,
)
#: Where lines are indented no longer: the end of what was a quotation, whose marks are blanks.
_OUTDENT = re.compile(r"^(?=\S)", re.MULTILINE)
#: A sentence that begins so is about an example, as far as its paragraph goes.
_OPENS = re.compile(
    r"""(?:\A|(?<=[.!?:])\s|\n)[\s*_(]{0,199}+(?:  # what is blank may be a whole section
        (?:but |and |so |thus )?(?:for\ (?:example|instance)|e\.\ ?g\.|by\ way\ of\ example)
      | (?:counter)?examples?\ ?:
      | as\ (?:an?|one)\ (?:[\w-]+\ )?(?:example|illustration|check|test|special\ case)\b
      | (?:for|in)\ (?:the|our|this|all|these)\ (?:plots?|figures?|simulations?|experiments?|demos?
          |illustrations?|animations?|pictures?)\b
      | to\ (?:illustrate|(?:get|gain|build|develop)\ (?:\w+\ )?intuition)\b
      | (?:consider|take|look\ at|here\ is)\ (?:an?|the|one)\ (?:[\w-]+\ )?example\b
      | (?:an?|one|the|our|in\ an?|in\ this)\ (?:toy|trivial)\ \w+
      | (?:in\ )?(?:the\ )?(?:fig(?:ure|\.)|table|listing)\ ?~?(?:\d|\\(?:c|auto)?ref)
      | the\ (?:left\ |right\ )?(?:plot|figure|histogram|picture|panel|animation)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
#: A sentence with such words is about its own paragraph.
_FOR_NOW = re.compile(
    r"\b(?:in this paragraph|for the moment|for now|for the time being|temporarily|momentarily)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?:]\s|\n[ \t]*\n")
#: A paragraph ends behind the end of a sentence, or before a capital; it goes on behind displays.
_PARAGRAPH = re.compile(
    r"(?<=[.!?])[*_)]*[ \t]*\n[ \t]*\n|(?<=[*)\w])[ \t]*\n[ \t]*\n(?=[ \t]*(?:[A-Z*#\\]|\d+\.))"
    r"|\n(?=[ \t]*(?:#{1,6} |\\section))"
)


class Asides:
    """The asides of a document, from the outer ones to the inner ones."""

    def __init__(self, text: str = "") -> None:
        paragraphs = _Paragraphs(text)
        found = [*_headed(text, paragraphs), *_environments(text), *_braced(text)]
        found += _lines(text, paragraphs)
        found += theorems(text)
        self._spans = sorted(found, key=lambda span: (span.start, -span.end))
        self.any = bool(self._spans)

    def at(self, place: int) -> tuple[int, ...]:
        """The asides that a place lies in."""
        return tuple(n for n, s in enumerate(self._spans) if s.start <= place < s.end)

    def hides(self, said: int, place: int) -> bool:
        """Whether what is said at one place stands in an aside that another one is outside of."""
        return self.any and any(
            span.start <= said < span.end and not span.start <= place < span.end
            for span in self._spans
        )


def _headed(text: str, paragraphs: _Paragraphs) -> list[Span]:
    """Asides with a heading, which end before the next one that does not go on with them."""
    found: list[Span] = []
    open_at: tuple[int, int] | None = None  #: start and level of the aside that is open
    for match in _HEADING.finditer(text):
        level, title = level_of(match), match["title"] or match["named"] or match["bold"] or ""
        if open_at is not None and level <= open_at[1] and not _CONTINUES.match(title):
            found.append(Span(open_at[0], match.start()))
            open_at = None
        called = _CALLED.match(title)
        if called is None:
            continue
        if match["bold"] and match.group()[0].isspace():
            end = _OUTDENT.search(text, match.end())
            found.append(Span(match.start(), len(text) if end is None else end.start()))
        elif called["short"] and match["bold"]:
            found.append(paragraphs.since(match.start()))
        elif open_at is None:
            open_at = match.start(), level
    if open_at is not None:
        found.append(Span(open_at[0], len(text)))
    return found


class _Paragraphs:
    """Where the paragraphs of a text end."""

    def __init__(self, text: str) -> None:
        self._ends = [match.start() + 1 for match in _PARAGRAPH.finditer(text)] + [len(text)]

    def since(self, start: int) -> Span:
        """From a place to the end of its paragraph."""
        return Span(start, self._ends[min(bisect_right(self._ends, start), len(self._ends) - 1)])


def _environments(text: str) -> list[Span]:
    """From the beginnings of environments to their ends; what is not ended is none."""
    found: list[Span] = []
    for pattern in (_ENVIRONMENT, _DETAILS):
        begun: list[int] = []
        for match in pattern.finditer(text):
            if not match["end"]:
                begun.append(match.start())
            elif begun:
                found.append(Span(begun.pop(), match.end()))
    return found


def _braced(text: str) -> list[Span]:
    """Footnotes and captions, to the brace that closes them."""
    opened = {match.end() - 1: match.start() for match in _COMMAND.finditer(text)}
    found: list[Span] = []
    braces: list[int] = []
    for match in _BRACE.finditer(text) if opened else ():
        if match.group() == "{":
            braces.append(match.start())
        elif braces and (start := opened.get(braces.pop())) is not None:
            found.append(Span(start, match.end()))
    return found


def _lines(text: str, paragraphs: _Paragraphs) -> list[Span]:
    """Footnotes, images, quoted examples, captions, and sentences that open an example."""
    patterns = (_FOOTNOTE, _IMAGE, _CAPTION)
    found = [Span(*match.span()) for each in patterns for match in each.finditer(text)]
    found += [paragraphs.since(match.end()) for match in _OPENS.finditer(text)]
    starts = [0, *(match.end() for match in _SENTENCE.finditer(text))]
    spoken = {starts[bisect_right(starts, m.start()) - 1] for m in _FOR_NOW.finditer(text)}
    found += [paragraphs.since(start) for start in sorted(spoken)]
    return found

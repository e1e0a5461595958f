r"""Words around a step that is refuted, of which it may make use: a case, an optimum, dots."""

from __future__ import annotations

import re

from symgauss.check.displays.parts import Statement
from symgauss.check.displays.sentences import Sentences
from symgauss.latex.source import Source

_DOTS = re.compile(r"\\(?:[lc]?dots|dotsc)\b")
#: "Case 1: $m = 0$. Then", at the start of a paragraph
_IN_A_CASE = re.compile(
    r"[\s*#(]*(?:(?:the )?case\b|first,|i+\)|\d[.)] )[^$]{0,40}\$[^$]*=[^$]*\$", re.IGNORECASE
)
_OPTIMAL = re.compile(r"\boptim(al|um|ality)\b", re.IGNORECASE)


def said_around(statement: Statement, source: Source, sentences: Sentences) -> str:
    """What the words before a step may say that was not used; empty if they say nothing."""
    if statement.region is None:
        return ""
    paragraph = source.text[: statement.region.start].rpartition("\n\n")[2]
    if _IN_A_CASE.match(paragraph):
        return "it is said of a case"
    if _OPTIMAL.search(sentences.before(statement.region)):
        return "the words speak of an optimum, whose value was not used"
    return ""


def passes_dots(statement: Statement, index: int, source: Source) -> bool:
    """Whether dots stand between the two sides of a step."""
    left, right = statement.sides[index : index + 2]
    return _DOTS.search(source.text, left.span.end, right.span.start) is not None

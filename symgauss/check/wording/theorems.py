r"""Theorems one after the other: what one of them supposes, the next one does not.

"Lemma 1. Let $A$ be symmetric." says nothing about the A of Lemma 2.  A theorem goes on to the end
of its proof; without one, to the next theorem or heading.  What a document with a single theorem
says is about that one.
"""

from __future__ import annotations

import re

from symgauss.check.wording.outline import level_of
from symgauss.latex.source import Span

_NAMES = (
    r"(?:theorems?|lemmas?|propositions?|corollar(?:y|ies)|claims?|facts?|satz|th\u00e9or\u00e8me)"
)
_BEGINS = re.compile(
    rf"""^[ \t>]*(?:
        (?P<hashes>\#{{1,6}})[ \t]*\**(?:\d[\d.]*\ +)?(?P<headed>{_NAMES}\b)?
      | \\(?P<level>(?:sub)*section|paragraph)\*?\{{(?P<named>{_NAMES}\b)?
      | (?:\*\*|\*|\\textbf\{{|\\emph\{{)(?P<bold>{_NAMES}(?:\ \d[\d.]*)?(?:\ \([^)\n]*\))?[.:*}}])
      | \\begin\{{(?P<begun>{_NAMES}|thm|lem|prop|cor)\*?\}})""",
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
#: Headings of what belongs to the theorem above.
_PROOF = re.compile(
    r"[\s*#{]*(?:proofs?|derivation|beweis|preuve|remark|part|step)\b", re.IGNORECASE
)
_DONE = re.compile(
    r"\\end\{proof\}|\\qed\b|\\blacksquare|\\square\b|\u220e|\u25a0|\u25a1|\bq\.\ ?e\.\ ?d\b",
    re.IGNORECASE,
)


def theorems(text: str) -> list[Span]:
    """From where each theorem begins to where it is proved, if there is more than one."""
    found: list[Span] = []
    open_at: tuple[int, int] | None = None  #: start and level of the theorem that is open
    for match in _BEGINS.finditer(text):
        level = level_of(match)
        begins = match["headed"] or match["named"] or match["bold"] or match["begun"]
        if open_at is not None and (begins or level <= open_at[1]):
            if not begins and _PROOF.match(text, match.end()):
                continue
            found.append(_proved(text, Span(open_at[0], match.start())))
            open_at = None
        if begins:
            open_at = match.start(), level
    if open_at is not None:
        found.append(_proved(text, Span(open_at[0], len(text))))
    return found if len(found) > 1 else []


def _proved(text: str, span: Span) -> Span:
    """A theorem without what stands behind its proof."""
    done = _DONE.search(text, span.start, span.end)
    return span if done is None else Span(span.start, done.end())

r"""Theorems one after the other: what one of them supposes, the next one does not.

"Lemma 1. Let $A$ be symmetric." says nothing about the A of Lemma 2.  A theorem goes on to the end
of its proof; without one, to the next theorem or heading.  What a document with a single theorem
says is about that one, unless the text goes on behind it: it is proved, or is a reason of what
follows ("by the lemma").
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
#: A theorem is a reason: "by the lemma", "Lemma 2 gives", "from \\ref{lem:a}".
_REASON = re.compile(
    rf"""\b(?:by|using|from|via|apply(?:ing)?|invok(?:e|ing)|use|recall|due[ ]to|because[ ]of
        |thanks[ ]to|as[ ]in|see|cf\.|with)[\s~]+(?:the[\s~]+|this[\s~]+|that[\s~]+|our[\s~]+)?
        (?:(?:above|previous|preceding|last)[\s~]+)?
        (?:{_NAMES}\b|\\(?:c|C|auto)ref\{{(?:thm|lem|prop|cor|theorem|lemma)[^}}\n]*\}})
    | \b{_NAMES}(?:[\s~]+(?:\d[\d.]*|\\(?:eq)?ref\{{[^}}\n]*\}}))?[ ,]+
        (?:above[ ,]+)?(?:then[ ]|now[ ])?
        (?:gives|implies|shows|says|yields|tells|applies|states|can[ ]be[ ]applied)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_PROVING = re.compile(
    r"^[\s*_#]*(?:(?:\d[\d.]*|sketch of)\s+)?(?:proof|derivation|beweis|preuve)\b|\\begin\{proof\}"
    r"|\b(?:prov(?:e|ing)|the proof)\b",
    re.IGNORECASE | re.MULTILINE,
)
_PARAGRAPH = re.compile(r"\n[ \t]*\n|\\end\{[^}\n]*\}")


def theorems(text: str) -> list[Span]:
    """From where each theorem begins to where it is proved; a single one, if the text goes on."""
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
    return found if len(found) > 1 else [_alone(text, each) for each in found]


def _alone(text: str, span: Span) -> Span:
    """The only theorem of a document, without the paragraphs behind it that use it as a reason."""
    first = _PARAGRAPH.search(text, span.start)
    behind = span.end if first is None else first.end()
    reason = _REASON.search(text, behind, span.end)
    if reason is None or _PROVING.search(text, behind, reason.start()):
        return span
    return Span(
        span.start, max(m.end() for m in _PARAGRAPH.finditer(text, span.start, reason.start()))
    )


def _proved(text: str, span: Span) -> Span:
    """A theorem without what stands behind its proof."""
    done = _DONE.search(text, span.start, span.end)
    return span if done is None else Span(span.start, done.end())

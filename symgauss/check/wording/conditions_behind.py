r"""Conditions behind equations: ``E[e_i e_j] = 0 \quad (i \neq j)``, ``x = y \text{ at } z = 0``.

An equation with a condition behind it holds there only, so that it gives no name a value for other
steps.  How far an index runs, a reason and a remark are no conditions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from symgauss.check.displays.parts import Statement
from symgauss.check.displays.sentences import DISPLAY, Sentences

_TEXT = re.compile(r"\\(?:text\w*|mbox|hbox|mathrm|textnormal)\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
#: Words that say why, or what a letter is.
_REASON = re.compile(
    r"^[\s(,;.\[]*(?:by|since|because|as (?!\$|$)|using|from|due|where|with(?! (?:equality|prob))"
    r"|and|so|hence|thus|see|recall|note|which|that|for (?:all|every|each|any|some)"
    r"(?! (?:distinct|different|pairs?))|const|def)\b",
    re.IGNORECASE,
)
_WHY = re.compile(r"[\s(,;.\[]*(?:by|since|because|using|from|due|so|hence|thus)\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:unless|provided|assuming|assum(?:e|ing) that|iff|if|when(?:ever)?|only|without"
    r"|off[- ](?:the )?diagonal|distinct|different|in (?:the )?(?:limit|steady|stationar\w+"
    r"|equilibrium|general)|at (?:convergence|equilibrium|stationarity|the|time|$)|steady state"
    r"|approx\w*|roughly|almost|w\.\s?p\.|with (?:probability|equality)|not (?:true|in)|\w+ case"
    r"|special|to (?:first|leading) order|small|large)\b|w\.\s?p\."
    r"|^[\s(]*(?:given(?!\s*\))|at|on|under|as|near|around|in case)\b(?! (?:all|every|each|any)\b)",
    re.IGNORECASE,
)
_UNEQUAL = re.compile(r"\\neq?(?![a-zA-Z])|\\not\s*=")
#: ``i < j`` and ``|i - j| > 1``, but not ``t > 0``.
_BETWEEN = re.compile(
    r"(?<![\w\\^_{])[a-zA-Z]\s*(?:<|>|\\[lg]t\b|\\[lg]eq?\b)\s*[a-zA-Z](?![\w{^])"
    r"|(?:\||\\[lr]?vert)\s*[a-z]\s*-\s*[a-z]\s*(?:\||\\[lr]?vert)\s*(?:<|>|\\[lg]eq?\b)"
)
_TENDS = re.compile(r"\\(?:to|rightarrow|downarrow|uparrow|searrow|nearrow)(?![a-zA-Z])")
#: ``(z = 0)``, but not ``(i = 1, \\ldots, n)``.
_AT_A_POINT = re.compile(r"[(\[][^()\[\]=]{1,30}=[^()\[\]=]{1,20}[)\]]")
_DOTS = re.compile(r"\\(?:[lc]?dots|dotsc)\b")
#: Behind an equation in a sentence: "for $i \\neq j$".
_IN_WORDS = re.compile(
    r"[\s,]*(?:(?:for|if|when(?:ever)?|unless|where|with)\s+(?:all |any |every |each |some )?"
    r"\$[^$\n]{0,20}?(?:\\neq?(?![a-zA-Z])|(?<![\w^_{])[a-z]\s*(?:<|\\lt\b)\s*[a-z](?![\w{^]))"
    r"|off[- ](?:the )?diagonal|for (?:all |every |any )?(?:pairs? of )?(?:distinct|different)"
    # what is set so if something holds, and otherwise in another way
    r"|(?:only )?(?:if|when(?:ever)?|unless|in case)\b(?! (?:we|one|you)\b)"
    r"|with probability\b(?! (?:one\b|\$?1\b))"
    r"|(?:otherwise|else)\b|for \$[A-Za-z]\s*=\s*\w+\$)"
)
#: "Otherwise we set $X = V$".
_OTHERWISE = re.compile(r"(?:and |or |but )?(?:otherwise|else)\b", re.IGNORECASE)
#: Behind a display: "for $x > 0$".
_BEHIND_DISPLAY = re.compile(
    r"[\s,]*(?:for|if|when(?:ever)?|unless|provided(?: that)?)\s+(?:all )?"
    r"\$(?P<inner>[^$\n]{1,40})\$"
)
_APPLIED = re.compile(r"\\?[a-zA-Z]+(?:_\{?\w+\}?)?\((?P<letter>[xyzuvw])\)$")
_ELSE = re.compile(r"\b(?:else|otherwise|positive|negative)\b")
_ROW = re.compile(r"\\\\|\\tabularnewline\b|\\cr\b|\\end\s*\{")


def mark_conditions_behind(
    statements: Sequence[Statement], text: str, sentences: Sentences
) -> None:
    """Mark equations that hold only under what stands behind them in their row or in words."""
    for number, statement in enumerate(statements):
        region = statement.region
        if region is None or statement.conditional or not statement.signs:
            continue
        if statement.is_inline:
            clause = sentences.before(region).rpartition(DISPLAY)[2].rpartition(";")[2].strip()
            statement.conditional = _IN_WORDS.match(text, region.end) is not None
            statement.conditional |= _OTHERWISE.match(clause) is not None
            continue
        end = statement.sides[-1].span.end
        behind = text[end : region.end]
        row = _ROW.search(behind)
        stop = end + (row.start() if row else len(behind))
        following = statements[number + 1] if number + 1 < len(statements) else None
        if following is not None and following.display == statement.display:
            stop = min(stop, max(end, following.sides[-1].span.end))
        first = statement.sides[0].span
        point = _APPLIED.match(text[first.start : first.end].strip())
        statement.conditional = restricts(text[end:stop]) or (
            point is not None and _bounds(point["letter"], text[end:stop])
        )
        said = _BEHIND_DISPLAY.match(text, region.end)
        if said is not None:
            inner = said["inner"]
            letter = "" if point is None else point["letter"]
            statement.conditional |= restricts(f"({inner})") or _bounds(letter or "?", inner)


def restricts(behind: str) -> bool:
    """Whether what stands behind an equation says where it holds."""
    words = _TEXT.findall(behind)
    formulas = _TEXT.sub(" ", behind)
    if _UNEQUAL.search(behind) or _BETWEEN.search(formulas):
        return not any(map(_WHY.match, words))
    if any(_CONDITION.search(each) and not _is_reason(each) for each in words):
        return True
    if words:
        return False
    points = (match.group() for match in _AT_A_POINT.finditer(formulas))
    return any(not _DOTS.search(point) for point in points) or bool(_TENDS.search(formulas))


def _bounds(letter: str, behind: str) -> bool:
    r"""Whether something is said of the argument of a function: ``f(x) = x, \quad x > 0``."""
    sign = rf"(?<![\\a-zA-Z]){re.escape(letter)}\s*(?:<|>|=|\\[lg]eq?(?![a-z])|\\[lg]t\b|\\in\b)"
    return re.search(sign, behind) is not None or _ELSE.search(behind) is not None


def _is_reason(words: str) -> bool:
    said = _REASON.match(words)
    return said is not None and not said.group().lower().strip(" (,;.[").startswith("for")

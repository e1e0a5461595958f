r"""Equations that words call approximate: "$a = e^{-b}$ to first order", "since $u \approx v$, ..".

They give no name a value.  What stands in front of an equation is looked at in :mod:`.passing`;
here it is what stands behind it, and an approximation in its own sentence from which it is drawn.
"""

from __future__ import annotations

import re

from symgauss.check.displays.parts import Statement
from symgauss.check.displays.sentences import DISPLAY, FORMULA, Sentences

_ROUGH = (
    r"\b(?:to (?:the )?(?:\w+)[- ]order|to (?:a )?(?:good|excellent|reasonable|fair) (?:approxim"
    r"ation|accuracy)|approximately|approx\b|roughly|asymptotically|about right"
    r"|in the limit|higher[- ]order|(?:only )?accurate|for (?:sufficiently |very )?(?:small|large)"
    r"|up to (?:\w+[- ]order|terms|order|an?\b|some|additive|multiplicative|constants?|small"
    rf"|negligible|(?:rounding )?errors?|corrections?|higher|normali[sz]ation|{FORMULA})"
    r"|neglecting|ignoring|if we (?:neglect|ignore|drop))"
)
_WORDS = re.compile(_ROUGH, re.IGNORECASE)
_LIMIT = re.compile(rf"^as {FORMULA}")
#: Where what is said of an equation ends.
_BREAK = re.compile(
    rf"[;:{DISPLAY}]|,(?! (?:which|that is|at least|though|but|to|up|approx|as)\b)"
    r"|\b(?:and|so|where|with|because|since|while|whereas|then|let)\b",
    re.IGNORECASE,
)
_APPROXIMATE = re.compile(r"\\(?:approx|simeq|doteq|lesssim)\b")
_DRAWN = re.compile(
    r"\b(?:so|hence|thus|therefore|since|as|because|then|get|have|gives?|yields?)\b"
)
_CHOSEN = re.compile(
    r"\b(?:set|defin|let|choos|tak|denot|call|writ|introduc|put)\w*", re.IGNORECASE
)

#: In front of an equation: "for $b \ll 1$ we have", "when $b$ is small,", "by a Taylor expansion".
_SMALL = re.compile(
    r"\b(?:for|when|as|if|since|because|with)\b[^.;]{0,40}?(?:\\ll\b|\\to\s*0|\bsmall\b)[^.;]{0,40}$"
    r"|\bby (?:an? |the )?(?:first[- ]order )?(?:taylor\w*|lineari[sz]\w+)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(r"\b(?:with|where|for)[\s$({\\]*$", re.IGNORECASE)


def is_rough(words: str) -> bool:
    """Whether words inside of a formula say that it is approximate."""
    return _WORDS.search(words) is not None


def mark_rough(statements: list[Statement], sentences: Sentences, text: str) -> None:
    """Take their force from equations that are approximate by the words around them."""
    for statement in statements:
        if statement.region is None or not statement.signs:
            continue
        after = sentences.after(statement.region)
        clause = _BREAK.split(after)[0]
        if _WORDS.search(clause) or _LIMIT.match(clause.strip()):
            statement.conditional = True
        elif statement.signs[0].kind == "=":
            before = text[sentences.start(statement.region) : statement.region.start]
            statement.conditional = statement.conditional or _is_drawn(before)


def _is_drawn(before: str) -> bool:
    """Whether an equation follows from an approximation, or a small number, in front of it."""
    if _SMALL.search(before) and not _CHOSEN.search(before):
        return True
    *_, behind = _APPROXIMATE.split(before)
    if behind == before or _CHOSEN.search(behind) or _INTRODUCED.search(behind):
        return False
    return _DRAWN.search(behind) is not None or _DRAWN.search(before) is not None

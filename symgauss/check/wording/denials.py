r"""Displays that the text denies: "it is not true that", "one might be tempted to write".

Such a display is no step of a derivation, so that it neither holds nor fails.
"""

from __future__ import annotations

import re

from symgauss.check.displays.parts import Statement
from symgauss.check.displays.sentences import DISPLAY, Sentences
from symgauss.kernel.verdict import Answer, Verdict

_BEFORE = re.compile(
    r"\b((is|was|are|be|need|does|do|did|would|can|could)( not|n't)|cannot|never|no longer)"
    r"( in general| generally| necessarily| always| even)?"
    r" (true|correct|right|valid|the case|so|hold|follow|have|imply|conclude|expect|be true"
    r"|be the case|equal)( in general| any ?more| any longer)?( that)?[ ,:]*$"
    r"|\b(untrue|false|wrong|incorrect|a mistake|an error|a fallacy|erroneous|tempting|tempted)"
    r"( \w+){0,3}( that)?[ ,:]*$"
    r"|\b(wrongly|falsely|incorrectly|mistakenly|erroneously|naively)( \w+){0,3}[ ,:]*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^[ ,.]*((which|this|that|it) )?((is|was) (not (true|correct|right|so|valid|the case)"
    r"|false|wrong|incorrect|untrue|a mistake)|does not hold|no longer holds|cannot (hold|be (true"
    r"|right|correct))|need not hold|fails)\b",
    re.IGNORECASE,
)


def undenied(verdict: Verdict, statement: Statement, sentences: Sentences) -> Verdict:
    """The verdict; unknown where the text says that it is not so."""
    if statement.is_inline or statement.region is None:
        return verdict
    if verdict.answer not in (Answer.HOLDS, Answer.FAILS):
        return verdict
    before = sentences.before(statement.region).rsplit(DISPLAY, maxsplit=1)[-1]
    if not (_BEFORE.search(before) or _AFTER.match(sentences.next(statement.region))):
        return verdict
    detail = "the text says that it is not so"
    return Verdict.missing_context(detail)

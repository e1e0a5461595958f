r"""Sentences about the world between a law and a step: "only the largest of ten draws is reported".

There is no end of what may happen to a variable in words.  A sentence without formulas leaves the
laws of before in force only where its words are those of calculations, or where it speaks of what
the author does: "we compute the integral", "the proof is in two steps".
"""

from __future__ import annotations

import re

from symgauss.check.displays.sentences import DISPLAY, FORMULA, Sentences
from symgauss.check.wording.plain_words import unknown_in_phrase

_DOES = (
    "can|will|shall|must|may|could|should|would|might|need|want|wish|have|get|obtain|find|see|show"
    "|prove|verify|check|derive|compute|calculate|evaluate|use|apply|expand|write|rewrite|express"
    "|simplify|start|begin|proceed|continue|collect|complete|integrate|differentiate|marginali[sz]e"
    "|substitute|insert|plug|take|look|turn|know|note|notice|recall|conclude|combine|summari[sz]e"
    "|introduce|define|denote|discuss|study|describe|explain|present|give|state|work|go|do|try"
    "|recogni[sz]e|identify|follow|arrive|come|consider|focus|split|separate|rearrange|factor|cancel"
    "|match|compare|read|solve|set|multiply|divide|add|subtract|sum|think|understand|hope|skip"
    "|repeat|are"
)
_TEXTS = (
    "proof|derivation|calculation|computation|idea|goal|aim|trick|exercise|section|chapter|article"
    "|post|notes?|document|figure|plot|paper|reader|algebra|formula|equation|expression|integral"
    "|exponent|lemma|theorem|corollary|proposition|statement|claim|identity|question|answer|argument"
    "|details|remainder|rest|approach|procedure|method|algorithm|intuition|interpretation|notation"
    "|table|code|animation|picture"
)
_SHOWS = (
    "follows?|gives?|means?|shows?|completes?|proves?|concludes?|remains?|holds?|makes|implies|yields"
    "|finishes|suffices|simplifies|agrees|turns out|seems|looks|corresponds|explains"
)
_DOING = (
    r"recall|note|notice|observe|see|using|consider|remember|proof|q\.?\s?e\.?\s?d|nothing|to \w+"
    "|expanding|collecting|completing|rearranging|substituting|inserting|dividing|multiplying"
    "|adding|subtracting|summing|taking|applying|combining|integrating|differentiating|plugging"
    "|simplifying|equating|matching|comparing|what|how|why|where|intuitively|geometrically"
    "|interestingly|unfortunately|fortunately"
)
#: What the author does, or says of the text.
_AUTHOR = re.compile(
    r"^(?:[\w ]{0,40}, )?(?:(?:and|but|so|then|now|here|thus|next|hence|first) )*(?:"
    rf"(?:we|let us|let's|one|you|i) (?:\w+(?:ly|en)? ){{0,2}}(?:{_DOES})\b"
    rf"|(?:the|this|our|an?|its) (?:\w+[ -]){{0,2}}(?:{_TEXTS})s?\b"
    rf"|(?:this|that|it|these|those|which|there|here|both) (?:\w+ )?(?:{_SHOWS})\b"
    rf"|(?:{_DOING})\b)",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^\s*(?:#|\\(?:sub)*section|\\begin|\\end|```|\||-{3}|!\[|<)")
_CODE = re.compile(r"[=_`{}<>]|\w\(")


def strange_sentences(sentences: Sentences) -> list[tuple[int, str]]:
    """Where a text says something that may be about its variables, in words alone."""
    found: list[tuple[int, str]] = []
    place, text = 0, sentences.text
    while place < len(text):
        span = sentences.around(place)
        words = text[span.start : span.end]
        if _is_strange(words):
            found.append((span.start, " ".join(words.split())))
        place = max(span.end, place + 1)
    return found


def speaks_of_the_text(words: str) -> bool:
    """Whether a sentence says what the author does, or is a heading."""
    said = " ".join(words.replace("*", "").split()).strip(" .:;,!?")
    return _HEADING.match(words) is not None or _AUTHOR.match(said) is not None


def _is_strange(words: str) -> bool:
    if FORMULA in words or DISPLAY in words or _HEADING.match(words) or _CODE.search(words):
        return False
    said = " ".join(words.replace("*", "").split()).strip(" .:;,!?")
    return " " in said and not _AUTHOR.match(said) and bool(unknown_in_phrase(said))

r"""Statements that are not made: "if $a = b$", "it is wrong that $a = b$", "$a = 3$ or $a = 5$".

What stands under a condition counts for the display to which its sentence leads, what is denied or
one of several possibilities counts nowhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from symgauss.check.displays.sentences import DISPLAY, FORMULA, Sentences
from symgauss.latex.displays import Region, RegionKind
from symgauss.latex.documents import Document
from symgauss.latex.source import Span

_CLAUSE = re.compile(rf"[,;:({DISPLAY}]")
_DENIED = re.compile(
    r"\b(not|never|neither|nor|cannot|wrong(ly)?|false(ly)?|incorrect(ly)?|contradiction|instead of"
    r"|mistakes?|tempting|rather than|naively|erroneous(ly)?|initially|absurde|w\u00e4re(n)?"
    r"|events?|probability that|condition(ed|ing)? on"
    r"|approximately|asymptotically|roughly|in the limit"
    r"|unless|whether|would|were|ideally|hypothetical(ly)?|pretend|might|could|untrue|impossible|forbid(s|den)?)\b|n't\b",
    re.IGNORECASE,
)
#: "Conditioning on $y$ yields $x | y \\sim ..$": the bar says the same.
_CONDITIONING = re.compile(
    rf"(?:if we |by |now )?condition(?:ing)? (?:\w+ )?on (?:the \w+ )?{FORMULA}"
    rf"(?:(?:, ?| and |, and ){FORMULA})*,?"
    r" (?:yields|gives|leads to|results in|shows(?: that)?|(?:then )?we (?:get|obtain|have|find))$",
    re.IGNORECASE,
)
_BAR = re.compile(r"\\(?:mid|vert|given)\b|\|")
_CONDITION = re.compile(
    r"\b(if|when(ever)?|in (the|that|this) case|provided( that)?)\b", re.IGNORECASE
)
_OR = re.compile(r"\b(or|or else|and otherwise|else|versus|vs\.?)$", re.IGNORECASE)
_OR_AFTER = re.compile(rf"^[^{FORMULA};:]*\b(or|or else|versus|vs\.?) {FORMULA}", re.IGNORECASE)
_DENIED_AFTER = re.compile(
    r"^,? ?(otherwise|only|or not|unless|(is|are|was|were|would be) (false|wrong|incorrect|not"
    r"|impossible|excluded|what we want to refute|absurd)|(does|do|need|can|could|would) ?not"
    r"|cannot|fails?|is never|(has|have|had) no"
    r"|with (probability|chance|weight)(?! (one|1)\b(?! (half|third)))|else|half (of )?the time"
    r"|sometimes)\b",
    re.IGNORECASE,
)
_CONDITION_AFTER = re.compile(r"^,? ?(if|when(ever)?|in (the|that|this) case)\b", re.IGNORECASE)
#: "Let us first look at the case": what comes next is about that case at most.
_FIRST_CASE = re.compile(
    r"\b(first|simple(st)?|trivial|degenerate) (look at |consider |take )?(the )?case$"
    r"|^[ ,]*(par l'absurde|in the (first|second|third|last|other|former|latter) case)\b",
    re.IGNORECASE,
)
#: "On average", "by default": what the sentence says is so now and then.
_PASSING = re.compile(
    rf"(on average|by default|as {FORMULA}, ?(?:{FORMULA})?$|for large {FORMULA}|in the limit"
    r"|before (the|each|any|an) |after (the|each|an) (update|step)"
    r"|at (the|an|this|each) (optimum|maximum|minimum|solution|fixed point|start|beginning)"
    r"|at convergence|in (the|our|my|this) (code|implementation|experiments?|simulations?|plots?))",
    re.IGNORECASE,
)
#: "Suppose": for how long it counts is said further below.
_SUPPOSES = re.compile(r"\b(suppos|assum)\w*\b", re.IGNORECASE)
_REFUTED_BELOW = re.compile(r"\b(contradict\w*|absurd\w*|impossible)\b", re.IGNORECASE)
_DROPPED_BELOW = re.compile(
    r"\bin general,? (this|it) (is not|does not|need not|fails)|\bthe general case\b"
    r"|\b(this|it) is not (so|true|the case) in general\b",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
#: "If it were so, then ...": all that the sentence says is under a condition.
_OPENS_IF = re.compile(r"(if|whenever|unless|ideally)\b", re.IGNORECASE)
_IF = re.compile(r"^.*?\b(?:if|when(?:ever)?)\b", re.IGNORECASE)
_NOT_ONLY = re.compile(r"\bnot only\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Force:
    """Where a statement counts: everywhere, in one display, or nowhere."""

    everywhere: bool = True
    display: int = 0  #: number of the only display in which it counts


class Hedges:
    """With which force the formulas of a document are stated."""

    def __init__(self, document: Document) -> None:
        self.sentences = sentences = Sentences(document)
        self._force: dict[int, Force] = {}
        self._claimed: set[int] = set()  #: formulas that are said for good
        walls = (RegionKind.INLINE, RegionKind.DISPLAY)
        regions = [region for region in document.regions if region.kind in walls]
        numbers: dict[int, int] = {}
        for region in regions:
            if region.kind is RegionKind.DISPLAY:
                numbers[region.whole.start] = len(numbers) + 1
        following: Region | None = None
        for region in reversed(regions):
            bar = _BAR.search(document.source.text, region.span.start, region.span.end)
            denied = _is_denied(region, sentences, conditional=bar is not None)
            if denied is None and region.kind is RegionKind.INLINE:
                denied = self._is_taken_back(region, document.source.text)
            if denied is not None:
                led_to = 0
                if not denied and following and sentences.same(region.whole, following.whole):
                    led_to = numbers[following.whole.start]
                self._force[region.span.start] = Force(everywhere=False, display=led_to)
            if region.kind is RegionKind.DISPLAY:
                following = region

    def _is_taken_back(self, region: Region, text: str) -> bool | None:
        """As :func:`_is_denied`, by what the paragraph says behind a supposition."""
        if not _SUPPOSES.search(self.sentences.before(region.whole)):
            return None
        rest = _PARAGRAPH.split(text[region.whole.end :], maxsplit=1)[0]
        if _REFUTED_BELOW.search(rest):
            return True
        return False if _DROPPED_BELOW.search(rest) else None

    def force(self, start: int) -> Force:
        """The force of what stands in the region whose content starts here."""
        return self._force.get(start, Force())

    def claim(self, region: Span) -> None:
        """Take what stands in a formula as said for good, whatever the words around it."""
        for start in [each for each in self._force if region.start <= each < region.end]:
            del self._force[start]
        self._claimed.add(region.start)

    def before(self, region: Region) -> str:
        """What the sentence says before a formula, without the "if" in front of what is claimed."""
        words = self.sentences.before(region.whole)
        return _IF.sub("", words) if region.whole.start in self._claimed else words


def _is_denied(region: Region, sentences: Sentences, *, conditional: bool) -> bool | None:
    """``True`` for what is denied, ``False`` for a condition, ``None`` for a plain statement.

    ``conditional`` tells of the formula that there is a bar in it.
    """
    before, after = sentences.before(region.whole), sentences.after(region.whole)
    clause = _NOT_ONLY.sub("", _CLAUSE.split(before)[-1]).strip()
    if _OR.search(before) or _OR_AFTER.search(after) or _DENIED_AFTER.search(after):
        return True
    if _DENIED.search(_CONDITIONING.sub("", clause) if conditional else clause):
        return True
    if _FIRST_CASE.search(clause) or _FIRST_CASE.match(after):
        return False
    if region.kind is RegionKind.DISPLAY:
        return None  # "if (display) then": what follows is about that case
    if _CONDITION.search(clause) or _CONDITION_AFTER.search(after):
        return False
    concludes = clause.lower().startswith("then") and _CONDITION.search(before)
    opens = DISPLAY not in before and (_OPENS_IF.match(before) or _PASSING.match(before))
    return False if concludes or opens else None

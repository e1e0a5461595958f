"""What an equation says in passing: for one case, at one point, for now, by somebody else.

It may be used for the step that the words lead to, and for no other one: "in the isotropic case
$S = s^2 I$ this is simple", "we expand around the mode $x = m$", "a student writes $a = b$".
"""

from __future__ import annotations

import re

from symgauss.check.displays.sentences import DISPLAY, FORMULA

_CASES = (
    r"(?<!which )(?<!our )(?<!this )(?<!present )(?<!either )(?<!a special )\bcases?\b"
    r"|\bspecial case\b(?! of)|\b(toy|sanity|iff|if and only if|only if|unless|hypothes[ei]s"
    r"|(example|exercise|method|model|version|option) [\dAB])\b"
    r"|\bh_?0\b|\b(under|for) (the )?(old|new)\b|\bin (one|two|several|high) dimensions?\b"
)
_POINTS = (
    r"\b(around|near|singular\w*|poles?|discontinuit\w+|saddle|attain\w*|vanish\w*"
    r"|expan(d|sion)\w* (around|about|at)|evaluated at|stationary|optimum|tight|equality holds"
    r"|converge\w*|critical)\b"
    r"|\b(point|line|event|probability (of|that)|constraint|hessian at|(maximum|minimum) is)$"
    r"|\b(the|this) (point|line|event|constraint)$"
    r"|^the (maximum|minimum)(?! (likelihood|a[ -]posteriori|mean|entropy))\b"
)
_ROUGHLY = (
    r"\b((usually|often|typically)(?! \w*(written|denoted|defined|called|chosen|taken|assumed|set))"
    r"|sometimes|roughly|approximate(ly)?|asymptotic\w*|ignor\w+"
    r"|neglect\w+|in the absence|to (first|second|leading|lowest) order|up to|modulo"
    rf"|in expectation|in distribution|in law|on average|as {FORMULA}|in the limit"
    r"|with probability)\b"
)
_FOR_NOW = (
    r"\b(for now|for (the|a) moment|initially|initiali[sz]\w*|start(s|ing)? (from|with|at)|until"
    rf"|while|last section|section \d|appendix|at (time|{FORMULA})"
    r"|before \w+ing)\b|^later\b|^(at|after|before)\b(?! (this|that|substitut|insert|plug|sett"
    r"|complet|expand|simplif|some|multipl))"
)
_OTHERS = (
    r"\b(students?|authors?|naive(ly)? (guess|estimat\w+|answer|idea)|tempt\w+|nobody|nothing"
    r"|nowhere|guarantee\w*|unlike|compared|contrary|mistake\w*|wrong\w*|false\w*|hypothetical\w*"
    r"|like to have|claims?|without assuming|penali[sz]\w*|relax\w*|exclud\w*|discard\w*"
    r"|drop\w*|rule out|impossible|unlikely|one might|need to prove|remains to|to show|converse"
    r"|folklore|old value|refut\w*|(many|some|most|other|several|certain) ([\w-]+ )?(text)?(books?"
    r"|papers?|people|works?|courses?|libraries|packages|implementations|treatments|sources))\b"
    r"|(?<!\bthis )(?<!\bthat )(?<!\bit )(?<!\bwhich )(?<!\bthese )\bmeans( that)?$"
    r"|\[\d+\]|\bwe (want|wish)( that)?$"
)
#: All that stands in front of a display: "for diagonal $S$," and "if".
_CONDITION = re.compile(
    r"^(and |but )?(for|if|when|under|except when)(?! (all|any|every|each|some|general))"
    rf"(( [\w-]+){{0,3}} {FORMULA}( and {FORMULA})?)?[,:]?$",
    re.IGNORECASE,
)
#: "Unlike in the previous section, where $S = s^2 I$": the sentence has not come to its own claim.
_ELSEWHERE = re.compile(
    r"^(but |however, )?(unlike|in contrast (to|with)|as opposed to|contrary to|whereas|compared"
    r" (to|with))\b[^,]*(, ?(where|in which|when|for which)\b[^,]*)?$",
    re.IGNORECASE,
)
_UNCLAIMED = re.compile(rf"{_ROUGHLY}|{_OTHERS}", re.IGNORECASE)
_PASSING = re.compile(rf"{_CASES}|{_POINTS}|{_ROUGHLY}|{_FOR_NOW}|{_OTHERS}", re.IGNORECASE)
_TAKEN_BACK = re.compile(
    r"^[,. ]*((which|this|that|it|but),? )?((this|that|it) )?"
    r"((is|was) (an? )?(error|wrong|false|absurd|mistake|dropped|violated|rejected|unlikely"
    r"|not (true|so|the case))|cannot (hold|be (true|so|right))|does not hold|contradicts"
    r"|iff\b|if and only if|for now|for (the|a) moment|as an? (toy|example|special))"
    r"|^[,. ]*((which|but) we (do not|reject|drop|relax)|we (reject|drop|relax) (it|this|that))\b",
    re.IGNORECASE,
)
_BREAK = re.compile(
    rf"[;:({DISPLAY}]|\b(?:where|with)\b|, (?:which|and (?:let|suppose|assume|define))\b"
)
#: Of a law on complex numbers, whose variance is that of two parts.
_COMPLEX = (
    r"complex(-| )(valued|circular\w*|normal|gaussian|random|vectors?|proper)"
    r"|circular(ly)?(-| )(symmetric|complex|gaussian|normal)|(is|are) complex(?=[.,;]|$)"
)
#: In the sentence of a law: it is conditioned, cut off, tested or somebody else's.
_OTHER_LAW = re.compile(
    r"\b(truncated|censored|folded|rectified|restricted to|conditioned (on|to)|violated|rejected?"
    r"|against the|null hypothesis|replac\w+|instead of|some authors|students?|asymptotic\w*"
    r"|approximate\w*|only in|last section|before seeing|naive\w*|wrong\w*|mistake\w*"
    r"|mis-?specified|we do not|not true|false\w*"
    rf"|{_COMPLEX})\b",
    re.IGNORECASE,
)
_CONDITIONED = re.compile(
    rf"\b(given|condition(al|ally|ed) on) ((the|all|this)( [\w-]+)+|{FORMULA}( and {FORMULA})?)"
    rf"(,|$)|\bunder {FORMULA},?( we have)?$",
    re.IGNORECASE,
)
#: Over the sign of a law: it is one approximately, or in the limit.
ROUGHLY = re.compile(r"approx|asy|^\W*(?:a|\.|\\cdot)\W*$", re.IGNORECASE)
_NEAR = 80  #: characters behind a law that may say on which numbers it is
_INLINE = re.compile(r"\$[^$]+\$|\\\(.+?\\\)", re.DOTALL)
#: A relation that is no range of an index.
_RESTRICTS = re.compile(
    r"^(?!.*(?:\\in\b|\\l?dots|\\sim|:=)).*(?:=|<|>|\\(?:ge|le|ne)q?\b)", re.DOTALL
)
#: "When $q$ is $N(0, I)$": what follows a formula and restricts it.
_BECOMES = re.compile(
    rf"{FORMULA} (?:is|are|equals?|has|have|follows?|becomes?|goes|tends|approach\w*|vanish\w*)\b"
)
#: A sentence that begins so, or its last part, speaks of less than everything.
_LESS = re.compile(
    r"^(and |but |so |then |now )*(for (?!(an?|all|any|every|each|some|two|both|general|the|this"
    r"|these|our|i\.?\s?i\.?\s?d|independent|gaussian|normal"
    r"|observations?|samples?|data)\b)"
    r"|if |when |given |condition(al|ed|ing)|under |without |ignoring |neglecting "
    r"|in the (?!following|same|next|last|proof|model|derivation|e-step|m-step|second|first)"
    r"|in (one|two|1[- ]?d)\b|specialising|specializing)",
    re.IGNORECASE,
)


#: "Holding $m$ fixed,": below a derivative, what has a value is a constant then.
_HELD = re.compile(
    r"\b(holding|keeping|treating|regarding|freezing|held|kept|treated|regarded)\b.*"
    r"\b(fixed|constants?|independent)\b",
    re.IGNORECASE,
)


def is_law_in_passing(before: str, after: str, following: str) -> bool:
    """Whether the words around a law restrict it: ``following`` is what comes behind it at once."""
    front, back = before.rsplit(DISPLAY, maxsplit=1)[-1], after.split(DISPLAY, maxsplit=1)[0]
    if _CONDITIONED.search(front.strip()) or _OTHER_LAW.search(f"{front} {FORMULA} {back}"):
        return True
    complex_behind = re.search(rf"\b({_COMPLEX})\b", following[:_NEAR], re.IGNORECASE)
    return complex_behind is not None or _TAKEN_BACK.match(following) is not None


def is_conditional(before: str, written: str) -> bool:
    r"""Whether what a sentence says before a display restricts what stands there.

    ``written`` is the same with its formulas: "for $i = 1, \ldots, n$" restricts nothing.
    """
    words = before.rsplit(DISPLAY, maxsplit=1)[-1].strip()
    if _HELD.search(words):
        return True
    match = _LESS.match(words)
    if match is not None and words[match.end() :].startswith(FORMULA):
        formula = _INLINE.search(written)
        restricts = formula is not None and _RESTRICTS.search(formula.group())
        match = match if restricts or _BECOMES.match(words, match.end()) else None
    return match is not None or _PASSING.search(words) is not None


def names_a_case(words: str) -> bool:
    """Whether all that words in front of a display say is for what it holds."""
    return _CONDITION.match(words) is not None


def is_said_in_passing(before: str, *, displayed: bool) -> bool:
    """Whether the words of its sentence bind an equation to one place."""
    clause = _clause(before)
    return (displayed and names_a_case(clause)) or _PASSING.search(clause) is not None


def is_not_claimed(before: str, after: str) -> bool:
    """Whether an equation is a rough one, somebody else's, or taken back by what follows."""
    if _ELSEWHERE.match(before.rsplit(DISPLAY, maxsplit=1)[-1].strip()):
        return True
    return _UNCLAIMED.search(_clause(before)) is not None or _TAKEN_BACK.match(after) is not None


def _clause(before: str) -> str:
    clause = _BREAK.split(before)[-1].strip()
    return before.rsplit(DISPLAY, maxsplit=1)[-1] if before.endswith(":") and not clause else clause

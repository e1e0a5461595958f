r"""What a condition states of new variables: "If $X \sim N(\mu, \sigma^2)$ and $Y = a X$, then ..".

That is the only thing that is said of the variable, and the text goes on about that one.  It
counts from its sentence on, up to the end of the section or to words that may lead to another case;
it counts nowhere where its variable was spoken of before, or gets another law.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from symgauss.check.displays.hedges import Force, Hedges
from symgauss.check.displays.parts import Statement
from symgauss.check.displays.sentences import DISPLAY, FORMULA
from symgauss.check.wording.eras import introduced_by
from symgauss.check.wording.outline import Outline
from symgauss.latex.source import Span

_LEADS = (
    r"(?:[(\[\w]{1,4}[).\]] )?(?:(?:theorem|lemma|proposition|corollary|fact|claim|property|result"
    r"|remark|rule|answer|solution|proof)\b[^:.]{0,40}[:.)]? )?"
    r"(?:(?:recall|note|remember|observe|we (?:know|have|recall|see)|it is (?:well[- ])?known"
    r"|indeed|first|also|then|now|so|and|moreover|similarly|in particular|as an example)\b,? )*"
    r"(?:that )?"
)
_WORDS = (
    r"(?:the|an?|our|its|two|three|jointly|independent(?:ly)?|i\.i\.d\.|real|random|normal|gaussian"
    r"|scalar|variables?|vectors?|data|observations?|noise|state|signal|parameters?|weights?|prior"
    r"|likelihood|model|is|are|be|has|have|given|of|in|and|with|where|by|for|distributed|a priori)"
)
#: All that a sentence says before the law.
_IF = re.compile(
    rf"{_LEADS}(?:if|when|whenever) (?:(?:{_WORDS}|{FORMULA}),? ?)*",
    re.IGNORECASE,
)
#: What a condition says that is not simply so.
_HEDGED = re.compile(
    r"\b(?:not|never|only|or|nor|but|unless|except|would|were|was|had|did|could|might|may|approx\w*"
    r"|asymptotic\w*|large|small|nearly|almost|conditional\w*|only|known|truncated|restricted)\b",
    re.IGNORECASE,
)
#: Words that may lead to another case.
_OTHERWISE = re.compile(
    r"\b(?:if|when(?:ever)?|unless|otherwise|suppos\w+|assum\w+|in general|generally|without"
    r"|instead|arbitrary|another|other|any|every|non-?(?:normal|gaussian)\w*|not|whatever|no longer"
    r"|however|but|uniform\w*|exponential\w*|poisson|bernoulli|binomial|laplace|student\w*|cauchy|mixture)\b",
    re.IGNORECASE,
)
_BAR = re.compile(r"\||\\mid\b|\\vert\b|\\given\b")
_THEN = re.compile(rf"[,:;{DISPLAY}]|\bthen\b", re.IGNORECASE)


def state_supposed_laws(statements: Sequence[Statement], hedges: Hedges, text: str) -> None:
    """State the laws of conditions that introduce their variables, and mark how far they count.

    With such a law, equations of its sentence count as far.  Where no other part of the text speaks
    of the variable, what the sentence says of it ("independent") is said for good.
    """
    sentences, outline = hedges.sentences, Outline(text)
    said = [each for each in statements if each.signs and each.signs[0].kind in ("~", "=")]
    supposing: set[int] = set()  #: where sentences begin that suppose a law
    for kind in ("~", "="):
        for statement in said:
            region = statement.region
            if (
                statement.signs[0].kind != kind
                or region is None
                or not _supposes(statement, hedges)
            ):
                continue
            start = sentences.start(region)
            heading = max(outline.at(statement.position), default=0)
            if _is_used(statement, said) or _stands_in(statement, text, Span(heading, start)):
                continue
            turn = _OTHERWISE.search(sentences.text, region.end)
            ends = [len(text) + 1, outline.end(start), turn.start() if turn else None]
            until = min(each for each in ends if each is not None)
            if kind == "~":
                supposing.add(start)
                statement.force = Force()
                outside = Span(0, start), Span(until, len(text))
                if not any(_stands_in(statement, text, each) for each in outside):
                    hedges.claim(region)
            if start in supposing:
                statement.since, statement.until = start, until


def _supposes(statement: Statement, hedges: Hedges) -> bool:
    """Whether a statement is all, or a part, of a condition with which a sentence begins."""
    region = statement.region
    if region is None or not statement.is_inline or statement.force.everywhere:
        return False
    before, after = hedges.sentences.before(region), hedges.sentences.after(region)
    if not _names(statement) or not _IF.fullmatch(f"{before} ".lstrip()):
        return False
    return not _HEDGED.search(f"{before} {_THEN.split(after)[0]}")


def _names(statement: Statement) -> frozenset[str]:
    node = statement.sides[0].node
    return frozenset() if node is None else frozenset(introduced_by(node))


def _is_used(own: Statement, said: Iterable[Statement]) -> bool:
    """Whether another law or value of the same variable is stated for good."""
    names = _names(own)
    return any(
        names & _names(each)
        for each in said
        if each is not own and each.is_inline and each.force.everywhere and each.until is None
    )


def _stands_in(statement: Statement, text: str, where: Span) -> bool:
    """Whether a part of a text speaks of the variables of a law."""
    side = statement.sides[0].span
    written = _BAR.split(text[side.start : side.end])[0]
    letters = "|".join(re.escape(each.strip()) for each in written.split(","))
    return (
        re.search(rf"(?<![a-zA-Z\\])(?:{letters})(?![a-zA-Z])", text[where.start : where.end])
        is not None
    )

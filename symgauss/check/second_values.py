r"""Second values of names: ``v = a / (1 - r)``, where ``r = a / b``, after ``v = a b / (a + b)``.

A value that contradicts what was said before, with what the names in it stand for, is no second
name: it shows nothing.  Where words such as "hence" lead to it, it is wrong.
"""

from __future__ import annotations

import re
from dataclasses import replace

from symgauss.check.careful import Careful
from symgauss.check.judging import Outcome
from symgauss.check.parts import Statement
from symgauss.check.sentences import DISPLAY, FORMULA
from symgauss.check.values import Value
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.terms import Indexed, Power, Rational, Symbol, Term
from symgauss.kernel.traversal import subterms
from symgauss.kernel.verdict import Answer, Reason, Verdict

LONGEST = 600  #: characters between two values, of which one is said to follow from the other

_SO = r"(so|hence|thus|therefore|then|consequently|equivalently|accordingly)"
_GIVES = (
    r"(gives?|yields?|becomes?|equals?|is|reads?|means|simplifies to|reduces to|implies|results in"
    r"|is the same as|can (also )?be (written|rewritten|expressed)( as)?|is equivalent to)( that)?"
)
_WE = (
    r"(we|one|you)( then| now| also| thus)? (get|gets|obtain|obtains|have|has|find|finds|see|sees)"
)
_DOING = (
    r"(simplif\w+|rearrang\w+|expand\w+|multiply\w+ out|cancell?\w+|collect\w+|factor\w+"
    r"|rewrit\w+|combin\w+|inverting)( (this|it|that|terms|the terms|everything|both sides))?"
)
#: All that stands in front of what follows from what was said before.
_FOLLOWS = re.compile(
    rf"(and |or |but )?({_SO},? )?({_DOING},? )?(it (now )?follows( that)?"
    rf"|(which|this|that|it)( then| thus| also)? {_GIVES}|{_WE}( that)?|{_SO}|{_DOING}"
    r"|that is|i\.?e\.?|or|in other words)[,:]?",
    re.IGNORECASE,
)
#: Between both, they leave it open whether they speak of the same.
_TURNS = re.compile(
    r"\b(if|when|whenever|let|assum\w+|suppos\w+|consider|case|cases|limit|instead|optim\w+"
    r"|special\w*|new|updat\w+|next|replac\w+|approximat\w+|for|at|otherwise|however|but|now"
    r"|general|conversely|iterat\w+|step|stationary|steady|choos\w+|choice|set|setting|tak\w+|put"
    r"|another|other|different|again|alternative\w*|similarly|denot\w+|call\w*|defin\w+"
    r"|posterior|prior|estimat\w+|second|third|maximi\w+|minimi\w+|zero|solv\w+)\b",
    re.IGNORECASE,
)


class SecondValues:
    """Holds the second values of names in one document against the first ones."""

    def __init__(self, careful: Careful) -> None:
        self.careful = careful

    def contradicted(
        self, earlier: list[Value], right: Term, statement: Statement
    ) -> Outcome | None:
        """What is known of a value that contradicts one of before; ``None`` if it does not."""
        avoid = self.careful.avoided(statement)
        for old in reversed(earlier):
            if old.is_claim or old.is_root or isinstance(old.key, str) or old.fact.is_local:
                continue
            if old.key in set(subterms(old.term)) | set(subterms(right)):
                continue  # a recursion, or an assignment
            first = _in_place(old, statement.sides[0].term)
            if first is None:
                continue
            equal = RelationKind.EQUAL
            outcome = self.careful.decided(first, equal, right, statement, 0, avoid=avoid)
            if outcome.verdict.answer is not Answer.FAILS:
                continue
            if len(earlier) == 1 and self._follows(old, statement):
                detail = f"{old.written} was said before; {outcome.verdict.detail}"
                verdict = replace(outcome.verdict, detail=detail)
                return replace(outcome, verdict=verdict, using=(old, *outcome.using))
            detail = f"{old.written} was said before, and nothing says whether that has changed"
            verdict = Verdict(Answer.UNKNOWN, reason=Reason.MISSING_CONTEXT, detail=detail)
            return Outcome(verdict)
        return None

    def _follows(self, old: Value, statement: Statement) -> bool:
        """Whether the words say that a statement follows from what was said of its name before."""
        region, sentences = statement.region, self.careful.sentences
        if region is None or not 0 <= old.position < region.start:
            return False
        between = sentences.text[old.position : region.start]
        words = sentences.before(region).rpartition(DISPLAY)[2].strip(" ,.;:")
        if len(between) > LONGEST or _FOLLOWS.fullmatch(words) is None:
            return False
        return _TURNS.search(between) is None and "\n#" not in between and FORMULA not in between


def _in_place(old: Value, left: Term | None) -> Term | None:
    """The left side of a statement with a value in place of the name; of its square, too."""
    if left == old.key:
        return old.term
    square = Power(old.key, Rational(2)) if isinstance(old.key, Symbol | Indexed) else None
    return Power(old.term, Rational(2)) if left == square else None

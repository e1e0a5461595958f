r"""Second values of names: ``v = a / (1 - r)``, where ``r = a / b``, after ``v = a b / (a + b)``.

A value that contradicts what was said before, with what the names in it stand for, is no second
name: it shows nothing.  Where words such as "hence" lead to it, it is wrong.
"""

from __future__ import annotations

from dataclasses import replace

from symgauss.check.careful import Careful
from symgauss.check.conclusions import follows
from symgauss.check.judging import Outcome
from symgauss.check.parts import Statement
from symgauss.check.values import Value
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.terms import Indexed, Power, Rational, Symbol, Term
from symgauss.kernel.traversal import subterms
from symgauss.kernel.verdict import Answer, Reason, Verdict


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
            sentences = self.careful.sentences
            if len(earlier) == 1 and follows(sentences, old.position, statement):
                detail = f"{old.written} was said before; {outcome.verdict.detail}"
                verdict = replace(outcome.verdict, detail=detail)
                return replace(outcome, verdict=verdict, using=(old, *outcome.using))
            detail = f"{old.written} was said before, and nothing says whether that has changed"
            verdict = Verdict(Answer.UNKNOWN, reason=Reason.MISSING_CONTEXT, detail=detail)
            return Outcome(verdict)
        return None


def _in_place(old: Value, left: Term | None) -> Term | None:
    """The left side of a statement with a value in place of the name; of its square, too."""
    if left == old.key:
        return old.term
    square = Power(old.key, Rational(2)) if isinstance(old.key, Symbol | Indexed) else None
    return Power(old.term, Rational(2)) if left == square else None

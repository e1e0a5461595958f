r"""Second values of names: ``v = a / (1 - r)``, where ``r = a / b``, after ``v = a b / (a + b)``.

A value that contradicts what was said before, with what the names in it stand for, is no second
name: it shows nothing.  Where words such as "hence" lead to it, it is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from symgauss.check.displays.parts import Statement
from symgauss.check.judging.careful import Careful
from symgauss.check.judging.judge import Outcome
from symgauss.check.meaning.asking import Question
from symgauss.check.meaning.values import Value
from symgauss.check.wording.conclusions import follows
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.terms import Indexed, Power, Rational, Symbol, Term
from symgauss.kernel.traversal import free_symbols, subterms
from symgauss.kernel.verdict import Answer, Verdict

#: Ends the detail of a value that contradicts another one.
OTHERWISE_BEFORE = "was said before, and nothing says whether that has changed"
#: In front of a place at which something is taken.
_AT = re.compile(r"\bat$", re.IGNORECASE)

#: In front of what was said before, or follows from it.
_REASON = re.compile(
    r"\b(since|because|recall(ing)?( that)?|hence|thus|therefore|so that|indeed|know(ing)?( that)?"
    r"|have seen( that)?|follows( that)?|as)$",
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
            if self.careful.judge.values.is_open(old.position):
                continue  # nothing shows that the first one is right
            first = _in_place(old, statement.sides[0].term)
            if first is None:
                continue
            equal = RelationKind.EQUAL
            outcome = self.careful.decided(first, equal, right, statement, 0, avoid=avoid)
            fails = outcome.verdict.answer is Answer.FAILS
            if not fails and not outcome.refuted:
                continue
            sentences = self.careful.sentences
            if fails and len(earlier) == 1 and follows(sentences, old.position, statement):
                detail = f"{old.written} was said before; {outcome.verdict.detail}"
                verdict = replace(outcome.verdict, detail=detail)
                return replace(outcome, verdict=verdict, using=(old, *outcome.using))
            self.careful.judge.values.replaced.setdefault(old.key, []).append(statement.position)
            detail = f"{old.written} {OTHERWISE_BEFORE}"
            verdict = Verdict.missing_context(detail)
            return replace(outcome, verdict=verdict, using=(), refuted=False)
        return None

    def end_replaced(self, statements: Iterable[Statement]) -> None:
        """End the values of names that get other ones in sentences: "In model B, $m = ab$."."""
        judge = self.careful.judge
        for statement in statements:
            pair = _named(statement)
            if pair is None or _AT.search(self._before(statement)):
                continue
            name, right = pair
            place = statement.position
            for old in judge.values.of(name):
                if old.position >= place or old.is_claim or old.is_root or old.term == right:
                    continue
                if self._is_other(name, old.term, right, place):
                    if _REASON.search(self._before(statement)):
                        # no other value: what was said is wrong
                        judge.values.standing.doubtful.add(place)
                    else:
                        judge.values.replaced.setdefault(name, []).append(place)
                    break

    def _is_other(self, name: Symbol | Indexed, old: Term, right: Term | None, place: int) -> bool:
        """Whether a value is another one than before, for all that is known."""
        if right is None:
            return True  # it cannot be read
        names = free_symbols(old), free_symbols(right)
        if name in names[0] | names[1]:
            return False
        judge = self.careful.judge
        judge.begin()
        question = Question(old, Relation(RelationKind.EQUAL), right, place)
        outcome = judge.decide(question, frozenset({place}))
        if outcome.verdict.answer is Answer.HOLDS:
            return False
        return outcome.refuted or names[0] != names[1] or not names[0]

    def _before(self, statement: Statement) -> str:
        return self.careful.sentences.before(statement.region) if statement.region else ""


def _named(statement: Statement) -> tuple[Symbol | Indexed, Term | None] | None:
    """The name and its value in an equation of a sentence."""
    if not statement.is_inline or [sign.kind for sign in statement.signs] != ["="]:
        return None
    left, right = (side.term for side in statement.sides[:2])
    return (left, right) if isinstance(left, Symbol | Indexed) else None


def _in_place(old: Value, left: Term | None) -> Term | None:
    """The left side of a statement with a value in place of the name; of its square, too."""
    if left == old.key:
        return old.term
    square = Power(old.key, Rational(2)) if isinstance(old.key, Symbol | Indexed) else None
    return Power(old.term, Rational(2)) if left == square else None

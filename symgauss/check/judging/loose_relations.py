"""Relations that are no equalities: ``a != b`` is shown by a point, ``a ~= b`` by what is known."""

from __future__ import annotations

from dataclasses import replace

from symgauss.check.displays.parts import Statement
from symgauss.check.judging.careful import Careful, unreadable, unsupported
from symgauss.check.judging.doubts import doubt, rounded
from symgauss.check.judging.judge import Outcome
from symgauss.check.judging.stated import Stated
from symgauss.check.manners.keys import is_intrinsic
from symgauss.check.meaning.asking import Question
from symgauss.kernel.numeric import describe
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.verdict import Answer, Evidence, EvidenceKind, Verdict


class LooseRelations:
    """Decides what one document says to be unequal, or approximately equal."""

    def __init__(self, careful: Careful, names: Stated) -> None:
        self.careful = careful
        self.judge = careful.judge
        self.names = names

    def unequal(self, statement: Statement, index: int) -> Outcome:
        """``a != b`` says that they are not the same in general: a counterexample shows it."""
        left, right = statement.sides[index], statement.sides[index + 1]
        if left.term is None or right.term is None:
            return Outcome(unreadable(left if left.term is None else right))
        question = Question(left.term, Relation(RelationKind.EQUAL), right.term, statement.position)
        outcome = self.judge.decide(question, self.careful.avoided(statement))
        verdict = self.careful.verdict(outcome, question, statement, index)
        if verdict.answer is Answer.FAILS and verdict.counterexample is not None:
            found = verdict.counterexample
            evidence = Evidence(EvidenceKind.NUMERIC, 1, self.judge.seed or 0, found.sizes)
            detail = f"they differ {describe(found)}"
            return replace(outcome, verdict=Verdict(Answer.HOLDS, evidence, detail=detail))
        if verdict.answer is Answer.HOLDS:
            detail = "the sides are the same as far as is known"
            verdict = Verdict.missing_context(detail)
        return Outcome(verdict)

    def approximate(self, statement: Statement, index: int) -> Outcome:
        """What is approximately so may be so; numbers may be rounded; the rest is not judged."""
        left, right = statement.sides[index], statement.sides[index + 1]
        if left.term is None or right.term is None:
            return Outcome(unreadable(left if left.term is None else right))
        relation = Relation(RelationKind.EQUAL)
        question = Question(left.term, relation, right.term, statement.position)
        outcome = self.judge.decide(question, self.careful.avoided(statement))
        verdict = rounded(outcome.verdict, self.careful.text(right))
        verdict = doubt(verdict, (left.term, right.term), relation.kind, self.careful.facts)
        if verdict.answer is Answer.HOLDS:
            return replace(outcome, verdict=verdict)
        key = self.names.named_key(left)
        if index == 0 and key is not None and not is_intrinsic(key):
            return Outcome(Verdict(Answer.DEFINITION, detail="an approximation by a name"))
        return Outcome(unsupported("an approximation, whose error nothing bounds"))

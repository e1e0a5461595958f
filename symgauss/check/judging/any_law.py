r"""Steps that hold whatever the laws are, in documents that state these.

``\log p(x) = \mathbb{E}_{q(z)}[\log p(x)]`` is an identity for all densities; that a document says
further below that q is normal makes it no harder.  Such a step is read once more as if nothing were
stated: what holds for every law holds for the stated ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from symgauss.check.displays.parts import Statement
from symgauss.check.judging.careful import Careful
from symgauss.check.judging.judge import Outcome
from symgauss.check.meaning.asking import Question
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.terms import Term
from symgauss.kernel.verdict import Answer


class AnyLaw:
    """Decides steps of one document without the laws that it states."""

    def __init__(self, careful: Careful, general: Mapping[int, Term]) -> None:
        self.careful = careful
        self.general = general

    def outcome(self, statement: Statement, index: int) -> Outcome | None:
        """The outcome if the step holds for every law, else ``None``."""
        sides = statement.sides[index : index + 2]
        left, right = (self.general.get(id(side)) for side in sides)
        if left is None or right is None:
            return None
        equal = Relation(RelationKind.EQUAL)
        question = Question(left, equal, right, statement.position, laws=())
        outcome = self.careful.judge.decide(question, self.careful.avoided(statement))
        verdict = self.careful.verdict(outcome, question, statement, index)
        if verdict.answer is not Answer.HOLDS or outcome.using:
            return None  # what is said of a name with a law is said with the law in mind
        return replace(outcome, verdict=verdict)

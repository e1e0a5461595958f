r"""Parameters of laws that follow from a model: ``p(w | y) = N(w; m_N, S_N)``, where ``S_N = ..``.

The model says what ``w | y`` has for a mean and a covariance, so that these names are no free ones:
the first values that they get are held against the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from symgauss.check.displays.parts import Statement
from symgauss.check.judging.careful import Careful
from symgauss.check.judging.judge import Outcome
from symgauss.check.judging.noisy_models import NoisyModels
from symgauss.check.laws.placed import scales, with_value
from symgauss.check.manners.keys import solved
from symgauss.check.meaning.asking import Question
from symgauss.check.meaning.contexts import Contexts
from symgauss.kernel.context import Distribution
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.terms import Covariance, Expectation, Indexed, Named, Symbol, Term
from symgauss.kernel.verdict import Answer

_NEAR = 200  #: characters in front of a law
_ROUGHLY = re.compile(
    r"\b(?:approximat\w+|variational|mean[- ]field|laplace|surrogate|ansatz"
    r"|guess\w*|factori[sz]ed)\b",
    re.IGNORECASE,
)


class ClaimedParameters:
    """Holds the parameters of laws in one document against the models that these follow from."""

    def __init__(self, careful: Careful, contexts: Contexts, noisy: NoisyModels) -> None:
        self.careful = careful
        self.contexts = contexts
        self.noisy = noisy

    def outcome(self, statement: Statement, index: int) -> Outcome | None:
        """What the model says of the value of a parameter; ``None`` where it says nothing."""
        left, right = (side.term for side in statement.sides[index : index + 2])
        if index or left is None or right is None or statement.is_inline:
            return None
        pair = solved(left, right)
        if pair is None or not isinstance(pair[0], Symbol | Indexed):
            return self.noisy.of_histories.claimed(statement)
        for each in self.contexts.consequences(pair[0], statement.position):
            text = self.careful.source.text[max(0, each.place - _NEAR) : each.place]
            if _ROUGHLY.search(text):
                continue  # the law of an approximation
            for moment, value in _claimed(each.law, pair[0], pair[1]):
                outcome = self._decided(moment, value, each.place, statement)
                if outcome is not None:
                    return outcome
        return self.noisy.of_histories.claimed(statement)

    def _decided(
        self, moment: Term, value: Term, said: int, statement: Statement
    ) -> Outcome | None:
        """What the model says of a moment, without what the law at a place says itself."""
        by_equations = self.noisy.equal(moment, value, statement)
        if by_equations is not None:
            return by_equations
        question = Question(moment, EQUAL, value, statement.position)
        avoid = self.careful.avoided(statement) | {said}
        outcome = self.careful.judge.decide(question, avoid)
        verdict = self.careful.verdict(outcome, question, statement, 0)
        decided = verdict.answer in (Answer.HOLDS, Answer.FAILS)
        return replace(outcome, verdict=verdict, question=None) if decided else None


def _claimed(law: Distribution, key: Symbol | Indexed, value: Term) -> Iterator[tuple[Term, Term]]:
    """The moments of a law that a name is a parameter of, and what they are by its value."""
    named = Named(law.density, (law.variable,), law.given)
    if law.mean == key:
        yield Expectation(law.variable, named), value
    if scales(law.covariance, key):
        spread = with_value(law.covariance, key, value)
        if spread is not None:
            yield Covariance(law.variable, law.variable, named), spread

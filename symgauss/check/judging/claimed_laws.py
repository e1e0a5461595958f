r"""Statements of laws, ``x \sim N(m, S)``: shown, refuted, or part of the model of the document."""

from __future__ import annotations

from dataclasses import replace

from symgauss.check.displays.parts import Statement
from symgauss.check.inference.typing import Inference
from symgauss.check.judging.careful import Careful
from symgauss.check.judging.derived_laws import law_claimed, moments_claimed, stack_claimed
from symgauss.check.judging.judge import Outcome
from symgauss.check.judging.made_laws import MadeLaws
from symgauss.check.judging.noisy_models import NoisyModels
from symgauss.check.meaning.asking import Question
from symgauss.check.meaning.contexts import Contexts
from symgauss.kernel.verdict import Answer, Verdict


class ClaimedLaws:
    """Decides the statements of laws of one document."""

    def __init__(
        self,
        contexts: Contexts,
        careful: Careful,
        inference: Inference,
        made: MadeLaws,
        noisy: NoisyModels,
    ) -> None:
        self.contexts = contexts
        self.careful = careful
        self.inference = inference
        self.made = made
        self.noisy = noisy

    def outcome(self, statement: Statement, index: int) -> Outcome:
        """A law is stated; of a variable that is made of others it may be stated wrongly."""
        shown = self.made.outcome(statement, index) or self.noisy.of_law(statement)
        if shown is not None:
            return shown
        judge, place = self.careful.judge, statement.position
        context = judge.asking.contexts(place)
        laws = self.inference.placed if statement.is_law else []
        for moment, question in moments_claimed(laws, place, judge.values, context, judge.random):
            verdict = self._asked(question, statement, index).verdict
            if verdict.answer is Answer.FAILS:
                detail = f"the {moment} is another one by what the variable is made of"
                return Outcome(replace(verdict, detail=detail))
        for question in law_claimed(self.contexts, place):
            found = self._asked(question, statement, index)
            if found.verdict.answer in (Answer.HOLDS, Answer.FAILS):
                return found
        known = self.made.misfit(statement) or self._stacked(statement, index)
        return known or Outcome(Verdict(Answer.DEFINITION))

    def _asked(self, question: Question, statement: Statement, index: int) -> Outcome:
        outcome = self.careful.judge.decide(question, self.careful.avoided(statement))
        verdict = self.careful.verdict(outcome, question, statement, index)
        return replace(outcome, verdict=verdict)

    def _stacked(self, statement: Statement, index: int) -> Outcome | None:
        """What the laws of the document say of the law of a stack; ``None`` if nothing."""
        stack = self.inference.stacks.get(statement.position)
        if stack is None:
            return None
        questions = stack_claimed(self.contexts, stack, statement.position)
        found = [self._asked(question, statement, index) for question in questions]
        wrong = [each for each in found if each.verdict.answer is Answer.FAILS]
        if wrong:
            return wrong[0]
        shown = found and all(each.verdict.answer is Answer.HOLDS for each in found)
        return found[-1] if shown else None

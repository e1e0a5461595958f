"""Whether a step with derivatives holds however the names in them depend on the variable."""

from __future__ import annotations

from collections.abc import Callable

from symgauss.check.judging.doubts import DEPENDS, Facts, undependent
from symgauss.check.judging.judge import Judge, Outcome
from symgauss.check.judging.unwritten import by_a_family, depends_unwritten
from symgauss.check.judging.values_at_points import at_a_point, beside_a_step
from symgauss.check.manners.densities import density_of
from symgauss.check.manners.expectations import is_expectation
from symgauss.check.meaning.asking import Question
from symgauss.check.meaning.below_integrals import moving_in_integrals
from symgauss.check.meaning.hidden import moving_elsewhere
from symgauss.check.meaning.unsaid_dependence import DERIVATIVES, Unknown, as_used, moving
from symgauss.check.meaning.values import Value
from symgauss.check.wording.said_dependence import SaidDependence
from symgauss.kernel.terms import Density, Named, Opaque, Variable
from symgauss.kernel.traversal import subterms
from symgauss.kernel.verdict import Answer, Verdict

_DECIDED = (Answer.HOLDS, Answer.FAILS)


class BelowDerivatives:
    """Doubts about the derivatives in the steps of one document."""

    def __init__(self, judge: Judge, facts: Facts, depends: SaidDependence) -> None:
        self.judge = judge
        self.depends = depends
        self.facts = facts

    def verdict(
        self, verdict: Verdict, outcome: Outcome, question: Question, avoid: frozenset[int]
    ) -> Verdict:
        """The verdict, unless something may depend on the variable of a derivative or not.

        ``avoid`` holds statements whose values say nothing about the step.
        """
        known = outcome.using or outcome.known
        detail = self._of_means(question) or at_a_point(question, known)
        detail = detail or beside_a_step(question, self.judge.values)
        if detail:
            verdict = Verdict.missing_context(detail)
        if outcome.general:
            return verdict
        used = as_used(question, known)
        verdict, moved = self._unsaid(verdict, used, avoid)
        verdict = self._in_integrals(verdict, used, avoid)
        laws = question.laws or ()
        modelled = frozenset(name for law in laws for name in (law.variable, *law.given))
        verdict = undependent(verdict, outcome.asked, self.facts, moved, modelled)
        detail = "" if moved else depends_unwritten(used, self.facts.unwritten)
        detail = detail or by_a_family(used) or self._elsewhere(used, avoid)
        if detail and verdict.answer in _DECIDED:
            return Verdict.missing_context(detail)
        return verdict

    def _of_means(self, question: Question) -> str:
        """What is averaged depends on the names of its moments."""
        parts = [part for side in (question.lhs, question.rhs) for part in subterms(side)]
        called = set(self.judge.values.of_moments)
        by = called & {part.variable for part in parts if isinstance(part, DERIVATIVES)}
        if by and any(map(is_expectation, parts)):
            return f"{DEPENDS} means depend on {min(name.name for name in by)}"
        return ""

    def _unsaid(
        self, verdict: Verdict, question: Question, avoid: frozenset[int]
    ) -> tuple[Verdict, frozenset[str]]:
        """The verdict, unless some name depends on the variable of a derivative or does not.

        With the names on which it does not matter.
        """
        none: frozenset[str] = frozenset()
        if verdict.answer not in _DECIDED:
            return verdict, none
        stated = self._is_stated(question, avoid - {question.position})
        depends = self.depends.at(question.position)
        found = moving(question, self.judge.random, self.facts.typed, stated, depends)
        if found is None:
            return verdict, none
        if verdict.answer is Answer.HOLDS:
            other = self.judge.decide(found.question, avoid).verdict
            if other.answer is Answer.HOLDS:
                return verdict, found.names
        detail = f"{DEPENDS} {min(found.names)} depends on the variable of the derivative"
        return Verdict.missing_context(detail), none

    def _in_integrals(self, verdict: Verdict, question: Question, avoid: frozenset[int]) -> Verdict:
        """The verdict, unless some name moves with what an integral is taken over."""
        found = moving_in_integrals(question, self.depends.at(question.position))
        if found is None or verdict.answer not in _DECIDED:
            return verdict
        moved, name = found
        if verdict.answer is Answer.HOLDS:
            other = self.judge.decide(moved, avoid).verdict
            if other.answer is Answer.HOLDS:
                return verdict
        detail = f"{DEPENDS} {name} depends on the variable of the integral"
        return Verdict.missing_context(detail)

    def _is_stated(self, question: Question, avoid: frozenset[int]) -> Callable[[Unknown], bool]:
        """Tells whether the document says what a function, a mean or a density is."""
        context = self.judge.asking.contexts(question.position)
        laws = context.distributions if question.laws is None else question.laws
        known = {(law.density, law.variable) for law in laws}
        values = self.judge.values

        def stated(term: Unknown) -> bool:
            if isinstance(term, Density):
                law = term.law
                return not isinstance(law, Named) or all(
                    (law.name, variable) in known for variable in law.variables
                )
            if values.meant(term, question.position, avoid) is not None:
                return True
            if not isinstance(term, Opaque):
                return False
            if density_of(term) is not None:
                return values.law_of(term, question.position, avoid) is not None
            return is_expectation(term) and values.is_determined(term)

        return stated

    def _elsewhere(self, used: Question, avoid: frozenset[int]) -> str:
        """What the document says elsewhere of a name that is no constant then."""
        values, place = self.judge.values, used.position

        def said(name: Variable | Opaque) -> Value | None:
            found = [] if isinstance(name, Opaque) else values.elsewhere(name, place)
            before = [value for value in found if value.position < place]
            return before[0] if before else values.meant(name, place, avoid)

        return moving_elsewhere((used.lhs, used.rhs), said, self.judge.random)

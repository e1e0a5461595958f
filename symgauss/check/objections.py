r"""What the words of a document have against a step that was shown.

A step holds by equations and laws; the words around these may say that a number is random, a matrix
singular, a sign open.  They are looked at last, where everything that was used is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from symgauss.check.displays.parts import Statement
from symgauss.check.displays.sentences import Sentences
from symgauss.check.judging.indicators import indicator
from symgauss.check.judging.judge import Judge, Outcome
from symgauss.check.judging.numbers_elsewhere import NumbersElsewhere
from symgauss.check.judging.random_constants import RandomConstants
from symgauss.check.judging.singular_words import Section, SingularWords
from symgauss.check.manners.expectations import is_expectation
from symgauss.check.meaning.asking import Question
from symgauss.check.meaning.averaged import is_averaged
from symgauss.check.meaning.made_moments import ConditionalMoment, Moment
from symgauss.check.meaning.made_of_noise import as_random
from symgauss.check.wording.called_constants import CalledConstants
from symgauss.check.wording.dependence_later import DependenceLater
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.terms import Term
from symgauss.kernel.verdict import Answer, Verdict
from symgauss.latex.documents import Document

DEPENDENCE = "the text goes on to speak of a dependence"

_missing = Verdict.missing_context


@dataclass(frozen=True, slots=True)
class Heard:
    """What is said in words, before any formula is judged."""

    constants: CalledConstants
    singular: SingularWords
    dependence: DependenceLater

    @classmethod
    def of(
        cls,
        document: Document,
        sentences: Sentences,
        statements: Iterable[Statement],
        section: Section,
    ) -> Heard:
        """Listen to a whole document; ``section`` says from where to where a section goes."""
        constants = CalledConstants.of(document, sentences, statements)
        dependence = DependenceLater.of(sentences.text)
        return cls(constants, SingularWords.of(document, sentences, section), dependence)


class Objections:
    """Takes back what holds only by leaving words unheard."""

    def __init__(
        self,
        heard: Heard,
        judge: Judge,
        moments: Mapping[str, Moment],
        conditional: Mapping[str, ConditionalMoment],
        numbers: NumbersElsewhere,
    ) -> None:
        self.judge = judge
        self.numbers = numbers
        self.singular = heard.singular
        self.dependence = heard.dependence
        self._calculated: set[int] = set()  #: where dependence is spoken of that follows
        self._shown: set[tuple[int, int]] = set()  #: steps that hold but for these words
        self.constants = RandomConstants(heard.constants, moments, conditional)

    def verdict(
        self, verdict: Verdict, outcome: Outcome, statement: Statement, index: int
    ) -> Verdict:
        """The verdict; unknown where words speak against what it rests on."""
        both = statement.sides[index].term, statement.sides[index + 1].term
        named = verdict.answer is Answer.DEFINITION and index == 0 and len(statement.signs) > 1
        if named or verdict.answer is Answer.HOLDS:
            self._shown.add((statement.position, index))
        if verdict.answer is not Answer.HOLDS or both[0] is None or both[1] is None:
            return verdict
        varying = indicator((both[0], both[1]), (value.term for value in outcome.using))
        varying = varying or self._varying((both[0], both[1]), outcome, statement)
        if varying:
            return _missing(f"nothing says that {varying} is a constant where the average is taken")
        if self._may_depend((both[0], both[1]), outcome, statement.position):
            return _missing(DEPENDENCE)
        number = self.numbers.taken(outcome, statement.position, self.judge.seed)
        if number:
            return _missing(f"{number} is a number in another section, and may be a matrix here")
        singular = self.singular.against((both[0], both[1]), outcome.using, statement.position)
        return _missing(singular) if singular else verdict

    def calculated(self, statements: Iterable[Statement]) -> frozenset[int]:
        """Where dependence is spoken of that follows, so that it takes no independence back.

        As "the covariance of $x$ and $x + y$ is", and all of the display behind that.
        """
        displays: dict[int, list[Statement]] = {}
        for each in statements:
            if each.region is not None and not each.is_inline:
                displays.setdefault(each.region.start, []).append(each)
        for display, said in self.dependence.computed.items():
            found = displays.get(display, [])
            if found and all(map(self._is_calculated, found)):
                self._calculated.add(said)
        return frozenset(self._calculated)

    def _is_calculated(self, statement: Statement) -> bool:
        """Whether all steps of a chain hold, which ends in what is no average."""
        last = statement.sides[-1].term
        steps = {(statement.position, index) for index in range(len(statement.signs))}
        averaged = last is None or is_averaged(last)
        return not averaged and steps <= self._shown

    def _may_depend(self, sides: tuple[Term, Term], outcome: Outcome, place: int) -> bool:
        """Whether an average is one of several variables that are independent no longer."""
        if not self.dependence.is_before(place, self._calculated):
            return False
        context = self.judge.asking.contexts(place)
        return any(
            len(names) > 1 for names in self.constants.averaged(sides, outcome.using, context)
        )

    def _varying(self, sides: tuple[Term, Term], outcome: Outcome, statement: Statement) -> str:
        """A name that the step takes for a constant, and does not hold if it is random."""
        context = self.judge.asking.contexts(statement.position)
        found = self.constants.found(sides, outcome.using, context)
        if not found:
            return ""
        if outcome.asked is not None:
            question = replace(_question(sides, statement), relation=outcome.asked.relation)
            if self.judge.holds_for_any_law(question):
                return ""
        if all(is_expectation(made.average) for made in found):
            other = as_random(_question(sides, statement), found)
            avoid = frozenset({statement.position})
            if other and self.judge.decide(other, avoid).verdict.answer is Answer.HOLDS:
                return ""
        return found[0].name.name


def _question(sides: tuple[Term, Term], statement: Statement) -> Question:
    return Question(sides[0], Relation(RelationKind.EQUAL), sides[1], statement.position)

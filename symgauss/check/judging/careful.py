"""Deciding relations with care: ``fails`` only where the document may know nothing more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from symgauss.check.displays.parts import Side, Statement
from symgauss.check.displays.sentences import Sentences
from symgauss.check.displays.written import as_written
from symgauss.check.inference.atoms import shown_name
from symgauss.check.inference.determinants import diagonals
from symgauss.check.inference.typing import Inference
from symgauss.check.judging.below_derivatives import BelowDerivatives
from symgauss.check.judging.characteristic import of_imaginary
from symgauss.check.judging.differentials import differential
from symgauss.check.judging.doubts import (
    Facts,
    absorbs_all,
    constrained,
    doubt,
    has_members,
    rounded,
    totals,
)
from symgauss.check.judging.guessed_matrices import (
    has_arrays,
    holds_for_numbers,
    may_commute,
    speaks_of_matrices,
)
from symgauss.check.judging.hidden_normalisers import hidden_normaliser
from symgauss.check.judging.judge import Judge, Outcome
from symgauss.check.judging.moments_said import restricting
from symgauss.check.judging.quantified import Quantified
from symgauss.check.judging.reserved_signs import ReservedSigns
from symgauss.check.judging.said_later import SaidLater
from symgauss.check.judging.spared import Spared
from symgauss.check.judging.supposing import holds_if
from symgauss.check.laws.placed import (
    numbers_for_matrices,
    parameters,
    possible_deviations,
    spreads,
)
from symgauss.check.manners.expectations import is_expectation
from symgauss.check.manners.slashes import readings
from symgauss.check.meaning.asking import Question
from symgauss.check.meaning.averaged import (
    averaged_members,
    has_plain_average,
    is_averaged,
    is_restricted,
    other_meaning,
    unrelated,
)
from symgauss.check.meaning.made_moments import speaks_of_correlation
from symgauss.check.meaning.made_of_noise import MadeOfNoise, as_random, averaged_names
from symgauss.check.meaning.shared_noise import shared_noise
from symgauss.check.meaning.unsaid_dependence import as_used
from symgauss.check.meaning.values import Value, follows_its_index
from symgauss.check.meaning.varying import in_single_names, relations
from symgauss.check.wording.matrices_in_words import MatricesInWords
from symgauss.check.wording.other_cases import OtherCases
from symgauss.check.wording.passing import is_conditional
from symgauss.check.wording.said_dependence import SaidDependence
from symgauss.check.wording.words_around import passes_dots, said_around
from symgauss.errors import SourceError
from symgauss.kernel.context import Distribution, Property
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.terms import (
    Indexed,
    Opaque,
    Symbol,
    Term,
)
from symgauss.kernel.traversal import free_symbols, subterms
from symgauss.kernel.unstated import named_laws
from symgauss.kernel.verdict import Answer, Reason, Verdict
from symgauss.latex.scope import Scope
from symgauss.latex.source import Source

_LETTERS = re.compile("[A-Za-z]+")
_TRIANGULAR = {Property.LOWER_TRIANGULAR, Property.UPPER_TRIANGULAR}
CONDITIONAL = "it is said under a condition, which was not used"


class Careful:
    """Decides relations of one document; what it may know and we do not is a doubt."""

    def __init__(
        self,
        source: Source,
        scope: Scope,
        inference: Inference,
        judge: Judge,
        facts: Facts,
        *,
        points: frozenset[str],
        sentences: Sentences,
        arrays: frozenset[str],
        matrices: MatricesInWords,
        later: SaidLater,
        depends: SaidDependence,
        signs: ReservedSigns,
        spared: Spared,
        cases: OtherCases,
    ) -> None:
        self.source = source
        self.scope = scope
        self.reader = inference.reader
        self.judge = judge
        self.derivatives = BelowDerivatives(judge, facts, depends)
        self.made_of_noise = MadeOfNoise(judge.values, depends)
        self.facts = facts
        self.mistyped = numbers_for_matrices(inference.placed) - facts.typed
        self.deviations = possible_deviations(inference.placed, source.text)
        self.restricted = is_restricted(source.text)
        self.correlated = speaks_of_correlation(source.text)
        self.speaks_of_matrices = speaks_of_matrices(source.text)
        self.may_commute = may_commute(source.text)
        self.sentences = sentences
        self.arrays = arrays  #: numbers, as far as is known, that are called arrays
        self.signs = signs
        self.points = points  #: names at which normal densities are taken
        self.matrices = matrices
        self.later = later
        self.spared = spared
        self.cases = cases
        self.quantified = Quantified(judge.values, sentences, source.text)
        #: statements that say nothing about the step that is judged: they rest on it, or are wrong
        self.avoid: frozenset[int] = frozenset()

    def avoided(self, statement: Statement) -> frozenset[int]:
        """Statements whose values say nothing about the steps of this one."""
        return self.avoid | {statement.position} | self.quantified.values_of(statement)

    def text(self, side: Side) -> str:
        """A side as LaTeX."""
        return as_written(self.source.text, side.span)

    def texts(self, sides: Iterable[Side]) -> str:
        """Sides as LaTeX, one behind the other."""
        return " ".join(map(self.text, sides))

    def decided(
        self,
        left: Term,
        kind: RelationKind,
        right: Term,
        statement: Statement,
        index: int,
        *,
        avoid: frozenset[int] = frozenset(),
        laws: tuple[Distribution, ...] | None = None,
    ) -> Outcome:
        """A relation between two terms; in the variables that may be meant, if it needs some.

        ``laws`` are those that count, if these are not all that are stated.
        """
        first: Outcome | None = None
        random = self.judge.random | {v.name for v in self.scope.variables("p")} | self.points
        below = statement.signs[index].sub
        for relation in relations(
            kind, statement, right, below=below, text=self.source.text, random=random
        ):
            question = Question(left, relation, right, statement.position, laws=laws)
            outcome = self.judge.decide(question, avoid | self.avoided(statement))
            verdict = self.verdict(outcome, question, statement, index)
            outcome = replace(outcome, verdict=verdict)
            if outcome.verdict.answer is Answer.HOLDS:
                return outcome
            if outcome.verdict.answer is Answer.FAILS:
                outcome = self._in_any_name(outcome, question, statement, index)
            first = first or outcome
        assert first is not None  # noqa: S101 - there is at least one relation
        return first

    def _with_normalisers(
        self, verdict: Verdict, outcome: Outcome, sides: tuple[Term, Term]
    ) -> Verdict:
        """The verdict, unless a constant of a density may hide what a derivative would show."""
        if verdict.answer not in (Answer.HOLDS, Answer.FAILS):
            return verdict
        known = (*outcome.using, *outcome.known)
        detail = hidden_normaliser(sides, known, self.source.text, self.facts.valued)
        missing = Verdict.missing_context(detail)
        return missing if detail else verdict

    def _in_any_name(
        self, outcome: Outcome, question: Question, statement: Statement, index: int
    ) -> Outcome:
        """What is refuted in the likeliest variables, unless it is not in any single one."""
        sides, text = (question.lhs, question.rhs), self.source.text
        for relation in in_single_names(question.relation, statement, text, *sides):
            other = replace(question, relation=relation)
            found = self.judge.decide(other, self.avoided(statement))
            if self.verdict(found, other, statement, index).answer is not Answer.FAILS:
                detail = "nothing says of what the constant is free"
                verdict = Verdict.missing_context(detail)
                return replace(outcome, verdict=verdict)
        return outcome

    def verdict(
        self, outcome: Outcome, question: Question, statement: Statement, index: int
    ) -> Verdict:
        """``fails`` only where nothing is unknown that the document may know."""
        careful = self._doubted(outcome, question, statement, index)
        if careful.answer is Answer.UNKNOWN and careful.evidence is None:
            return replace(careful, counterexample=outcome.verdict.counterexample)
        return careful

    def _doubted(
        self, outcome: Outcome, question: Question, statement: Statement, index: int
    ) -> Verdict:
        verdict = rounded(outcome.verdict, self.text(statement.sides[index + 1]))
        sides = (question.lhs, question.rhs)
        both = statement.sides[index], statement.sides[index + 1]
        clashing = self.scope.clashes & {s.name for side in sides for s in free_symbols(side)}
        if clashing and verdict.answer in (Answer.HOLDS, Answer.FAILS):
            detail = f"{min(clashing)} is declared with two shapes"
            return Verdict(Answer.UNKNOWN, reason=Reason.UNDETERMINED_TYPE, detail=detail)
        verdict = self.derivatives.verdict(verdict, outcome, question, self.avoided(statement))
        verdict = self._with_normalisers(verdict, outcome, sides)
        facts, put_in = self.facts.at(question.position), self._put_in(outcome, question)
        verdict = doubt(verdict, sides, question.relation.kind, facts, put_in)
        if verdict.answer is Answer.HOLDS and absorbs_all(outcome.asked):
            detail = "nothing says of what the constant is free"
            return Verdict.missing_context(detail)
        verdict = self._unknown_left(verdict, outcome, question)
        if verdict.answer in (Answer.HOLDS, Answer.FAILS):
            known = self.facts.typed | self.facts.valued | self.facts.dimensions
            now = replace(outcome, verdict=verdict)
            verdict = of_imaginary(now, question, self.judge, known, self.texts(both))
            verdict = differential(verdict, sides, (both[0].node, both[1].node), known)
        loose = unrelated(outcome.asked) if outcome.asked is not None else ""
        holds = verdict.answer is Answer.HOLDS
        decided = holds or verdict.answer is Answer.FAILS
        if loose and decided and not (holds and self.judge.holds_for_any_law(question)):
            return Verdict.missing_context(loose)
        verdict = self._of_noise(verdict, outcome, question, statement)
        verdict = self._above(verdict, outcome, question, statement)
        verdict = self._by_words(verdict, question, statement, outcome.using)
        verdict = self.matrices.verdict(verdict, outcome.asked, both, self.judge.seed)
        if verdict.answer is not Answer.FAILS:
            holds = verdict.answer is Answer.HOLDS
            return self._under_one_law(verdict, outcome, statement, index) if holds else verdict
        said = self._said_of_refuted(outcome, question, statement, index)
        if said:
            return Verdict.missing_context(said)
        names = frozenset(s.name for side in sides for s in free_symbols(side))
        verdict = constrained(verdict, statement.position, names, self.facts)
        if verdict.answer is Answer.FAILS and verdict.shape_conflict is None:
            said = self._holds_otherwise(outcome, question, statement, index)
            said = said or self.spared.by(outcome, question, statement, self.avoided(statement))
            said = said or holds_if(self.judge, question, outcome.asked)
            typed, seed = self.facts.typed, self.judge.seed
            said = said or holds_for_numbers(outcome.asked, typed, seed, small=True)
            if not (said or self.speaks_of_matrices):
                said = holds_for_numbers(outcome.asked, typed, seed)
            if not said and self.may_commute:
                said = holds_for_numbers(outcome.asked, None, seed)
            if said:
                return Verdict.missing_context(said)
        return verdict

    def _said_of_refuted(
        self, outcome: Outcome, question: Question, statement: Statement, index: int
    ) -> str:
        """What the text says that may make a refuted step right; empty if it says nothing."""
        sides, reason = (question.lhs, question.rhs), statement.signs[index].reason
        if statement.sides[index].carried:
            return "the left side stands in the display before, which may not be what is meant"
        if statement.conditional:
            return "it is said under a condition, or approximately"
        if reason:
            return f"the step rests on {reason}, which was not used"
        if not outcome.using and self._is_conditional(statement):
            return CONDITIONAL
        around = said_around(statement, self.source, self.sentences)
        if around:
            return around
        if passes_dots(statement, index, self.source) and has_members(sides):
            return "what the dots leave out may use how the members are related"
        later = self._introduced_later(outcome, question)
        if later:
            return f"nothing says what {later} is, which a law further below introduces"
        meant = self._meant_otherwise(outcome, statement, index)
        if meant:
            return meant
        for value in restricting(question, self.judge, self.avoided(statement)):
            return f"it may follow from {value.written}, which is said of the law"
        return ""

    def _under_one_law(
        self, verdict: Verdict, outcome: Outcome, statement: Statement, index: int
    ) -> Verdict:
        """The verdict, unless a mean may be one under another law of its variable."""
        both = statement.sides[index : index + 2]
        if outcome.asked is None or not any(
            side.term is not None and has_plain_average(side.term) for side in both
        ):
            return verdict
        written, usual = self._letters(both), self.scope.usual_density
        detail = other_meaning(outcome.asked, written, usual, restricted=False)
        missing = Verdict.missing_context(detail)
        return missing if detail else verdict

    def _of_noise(
        self, verdict: Verdict, outcome: Outcome, question: Question, statement: Statement
    ) -> Verdict:
        """The verdict, unless an average has something in it that is made of what is averaged."""
        if verdict.answer not in (Answer.HOLDS, Answer.FAILS):
            return verdict
        written = averaged_names(side.term for side in statement.sides if side.term is not None)
        used = as_used(question, outcome.using or outcome.known)
        found = self.made_of_noise.found(used, written)
        tied = self.made_of_noise.tied(question) if verdict.answer is Answer.HOLDS else ""
        if not found and not tied:
            return verdict
        if tied:
            return Verdict.missing_context(tied)
        if verdict.answer is Answer.HOLDS:
            other = as_random(used, found)
            avoid = self.avoided(statement)
            if other is not None and self.judge.decide(other, avoid).verdict.answer is Answer.HOLDS:
                return verdict
        detail = f"{found[0].name.name} is no constant there: it is made of {found[0].noise.name}"
        return Verdict.missing_context(detail)

    def _above(
        self, verdict: Verdict, outcome: Outcome, question: Question, statement: Statement
    ) -> Verdict:
        """The verdict, unless it holds or fails only by what is said from some place below on."""
        if verdict.answer not in (Answer.HOLDS, Answer.FAILS) or outcome.asked is None:
            return verdict
        asked, place = outcome.asked, question.position
        terms = (asked.lhs, asked.rhs, *(d.value for d in asked.context.definitions))
        names = frozenset(s.name for term in (*terms, question.lhs) for s in free_symbols(term))
        apart = self.later.independent(names, place)
        averaged = any(map(is_averaged, (question.lhs, question.rhs)))
        holds = verdict.answer is Answer.HOLDS
        name = min(apart) if holds and averaged and len(apart) > 1 else ""
        if not name:
            plain, name = self.later.without(question, names, self.judge.asking.contexts(place))
            if not name:
                return verdict
            if self.judge.decide(plain, self.avoided(statement)).verdict.answer is verdict.answer:
                return verdict
        detail = f"it rests on what is said of {name} further below only"
        return Verdict.missing_context(detail)

    def _by_words(
        self,
        verdict: Verdict,
        question: Question,
        statement: Statement,
        using: tuple[Value, ...],
    ) -> Verdict:
        """The verdict, unless the text speaks of something that the laws do not say."""
        holds = verdict.answer is Answer.HOLDS
        if not holds and verdict.answer is not Answer.FAILS:
            return verdict
        sides = (question.lhs, question.rhs)
        names = frozenset(s.name for side in sides for s in free_symbols(side))
        detail, reason = "", Reason.MISSING_CONTEXT
        members = {name for side in sides for name in averaged_members(side)} & self.facts.valued
        if holds and self.cases.are_apart((v.position for v in using), question.position):
            detail = "it rests on what is said under another condition"
        elif holds and self.correlated and members:
            detail = f"the text speaks of a dependence, and {min(members)} is made of noise"
        elif holds and names & self.mistyped:
            detail = f"{min(names & self.mistyped)} is the covariance of a vector, and no number"
            reason = Reason.UNDETERMINED_TYPE
        elif names & (doubtful := self.deviations | spreads(sides)):
            detail = f"nothing says whether {min(names & doubtful)} is a variance"
        elif meant := self.signs.other(self.texts(statement.sides)):
            detail, reason = meant, Reason.UNSUPPORTED
        elif len(names & self.arrays) > 1:  # one alone commutes with the numbers beside it
            detail = f"the document calls {min(names & self.arrays)} a vector or a matrix"
            reason = Reason.UNDETERMINED_TYPE
        elif holds and question.laws is None:
            context = self.judge.asking.contexts(question.position)
            detail = shared_noise(question, context, self.judge.values)
        return Verdict(Answer.UNKNOWN, reason=reason, detail=detail) if detail else verdict

    def _put_in(self, outcome: Outcome, question: Question) -> frozenset[str]:
        """The names in the places of which their definitions were put, all of them."""
        if outcome.asked is None:
            return frozenset()
        names = {
            value.key.name
            for value in outcome.known
            if isinstance(value.key, Symbol | Indexed | Opaque)
            and follows_its_index(value)
            and self.judge.values.is_certain(value, question.position)
        }
        sides = (outcome.asked.lhs, outcome.asked.rhs)
        left = {p.name for side in sides for p in subterms(side) if isinstance(p, Opaque)}
        return frozenset(names - left)

    def _unknown_left(self, verdict: Verdict, outcome: Outcome, question: Question) -> Verdict:
        """The verdict; nothing fails by a function that values bring and nobody states."""
        if verdict.answer is not Answer.FAILS or outcome.asked is None:
            return verdict
        definitions = (definition.value for definition in outcome.asked.context.definitions)
        sides = (outcome.asked.lhs, outcome.asked.rhs)
        total = totals([part for term in (*sides, *definitions) for part in subterms(term)])
        if total - self._put_in(outcome, question):
            detail = f"nothing says how {min(total)} is related to its members"
            return Verdict.missing_context(detail)
        context = outcome.asked.context
        for name in (name for side in sides for name in diagonals(side)):
            if not context.properties(name) & _TRIANGULAR:
                detail = f"nothing says that {name} is triangular or diagonal"
                return Verdict.missing_context(detail)
        for side in sides:
            for part in subterms(side):
                known = isinstance(part, Opaque) and part.name in self.facts.settled
                if isinstance(part, Opaque) and not (known or is_expectation(part)):
                    detail = f"nothing says what {shown_name(part.name)} is"
                    return Verdict.missing_context(detail)
        return verdict

    def _is_conditional(self, statement: Statement) -> bool:
        """Whether the words in front of it restrict it."""
        if (region := statement.region) is None:
            return False
        start = self.sentences.start(region)
        before, written = self.sentences.before(region), self.source.text[start : region.start]
        if is_conditional(before, written) and not self.cases.is_introduced(start):
            return True
        outline = self.judge.values.eras.outline
        return has_arrays(statement) and outline.is_restricted(statement.position)

    def _introduced_later(self, outcome: Outcome, question: Question) -> str:
        """A parameter without a value of a conditional law that is stated below the step."""
        if outcome.asked is None:
            return ""
        values, sides = self.judge.values, (question.lhs, question.rhs)
        spoken = {d for side in sides for part in subterms(side) for d in named_laws(part)}
        beside = frozenset().union(*map(free_symbols, sides))
        for law in outcome.asked.context.distributions:
            if not law.given or not any(law.variable in each.variables for each in spoken):
                continue
            for name in sorted(parameters(law) - beside, key=str):
                if values.first.get(name, -1) > question.position and not values.of(name):
                    return name.name
        return ""

    def _meant_otherwise(self, outcome: Outcome, statement: Statement, index: int) -> str:
        """Which other law an average may be taken under, in words."""
        if outcome.asked is None:
            return ""
        written = self._letters(statement.sides[index : index + 2])
        letter = self.scope.usual_density
        return other_meaning(outcome.asked, written, letter, restricted=self.restricted)

    def _letters(self, sides: Sequence[Side]) -> frozenset[str]:
        """The letters of what is written; for the P of a law also that of its density."""
        found = frozenset(_LETTERS.findall(self.texts(sides)))
        laws = self.reader.law_letters
        return found | {laws[name] for name in found & laws.keys()}

    def _holds_otherwise(
        self, outcome: Outcome, question: Question, statement: Statement, index: int
    ) -> str:
        """Which other reading was not refuted, in words; empty if there is none."""
        if any(value.is_ambiguous for value in outcome.known):
            return "a slash, or a power of a logarithm or trace, in a value used has two readings"
        both = statement.sides[index], statement.sides[index + 1]
        doubtful = ""
        for reading in readings([side.node for side in both]):
            terms = [question.lhs, question.rhs]
            try:
                for place, side in enumerate(both):
                    if side.node is not None and side.term is terms[place]:
                        read = self.reader.term(reading.regrouped(side.node))
                        terms[place] = self.reader.settled(read)
            except SourceError:
                return "a slash, or what stands behind a logarithm or a trace, has two readings"
            other = replace(question, lhs=terms[0], rhs=terms[1])
            verdict = self.judge.decide(other, self.avoided(statement)).verdict
            if verdict.answer is Answer.HOLDS:
                return f"it holds {reading.words}"
            if verdict.answer is not Answer.FAILS:
                doubtful = doubtful or f"it may hold {reading.words}"
        return doubtful


def unsupported(detail: str) -> Verdict:
    """What is not understood."""
    return Verdict(Answer.UNKNOWN, reason=Reason.UNSUPPORTED, detail=detail)


def unreadable(side: Side) -> Verdict:
    """A side that cannot be read, or is missing."""
    problem = side.problem
    return unsupported(problem.message if problem is not None else "nothing stands here")

"""A verdict for every step of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from operator import itemgetter

from symgauss.check.checked import CheckedStep
from symgauss.check.displays.conditions import UNEQUAL, is_condition
from symgauss.check.displays.parts import TERM_RELATIONS, Statement
from symgauss.check.displays.sentences import Sentences
from symgauss.check.displays.written import Display
from symgauss.check.equations import Equations
from symgauss.check.inference import positivity
from symgauss.check.inference.determined import determined
from symgauss.check.inference.ranges import declare_ranges
from symgauss.check.inference.typing import Inference
from symgauss.check.judging.any_law import AnyLaw
from symgauss.check.judging.called_laws import CalledLaws, unnormalised
from symgauss.check.judging.careful import Careful, unreadable, unsupported
from symgauss.check.judging.claimed_laws import ClaimedLaws
from symgauss.check.judging.doubts import Facts
from symgauss.check.judging.facts import called_arrays, facts_of, restricted_names
from symgauss.check.judging.judge import Judge, Outcome
from symgauss.check.judging.laws_in_force import LawsInForce
from symgauss.check.judging.loose_relations import LooseRelations
from symgauss.check.judging.made_laws import MadeLaws
from symgauss.check.judging.noisy_models import NoisyModels
from symgauss.check.judging.numbers_elsewhere import NumbersElsewhere
from symgauss.check.judging.proved_claims import ProvedClaims
from symgauss.check.judging.reserved_signs import ReservedSigns
from symgauss.check.judging.said_later import SaidLater
from symgauss.check.judging.sections_apart import Part
from symgauss.check.judging.spared import Spared
from symgauss.check.judging.stated import Stated
from symgauss.check.laws.placed import PlacedLaw, supposed
from symgauss.check.laws.samples import samples_of
from symgauss.check.manners.factorials import declare_factorials
from symgauss.check.manners.keys import Key
from symgauss.check.meaning.averaged import StatedLaws
from symgauss.check.meaning.circles import Judged, shown_by_what_is_above, without_circles
from symgauss.check.meaning.contexts import Contexts
from symgauss.check.meaning.made_moments import ConditionalMoment, MadeMoments
from symgauss.check.meaning.made_otherwise import both, made_otherwise
from symgauss.check.meaning.members import Members
from symgauss.check.meaning.mixtures import mixtures
from symgauss.check.meaning.told_behind import below_doubted
from symgauss.check.meaning.varying import UP_TO, points_of_densities
from symgauss.check.mending.manuscript import Manuscript
from symgauss.check.mending.remarks import Mender
from symgauss.check.mending.wrong_claims import wrong_claim
from symgauss.check.objections import DEPENDENCE, Heard, Objections
from symgauss.check.wording.applied_sayings import apply_said
from symgauss.check.wording.denials import undenied
from symgauss.check.wording.eras import Eras
from symgauss.check.wording.matrices_in_words import MatricesInWords
from symgauss.check.wording.other_cases import OtherCases
from symgauss.check.wording.other_laws import other_laws
from symgauss.check.wording.said import Said
from symgauss.check.wording.said_dependence import SaidDependence
from symgauss.check.wording.supposed_ranges import supposed_ranges
from symgauss.kernel.clock import now
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.terms import Term
from symgauss.kernel.verdict import Answer, Reason, Verdict
from symgauss.latex.scope import EVERYWHERE, Scope
from symgauss.latex.source import Source, Span


class Verdicts:
    """Judges the steps of one document, in order."""

    def __init__(
        self,
        source: Source,
        scope: Scope,
        inference: Inference,
        statements: list[Statement],
        displays: list[Display],
        *,
        seed: int | None,
        independent: frozenset[str],
        eras: Eras,
        sentences: Sentences,
        said: dict[str, Said],
        depends: SaidDependence,
        signs: ReservedSigns,
        heard: Heard,
    ) -> None:
        self.source, self.scope = source, scope
        self.inference = inference
        self.statements, self.displays = statements, displays
        self.names = Stated(source, scope, inference, statements, displays, sentences, said, eras)
        self.values = self.names.values
        self.standing = self.values.standing
        self.stated = frozenset(scope.declarations)
        laws = self._laws(independent)
        meanings = self.values.meanings = inference.meanings
        facts = self._facts(said, independent)
        matrices = MatricesInWords(said, scope)
        as_read = Manuscript(source, inference.reader, statements, scope.copy())
        self._declare(said)
        self.contexts = self._contexts(laws, said, sentences, eras)
        random = inference.reader.random
        self.judge = Judge(self.contexts.at, self.values, seed, independent, meanings, random)
        self.careful = Careful(
            source,
            scope,
            inference,
            self.judge,
            facts,
            points=points_of_densities(statements),
            sentences=sentences,
            arrays=called_arrays(said, scope),
            matrices=matrices,
            later=SaidLater(scope.said, laws, said, sentences),
            depends=depends,
            signs=signs,
            spared=Spared(source, self.judge, facts, eras, statements),
            cases=OtherCases(statements, sentences, source.text),
        )
        made = self._made_moments(independent, {each.law.variable.name for each in laws}, sentences)
        self.objections = self._objections(heard, made, eras)
        self.made_laws = self._made_laws(made)
        self.noisy = self._noisy_models(made)
        self.laws = ClaimedLaws(self.contexts, self.careful, inference, self.made_laws, self.noisy)
        self.turns = LawsInForce(self.contexts, sentences, eras)
        self.loose = LooseRelations(self.careful, self.names)
        called = CalledLaws(self.careful, self.contexts)
        self.equations = self._equations(made, called)
        self.mender = Mender(self.judge, as_read)
        self._refute_what_is_called(called)

    def _laws(self, independent: frozenset[str]) -> list[PlacedLaw]:
        """The laws that are stated, with what only a theorem claims marked."""
        claims = self.names.roles.claims
        laws = [replace(each, claimed=claims.cover(each.place)) for each in self.inference.placed]
        laws = supposed(laws, self.statements)
        self.values.laws = StatedLaws.of(laws, independent)
        return laws

    def _objections(self, heard: Heard, made: MadeMoments, eras: Eras) -> Objections:
        """What the prose says against a verdict."""
        numbers = NumbersElsewhere(self.scope.said, eras, self.source.text)
        return Objections(heard, self.judge, made.moments, self._conditional(), numbers)

    def _contexts(
        self, laws: list[PlacedLaw], said: dict[str, Said], sentences: Sentences, eras: Eras
    ) -> Contexts:
        """What is known at each place."""
        ranges = supposed_ranges(self.statements, sentences, eras)
        drawn = self.inference.reader.random | {each.law.variable.name for each in laws}
        others = both(other_laws(self.statements, said), made_otherwise(self.statements, drawn))
        redefined = {name: sorted(each.redefined) for name, each in said.items() if each.redefined}
        found = Contexts(self.scope, eras, laws, self.values, ranges, others, redefined)
        found.again = SaidLater((), laws, {}, sentences).introduced_again()
        return found

    def _made_laws(self, made: MadeMoments) -> MadeLaws:
        """What decides about the laws of variables that are made of others."""
        placed = {each.law.variable.name for each in self.inference.placed}
        drawn = self.inference.reader.random | placed
        otherwise = made_otherwise(self.statements, drawn, certain=True)
        otherwise = both(otherwise, mixtures(self.statements, laws=False))
        return MadeLaws(self.contexts, self.careful, made, self.inference, otherwise)

    def _equations(self, made: MadeMoments, called: CalledLaws) -> Equations:
        general = AnyLaw(self.careful, self.inference.general)
        return Equations(
            self.names,
            self.careful,
            self.contexts,
            made,
            self.made_laws,
            self.noisy,
            general,
            called,
            mixtures(self.statements, laws=True),
        )

    def _refute_what_is_called(self, called: CalledLaws) -> None:
        """What is said in a sentence is no step, but may be refuted by the law that it is of."""
        for statement in self.statements:
            self.judge.begin()
            found = called.outcome(statement, 0) if statement.is_inline else None
            if found is not None and found.verdict.answer is Answer.FAILS:
                self._refute(statement, 0)
            elif called.is_open(statement) or self.equations.unchosen.called.is_said_only(
                statement
            ):
                self.values.standing.doubtful.add(statement.position)

    def _noisy_models(self, made: MadeMoments) -> NoisyModels:
        """What decides about densities and moments of what noise is added to."""
        return NoisyModels(self.contexts, self.careful, made, self._conditional())

    def _conditional(self) -> dict[str, ConditionalMoment]:
        reader = self.inference.reader
        return {
            name: replace(moment, bodies=tuple(map(reader.settled, moment.bodies)))
            for name, moment in reader.conditional.items()
        }

    def _made_moments(
        self, independent: frozenset[str], with_law: set[str], sentences: Sentences
    ) -> MadeMoments:
        """What decides about the moments of variables that are made of others."""
        reader, text = self.inference.reader, self.source.text
        moments = {
            name: replace(moment, bodies=tuple(map(reader.settled, moment.bodies)))
            for name, moment in reader.moments.items()
        }
        random = reader.random | with_law
        samples = samples_of(self.statements, sentences, self.inference.limits, random)
        members = Members(self.inference.settled.items(), self.values, self.contexts, text)
        return MadeMoments(
            moments,
            self.values,
            reader.random,
            independent,
            samples=samples,
            members=members,
            text=text,
        )

    def _facts(self, said: dict[str, Said], apart: frozenset[str]) -> Facts:
        """What the document says that is no value; before the names that are left are declared."""
        dimensions = frozenset(self.scope.dimensions)
        inference, values = self.inference, self.values
        return facts_of(
            self.statements,
            values,
            self.source.text,
            stated=inference.stated,
            told=determined(inference.told, values.general(), inference.placed, dimensions),
            typed=self.stated | frozenset(self.scope.entries.values()),
            dimensions=dimensions,
            restricted=restricted_names(said),
            apart=apart,
        )

    def _declare(self, said: dict[str, Said]) -> None:
        """Declare the names that are left, and what is known of the signs and ranges of all."""
        scope, reader = self.scope, self.inference.reader
        for name, (shape, _) in reader.open_names.items():
            if "#" not in name:
                scope.declare(name, reader.unifier.resolve_shape(shape))
        apply_said(said, scope)  # also to names whose shape no statement tells
        every: list[Term] = []
        for each in self.statements:
            scope.place = each.position
            sides = [side.term for side in each.sides if side.term is not None]
            positivity.declare_signs(sides, [], scope, self.stated)
            every += sides
        laws = [(each.place, each.law.covariance) for each in self.inference.placed]
        laws += [(place, law.covariance) for place, law in self.inference.settled.items()]
        for place, covariance in sorted(laws, key=itemgetter(0)):
            scope.place = place
            positivity.declare_signs([], [covariance], scope, self.stated)
        scope.place = EVERYWHERE
        positivity.declare_supposed(reader.supposed, scope)
        positivity.declare_counts(self.source.text, reader.random, scope)
        declare_ranges(every, self.values.general(), scope)
        declare_factorials(self.statements, scope, reader.random)
        positivity.leave_signs_open(scope, said)

    def of_all(self, part: Part | None = None) -> list[Judged]:
        """All steps in order; with a ``part``, those that it is about."""
        self.equations.second.end_replaced(self.statements)
        self.contexts.forget()
        others = () if part is None else self._suppose(part)
        for statement in self.statements:  # in prose, nobody asks for a verdict
            if statement.is_inline and statement.is_law and not self._is_law_shown(statement):
                self.contexts.refute(statement.position)
        checked: list[Judged] = []
        steps: dict[int, Callable[[], Judged]] = {}
        uncertain: dict[int, set[Key]] = {}  #: names with several values, by steps
        by_display = self._by_display()
        for display in self.displays:
            number = 0
            for statement in by_display.get(display.number, []):
                for index in _steps_of(statement):
                    number += 1
                    if part is not None and not part.is_about(display, *_sides(statement, index)):
                        continue
                    steps[len(checked)] = partial(self._checked, statement, index, number)
                    self.values.several.clear()
                    judged = steps[len(checked)]()
                    uncertain[len(checked)] = set(self.values.several)
                    checked.append(judged)
            for span, why in display.unread if part is None else ():
                number += 1
                step = self._unread(display, number, span, why)
                checked.append(Judged(step, span.start, (), introduces=False))

        def again(step: int, avoid: frozenset[int]) -> Judged:
            self.careful.avoid = avoid
            try:
                return steps[step]()
            finally:
                self.careful.avoid = frozenset()

        self._judge_again(checked, steps, uncertain)
        self._compare_claims(checked, steps)
        for number in below_doubted(checked, self.values, self.names.first):
            self.contexts.forget()
            checked[number] = steps[number]()
        for number, each in enumerate(checked):  # what was refuted below shows nothing above
            if (each.holds or each.fails) and self._rests_on_refuted(each):
                checked[number] = steps[number]()
        return without_circles(checked, self.values, again, others)

    def _by_display(self) -> dict[int, list[Statement]]:
        found: dict[int, list[Statement]] = {}
        for statement in self.statements:
            if not statement.is_inline:
                found.setdefault(statement.display, []).append(statement)
        return found

    def _suppose(self, part: Part) -> list[Judged]:
        """Take from the whole document what became of the steps that are not judged here.

        These are returned.
        """
        written = {display.number: display for display in self.displays}
        unjudged = {
            each.position: each
            for each in self.statements
            if not each.is_inline
            and not all(
                part.is_about(written[each.display], *_sides(each, index))
                for index in _steps_of(each)
            )
        }
        known = part.standing.at(unjudged)
        self.standing.add(known)
        for place, index in known.refuted.items():
            self._refute(unjudged[place], index)
        for place in known.refuted_laws:
            self.contexts.refute(place)
        return [each for each in part.judged if each.position in unjudged]

    def _judge_again(
        self,
        checked: list[Judged],
        steps: dict[int, Callable[[], Judged]],
        uncertain: dict[int, set[Key]],
    ) -> None:
        """Judge once more what was open, where it is known now what was uncertain then."""
        self.standing.shown |= shown_by_what_is_above(checked)
        calculated = self.objections.calculated(self.statements)
        follows = bool(calculated) and self.noisy.made.calculated(calculated)
        for number, each in enumerate(checked):
            known = any(map(self.values.has_one_meaning, uncertain.get(number, ())))
            if each.is_open and (follows or known or each.step.verdict.detail == DEPENDENCE):
                checked[number] = steps[number]()

    def _compare_claims(
        self, checked: list[Judged], again: dict[int, Callable[[], Judged]]
    ) -> None:
        """Say of claims that they are not what their proofs end with."""
        claims = ProvedClaims(self.careful, self.names, self.equations.earlier)
        for each in claims.contradicted(checked):
            claim = checked[each.number]
            checked[each.number] = replace(claim, step=wrong_claim(claim.step, each, self.mender))
            if checked[each.number].step.verdict.answer is Answer.FAILS:
                self._refute(each.statement, 0)
                checked[each.proof] = again[each.proof]()

    def _is_law_shown(self, statement: Statement) -> bool:
        """Whether nothing that the variable is made of speaks against the law that is stated."""
        self.judge.begin()
        try:
            outcome = self.made_laws.outcome(statement, 0) or self.noisy.of_law(statement)
        except Exception:  # noqa: BLE001 - a bug never stops the document
            return True
        if outcome is not None:
            return outcome.verdict.answer is Answer.HOLDS
        return not self._is_unshown(statement)

    def _is_unshown(self, statement: Statement) -> bool:
        """Whether the law that is stated is not the one of what the variable is made of."""
        return statement.position in self.standing.unshown_laws

    def _rests_on_refuted(self, judged: Judged) -> bool:
        """Whether a step was shown by what turned out to be wrong."""
        for value in judged.known if judged.fails else judged.using:
            known = value in self.values.of(value.key)
            if not known or (judged.holds and self.values.is_open(value.position)):
                return True
        asked = judged.step.asked
        laws = () if asked is None else asked.context.distributions
        return any(law in laws for law in self.contexts.refuted)

    def _unread(self, display: Display, number: int, span: Span, why: str) -> CheckedStep:
        verdict = Verdict(Answer.UNKNOWN, reason=Reason.UNSUPPORTED, detail=why)
        place = self.source.place(span)
        text = self.source.text[span.start : span.end].strip()
        return CheckedStep(place, display.number, number, "", text, "", verdict, display.label)

    def _checked(self, statement: Statement, index: int, number: int) -> Judged:
        sign = statement.signs[index]
        left, right = statement.sides[index], statement.sides[index + 1]
        begun = now()
        self.judge.begin()
        outcome = self._safe_verdict(statement, index)
        said = unnormalised(outcome, (left.term, right.term), self.judge.seed)
        said = undenied(said, statement, self.careful.sentences)
        said = self.turns.unturned(said, outcome, statement)
        said = self.careful.signs.as_used(said, outcome.using)
        said = self.objections.verdict(said, outcome, statement, index)
        if said is not outcome.verdict:
            outcome = replace(outcome, verdict=said, using=(), question=None)  # nothing to mend
        span = left.span | right.span if left.tokens and not left.carried else right.span
        found = self.mender.mended(outcome, left, right, begun)
        step = CheckedStep(
            self.source.place(span),
            statement.display,
            number,
            self.source.text[sign.span.start : sign.span.end],
            self.careful.text(left),
            self.careful.text(right),
            found.verdict,
            statement.label,
            sign.reason,
            tuple(dict.fromkeys(value.shown for value in outcome.using if value.written)),
            found.blame,
            found.suggestion,
            found.difference,
            outcome.asked,
        )
        key = self.names.named_key(left) if index == 0 else None
        if found.verdict.answer is Answer.FAILS:
            self._refute(statement, index)
        elif found.verdict.answer is Answer.UNKNOWN and index == 0:
            second = self.equations.is_doubtful(found.verdict, key, statement)
            (self.standing.doubtful if second else self.standing.unshown).add(statement.position)
            self.contexts.forget()
        if index == 0 and self._is_unshown(statement):
            self.contexts.refute(statement.position)
        introduces = self.names.is_free(key, right)
        return Judged(step, statement.position, outcome.using, introduces, outcome.known)

    def _refute(self, statement: Statement, index: int) -> None:
        """What is wrong says nothing about the other steps."""
        self.names.refute(statement, index)
        self.contexts.forget()
        if index == 0:
            self.contexts.refute(statement.position)

    def _safe_verdict(self, statement: Statement, index: int) -> Outcome:
        """A bug is never a verdict, and never stops the rest of the document."""
        try:
            return self._verdict(statement, index)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other steps are checked
            detail = f"checking stopped with {type(error).__name__}: please report this"
            return Outcome(unsupported(detail))

    def _verdict(self, statement: Statement, index: int) -> Outcome:
        sign = statement.signs[index]
        left, right = statement.sides[index], statement.sides[index + 1]
        if sign.kind == "~":
            return self.laws.outcome(statement, index)
        kind = TERM_RELATIONS.get(sign.kind)
        if is_condition(left, sign.kind, right):
            return Outcome(Verdict(Answer.DEFINITION, detail="a condition on a name"))
        if sign.kind in UNEQUAL:
            return self.loose.unequal(statement, index)
        if kind is None:
            return Outcome(unsupported(f"the relation {sign.kind}"))
        if kind is RelationKind.APPROXIMATE:
            return self.loose.approximate(statement, index)
        if "!" in sign.reason or kind is RelationKind.DEFINED:
            return Outcome(Verdict(Answer.DEFINITION))
        if kind is RelationKind.EQUAL:
            return self.equations.outcome(statement, index)
        if left.term is None or right.term is None:
            return Outcome(unreadable(left if left.term is None else right))
        modelled = self.noisy.outcome(statement, index, kind)
        if modelled is not None:
            return modelled
        found = self.careful.decided(left.term, kind, right.term, statement, index)
        up_to = index == 0 and kind in UP_TO and found.verdict.answer is Answer.UNKNOWN
        if up_to and self.names.introduces_density(left.term, right.term, statement.position):
            return Outcome(Verdict(Answer.DEFINITION, detail=found.verdict.detail))
        return found


def _steps_of(statement: Statement) -> Iterator[int]:
    """The numbers of the relations that are steps: where something is from is none."""
    for index, sign in enumerate(statement.signs):
        if sign.kind not in ("in", ":", "to"):
            yield index


def _sides(statement: Statement, index: int) -> tuple[Term | None, Term | None]:
    return statement.sides[index].term, statement.sides[index + 1].term

"""A verdict for every step of a document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from symgauss.check.asking import Question
from symgauss.check.averaged import StatedLaws, is_restricted, other_meaning, unrelated
from symgauss.check.checked import CheckedStep
from symgauss.check.circles import Judged, without_circles
from symgauss.check.conditions import UNEQUAL, is_condition, is_stationarity
from symgauss.check.contexts import Contexts
from symgauss.check.derived_laws import moments_claimed
from symgauss.check.doubts import conflict_of, constrained, doubt, rounded, undependent
from symgauss.check.eras import Eras
from symgauss.check.expectations import is_expectation
from symgauss.check.facts import facts_of
from symgauss.check.judging import Judge, Outcome
from symgauss.check.measuring import DENSITY
from symgauss.check.mending import Mender, is_one_sided
from symgauss.check.parts import TERM_RELATIONS, Side, Statement
from symgauss.check.positivity import declare_signs, declare_supposed
from symgauss.check.prose import Said, apply_said
from symgauss.check.ranges import declare_ranges
from symgauss.check.sentences import Sentences
from symgauss.check.slashes import is_ambiguous, regrouped
from symgauss.check.stated import Stated
from symgauss.check.supposed_ranges import supposed_ranges
from symgauss.check.typing import Inference
from symgauss.check.values import (
    Key,
    Value,
    is_intrinsic,
)
from symgauss.check.varying import kind_of, relations
from symgauss.check.written import Display, as_written
from symgauss.errors import SourceError
from symgauss.kernel.clock import now
from symgauss.kernel.numeric import describe
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.terms import (
    Indexed,
    Opaque,
    Symbol,
    Term,
)
from symgauss.kernel.traversal import free_symbols, subterms
from symgauss.kernel.verdict import Answer, Evidence, EvidenceKind, Reason, Verdict
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
    ) -> None:
        self.source = source
        self.scope = scope
        self.inference = inference
        self.statements = statements
        self.displays = displays
        self.names = Stated(source, scope, inference, statements, displays, sentences, said, eras)
        self.values = self.names.values
        self.stated = frozenset(scope.declarations)
        self.values.laws = StatedLaws.of(inference.placed, independent)
        self.facts = facts_of(
            statements,
            self.values,
            source.text,
            stated=inference.stated,
            typed=self.stated,
            dimensions=frozenset(scope.dimensions),
        )
        self.restricted = is_restricted(source.text)
        for name, (shape, _) in inference.reader.open_names.items():
            if "#" not in name:
                scope.declare(name, inference.reader.unifier.resolve_shape(shape))
        apply_said(said, scope)  # also to names whose shape no statement tells
        for each in statements:
            scope.place = each.position
            sides = [side.term for side in each.sides if side.term is not None]
            declare_signs(sides, [], scope, self.stated)
        for placed in inference.placed:
            scope.place = placed.place
            declare_signs([], [placed.law.covariance], scope, self.stated)
        scope.place = EVERYWHERE
        declare_supposed(inference.reader.supposed, scope)
        stated_values = [each for values in self.values.by_key.values() for each in values]
        every = [side.term for each in statements for side in each.sides if side.term is not None]
        declare_ranges(every, stated_values, scope)
        settle = inference.reader.settled
        meanings = {name: settle(term) for name, term in inference.reader.meanings.items()}
        ranges = supposed_ranges(statements, sentences, eras)
        contexts = Contexts(scope, eras, inference.placed, ranges)
        random = inference.reader.random
        self.judge = Judge(contexts.at, self.values, seed, independent, meanings, random)
        self.mender = Mender(source, self.judge, inference.reader, statements)
        self._circular: frozenset[int] = frozenset()  #: what rests on the step that is judged

    def of_all(self) -> list[CheckedStep]:
        """All steps, display by display."""
        by_display: dict[int, list[Statement]] = {}
        for statement in self.statements:
            if not statement.is_inline:
                by_display.setdefault(statement.display, []).append(statement)
        checked: list[Judged] = []
        steps: dict[int, Callable[[], Judged]] = {}
        for display in self.displays:
            number = 0
            for statement in by_display.get(display.number, []):
                for index, sign in enumerate(statement.signs):
                    if sign.kind in ("in", ":", "to"):
                        continue
                    number += 1
                    steps[len(checked)] = partial(self._checked, statement, index, number)
                    checked.append(steps[len(checked)]())
            for span, why in display.unread:
                number += 1
                step = self._unread(display, number, span, why)
                checked.append(Judged(step, span.start, (), introduces=False))

        def again(step: int, avoid: frozenset[int]) -> Judged:
            self._circular = avoid
            try:
                return steps[step]()
            finally:
                self._circular = frozenset()

        return without_circles(checked, self.values, again)

    def _avoided(self, statement: Statement) -> frozenset[int]:
        """Statements whose values say nothing about the steps of this one."""
        return self._circular | {statement.position}

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
        span = left.span | right.span if left.tokens and not left.carried else right.span
        found = self.mender.mended(outcome, left, right, begun)
        step = CheckedStep(
            self.source.place(span),
            statement.display,
            number,
            self.source.text[sign.span.start : sign.span.end],
            self._text(left),
            self._text(right),
            found.verdict,
            statement.label,
            sign.reason,
            tuple(value.shown for value in outcome.using),
            found.blame,
            found.suggestion,
            found.difference,
            outcome.asked,
        )
        key = self.names.named_key(left) if index == 0 else None
        introduces = self.names.is_free(key, right)
        return Judged(step, statement.position, outcome.using, introduces=introduces)

    def _text(self, side: Side) -> str:
        return as_written(self.source.text, side.span)

    def _safe_verdict(self, statement: Statement, index: int) -> Outcome:
        """A bug is never a verdict, and never stops the rest of the document."""
        try:
            return self._verdict(statement, index)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other steps are checked
            detail = f"checking stopped with {type(error).__name__}: please report this"
            return Outcome(_unsupported(detail))

    def _verdict(self, statement: Statement, index: int) -> Outcome:
        sign = statement.signs[index]
        left, right = statement.sides[index], statement.sides[index + 1]
        if sign.kind == "~":
            return self._law(statement, index)
        kind = TERM_RELATIONS.get(sign.kind)
        if is_condition(left, sign.kind, right):
            return Outcome(Verdict(Answer.DEFINITION, detail="a condition on a name"))
        if sign.kind in UNEQUAL:
            return self._unequal(statement, index)
        if kind is None:
            return Outcome(_unsupported(f"the relation {sign.kind}"))
        if kind is RelationKind.APPROXIMATE:
            return self._approximate(statement, index)
        if "!" in sign.reason or kind is RelationKind.DEFINED:
            return Outcome(Verdict(Answer.DEFINITION))
        if kind is RelationKind.EQUAL:
            return self._equality(statement, index)
        if left.term is None or right.term is None:
            return Outcome(self._unreadable(left if left.term is None else right))
        return self._decided(left.term, kind, right.term, statement, index)

    def _decided(
        self,
        left: Term,
        kind: RelationKind,
        right: Term,
        statement: Statement,
        index: int,
        *,
        avoid: frozenset[int] = frozenset(),
    ) -> Outcome:
        """A relation between two terms; in the variables that may be meant, if it needs some."""
        first: Outcome | None = None
        random = self.judge.random | {v.name for v in self.scope.variables("p")}
        for relation in relations(kind, statement, right, text=self.source.text, random=random):
            question = Question(left, relation, right, statement.position)
            outcome = self.judge.decide(question, avoid | self._avoided(statement))
            verdict = self._careful(outcome, question, statement, index)
            outcome = replace(outcome, verdict=verdict)
            if outcome.verdict.answer is Answer.HOLDS:
                return outcome
            first = first or outcome
        assert first is not None  # noqa: S101 - there is at least one relation
        return first

    def _law(self, statement: Statement, index: int) -> Outcome:
        """A law is stated; of a variable that is made of others it may be stated wrongly."""
        place, context = statement.position, self.judge.asking.contexts(statement.position)
        laws, random = self.inference.placed if statement.is_law else [], self.judge.random
        for moment, question in moments_claimed(laws, place, self.values, context, random):
            outcome = self.judge.decide(question, self._avoided(statement))
            verdict = self._careful(outcome, question, statement, index)
            if verdict.answer is Answer.FAILS:
                detail = f"the {moment} is another one by what the variable is made of"
                return Outcome(replace(verdict, detail=detail))
        return Outcome(Verdict(Answer.DEFINITION))

    def _unequal(self, statement: Statement, index: int) -> Outcome:
        """``a != b`` says that they are not the same in general: a counterexample shows it."""
        left, right = statement.sides[index], statement.sides[index + 1]
        if left.term is None or right.term is None:
            return Outcome(self._unreadable(left if left.term is None else right))
        question = Question(left.term, Relation(RelationKind.EQUAL), right.term, statement.position)
        outcome = self.judge.decide(question, self._avoided(statement))
        verdict = self._careful(outcome, question, statement, index)
        if verdict.answer is Answer.FAILS and verdict.counterexample is not None:
            found = verdict.counterexample
            evidence = Evidence(EvidenceKind.NUMERIC, 1, self.judge.seed or 0, found.sizes)
            detail = f"they differ {describe(found)}"
            return replace(outcome, verdict=Verdict(Answer.HOLDS, evidence, detail=detail))
        if verdict.answer is Answer.HOLDS:
            detail = "the sides are the same as far as is known"
            verdict = Verdict(Answer.UNKNOWN, reason=Reason.MISSING_CONTEXT, detail=detail)
        return Outcome(verdict)

    def _approximate(self, statement: Statement, index: int) -> Outcome:
        """What is approximately so may be so; numbers may be rounded; the rest is not judged."""
        left, right = statement.sides[index], statement.sides[index + 1]
        if left.term is None or right.term is None:
            return Outcome(self._unreadable(left if left.term is None else right))
        relation = Relation(RelationKind.EQUAL)
        question = Question(left.term, relation, right.term, statement.position)
        outcome = self.judge.decide(question, self._avoided(statement))
        verdict = rounded(outcome.verdict, self._text(right))
        verdict = doubt(verdict, (left.term, right.term), relation.kind, self.facts)
        if verdict.answer is Answer.HOLDS:
            return replace(outcome, verdict=verdict)
        key = self.names.named_key(left)
        if index == 0 and key is not None and not is_intrinsic(key):
            return Outcome(Verdict(Answer.DEFINITION, detail="an approximation by a name"))
        return Outcome(_unsupported("an approximation, whose error nothing bounds"))

    def _equality(self, statement: Statement, index: int) -> Outcome:
        """A step ``a = b``: judged, unless it is the first time that a name gets a value."""
        left, right = statement.sides[index], statement.sides[index + 1]
        key = self.names.named_key(left)
        earlier = self._earlier(key, statement)
        fresh = key is not None and not is_intrinsic(key) and not earlier
        conflict = None if right.term is None else conflict_of(right.term, self.facts)
        if conflict is not None:
            return Outcome(conflict)
        if index == 0 and fresh and not left.carried:
            found_true = self._known_anyway(left, right, statement)
            if found_true is not None:
                return found_true
            return Outcome(Verdict(Answer.DEFINITION))
        if right.term is None or (left.term is None and key is None):
            return Outcome(self._unreadable(left if left.term is None and key is None else right))
        restated = [value for value in earlier if value.term == right.term]
        if restated:
            return self._restated(statement, index, earlier, restated)
        found = self._judged(statement, index, earlier)
        if found.verdict.answer is Answer.HOLDS:
            return found
        loose = self.names.is_free(key, right) or is_one_sided(found.verdict.detail)
        introduces = fresh and isinstance(key, Opaque)
        introduces = introduces or (self.names.is_new(right, statement) and not earlier)
        introduces = introduces or (index == 0 and key is not None and not earlier and loose)
        introduces = introduces or (bool(earlier) and all(v.is_claim for v in earlier))
        introduces = introduces or (index == 0 and self._introduces(key, right, found.verdict))
        introduces = introduces or is_stationarity(statement, index, self.names.sentences)
        if introduces and found.verdict.answer is Answer.UNKNOWN:
            return Outcome(Verdict(Answer.DEFINITION, detail=found.verdict.detail))
        return found

    def _known_anyway(self, left: Side, right: Side, statement: Statement) -> Outcome | None:
        """``p(x, y) = p(x) p(y | x)`` holds for every law, although it is the first that is said.

        So do relations between entropies and divergences.  Nothing else that the document says of
        the left side is used.
        """
        if left.term is None or right.term is None:
            return None
        if not all(self._has_meaning(side) for side in (left.term, right.term)):
            return None
        question = Question(left.term, Relation(RelationKind.EQUAL), right.term, statement.position)
        key = self.names.named_key(left)
        others = (
            frozenset(v.position for v in self.values.of(key)) if key is not None else frozenset()
        )
        outcome = self.judge.decide(question, others | self._avoided(statement))
        verdict = self._careful(outcome, question, statement, 0)
        return replace(outcome, verdict=verdict) if verdict.answer is Answer.HOLDS else None

    def _has_meaning(self, term: Term) -> bool:
        """Whether a density or a quantity of information under an unknown law occurs."""
        return any(
            isinstance(part, Opaque)
            and (DENSITY in part.name or part.name in self.judge.asking.meanings)
            for part in subterms(term)
        )

    def _restated(
        self, statement: Statement, index: int, earlier: list[Value], restated: list[Value]
    ) -> Outcome:
        """A value once more; where a theorem claims it, its proof may have shown it by now."""
        if all(value.is_claim for value in restated):
            others = [value for value in earlier if value not in restated]
            claims = frozenset(value.position for value in restated)
            found = self._judged(statement, index, others, claims)
            if others and found.verdict.answer is Answer.HOLDS:
                return found
        return Outcome(Verdict(Answer.DEFINITION, detail="restated"))

    def _judged(
        self,
        statement: Statement,
        index: int,
        earlier: list[Value],
        avoid: frozenset[int] = frozenset(),
    ) -> Outcome:
        """As written, then the right side against the earlier values of the left one."""
        left, right = statement.sides[index], statement.sides[index + 1]
        assert right.term is not None  # noqa: S101 - the caller looked
        kind = kind_of(RelationKind.EQUAL, left, right)
        avoid |= self._avoided(statement)
        first: Outcome | None = None
        if left.term is not None:
            first = self._decided(left.term, kind, right.term, statement, index, avoid=avoid)
            if first.verdict.answer is Answer.HOLDS:
                return first
        order = [v for v in reversed(earlier) if not v.is_claim]
        order += [v for v in reversed(earlier) if v.is_claim]
        for old in order[: 1 if left.term is None else 3]:
            if not isinstance(old.key, str) and left.term is not None and old.key != left.term:
                continue
            if old.is_root and not self.judge.is_nonnegative(old.key, statement.position):
                continue
            outcome = self._decided(old.term, kind, right.term, statement, index, avoid=avoid)
            outcome = replace(outcome, using=(old, *outcome.using))
            if outcome.verdict.answer is Answer.HOLDS:
                return outcome
            first = first or outcome
        return first or Outcome(self._unreadable(left))

    def _earlier(self, key: Key | None, statement: Statement) -> list[Value]:
        if key is None or self.values.is_determined(key):
            return []
        place = statement.position
        before = [v for v in self.values.of(key) if v.position < place]
        avoid = self._circular
        return [
            v
            for v in before
            if v.key == key and v.position not in avoid and self.values.is_same(v, place)
        ]

    def _introduces(self, key: Key | None, right: Side, verdict: Verdict) -> bool:
        """Whether a name gets another value, of what the document speaks of for the first time.

        Nothing that was said before can imply it.
        """
        if key is None or is_intrinsic(key) or right.term is None:
            return False
        if verdict.reason is not Reason.MISSING_CONTEXT:
            return False
        here = right.span.start
        named = [p for p in subterms(right.term) if isinstance(p, Symbol | Indexed | Opaque)]
        return any(
            self.names.first_names.get(part.name, here) >= here
            for part in named
            if part.name not in self.names.indices
            and not (isinstance(part, Opaque) and (is_expectation(part) or part.name[0] == "|"))
        )

    def _careful(
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
        verdict = rounded(outcome.verdict, self._text(statement.sides[index + 1]))
        sides = (question.lhs, question.rhs)
        verdict = undependent(verdict, outcome.asked, self.facts)
        verdict = doubt(verdict, sides, question.relation.kind, self.facts)
        loose = unrelated(outcome.asked) if outcome.asked is not None else ""
        if loose and verdict.answer in (Answer.HOLDS, Answer.FAILS):
            return Verdict(Answer.UNKNOWN, reason=Reason.MISSING_CONTEXT, detail=loose)
        if verdict.answer is not Answer.FAILS:
            return verdict
        if statement.sides[index].carried:
            detail = "the left side stands in the display before, which may not be what is meant"
            return Verdict(Answer.UNKNOWN, reason=Reason.MISSING_CONTEXT, detail=detail)
        reason = statement.signs[index].reason
        if reason:
            detail = f"the step rests on {reason}, which was not used"
            return Verdict(Answer.UNKNOWN, reason=Reason.MISSING_CONTEXT, detail=detail)
        meant = self._meant_otherwise(outcome, statement, index)
        if meant:
            return Verdict(Answer.UNKNOWN, reason=Reason.MISSING_CONTEXT, detail=meant)
        names = frozenset(s.name for side in sides for s in free_symbols(side))
        verdict = constrained(verdict, statement.position, names, self.facts)
        if verdict.answer is Answer.FAILS and verdict.shape_conflict is None:
            said = self._holds_otherwise(outcome, question, statement, index)
            said = said or self.judge.holds_if(question)
            if said:
                return Verdict(Answer.UNKNOWN, reason=Reason.MISSING_CONTEXT, detail=said)
        return verdict

    def _meant_otherwise(self, outcome: Outcome, statement: Statement, index: int) -> str:
        """Which other law an average may be taken under, in words."""
        if outcome.asked is None:
            return ""
        written = " ".join(self._text(side) for side in statement.sides[index : index + 2])
        letter = self.scope.usual_density
        return other_meaning(outcome.asked, written, letter, restricted=self.restricted)

    def _holds_otherwise(
        self, outcome: Outcome, question: Question, statement: Statement, index: int
    ) -> str:
        """Which reading of a slash was not refuted, in words; empty if there is no other one."""
        if any(value.is_ambiguous for value in outcome.known):
            return "a slash in a value that was used may divide by more than was read"
        terms = [question.lhs, question.rhs]
        left, right = statement.sides[index], statement.sides[index + 1]
        if not (is_ambiguous(left.node) or is_ambiguous(right.node)):
            return ""
        try:
            for place, side in enumerate((left, right)):
                if side.node is not None and side.term is terms[place]:
                    read = self.inference.reader.term(regrouped(side.node))
                    terms[place] = self.inference.reader.settled(read)
        except SourceError:
            return "a slash may divide by more than was read"
        other = replace(question, lhs=terms[0], rhs=terms[1])
        verdict = self.judge.decide(other, self._avoided(statement)).verdict
        if verdict.answer is Answer.FAILS:
            return ""
        holds = "it holds" if verdict.answer is Answer.HOLDS else "it may hold"
        return f"{holds} if the slash divides by everything behind it; write a fraction"

    def _unreadable(self, side: Side) -> Verdict:
        problem = side.problem
        detail = problem.message if problem is not None else "nothing stands here"
        return _unsupported(detail)


def _unsupported(detail: str) -> Verdict:
    return Verdict(Answer.UNKNOWN, reason=Reason.UNSUPPORTED, detail=detail)

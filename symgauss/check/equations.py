"""Equations: judged, unless it is the first time that a name gets a value."""

from __future__ import annotations

from dataclasses import replace

from symgauss.check.displays.conditions import is_stationarity
from symgauss.check.displays.parts import Side, Statement
from symgauss.check.inference.averages import names_a_law
from symgauss.check.judging.any_law import AnyLaw
from symgauss.check.judging.called_laws import CalledLaws
from symgauss.check.judging.called_likelihoods import CalledLikelihoods
from symgauss.check.judging.called_moments import CalledMoments
from symgauss.check.judging.careful import Careful, unreadable
from symgauss.check.judging.claimed_parameters import ClaimedParameters
from symgauss.check.judging.doubts import conflict_of
from symgauss.check.judging.general_formulas import GeneralFormulas
from symgauss.check.judging.judge import Outcome
from symgauss.check.judging.made_laws import MadeLaws
from symgauss.check.judging.noisy_models import NoisyModels
from symgauss.check.judging.second_values import SecondValues
from symgauss.check.judging.solutions import Solutions
from symgauss.check.judging.spared import SAYS_MORE
from symgauss.check.judging.stated import Stated
from symgauss.check.judging.stationary_points import StationaryPoints
from symgauss.check.judging.supposing import HOLDS_IF
from symgauss.check.judging.unchosen import Unchosen
from symgauss.check.manners.densities import DENSITY
from symgauss.check.manners.expectations import has_expectation, is_expectation
from symgauss.check.manners.keys import Key, is_intrinsic, is_schema
from symgauss.check.meaning.asking import Question
from symgauss.check.meaning.constants import outside_averages
from symgauss.check.meaning.contexts import Contexts
from symgauss.check.meaning.made_moments import MadeMoments
from symgauss.check.meaning.made_of_noise import averaged_names
from symgauss.check.meaning.members import Frozen
from symgauss.check.meaning.roles import Role
from symgauss.check.meaning.values import Value, is_at_parameters
from symgauss.check.meaning.varying import kind_of
from symgauss.check.mending.remarks import is_one_sided
from symgauss.check.wording.other_laws import OtherLaws
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.terms import Indexed, Opaque, Symbol, Term, Variable
from symgauss.kernel.traversal import free_symbols, subterms
from symgauss.kernel.verdict import Answer, Reason, Verdict
from symgauss.latex.naming import without_accent

#: Doubts by which a step may well follow from what the document says.
_SAID_ELSEWHERE = (SAYS_MORE, "it may follow from")


class Equations:
    """Decides the equations of one document."""

    def __init__(  # noqa: PLR0917 - what decides, piece by piece
        self,
        names: Stated,
        careful: Careful,
        contexts: Contexts,
        made: MadeMoments,
        laws: MadeLaws,
        noisy: NoisyModels,
        any_law: AnyLaw,
        called: CalledLaws,
        mixtures: OtherLaws,
    ) -> None:
        self.names = names
        self.unchosen = Unchosen(names, careful, made, noisy, mixtures)
        self.laws = laws
        self.noisy = noisy
        self.any_law = any_law
        self.called = called
        self.contexts = contexts
        self.made = made
        self.values = names.values
        self.careful = careful
        self.judge = careful.judge
        self.parameters = ClaimedParameters(careful, contexts, noisy)
        self.likelihoods = CalledLikelihoods(careful, made.samples)
        self.moments = CalledMoments(careful, noisy)
        self.second = SecondValues(careful)
        self.formulas = GeneralFormulas(careful)
        self.solutions = Solutions(careful, names.values, names.statements)
        self.stationary = StationaryPoints(careful, names.values, names.statements)

    def outcome(self, statement: Statement, index: int) -> Outcome:
        """A step ``a = b``: judged, unless it is the first time that a name gets a value.

        What does not fit in shape defines nothing.
        """
        right = statement.sides[index + 1]
        conflict = None if right.term is None else conflict_of(right.term, self.careful.facts)
        if conflict is not None and conflict.answer is Answer.FAILS:
            return Outcome(conflict)
        found = self._outcome(statement, index)
        if conflict is not None and found.verdict.answer is Answer.DEFINITION:
            return Outcome(conflict)
        if found.verdict.answer is Answer.DEFINITION and index == 0:
            wrong = self.unchosen.wrong(statement)
            called = self.called.speak_of(statement) or self.likelihoods.speak_of(statement)
            called = called or self._is_told(
                self.names.named_key(statement.sides[0]), right, statement
            )
            if wrong or called or self.unchosen.follows(statement):
                self._shows_nothing(statement)
            return Outcome(Verdict.missing_context(wrong)) if wrong else found
        return found

    def _outcome(self, statement: Statement, index: int) -> Outcome:
        left, right = statement.sides[index], statement.sides[index + 1]
        key = self.names.named_key(left)
        earlier = self.earlier(key, statement)
        known = key is not None and (is_intrinsic(key) or self.values.follows(key))
        fresh = key is not None and not known and not earlier
        claimed = self.laws.outcome(statement, index)
        for each in (self.called, self.parameters, self.likelihoods, self.moments):
            claimed = claimed or each.outcome(statement, index)
        kind = kind_of(RelationKind.EQUAL, left, right)
        claimed = claimed or self.noisy.outcome(statement, index, kind)
        if claimed is not None:
            if claimed.verdict.answer is Answer.UNKNOWN:
                self._shows_nothing(statement)
            return claimed
        if index == 0 and self._states_model(statement):
            return Outcome(Verdict(Answer.DEFINITION))
        derived = self._made_moments(statement, index)
        if derived is not None:
            return derived
        optimum = self.stationary.outcome(statement) if index == 0 and fresh else None
        if optimum is not None:
            return optimum
        misfit = self.laws.misfit(statement) if index == 0 and statement.is_law else None
        if misfit is not None:
            self._shows_nothing(statement)
            return misfit
        first = self._of_first(key, left, right, statement) if index == 0 and fresh else None
        if first is not None:
            return first
        if right.term is None or (left.term is None and key is None):
            return Outcome(unreadable(left if left.term is None and key is None else right))
        restated = [value for value in earlier if value.term == right.term]
        if restated:
            return self._restated(statement, index, earlier, restated)
        found = self._judged(statement, index, earlier)
        if found.verdict.answer is Answer.HOLDS:
            return found
        general = None if index == 0 and fresh else self.any_law.outcome(statement, index)
        if general is not None and found.verdict.answer is Answer.UNKNOWN:
            return general
        unknown_law = left.term is not None and has_expectation(left.term)
        if unknown_law and index == 0 and self.names.roles.is_supposed(statement):
            return Outcome(Verdict(Answer.DEFINITION, detail="supposed of a law"))
        settled = isinstance(key, Opaque) and self.values.is_determined(key)
        one_sided = not settled and is_one_sided(found.verdict.detail)
        loose = self.names.is_free(key, right) or one_sided
        introduces = fresh and isinstance(key, Opaque)
        introduces = introduces or (self.names.is_new(right, statement) and not earlier)
        introduces = introduces or (index == 0 and key is not None and not earlier and loose)
        introduces = introduces or (bool(earlier) and all(v.is_claim for v in earlier))
        case = self._case(key, statement) if index == 0 else ""
        introduces = introduces or (index == 0 and self._introduces(key, right, found.verdict))
        introduces = introduces or is_stationarity(statement, index, self.names.sentences)
        wrong = self._wrong(found, earlier, statement) if index == 0 else None
        if wrong is not None:
            return wrong
        if (introduces or case) and found.verdict.answer is Answer.UNKNOWN:
            return Outcome(Verdict(Answer.DEFINITION, detail=case or found.verdict.detail))
        return found

    def _of_first(
        self, key: Key | None, left: Side, right: Side, statement: Statement
    ) -> Outcome | None:
        """What is known of the first value of a name: a definition, unless something decides it."""
        if self._is_told(key, right, statement):
            found = self._judged(statement, 0, [])
            if found.verdict.answer in (Answer.HOLDS, Answer.FAILS):
                return found
            if self._is_refuted(found, statement):
                self._shows_nothing(statement)
                return found
        if left.carried:
            return None
        anyway = self._known_anyway(left, right, statement)
        anyway = anyway or self._contradicted([], left, right, statement)
        return anyway or Outcome(Verdict(Answer.DEFINITION))

    def _wrong(self, found: Outcome, earlier: list[Value], statement: Statement) -> Outcome | None:
        """What is known of a value that is undecided and contradicts something; else ``None``."""
        left, right = statement.sides[:2]
        wrong = None
        if found.verdict.answer is Answer.UNKNOWN:
            wrong = self._contradicted(earlier, left, right, statement)
        if wrong is None and self._is_refuted(found, statement):
            self._shows_nothing(statement)
            wrong = found
        return wrong

    def _contradicted(
        self, earlier: list[Value], left: Side, right: Side, statement: Statement
    ) -> Outcome | None:
        """What is known of a value that what was said before contradicts; it shows nothing."""
        if right.term is None:
            return None
        found = self.second.contradicted(earlier, right.term, statement)
        found = found or self.formulas.contradicted(left.term, right.term, statement)
        found = found or self.solutions.contradicted(left.term, right.term, statement)
        if found is not None:
            self._shows_nothing(statement)
        return found

    def _shows_nothing(self, statement: Statement) -> None:
        self.values.standing.doubtful.add(statement.position)
        self.contexts.forget()

    def _is_refuted(self, found: Outcome, statement: Statement) -> bool:
        """Whether something fails, were all certain, that nobody supposes to be true."""
        if not found.refuted or found.verdict.answer is not Answer.UNKNOWN:
            return False
        if found.verdict.detail.startswith(_SAID_ELSEWHERE):
            return False
        asked = found.asked
        sides = () if asked is None else (asked.lhs, asked.rhs)
        defined = set() if asked is None else {d.name for d in asked.context.definitions}
        free = {symbol for side in sides for symbol in free_symbols(side)} - defined
        stems = {symbol.name.partition("_")[0] for symbol in free}
        if any(without_accent(stem) != stem for stem in stems):
            return False  # estimates and means of others, as nobody need say
        return not self.names.roles.is_supposed(statement)

    def _is_told(self, key: Key | None, right: Side, statement: Statement) -> bool:
        """Whether what was said before tells what a name is that gets its first value."""
        return self._is_applied(key, statement) or self._is_solved(key, right, statement)

    def _is_solved(self, key: Key | None, right: Side, statement: Statement) -> bool:
        """Whether a name is one by which the other side is defined: ``x = y - b`` of x + b."""
        if not isinstance(key, Symbol | Indexed) or right.term is None:
            return False
        place, avoid = statement.position, self.careful.avoided(statement)
        for name in free_symbols(right.term) - {key}:
            value = self.values.meant(name, place, avoid)
            before = value is not None and value.position < place
            if value is not None and before and _mentions(value.term, key):
                return self.values.is_certain(value, place)
        return False

    def _is_applied(self, key: Key | None, statement: Statement) -> bool:
        """Whether a function that has a definition is taken at a value: ``v(0)`` of ``v(t)``.

        So is ``f(m)`` of an ``f(x)`` that has m in its formula; another letter may define f anew.
        """
        if not isinstance(key, Opaque):
            return False
        place = statement.position
        values = [v for v in self.values.schemas(key) if v.position < place]
        if not values or not all(v.fact.role is Role.DEFINITION for v in values):
            return False
        if not is_schema(key) or self.unchosen.is_at_a_value(key, place):
            return True
        return all(is_at_parameters(key, v) for v in values)

    def _states_model(self, statement: Statement) -> bool:
        """``p(x) = N(x; m, S)`` is a law that the others rest on: it cannot show itself."""
        place = statement.position
        laws = [each.law for each in self.contexts.stated(place)]
        model = [each for each in self.contexts.model(place) if each.law in laws]
        return bool(model) and not any(each.joint and each.place < place for each in model)

    def _made_moments(self, statement: Statement, index: int) -> Outcome | None:
        """A step about moments of variables that are made of others, if these decide it."""
        left, right, place = (*statement.sides[index : index + 2], statement.position)
        if left.term is None or right.term is None:
            return None
        context, terms = self.contexts.at(place), (left.term, right.term)
        beside = [outside_averages(term) for term in terms]
        if any(d.variable.name in names for names in beside for d in context.distributions):
            return None  # it is meant given a variable that stands outside of averages
        ways: list[Frozen | None] = [*self.made.frozen(terms, place)]
        refuted: Outcome | None = None
        for frozen in ways or [None]:
            if frozen is not None and any(frozen.families & names for names in beside):
                continue
            outcome = self._with_moments(statement, index, beside, frozen)
            if outcome is not None and outcome.verdict.answer is Answer.HOLDS:
                return outcome
            refuted = refuted or outcome
        return refuted

    def _with_moments(
        self,
        statement: Statement,
        index: int,
        beside: list[frozenset[str]],
        frozen: Frozen | None,
    ) -> Outcome | None:
        """The step with the moments of what is made as what they are, if that decides it."""
        left, right, place = (*statement.sides[index : index + 2], statement.position)
        assert left.term is not None and right.term is not None  # noqa: PT018, S101 - as above
        context, terms = self.contexts.at(place), (left.term, right.term)
        found = [
            self.made.derived(
                term, place, context, other, under=names_a_law(side.node), frozen=frozen
            )
            for term, side, other in zip(terms, (left, right), reversed(beside), strict=True)
        ]
        used = [value for each in found if each is not None for value in each.using]
        members = () if frozen is None else frozen.using
        used += [value for value in members if all(value is not each for each in used)]
        joint = any(each is not None and each.is_joint for each in found)
        if not (used or joint) and frozen is None and not any(map(self.made.is_drawn, terms)):
            return None
        if all(each is None for each in found):
            return None
        known = frozenset(name for each in found if each is not None for name in each.known)
        lhs, rhs = (
            term if each is None else each.term for term, each in zip(terms, found, strict=True)
        )
        left_over = free_symbols(lhs) | free_symbols(rhs)
        lhs, rhs = self.made.sampled(lhs), self.made.sampled(rhs)
        written = {s.name for side in (lhs, rhs) for s in free_symbols(side)}
        closed = written <= known and not (frozen is not None and frozen.is_free)
        laws = tuple(each.law for each in self.made.samples)
        laws += () if frozen is None else frozen.laws
        laws += tuple({law for each in found if each is not None for law in each.laws})
        equal = Relation(RelationKind.EQUAL)
        apart = frozenset[str]() if frozen is None else frozen.independent
        question = Question(lhs, equal, rhs, place, closed=closed, samples=laws, independent=apart)
        avoid = self.careful.avoided(statement) | self._restatements(statement, index)
        outcome = self.judge.decide(question, avoid)
        verdict = self.careful.verdict(outcome, question, statement, index)
        if verdict.detail.startswith(HOLDS_IF) and frozen is None:
            return replace(outcome, verdict=verdict, using=())  # nothing else makes it right
        if verdict.answer not in (Answer.HOLDS, Answer.FAILS):
            return None
        if verdict.answer is Answer.HOLDS and self._is_of_noise(terms, left_over, place):
            return None  # with the members of samples, a name in it is no constant
        if frozen is not None and not frozen.refutes and verdict.answer is Answer.FAILS:
            return None  # the first member may have the law that makes it hold, as a stationary one
        return replace(outcome, verdict=verdict, using=(*used, *outcome.using))

    def _is_of_noise(self, terms: tuple[Term, Term], left: frozenset[Variable], place: int) -> bool:
        """Whether averages have something in them that is made of what is averaged.

        ``left`` are the names for which no equation was put in.
        """
        question = Question(terms[0], Relation(RelationKind.EQUAL), terms[1], place)
        found = self.careful.made_of_noise.found(question, averaged_names(terms))
        return any(each.name in left for each in found)

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
        outcome = self.judge.decide(question, others | self.careful.avoided(statement))
        verdict = self.careful.verdict(outcome, question, statement, 0)
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
        avoid |= self.careful.avoided(statement) | self._restatements(statement, index)
        first: Outcome | None = None
        if left.term is not None:
            first = self.careful.decided(left.term, kind, right.term, statement, index, avoid=avoid)
            if first.verdict.answer is Answer.HOLDS:
                return first
        order = [v for v in reversed(earlier) if not v.is_claim]
        order += [v for v in reversed(earlier) if v.is_claim]
        for old in order[: 1 if left.term is None else 3]:
            if not isinstance(old.key, str) and left.term is not None and old.key != left.term:
                continue
            if old.position in self.values.standing.undecided:
                continue  # it would have to follow, and does not that we know of
            if old.is_root and not self.judge.is_nonnegative(old.key, statement.position):
                continue
            outcome = self.careful.decided(
                old.term, kind, right.term, statement, index, avoid=avoid
            )
            outcome = replace(outcome, using=(old, *outcome.using))
            if outcome.verdict.answer is Answer.HOLDS:
                return outcome
            if not self.values.is_open(old.position):  # else the old value may be the wrong one
                first = first or outcome
        return first or Outcome(unreadable(left))

    def _restatements(self, statement: Statement, index: int) -> frozenset[int]:
        """Where the same is said once more further below, which shows nothing."""
        key, term = self.names.named_key(statement.sides[index]), statement.sides[index + 1].term
        if key is None or index:
            return frozenset()
        later = (v for v in self.values.of(key) if v.position > statement.position)
        return frozenset(value.position for value in later if value.term == term)

    def earlier(self, key: Key | None, statement: Statement) -> list[Value]:
        """What was said before of a name, and still counts at a statement."""
        if key is None or self.values.is_determined(key):
            return []
        place = statement.position
        before = [v for v in self.values.of(key) if v.position < place]
        avoid = self.careful.avoid
        return [
            v
            for v in before
            if v.key == key
            and v.position not in avoid
            and v.fact.is_near(place)
            and self.values.is_same(v, place)
            and not self.careful.cases.are_apart((v.position,), place)
        ]

    def is_doubtful(self, verdict: Verdict, key: Key | None, statement: Statement) -> bool:
        """Whether a statement gives a name a second value that nothing shows to be the first."""
        if verdict.answer is not Answer.UNKNOWN or key is None:
            return False
        own = [v for v in self.values.of(key) if v.position == statement.position]
        if key != statement.sides[0].term and (not own or any(v.is_root for v in own)):
            return False  # where it is the square of the name that gets a value
        earlier = self.earlier(key, statement)
        return any(not (v.is_claim or v.fact.is_local) for v in earlier)

    def _case(self, key: Key | None, statement: Statement) -> str:
        """That an equation names a place or a case, in words; empty if it does not."""
        own = [] if key is None else self.values.of(key)
        own = [v for v in own if v.position == statement.position and v.fact.is_local]
        return f"{own[0].fact.role}, for what names it" if own else ""

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


def _mentions(term: Term, name: Symbol | Indexed) -> bool:
    """Whether a name occurs in a term, and is not all of it: ``A = B`` does not show ``B = A``."""
    return term != name and name in free_symbols(term)

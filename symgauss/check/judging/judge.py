"""Judging one step: with the context alone first, then with the fewest values that suffice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from math import inf

from symgauss.check.checked import Asked
from symgauss.check.inference.determinants import has_logarithm, of_squares
from symgauss.check.judging.dependence import along_a_line
from symgauss.check.laws.placed import parameters
from symgauss.check.manners.expectations import is_expectation
from symgauss.check.manners.keys import Key, has_sign, key_of
from symgauss.check.meaning.answers import Answers
from symgauss.check.meaning.asking import Asking, Question, Rewrite, as_joint
from symgauss.check.meaning.averaged import has_average, has_binder
from symgauss.check.meaning.circles import leads_back
from symgauss.check.meaning.constants import is_bound, outside_averages
from symgauss.check.meaning.hidden import hidden_values, is_noisy, leading, members, observed, shown
from symgauss.check.meaning.hidden_members import Spelled, with_members
from symgauss.check.meaning.measuring import Meanings
from symgauss.check.meaning.reaching import (
    family_of,
    reached,
    telling,
    without_namesakes,
    without_points,
)
from symgauss.check.meaning.replacing import MOST_VALUES
from symgauss.check.meaning.stated_means import densities_meant
from symgauss.check.meaning.unsaid_dependence import differentiated, names_below
from symgauss.check.meaning.values import Value, Values, is_recursive
from symgauss.kernel.clock import now
from symgauss.kernel.context import Context, Property
from symgauss.kernel.definedness import is_undefined, may_be_undefined
from symgauss.kernel.names import relevant_terms
from symgauss.kernel.terms import (
    Covariance,
    Derivative,
    Expectation,
    Indexed,
    Integral,
    NormalDensity,
    Opaque,
    Symbol,
    Term,
)
from symgauss.kernel.traversal import free_symbols, subterms
from symgauss.kernel.verdict import Answer, Reason, Verdict

SECONDS = 0.6  #: for one step, all attempts together
_DEVIATIONS = {"sigma", "tau"}  #: letters that are given by their squares
GLANCE = 0.15  #: to learn whether more time is worth it
HOPELESS = 0.25  #: for a counterexample, where no glance leaves it open that the step holds


class _Way(Enum):
    """The ways in which a step is asked about."""

    AS_WRITTEN = auto()
    AS_JOINT = auto()  #: with joint densities for conditional ones
    GENERIC = auto()  #: with laws that nobody states for densities


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict and the values that it needs."""

    verdict: Verdict
    using: tuple[Value, ...] = ()
    asked: Asked | None = None  #: what was judged last
    question: Question | None = None  #: the step before values were put in
    known: tuple[Value, ...] = ()  #: the values that were put in for ``asked``
    general: bool = False  #: whether it holds however names depend on a variable
    refuted: bool = False  #: whether it fails with all that the document says, were that certain


class Judge:
    """Judges steps of one document."""

    def __init__(  # noqa: PLR0917 - what a document says, piece by piece
        self,
        contexts: Callable[[int], Context],
        values: Values,
        seed: int | None,
        independent: frozenset[str] = frozenset(),
        meanings: Meanings | None = None,
        random: frozenset[str] = frozenset(),
    ) -> None:
        self.random = random  #: names of random variables
        self.asking = Asking(contexts, independent, meanings or {})
        self.values, self.seed = values, seed
        self.seconds = SECONDS
        self.until = inf  #: when the time of the step is over, however often it is asked about
        self.answers = Answers(seed)  #: of the kernel about this step
        self._decided: dict[tuple[Question, frozenset[int], bool], Outcome] = {}  #: of this step

    def begin(self) -> None:
        """Start the clock of a step."""
        self.until = now() + self.seconds
        self._decided.clear()
        self.answers.clear()

    def decide(self, question: Question, avoid: frozenset[int] = frozenset()) -> Outcome:
        """The verdict; ``avoid`` holds statements (by position) whose values may not be used."""
        asked = question, avoid, self.values.standing.trusting
        if asked not in self._decided:
            self._decided[asked] = self._decide_anew(question, avoid)
        return self._decided[asked]

    def _decide_anew(self, question: Question, avoid: frozenset[int]) -> Outcome:
        meant = lambda name: self.values.meant(name, question.position, avoid)  # noqa: E731
        by_members = with_members(question, meant, self.values.letters)
        if by_members is not None:
            return self._of_members(by_members, question.position, avoid)
        sides = (question.lhs, question.rhs)
        avoid |= observed(sides, meant, self.random)
        outcome = self._for_any_dependence(question, avoid) or self._decide(question, avoid)
        if outcome.verdict.answer is Answer.UNKNOWN and any(map(has_logarithm, sides)):
            squared = replace(question, lhs=of_squares(sides[0]), rhs=of_squares(sides[1]))
            other = self._decide(squared, avoid)
            outcome = other if other.verdict.answer is Answer.HOLDS else outcome
        laws = self.asking.contexts(question.position).distributions
        hidden = hidden_values(sides, meant, self.random, laws)
        if not hidden:
            return outcome
        lhs, rhs = shown(question.lhs, hidden), shown(question.rhs, hidden)
        told, place = Answer.UNKNOWN, question.position
        known = not any(value.is_root for value in hidden)  # else only up to a sign
        if lhs is not None and rhs is not None and known:
            spelled = replace(question, lhs=lhs, rhs=rhs, spelled=tuple(hidden))
            informed = self._decide(spelled, avoid)
            told = informed.verdict.answer
            if told is Answer.HOLDS and self._are_averaged(lhs, rhs, place):
                return replace(informed, using=(*hidden, *informed.using))
            certain = all(self.values.is_certain(value, place) for value in hidden)
            if told is Answer.FAILS and certain and outcome.verdict.answer is Answer.UNKNOWN:
                return replace(informed, known=(*hidden, *informed.known))
        if outcome.verdict.answer is Answer.HOLDS or (
            outcome.verdict.answer is Answer.FAILS and told is not Answer.FAILS
        ):
            detail = f"{hidden[0].written} is no constant there"
            verdict = Verdict.missing_context(detail)
            return replace(outcome, verdict=verdict, using=())
        return outcome

    def _of_members(self, spelled: Spelled, place: int, avoid: frozenset[int]) -> Outcome:
        """What is known of a step that differentiates by a member, wherever that is hidden."""
        outcomes = [self._decide(question, avoid) for question in spelled.questions]
        known = all(self.values.is_certain(value, place) for value in spelled.using)
        verdict = spelled.verdict([each.verdict for each in outcomes], known=known)
        if not outcomes or verdict is not outcomes[0].verdict:
            return Outcome(verdict)
        used = (*spelled.using, *outcomes[0].using) if verdict.answer is Answer.HOLDS else ()
        return replace(outcomes[0], using=used)

    def _for_any_dependence(self, question: Question, avoid: frozenset[int]) -> Outcome | None:
        """What holds however names depend on a variable by which they are differentiated."""
        sides = (question.lhs, question.rhs)
        if not any(isinstance(part, Derivative) for side in sides for part in subterms(side)):
            return None
        found = self.applicable(question, avoid)
        line = along_a_line(self.asking.asked(question, found), self.random)
        if line is None:
            return None
        verdict = self._judge(line, self.until, readable=False)
        if verdict.answer is not Answer.HOLDS:
            return None
        return Outcome(verdict, found, line, general=True)

    def _are_averaged(self, lhs: Term, rhs: Term, place: int) -> bool:
        """Whether averages bind all that varies in them, now that values are shown."""
        context = self.asking.contexts(place)
        beside = outside_averages(lhs), outside_averages(rhs)
        return all(
            is_bound(part, context, other)
            for side, other in zip((lhs, rhs), reversed(beside), strict=True)
            for part in subterms(side)
            if isinstance(part, Expectation | Covariance)
        )

    def _decide(self, question: Question, avoid: frozenset[int]) -> Outcome:
        deadline = min(self.until, now() + self.seconds)
        found = self.applicable(question, avoid)
        laws = self.laws_meant(question, found)
        if len(found) == len(laws):
            verdict = self._attempt(question, laws, deadline)
            asked = self.asking.asked(question, laws)
            using = laws if verdict.answer is Answer.HOLDS else ()
            refuted = verdict.answer is Answer.FAILS and verdict.shape_conflict is None
            return Outcome(verdict, using, asked, question, laws, refuted=refuted)
        others = _with(laws, without_namesakes(question, found))
        plain: Verdict | None = None
        if not self._is_one_sided(question) and self._may_hold(question, laws, deadline):
            plain = self._attempt(question, laws, deadline, readable=False)
            if plain.answer is Answer.HOLDS:
                plain = self._where_defined(plain, self.asking.asked(question, found), deadline)
                return Outcome(plain, laws, self.asking.asked(question, laws))
        for values in self._choices(question, found, others, laws, avoid):
            if not self._may_hold(question, values, deadline):
                continue
            using = self._fewest(question, values, deadline)
            verdict = self._attempt(question, using, deadline, readable=False)
            if verdict.answer is Answer.HOLDS:
                if len(using) < len(found):
                    verdict = self._where_defined(
                        verdict, self.asking.asked(question, found), deadline
                    )
                return Outcome(verdict, using, self.asking.asked(question, using))
            if verdict.answer is Answer.UNKNOWN and using == found:
                return Outcome(verdict, (), self.asking.asked(question, found), question, found)
        others = without_points(question, others, self.random)
        deadline = min(deadline, now() + HOPELESS)
        informed = self._attempt(question, others, deadline)
        if informed.answer is Answer.HOLDS:
            return Outcome(informed, others, self.asking.asked(question, others))
        sure = tuple(v for v in others if self.values.is_certain(v, question.position))
        known = len(sure) == len(others)
        if informed.answer is Answer.FAILS:
            plain = self._attempt(question, laws, deadline)
        refuted = plain is not None and plain.answer is Answer.FAILS
        if any(has_average(side) or has_binder(side) for side in (question.lhs, question.rhs)):
            # what is made of random variables may be given where an average is taken
            known = known and not any(is_noisy(value.term, self.random) for value in others)
        elif informed.answer is Answer.FAILS and not (known or refuted):
            sure = _with(laws, reached((question.lhs, question.rhs), list(sure)))
            plain = self._attempt(question, sure, deadline)
        verdict = informed if known else _weaker(plain, informed)
        if len(others) < len(found) and verdict.answer is Answer.FAILS and not others:
            detail = "it is said to be something else elsewhere"
            verdict = Verdict.missing_context(detail)
            return Outcome(verdict, (), self.asking.asked(question, others), question, others)
        anyway = informed.answer is Answer.FAILS and informed.shape_conflict is None
        asked = self.asking.asked(question, others)
        return Outcome(verdict, (), asked, question, others, refuted=anyway)

    def _choices(
        self,
        question: Question,
        found: tuple[Value, ...],
        others: tuple[Value, ...],
        laws: tuple[Value, ...],
        avoid: frozenset[int],
    ) -> Iterator[tuple[Value, ...]]:
        """All values; then without what other statements say of the left side itself.

        Last without those of names that are said to be symmetric: ``P := F P' F^T + Q`` does not
        show that P is, where nothing is said of P' and Q.
        """
        yield found
        if len(others) < len(found):
            yield others
        at_points = without_points(question, found, self.random)
        if len(at_points) < len(found):
            yield at_points
        models = frozenset(
            v.position for v in found if is_recursive(v) and is_noisy(v.term, self.random)
        )
        if models:  # ``x_0 = ..`` is said besides the process that ``x_t = a x_{t-1} + ..`` is
            besides = self.applicable(question, avoid | models)
            terms = [question.lhs, question.rhs, *(value.term for value in besides)]
            if not any(map(has_binder, terms)):
                yield besides
        context = self.asking.contexts(question.position)
        free = [
            value
            for value in found
            if not isinstance(value.key, Symbol)
            or Property.SYMMETRIC not in context.properties(value.key.name)
            or value.key.shape.is_scalar
        ]
        if len(free) < len(found):
            yield _with(laws, reached((question.lhs, question.rhs), free))

    def laws_meant(self, question: Question, found: tuple[Value, ...]) -> tuple[Value, ...]:
        """The laws under which means of a step are taken: without them, it says nothing."""
        keys = (*self._keys_in(question.lhs), *self._keys_in(question.rhs))
        meant = {key for key, is_law in keys if is_law}
        return tuple(v for v in found if v.key in meant and isinstance(v.term, NormalDensity))

    def _where_defined(self, verdict: Verdict, asked: Asked, deadline: float) -> Verdict:
        """The verdict, unless the document gives the names values at which a side has none."""
        sides = (asked.lhs, asked.rhs, *(d.value for d in asked.context.definitions))
        if not any(map(may_be_undefined, sides)):
            return verdict
        seconds = max(0.1, deadline - now())
        seed = self.seed or 0
        if is_undefined(asked.lhs, asked.rhs, asked.context, seed=seed, seconds=seconds):
            detail = "with the values that the document states, a side is undefined"
            return Verdict(Answer.UNKNOWN, reason=Reason.SINGULAR, detail=detail)
        return verdict

    def _attempt(
        self,
        question: Question,
        values: tuple[Value, ...],
        deadline: float,
        *,
        readable: bool = True,
    ) -> Verdict:
        """Judge with some values: as written, and for a generic law where densities occur.

        Densities under integrals are judged as densities first: as functions, they are slow.
        """
        terms = (question.lhs, question.rhs, *(value.term for value in values))
        rewrite = self.asking.generic(question, values)
        if rewrite is None:
            return self._written(question, values, deadline, readable=readable)
        general = self.asking.asked(question, values, rewrite)
        integrated = any(isinstance(part, Integral) for term in terms for part in subterms(term))
        generic: Verdict | None = None
        if integrated and not self.answers.is_refuted(general):
            generic = self._judge(general, deadline, readable=False)
            if generic.answer is Answer.HOLDS:
                return generic
        written = self._written(question, values, deadline, readable=readable)
        missing = written.reason is Reason.MISSING_CONTEXT
        if written.answer is Answer.HOLDS or (self.answers.is_refuted(general) and not missing):
            return written
        generic = generic or self._judge(general, deadline, readable=False)
        both = missing and generic.reason is Reason.MISSING_CONTEXT
        # a law that nobody states says more than a function
        return generic if both or generic.answer is Answer.HOLDS else written

    def _written(
        self, question: Question, values: tuple[Value, ...], deadline: float, *, readable: bool
    ) -> Verdict:
        verdict = self._judge(self.asking.asked(question, values), deadline, readable=readable)
        if verdict.answer is Answer.HOLDS or not self.asking.has_density(question, values):
            return verdict
        joined = self.asking.asked(question, values, as_joint)
        if self.answers.is_refuted(joined):
            return verdict
        joint = self._judge(joined, deadline, readable=False)
        return joint if joint.answer is Answer.HOLDS else verdict

    def applicable(self, question: Question, avoid: frozenset[int]) -> tuple[Value, ...]:
        """Values of what occurs, and of what occurs in them; never in a circle."""
        found: dict[Key, Value] = {}
        varied = {variable.name for variable in question.relation.variables}
        moving = differentiated(question.lhs) | differentiated(question.rhs)
        below = names_below((question.lhs, question.rhs), self.values.called) if moving else ()
        todo: list[Term] = [question.lhs, question.rhs, *self._moments(question)]
        averaged = any(is_expectation(part) for side in todo[:2] for part in subterms(side))
        while todo and len(found) < MOST_VALUES:
            for key, is_law in self._keys_in(todo.pop(0), named=averaged):
                if family_of(key) in {family_of(k) for k in found}:
                    continue
                value = self._value_of(key, question, avoid, is_law=is_law)
                if value is None or leads_back(value, found):
                    continue
                if isinstance(key, Symbol | Indexed) and key.name in varied:
                    continue  # what a proportionality lets move has no value
                if varied and self._was_observed(key, value, question, avoid):
                    continue  # nor does what is made of that and of noise: it stays where it is
                named = value.key.name if isinstance(value.key, Symbol | Indexed) else ""
                if named in below and moving & _names(value.term):
                    continue  # the derivative by x is taken before a name for f(x) is looked up
                found[value.key if isinstance(value.key, Indexed) else key] = value
                todo.append(value.term)
        terms = [question.lhs, question.rhs, *(value.term for value in found.values())]
        told = telling(question, found.values())
        return tuple(v for v in told if not self._sign_matters(v, terms, question.position))

    def _was_observed(
        self, key: Key, value: Value, question: Question, avoid: frozenset[int]
    ) -> bool:
        """Whether a name is one of data, by a model with what a proportionality lets move."""
        if not isinstance(key, Symbol | Indexed) or not is_noisy(value.term, members(self.random)):
            return False
        meant = lambda name: self.values.meant(name, question.position, avoid)  # noqa: E731
        return any(leading(key, each, meant, None) for each in question.relation.variables)

    def _keys_in(self, term: Term, *, named: bool = False) -> Iterator[tuple[Key, bool]]:
        """Names in a term; with ``True``, densities under which means are taken.

        With ``named``, moments of which the names occur, too.
        """
        for part in subterms(term):
            if named and isinstance(part, Symbol):
                yield from ((key, False) for key in self.values.moments_called(part))
            key = key_of(part)
            if key is not None:
                yield key, False
            for density in densities_meant(part, self.asking.meanings):
                yield density, True

    def _value_of(
        self, key: Key, question: Question, avoid: frozenset[int], *, is_law: bool
    ) -> Value | None:
        supposed = question.supposing
        if supposed is not None and supposed.key == key:
            return supposed
        if is_law and isinstance(key, Opaque | Symbol):
            return self.values.law_of(key, question.position, avoid)
        return self.values.meant(key, question.position, avoid)

    def _moments(self, question: Question) -> list[Term]:
        """Means and covariances that an average may be taken under; parameters of other laws."""
        sides, context = (question.lhs, question.rhs), self.asking.contexts(question.position)
        if any(map(has_average, sides)):
            return [term for law in context.distributions for term in (law.mean, law.covariance)]
        relevant = set(map(id, relevant_terms(sides, context)))
        laws = [law for law in context.distributions if id(law.mean) in relevant]
        drawn = {variable for law in laws for variable in (law.variable, *law.given)}
        return sorted({s for law in laws for s in parameters(law)} - drawn, key=str)

    def holds_for_any_law(self, question: Question) -> bool:
        """Whether a step between densities holds whatever they are, such as Bayes' rule."""
        if not self.asking.has_density(question, ()):
            return False
        asked = self.asking.asked(question, (), as_joint)
        return self._judge(asked, self.until, readable=False).answer is Answer.HOLDS

    def is_nonnegative(self, key: Key, place: int) -> bool:
        """Whether a name has no negative values, by declaration or as a standard deviation."""
        if not isinstance(key, Symbol | Indexed):
            return False
        if key.name.partition("_")[0] in _DEVIATIONS:
            return True
        return Property.NONNEGATIVE in self.asking.contexts(place).properties(key.name)

    def _sign_matters(self, value: Value, terms: list[Term], place: int) -> bool:
        """Whether a value that is known up to its sign would be used with one of the signs."""
        if not value.is_root or self.is_nonnegative(value.key, place):
            return False
        return any(has_sign(term, value.key) for term in terms)

    def _is_one_sided(self, question: Question) -> bool:
        """Whether a name stands on one side only, so that nothing can hold without values.

        A law that the document states brings names of its own.
        """
        sides = (question.lhs, question.rhs)
        if free_symbols(question.lhs) == free_symbols(question.rhs):
            return False
        context = replace(self.asking.contexts(question.position), definitions=())
        return len(relevant_terms(sides, context)) == len(sides)

    def _fewest(
        self, question: Question, found: tuple[Value, ...], deadline: float
    ) -> tuple[Value, ...]:
        """Leave out what one point shows to be unnecessary, and what only that led to.

        Asked in the ways in which it is left open with all of them.
        """
        ways = [way for way in _Way if self._is_open(question, found, way, deadline)]
        kept = list(found)
        for value in found:
            if now() > deadline:
                break
            if all(value is not each for each in kept):
                continue
            without = [v for v in kept if v is not value]
            if any(self._is_open(question, tuple(without), way, deadline) for way in ways):
                kept = [*reached((question.lhs, question.rhs), without)]
        return tuple(kept)

    def _is_open(
        self, question: Question, values: tuple[Value, ...], way: _Way, deadline: float
    ) -> bool:
        """Whether one point leaves it open that the step holds, asked in one way."""
        rewrite: Rewrite | None = None
        if way is _Way.AS_JOINT:
            if not self.asking.has_density(question, values):
                return False
            rewrite = as_joint
        elif way is _Way.GENERIC:
            rewrite = self.asking.generic(question, values)
            if rewrite is None:
                return False
        asked = self.asking.asked(question, values, rewrite)
        return self.answers.may_hold(asked, deadline - now())

    def _may_hold(self, question: Question, values: tuple[Value, ...], deadline: float) -> bool:
        """Whether one point leaves it open that :meth:`_attempt` says ``holds``."""
        return any(self._is_open(question, values, way, deadline) for way in _Way)

    def _judge(self, asked: Asked, deadline: float, *, readable: bool = True) -> Verdict:
        return self.answers.verdict(asked, deadline - now(), readable=readable)


def _with(laws: tuple[Value, ...], values: tuple[Value, ...]) -> tuple[Value, ...]:
    """Some values, and laws under which means are taken, which no name in a step speaks of."""
    return (*values, *(law for law in laws if all(law is not value for value in values)))


def _names(term: Term) -> frozenset[str]:
    return frozenset(symbol.name for symbol in free_symbols(term))


def _weaker(plain: Verdict | None, informed: Verdict) -> Verdict:
    """Refuted is only what is refuted without values that are not sure, and with them."""
    if plain is None or informed.answer is Answer.UNKNOWN:
        return informed
    if plain.answer is Answer.FAILS and informed.answer is Answer.FAILS:
        return informed
    return plain

"""Judging one step: with the context alone first, then with the fewest values that suffice."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

from symgauss.check.reader import DENSITY
from symgauss.check.values import Key, Value, Values, key_of
from symgauss.kernel.context import Context, Definition
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import Relation
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import Indexed, Opaque, Symbol, Term, quotient
from symgauss.kernel.traversal import rebuild, subterms
from symgauss.kernel.verdict import Answer, Reason, Verdict

SECONDS = 1.8  #: for one step, all attempts together
MOST_VALUES = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict and the values that it needs."""

    verdict: Verdict
    using: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be judged and at which place of the document."""

    lhs: Term
    relation: Relation
    rhs: Term
    position: int


class Judge:
    """Judges steps of one document."""

    def __init__(self, context: Context, values: Values, seed: int | None) -> None:
        self.context = context
        self.values = values
        self.seed = seed

    def decide(self, question: Question, avoid: frozenset[int] = frozenset()) -> Outcome:
        """The verdict; ``avoid`` holds statements (by position) whose values may not be used."""
        deadline = monotonic() + SECONDS
        plain = self._judge(question, (), deadline)
        if plain.answer is Answer.HOLDS:
            return Outcome(plain)
        joint = Question(
            as_joint(question.lhs), question.relation, as_joint(question.rhs), question.position
        )
        if joint != question:
            verdict = self._judge(joint, (), deadline)
            if verdict.answer is Answer.HOLDS:
                return Outcome(verdict)
        found = self._applicable(question, avoid)
        if not found:
            return Outcome(plain)
        informed = self._judge(question, found, deadline)
        if informed.answer is not Answer.HOLDS:
            return Outcome(_weaker(plain, informed), ())
        return Outcome(informed, self._fewest(question, found, deadline))

    def _applicable(self, question: Question, avoid: frozenset[int]) -> tuple[Value, ...]:
        """Values of what occurs, and of what occurs in them; never in a circle."""
        found: dict[Key, Value] = {}
        todo: list[tuple[Term, frozenset[Key]]] = [
            (question.lhs, frozenset()),
            (question.rhs, frozenset()),
        ]
        while todo and len(found) < MOST_VALUES:
            term, path = todo.pop(0)
            for part in subterms(term):
                key = key_of(part)
                if key is None or key in found:
                    continue
                value = self._meant(key, question.position, avoid)
                if value is None or self._leads_back(value, found, avoid):
                    continue
                found[key] = value
                todo.append((value.term, path | {key}))
        return tuple(found.values())

    def _meant(self, key: Key, position: int, avoid: frozenset[int]) -> Value | None:
        candidates = [v for v in self.values.of(key) if v.position not in avoid]
        before = [v for v in candidates if v.position <= position]
        if before:
            return before[-1]
        return candidates[0] if candidates else None

    @staticmethod
    def _leads_back(value: Value, found: dict[Key, Value], avoid: frozenset[int]) -> bool:
        """Whether the value, with those found already, would define something by itself."""
        del avoid
        seen: set[Key] = set()
        todo: list[Term] = [value.term]
        while todo:
            for part in subterms(todo.pop()):
                key = key_of(part)
                if key is None or key in seen:
                    continue
                if key == value.key:
                    return True
                seen.add(key)
                if key in found:
                    todo.append(found[key].term)
        return False

    def _fewest(
        self, question: Question, found: tuple[Value, ...], deadline: float
    ) -> tuple[Value, ...]:
        """Leave out what is not needed."""
        kept = list(found)
        for value in found:
            if len(kept) == 1 or monotonic() > deadline:
                break
            fewer = tuple(v for v in kept if v is not value)
            if self._judge(question, fewer, deadline).answer is Answer.HOLDS:
                kept.remove(value)
        return tuple(kept)

    def _judge(self, question: Question, values: tuple[Value, ...], deadline: float) -> Verdict:
        left = deadline - monotonic()
        if left <= 0:
            return Verdict(
                Answer.UNKNOWN, reason=Reason.RESOURCE_LIMIT, detail="the time of the step is over"
            )
        lhs, rhs = replaced(question.lhs, values), replaced(question.rhs, values)
        definitions = tuple(
            Definition(v.key, replaced(v.term, values))
            for v in values
            if isinstance(v.key, Symbol | Indexed) and _fits(v)
        )
        context = Context(
            self.context.declarations,
            definitions,
            self.context.distributions,
            closed=False,
        )
        return judge(lhs, question.relation, rhs, context, seed=self.seed, seconds=left)


def _fits(value: Value) -> bool:
    if isinstance(value.key, str):
        return False
    try:
        return shape_of(value.key) == shape_of(value.term)
    except ShapeError:
        return False


def replaced(term: Term, values: tuple[Value, ...]) -> Term:
    """The term with the values of applications put in; symbols are the kernel's business."""
    table = {v.key: v.term for v in values if not isinstance(v.key, str | Symbol | Indexed)}
    if not table:
        return term

    def put(inner: Term, depth: int) -> Term:
        if inner in table and depth < MOST_VALUES:
            return put(table[inner], depth + 1)
        return rebuild(inner, lambda child: put(child, depth))

    return put(term, 0)


def _weaker(plain: Verdict, informed: Verdict) -> Verdict:
    """Refuted is only what is refuted without the values and with them."""
    if plain.answer is Answer.FAILS and informed.answer is Answer.FAILS:
        return informed
    if informed.answer is Answer.UNKNOWN:
        return informed
    return plain


def has_opaque(term: Term) -> bool:
    """Whether an unknown function occurs."""
    return any(isinstance(part, Opaque) for part in subterms(term))


def as_joint(term: Term) -> Term:
    """The term with ``p(x | y)`` as ``p(x, y) / p(y)``, which is what it means."""
    term = rebuild(term, as_joint)
    match term:
        case Opaque(name, arguments) if DENSITY in name:
            head, _, count = name.rpartition(DENSITY)
            given = arguments[int(count) :]
            joint = _density(head, arguments)
            return quotient(joint, _density(head, given)) if given else joint
        case _:
            return term


def _density(head: str, variables: tuple[Term, ...]) -> Term:
    ordered = tuple(sorted(dict.fromkeys(variables), key=str))
    return Opaque(f"{head}{DENSITY}{len(ordered)}", ordered, SCALAR)

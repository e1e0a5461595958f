"""A verdict for every step of a document."""

from __future__ import annotations

from symgauss.check.checked import CheckedStep
from symgauss.check.judging import Judge, Question
from symgauss.check.parts import TERM_RELATIONS, Side, Statement
from symgauss.check.positivity import declare_signs
from symgauss.check.reader import DENSITY
from symgauss.check.typing import Inference
from symgauss.check.values import Key, Value, Values, key_of
from symgauss.check.written import Display
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.terms import Density, Indexed, NormalDensity, Opaque, Symbol, Term, Variable
from symgauss.kernel.traversal import subterms
from symgauss.kernel.verdict import Answer, Reason, Verdict
from symgauss.latex.scope import Scope
from symgauss.latex.source import Source, Span

_UP_TO = {RelationKind.PROPORTIONAL, RelationKind.EQUAL_UP_TO_CONSTANT}


class Verdicts:
    """Judges the steps of one document, in order."""

    def __init__(
        self,
        source: Source,
        scope: Scope,
        inference: Inference,
        statements: list[Statement],
        seed: int | None,
    ) -> None:
        self.source = source
        self.scope = scope
        self.inference = inference
        self.statements = statements
        self.values = Values()
        self._collect()
        for name, (shape, _) in inference.reader.open_names.items():
            if "#" not in name:
                scope.declare(name, inference.reader.unifier.resolve_shape(shape))
        sides = [side.term for each in statements for side in each.sides if side.term is not None]
        declare_signs(sides, [d.covariance for d in scope.distributions], scope)
        self.judge = Judge(scope.context(), self.values, seed)

    # --- values --------------------------------------------------------------------------------

    def _collect(self) -> None:
        for statement in self.statements:
            key = self._key(statement.sides[0])
            if key is None or not statement.signs:
                continue
            if TERM_RELATIONS.get(statement.signs[0].kind) not in (
                RelationKind.EQUAL,
                RelationKind.DEFINED,
            ):
                continue
            value = self._value(key, statement)
            if value is not None:
                self.values.add(value)

    def _value(self, key: Key, statement: Statement) -> Value | None:
        """The last side that equals the first one, unless the name occurs in it."""
        found: Value | None = None
        for index, sign in enumerate(statement.signs):
            if TERM_RELATIONS.get(sign.kind) not in (RelationKind.EQUAL, RelationKind.DEFINED):
                break
            term = statement.sides[index + 1].term
            if term is None or any(part == key for part in subterms(term)):
                continue
            span = Span(statement.sides[0].span.start, statement.sides[index + 1].span.end)
            written = self.source.text[span.start : span.end]
            found = Value(key, term, statement, index + 1, written)
        return found

    @staticmethod
    def _key(side: Side) -> Key | None:
        if side.term is not None:
            return key_of(side.term)
        return side.key or None

    # --- steps ---------------------------------------------------------------------------------

    def of(self, displays: list[Display]) -> list[CheckedStep]:
        """All steps, display by display."""
        by_display: dict[int, list[Statement]] = {}
        for statement in self.statements:
            if not statement.is_inline:
                by_display.setdefault(statement.display, []).append(statement)
        checked: list[CheckedStep] = []
        for display in displays:
            number = 0
            for statement in by_display.get(display.number, []):
                for index, sign in enumerate(statement.signs):
                    if sign.kind in ("in", ":", "to"):
                        continue
                    number += 1
                    checked.append(self._checked(statement, index, number))
            for span, why in display.unread:
                number += 1
                checked.append(self._unread(display, number, span, why))
        return checked

    def _unread(self, display: Display, number: int, span: Span, why: str) -> CheckedStep:
        verdict = Verdict(Answer.UNKNOWN, reason=Reason.UNSUPPORTED, detail=why)
        place = self.source.place(span)
        text = self.source.text[span.start : span.end].strip()
        return CheckedStep(place, display.number, number, "", text, "", verdict, display.label)

    def _checked(self, statement: Statement, index: int, number: int) -> CheckedStep:
        sign = statement.signs[index]
        left, right = statement.sides[index], statement.sides[index + 1]
        verdict, using = self._verdict(statement, index)
        span = left.span | right.span if left.tokens else right.span
        return CheckedStep(
            self.source.place(span),
            statement.display,
            number,
            self.source.text[sign.span.start : sign.span.end],
            self._text(left),
            self._text(right),
            verdict,
            statement.label,
            sign.reason,
            tuple(f"{value.written} ({value.statement.label})" for value in using),
        )

    def _text(self, side: Side) -> str:
        return self.source.text[side.span.start : side.span.end]

    def _verdict(self, statement: Statement, index: int) -> tuple[Verdict, tuple[Value, ...]]:
        sign = statement.signs[index]
        left, right = statement.sides[index], statement.sides[index + 1]
        if sign.kind == "~":
            return Verdict(Answer.DEFINITION), ()
        kind = TERM_RELATIONS.get(sign.kind)
        if kind is None:
            return _unsupported(f"the relation {sign.kind}"), ()
        if "!" in sign.reason or kind is RelationKind.DEFINED:
            return Verdict(Answer.DEFINITION), ()
        if index == 0 and kind is RelationKind.EQUAL:
            named = self._named(statement, left, right)
            if named is not None:
                return named
        for side in (left, right):
            if side.term is None:
                return self._unreadable(side), ()
        assert left.term is not None  # noqa: S101 - seen above
        assert right.term is not None  # noqa: S101 - seen above
        relation = self._relation(kind, statement)
        question = Question(left.term, relation, right.term, statement.position)
        outcome = self.judge.decide(question, frozenset({statement.position}))
        return _careful(outcome.verdict, question), outcome.using

    def _unreadable(self, side: Side) -> Verdict:
        problem = side.problem
        detail = problem.message if problem is not None else "nothing stands here"
        return _unsupported(detail)

    def _named(
        self, statement: Statement, left: Side, right: Side
    ) -> tuple[Verdict, tuple[Value, ...]] | None:
        """A step whose left side is a name: a definition, or a link to an earlier value."""
        key = self._key(left)
        if key is None:
            return None
        earlier = [v for v in self.values.of(key) if v.position < statement.position]
        earlier = [v for v in earlier if v.statement is not statement]
        if not earlier:
            return Verdict(Answer.DEFINITION), ()
        if right.term is None:
            return self._unreadable(right), ()
        if any(v.term == right.term for v in earlier):
            return Verdict(Answer.DEFINITION, detail="restated"), ()
        old = earlier[-1]
        question = Question(old.term, Relation(RelationKind.EQUAL), right.term, statement.position)
        outcome = self.judge.decide(question, frozenset({statement.position}))
        return _careful(outcome.verdict, question), (old, *outcome.using)

    def _relation(self, kind: RelationKind, statement: Statement) -> Relation:
        if kind not in _UP_TO:
            return Relation(kind)
        for side in statement.sides:
            for term in subterms(side.term) if side.term is not None else ():
                variables = _moving(term)
                if variables:
                    return Relation(kind, variables)
        return Relation(kind)


def _moving(term: Term) -> tuple[Variable, ...]:
    match term:
        case Density(law):
            return law.variables
        case Opaque(name, arguments) if DENSITY in name:
            count = int(name.rpartition(DENSITY)[2])
            return tuple(a for a in arguments[:count] if isinstance(a, Symbol | Indexed))
        case NormalDensity(point) if isinstance(point, Symbol | Indexed):
            return (point,)
        case _:
            return ()


def _unsupported(detail: str) -> Verdict:
    return Verdict(Answer.UNKNOWN, reason=Reason.UNSUPPORTED, detail=detail)


def _careful(verdict: Verdict, question: Question) -> Verdict:
    """``fails`` only where nothing is unknown that the document may know."""
    if verdict.answer is not Answer.FAILS:
        return verdict
    conflict = verdict.shape_conflict
    if conflict is not None:
        return Verdict(Answer.UNKNOWN, reason=Reason.UNDETERMINED_TYPE, detail=verdict.detail)
    for side in (question.lhs, question.rhs):
        for part in subterms(side):
            if isinstance(part, Opaque):
                detail = f"nothing says what {part.name} is"
                return Verdict(Answer.UNKNOWN, reason=Reason.MISSING_CONTEXT, detail=detail)
    if question.relation.kind in _ORDERS:
        detail = "a condition, or not true for all values"
        return Verdict(Answer.UNKNOWN, reason=Reason.MISSING_CONTEXT, detail=detail)
    return verdict


_ORDERS = {
    RelationKind.LESS,
    RelationKind.LESS_EQUAL,
    RelationKind.GREATER,
    RelationKind.GREATER_EQUAL,
}

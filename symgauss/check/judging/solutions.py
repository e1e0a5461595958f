r"""What an equation says of a name that another one is solved for: ``x = y - e``, of ``y = x + e``.

The first equation with a name on its left side gives it a value, unless equations of before tell
what it is.  Where the value does not solve these, it shows nothing, and is wrong where words say
that it follows from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from symgauss.check.displays.parts import Statement
from symgauss.check.judging.careful import Careful
from symgauss.check.judging.judge import Outcome
from symgauss.check.judging.supposing import holds_if
from symgauss.check.manners.keys import Key, solved
from symgauss.check.meaning.asking import Question
from symgauss.check.meaning.unsaid_dependence import DERIVATIVES
from symgauss.check.meaning.values import Values
from symgauss.check.meaning.varying import kind_of
from symgauss.check.wording.conclusions import follows
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.terms import Density, Indexed, Opaque, Symbol, Term, Variable
from symgauss.kernel.traversal import free_symbols, substitute, subterms
from symgauss.kernel.verdict import Answer, Verdict
from symgauss.latex.naming import without_accent

MOST_EQUATIONS = 4  #: of before that a name is looked for in
DEEPEST = 4  #: values in values that are put in
_EQUAL = ("=", ":=")


@dataclass(frozen=True, slots=True)
class _Equation:
    """Two sides that a statement says to be equal."""

    lhs: Term
    rhs: Term
    statement: Statement
    names: frozenset[Variable]

    @property
    def key(self) -> Key | None:
        """The name that it gives a value, if it does not occur in that."""
        pair = solved(self.lhs, self.rhs)
        if pair is None or isinstance(pair[0], str):
            return None
        return None if pair[0] in set(subterms(pair[1])) else pair[0]


class Solutions:
    """Holds what one document solves equations for against these."""

    def __init__(self, careful: Careful, values: Values, statements: Sequence[Statement]) -> None:
        self.careful = careful
        self.values = values
        self.equations = list(_equations(statements))

    def contradicted(self, left: Term | None, right: Term, statement: Statement) -> Outcome | None:
        """What is known of a value that solves no equation of before; ``None`` if it may."""
        name, value = (None, right) if left is None else solved(left, right) or (None, right)
        if not isinstance(name, Symbol | Indexed):
            return None
        circle = self._circle(name, value, statement)
        if circle is not None:
            return circle
        found = [e for e in self.equations if self._tells(e, name, value, statement)]
        for equation in found[-MOST_EQUATIONS:]:
            outcomes = list(self._put(equation, name, value, statement))
            if not outcomes or any(o.verdict.answer is not Answer.FAILS for _, o in outcomes):
                continue
            if any(holds_if(self.careful.judge, question) for question, _ in outcomes):
                continue  # as numbers are often positive
            outcome = outcomes[0][1]
            verdict = outcome.verdict
            if outcome.question is not None:  # else the shapes are wrong
                verdict = self.careful.verdict(outcome, outcome.question, statement, 0)
            written = self.careful.texts(equation.statement.sides[:1])
            written += " = " + self.careful.texts(equation.statement.sides[1:2])
            fails = verdict.answer is Answer.FAILS
            if fails and len(found) == 1 and self._is_concluded(equation, statement):
                detail = f"it does not solve {written}; {verdict.detail}"
                # no edit of this equation is one of what the author wrote
                return replace(outcome, verdict=replace(verdict, detail=detail), question=None)
            detail = f"it does not solve {written}, as far as is known"
            verdict = Verdict.missing_context(detail)
            return Outcome(verdict)
        return None

    def _circle(self, name: Symbol | Indexed, value: Term, statement: Statement) -> Outcome | None:
        """What is known of ``a = s + d`` with ``s = a + b``, ``d = a - b``: it is ``a = 2 a``."""
        if statement.sides[0].term != name or not isinstance(name, Symbol):
            return None
        place, avoid = statement.position, self.careful.avoided(statement)
        avoid |= {each.position for each in self.values.of(name)}
        inside = free_symbols(value)
        if any((v := self.values.meant(s, place, avoid)) is None or v.key != s for s in inside):
            return None  # a further equation, as of noise that nothing else says anything of
        told = self._told((name, value), place, avoid, frozenset({name}))[1]
        if told == value or name not in free_symbols(told):
            return None
        question = Question(name, Relation(RelationKind.EQUAL), told, place)
        outcome = self.careful.judge.decide(question, avoid)
        if outcome.verdict.answer is not Answer.FAILS or holds_if(self.careful.judge, question):
            return None
        return Outcome(Verdict.missing_context("it does not solve what was said before"))

    def _tells(
        self, equation: _Equation, name: Symbol | Indexed, value: Term, statement: Statement
    ) -> bool:
        """Whether an equation of before says what a name is, in the names of its value."""
        place, here = equation.statement.position, statement.position
        if place >= here or name not in equation.names:
            return False
        standing = self.values.standing
        if place in standing.refuted.keys() | standing.doubtful | self.careful.avoid:
            return False
        inside = free_symbols(value)
        others = equation.names - {name}
        if not inside & others or not all(
            each in others or self._is_made_of(each, others, here) for each in inside
        ):
            return False
        key = equation.key
        if key is not None and (key == name or key not in inside):
            return False  # its own value, or one of a name that this one is put into
        parts = [p for side in (equation.lhs, equation.rhs, value) for p in subterms(side)]
        if any(isinstance(p, Opaque | Density) for p in parts):
            return False  # nothing says what such a function is
        if any(isinstance(p, DERIVATIVES) for p in parts):
            return False  # nobody need say what it is
        stems = {each.name.partition("_")[0] for each in equation.names - {name, key}}
        if any(without_accent(stem) != stem for stem in stems):
            return False  # a mean of others, as nobody need say
        names = {each.name for each in equation.names}
        return self.values.eras.together(names, place, here)

    def _is_made_of(self, name: Variable, others: frozenset[Variable], here: int) -> bool:
        """Whether an equation of before says what a name is in terms of some others."""
        value = self.values.meant(name, here, frozenset())
        if value is None or value.position >= here or value.key != name:
            return False
        return free_symbols(value.term) <= others

    def _put(
        self, equation: _Equation, name: Symbol | Indexed, value: Term, statement: Statement
    ) -> Iterator[tuple[Question, Outcome]]:
        """The equation with the value in the place of the name: of any others, and of theirs.

        What solves several equations together solves each one only with the other solutions.
        """
        place = statement.position
        avoid = self.careful.avoided(statement) | {equation.statement.position}
        for free in (name, equation.key):  # what else is said of them may be as wrong
            avoid |= {v.position for v in self.values.of(free)} if free is not None else set()
        others = equation.names - {name, equation.key}
        held = avoid | {v.position for other in others for v in self.values.of(other)}
        plain = equation.lhs, equation.rhs
        told = self._told(plain, place, avoid, frozenset({name}))
        for sides, without in ((plain, held), (told, avoid))[: 1 if told == plain else 2]:
            try:
                lhs, rhs = (substitute(side, {name: value}) for side in sides)
            except ValueError:
                continue
            equal = Relation(RelationKind.EQUAL)
            question = Question(lhs, equal, rhs, place, closed=True)
            yield question, self.careful.judge.decide(question, without)

    def _told(
        self,
        sides: tuple[Term, Term],
        place: int,
        avoid: frozenset[int],
        apart: frozenset[Variable],
    ) -> tuple[Term, Term]:
        """Two sides with the values of the names in them."""
        for _ in range(DEEPEST):
            known: dict[Variable, Term] = {}
            for each in frozenset().union(*map(free_symbols, sides)) - apart:
                value = self.values.meant(each, place, avoid)
                if value is not None and value.key == each and each not in free_symbols(value.term):
                    known[each] = value.term
            if not known:
                break
            try:
                sides = substitute(sides[0], known), substitute(sides[1], known)
            except ValueError:
                break
        return sides

    def _is_concluded(self, equation: _Equation, statement: Statement) -> bool:
        sentences = self.careful.sentences
        return follows(sentences, equation.statement.position, statement, solving=True)


def _equations(statements: Sequence[Statement]) -> Iterator[_Equation]:
    """What is said to be equal for good."""
    for statement in statements:
        if len(statement.signs) != 1 or statement.signs[0].kind not in _EQUAL:
            continue
        if not statement.is_law or statement.condition:
            continue
        lhs, rhs = (side.term for side in statement.sides[:2])
        plain = kind_of(RelationKind.EQUAL, *statement.sides[:2]) is RelationKind.EQUAL
        if lhs is not None and rhs is not None and plain:  # not up to a constant
            yield _Equation(lhs, rhs, statement, free_symbols(lhs) | free_symbols(rhs))

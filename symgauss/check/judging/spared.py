r"""What a document says that may make a refuted step right, although it was not used.

A value that is said elsewhere ("from now on $\mu = 0$", "the case $\mu = 0$"), an equation between
parameters of a law, a law or a mean in words: a step is refuted only if it is with these, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from symgauss.check.displays.parts import Statement
from symgauss.check.judging.doubts import Facts
from symgauss.check.judging.judge import Judge, Outcome
from symgauss.check.judging.supposing import holds_if
from symgauss.check.manners.expectations import is_expectation, parts_of
from symgauss.check.manners.keys import solved
from symgauss.check.manners.recursions import FROZEN
from symgauss.check.meaning.asking import Question
from symgauss.check.meaning.values import Value
from symgauss.check.wording.eras import Eras
from symgauss.check.wording.unread_words import (
    CALLED_AGAIN,
    CONDITION,
    INDEPENDENT,
    INNER,
    IS_AGAIN,
    LAW,
    MOMENT,
    NEGATIVE,
    NOT_OF,
    OTHER_LAW,
    ROOT,
    ROUGH,
    SCALED,
    SPECIAL,
    UNIT,
    is_foreign,
)
from symgauss.kernel.context import Context, Distribution, Property
from symgauss.kernel.names import AVERAGES, relevant_terms
from symgauss.kernel.terms import (
    Identity,
    Indexed,
    Opaque,
    Rational,
    Symbol,
    Term,
    Variable,
    Zero,
)
from symgauss.kernel.traversal import free_symbols, subterms
from symgauss.kernel.unstated import named_laws
from symgauss.kernel.verdict import Answer
from symgauss.latex.mentions import mentioned_names
from symgauss.latex.naming import without_bold
from symgauss.latex.source import Source

SAYS_MORE = "words may say more"
MOST_TRIES = 4  #: values with which a step is judged once more


class Spared:
    """Looks in one document for what may make refuted steps right."""

    def __init__(
        self,
        source: Source,
        judge: Judge,
        facts: Facts,
        eras: Eras,
        statements: Sequence[Statement],
    ) -> None:
        self.source = source
        self.judge = judge
        self.facts = facts
        self.eras = eras
        #: names with a law, be it one that is not read, and where that stands
        self.drawn: dict[str, list[int]] = {}
        for each in statements:
            if each.signs and each.signs[0].kind == "~" and each.sides[0].node is not None:
                for name in mentioned_names(each.sides[0].node):
                    self.drawn.setdefault(_stem(name), []).append(each.position)
        self._equations = list(_equations(statements, source))

    @cached_property
    def says_more(self) -> bool:
        """Whether the text may state a law, a mean or a dependence that is not read."""
        return LAW.search(self.source.text) is not None

    @cached_property
    def says_more_than_that(self) -> bool:
        """The same, but for the independence of some names, which is known."""
        return LAW.search(INDEPENDENT.sub("", self.source.text)) is not None

    @cached_property
    def is_special(self) -> bool:
        """Whether a parameter may be one, or none."""
        return SPECIAL.search(self.source.text) is not None

    @cached_property
    def is_scaled(self) -> bool:
        """Whether a family of laws may have a scale or a mean in the place of the rate."""
        return SCALED.match(self.source.text) is not None

    @cached_property
    def is_foreign(self) -> bool:
        """Whether the text is in another language."""
        return is_foreign(self.source.text)

    @cached_property
    def is_negative(self) -> bool:
        """Whether a number may be negative."""
        return NEGATIVE.search(self.source.text) is not None

    @cached_property
    def is_unit(self) -> bool:
        """Whether vectors may have length one, or be orthogonal."""
        return UNIT.search(self.source.text) is not None

    def by(
        self, outcome: Outcome, question: Question, statement: Statement, avoid: frozenset[int]
    ) -> str:
        """What may make a refuted step right, in words; empty if nothing does."""
        names = self._relevant(outcome, question)
        start, _ = self.eras.section(question.position)
        if ROUGH.search(self.source.text, start, question.position):
            return "it may be true approximately, of which was spoken before"
        if self.is_unit and INNER.search(self._text(statement)):
            return "the vectors may be of length one, or orthogonal"
        if self.is_negative and ROOT.search(self._text(statement)):
            return "a number may be negative, as was said"
        if self.is_foreign:
            return "the words are in a language that is not read"
        if self._is_of_moments(statement):
            if self.is_scaled:
                return "the words may mean another parameter of the law"
            stems = {_stem(name.name) for name in names}
            nodes = [side.node for side in statement.sides if side.node is not None]
            stems |= {_stem(name) for node in nodes for name in mentioned_names(node)}
            if name := self._introduced_again(stems, question.position):
                return f"{name} is spoken of again behind its law"
        detail = self._by_words(question) or self._constrained(names, question)
        detail = detail or self._special(names, question, avoid)
        detail = detail or self._elsewhere(outcome, question, names, avoid)
        return detail or self._in_doubt(question, names, avoid)

    def _is_of_moments(self, statement: Statement) -> bool:
        return MOMENT.search(self._text(statement)) is not None

    def _text(self, statement: Statement) -> str:
        spans = [side.span for side in statement.sides]
        return self.source.text[spans[0].start : spans[-1].end]

    def _introduced_again(self, names: Iterable[str], place: int) -> str:
        """A variable that gets another meaning behind its law, or another law in words."""
        for stem in sorted(set(names) & self.drawn.keys()):
            before = [each for each in self.drawn[stem] if each < place]
            if not before or not stem.isascii():
                continue
            between = self.source.text[max(before) : place].partition("$")[2]
            if OTHER_LAW.search(between):
                return stem
            letter = rf"\$\s*\\?{re.escape(stem)}(?:_\w+)?\s*\$"
            if re.search(NOT_OF + letter + IS_AGAIN, between) or re.search(
                CALLED_AGAIN + letter, between
            ):
                return stem
        return ""

    @staticmethod
    def _relevant(outcome: Outcome, question: Question) -> dict[Variable, None]:
        """The names in a step, in the values that were put in and in the laws.

        What is made of its variables, such as ``y_*`` beside ``p(y)``, says nothing of these.
        """
        asked = outcome.asked
        terms: list[Term] = [question.lhs, question.rhs]
        stated: tuple[Distribution, ...] = ()
        defined: Context | None = None
        if asked is not None:
            stated = asked.context.distributions
            defined = replace(asked.context, distributions=())
            terms += relevant_terms((asked.lhs, asked.rhs), defined)
        names: dict[Variable, None] = {}
        while terms:
            term = terms.pop(0)
            laws = (law for part in subterms(term) for law in named_laws(part))
            drawn = {each for law in laws for each in (*law.variables, *law.given)}
            new = [s for s in sorted(free_symbols(term) | drawn, key=str) if s not in names]
            names |= dict.fromkeys(new)
            stems = {s.name for s in new}
            for each in stated:
                if each.variable.name in stems and defined is not None:
                    inside = (each.mean, each.covariance, *each.given)
                    terms += relevant_terms(inside, defined)
        return names

    def _by_words(self, question: Question) -> str:
        """What words say of what is averaged and has no law."""
        context = self.judge.asking.contexts(question.position)
        stated = context.distributions if question.laws is None else question.laws
        known = {_stem(law.variable.name) for law in (*stated, *question.samples)}
        keys = self.judge.values.by_key
        known |= {_stem(key.name) for key in keys if isinstance(key, Symbol | Indexed)}
        parts = [part for side in (question.lhs, question.rhs) for part in subterms(side)]
        averaged = {name for part in parts for name in _averaged(part)}
        free = {name for name in averaged if _stem(name) not in known}
        apart = free <= self.facts.apart  # that they are independent was used
        says_more = self.says_more_than_that if apart else self.says_more
        if free and (says_more or self.is_foreign or self.drawn.keys() & set(map(_stem, free))):
            return f"{SAYS_MORE} of {min(free)} than was understood"
        if averaged:
            start, _ = self.eras.section(question.position)
            said = CONDITION.search(self.source.text, start, question.position)
            if said is not None:
                return f"it may be meant under the condition of before: {said.group()}"
        return ""

    def _constrained(self, names: dict[Variable, None], question: Question) -> str:
        """An equation between parameters that no value is."""
        known = {name.name for name in names}
        inside = {s.name for side in (question.lhs, question.rhs) for s in free_symbols(side)}
        for place, involved in self.facts.constraints:
            others = involved - inside
            if place != question.position and others and involved & known and others & known:
                return "an equation of the document between parameters was not used"
        return ""

    def _special(
        self, names: dict[Variable, None], question: Question, avoid: frozenset[int]
    ) -> str:
        """A parameter of a law that the step does not name and that is one, or none, in words."""
        if not self.is_special:
            return ""
        context = self.judge.asking.contexts(question.position)
        inside = {s for side in (question.lhs, question.rhs) for s in free_symbols(side)}
        tried = 0
        for name in names:
            if name in inside or not isinstance(name, Symbol) or name.name in self.judge.random:
                continue
            positive = Property.POSITIVE in context.properties(name.name)
            for term, number in _specials(name):
                if tried >= MOST_TRIES:
                    return ""
                if positive and number == "0":
                    continue
                tried += 1
                value = Value(name, term, question.position, f"{name.name} = {number}")
                supposed = replace(question, supposing=value)
                if self.judge.decide(supposed, avoid).verdict.answer is Answer.HOLDS:
                    return f"it holds if {value.written}, of which the words may speak"
        return ""

    def _in_doubt(
        self, question: Question, names: dict[Variable, None], avoid: frozenset[int]
    ) -> str:
        """A value that nothing shows, with which, and with all such, the step is not refuted."""
        values = self.judge.values
        open_ones = [
            value
            for name in names
            for value in values.of(name)
            if values.is_open(value.position) and value.position not in avoid
        ]
        if not open_ones:
            return ""
        with values.standing.trusted():
            found = self.judge.decide(question, avoid)
        if found.verdict.answer is Answer.FAILS:
            return ""
        return f"it may follow from {open_ones[0].written}, which nothing shows"

    def _elsewhere(
        self,
        outcome: Outcome,
        question: Question,
        names: dict[Variable, None],
        avoid: frozenset[int],
    ) -> str:
        """A value that is said of a name elsewhere, with which the step was not refuted."""
        used = {value.position for value in outcome.known}
        inside = {s for side in (question.lhs, question.rhs) for s in free_symbols(side)}
        tried = 0
        for name in names:
            if name in inside:
                found = self.judge.values.elsewhere(name, question.position)
            elif name.name not in self.judge.random:
                found = [value for value in self._equations if value.key == name]
            else:
                continue
            for value in found:
                known = avoid | used | self.judge.values.standing.shown
                if value.position in known:
                    continue  # what follows from the others says no more than they do
                if tried >= MOST_TRIES:
                    continue
                if not self.eras.together((name.name,), value.position, question.position):
                    continue
                tried += 1
                supposed = replace(question, supposing=value)
                found_so = self.judge.decide(supposed, avoid)
                fails = found_so.verdict.answer is Answer.FAILS
                if not fails or holds_if(self.judge, supposed, found_so.asked):
                    return f"it may be meant for {value.written}, which is said elsewhere"
        return ""


def _specials(name: Symbol) -> Iterator[tuple[Term, str]]:
    """The values that words give most: one and zero, the identity and the zero vector."""
    if name.shape.is_scalar:
        yield Rational(1), "1"
        yield Rational(0), "0"
    elif name.shape.is_vector:
        yield Zero(name.shape), "0"
    elif name.shape.rows == name.shape.columns:
        yield Identity(name.shape.rows), "I"


def _stem(name: str) -> str:
    return without_bold(name.partition(FROZEN)[0].partition("_")[0])


def _averaged(part: Term) -> Iterator[str]:
    """The names of what is random in an average."""
    if isinstance(part, Opaque) and is_expectation(part):
        within = {symbol.name for argument in part.arguments for symbol in free_symbols(argument)}
        yield from parts_of(part)[2] & within
    elif isinstance(part, AVERAGES):
        yield from (v.name for law in named_laws(part) for v in law.variables)


def _equations(statements: Sequence[Statement], source: Source) -> Iterator[Value]:
    """What inline equations say that names are."""
    for statement in statements:
        if not statement.is_inline or [sign.kind for sign in statement.signs] != ["="]:
            continue
        lhs, rhs = (side.term for side in statement.sides[:2])
        pair = None if lhs is None or rhs is None else solved(lhs, rhs)
        if pair is None or not isinstance(pair[0], Symbol | Indexed):
            continue
        key, value = pair
        if key in free_symbols(value):
            continue
        first, last = statement.sides[0].span, statement.sides[1].span
        written = " ".join(source.text[first.start : last.end].split())
        yield Value(key, value, statement.position, written)

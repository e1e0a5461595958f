r"""Where derivatives vanish: "setting the gradient to zero yields $\hat w = (X^T X)^{-1} X^T y$".

The value of an estimate is the first that is said of it, and no definition: put in the place of the
variable, it makes the derivative zero that was displayed before, with the other estimates in the
place of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from symgauss.check.displays.parts import Side, Statement
from symgauss.check.displays.sentences import DISPLAY, FORMULA
from symgauss.check.judging.careful import Careful
from symgauss.check.judging.judge import Outcome
from symgauss.check.manners.keys import solved
from symgauss.check.meaning.asking import Question
from symgauss.check.meaning.values import Value, Values
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.sizes import Shape
from symgauss.kernel.terms import (
    Derivative,
    Gradient,
    Indexed,
    Rational,
    Symbol,
    Term,
    Variable,
    Zero,
    is_zero,
)
from symgauss.kernel.traversal import free_symbols, substitute, subterms
from symgauss.kernel.verdict import Answer
from symgauss.latex.naming import without_accent

FARTHEST = 2000  #: characters between a derivative and what makes it zero

#: "Setting both to zero and solving for w, we obtain"
_SET = re.compile(
    r"\b(?:set(?:ting)?|equat(?:e|ing)) (?:[\w -]{0,60} )?(?:to|with|equal)"
    rf" (?:zero|{FORMULA})(?P<rest>[^.;:]{{0,120}})$",
    re.IGNORECASE,
)
#: What is set to zero: only where it is what was displayed, a value may be wrong.
_THESE = re.compile(
    r"(?:set(?:ting)?|equat(?:e|ing)) (?:this|these|it|them|that|both"
    r"|(?:the |these |this |both )?(?:partial |first )?(?:derivatives?|gradients?|scores?))"
    rf"(?: (?:with respect to|w\.r\.t\.|by) {FORMULA}| both| all)? (?:equal )?(?:to|with) ",
    re.IGNORECASE,
)
_GIVES = re.compile(
    r"\b(?:gives?|yields?|leads? to|results? in|(?:we|one) (?:then )?(?:get|obtain|find|have)s?"
    r"|solution|solving)\b",
    re.IGNORECASE,
)
#: Then it is another equation that is solved, or not quite that one.
_OTHERWISE = re.compile(
    r"\b(?:approximat\w*|(?:un)?biased|bias|correct\w*|instead|roughly|small|large|if|when|unless"
    r"|limit|without|subject|constrain\w*|multiplier\w*|lagrang\w*|except|nearly|about|first|leading"
    r"|regulari\w+|penal\w+|prior|numerical\w*|iterat\w*|sums?|summ\w+|averag\w+|add\w*|total|all|over"
    r"|project\w*|normali[sz]\w*|reparam\w*|transform\w*|new|another|other|per|each)\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"\$\s*(?:\\(?:math|bold)\w*\s*\{?\s*0\s*\}?|0)\s*\$")
#: How estimates are marked besides hats: ``w^*``, ``w_{\mathrm{ML}}``.
_MARKS = frozenset({"ML", "MLE", "MAP", "OLS", "LS", "opt", "max", "min", "*", "RR", "ridge"})


@dataclass(frozen=True, slots=True)
class _Derivative:
    """A derivative that a document displays, and what it is."""

    statement: Statement
    variable: Variable
    last: Side  #: what it is, as the chain ends
    term: Term


class StationaryPoints:
    """Holds what one document says that makes derivatives zero against these."""

    def __init__(self, careful: Careful, values: Values, statements: Sequence[Statement]) -> None:
        self.careful = careful
        self.values = values
        self.derivatives = list(_derivatives(statements))

    def outcome(self, statement: Statement) -> Outcome | None:
        """What a derivative says of the value that sets it to zero; ``None`` if nothing."""
        left, right = statement.sides[:2]
        if not self.derivatives or left.term is None or right.term is None:
            return None
        pair = solved(left.term, right.term)
        name, value = pair or (None, right.term)
        if not isinstance(name, Symbol | Indexed):
            return None
        found = [d for d in self.derivatives if self._is_set_to_zero(d, statement)]
        found = [d for d in found if _is_estimate(name, d.variable)]
        if not found or name in free_symbols(value):
            return None
        question = self._question(found[-1], name, value, statement)
        if question is None:
            return None
        avoid = self.careful.avoided(statement) | {v.position for v in self.values.of(name)}
        outcome = self.careful.judge.decide(question, avoid)
        verdict = self.careful.verdict(outcome, question, statement, 0)
        derivative = self._value(found[-1])
        if verdict.answer is Answer.HOLDS:
            using = (derivative, *outcome.using)
            return replace(outcome, verdict=verdict, using=using, question=None)
        if verdict.answer is Answer.FAILS and self._is_told(found[-1], value, statement):
            written = self.careful.texts(found[-1].statement.sides[:1])
            detail = f"{written} is not zero there; {verdict.detail}"
            return replace(outcome, verdict=replace(verdict, detail=detail), question=None)
        return None

    def _is_told(self, derivative: _Derivative, value: Term, statement: Statement) -> bool:
        """Whether the words speak of this derivative, and it speaks of all that is in a value."""
        names = {_plain(each.name) for each in free_symbols(value)}
        known = {each.name for each in free_symbols(derivative.term)} | {derivative.variable.name}
        return _THESE.search(self._words(statement)) is not None and names <= known

    def _words(self, statement: Statement) -> str:
        """All that stands between a formula and the display before it, in its sentence."""
        if statement.region is None:
            return ""
        before = self.careful.sentences.before(statement.region)
        return before.rpartition(DISPLAY)[2].strip(" ,;:")

    def _value(self, derivative: _Derivative) -> Value:
        """The derivative as something that is used."""
        first, last = derivative.statement.sides[0], derivative.last
        written = f"{self.careful.text(first)} = {self.careful.text(last)}"
        return Value(written, derivative.term, derivative.statement.position, written)

    def _is_set_to_zero(self, derivative: _Derivative, statement: Statement) -> bool:
        """Whether the words in front of a statement set a derivative of before to zero."""
        place, region = derivative.statement.position, statement.region
        standing = self.values.standing
        doubted = standing.refuted.keys() | standing.doubtful | self.careful.avoid
        if region is None or not 0 <= place < region.start or place in doubted:
            return False
        text = self.careful.sentences.text[place : region.start]
        words = self._words(statement)
        said = _SET.search(words)
        if len(text) > FARTHEST or "\n#" in text or said is None or _OTHERWISE.search(words):
            return False
        zero = "zero" in said.group().lower() or _NOTHING.search(
            self.careful.source.text[place : region.start]
        )
        return bool(zero) and _GIVES.search(said["rest"]) is not None

    def _question(
        self, derivative: _Derivative, name: Variable, value: Term, statement: Statement
    ) -> Question | None:
        """Whether the derivative is zero at the value, and at the other estimates."""
        put: dict[Variable, Term] = {derivative.variable: value}
        for key in self.values.by_key:
            if not isinstance(key, Symbol | Indexed) or key in (name, derivative.variable):
                continue
            for other in free_symbols(derivative.term) - {derivative.variable, name}:
                if key != other and _is_estimate(key, other):
                    put[other] = key
        try:
            if shape_of(value) != shape_of(derivative.variable):
                return None
            lhs = substitute(derivative.term, put)
            shape = shape_of(lhs)
        except (ShapeError, ValueError):
            return None
        equal, nothing = Relation(RelationKind.EQUAL), _nothing(shape)
        return Question(lhs, equal, nothing, statement.position, closed=True)


def _derivatives(statements: Sequence[Statement]) -> Iterator[_Derivative]:
    """The displayed equations that say what a first derivative is."""
    for statement in statements:
        if statement.is_inline or any(sign.kind != "=" for sign in statement.signs):
            continue
        sides = list(statement.sides)
        if len(sides) > 2 and sides[-1].term is not None and is_zero(sides[-1].term):
            sides.pop()  # it is set to zero there
        first, last = sides[0].term, sides[-1].term
        if first is None or last is None or len(sides) < 2 or is_zero(last):
            continue
        parts = [part for part in subterms(first) if isinstance(part, Derivative | Gradient)]
        nested = any(
            isinstance(p, Derivative | Gradient) for each in parts for p in subterms(each.body)
        )
        open_ = any(isinstance(p, Derivative | Gradient) for p in subterms(last))
        if len(parts) == 1 and not nested and not open_:
            yield _Derivative(statement, parts[0].variable, sides[-1], last)


def _is_estimate(name: Variable, variable: Variable) -> bool:
    """Whether a name is that of a variable, or of an estimate of it."""
    if isinstance(name, Indexed) != isinstance(variable, Indexed):
        return False
    if isinstance(name, Indexed) and isinstance(variable, Indexed):
        return name.indices == variable.indices and _plain(name.name) == variable.name
    return name == variable or _plain(name.name) == variable.name


def _plain(name: str) -> str:
    """The name without what marks an estimate."""
    head, _, sub = name.removesuffix("^*").partition("_")
    sub = "" if sub in _MARKS else sub
    stem = without_accent(head)
    return f"{stem}_{sub}" if sub else stem


def _nothing(shape: Shape) -> Term:
    return Rational(0) if shape.is_scalar else Zero(shape)

r"""Posterior means and variances by their names: "the posterior variance is $v = ..$".

Where the model has one variable with a law of its own and one that is made of it, the words say of
which law the moment is.  What is shown so is no definition; what is not, shows nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from symgauss.check.displays.parts import Statement
from symgauss.check.judging.careful import Careful
from symgauss.check.judging.judge import Outcome
from symgauss.check.judging.noisy_models import NoisyModels
from symgauss.check.manners.keys import solved
from symgauss.check.meaning.asking import Question
from symgauss.check.wording.called_values import called_by_a_model, leading
from symgauss.check.wording.counted_names import counted_names
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.terms import (
    Covariance,
    Expectation,
    Function,
    Indexed,
    Inverse,
    Named,
    Power,
    Rational,
    Symbol,
    Term,
    Variable,
)
from symgauss.kernel.traversal import free_symbols
from symgauss.kernel.verdict import Answer

_POSTERIOR = re.compile(
    r"\b(?:posterior|a[ -]posteriori|updated|fused)\b.*?\b(?P<kind>mean|variance|covariance"
    r"|precision|uncertainty|standard deviation)",
    re.IGNORECASE | re.DOTALL,
)
_SQUARE = Rational(2)


class CalledMoments:
    """Shows what words call a posterior moment by the model of one document."""

    def __init__(self, careful: Careful, noisy: NoisyModels) -> None:
        self.careful = careful
        self.noisy = noisy
        #: whether words count observations, so that a number may be seen more than once
        self.counted = bool(counted_names(careful.source.text))

    def outcome(self, statement: Statement, index: int) -> Outcome | None:
        """That the model shows the value; ``None`` where it does not."""
        left, right = (side.term for side in statement.sides[index : index + 2])
        if index or statement.region is None or left is None or right is None:
            return None
        words = leading(self.careful.sentences.before(statement.region))
        found = _POSTERIOR.search(words)
        if found is None or not called_by_a_model(words):
            return None
        pair = self._variables(statement.position)
        if pair is None:
            return None
        variable, data = pair
        law = Named("p", (variable,), (data,))
        kind = found["kind"].lower()
        if kind == "mean":
            return self._shown(Expectation(variable, law), right, statement)
        value = _spread(kind, left, right)
        if value is None:
            return None
        return self._shown(Covariance(variable, variable, law), value, statement)

    def _variables(self, place: int) -> tuple[Variable, Symbol] | None:
        """The one variable with a law of its own, and the one that is made of it with noise."""
        made, model = self.noisy.made, self.noisy.contexts.model(place)
        values = self.careful.judge.values
        pairs: list[tuple[Variable, Symbol]] = []
        for each in model:
            if each.law.given or each.law.density != "p":
                continue
            behind = [e.law.variable for e in model if each.law.variable in e.law.given]
            pairs += [(each.law.variable, v) for v in behind if isinstance(v, Symbol)]
        noises = {variable for variable, _ in pairs}
        for key in list(values.by_key):
            value = made.made(key, place) if isinstance(key, Symbol) else None
            if value is None or not isinstance(key, Symbol):
                continue
            inside = free_symbols(value.term)
            alone = [e.law.variable for e in model if not e.law.given and e.law.variable in inside]
            roots = [v for v in alone if v not in noises and not self.noisy.is_noise(v.name)]
            pairs += [(root, key) for root in roots if len(alone) > 1]
        if len(pairs) != 1 or any("_" in v.name and v.shape.is_scalar for v in pairs[0]):
            return None  # none, several, or a member of a sample
        repeated = self.counted and pairs[0][1].shape.is_scalar
        return None if repeated else pairs[0]

    def _shown(self, moment: Term, value: Term, statement: Statement) -> Outcome | None:
        outcome = self.noisy.equal(moment, value, statement)
        if outcome is None:
            question = Question(moment, EQUAL, value, statement.position)
            outcome = self.careful.judge.decide(question, self.careful.avoided(statement))
            verdict = self.careful.verdict(outcome, question, statement, 0)
            outcome = replace(outcome, verdict=verdict)
        shown = outcome.verdict.answer is Answer.HOLDS
        return replace(outcome, question=None) if shown else None


def _spread(kind: str, left: Term, right: Term) -> Term | None:
    """The variance that a side is, by what words and the other side make of it."""
    match left:
        case Symbol() | Indexed():
            inverted, squared = kind == "precision", kind.startswith("standard")
        case Power(_, Rational(2, 1)):
            inverted, squared = False, False
        case _:
            pair = None if isinstance(left, Function) else solved(left, right)
            return None if pair is None else pair[1]  # ``1 / v``, also where it is the precision
    if squared:
        return Power(right, _SQUARE)
    if not inverted:
        return right
    try:
        return Power(right, Rational(-1)) if shape_of(right).is_scalar else Inverse(right)
    except ShapeError:
        return None

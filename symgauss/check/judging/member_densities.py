r"""Densities of members: ``p(x_k | x_{k-1}, y_{1:k-1})`` where ``x_k = F x_{k-1} + w_k``.

The equation says what the law of ``x_k`` is given all that is older than its noise, which is as
good as given ``x_{k-1}`` (the Markov property).  A joint density is taken apart from its newest
member on, and a density given something newer is turned around by Bayes' rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from symgauss.check.displays.parts import Statement
from symgauss.check.judging.careful import Careful
from symgauss.check.judging.judge import Outcome
from symgauss.check.manners.densities import OpaqueDensity, density_of
from symgauss.check.manners.recursions import all_inside, may_contain
from symgauss.check.manners.stretches import cutting, last_of
from symgauss.check.meaning.constants import is_noise
from symgauss.check.meaning.made_moments import MadeMoments
from symgauss.check.meaning.values import Value
from symgauss.errors import ModelError
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.shapes import ShapeError
from symgauss.kernel.terms import Indexed, NormalDensity, Product, Symbol, Term, Variable, quotient
from symgauss.kernel.traversal import free_symbols, rebuild, subterms
from symgauss.kernel.verdict import Answer
from symgauss.latex.models import Equation, with_noise
from symgauss.latex.naming import without_bold
from symgauss.latex.source import Source, Span

_LETTERS = frozenset({"v", "w", "e", "n", "u", "q", "r", "eta", "nu", "delta"})  #: also of noise
_NOWHERE = Span(0, 0)
MOST = 8  #: densities that are taken apart, one in the next


@dataclass(slots=True)
class Followed:
    """What was used of the document for one step."""

    place: int
    turns: bool  #: whether densities are turned around
    using: dict[int, Value] = field(default_factory=dict)
    depth: int = 0


class MemberDensities:
    """Decides steps between densities of members by what these are made of."""

    def __init__(self, careful: Careful, made: MadeMoments) -> None:
        self.careful = careful
        self.made = made
        self.members = made.members
        self.source: Source = careful.source

    def outcome(self, statement: Statement, index: int, kind: RelationKind) -> Outcome | None:
        """What the model decides; ``None`` where it does not."""
        left, right = statement.sides[index].term, statement.sides[index + 1].term
        if left is None or right is None or self.made.correlated:
            return None
        parts = [part for side in (left, right) for part in subterms(side)]
        if not any(map(_of_members, parts)):
            return None
        for turns in (False, True):
            step = Followed(statement.position, turns)
            try:
                outcome = self._decided(left, kind, right, statement, index, step)
            except (ShapeError, ModelError):
                continue
            if outcome is not None:
                return outcome
        return None

    def _decided(  # noqa: PLR0917 - a step, piece by piece
        self,
        left: Term,
        kind: RelationKind,
        right: Term,
        statement: Statement,
        index: int,
        step: Followed,
    ) -> Outcome | None:
        cut = cutting((left, right)) if step.turns else None
        sides = [side if cut is None else cut(side) for side in (left, right)]
        sides = [self._put(side, step) for side in sides]
        if not step.using:
            return None
        avoid = frozenset(step.using)
        outcome = self.careful.decided(sides[0], kind, sides[1], statement, index, avoid=avoid)
        if outcome.verdict.answer not in (Answer.HOLDS, Answer.FAILS):
            return None
        used = [v for v in outcome.using if v.position not in avoid]
        return replace(outcome, using=(*step.using.values(), *used))

    def _put(self, term: Term, step: Followed) -> Term:
        density = _of_members(term)
        if density is None:
            return rebuild(term, lambda part: self._put(part, step))
        return self._density(density, step) or term

    def _density(self, density: OpaqueDensity, step: Followed) -> Term | None:
        """What a density is by the equations; ``None`` if these do not say more."""
        step.depth += 1
        if step.depth > MOST:
            return None
        for variable in density.variables:
            rest = tuple(each for each in density.variables if each != variable)
            normal = self.normal(variable, (*rest, *density.given), density.letter, step)
            if normal is not None:
                others = OpaqueDensity(density.letter, rest, density.given)
                return Product((normal, self._or_itself(others, step))) if rest else normal
        return self._turned(density, step) if step.turns else None

    def _or_itself(self, density: OpaqueDensity, step: Followed) -> Term:
        return self._density(density, step) or density.term

    def _turned(self, density: OpaqueDensity, step: Followed) -> Term | None:
        """By Bayes' rule, where what is given is made of the variable and of newer noise."""
        for newest in density.given:
            older = tuple(each for each in density.given if each != newest)
            normal = self.normal(newest, (*density.variables, *older), density.letter, step)
            if normal is None or not free_symbols(normal) & set(density.variables):
                continue
            prior = OpaqueDensity(density.letter, density.variables, older)
            evidence = OpaqueDensity(density.letter, (newest,), older).term
            return quotient(Product((normal, self._or_itself(prior, step))), evidence)
        return None

    def normal(
        self, variable: Term, given: Sequence[Term], letter: str, step: Followed
    ) -> NormalDensity | None:
        """The density of a member given its parents and others, of which none has its noise."""
        if not isinstance(variable, Indexed) or not all(
            isinstance(each, Symbol | Indexed) for each in given
        ):
            return None
        equation = self.members.equation_at(variable, step.place)
        if equation is None:
            return None
        value, term = equation
        inside = free_symbols(term)
        for noise in sorted(inside, key=str):
            law = self.members.law_of_noise(noise, step.place)
            if law is None or not self._is_noise(noise, law.mean):
                continue
            if law.density != letter and not is_noise(noise.name):
                continue
            random = {s for s in inside - {noise} if self._may_be_random(s, step.place)}
            if not random <= set(given) or not self.is_newer(noise, given, step.place):
                return None
            found = with_noise(
                Equation(variable, term, noise.name, _NOWHERE), law, set(), self.source
            )
            step.using[value.position] = value
            return NormalDensity(variable, found.mean, found.covariance)
        return None

    def _is_noise(self, noise: Variable, mean: Term) -> bool:
        if is_noise(noise.name):
            return True
        return self.members.speaks_of_noise or (
            without_bold(noise.name) in _LETTERS and not free_symbols(mean)
        )

    def _may_be_random(self, symbol: Variable, place: int) -> bool:
        """Whether a name has a law, or is made of what has one."""
        if isinstance(symbol, Indexed):
            return self.members.is_known(symbol, place) or symbol.name in self.made.random
        return symbol.name in self.made.random

    def is_newer(self, noise: Variable, given: Sequence[Term], place: int) -> bool:
        """Whether nothing that is given is made of the noise; what nobody speaks of is constant."""
        for each in given:
            last = last_of(each) if isinstance(each, Symbol | Indexed) else None
            if last is None:
                if not isinstance(each, Symbol) or each.name in self.made.random:
                    return False
                if self.made.values.of(each):
                    return False
                continue
            if last.name == noise.name:
                return False
            found = all_inside(last.name, lambda name: self.members.inside(name, place))
            if may_contain(last, noise, found):
                return False
        return True


def _of_members(term: Term) -> OpaqueDensity | None:
    """The density of members, of which nothing but their names is known."""
    density = density_of(term)
    if density is None or not any(isinstance(each, Indexed) for each in density.variables):
        return None
    return density

r"""Densities of what is seen with noise: ``p(y | x)`` where ``y = A x + b + e``.

The equation says what the law of y is given x, where the noise is independent of x; with the law of
x, the law of both follows, and what a document says of ``p(y | x)``, ``p(y)`` and ``p(x | y)`` is
judged as if it had stated the conditional law.  Where the noise itself is spoken of, nothing is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from symgauss.check.displays.parts import Statement
from symgauss.check.judging.careful import Careful
from symgauss.check.judging.given_histories import GivenHistories
from symgauss.check.judging.judge import Outcome
from symgauss.check.judging.member_chains import MemberChains
from symgauss.check.judging.member_densities import MemberDensities
from symgauss.check.judging.supposing import HOLDS_IF
from symgauss.check.laws.placed import parameters
from symgauss.check.manners.densities import named_law
from symgauss.check.meaning.constants import is_noise
from symgauss.check.meaning.contexts import Contexts
from symgauss.check.meaning.made_moments import ConditionalMoment, MadeMoments
from symgauss.check.meaning.values import Value
from symgauss.errors import ModelError
from symgauss.kernel.context import Context, Distribution
from symgauss.kernel.polynomials import degrees
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.shapes import ShapeError
from symgauss.kernel.terms import (
    Covariance,
    Density,
    Expectation,
    Indexed,
    Named,
    NormalDensity,
    Opaque,
    Symbol,
    Term,
    Variable,
    is_zero,
)
from symgauss.kernel.traversal import free_symbols, rebuild, subterms
from symgauss.kernel.verdict import Answer
from symgauss.latex.models import Equation, Law, with_noise
from symgauss.latex.naming import without_bold
from symgauss.latex.source import Source, Span

_LETTERS = frozenset({"v", "w", "e", "n", "u", "eta", "nu", "delta"})  #: also of noise
_NOWHERE = Span(0, 0)
MOST = 4  #: variables that are made of others, one of the next


class _Unclear(Exception):  # noqa: N818 - no error: nothing follows
    """Nothing says what the law of something is."""


@dataclass(slots=True)
class _Model:
    """The laws of a model with noise, as far as they were put together."""

    laws: dict[Variable, Distribution]
    made: dict[Variable, Value] = field(default_factory=dict)
    noises: set[Variable] = field(default_factory=set)
    given: frozenset[str] = frozenset()  #: what else is drawn is independent of these
    spoken: frozenset[Variable] = frozenset()  #: variables of the densities of the step


class NoisyModels:
    """Decides steps between densities by the equations with noise of one document."""

    def __init__(
        self,
        contexts: Contexts,
        careful: Careful,
        made: MadeMoments,
        conditional: Mapping[str, ConditionalMoment],
    ) -> None:
        self.conditional = conditional  #: by the names of the atoms that stand for them
        self.contexts = contexts
        self.careful = careful
        self.made = made
        self.of_members = MemberDensities(careful, made)
        chains = MemberChains(made.members, self.of_members, contexts)
        self.of_histories = GivenHistories(careful, chains, conditional)
        self.source: Source = careful.source
        self.unshown = made.values.standing.unshown_laws

    def outcome(self, statement: Statement, index: int, kind: RelationKind) -> Outcome | None:
        """What the model decides; ``None`` where it does not."""
        left, right = statement.sides[index].term, statement.sides[index + 1].term
        if left is None or right is None:
            return None
        found = self._decided(left, kind, right, statement, index)
        found = found or self.of_members.outcome(statement, index, kind)
        return found or self.of_histories.outcome(statement, index, kind)

    def equal(self, left: Term, right: Term, statement: Statement) -> Outcome | None:
        """What the model says of two terms that a statement says to be the same.

        That is unknown where they are, if some name is more special than the document says.
        """
        return self._decided(left, RelationKind.EQUAL, right, statement, 0, doubted=True)

    def of_law(self, statement: Statement) -> Outcome | None:
        r"""What the model decides about a law such as ``y \mid x \sim \mathcal{N}(A x, R)``."""
        for placed in self.contexts.stated(statement.position):
            law = placed.law
            density = Density(Named(law.density, (law.variable,), law.given))
            normal = NormalDensity(law.variable, law.mean, law.covariance)
            if not law.given:
                continue
            outcome = self._decided(density, RelationKind.EQUAL, normal, statement, 0)
            if outcome is not None:
                return outcome
            given = frozenset(variable.name for variable in law.given)
            supposed = self._decided(density, RelationKind.EQUAL, normal, statement, 0, given)
            if supposed is not None and supposed.verdict.answer is Answer.FAILS:
                self.unshown.add(statement.position)
        return None

    def _decided(  # noqa: PLR0917 - a step, piece by piece
        self,
        left: Term,
        kind: RelationKind,
        right: Term,
        statement: Statement,
        index: int,
        given: frozenset[str] = frozenset(),
        *,
        doubted: bool = False,
    ) -> Outcome | None:
        """``given`` are names of which the noise is supposed to be independent.

        ``doubted``: also what is refuted but for a doubt.
        """
        if self.made.correlated:
            return None
        left, right = (self._under_laws(term, statement.position) for term in (left, right))
        named = [law for term in (left, right) for law in map(_law, subterms(term)) if law]
        if not named or len({law.name for law in named}) != 1:
            return None
        place, density = statement.position, named[0].name
        try:
            model = self._model(named, place, self.contexts.at(place), given)
            if not model.made:
                return None
            sides = [self._put(term, model, density) for term in (left, right)]
        except (_Unclear, ShapeError, ModelError):
            return None
        spoken_of = {symbol for side in sides for symbol in free_symbols(side)}
        if spoken_of & model.noises:
            return None
        avoid = frozenset(value.position for value in model.made.values())
        laws = tuple(model.laws.values())
        outcome = self.careful.decided(
            sides[0], kind, sides[1], statement, index, avoid=avoid, laws=laws
        )
        if outcome.verdict.answer not in (Answer.HOLDS, Answer.FAILS):
            supposed = doubted and outcome.verdict.detail.startswith(HOLDS_IF)
            return replace(outcome, using=(), question=None) if supposed else None
        used = [v for v in outcome.using if v.position not in avoid]
        return replace(outcome, using=(*model.made.values(), *used))

    def _under_laws(self, term: Term, place: int) -> Term:
        """The term with conditional moments of what has no law of its own, but an equation."""
        moment = self.conditional.get(term.name) if isinstance(term, Opaque) else None
        if moment is None:
            return rebuild(term, lambda part: self._under_laws(part, place))
        inside = {symbol for body in moment.bodies for symbol in free_symbols(body)}
        # the X of ``E[X | Z]`` has a law, and ``Z = X + Y`` is made of it
        with_law = {law.variable for law in self.contexts.at(place).distributions}
        if not any(self._is_made(each, place) for each in moment.given):
            with_law = set()
        variables = tuple(
            symbol
            for symbol in sorted(inside - set(moment.given), key=str)
            if symbol in with_law or self._is_made(symbol, place)
        )
        if not variables:
            return term
        law = Named("p", variables, moment.given)
        first, last = moment.bodies[0], moment.bodies[-1]
        return Expectation(first, law) if moment.is_mean else Covariance(first, last, law)

    def _is_made(self, symbol: Term, place: int) -> bool:
        return isinstance(symbol, Symbol) and self.made.made(symbol, place) is not None

    # --- the model -----------------------------------------------------------------------------

    def _model(
        self, named: list[Named], place: int, context: Context, given: frozenset[str]
    ) -> _Model:
        """The laws that count, where those of what is made follow from its equation."""
        density = named[0].name
        spoken = frozenset(v for law in named for v in (*law.variables, *law.given))
        model = _Model(_laws_under(density, context), given=given, spoken=spoken)
        here = {each.law.variable for each in self.contexts.stated(place)}
        alone = {each.key for each in self.contexts.model(place) if each.place == place}
        todo = [v for law in named for v in (*law.variables, *law.given)]
        seen: set[Variable] = set()
        while todo:
            variable = todo.pop(0)
            if variable in seen:
                continue
            seen.add(variable)
            stated = model.laws.get(variable)
            if stated is not None and stated.given and variable not in here:
                todo += stated.given  # the document states its law given others
            else:
                todo += self._follow(variable, place, context, model, density)
            if variable not in model.made and (density, variable.name) in alone:
                raise _Unclear  # it cannot show itself
        for noise in model.noises:
            model.laws.pop(noise, None)
        self._refuse_shared_noise(model, seen, place)
        return model

    def _refuse_shared_noise(self, model: _Model, seen: set[Variable], place: int) -> None:
        """Noise that something else depends on is independent of nothing."""
        for law in model.laws.values():
            if model.noises & {*law.given, *parameters(law)}:
                raise _Unclear
        for variable in seen - model.made.keys():
            value = self.made.made(variable, place) if isinstance(variable, Symbol) else None
            if value is not None and model.noises & free_symbols(value.term):
                raise _Unclear

    def _follow(
        self, variable: Variable, place: int, context: Context, model: _Model, density: str
    ) -> tuple[Variable, ...]:
        """The law of a variable by its equation, if that has noise in it; what it is given."""
        value = self.made.made(variable, place) if isinstance(variable, Symbol) else None
        if value is None:
            return ()
        inside = free_symbols(value.term)
        drawn = [d for v, d in model.laws.items() if v in inside and v != variable]
        made = {s.name for s in inside if self._is_random(s, place, model)}
        random = made | (self.made.random & {s.name for s in inside})
        if not drawn and not random:
            return ()  # made of constants
        alone = [d for d in drawn if not d.given]
        noise = [d for d in alone if is_noise(d.variable.name)]
        if not noise:  # the v of ``y = H x + v``, which is said to be independent of x
            noise = [d for d in alone if self._is_called_noise(d)]
        if not noise and model.given:
            noise = [d for d in alone if d.variable.name not in model.given]
        if not noise and len(alone) == len(drawn) == 1 and not made:
            noise = alone  # ``y = m + s z``, with what has no law of its own
        if not noise and len(alone) == len(drawn) and {v.name for v in inside} >= random:
            independent = all(d.variable.name in self.made.independent for d in alone)
            free = [d for d in alone if d.variable not in model.spoken]
            if independent and not made and free:
                noise = free[:1]  # the Y of ``Z = X + Y``, which nobody asks about
        if len(noise) > 1:  # the w of ``y = X w + e``, which is asked about
            noise = [d for d in noise if d.variable not in model.spoken]
        if len(noise) != 1 or len(model.made) >= MOST:
            raise _Unclear
        (law,) = noise
        if law.variable in model.noises or any(isinstance(symbol, Indexed) for symbol in inside):
            raise _Unclear
        rest = {d.variable.name for d in drawn if d is not law}
        found = with_noise(
            Equation(variable, value.term, law.variable.name, _NOWHERE),
            Law(law.variable, (), law.mean, law.covariance, density, _NOWHERE),
            (rest | random) - {law.variable.name},
            self.source,
        )
        names = frozenset(v.name for v in found.given)
        (degree,) = degrees([found.mean], names, context)
        if degree is None or degree > 1 or parameters(found) & {variable, law.variable}:
            raise _Unclear
        model.laws[variable] = replace(found, density=density)
        model.made[variable] = value
        model.noises.add(law.variable)
        return found.given

    def _is_random(self, symbol: Variable, place: int, model: _Model) -> bool:
        """Whether a name is made of random variables."""
        value = self.made.made(symbol, place) if isinstance(symbol, Symbol) else None
        if value is None:
            return False
        inside = free_symbols(value.term)
        return bool(inside & model.laws.keys() or {s.name for s in inside} & self.made.random)

    def is_noise(self, name: str) -> bool:
        """Whether a name is one of noise, for all that its letter says."""
        return is_noise(name) or without_bold(name).partition("_")[0] in _LETTERS

    def _is_called_noise(self, law: Distribution) -> bool:
        """Whether a variable has a letter that is one of noise, too, and a law as noise has it."""
        name = law.variable.name
        stem = without_bold(name).partition("_")[0]
        return is_zero(law.mean) and stem in _LETTERS and name in self.made.independent

    # --- the step ------------------------------------------------------------------------------

    def _put(self, term: Term, model: _Model, density: str) -> Term:
        """A side with densities under the model; a parameter behind a bar says nothing."""
        law = _law(term)
        if law is None:
            return rebuild(term, lambda part: self._put(part, model, density))
        known = {v for d in model.laws.values() for v in (d.variable, *d.given)}
        constants = frozenset[Variable]().union(*map(parameters, model.laws.values())) - known
        given = tuple(v for v in law.given if v in known)
        dropped = {v for v in law.given if v not in known}
        if not set(law.variables) <= known or not dropped <= constants:
            raise _Unclear
        if any(v.name in self.made.random for v in dropped):
            raise _Unclear
        under = Named(density, law.variables, given)
        match term:
            case Expectation(body):
                return Expectation(body, under)
            case Covariance(left, right):
                return Covariance(left, right, under)
            case _:
                return Density(under)


def _laws_under(density: str, context: Context) -> dict[Variable, Distribution]:
    r"""The laws under a density; noise ``e \sim N(0, I)`` has its law under every one."""
    found = {d.variable: d for d in context.distributions if d.density == density}
    for each in context.distributions:
        if each.density == "p" and not each.given and is_noise(each.variable.name):
            found.setdefault(each.variable, replace(each, density=density))
    return found


def _law(term: Term) -> Named | None:
    """The law of a density, or of a moment given something."""
    match term:
        case Expectation(law=Named() as law) | Covariance(law=Named() as law) if law.given:
            return law
        case _:
            return named_law(term)

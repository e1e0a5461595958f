r"""What is newer than a history: ``x_k`` and ``y_k`` where ``p(x_{k-1} | y_{1:k-1})`` is stated.

The law of one member given the history is the root; each newer member has its law given the ones
before, by an equation with noise that is newer than the history, or by a law ``p(x_k | x_{k-1})``
that is stated.  Given the history, all of it is a linear-Gaussian model (Särkkä, Bayesian filtering
and smoothing, 4.2 and 8.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from symgauss.check.judging.member_densities import Followed, MemberDensities
from symgauss.check.manners.recursions import Place, place_of
from symgauss.check.manners.stretches import last_of, shortened, starts_alike
from symgauss.check.meaning.contexts import Contexts
from symgauss.check.meaning.members import Members, moved
from symgauss.check.meaning.values import Value
from symgauss.errors import ModelError
from symgauss.kernel.context import Distribution
from symgauss.kernel.shapes import ShapeError
from symgauss.kernel.terms import Indexed, Symbol, Term, Variable
from symgauss.kernel.traversal import free_symbols
from symgauss.latex.models import Law

MOST = 6  #: members of one chain
MOST_SEEN = 1  #: members behind the history of the root that the one of the step has in it
FURTHEST = 2  #: steps from the law as stated to the one that is used


class UnclearError(Exception):
    """Nothing says what the law of a member is."""


def history_of(given: Term) -> Variable | None:
    """What is given and stays so: ``y_{1:k}``, or the ``x_0`` that a process starts from."""
    if isinstance(given, Symbol):
        return given if ":" in given.name and last_of(given) is not None else None
    at = place_of(given) if isinstance(given, Indexed) else None
    return given if isinstance(given, Indexed) and at is not None and at.letter is None else None


@dataclass(slots=True)
class Chain:
    """The laws of some members given a history."""

    root: Indexed
    history: Variable  #: of the root
    laws: dict[Variable, Distribution]
    seen: tuple[Indexed, ...] = ()  #: what the history of the step has besides
    own: Law | None = None  #: the law that is to be shown, where it is taken for an older member
    noises: set[Variable] = field(default_factory=set)  #: each of them in one equation
    using: dict[int, Value] = field(default_factory=dict)


class MemberChains:
    """Puts the laws of one document together to chains."""

    def __init__(self, members: Members, densities: MemberDensities, contexts: Contexts) -> None:
        self.members = members
        self.densities = densities
        self.contexts = contexts

    def found(
        self, history: Variable, needed: Iterable[Indexed], letter: str, place: int, said: int
    ) -> Iterator[Chain]:
        """The chains that reach some members, each from another root.

        ``said`` is where the law is stated that is to be shown.
        """
        needed = sorted(needed, key=str)
        before: list[tuple[dict[Variable, Distribution], tuple[Indexed, ...]]] = []
        for chain in self._roots(history, needed, letter, place, said):
            try:
                for each in (*needed, *chain.seen):
                    self._reach(each, chain, letter, place)
            except (UnclearError, ShapeError, ModelError):
                continue
            if (chain.laws, chain.seen) not in before:
                before.append((chain.laws, chain.seen))
                yield chain

    # --- the root ------------------------------------------------------------------------------

    def _roots(
        self, history: Variable, needed: Sequence[Indexed], letter: str, place: int, said: int
    ) -> Iterator[Chain]:
        for at, law in self.members.laws:
            itself = at in (said, place)
            if not itself and not self.contexts.speaks_of(law.variable, letter, at, place):
                continue
            if law.density != letter or len(law.given) != 1:
                continue
            own, here = history_of(law.given[0]), place_of(law.variable)
            if own is None or here is None or here.letter is None:
                continue
            for by, seen in self._steps(own, history, here, needed):
                if itself and by >= 0:
                    continue  # it does not show itself
                root = _moved_law(law, here, by)
                laws: dict[Variable, Distribution] = {root.variable: root}
                older = history
                if isinstance(history, Symbol):
                    older = shortened(history, len(seen))
                if isinstance(root.variable, Indexed):
                    yield Chain(root.variable, older, laws, seen, law if itself else None)

    def _steps(
        self, own: Variable, history: Variable, here: Place, needed: Sequence[Indexed]
    ) -> Iterator[tuple[int, tuple[Indexed, ...]]]:
        """By how much a law is moved to have a history, and what that history has besides."""
        if isinstance(own, Indexed):
            places = [at.number for each in needed if (at := place_of(each)) and at.letter]
            for earlier in range(2) if own == history and places else ():
                by = min(places) - earlier - here.number
                if abs(by) <= FURTHEST:
                    yield by, ()
            return
        last, wanted = last_of(own), last_of(history)
        if last is None or wanted is None or not starts_alike(own, history):
            return
        end, until = place_of(last), place_of(wanted)
        if end is None or until is None or end.letter != until.letter:
            return
        for more in range(MOST_SEEN + 1):
            by = until.number - more - end.number
            newer = [self._member(last.name, until.moved(-k)) for k in range(more)]
            seen = tuple(each for each in newer if each is not None)
            if abs(by) <= FURTHEST and len(seen) == more:
                yield by, seen

    def _member(self, family: str, at: Place) -> Indexed | None:
        """A member of a family of which something is said."""
        keys = [key for key in self.members.values.by_key if isinstance(key, Indexed)]
        keys += [law.variable for _, law in self.members.laws if isinstance(law.variable, Indexed)]
        for key in keys:
            if key.name == family:
                return Indexed(family, (at.term,), key.shape)
        return None

    # --- the others ----------------------------------------------------------------------------

    def _reach(self, member: Indexed, chain: Chain, letter: str, place: int) -> None:
        """Add the law of a member given those before it, and theirs."""
        if member in chain.laws:
            return
        at, first = place_of(member), place_of(chain.root)
        if at is None or first is None or at.letter != first.letter or len(chain.laws) >= MOST:
            raise UnclearError
        if member.name == chain.root.name and at.number < first.number:
            raise UnclearError
        law = self._by_equation(member, chain, letter, place)
        law = law or self._by_law(member, chain, letter, place)
        if law is None:
            raise UnclearError
        for parent in law.given:
            if isinstance(parent, Indexed):
                self._reach(parent, chain, letter, place)
        chain.laws[member] = law

    def _by_equation(
        self, member: Indexed, chain: Chain, letter: str, place: int
    ) -> Distribution | None:
        """``x_k | x_{k-1}`` by ``x_k = A x_{k-1} + q_k``, where the noise is newer than all."""
        equation = self.members.equation_at(member, place)
        if equation is None:
            return None
        inside = sorted(free_symbols(equation[1]), key=str)
        noises = {part for part in inside if self.members.law_of_noise(part, place) is not None}
        if noises & chain.noises:
            raise UnclearError
        parents = tuple(
            part
            for part in inside
            if isinstance(part, Indexed)
            and part not in noises
            and self.members.is_known(part, place)
        )
        step = Followed(place, turns=False)
        normal = self.densities.normal(member, (*parents, chain.history), letter, step)
        if normal is None:
            return None
        chain.using |= step.using
        chain.noises |= noises
        return Distribution(member, parents, normal.mean, normal.covariance, letter)

    def _by_law(
        self, member: Indexed, chain: Chain, letter: str, place: int
    ) -> Distribution | None:
        """``x_k | x_{k-1}`` as it is stated, where what is seen depends on members alone."""
        here, seen = place_of(member), last_of(chain.history)
        if isinstance(chain.history, Symbol) and (seen is None or not self._is_made(seen, letter)):
            return None
        found: list[Distribution] = []
        for at, law in self.members.laws:
            if at == place or law.density != letter or law.variable.name != member.name:
                continue
            there = place_of(law.variable)
            if here is None or there is None or there.letter is None or len(law.given) != 1:
                continue
            parent = law.given[0]
            before = place_of(parent) if isinstance(parent, Indexed) else None
            if before is None or before.letter != there.letter or before.number > there.number:
                continue
            if self.contexts.speaks_of(law.variable, letter, at, place):
                moved_law = _moved_law(law, there, here.number - there.number)
                found += [moved_law] if moved_law not in found else []
        return found[0] if len(found) == 1 else None

    def _is_made(self, member: Variable, letter: str) -> bool:
        """Whether a family has an equation, or a law given members of another family alone.

        In words, that the older states say nothing more is "the Markov property".
        """
        keys = self.members.values.by_key
        if self.members.speaks_of_states:
            return True
        if any(isinstance(key, Indexed) and key.name == member.name for key in keys):
            return True
        return any(
            law.variable.name == member.name and law.density == letter and len(law.given) == 1
            and isinstance(law.given[0], Indexed) and law.given[0].name != member.name
            for _, law in self.members.laws
        )  # fmt: skip


def _moved_law(law: Law, here: Place, by: int) -> Distribution:
    """A law of a member at another place of its family; a history says nothing more then."""
    assert here.letter is not None and isinstance(law.variable, Indexed)  # noqa: PT018, S101
    to = Place(here.letter, by)

    def put(term: Term) -> Term:
        return moved(term, to.letter, to) if to.letter is not None and by else term

    given = tuple(
        part
        for part in map(put, law.given)
        if isinstance(part, Indexed) and history_of(part) is None
    )
    variable = put(law.variable)
    assert isinstance(variable, Indexed)  # noqa: S101 - as it was
    return Distribution(variable, given, put(law.mean), put(law.covariance), law.density)

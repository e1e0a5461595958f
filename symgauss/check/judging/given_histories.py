r"""Moments and densities of members given a history: ``\mathrm{Cov}[x_k | y_{1:k-1}]``.

The laws of a document make a model of them, under which they are taken.  So are the parameters of
such laws judged: ``m_k`` where ``p(x_k | y_{1:k}) = N(m_k, P_k)``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from symgauss.check.displays.parts import Statement
from symgauss.check.judging.careful import Careful
from symgauss.check.judging.judge import Outcome
from symgauss.check.judging.member_chains import Chain, MemberChains, history_of
from symgauss.check.judging.supposing import HOLDS_IF
from symgauss.check.laws.placed import scales, with_value
from symgauss.check.manners.densities import density_of
from symgauss.check.manners.keys import solved
from symgauss.check.manners.recursions import Place, place_of
from symgauss.check.meaning.asking import Question
from symgauss.check.meaning.made_moments import ConditionalMoment
from symgauss.check.meaning.members import moved
from symgauss.kernel.relations import EQUAL, RelationKind
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.terms import (
    Covariance,
    Density,
    Expectation,
    Indexed,
    Named,
    Opaque,
    Symbol,
    Term,
    Variable,
)
from symgauss.kernel.traversal import free_symbols, rebuild, subterms
from symgauss.kernel.verdict import Answer
from symgauss.latex.models import Law


@dataclass(frozen=True, slots=True)
class _Atom:
    """A moment or a density of members, and what it is given."""

    term: Term
    kind: str
    letter: str
    bodies: tuple[Term, ...]
    given: tuple[Indexed, ...]
    history: Variable

    @property
    def variables(self) -> tuple[Indexed, ...]:
        """The members that it is about."""
        found = {part for body in self.bodies for part in free_symbols(body)}
        return tuple(sorted((p for p in found if isinstance(p, Indexed)), key=str))

    def under(self, chain: Chain) -> Term:
        """The same under the model of a chain."""
        known = tuple(each for each in self.variables if each in chain.laws)
        law = Named(self.letter, known, (*self.given, *chain.seen))
        if self.kind == "density":
            return Density(Named(self.letter, self.variables, law.given))
        if self.kind == "mean":
            return Expectation(self.bodies[0], law)
        return Covariance(self.bodies[0], self.bodies[-1], law)


class GivenHistories:
    """Decides the steps of one document about members given a history."""

    def __init__(
        self, careful: Careful, chains: MemberChains, conditional: Mapping[str, ConditionalMoment]
    ) -> None:
        self.careful = careful
        self.chains = chains
        self.conditional = conditional  #: by the names of the atoms that stand for them

    def outcome(self, statement: Statement, index: int, kind: RelationKind) -> Outcome | None:
        """What the model decides; ``None`` where it does not."""
        left, right = statement.sides[index].term, statement.sides[index + 1].term
        if left is None or right is None or self.chains.densities.made.correlated:
            return None
        atoms = {part: atom for side in (left, right) for part in subterms(side)
                 if (atom := self._atom(part)) is not None}  # fmt: skip
        if not atoms:
            return None
        return self._decided((left, kind, right), atoms, statement, index, -1)

    def claimed(self, statement: Statement) -> Outcome | None:
        """What the model says of the value of a parameter of a law given a history."""
        left, right = (side.term for side in statement.sides[:2])
        pair = None if left is None or right is None else solved(left, right)
        if self.chains.densities.made.correlated:
            return None
        if pair is None or not isinstance(pair[0], Symbol | Indexed | Opaque):
            return None
        for said, law in self.chains.members.laws:
            if not isinstance(law.variable, Indexed) or not law.given:
                continue
            for kind, value in _claims(law, pair[0], pair[1]):
                term = Opaque(f"the {kind}", (law.variable, *law.given), shape_of(value))
                atom = _made(term, kind, law.density, (law.variable,), law.given)
                if atom is None:
                    continue
                sides = atom.term, RelationKind.EQUAL, value
                found = self._decided(sides, {atom.term: atom}, statement, 0, said)
                if found is not None:
                    return replace(found, question=None)
        return None

    def _atom(self, term: Term) -> _Atom | None:
        """The moment or density that a term is, if it is one given a history."""
        if not isinstance(term, Opaque):
            return None
        density = density_of(term)
        if density is not None:
            return _made(term, "density", density.letter, density.variables, density.given)
        moment = self.conditional.get(term.name)
        if moment is None:
            return None
        kind = "mean" if moment.is_mean else "covariance"
        return _made(term, kind, "p", moment.bodies, moment.given)

    def _decided(
        self,
        sides: tuple[Term, RelationKind, Term],
        atoms: dict[Term, _Atom],
        statement: Statement,
        index: int,
        said: int,
    ) -> Outcome | None:
        """What the chains say of a step; ``said`` is where the law stands that is to be shown."""
        every = list(atoms.values())
        if len({(each.letter, each.history) for each in every}) != 1:
            return None
        needed = {m for each in every for m in (*each.variables, *each.given)}
        needed = {m for m in needed if self._is_random(m, statement.position)}
        letter, history = every[0].letter, every[0].history
        refuted: Outcome | None = None
        for chain in self.chains.found(history, needed, letter, statement.position, said):
            if len(chain.laws) == 1 and not chain.seen:
                continue  # nothing but what is stated
            outcome = self._under(chain, sides, atoms, statement, index)
            if outcome is None:
                continue
            if outcome.verdict.answer is Answer.HOLDS:
                if chain.own and not self._starts(chain, statement):
                    continue
                return outcome
            if refuted is None or refuted.verdict.answer is Answer.UNKNOWN:
                refuted = outcome
        return refuted

    def _is_random(self, member: Indexed, place: int) -> bool:
        """Whether a law or an equation speaks of its family."""
        members = self.chains.members
        laws = any(law.variable.name == member.name for _, law in members.laws)
        return laws or members.is_known(member, place)

    def _under(
        self,
        chain: Chain,
        sides: tuple[Term, RelationKind, Term],
        atoms: dict[Term, _Atom],
        statement: Statement,
        index: int,
    ) -> Outcome | None:
        def put(term: Term) -> Term:
            return atoms[term].under(chain) if term in atoms else rebuild(term, put)

        if any(not set(atom.variables) & chain.laws.keys() for atom in atoms.values()):
            return None
        left, kind, right = sides
        asked = put(left), kind, put(right)
        members = {variable.name for variable in chain.laws}
        avoid = frozenset(chain.using) | self._said_of(members)
        laws = tuple(chain.laws.values())
        outcome = self.careful.decided(*asked, statement, index, avoid=avoid, laws=laws)
        free = self._free(chain)
        if outcome.refuted and outcome.verdict.answer is Answer.UNKNOWN and free:
            besides = self.careful.decided(
                *asked, statement, index, avoid=avoid | free, laws=laws
            )  # what the older ones are is not asked
            outcome = besides if besides.verdict.answer is Answer.FAILS else outcome
        if outcome.verdict.answer is not Answer.HOLDS and not self._is_closed(asked, chain):
            return None
        if outcome.verdict.answer is Answer.UNKNOWN:
            supposed = outcome.verdict.detail.startswith(HOLDS_IF)
            doubtful = supposed or outcome.refuted
            return replace(outcome, using=(), question=None) if doubtful else None
        return replace(outcome, using=(*chain.using.values(), *outcome.using))

    def _is_closed(self, asked: tuple[Term, RelationKind, Term], chain: Chain) -> bool:
        """Whether the document relates all names of a step to the model.

        Other ones are those of another process, of which nothing refutes anything.
        """
        laws = [d for v, d in chain.laws.items() if not (chain.own and v == chain.root)]
        said = [term for d in laws for term in (d.mean, d.covariance)]
        members = [name for d in chain.laws.values() for name in (d.variable, *d.given)]
        symbols = {symbol for term in (*said, *members) for symbol in free_symbols(term)}
        known = {symbol.name for symbol in symbols} | {chain.history.name}
        written = {symbol.name for term in (asked[0], asked[2]) for symbol in free_symbols(term)}
        keys = self.careful.judge.values.by_key.items()
        return written <= known | {getattr(key, "name", "") for key, found in keys if found}

    def _free(self, chain: Chain) -> frozenset[int]:
        """Where the names get values that are the mean and the covariance of the root."""
        root = chain.laws[chain.root]
        return self._said_of(
            {name.name for name in (root.mean, root.covariance) if isinstance(name, Indexed)}
        )

    def _said_of(self, families: set[str]) -> frozenset[int]:
        """Where members of some families get values."""
        values = self.careful.judge.values.by_key.items()
        return frozenset(
            value.position
            for key, found in values
            if isinstance(key, Indexed) and key.name in families
            for value in found
        )

    def _starts(self, chain: Chain, statement: Statement) -> bool:
        """Whether a law that shows itself from one member to the next is right for the first."""
        law = chain.own
        assert law is not None  # noqa: S101 - the caller looked
        if all(isinstance(each, Symbol | Indexed) for each in (law.mean, law.covariance)):
            return True  # names, of which the first ones are what they are
        return self._is_right_at_first(law, chain, statement)

    def _is_right_at_first(self, law: Law, chain: Chain, statement: Statement) -> bool:
        """Whether ``q(x_t | x_0)`` is the law ``q(x_1 | x_0)`` that is stated."""
        start, here = place_of(law.given[0]), place_of(law.variable)
        if start is None or here is None or here.letter is None or start.letter is not None:
            return False
        for each in chain.laws.values():
            if each.variable.name != law.variable.name or len(each.given) != 1:
                continue
            before = place_of(each.given[0])
            if before is None:
                return False
            first = Place(None, start.number - before.number)
            second = Place(None, start.number + 1 - here.number)
            pairs = [(each.mean, law.mean), (each.covariance, law.covariance)]
            return all(
                self._are_same(
                    moved(one, here.letter, first), moved(other, here.letter, second), statement
                )
                for one, other in pairs
            )
        return False

    def _are_same(self, one: Term, other: Term, statement: Statement) -> bool:
        question = Question(one, EQUAL, other, statement.position)
        outcome = self.careful.judge.decide(question, self.careful.avoided(statement))
        return outcome.verdict.answer is Answer.HOLDS


def _made(
    term: Term, kind: str, letter: str, bodies: tuple[Term, ...], given: Sequence[Term]
) -> _Atom | None:
    """A moment or a density, if it is given one history, and besides that members alone."""
    histories = [each for each in map(history_of, given) if each is not None]
    members = tuple(
        each for each in given if isinstance(each, Indexed) and history_of(each) is None
    )
    if len(histories) != 1 or len(members) + 1 != len(given):
        return None
    atom = _Atom(term, kind, letter, bodies, members, histories[0])
    names = kind == "density" and not all(isinstance(body, Indexed) for body in bodies)
    return None if names or not atom.variables else atom


def _claims(law: Law, key: Term, value: Term) -> Iterator[tuple[str, Term]]:
    """The moments of a law that a name is a parameter of, and what they are by its value."""
    if law.mean == key:
        yield "mean", value
    if scales(law.covariance, key):
        spread = with_value(law.covariance, key, value)
        if spread is not None:
            yield "covariance", spread

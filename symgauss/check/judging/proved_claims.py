r"""What a theorem claims, held against what its proof ends with.

The first words of a theorem on ``M_X(t)`` are no step that anything shows: they are a definition.
Where its proof ends with another value of the same name, one of the two is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from symgauss.check.displays.parts import Statement
from symgauss.check.judging.careful import Careful
from symgauss.check.judging.judge import Outcome
from symgauss.check.judging.stated import Stated
from symgauss.check.manners.keys import Key
from symgauss.check.meaning.circles import Judged
from symgauss.check.meaning.values import Value
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.terms import (
    Function,
    Indexed,
    Inverse,
    Opaque,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
)
from symgauss.kernel.traversal import subterms
from symgauss.kernel.verdict import Answer, Verdict

Earlier = Callable[[Key | None, Statement], list[Value]]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A claim that is not what its proof ends with."""

    number: int  #: of the step that is the claim
    statement: Statement  #: the claim
    proof: int  #: number of the first step of the proof's last chain
    outcome: Outcome  #: of the end of the proof against the claim
    #: whether that chain begins with what nobody could take for the claim, and all steps hold
    shown: bool

    def verdict(self, *, one_edit: bool) -> Verdict:
        """What is said of the claim.

        It is wrong where a single edit makes it what the proof ends with: a slip in the proof
        would be one in all of its steps.  Otherwise the two may speak of different things, and a
        proof that begins with the claim, or with a slip in it, does not tell which one is wrong.
        """
        found = self.outcome.verdict
        if self.shown and one_edit:
            return found
        missing = Verdict.missing_context(found.detail)
        return replace(missing, counterexample=found.counterexample)


class ProvedClaims:
    """Holds the claims of one document against what their proofs show."""

    def __init__(self, careful: Careful, names: Stated, earlier: Earlier) -> None:
        self.careful = careful
        self.names = names
        self.earlier = earlier  #: values of a name that count at a statement

    def contradicted(self, judged: Sequence[Judged]) -> Iterator[Contradiction]:
        """The claims that nothing shows and that their proofs contradict."""
        by_place: dict[int, list[int]] = {}
        for number, each in enumerate(judged):
            by_place.setdefault(each.position, []).append(number)
        answer = [each.step.verdict.answer for each in judged]
        for claim in self.names.statements:
            numbers = by_place.get(claim.position, [])
            if not numbers or answer[numbers[0]] is not Answer.DEFINITION:
                continue
            proof = self._end_of_proof(claim)
            chain = [] if proof is None else by_place.get(proof.position, [])
            if proof is None or not chain or any(answer[n] is Answer.FAILS for n in chain):
                continue
            outcome = self._compared(claim, proof)
            if outcome is not None:
                shown = answer[chain[0]] is Answer.HOLDS or _begins_elsewhere(proof, claim)
                shown = shown and all(answer[number] is Answer.HOLDS for number in chain[1:])
                yield Contradiction(numbers[0], claim, chain[0], outcome, shown)

    def _end_of_proof(self, claim: Statement) -> Statement | None:
        """Where the name that a theorem speaks of is given a value last, and none as claimed."""
        if not self.names.roles.claims.cover(claim.position) or claim.signs[0].kind != "=":
            return None
        key, right = self.names.named_key(claim.sides[0]), claim.sides[1]
        if key is None or isinstance(key, str) or right.term is None:
            return None
        last: Statement | None = None
        for other in self.names.statements:
            if other.position <= claim.position or other.is_inline:
                continue
            if self.names.named_key(other.sides[0]) != key:
                continue
            values = self.earlier(key, other)
            claims = [value for value in values if value.is_claim]
            if self.names.roles.claims.cover(other.position):
                return None  # it is claimed in several ways, or for several cases
            if [value.position for value in claims] != [claim.position]:
                continue
            if claims[0].is_root or claims[0].fact.is_local or claims[0].term != right.term:
                return None
            if any(side.term == right.term for side in other.sides[1:]):
                return None
            if all(sign.kind == "=" for sign in other.signs):
                last = other
        return last

    def _compared(self, claim: Statement, proof: Statement) -> Outcome | None:
        """How a claim differs from what the proof ends with; ``None`` if nothing shows that."""
        end, right = proof.sides[-1], claim.sides[1]
        if end.term is None or right.term is None:
            return None
        key = self.names.named_key(claim.sides[0])
        if key in {*subterms(end.term), *subterms(right.term)}:
            return None
        judge = self.careful.judge
        avoid = frozenset(value.position for value in judge.values.of(key)) if key else frozenset()
        found: Outcome | None = None
        for statement, index in ((proof, len(proof.signs) - 1), (claim, 0)):
            judge.begin()
            found = self.careful.decided(
                end.term, RelationKind.EQUAL, right.term, statement, index, avoid=avoid
            )
            if found.verdict.answer is not Answer.FAILS:
                return None
        assert found is not None  # noqa: S101 - there are two places
        line = self.careful.source.place(end.span).line
        detail = f"the proof ends with another value in line {line}; {found.verdict.detail}"
        return replace(found, verdict=replace(found.verdict, detail=detail))


def _begins_elsewhere(proof: Statement, claim: Statement) -> bool:
    """Whether a proof begins with something that is worked out on its way to the claim.

    That is an operator or a name which neither the claim nor the end of the proof has.
    """
    first, claimed, end = proof.sides[1].term, claim.sides[1].term, proof.sides[-1].term
    if first is None or claimed is None or end is None:
        return False
    worked_out = set(map(_kind, subterms(first)))
    return bool(worked_out - set(map(_kind, subterms(claimed))) - set(map(_kind, subterms(end))))


def _kind(term: Term) -> str:
    """What a term adds to the ones in it: a name or an operator; empty for arithmetic."""
    match term:
        case Symbol() | Indexed() | Opaque():
            return term.name
        case Sum() | Product() | Power() | Inverse() | Transpose() | Rational():
            return ""
        case Function():
            return term.name
        case _:
            return type(term).__name__

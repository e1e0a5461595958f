"""Which changes of an identity are false: the oracle says so, not the kernel."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from random import Random

from battery.book import Line, lines, read
from battery.mutations import Mutation, mutations, symbols_of
from battery.oracle import COSTLY, Opinion, opinion

from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.terms import Term
from symgauss.kernel.traversal import subterms
from symgauss.notation.unicode import print_term

WANTED = 3  #: false changes of an identity, of different kinds
TRIES = 12  #: changes that the oracle looks at


@dataclass(frozen=True)
class Changed:
    """An identity with one side changed."""

    lhs: Term
    rhs: Term
    side: str
    mutation: Mutation

    def __str__(self) -> str:
        return f"{self.mutation} of the {self.side} side"


@dataclass
class Neighbours:
    """What became of the changes that were looked at."""

    false: list[Changed] = field(default_factory=list)
    ill_shaped: list[Changed] = field(default_factory=list)
    still_true: list[Changed] = field(default_factory=list)
    unclear: list[Changed] = field(default_factory=list)


@cache
def neighbours(line: Line) -> Neighbours:
    """Changes of an identity, chosen at random but always the same, with their truth."""
    identity = read(line)
    symbols = symbols_of(identity.lhs, identity.rhs)
    changed = [
        *(Changed(m.term, identity.rhs, "left", m) for m in mutations(identity.lhs, symbols)),
        *(Changed(identity.lhs, m.term, "right", m) for m in mutations(identity.rhs, symbols)),
    ]
    Random(line.name).shuffle(changed)  # noqa: S311 - a choice of tests, no secret
    found = Neighbours()
    costly = any(
        isinstance(part, COSTLY) for side in (identity.lhs, identity.rhs) for part in subterms(side)
    )
    for change in _kinds_in_turn(changed)[: TRIES // 2 if costly else TRIES]:
        if len(found.false) >= (WANTED - 1 if costly else WANTED):
            break
        if not _fits(change):
            found.ill_shaped.append(change)
            continue
        match opinion(change.lhs, identity.relation, change.rhs, identity.context):
            case Opinion.DIFFERENT:
                found.false.append(change)
            case Opinion.SAME:
                found.still_true.append(change)
            case Opinion.UNDEFINED | Opinion.UNCLEAR:
                found.unclear.append(change)
    return found


def _kinds_in_turn(changed: list[Changed]) -> list[Changed]:
    """One of each kind first, then a second one of each, and so on."""
    seen: dict[str, int] = {}
    ranked = []
    for change in changed:
        rank = seen.get(change.mutation.kind, 0)
        seen[change.mutation.kind] = rank + 1
        ranked.append((rank, change))
    return [change for _, change in sorted(ranked, key=lambda pair: pair[0])]


def _fits(change: Changed) -> bool:
    try:
        return shape_of(change.lhs) == shape_of(change.rhs)
    except ShapeError:
        return False


def listing() -> str:
    """Every change that was looked at, with what the oracle says of it, one a line."""
    rows = []
    for line in lines():
        found = neighbours(line)
        for truth in ("false", "ill_shaped", "still_true", "unclear"):
            for changed in getattr(found, truth):
                sides = f"{print_term(changed.lhs)}  against  {print_term(changed.rhs)}"
                rows.append(f"{truth:10}  {line.name}: {changed}: {sides}")
    return "\n".join(rows)


if __name__ == "__main__":
    print(listing())  # noqa: T201 - `python -m battery.falsehoods` from the folder of the tests

"""Relations between two terms."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from symgauss.kernel.terms import Variable


class RelationKind(StrEnum):
    """How the left side is related to the right side."""

    EQUAL = "="
    DEFINED = ":="
    PROPORTIONAL = "∝"
    EQUAL_UP_TO_CONSTANT = "=+const"
    LESS = "<"
    LESS_EQUAL = "<="
    GREATER = ">"
    GREATER_EQUAL = ">="
    APPROXIMATE = "≈"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation; ``variables`` are those in which a proportionality (or a constant) is meant."""

    kind: RelationKind
    variables: tuple[Variable, ...] = ()


EQUAL = Relation(RelationKind.EQUAL)
DEFINED = Relation(RelationKind.DEFINED)

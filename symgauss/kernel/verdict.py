"""Verdicts: never a bare bool, always with how it is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from symgauss.kernel.sizes import Shape
from symgauss.kernel.terms import Term


class Answer(StrEnum):
    """The four answers of the kernel."""

    HOLDS = "holds"
    FAILS = "fails"
    DEFINITION = "definition"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why a step could not be decided."""

    UNSUPPORTED = "unsupported"
    MISSING_CONTEXT = "missing-context"
    UNDETERMINED_TYPE = "undetermined-type"
    SINGULAR = "singular"
    RESOURCE_LIMIT = "resource-limit"


class EvidenceKind(StrEnum):
    """``exact``: prime field, with an error bound.  ``numeric``: real balls at random points."""

    EXACT = "exact"
    NUMERIC = "numeric"


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a ``holds`` is known.  Replay with ``seed``."""

    kind: EvidenceKind
    draws: int
    seed: int
    sizes: dict[str, int] = field(default_factory=dict)  #: the largest sizes that were drawn
    log2_error: float | None = None  #: exact: log2 of the probability that the step is false
    digits: int | None = None  #: numeric: decimal digits to which both sides agree


#: A drawn value or an evaluated side: a number, or rows of numbers, as text.
Value = str | list[list[str]]


@dataclass(frozen=True, slots=True)
class Counterexample:
    """Values of the symbols at which the sides differ, and both sides there."""

    values: dict[str, Value]
    lhs: Value
    rhs: Value
    sizes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShapeConflict:
    """Two shapes that do not fit, and the term in which they meet."""

    term: Term
    left: Shape
    right: Shape


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer on one step, with its evidence or its reason."""

    answer: Answer
    evidence: Evidence | None = None
    counterexample: Counterexample | None = None  #: of ``unknown``: refuted but for the doubt
    shape_conflict: ShapeConflict | None = None
    reason: Reason | None = None
    detail: str = ""
    term: Term | None = None  #: the subterm to blame, where there is one
    using: tuple[str, ...] = ()  #: names of the definitions that were used

    @classmethod
    def missing_context(cls, detail: str) -> Verdict:
        """Unknown, as what is known of the names does not decide it."""
        return cls(Answer.UNKNOWN, reason=Reason.MISSING_CONTEXT, detail=detail)

    @property
    def accepted(self) -> bool:
        """Whether a derivation may rely on the step."""
        return self.answer in {Answer.HOLDS, Answer.DEFINITION}

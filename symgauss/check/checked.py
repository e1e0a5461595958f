"""What checking a document yields: the steps in order, each with a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from symgauss.errors import Place
from symgauss.kernel.context import Context
from symgauss.kernel.relations import Relation
from symgauss.kernel.terms import Term
from symgauss.kernel.verdict import Answer, Verdict


@dataclass(frozen=True, slots=True)
class Fix:
    """An edit of the file of the author; read again, the kernel accepts the step."""

    place: Place  #: what is replaced, in the file as the person sees it
    text: str  #: what stands there then
    line: str = ""  #: the line after the edit, if that is a single one


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A single edit of the right side with which the kernel accepts the step."""

    rhs: str  #: the right side after the edit, as LaTeX
    edit: str  #: what changes, in words
    fix: Fix | None = None  #: the same in the file, where the part that changes is found there


@dataclass(frozen=True, slots=True)
class Asked:
    """What the kernel was asked: both sides with what the document says put in."""

    lhs: Term
    relation: Relation
    rhs: Term
    context: Context

    def put(self, rewrite: Callable[[Term], Term]) -> Asked:
        """The same of other terms: both sides and what the names stand for, rewritten."""
        definitions = tuple(replace(d, value=rewrite(d.value)) for d in self.context.definitions)
        context = replace(self.context, definitions=definitions)
        return Asked(rewrite(self.lhs), self.relation, rewrite(self.rhs), context)


@dataclass(frozen=True, slots=True)
class CheckedStep:
    """One relation of a displayed formula, and what is known of it.

    ``place`` runs from the start of the left side to the end of the right side, in the file as
    the person sees it.  ``blame`` is the smallest part that can be blamed, if one is known.
    """

    place: Place
    display: int  #: number of the display in the document, from 1
    step: int  #: number of the step in the display, from 1
    relation: str  #: "=", "<", "\\propto", ...
    lhs: str  #: LaTeX as written
    rhs: str
    verdict: Verdict
    label: str = ""
    reason: str = ""  #: what stands above the relation, such as "\\eqref{eq:x}"
    using: tuple[str, ...] = ()  #: definitions that were used, with where they come from
    blame: Place | None = None
    suggestion: Suggestion | None = None
    difference: str = ""  #: how the sides of a refuted step differ, where that is simple
    asked: Asked | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """All steps of one file; what could not be read is in them as ``unknown``."""

    path: str
    steps: tuple[CheckedStep, ...]
    seconds: float

    def count(self) -> dict[Answer, int]:
        """How many steps have each answer; all four are there."""
        found = Counter(step.verdict.answer for step in self.steps)
        return {answer: found[answer] for answer in Answer}

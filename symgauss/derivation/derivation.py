"""A derivation: statement, context, routes of judged steps, results."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from symgauss.derivation.certificates import certificate_of
from symgauss.derivation.rule import Rule
from symgauss.kernel.context import Context
from symgauss.kernel.relations import Relation
from symgauss.kernel.steps import Certificate
from symgauss.kernel.terms import Term, Variable
from symgauss.kernel.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Step:
    """One judged step ``lhs relation rhs``.

    ``lhs`` and ``rhs`` are SymPy expressions, ``lhs_term`` and ``rhs_term`` what was judged.
    ``uses`` lists numbers of earlier steps; ``substeps`` shows work that the step hides.
    A step that ``continues`` starts from the right side of the step before it.
    """

    number: str
    lhs: Any
    relation: Relation
    rhs: Any
    lhs_term: Term
    rhs_term: Term
    rule: Rule
    verdict: Verdict
    uses: tuple[str, ...] = ()
    note: str = ""
    substeps: tuple[Step, ...] = ()
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """One way to the result."""

    title: str
    intro: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A conclusion, judged on its own against the context."""

    lhs: Any
    relation: Relation
    rhs: Any
    lhs_term: Term
    rhs_term: Term
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name stands for under the model, such as ``E[x_t | y_t]``.

    No step relies on it: it says how a result about the name can be held against draws.
    """

    name: Variable
    value: Term


@dataclass(frozen=True)
class Derivation:
    """A statement and the judged ways to it.  Prose is plain text with ``$LaTeX$`` inside.

    ``generative`` is the model to draw from, where it is not the context of the steps.
    """

    slug: str
    title: str
    statement: str
    context: Context
    assumptions: tuple[str, ...]
    routes: tuple[Route, ...]
    results: tuple[Result, ...]
    source: str = ""
    meanings: tuple[Meaning, ...] = ()
    generative: Context | None = None

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps of all routes, without sub-steps."""
        return tuple(step for route in self.routes for step in route.steps)

    @property
    def result(self) -> Any:
        """The right side of the first result, a SymPy expression."""
        return self.results[0].rhs

    def certificate(self) -> Certificate:
        """What the kernel can judge again without SymPy."""
        return certificate_of(self)

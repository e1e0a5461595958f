"""What a certificate says: numbered steps in routes, and the conclusions that they reach."""

from __future__ import annotations

from dataclasses import dataclass

from symgauss.kernel.context import Context
from symgauss.kernel.relations import Relation
from symgauss.kernel.terms import Term
from symgauss.kernel.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Step:
    """``lhs relation rhs`` by a rule.

    A step that ``continues`` starts from the right side of the step before it.  ``uses`` holds
    numbers of earlier steps; ``substeps`` show work that the step hides (``3.1``, ``3.2``).
    """

    number: str
    lhs: Term
    relation: Relation
    rhs: Term
    rule: str
    verdict: Verdict
    uses: tuple[str, ...] = ()
    continues: bool = False
    substeps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """One way to the conclusions."""

    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What is claimed, judged on its own.

    ``chain`` holds the numbers of the first and the last step of the chain that leads from
    ``lhs`` to ``rhs``, or nothing where no single chain does.
    """

    lhs: Term
    relation: Relation
    rhs: Term
    verdict: Verdict
    chain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Certificate:
    """A derivation as data: the statement (context and conclusions) and the routes to it."""

    slug: str
    title: str
    context: Context
    conclusions: tuple[Conclusion, ...]
    routes: tuple[Route, ...]

"""A derivation as a certificate: the terms that were judged, without SymPy and without prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symgauss.kernel import certificate as kernel
from symgauss.kernel import steps as k

if TYPE_CHECKING:
    from symgauss.derivation.derivation import Derivation, Result, Step


def certificate_of(derivation: Derivation) -> k.Certificate:
    """The certificate; ``ValueError`` if ``recheck`` would refuse its structure."""
    return kernel.build(
        slug=derivation.slug or "derivation",
        title=derivation.title,
        context=derivation.context,
        routes=[k.Route(r.title, tuple(map(_step, r.steps))) for r in derivation.routes],
        conclusions=map(_conclusion, derivation.results),
    )


def _step(step: Step) -> k.Step:
    return k.Step(
        number=step.number,
        lhs=step.lhs_term,
        relation=step.relation,
        rhs=step.rhs_term,
        rule=step.rule.name,
        verdict=step.verdict,
        uses=step.uses,
        continues=step.continues,
        substeps=tuple(map(_step, step.substeps)),
    )


def _conclusion(result: Result) -> k.Conclusion:
    return k.Conclusion(result.lhs_term, result.relation, result.rhs_term, result.verdict)

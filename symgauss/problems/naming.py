"""What was derived answers what was asked: shown by a judged step where the two differ."""

from __future__ import annotations

from dataclasses import replace

from symgauss.bridge import to_sympy
from symgauss.derivation.derivation import Derivation, Step
from symgauss.errors import StepRefusedError
from symgauss.kernel.context import Context
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.terms import Term
from symgauss.kernel.verdict import Verdict
from symgauss.operations.subjects import OPEN
from symgauss.problems.contexts import joined
from symgauss.problems.numbering import renumbered


def under_names(derivation: Derivation, term: Term, document: Context) -> Derivation:
    """The derivation with a first, judged step from what was asked for to its laws written out."""
    context = joined(document, derivation.context)
    first, *others = derivation.results
    if first.lhs_term == term:
        return derivation
    lhs = to_sympy(term, context)
    start = Step(
        number="0",
        lhs=lhs,
        relation=EQUAL,
        rhs=first.lhs,
        lhs_term=term,
        rhs_term=first.lhs_term,
        rule=OPEN.rule,
        verdict=_accepted(term, first.lhs_term, context),
    )
    route, *rest = derivation.routes
    steps = list(route.steps)
    if steps[0].lhs_term == first.lhs_term:
        steps[0] = replace(steps[0], continues=True)
    result = replace(
        first, lhs=lhs, lhs_term=term, verdict=_accepted(term, first.rhs_term, context)
    )
    return replace(
        derivation,
        context=context,
        routes=renumbered([replace(route, steps=(start, *steps)), *rest]),
        results=(result, *others),
    )


def _accepted(left: Term, right: Term, context: Context) -> Verdict:
    verdict = judge(left, EQUAL, right, context)
    if not verdict.accepted:
        raise StepRefusedError(f"the laws written out are not accepted: {verdict.detail}")
    return verdict

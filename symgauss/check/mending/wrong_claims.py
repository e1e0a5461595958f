"""What is said of the claim of a theorem that its proof contradicts."""

from __future__ import annotations

from dataclasses import replace

from symgauss.check.checked import CheckedStep
from symgauss.check.judging.proved_claims import Contradiction
from symgauss.check.mending.remarks import Mender
from symgauss.kernel.clock import now

PATIENCE = 4.0  #: there are few of them, and they are long


def wrong_claim(step: CheckedStep, found: Contradiction, mender: Mender) -> CheckedStep:
    """The step that claims something, with what its proof says of that and what would mend it."""
    left, right = found.statement.sides[:2]
    mended = mender.mended(found.outcome, left, right, now(), PATIENCE)
    return replace(
        step,
        verdict=found.verdict(one_edit=mended.suggestion is not None),
        blame=mended.blame,
        suggestion=mended.suggestion,
        difference=mended.difference,
    )

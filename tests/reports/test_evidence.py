"""How a step is known, in words."""

from __future__ import annotations

import pytest

from symgauss.kernel.verdict import Answer, Evidence, EvidenceKind, Verdict
from symgauss.notation.unicode import WRITER
from symgauss.reports.evidence import describe, summary
from symgauss.reports.prose import write_prose


def exact(bound: float, **sizes: int) -> Verdict:
    evidence = Evidence(EvidenceKind.EXACT, 4, 1, sizes=sizes, log2_error=bound)
    return Verdict(Answer.HOLDS, evidence)


NUMERIC = Verdict(Answer.HOLDS, Evidence(EvidenceKind.NUMERIC, 4, 1, digits=75))


@pytest.mark.parametrize(
    ("verdict", "text"),
    [
        (exact(-183.9), "exact, 2⁻¹⁸³"),  # rounded towards the weaker bound
        (exact(-120.0, n=32), "exact, 2⁻¹²⁰, n = 32"),
        (exact(-120.0, n_1=9, n_2=8), "exact, 2⁻¹²⁰, n₁ = 9, n₂ = 8"),
        (exact(-120.0, n=9, m=8, k=7), "exact, 2⁻¹²⁰, sizes to 9"),
        (NUMERIC, "numeric, 75 digits"),
        (Verdict(Answer.DEFINITION), "by definition"),
        (Verdict(Answer.UNKNOWN), "not decided"),
        (Verdict(Answer.FAILS), "refuted"),
    ],
)
def test_evidence_in_words(verdict: Verdict, text: str) -> None:
    assert write_prose(describe(verdict), str, WRITER.write) == text


@pytest.mark.parametrize(
    ("verdicts", "text"),
    [
        ([], "0 steps"),
        ([NUMERIC], "1 step: 1 numeric (to 75 digits or more)"),
        (
            [exact(-120), exact(-101.5), Verdict(Answer.DEFINITION), Verdict(Answer.FAILS)],
            "4 steps: 2 exact (error probability at most 2⁻¹⁰¹ each), 1 by definition, 1 refuted",
        ),
    ],
)
def test_the_weakest_step_is_told(verdicts: list[Verdict], text: str) -> None:
    assert write_prose(summary(verdicts), str, WRITER.write) == text

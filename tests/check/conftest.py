"""A checked document that has one step of each kind."""

from __future__ import annotations

import pytest

from symgauss.check.checked import CheckedDocument, CheckedStep, Suggestion
from symgauss.kernel.sizes import Shape, size
from symgauss.kernel.terms import Zero
from symgauss.kernel.verdict import (
    Answer,
    Counterexample,
    Evidence,
    EvidenceKind,
    Reason,
    ShapeConflict,
    Verdict,
)
from symgauss.latex.source import Source, Span

TEXT = r"""# A note
\begin{align}
a &= b \label{eq:a} \\
\Sigma_{1|2} &= \Sigma_{11} - \Sigma_{12} \Sigma_{22}^{-1} \Sigma_{12} \\
\tau &= \lambda \\
c &:= d
\end{align}
"""
EXACT = Evidence(EvidenceKind.EXACT, 4, 12345, {"n": 32}, -183.24)
SHAPE = Shape(size("n_1"), size("n_2"))


def step(lhs: str, relation: str, rhs: str, number: int, verdict: Verdict) -> CheckedStep:
    source = Source(TEXT, "kl.md")
    start = TEXT.index(f"\n{lhs} ") + 1
    place = source.place(Span(start, TEXT.index(rhs, start) + len(rhs)))
    return CheckedStep(place, 1, number, relation, lhs, rhs, verdict, "eq:a")


@pytest.fixture
def document() -> CheckedDocument:
    source = Source(TEXT, "kl.md")
    last = TEXT.rindex(r"\Sigma_{12}")
    conflict = ShapeConflict(Zero(SHAPE), SHAPE, SHAPE)
    detail = "the factors do not fit: n_2 x n_2 and n_1 x n_2"
    wrong = step(
        r"\Sigma_{1|2}",
        "=",
        r"\Sigma_{11} - \Sigma_{12} \Sigma_{22}^{-1} \Sigma_{12}",
        2,
        Verdict(
            Answer.FAILS,
            detail=detail,
            shape_conflict=conflict,
            counterexample=Counterexample(
                {"Sigma_12": [["1", "2.71828182845904523536"]], "mubold_t-1": "1/2"},
                "0.48120000000000000000012e-20",
                "1",
                {"n_1": 2},
            ),
        ),
    )
    blame = source.place(Span(last, last + len(r"\Sigma_{12}")))
    suggestion = Suggestion(r"\Sigma_{11} - x", r"replace \Sigma_{12} by \Sigma_{21}")
    wrong = CheckedStep(
        wrong.place,
        wrong.display,
        wrong.step,
        wrong.relation,
        wrong.lhs,
        wrong.rhs,
        wrong.verdict,
        wrong.label,
        r"\eqref{eq:x}",
        (r"\lambda_n := \lambda_0 (eq:post)",),
        blame,
        suggestion,
    )
    unknown = Verdict(
        Answer.UNKNOWN, reason=Reason.MISSING_CONTEXT, detail="τ appears on the left only"
    )
    steps = (
        step("a", "=", "b", 1, Verdict(Answer.HOLDS, EXACT)),
        wrong,
        step(r"\tau", "=", r"\lambda", 3, unknown),
        step("c", ":=", "d", 4, Verdict(Answer.DEFINITION)),
    )
    return CheckedDocument("kl.md", steps, 0.25)

"""A single lemma that the text uses as a reason supposes for itself alone."""

from __future__ import annotations

import pytest
from check.documents import answers

LEMMA = "**Lemma 1.** Let $A$ be a symmetric $n \\times n$ matrix. Then $x^T A y = y^T A x$.\n\n"
STEP = "\n\n$$ x^T A y = y^T A x $$\n"
REASONS = [
    "For the transition matrix $A$ of our system, by the lemma,",
    "Let $z = A x$. By Lemma 1, we have",
    "The dynamics are $z = A x$. Lemma 1 gives",
    "Using the lemma above, one has",
    "We apply Lemma 1 and use the lemma:",
]


@pytest.mark.parametrize("reason", REASONS)
def test_a_lemma_that_is_a_reason_ends_before_it(reason: str) -> None:
    assert answers(LEMMA + reason + STEP) == ["unknown"]


@pytest.mark.parametrize("proof", ["*Proof.* By the lemma of Schur,", "We prove the lemma. Here"])
def test_what_a_lemma_supposes_counts_in_its_proof(proof: str) -> None:
    assert answers(LEMMA + proof + STEP) == ["holds"]


def test_an_environment_with_a_reference() -> None:
    lemma = (
        "\\begin{lemma}\\label{lem:a}\nLet $A$ be a symmetric $n \\times n$ matrix.\n\\end{lemma}\n"
    )
    step = "\\[ x^T A y = y^T A x \\]\n"
    reason = "Let $z = A x$. By Lemma~\\ref{lem:a},\n"
    assert answers(lemma + reason + step, "n.tex") == ["unknown"]
    assert answers(f"{lemma}Here\n{step}", "n.tex") == ["holds"]

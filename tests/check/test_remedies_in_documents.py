"""Refuted steps of a document: the suggestion, and the place of the part that it changes."""

from __future__ import annotations

from symgauss.check.checked import CheckedStep
from symgauss.check.document import check_text
from symgauss.kernel.verdict import Answer

DOCUMENT = r"""
Let $A, B \in \mathbb{R}^{n \times n}$, $x, \mu \in \mathbb{R}^n$ and $S \in \mathbb{S}_{++}^n$.

$$ (A B)^{-1} = A^{-1} B^{-1} $$

$$ \log \mathcal{N}(x; \mu, S) = -\frac{n}{2} \log 2\pi - \frac12 \log |S|
   - (x-\mu)^\mathrm{T} S^{-1} (x-\mu) $$

$$ (A B)^\mathrm{T} = B^\mathrm{T} A^\mathrm{T} $$
"""


def steps() -> tuple[CheckedStep, ...]:
    return check_text(DOCUMENT, "notes.md", seed=3).steps


def blamed(step: CheckedStep) -> str:
    assert step.blame is not None
    line = DOCUMENT.splitlines()[step.blame.line - 1]
    return line[step.blame.column - 1 : (step.blame.end_column or 0) - 1]


def test_shapes_are_declared_in_prose_and_slips_are_mended() -> None:
    inverse, density, transpose = steps()
    assert [s.verdict.answer for s in (inverse, density)] == [Answer.FAILS, Answer.FAILS]
    assert transpose.verdict.answer is Answer.HOLDS
    assert transpose.suggestion is None
    assert inverse.suggestion is not None
    assert inverse.suggestion.rhs == "B^{-1} A^{-1}"
    assert blamed(inverse) == "A^{-1} B^{-1}"
    assert density.suggestion is not None
    assert density.suggestion.edit == r"halve -(x - \mu)^\top S^{-1} (x - \mu)"
    assert blamed(density).endswith(r"(x-\mu)^\mathrm{T} S^{-1} (x-\mu)")

"""What does not fit says nothing of the names in it, and nothing is lost of what stands beside."""

from __future__ import annotations

from check.documents import answers, steps_of

SIZES = r"""Let $P \in \mathbb{R}^{n \times n}$ and $R \in \mathbb{R}^{p \times p}$ be covariance
matrices and $H \in \mathbb{R}^{p \times n}$. Let $S = H P H^\top + R$ and $K = P H^\top S^{-1}$.
"""
CHAIN = r"""
\begin{align}
  P - K S K^\top &= (I - K H) P \\
      &= (I - K H) P (I - K H)^\top + %s.
\end{align}
"""


def test_a_misfit_in_a_chain_leaves_its_other_steps_alone() -> None:
    assert answers(SIZES + CHAIN % r"K R K^\top") == ["holds", "holds"]
    first, second = steps_of(SIZES + CHAIN % "K R K")
    assert str(first.verdict.answer) == "holds"
    assert str(second.verdict.answer) != "holds"
    assert second.verdict.detail.startswith("factors of a product do not fit: n x p against n x p")
    assert second.suggestion is not None
    assert second.suggestion.edit == r"replace K by K^\top"


def test_a_misfit_gives_no_name_a_shape() -> None:
    text = SIZES + r"$$ H A + R A = B $$ and $$ \operatorname{tr}(A) = \operatorname{tr}(A^\top) $$"
    assert answers(text)[-1] == "holds"

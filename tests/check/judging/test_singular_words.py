"""Steps that divide by what the words call singular, or take a root of what they call negative."""

from __future__ import annotations

import pytest

from tests.check.documents import answers


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (r"Let $\Sigma$ be singular.", r"\Sigma^{-1} \Sigma = I"),
        (r"Let $X \in \mathbb{R}^{n \times p}$ with $p > n$.", r"X^\top X (X^\top X)^{-1} = I"),
        (r"The columns of $X$ are collinear.", r"(X^\top X)^{-1} X^\top X \beta = \beta"),
        (r"For $r = 1$ the law is degenerate.", r"\frac{1 - r^2}{1 - r} = 1 + r"),
        (r"Let $c$ be zero or not; it may vanish: $c$ is a number.", r"\frac{c^2}{c} = c"),
        (r"Let $\Sigma$ be negative definite.", r"\log|\Sigma| = -\log|\Sigma^{-1}|"),
        (r"At the origin:", r"\nabla_x \|x\| = \frac{x}{\|x\|}"),
    ],
)
def test_there_is_no_value_to_be_right_about(said: str, step: str) -> None:
    assert answers(f"{said}\n$$ {step} $$\n") == ["unknown"]


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (r"Let $\Sigma$ be nonsingular.", r"\Sigma^{-1} \Sigma = I"),
        (r"Let $X \in \mathbb{R}^{n \times p}$ with $n > p$.", r"X^\top X (X^\top X)^{-1} = I"),
        (r"If $S$ is singular, add some noise first.", r"\Sigma^{-1} \Sigma = I"),
        ("# A\nLet $S$ be singular.\n\n# B\nLet $S$ be a matrix.", r"S^{-1} S = I"),
        (r"Take the singular value decomposition of $A$.", r"A^{-1} A = I"),
        (r"The negative log-likelihood of $c$ is", r"\log(c^2) - 2 \log c = 0"),
    ],
)
def test_other_words_take_nothing_away(said: str, step: str) -> None:
    assert answers(f"{said}\n$$ {step} $$\n") == ["holds"]

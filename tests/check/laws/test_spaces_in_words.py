"""Spaces that words tell of laws: their means are vectors."""

from __future__ import annotations

import pytest
from check.documents import answers

STEP = r"$$ \mathbb{E}_p[(x - m)^T S^{-1} (x - m)] = \mathrm{tr}(I_d) $$"


@pytest.mark.parametrize(
    "words",
    [
        r"Let $p = \mathcal{N}(m, S)$ be a Gaussian on $\mathbb{R}^d$.",
        r"Let $p = \mathcal{N}(m, S)$, $q = \mathcal{N}(n, T)$ be two Gaussians on $\mathbb{R}^d$.",
        r"Let $p = \mathcal{N}(m, S)$ be a normal distribution on $\mathbb{R}^d$.",
    ],
)
def test_a_law_on_a_space_tells_the_size(words: str) -> None:
    assert answers(f"{words}\n{STEP}") == ["holds"]


@pytest.mark.parametrize(
    "words",
    [
        r"Let $p = \mathcal{N}(m, S)$ be a Gaussian and $f$ a function on $\mathbb{R}^d$.",
        r"Let $p = \mathcal{N}(m, S)$. We measure on $\mathbb{R}^d$.",
        r"Let $p = \mathcal{N}(m, S)$ be a Gaussian.",
    ],
)
def test_other_words_leave_the_size_open(words: str) -> None:
    assert answers(f"{words}\n{STEP}") == ["unknown"]

"""Names that the words about another one do not make random."""

from __future__ import annotations

import pytest
from check.documents import answers

MODEL = r"""Let $x \sim \mathcal{N}(m, P)$ with $m \in \mathbb{R}^n$ and let
$$ y = H x + v, \qquad v \sim \mathcal{N}(0, R), $$
%s. Then
$$ \mathbb{E}[y] = H m. $$
"""


@pytest.mark.parametrize(
    "words",
    [
        r"where $H \in \mathbb{R}^{p \times n}$ and $v$ is independent of $x$",
        r"where $H$ is a fixed $p \times n$ matrix and $v$ is independent of $x$",
    ],
)
def test_a_verb_of_one_is_about_the_last_of_a_list(words: str) -> None:
    assert answers(MODEL % words)[-1] == "holds"


@pytest.mark.parametrize(
    "words",
    [
        r"where $H$ and $v$ are random and independent of $x$",
        r"where each of $H$ and $v$ is random",
        r"where $H$ is random",
    ],
)
def test_a_verb_of_all_is_about_each_of_them(words: str) -> None:
    assert answers(MODEL % words)[-1] != "holds"

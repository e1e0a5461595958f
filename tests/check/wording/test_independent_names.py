"""Independence that is said in one section each, of names that no other section has."""

from __future__ import annotations

import pytest
from check.documents import answers

FIRST = r"""# Factors
Let $z \sim \mathcal{N}(0, I_k)$ and $u = W z + \epsilon$ with
$\epsilon \sim \mathcal{N}(0, s^2 I_d)$, where $\epsilon$ is independent of $z$.
$$ \operatorname{Cov}(u) = W W^\top + s^2 I_d $$
"""
SECOND = r"""# Regression
Let $y = X w + e$ with $w \sim \mathcal{N}(0, t^2 I_p)$ and
$e \sim \mathcal{N}(0, r^2 I_n)$, where $X$ is a fixed matrix and $e$ is independent of $w$.
$$ \operatorname{Cov}(y) = t^2 X X^\top + r^2 I_n $$
"""


def test_each_section_has_its_own() -> None:
    assert answers(FIRST + SECOND) == ["holds", "holds"]
    assert answers(SECOND + FIRST) == ["holds", "holds"]
    assert answers(FIRST + SECOND.replace("= t^2 X", "= 2 t^2 X")) == ["holds", "fails"]


def test_names_of_both_are_not_independent_of_each_other() -> None:
    both = r"$$ \operatorname{Cov}(z, w) = 0 $$"
    assert answers(FIRST + SECOND + both)[-1] != "holds"
    assert answers(FIRST + SECOND + "# Both\n" + both)[-1] != "holds"


@pytest.mark.parametrize("step", [r"\operatorname{Cov}(u, y)", r"\mathbb{E}[u y^\top]"])
def test_nor_is_what_is_made_of_them(step: str) -> None:
    both = f"$$ {step} = 0 $$"
    assert answers(FIRST + SECOND + "# Both\n" + both)[-1] != "holds"
    assert answers(FIRST + SECOND + both)[-1] != "holds"
    assert answers(FIRST + "Let $g = 2 u$.\n" + SECOND + both.replace("u", "g"))[-1] != "holds"


def test_words_of_independence_do_not_end_a_law() -> None:
    wrong = SECOND.replace("= t^2 X", "= 2 t^2 X")
    assert answers(wrong) == ["fails"]
    again = wrong.replace("is independent of $w$", "is independent of $w$, and $e$ is uniform")
    assert answers(again) != ["fails"]

r"""An identity among the numbers of a document: what has it as a covariance is a vector."""

from __future__ import annotations

import pytest

from .documents import answers

NOISY = r"""Let $x \sim N(0, I)$ and $y = x + \epsilon$ with independent
$\epsilon\sim N(0,\sigma^2 I)$.
"""


@pytest.mark.parametrize(
    "step", [r"\mathrm{Cov}[y] = 1+\sigma^2", r"\mathrm{Var}[x] = 1", r"E[x^2] = 1"]
)
def test_it_is_not_the_number_one(step: str) -> None:
    assert answers(f"{NOISY}$${step}$$\n") != ["holds"]


def test_it_is_used_as_a_matrix() -> None:
    assert answers(NOISY + "$$\\mathrm{Cov}[y] = (1+\\sigma^2) I$$\n") == ["holds"]

"""Values behind an equation that speaks of their names first."""

from __future__ import annotations

import pytest
from check.documents import answers

PRODUCT = r"""
$$ N(x; a, A) N(x; b, B) = z N(x; c, C) $$

where

$$ C = (A^{-1} + B^{-1})^{-1} $$
$$ c = %s $$
$$ z = N(a; b, A + B) $$

It follows that

$$ %s $$
"""

RIGHT, WRONG = r"C (A^{-1} a + B^{-1} b)", r"C (A^{-1} b + B^{-1} a)"


@pytest.mark.parametrize(
    "below",
    [
        r"C^{-1} c = A^{-1} b + B^{-1} a",
        r"\int N(x; a, A) N(x; b, B) x \, dx = z c",
        r"\int N(x; a, A) N(x; b, B) x \, dx = z C (A^{-1} b + B^{-1} a)",
    ],
)
def test_a_wrong_value_behind_a_product_shows_and_refutes_nothing_below(below: str) -> None:
    found = answers(PRODUCT % (WRONG, below))
    assert found[0] == "fails"
    assert found[-1] == "unknown"


def test_right_values_behind_a_product_count() -> None:
    found = answers(PRODUCT % (RIGHT, r"C^{-1} c = A^{-1} a + B^{-1} b"))
    assert found[0] == found[-1] == "holds"


CHAIN = r"""
Put $A = a I + b P^T P$ and $m = b A^{-1} P^T t$ with $a, b > 0$, $P \in \mathbb{R}^{n \times d}$.

$$ F(w) = \frac{b}{2} \|t - P w\|^2 + \frac{a}{2} w^T w = F(m) + \frac12 (w - m)^T A (w - m) $$

$$ F(m) = \frac{b}{2} t^T t - \frac12 m^T A m = \frac{b}{2} t^T t + \frac12 m^T A m $$
"""


def test_what_turns_out_to_be_wrong_below_refutes_nothing_above() -> None:
    found = answers(CHAIN)
    assert found[-1] == "fails"
    assert "fails" not in found[:-1]

"""Half powers of covariance matrices."""

from __future__ import annotations

import pytest
from check.documents import answers

LET = r"""<!-- symgauss: V \in \mathbb{S}_{++}^n -->
<!-- symgauss: X \in \mathbb{R}^{n \times p} -->
<!-- symgauss: A \in \mathbb{R}^{n \times n} -->
Let $W = V^{-1/2}$.

"""


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (r"W V W^\mathrm{T} = I_n", "holds"),
        (r"W W = V^{-1}", "holds"),
        (r"W W = V", "unknown"),
        (r"(W X)^\mathrm{T} W X = X^\mathrm{T} V^{-1} X", "holds"),
        (r"(W X)^\mathrm{T} W X = X^\mathrm{T} V X", "fails"),
        (r"V^{3/2} V^{1/2} = V^2", "holds"),
        (r"A^{1/2} A^{1/2} = A", "unknown"),  # nothing says that it has one root
    ],
)
def test_half_powers(formula: str, expected: str) -> None:
    assert answers(LET + f"$$ {formula} $$") == [expected]

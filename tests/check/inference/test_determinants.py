r"""Logarithms of determinants whose sign nothing tells."""

from __future__ import annotations

import pytest
from check.documents import answers


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (r"\frac{\partial}{\partial A} \log\det A = A^{-\top}", "holds"),
        (r"\frac{\partial}{\partial A} \log\det A = A^{-1}", "fails"),
        (r"\log\det(A B) = \log\det A + \log\det B", "holds"),
        (r"\log\det(A^{-1}) = -\log\det A", "holds"),
        (r"\log\det(2 A) = 2 \log\det A", "fails"),
    ],
)
def test_they_are_those_of_the_size(step: str, expected: str) -> None:
    text = f"Let $A$ and $B$ be invertible $n \\times n$ matrices.\n$${step}$$\n"
    assert answers(text) == [expected]

"""Notation of notes: sums without limits, expectations without brackets, names in braces."""

from __future__ import annotations

import pytest
from check.documents import answers, steps_of

TRUE = [
    r"(A B)^{\mathrm{tr}} = B^{\mathrm{tr}} A^{\mathrm{tr}}",
    r"\log \prod_i a_i^2 + 0 = 2 \sum_i \log a_i",
    r"\sum_i c_i + \sum_i d_i = \sum_i (c_i + d_i)",
    (
        r"0 + \mathbb{E}_{q(z)} \log \frac{p(z)}{q(z)}"
        r" = \mathbb{E}_{q(z)} \log p(z) - \mathbb{E}_{q(z)} \log q(z)"
    ),
    r"\nabla_x \log {\tilde p}_s(x) = \frac{1}{{\tilde p}_s(x)} \nabla_x {\tilde p}_s(x)",
]
FALSE = [
    r"(A B)^{\mathrm{tr}} = A^{\mathrm{tr}} B^{\mathrm{tr}}",
    r"\log \prod_i a_i^2 + 0 = \sum_i \log a_i",
    r"\sum_i c_i + \sum_j d_j = \sum_i (c_i + d_i)",
    r"\sum_i c_i \sum_i d_i = \sum_i c_i d_i",
    (
        r"0 + \mathbb{E}_{q(z)} \log \frac{p(z)}{q(z)}"
        r" = \mathbb{E}_{q(z)} \log p(z) + \mathbb{E}_{q(z)} \log q(z)"
    ),
    r"\nabla_x \log {\tilde p}_s(x) = \nabla_x {\tilde p}_s(x)",
]


@pytest.mark.parametrize("formula", TRUE)
def test_true(formula: str) -> None:
    assert answers(f"$$ {formula} $$") == ["holds"]


@pytest.mark.parametrize("formula", FALSE)
def test_false(formula: str) -> None:
    assert answers(f"$$ {formula} $$")[0] not in ("holds", "definition")


def test_a_remark_in_small_print_is_no_part_of_the_formula() -> None:
    text = r"""$$\begin{aligned} a b &= b a & {\small \text{; by symmetry of this}} \\
    &= b a + 0 \end{aligned}$$"""
    assert [step.rhs for step in steps_of(text)] == ["b a", "b a + 0"]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (r"p(x_1) p(x_2) \cdots p(x_n) = \prod_{i=1}^n p(x_i)", "holds"),
        (r"p(x_1) \cdot p(x_2) \cdots p(x_n) = \prod_{i=1}^n p(x_i)", "holds"),
        (r"p(x_1) \cdot p(x_2) \cdots p(x_n) = \prod_{i=2}^n p(x_i)", "unknown"),
        (r"H(X, Y) = H(X) + H(Y \mid X)", "holds"),
        (r"0 + H(X, Y) = H(X) + H(Y)", "unknown"),
        (r"p(x, y) = p(x) p(y \mid x)", "holds"),
        (r"0 + p(x, y) = p(x) p(y)", "unknown"),
    ],
)
def test_dots_between_densities_and_first_statements(formula: str, expected: str) -> None:
    assert answers(f"$$ {formula} $$") == [expected]

"""Wide formulas are broken where a textbook breaks them, and fit the width."""

from __future__ import annotations

import pytest

from symgauss.kernel.relations import EQUAL
from symgauss.kernel.sizes import SCALAR, size, square_shape, vector_shape
from symgauss.kernel.terms import (
    Block,
    Determinant,
    Function,
    Inverse,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Transpose,
    difference,
)
from symgauss.notation import latex, typst
from symgauss.notation.breaking import break_side
from symgauss.notation.compose import compose
from symgauss.notation.unicode import TERMINAL, WRITER, text_width
from symgauss.notation.widths import PAGE

n = size("n")
x, m = Symbol("x", vector_shape(n)), Symbol("mu", vector_shape(n))
A, B, C = (Symbol(name, square_shape(n)) for name in "ABC")
y = Symbol("y", SCALAR)
quad = Product((Transpose(difference(x, m)), Inverse(A), difference(x, m)))
long_sum = Sum((quad, Product((Rational(-1, 2), quad)), Product((Rational(2), quad))))
in_bracket = Product((Rational(-1, 2), long_sum))
in_exp = Product((Power(y, Rational(-1)), Function("exp", long_sum)))
factors = Product((Sum((A, B, C)), Inverse(Sum((A, B))), Sum((B, C)), Transpose(Sum((A, C)))))


def lines(term: object, width: int) -> list[str]:
    layout = compose(term, flat=True, glyphs=True)  # type: ignore[arg-type]
    return ["  " * t.depth + WRITER.write(t.layout) for t in break_side(layout, width, TERMINAL)]


def test_a_formula_that_fits_stays_on_its_line() -> None:
    assert lines(long_sum, 100) == [
        "(x − μ)ᵀ A⁻¹ (x − μ) − ½ (x − μ)ᵀ A⁻¹ (x − μ) + 2(x − μ)ᵀ A⁻¹ (x − μ)"
    ]


def test_a_sum_is_broken_before_its_signs() -> None:
    assert lines(long_sum, 50) == [
        "(x − μ)ᵀ A⁻¹ (x − μ) − ½ (x − μ)ᵀ A⁻¹ (x − μ)",
        "  + 2(x − μ)ᵀ A⁻¹ (x − μ)",
    ]


def test_a_wide_bracket_is_opened() -> None:
    assert lines(in_bracket, 40) == [
        "−½ ((x − μ)ᵀ A⁻¹ (x − μ)",
        "    − ½ (x − μ)ᵀ A⁻¹ (x − μ)",
        "    + 2(x − μ)ᵀ A⁻¹ (x − μ))",
    ]


def test_the_argument_of_a_function_is_opened() -> None:
    assert lines(in_exp, 45)[0] == "1/y · exp((x − μ)ᵀ A⁻¹ (x − μ)"


def test_factors_go_to_a_new_line_with_a_dot() -> None:
    assert lines(factors, 30) == ["(A + B + C) (A + B)⁻¹ (B + C)", "  · (A + C)ᵀ"]


@pytest.mark.parametrize("term", [long_sum, in_bracket, in_exp, factors, Sum((in_exp, in_bracket))])
@pytest.mark.parametrize("width", [36, 45, 60, 80])
def test_nothing_runs_over(term: object, width: int) -> None:
    assert all(text_width(line) <= width for line in lines(term, width))


def test_rows_are_aligned_at_the_relation() -> None:
    quadratic = r"(x - \mu)^\top A^{-1} (x - \mu)"
    assert latex.print_display(y, EQUAL, long_sum, 25) == (
        f"y &= {quadratic} - \\frac{{1}}{{2}} {quadratic} \\\\\n&\\quad + 2 {quadratic}"
    )
    assert typst.print_display(y, EQUAL, long_sum, 25).count("&") == 2


def test_a_wide_left_side_stands_on_its_own() -> None:
    rows = latex.print_display(long_sum, EQUAL, in_bracket, 25).splitlines()
    assert rows[0].startswith("& (x")
    assert rows[2].startswith(r"& \quad = -\frac{1}{2} \Bigl(")
    assert rows[-1].endswith(r"\Bigr)")


wide_matrix = Inverse(Block(((A, Product((A, B, C))), (Product((C, B, A)), Sum((A, B))))))


def test_a_matrix_in_one_line_of_text_is_broken_after_its_rows() -> None:
    assert lines(wide_matrix, 30) == ["[A, A B C; C B A, A + B]⁻¹"]
    assert lines(wide_matrix, 20) == ["[A, A B C;", "  C B A, A + B]⁻¹"]
    determinant = Determinant(wide_matrix.matrix)
    assert lines(determinant, 20) == ["|[A, A B C;", "  C B A, A + B]|"]


def test_a_matrix_that_is_wider_than_the_page_is_set_smaller() -> None:
    (line,) = break_side(compose(wide_matrix), 6, PAGE)
    assert line.scale == pytest.approx(6 / PAGE.measure(line.layout))
    (line,) = break_side(compose(wide_matrix), 1, PAGE)
    assert line.scale == 0.45
    (line,) = break_side(compose(wide_matrix), 38, PAGE)
    assert line.scale == 1

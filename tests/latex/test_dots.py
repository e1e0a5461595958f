"""Dots, groups over rows, sized digits, logarithms to a base: one term for each spelling."""

from __future__ import annotations

import pytest

from symgauss.errors import LatexError
from symgauss.kernel.terms import Indexed, IndexedSum, Ones, Zero
from symgauss.kernel.traversal import subterms
from symgauss.latex import Scope, read_expression, read_formula


@pytest.mark.parametrize(
    ("dots", "written"),
    [
        (r"x_1 + \ldots + x_n", r"\sum_{i=1}^n x_i"),
        (r"x_1^2 + x_2^2 + \dots + x_n^2", r"x_1^2 + \sum_{i=2}^n x_i^2"),
        (r"a - b_1 c_1 - \cdots - b_n c_n", r"a - \sum_{i=1}^n b_i c_i"),
        (r"x_n + \ldots + x_1", r"\sum_{i=1}^n x_i"),
        (r"x_1 \cdots x_n", r"\prod_{i=1}^n x_i"),
        (r"x_1 \cdot \ldots \cdot x_n", r"\prod_{i=1}^n x_i"),
        (r"1 + z + \ldots + z^n", r"1 + z + \ldots + z^n"),
    ],
)
def test_dots_between_terms_that_differ_in_an_index(dots: str, written: str) -> None:
    if dots == written:
        with pytest.raises(LatexError):
            read_formula(dots, Scope(conventions=True))
        return
    left = read_formula(dots, Scope(conventions=True)).parts[0]
    right = read_formula(written, Scope(conventions=True)).parts[0]
    assert left == right


@pytest.mark.parametrize(
    "text",
    [
        r"1 + 3 + 5 + \ldots + (2 n - 1)",
        r"x_1 + x_3 + \ldots + x_n",
        r"x_1 + \ldots + y_n",
        r"x_1 + \ldots - x_n",
        r"x_a + \ldots + x_n",
        r"x_1 + \ldots",
        r"\ldots + x_n",
    ],
)
def test_dots_that_only_a_person_can_fill_in(text: str) -> None:
    with pytest.raises(LatexError):
        read_formula(text, Scope(conventions=True))


def test_a_member_with_a_number_belongs_to_its_family() -> None:
    formula = read_formula(r"x_1 + \sum_{i=2}^n x_i", Scope(conventions=True))
    named = [p for p in subterms(formula.parts[0]) if isinstance(p, Indexed)]
    assert len(named) == 2


def test_a_group_goes_on_over_the_rows() -> None:
    scope = Scope(conventions=True)
    rows = r"\exp \left[ a \left( b + \right. \right. \\ & \; \left. \left. c \right) \right]"
    assert read_expression(rows, scope) == read_expression(r"\exp[a (b + c)]", scope)


def test_a_sized_bar_separates() -> None:
    scope = Scope(conventions=True)
    for name in "xy":
        scope.declare(name)
    sized = read_expression(r"p\left( \left. y \right| x \right)", scope)
    assert sized == read_expression(r"p(y | x)", scope)


def test_digits_with_a_size() -> None:
    scope = Scope(conventions=True)
    formula = read_formula(r"1_n^\mathrm{T} X = 0_p^\mathrm{T}", scope)
    kinds = {type(part) for side in formula.parts for part in subterms(side)}
    assert {Ones, Zero} <= kinds
    assert not formula.conflicts


def test_logarithms_to_a_base() -> None:
    scope = Scope(conventions=True)
    two = read_expression(r"\log_2 x", scope)
    assert two == read_expression(r"\frac{\log x}{\log 2}", scope)


def test_a_T_below_is_a_letter() -> None:
    scope = Scope(conventions=True)
    assert getattr(read_expression("x_T", scope), "name", "") == "x_T"
    total = read_expression(r"\sum^T_{t=1} x_t", scope)
    assert isinstance(total, IndexedSum)
    assert getattr(total.upper, "name", "") == "T"


def test_a_bullet_stands_for_an_index_that_is_summed_over() -> None:
    scope = Scope(conventions=True)
    text = r"\sum_{i=1}^a \bar{y}_{i \bullet} + \sum_{j=1}^b \bar{y}_{\bullet j}"
    names = {p.name for p in subterms(read_expression(text, scope)) if isinstance(p, Indexed)}
    assert len(names) == 2

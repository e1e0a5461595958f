r"""Equations side by side: which ``&`` of a row separates and which one aligns."""

from __future__ import annotations

import pytest
from check.documents import answers, steps_of

LAW = "Let $x \\sim \\mathcal{N}(0, \\sigma^2)$.\n"


def display(rows: str, environment: str = "align*") -> str:
    begin = f"\\begin{{{environment}}}" + ("{2}" if environment == "alignat" else "")
    shown = f"{begin}\n{rows}\n\\end{{{environment}}}"
    return LAW + (f"$${shown}$$" if environment == "aligned" else shown) + "\n"


@pytest.mark.parametrize("environment", ["align", "align*", "aligned", "alignat", "flalign"])
@pytest.mark.parametrize(
    "between", ["&", "&&", r"& \qquad", r"& \qquad &", r", &", r"& \text{and} &&"]
)
def test_two_equations_stand_side_by_side(environment: str, between: str) -> None:
    right = f"E[x] &= 0 {between} E[x^2] &= \\sigma^2"
    assert answers(display(right, environment)) == ["holds", "holds"]
    wrong = right.replace("\\sigma^2", "0")
    assert answers(display(wrong, environment)) == ["holds", "fails"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (r"a + b &= b + a & a b &= b a", ["holds", "holds"]),
        (r"E[x^2] &= \sigma^2 && E[x^4] &= 3\sigma^4", ["holds", "holds"]),
        (r"E[x] &= 0 & -E[x^2] &= \sigma^2", ["holds", "fails"]),
        (r"E[x] &= 0 & E[x^2] &= \sigma^2 & E[x^3] &= 1", ["holds", "holds", "fails"]),
        (r"\int x e^{-x^2} dx &= 0 & \int x^2 e^{-x^2} dx &= 0", ["holds", "fails"]),
        (r"E[x] &= 0 & E[x^2] &= \sigma^2 \\ &= 1 - 1 & &= 2\sigma^2", ["holds"] * 3 + ["fails"]),
        (r"a + b &= b \\ & + a & a b &= b \\ & && \cdot a", ["holds", "holds"]),
        (r"E[x] &= 0, & i &= 1, \ldots, n", ["holds"]),
        (r"\text{the first:} & E[x] = 0 \\ \text{the second:} & E[x^2] = 0", ["holds", "fails"]),
        (r"a + b &= b + a & &\Rightarrow & 2 a + 2 b &= 2 b + 2 a", ["holds", "holds"]),
    ],
)
def test_columns_are_read_from_top_to_bottom(rows: str, expected: list[str]) -> None:
    assert answers(display(rows)) == expected


@pytest.mark.parametrize(
    "remark",
    [
        r"& \text{by (3)}",
        r"&& \text{independence}",
        r"& (3)",
        r"& (\because a b = c)",
        r"& [\text{by } (1)]",
        r"& \forall a",
        r"& b \text{ is the merged term}",
        r"& {\small \text{by hand}}",
    ],
)
def test_a_column_of_remarks_is_no_factor(remark: str) -> None:
    rows = rf"2 a &= a + a {remark} \\ &= WRONG"
    assert answers(display(rows.replace("WRONG", "3 a - a"))) == ["holds", "holds"]
    assert answers(display(rows.replace("WRONG", "3 a"))) == ["holds", "fails"]


@pytest.mark.parametrize("rows", [r"a + b &= b + a & c b", "E[x] = 0 & E[x^2] = 0"])
def test_what_may_be_a_factor_or_a_formula_of_its_own_is_not_judged(rows: str) -> None:
    assert set(answers(display(rows))) == {"unknown"}


@pytest.mark.parametrize(
    "rows",
    [
        r"(a+b)^2 &= a^2 \\ &\quad + 2ab + b^2 \\ &= b^2 + 2ab + a^2",
        r"(a+b)^2 &= a^2 \\ && + 2ab + b^2 \\ &= b^2 + 2ab + a^2",
        r"(a+b)^2 &= a^2 &&{}+ 2ab &&{}+ b^2 \\ &= b^2 + {}& 2ab + a^2",
        r"(a+b)^2 &=& a^2 + 2ab \\ & & + b^2 \\ &=& b^2 + 2ab + a^2",
        r"(a+b)^2 & = a^2 & + 2ab & + b^2 \\ & = b^2 & + 2ab & + a^2",
        r"(a+b)^2 = & a^2 + \\ & 2ab + b^2 \\ = & b^2 + 2ab + a^2",
    ],
)
@pytest.mark.parametrize("environment", ["align", "eqnarray"])
def test_marks_that_only_align_keep_a_formula_together(rows: str, environment: str) -> None:
    assert answers(display(rows, environment)) == ["holds", "holds"]
    wrong = display(rows.replace("2ab", "ab", 1), environment)
    assert answers(wrong) == ["fails", "fails"]


def test_words_between_two_columns_bind_the_rows_below() -> None:
    rows = r"a + b &= b + a & \text{where} & c &= b \\ &= a + b & & &= a"
    assert answers(display(rows))[:3] == ["holds", "unknown", "unknown"]
    assert [s.rhs for s in steps_of(display(r"a + b &= b + a & \text{(1)}"))] == ["b + a"]

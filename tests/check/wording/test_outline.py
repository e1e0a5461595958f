"""What the formulas of one section need says nothing about the next one."""

from __future__ import annotations

import pytest
from check.documents import answers

from symgauss.check.wording.outline import Outline

ROOT = "\n$$ \\sqrt{a^2} = a $$\n"
LOGARITHM = "\n$$ \\log a + \\log a = 2 \\log a $$\n"


def test_how_far_sections_reach() -> None:
    text = "0\n# A\n1\n## B\n2\n# C\n3\n"
    outline = Outline(text)
    first, second, third, fourth = (text.index(each) for each in "0123")
    assert all(outline.reaches(first, place) for place in (second, third, fourth))
    assert outline.reaches(second, third)
    assert not outline.reaches(third, second)
    assert not outline.reaches(second, fourth)


def test_a_setting_reaches_what_follows() -> None:
    text = "# Setting\n1\n# C\n3\n"
    assert Outline(text).reaches(text.index("1"), text.index("3"))


@pytest.mark.parametrize("said", [LOGARITHM, "\nSuppose $a > 0$.\n" + ROOT])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("# One\n", "# Two\nThe weights are real numbers.\n"),
        ("\\section{One}\n", "\\section{Two}\n"),
        ("# All\n\n## One\n", "## Two\n"),
    ],
)
def test_a_sign_of_one_section_counts_in_no_other_one(one: str, other: str, said: str) -> None:
    found = answers(one + said + other + ROOT, "notes.tex" if "\\" in one else "notes.md")
    assert found[0] == "holds"
    assert found[-1] != "holds"


def test_a_sign_counts_within_its_section() -> None:
    assert answers("# One\n" + LOGARITHM + "## Part\n" + ROOT)[-1] == "holds"
    assert answers("Let $a > 0$.\n# One\n" + ROOT + "# Two\n" + ROOT)[-1] == "holds"
    assert answers("# Notation\nSuppose $a > 0$.\n# Two\n" + ROOT)[-1] == "holds"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Consider $x > 0$ first. Here", "Now for any $x$,"),
        ("Assume $x > 0$ in this paragraph. Then", "For negative numbers,"),
        ("Suppose $x > 0$ for the moment. Then", "Altogether"),
    ],
)
def test_what_is_supposed_for_now_counts_in_its_paragraph(first: str, second: str) -> None:
    step = "\n$$ |x| = x $$\n"
    assert answers(f"{first}{step}\n{second}{step}") == ["holds", "unknown"]


def test_sections_may_be_as_deep_as_people_make_them() -> None:
    text = "\\section{A}\n1\n\\subsubsubsection{B}\n2\n\\section{C}\n3\n"
    outline = Outline(text)
    first, second, third = (text.index(each) for each in "123")
    assert outline.reaches(first, second)
    assert not outline.reaches(second, third)
    assert answers("\\subsubsubsection{B}\n$$ a + a = 2 a $$\n", "notes.tex") == ["holds"]

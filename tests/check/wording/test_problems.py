"""Problems and cases with headings of their own: what is said in one counts in no other one."""

from __future__ import annotations

import pytest
from check.documents import answers

from symgauss.check.wording.problems import Problems

SPECIAL = r"Suppose $X \sim \mathcal{N}(0, 1)$ and $\Sigma = \sigma^2 I$."
MOMENT = r"$$ \mathbb{E}[X^4] = 3 $$"
DETERMINANT = r"""Let $z \sim \mathcal{N}(\mu, \Sigma)$ in $d$ dimensions.
$$ |\Sigma| = \sigma^{2d} $$"""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("# Problem 1\n", "# Problem 2\n"),
        ("## Exercise 1.1\n", "## Exercise 1.2\n"),
        ("**Question 1** ", "\n\n**Question 2** "),
        ("\\section*{Problem A}\n", "\\section*{Problem B}\n"),
        ("\\begin{example}\n", "\\end{example}\n\\begin{example}\n"),
        ("## One dimension\n", "## Arbitrary dimension\n"),
    ],
)
def test_a_problem_knows_nothing_of_another_one(one: str, other: str) -> None:
    name = "notes.tex" if "\\" in one else "notes.md"
    text = f"{one}{SPECIAL}\n{MOMENT}\n{other}A die shows $X$.\n{MOMENT}\n{DETERMINANT}\n"
    found = answers(text, name)
    assert found[0] == "holds"
    assert "holds" not in found[1:]


def test_what_stands_before_all_problems_counts_in_each() -> None:
    text = f"{SPECIAL}\n# Problem 1\n{MOMENT}\n# Problem 2\n{MOMENT}\n"
    assert answers(text) == ["holds", "holds"]


def test_a_solution_belongs_to_its_problem() -> None:
    text = f"# Problem 1\n{SPECIAL}\n## Solution\n{MOMENT}\n# Problem 2\nAnother one.\n"
    assert answers(text) == ["holds"]


def test_places() -> None:
    text = "a\n# Problem 1\nb\n# Problem 2\nc\n# Summary\nd\n"
    problems = Problems(text)
    assert [problems.at(text.index(f"{letter}\n")) for letter in "abcd"] == [0, 1, 2, 0]
    assert problems.apart(text.index("b\n"), text.index("c\n"))
    assert not problems.apart(text.index("a\n"), text.index("c\n"))

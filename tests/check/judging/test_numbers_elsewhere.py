"""What is a number in one section may be a matrix in the next one."""

from __future__ import annotations

import pytest
from check.documents import answers

SECTIONS = [
    ("# Scalars\nLet $A, B \\in \\mathbb{R}$.", "# Matrices\nNow $A$ and $B$ are matrices."),
    ("# Scalars\nLet $A, B \\in \\mathbb{R}$.", "# The multivariate case\nHere"),
    ("# One\nLet $A, B \\in \\mathbb{R}$.", "# Two\nFor vectors,"),
]


@pytest.mark.parametrize(("one", "other"), SECTIONS)
def test_numbers_commute_in_their_section_only(one: str, other: str) -> None:
    found = answers(f"{one}\n$$ A B = B A $$\n{other}\n$$ A B = B A $$\n")
    assert found[0] == "holds"
    assert found[1] != "holds"


def test_a_transpose_tells_a_matrix() -> None:
    text = "# Scalars\nLet $P, H \\in \\mathbb{R}$.\n# Filter\n$$ P H^\\top = H P $$\n"
    assert answers(text) != ["holds"]


def test_what_holds_for_matrices_holds() -> None:
    text = "# Scalars\nLet $A, B \\in \\mathbb{R}$.\n# Matrices\n$$ A B + A = A (B + 1) $$\n"
    assert answers(text) == ["holds"]


@pytest.mark.parametrize("said", ["Let $n = 1$.", "Set $n = 1$."])
def test_a_plain_number_is_one_of_its_section(said: str) -> None:
    text = f"# A single observation\n{said}\n$$ n c = c $$\n# A sample\n$$ 2 n c = 2 c $$\n"
    assert answers(text) == ["holds", "unknown"]
    assert answers(f"{said}\n# A sample\n$$ 2 n c = 2 c $$\n") == ["holds"]

"""Letters of how many there are: a sum over them does not say what they are."""

from __future__ import annotations

import pytest
from check.documents import answers

from symgauss.check.wording.counted_names import counted_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the $N$ points in $K$ clusters", {"N", "K"}),
        ("the number of training points $N$", {"N"}),
        ("where $M$ is the number of components", {"M"}),
        ("the vector $x$ of weights", set()),
    ],
)
def test_what_counts(text: str, names: set[str]) -> None:
    assert counted_names(text) == names


MIXTURE = r"We cluster $N$ points into $K$ clusters. Let $N_k$ be the size of cluster $k$."


@pytest.mark.parametrize("sums", [r"\sum_k N_k = K", r"K = \sum_k N_k"])
def test_a_sum_is_no_value_of_a_number(sums: str) -> None:
    text = f"{MIXTURE}\n\n$$ {sums} $$\n\nHence\n\n"
    assert "holds" not in answers(text + r"$$ \frac{1}{K} \sum_k N_k = 1 $$")


def test_a_total_is_one() -> None:
    text = r"We have $\sum_k N_k = S$ in total. Hence"
    assert answers(text + "\n\n$$ 2 \\sum_k N_k = 2 S $$")[-1] == "holds"

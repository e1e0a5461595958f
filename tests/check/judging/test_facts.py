"""Where a document says that a size is a number."""

from __future__ import annotations

from check.documents import answers

PAIR = r"Let $A, B \in \mathbb{S}_{++}^d$. $$ A (A + B)^{-1} B = A - A (A + B)^{-1} B $$"


def test_what_is_said_in_one_dimension_is_said_from_there_on() -> None:
    below = "\n\nIn one dimension, $$ a b = b a $$"
    assert answers(PAIR)[0] == "fails"
    assert answers(PAIR + below)[0] == "fails"
    assert answers(PAIR.replace("$A, B", "$x$ is one-dimensional. Let $A, B"))[0] != "holds"
    ahead = "\n\nIn one dimension, $d = 1$. "
    assert answers(ahead + PAIR)[0] == "unknown"
    assert answers(PAIR + " All of this is one-dimensional.")[0] == "unknown"

"""Products of densities that the model of a document denies."""

from __future__ import annotations

import pytest
from check.documents import answers

PRODUCT = "$$\np(x, z) = p(x) p(z)\n$$\n\n"
BELOW = "Hence\n\n$$\n\\log p(x, z) - \\log p(x) = \\log p(z)\n$$\n"


@pytest.mark.parametrize(
    "model",
    [
        "In our model the label $z$ depends on the input $x$.\n\n",
        "The code $z$ is drawn from $p(z)$ and the image $x$ from $p(x \\mid z)$.\n\n",
        "The model is $x \\sim N(0, s)$ and $z = w x + e$, $e \\sim N(0, r)$.\n\n",
    ],
)
def test_a_product_of_dependent_variables_shows_nothing(model: str) -> None:
    assert answers(model + PRODUCT + BELOW) == ["unknown", "unknown"]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Let $x$ and $z$ be independent.\n\n",
        "The density is $p(x \\mid z)$. If they are independent,\n\n",
        "The density is $p(x \\mid z)$. We assume that\n\n",
    ],
)
def test_a_product_may_be_supposed(words: str) -> None:
    assert answers(words + PRODUCT + BELOW)[-1] == "holds"

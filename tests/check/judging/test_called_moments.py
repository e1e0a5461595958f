r"""Posterior moments that words name are held against the model."""

from __future__ import annotations

import pytest
from check.documents import answers

SCALAR = r"""Let $x \sim \mathcal{N}(m, p)$ and $z = x + v$ with independent noise
$v \sim \mathcal{N}(0, r)$.
"""
VECTOR = r"""Let $w \sim \mathcal{N}(0, A)$ and $y \mid w \sim \mathcal{N}(X w, R)$, where
$X \in \mathbb{R}^{n \times k}$.
"""
SHOWN = [
    (SCALAR, "variance", "s", r"p - \frac{p^2}{p + r}", r"p - \frac{p}{p + r}"),
    (SCALAR, "mean", "u", r"m + \frac{p}{p + r} (z - m)", r"m + \frac{r}{p + r} (z - m)"),
    (SCALAR, "precision", "l", r"\frac1p + \frac1r", r"\frac1p - \frac1r"),
    (SCALAR, "precision", r"\frac1s", r"\frac1p + \frac1r", r"\frac1p + \frac{2}{r}"),
    (SCALAR, "standard deviation", "d", r"\sqrt{\frac{p r}{p + r}}", r"\frac{p r}{p + r}"),
    (VECTOR, "covariance", "S", r"(A^{-1} + X^\top R^{-1} X)^{-1}", r"A^{-1} + X^\top R^{-1} X"),
    (VECTOR, "precision matrix", "L", r"A^{-1} + X^\top R^{-1} X", r"A^{-1} + X^\top R X"),
]


@pytest.mark.parametrize(("model", "called", "name", "right", "wrong"), SHOWN)
def test_what_the_model_says(model: str, called: str, name: str, right: str, wrong: str) -> None:
    text = f"{model}The posterior {called} is\n$$ {name} = VALUE $$\n"
    assert answers(text.replace("VALUE", right))[-1] == "holds"
    assert answers(text.replace("VALUE", wrong))[-1] in ("definition", "unknown")
    step = f"\nHence\n$$ 3 {name} = 3 (VALUE) $$"
    assert answers((text + step).replace("VALUE", right))[-1] == "holds"
    assert answers((text + step).replace("VALUE", wrong))[-1] != "holds"


def test_of_two_variables_no_words_say_which_one_is_meant() -> None:
    text = r"""Let $a \sim \mathcal{N}(0, p)$ and $b \sim \mathcal{N}(0, q)$ be independent, and
$y \mid a, b \sim \mathcal{N}(a + b, r)$. The posterior variance is
$$ s = p - \frac{p^2}{p + q + r} $$
"""
    assert answers(text)[-1] == "definition"


@pytest.mark.parametrize(
    "model",
    [
        r"""Let $x_1, \dots, x_n \mid \mu \sim \mathcal{N}(\mu, r)$ be independent, and
$\mu \sim \mathcal{N}(m, p)$.""",
        SCALAR + "We have $n$ measurements of it.",
        r"Let $x \sim \mathcal{N}(m, p)$ and $z_i \mid x \sim \mathcal{N}(x, r)$ for all $i$.",
    ],
)
def test_one_of_several_draws_says_too_little(model: str) -> None:
    text = f"{model}\nThe posterior precision is\n$$ l = \\frac1p + \\frac1r $$"
    assert answers(text)[-1] == "definition"

"""The law of a variable that is made of others follows from theirs."""

from __future__ import annotations

import pytest
from check.documents import answers, steps_of

LET = "Let $X \\sim \\mathcal{N}(\\mu, \\sigma^2)$ and let $Y = a X + b$.\n\n"
BOTH = (
    "Let $X$ and $Y$ be independent, with $X \\sim \\mathcal{N}(\\mu_1, \\sigma_1^2)$ and "
    "$Y \\sim \\mathcal{N}(\\mu_2, \\sigma_2^2)$. Let $Z = X - Y$.\n\n"
)
VECTOR = (
    "Let $x \\sim \\mathcal{N}(m, S)$ with $m \\in \\mathbb{R}^n$, $S \\in \\mathbb{S}_{++}^n$, "
    "$A \\in \\mathbb{R}^{k \\times n}$, and let $z = A x$.\n\n"
)


@pytest.mark.parametrize(
    ("said", "law", "answer"),
    [
        (LET, r"Y \sim \mathcal{N}(a \mu + b, a^2 \sigma^2)", "definition"),
        (LET, r"Y \sim \mathcal{N}(a \mu + b, a \sigma^2)", "fails"),
        (LET, r"Y \sim \mathcal{N}(a \mu, a^2 \sigma^2)", "fails"),
        (BOTH, r"Z \sim \mathcal{N}(\mu_1 - \mu_2, \sigma_1^2 + \sigma_2^2)", "definition"),
        (BOTH, r"Z \sim \mathcal{N}(\mu_1 - \mu_2, \sigma_1^2 - \sigma_2^2)", "fails"),
        (VECTOR, r"z \sim \mathcal{N}(A m, A S A^\top)", "definition"),
        (VECTOR, r"z \sim \mathcal{N}(A m, 2 A S A^\top)", "fails"),
    ],
)
def test_a_law_that_follows_may_be_wrong(said: str, law: str, answer: str) -> None:
    (step,) = steps_of(f"{said}$$ {law} $$")
    assert str(step.verdict.answer) == answer
    assert (step.verdict.counterexample is not None) == (answer == "fails")


@pytest.mark.parametrize(
    "text",
    [
        # what X - Y is made of may be dependent
        BOTH.replace("independent, with", "such that")
        + r"$$ Z \sim \mathcal{N}(\mu_1 - \mu_2, \sigma_1^2 + \sigma_2^2) $$",
        # a law given X
        LET + r"$$ Y \sim \mathcal{N}(a X + b, \tau^2) $$",
        LET + r"$$ Y \mid X \sim \mathcal{N}(X, \tau^2) $$",
        # another Y
        LET + "# Regression\n\nLet $Y$ be the data,\n\n" + r"$$ Y \sim \mathcal{N}(m, v) $$",
        # names that nothing relates
        LET + r"$$ Y \sim \mathcal{N}(m, v) $$",
        LET + r"$$ Y \sim \mathcal{N}(m, a^2 \sigma^2) $$",
    ],
)
def test_other_laws_are_definitions(text: str) -> None:
    assert answers(text) == ["definition"]


def test_what_another_law_makes_random_is_no_constant() -> None:
    text = (
        "Let $V \\sim \\mathrm{Bern}(1/2)$ and $W = 2 V - 1$. Let $X \\sim \\mathcal{N}(0, 1)$ and "
        "$Y = W X$.\n\n$$ Y \\sim \\mathcal{N}(0, 1) $$"
    )
    assert answers(text) == ["definition"]

"""Words between a law and a step that may turn to another model."""

from __future__ import annotations

import pytest
from check.documents import answers

LAW = "Let $x \\sim N(0, 1)$."
MOMENT = "\n$$ E[x^4] = 3 $$\n"
SENTENCES = [
    "In practice the model is misspecified. Then",
    "We replace the normal distribution by its empirical version. Then",
    "A normalizing flow prior is more flexible. With it,",
    "A robust alternative has heavier tails. In that model,",
    "Quantization changes the distribution. Now",
    "Suppose instead the variable were Laplace. Then",
    "The measured values deviate from this law. They satisfy",
    "Practitioners prefer a t-distribution. It has",
    "A spike at zero is added to the density. Then",
    "Missing values are imputed by zero. Then",
    "We tilt the measure. Now",
    "We reweight the samples. Now",
    "Only the largest of ten draws is reported. Its fourth moment is",
    "The selection keeps positive values. Then",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_in_words_may_leave_the_law(sentence: str) -> None:
    assert answers(f"{LAW}\n\n{sentence}{MOMENT}")[-1] != "holds"


HARMLESS = [
    "We compute the fourth moment by parts. It is",
    "The proof is in two steps. First",
    "Recall the rule of Leibniz. Hence",
    "This follows from the lemma. We get",
    "The derivation is tedious but instructive. The result is",
]


@pytest.mark.parametrize("sentence", HARMLESS)
def test_what_the_author_does_leaves_no_law(sentence: str) -> None:
    assert answers(f"{LAW}\n\n{sentence}{MOMENT}") == ["holds"]


MODEL = "Let $y = a x + v$ with independent $x \\sim N(0, p)$ and $v \\sim N(0, s)$."
VARIANCE = "\n$$ \\mathrm{Var}[y] = a^2 p + s $$\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "We now drop the noise. The variance is",
        "The true system differs from the model. Its output satisfies",
        "Independence fails in the presence of feedback. Hence",
        "The gain is doubled. Then",
        "The sensor saturates for large states. Then",
    ],
)
def test_it_may_leave_an_equation(sentence: str) -> None:
    assert answers(f"{MODEL}\n\nThen{VARIANCE}")[-1] == "holds"
    assert answers(f"{MODEL}\n\n{sentence}{VARIANCE}")[-1] != "holds"


def test_a_sentence_of_another_section_says_nothing() -> None:
    text = f"{LAW}\n\n# One\nThe gain is doubled.\n\n# Two\nThe fourth moment is{MOMENT}"
    assert answers(text) == ["holds"]

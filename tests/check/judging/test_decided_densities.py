"""Densities that a model decides are none that a document may choose."""

from __future__ import annotations

import pytest
from check.documents import answers

MODEL = r"""Let $x_1, \dots, x_n \mid \mu \sim \mathcal{N}(\mu, s^2)$ be independent, with
$\mu \sim \mathcal{N}(m, t^2)$. One finds
"""
LEFT = r"p(\mu \mid x_1, \dots, x_n)"
MEAN = r"\frac{t^2 \sum_i x_i + s^2 m}{n t^2 + s^2}"


@pytest.mark.parametrize("spread", [r"n s^2 + t^2", r"n t + s"])
def test_a_wrong_posterior_shows_nothing(spread: str) -> None:
    law = rf"\mathcal{{N}}(\mu; {MEAN}, \frac{{s^2 t^2}}{{{spread}}})"
    text = f"{MODEL}$$ {LEFT} = {law} $$\n\nMultiplying by three,\n"
    assert "holds" not in answers(f"{text}$$ 3 {LEFT} = 3 {law} $$")
    assert "holds" not in answers(f"{text}$$ {LEFT} - {law} = 0 $$")


def test_the_right_one_does_not_fail() -> None:
    law = rf"\mathcal{{N}}(\mu; {MEAN}, \frac{{s^2 t^2}}{{n t^2 + s^2}})"
    assert "fails" not in answers(f"{MODEL}$$ {LEFT} = {law} $$\n\n$$ 3 {LEFT} = 3 {law} $$")


def test_the_model_itself_counts() -> None:
    text = r"""Let $$ p(x) = \mathcal{N}(x; m, S), \qquad p(y \mid x) = \mathcal{N}(y; A x, R). $$
Then
$$ p(y) = \mathcal{N}(y; A m, A S A^\top + R) $$
$$ 2 p(y) = 2 \mathcal{N}(y; A m, A S A^\top + R) $$
"""
    assert answers(text)[-2:] == ["holds", "holds"]
    wrong = text.replace("A S A^", "2 A S A^")
    assert "holds" not in answers(wrong)[-2:]


def test_the_evidence_of_what_is_made_is_decided() -> None:
    text = r"""Let $f \sim \mathcal{N}(0, K)$ and $y = f + e$ with noise
$e \sim \mathcal{N}(0, s I)$. The log density is
$$ \log p(y) = -\frac12 y^\top (K + s I)^{-1} y + \frac12 \log |K + s I| - \frac n2 \log 2 \pi $$
"""
    step = r"3 \log p(y) = 3 (-\frac12 y^\top (K + s I)^{-1} y + \frac12 \log |K + s I|)"
    step += r" - \frac{3 n}{2} \log 2 \pi"
    assert "holds" not in answers(f"{text}\nThus\n$$ {step} $$")

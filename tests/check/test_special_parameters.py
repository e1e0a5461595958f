"""Parameters that words set to one, or to none: what holds then is not refuted."""

from __future__ import annotations

import pytest
from check.documents import answers

SCALE = r"Let $X \sim \mathcal{N}(0, \sigma^2)$. "
MEAN = r"Let $X \sim \mathcal{N}(\mu, \sigma^2)$. "
STANDARD = "\n" + r"$$ \mathbb{E}[X^4] = 3 $$" + "\n" + r"$$ \mathrm{Var}[a X] = a^2 $$"
CENTRED = "\n" + r"$$ \mathbb{E}[X] = 0 $$" + "\n" + r"$$ \mathbb{E}[X^2] = \sigma^2 $$"


@pytest.mark.parametrize(
    "words",
    [
        r"We work in units where $\sigma$ is one.",
        "The noise level is unity.",
        "We rescale so that the standard deviation is one.",
        r"We measure $x$ in multiples of $\sigma$.",
        "We assume unit noise.",
        r"Take $\sigma$ to be $1$.",
        "Dimensionless variables are used.",
    ],
)
def test_a_scale_of_one_in_words(words: str) -> None:
    assert "fails" not in answers(SCALE + words + STANDARD)


@pytest.mark.parametrize(
    "words",
    [
        "We subtract the mean.",
        "We choose coordinates such that the mean is the origin.",
        "Moments are about the mean.",
        "Let us ignore the mean.",
    ],
)
def test_a_mean_of_zero_in_words(words: str) -> None:
    assert "fails" not in answers(MEAN + words + CENTRED)


def test_without_such_words_they_fail() -> None:
    assert answers(SCALE + STANDARD) == ["fails", "fails"]
    assert answers(MEAN + CENTRED) == ["fails", "fails"]


def test_what_no_special_value_mends_fails() -> None:
    text = SCALE + r"We work in units where $\sigma$ is one." + "\n"
    assert answers(text + r"$$ \mathbb{E}[X^4] = 4 $$") == ["fails"]

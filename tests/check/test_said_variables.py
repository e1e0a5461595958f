"""Words that say in which names a proportionality, or an equality up to a constant, is meant."""

from __future__ import annotations

import pytest
from check.documents import answers

LAW = r"Let $p(x \mid \mu) = \mathcal{N}(x; \mu, \sigma^2)$ with $\sigma > 0$." + "\n"
IN_X = r"$$ p(x \mid \mu) \propto \exp\left(-\frac{x^2 - 2 \mu x}{2 \sigma^2}\right) $$"
IN_MU = r"$$ p(x \mid \mu) \propto \exp\left(-\frac{\mu^2 - 2 \mu x}{2 \sigma^2}\right) $$"


@pytest.mark.parametrize(
    "words",
    [
        r"Viewed as a function of $\mu$,",
        r"As a function of the parameter $\mu$ we have",
        r"Up to factors independent of $\mu$,",
        r"Dropping what does not depend on $\mu$,",
    ],
)
def test_the_words_say_in_what(words: str) -> None:
    assert answers(LAW + words + IN_MU) == ["holds"]
    assert answers(LAW + words + IN_X)[0] != "holds"


def test_without_words_it_is_the_variable_of_the_density() -> None:
    assert answers(LAW + "We have" + IN_X) == ["holds"]
    assert answers(LAW + "We have" + IN_MU)[0] != "holds"


def test_several_names() -> None:
    text = LAW + r"Up to a constant not depending on $\mu$ and $\sigma$,"
    right = (
        r"$$ \log p(x \mid \mu) = -\log \sigma - \frac{(x - \mu)^2}{2 \sigma^2} + \text{const} $$"
    )
    assert answers(text + right) == ["holds"]
    assert answers(text + right.replace(r"-\log \sigma - ", "-"))[0] != "holds"


def test_what_is_said_in_another_sentence_counts_elsewhere() -> None:
    text = LAW + r"This is a function of $\mu$ and $\sigma$. We have" + IN_X
    assert answers(text) == ["holds"]

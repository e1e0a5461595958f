r"""The letter of the standard normal density in truncated moments and the like."""

from __future__ import annotations

import pytest
from check.documents import answers

WAYS = [
    r"Here $\phi$ and $\Phi$ denote the standard normal density and distribution function.",
    r"where $\phi$ is the standard normal density,",
    r"We write $\phi$ for the density of the standard normal distribution.",
    r"Let $Z \sim N(0, 1)$ with density $\phi$ and distribution function $\Phi$.",
    r"Denote the standard normal pdf by $\phi$.",
]
RIGHT = [
    r"\phi'(z) = -z \phi(z)",
    r"\int_a^b z \phi(z) dz = \phi(a) - \phi(b)",
    r"\int_a^\infty z^2 \phi(z) dz = a \phi(a) + 1 - \Phi(a)",
    r"2 \int_0^\infty z \phi(z) dz = \sqrt{2/\pi}",
]
WRONG = [
    r"\phi'(z) = z \phi(z)",
    r"\int_a^b z \phi(z) dz = \phi(b) - \phi(a)",
    r"\int_a^\infty z^2 \phi(z) dz = \phi(a) + 1 - \Phi(a)",
    r"2 \int_0^\infty z \phi(z) dz = \sqrt{1/\pi}",
]


def verdict(said: str, step: str) -> str:
    return answers(f"{said}\n\n$$ {step} $$\n")[-1]


@pytest.mark.parametrize("said", WAYS)
def test_words_say_what_it_is(said: str) -> None:
    assert [verdict(said, step) for step in RIGHT] == ["holds"] * len(RIGHT)
    assert "holds" not in [verdict(said, step) for step in WRONG]


@pytest.mark.parametrize(
    "said",
    [
        r"Let $\phi$ be a test function.",
        r"Here $\phi$ is not the standard normal density.",
        r"Let $\phi$ be the standard normal density in one case and a feature map in another.",
        r"Let $Z \sim N(0, 2)$ with density $\phi$.",
        r"Let $\phi(z) = e^{-z^2}$, unlike the standard normal density $\phi$.",
    ],
)
def test_other_words_do_not(said: str) -> None:
    assert "holds" not in [verdict(said, step) for step in RIGHT[1:]]

"""A letter alone for the only density of its letter, in the document or in a section."""

from __future__ import annotations

import pytest
from check.documents import answers

MODEL = r"""# The loss
The encoder is $q(z \mid x) = \mathcal{N}(z; \mu, S)$ with $\mu \in \mathbb{R}^d$ and the prior
$p(z) = \mathcal{N}(z; 0, I)$.
"""
STEPS = r"""
$$ D_{KL}(q(z|x) \| p(z)) = \mathbb{E}_{q}[\log q(z|x) - \log p(z)] $$
$$ \mathbb{E}_{q}[z^T z] = \mu^T \mu + \operatorname{tr} S $$
"""
WRONG = r"$$ \mathbb{E}_{q}[z^T z] = \mu^T \mu + 2 \operatorname{tr} S $$"


def test_the_average_is_over_what_the_only_density_is_of() -> None:
    assert answers(MODEL + STEPS) == ["holds", "holds"]
    assert answers(MODEL + WRONG) == ["fails"]


@pytest.mark.parametrize(
    "words",
    [
        "\n# Diffusion\nThe process is $q(x_t \\mid x_{t-1}) = \\mathcal{N}(x_t; a x_{t-1}, I)$.",
        "\n# Other\nIn general $q(y)$ is some density.",
    ],
)
def test_other_sections_may_have_others(words: str) -> None:
    assert answers(MODEL + STEPS + words)[:2] == ["holds", "holds"]


@pytest.mark.parametrize(
    "words", ["The aggregated posterior is $q(z)$.", r"For each $i$ there is $q(z \mid x_i)$."]
)
def test_a_second_density_of_the_letter_leaves_it_open(words: str) -> None:
    assert "fails" not in answers(MODEL + words + WRONG)
    assert answers(MODEL + words + STEPS)[-1] != "holds"


def test_of_members_the_letter_is_the_law_of_all() -> None:
    text = r"""Let $q(x_t \mid x_{t-1}) = \mathcal{N}(x_t; a x_{t-1}, 1)$.
$$ \mathbb{E}_q[x_t] = a x_{t-1} $$"""
    assert answers(text)[-1] != "holds"

"""Roots and logarithms say where their names live; those of functions, that these are positive."""

from __future__ import annotations

import pytest
from check.documents import answers

SCHEDULE = r"""With $\alpha_t = 1 - \beta_t$ and $\bar\alpha_t = \prod_{i=1}^t \alpha_i$.
$$ x_t = \sqrt{\alpha_t} x_{t-1} + \sqrt{1 - \alpha_t} \epsilon_t $$
"""


@pytest.mark.parametrize(
    "formula",
    [
        r"\sqrt{\alpha_t} \sqrt{1 - \alpha_{t-1}} = \sqrt{\alpha_t - \alpha_t \alpha_{t-1}}",
        r"\sqrt{\alpha_t (1 - \alpha_{t-1}) + 1 - \alpha_t} = \sqrt{1 - \alpha_t \alpha_{t-1}}",
        r"\sqrt{\bar\alpha_t} = \sqrt{\alpha_t} \sqrt{\bar\alpha_{t-1}}",
        (
            r"-\log a(s) + \log \frac{b(s)}{c(s)} + \log \frac{d(s)}{b(s)}"
            r" = \log \frac{d(s)}{c(s)} - \log a(s)"
        ),
    ],
)
def test_true(formula: str) -> None:
    assert answers(SCHEDULE + f"$$ {formula} $$")[-1] == "holds"


@pytest.mark.parametrize(
    "formula",
    [
        r"\sqrt{\alpha_t} \sqrt{1 - \alpha_{t-1}} = \sqrt{\alpha_t + \alpha_t \alpha_{t-1}}",
        r"\sqrt{(\alpha_t - \alpha_{t-1})^2} = \alpha_t - \alpha_{t-1}",
        r"\sqrt{\alpha_t \alpha_{t-1}} = -\sqrt{\alpha_t} \sqrt{\alpha_{t-1}}",
        r"\sqrt{\bar\alpha_t} = \sqrt{\alpha_t} \sqrt{\bar\alpha_{t-2}}",
        r"-\log a(s) + \log \frac{b(s)}{c(s)} = \log \frac{b(s)}{c(s)} + \log a(s)",
        r"\sqrt{h(s)^2} = h(s) + k(s) - k(s)",
    ],
)
def test_false(formula: str) -> None:
    assert answers(SCHEDULE + f"$$ {formula} $$")[-1] not in ("holds", "definition")

r"""Wrong steps with names that a document defines: they fail with what the names stand for."""

from __future__ import annotations

import pytest
from check.documents import answers

FILTER = r"""Let $x \sim \mathcal{N}(m, P)$ and $y = H x + v$ with $v \sim \mathcal{N}(0, R)$
independent of $x$. We define
$$S = H P H^T + R, \quad K = P H^T S^{-1}.$$
"""
SCHEDULE = r"""Let $\alpha_t = 1 - \beta_t$ with $0 < \beta_t < 1$ and
$\bar\alpha_t = \prod_{s=1}^t \alpha_s$.
"""


@pytest.mark.parametrize(
    ("said", "step", "expected"),
    [
        (FILTER, r"\mathbb{E}[x | y] = m + K (y - H m)", "holds"),
        (FILTER, r"\mathbb{E}[x | y] = m + K (y + H m)", "fails"),
        (FILTER, r"\mathrm{Cov}[x | y] = P - K S K^T", "holds"),
        (FILTER, r"\mathrm{Cov}[x | y] = P - K K^T", "fails"),
        (SCHEDULE, r"\bar\alpha_t = \alpha_t \bar\alpha_{t-1}", "holds"),
        (SCHEDULE, r"1 - \alpha_t \bar\alpha_{t-1} = 1 - \bar\alpha_t^2", "fails"),
        (r"Let $f(x) = e^{-x^2}$.", r"f'(x) = -2 x f(x)", "holds"),
        (r"Let $f(x) = e^{-x^2}$.", r"f'(x) = 2 x f(x)", "fails"),
    ],
)
def test_they_fail_with_their_definitions(said: str, step: str, expected: str) -> None:
    assert answers(f"{said}\n$${step}$$\n")[-1] == expected


def test_a_refuted_definition_refutes_nothing() -> None:
    text = r"""Let $p(x)$ be a density with
$$p(x) = \mathcal{N}(x; 0, s^2) = \frac{1}{\sqrt{2 \pi s}} \exp(-\frac{x^2}{2 s^2})$$
$$\log p(x) = -\frac12 \log(2 \pi s^2) - \frac{x^2}{2 s^2}$$
"""
    assert answers(text)[1] == "fails"
    assert answers(text)[2] != "fails"


def test_an_unknown_function_in_a_definition_refutes_nothing() -> None:
    text = "Let $F(x) = 1 - g(x)$.\n$$F(x) = 1 - h(x)$$\n$$2 F(x) = 2 - 2 h(x)$$\n"
    assert "fails" not in answers(text)

"""Equations of models between names of which nothing but the space is said before."""

from __future__ import annotations

import pytest
from check.documents import answers

MODEL = r"""
$$ y = X w + \varepsilon, \quad \varepsilon \sim \mathcal{N}(0, \sigma^2 I_n), \qquad
w \sim \mathcal{N}(m_0, S_0). $$
"""
DECLARED = [
    r"Let $y \in \mathbb{R}^n$ be observed and $w \in \mathbb{R}^p$ the weights. We assume",
    r"Let $y \in \mathbb{R}^n$, let $X \in \mathbb{R}^{n \times p}$ be a design matrix. We assume",
    r"The response $y \in \mathbb{R}^n$ is",
]
CLAIM = r"Therefore $w \mid y \sim \mathcal{N}(m_n, S_n)$ with"
STEPS = [
    (r"S_n = ( \sigma^{-2} X^\top X + S_0^{-1} )^{-1}", "holds"),
    (r"S_n = ( \sigma^{-2} X^\top X - S_0^{-1} )^{-1}", "fails"),
    (r"S_n = \sigma^{-2} X^\top X + S_0^{-1}", "fails"),
    (r"p(y) = \mathcal{N}(y; X m_0, \sigma^2 I_n + X S_0 X^\top)", "holds"),
    (r"p(y) = \mathcal{N}(y; X m_0, \sigma^2 I_n - X S_0 X^\top)", "fails"),
]


@pytest.mark.parametrize("declared", DECLARED)
@pytest.mark.parametrize(("step", "expected"), STEPS)
def test_a_model_of_declared_names_is_one(declared: str, step: str, expected: str) -> None:
    assert answers(f"{declared}{MODEL}{CLAIM}\n$$ {step} $$")[-1] == expected


def test_what_holds_for_any_law_holds_for_a_random_design() -> None:
    said = r"Let $y \in \mathbb{R}^n$ be observed, $X \in \mathbb{R}^{n \times p}$ a random matrix"
    step = r"p(w \mid y) \propto p(y \mid w) p(w)"
    assert answers(f"{said}. We assume{MODEL}Then $$ {step} $$")[-1] == "holds"


@pytest.mark.parametrize(
    "said",
    [
        r"Let $y \in \mathbb{R}^n$ be arbitrary. A student writes",
        r"Let $y \in \mathbb{R}^n$. It is not true that",
    ],
)
def test_what_nobody_claims_is_no_model(said: str) -> None:
    step = r"p(y) = \mathcal{N}(y; X m_0, \sigma^2 I_n + X S_0 X^\top)"
    assert answers(f"{said}{MODEL}Then $$ {step} $$")[-1] != "holds"

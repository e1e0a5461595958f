"""Cholesky factors by their words and by their equation, and entries on a diagonal."""

from __future__ import annotations

import pytest
from check.documents import answers

SIZED = r"Let $\Sigma$ be an $n \times n$ matrix. "


@pytest.mark.parametrize(
    "said",
    [
        SIZED + r"Let $\Sigma = L L^\top$ be the Cholesky decomposition.",
        SIZED + r"Let $\Sigma = L L^T$, where $L$ is the Cholesky factor.",
    ],
)
def test_the_logarithm_of_a_determinant(said: str) -> None:
    right = r"\log |\Sigma| = 2 \sum_{i=1}^n \log L_{ii}"
    assert answers(f"{said}\n$${right}$$\n") == ["holds"]
    assert answers(f"{said}\n$${right.replace('2', '3')}$$\n")[-1] != "holds"
    assert answers(f"{said}\n$$\\log |\\Sigma| = \\log |L|$$\n")[-1] != "holds"


@pytest.mark.parametrize(
    "said",
    [
        r"Let $\Sigma = L L^\top$.",
        r"Let $\Sigma = L L^\top$. This is not the Cholesky decomposition.",
    ],
)
def test_other_roots_are_not_triangular(said: str) -> None:
    step = r"\log |\Sigma| = 2 \sum_{i=1}^n \log L_{ii}"
    assert answers(f"{SIZED}{said}\n$${step}$$\n")[-1] not in ("holds", "fails")


def test_entries_of_a_covariance() -> None:
    said = r"Let $\Sigma \in \mathbb{R}^{n \times n}$ be a covariance matrix."
    right = r"\sum_{i=1}^n \sqrt{\Sigma_{ii}^2} = \mathrm{tr}(\Sigma)"
    assert answers(f"{said}\n$${right}$$\n") == ["holds"]
    wrong = (
        r"\sum_{i=1}^n \sum_{j=1}^n \sqrt{\Sigma_{ij}^2} = \sum_{i=1}^n \sum_{j=1}^n \Sigma_{ij}"
    )
    assert answers(f"{said}\n$${wrong}$$\n")[-1] != "holds"


def test_a_law_in_prose_says_what_a_covariance_is() -> None:
    said = r"The data are drawn from $\mathcal{N}(\mu, \Sigma)$ with log likelihood"
    value = r"""\ell = -\frac{N}{2} \log |\Sigma|
        - \frac12 \sum_{n=1}^N (x_n - \mu)^\top \Sigma^{-1} (x_n - \mu)"""
    step = r"\frac{\partial \ell}{\partial \mu} = \Sigma^{-1} \sum_{n=1}^N (x_n - \mu)"
    assert answers(f"{said}\n$${value}$$\n$${step}$$\n")[-1] == "holds"
    assert answers(f"{said}\n$${value}$$\n$${step.replace('= ', '= -')}$$\n")[-1] != "holds"

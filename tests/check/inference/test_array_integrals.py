r"""Integrals of vectors and matrices by a density: ``\int x p(x) \, dx`` is the mean."""

from __future__ import annotations

import pytest
from check.documents import answers, steps_of

DENSITY = r"Let $x \in \mathbb{R}^n$ have the density $p(x) = \mathcal{N}(x; \mu, \Sigma)$."
LAW = r"Let $x \sim \mathcal{N}(\mu, \Sigma)$ in $\mathbb{R}^n$ with density $p(x)$."
ANY = r"Let $p(x)$ be a density of $x \in \mathbb{R}^n$ and let $A \in \mathbb{R}^{n \times n}$."


@pytest.mark.parametrize(
    ("text", "step", "answer"),
    [
        (DENSITY, r"\int x p(x) dx = \mu", "holds"),
        (DENSITY, r"\int x p(x) dx = 2 \mu", "fails"),
        (DENSITY, r"\int (x - \mu)(x - \mu)^\top p(x) dx = \Sigma", "holds"),
        (DENSITY, r"\int (x - \mu)(x - \mu)^\top p(x) dx = \Sigma^{-1}", "fails"),
        (DENSITY, r"\int x x^\top \mathcal{N}(x; \mu, \Sigma) dx = \Sigma + \mu \mu^\top", "holds"),
        (DENSITY, r"\int x x^\top \mathcal{N}(x; \mu, \Sigma) dx = \Sigma", "fails"),
        (LAW, r"\mathbb{E}[x] = \int x p(x) dx", "holds"),
        (LAW, r"\mathbb{E}[x] = \int 2 x p(x) dx", "fails"),
        (LAW, r"\mathrm{Cov}(x) = \int (x - \mu)(x - \mu)^\top p(x) dx", "holds"),
        (LAW, r"\mathrm{Cov}(x) = \int x x^\top p(x) dx", "fails"),
        (ANY, r"\int A x p(x) dx = A \int x p(x) dx", "holds"),
    ],
)
def test_means_under_a_density(text: str, step: str, answer: str) -> None:
    assert answers(f"{text} $$ {step} $$")[-1] == answer


def test_the_mean_under_a_density_that_nobody_states() -> None:
    wrong = r"$$ \int A x p(x) dx = A^\top \int x p(x) dx $$"
    assert answers(f"{ANY} {wrong}")[-1] not in {"holds", "fails"}


@pytest.mark.parametrize(
    "step",
    [
        r"\int x x^\top dx = \Sigma",
        r"\int x p(x) p(x) dx = \mu",
        r"\int x \mathcal{N}(x; x, \Sigma) dx = \mu",
    ],
)
def test_what_is_no_mean_is_not_supported(step: str) -> None:
    (found,) = steps_of(f"{DENSITY} $$ {step} $$")
    assert found.verdict.answer == "unknown"
    assert found.verdict.detail.startswith("an integrand must be a scalar")


@pytest.mark.parametrize("letter", ["f", "f_X"])
def test_a_mean_by_a_density_that_is_not_understood_does_not_fail(letter: str) -> None:
    text = rf"Let $x \sim \mathcal{{N}}(\mu, \Sigma)$ in $\mathbb{{R}}^n$ with density ${letter}$."
    assert answers(rf"{text} $$ \mathbb{{E}}[x] = \int x {letter}(x) dx $$") == ["unknown"]

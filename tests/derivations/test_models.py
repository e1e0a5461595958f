"""The linear-Gaussian model and the Kalman filter of the shelf."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from symgauss.notation.unicode import print_formula
from symgauss.shelf import load

if TYPE_CHECKING:
    from symgauss.derivation import Derivation


def results(derivation: Derivation) -> list[str]:
    """The results as text."""
    return [print_formula(r.lhs_term, r.relation, r.rhs_term) for r in derivation.results]


@pytest.fixture(scope="module")
def kalman() -> Derivation:
    """The filter, derived once."""
    return load("kalman-filter")


def test_every_step_is_accepted(kalman: Derivation) -> None:
    for derivation in (kalman, load("linear-gaussian")):
        assert all(step.verdict.accepted for step in derivation.steps)
        assert all(result.verdict.accepted for result in derivation.results)


def test_the_filter_is_that_of_the_books(kalman: Derivation) -> None:
    expected = [
        "mₜ⁻ = A mₜ₋₁",
        "Pₜ⁻ = A Pₜ₋₁ Aᵀ + Q",
        "p(xₜ | yₜ) = 𝒩(xₜ; mₜ, Pₜ)",
        "vₜ = yₜ − H mₜ⁻",
        "Sₜ = H Pₜ⁻ Hᵀ + R",
        "Kₜ = Pₜ⁻ Hᵀ Sₜ⁻¹",
        "mₜ = mₜ⁻ + Kₜ vₜ",
        "Pₜ = Pₜ⁻ − Kₜ H Pₜ⁻",
        "Pₜ = (I − Kₜ H) Pₜ⁻ (I − Kₜ H)ᵀ + Kₜ R Kₜᵀ",
        "Pₜ⁻¹ = (Pₜ⁻)⁻¹ + Hᵀ R⁻¹ H",
        "Pₜ⁻¹ mₜ = (Pₜ⁻)⁻¹ mₜ⁻ + Hᵀ R⁻¹ yₜ",
    ]
    assert results(kalman) == expected


def test_the_model_has_both_forms_of_the_posterior() -> None:
    derivation = load("linear-gaussian")
    assert [route.title for route in derivation.routes] == [
        "Joint and marginal law",
        "Bayes and completing the square",
        "Conditioning the joint law",
        "The two forms agree",
    ]
    found = results(derivation)
    assert "p(y) = 𝒩(y; H m + c, H P Hᵀ + R)" in found
    assert "Cov[x | y] = (P⁻¹ + Hᵀ R⁻¹ H)⁻¹" in found
    assert "𝔼[x | y] = m + P Hᵀ (H P Hᵀ + R)⁻¹ (y − H m − c)" in found

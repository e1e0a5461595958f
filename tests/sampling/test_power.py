"""A small part of ``benchmarks/power.py``: what is planted in a result is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sampling.scripts import ROOT, script
from sampling.shelf import derived

from symgauss.kernel.terms import Product, Rational
from symgauss.sampling import sample_check
from symgauss.sampling.reading import model_of, statements_of


@pytest.fixture(scope="module")
def power() -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "benchmarks")
        return script("benchmarks/power.py")


@pytest.mark.parametrize(
    "slug",
    [
        "bivariate-conditional",
        "ddpm-posterior",
        "gaussian-integral",
        "kalman-filter",
        "linear-gaussian",
        "mvn-kl",
        "mvn-product",
        "normal-density",
        "normal-log-density",
    ],
)
def test_planted_errors_are_refused(slug: str, power: object) -> None:
    found = power.planted(slug, 100_000, 1, 3)  # type: ignore[attr-defined]
    assert found.missed == []
    assert found.counts["refused"] >= 3 or slug == "gaussian-integral"


def test_what_changes_nothing_is_still_true(power: object) -> None:
    derivation = derived("mvn-kl")
    statement = statements_of(derivation)[1]
    mistakes = script("benchmarks/mistakes.py")
    changed = dict(mistakes.errors(statement.rhs, model_of(derivation)))
    assert "transposed" in changed  # of a covariance, among others
    for rhs in (statement.rhs, Product((Rational(1), statement.rhs))):
        pair = (statement, replace(statement, rhs=rhs))
        assert power._outcome(derivation, pair, (1000, 1), 1e-8) == "still true"  # type: ignore[attr-defined]


@pytest.mark.parametrize("slug", ["mvn-product", "mvn-kl", "normal-density", "kalman-filter"])
def test_the_truth_passes_many_seeds_with_few_draws(slug: str) -> None:
    # few draws are the harder case: averages of skewed quantities are further from normal
    least = []
    for seed in range(8):
        check = sample_check(derived(slug), 2_000, seed=seed, instances=2)
        assert check.accepted
        least.append(min(q.p for q in check.quantities) * len(check.quantities))
    assert min(least) > 1e-4

"""Every result of the shelf that speaks about random variables is sampled, and accepted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sampling.shelf import derived

from symgauss.kernel.terms import NormalDensity, Product, Rational, Term
from symgauss.sampling import SampleCheck, sample_check
from symgauss.sampling.reading import Statement, statements_of
from symgauss.shelf import entries

#: Matrix identities: there is nothing to draw.
IDENTITIES = {
    "block-determinant",
    "block-inverse",
    "determinant-lemma",
    "push-through",
    "woodbury",
}
#: Results that say nothing about random variables, or no more than how a name is defined.
NOT_SAMPLED = {
    "ddpm-posterior": {2, 3},
    "kalman-filter": {4, 6},
    "normal-kl": {5},
    "normal-log-density": {4},
}
SLUGS = [entry.slug for entry in entries()]


@pytest.mark.parametrize("slug", SLUGS)
def test_true_results_are_accepted(slug: str) -> None:
    check = sample_check(derived(slug), 20_000, seed=3)
    assert check.accepted
    assert check.sampled is (slug not in IDENTITIES)
    if slug not in IDENTITIES:
        sampled = {quantity.result for quantity in check.quantities}
        skipped = NOT_SAMPLED.get(slug, set())
        reasons = [f"({each.result}) {each.formula}: {each.reason}" for each in check.skipped]
        assert {each.result for each in check.skipped} == skipped, "\n".join(reasons)
        assert sampled == set(range(1, check.results + 1)) - skipped


def test_a_seed_gives_the_same_draws_again() -> None:
    first, second, other = (sample_check(derived("mvn-sum"), 2_000, seed=s) for s in (7, 7, 8))
    assert first.to_json() == second.to_json()
    assert first.to_json() != other.to_json()


def refusal(slug: str, place: int, rhs: Term, draws: int = 100_000) -> SampleCheck:
    """A check in which one result says something else."""
    statements = statements_of(derived(slug))
    old = statements[place]
    statements[place] = Statement(old.lhs, old.relation, rhs)
    return sample_check(derived(slug), draws, seed=11, statements=statements)


def scaled(term: Term, numerator: int, denominator: int) -> Term:
    return Product((Rational(numerator, denominator), term))


def test_a_variance_that_is_five_per_cent_too_large_is_refused() -> None:
    for slug, place in (("mvn-conditional", 0), ("linear-gaussian", 1), ("ddpm-forward", 0)):
        law = statements_of(derived(slug))[place].rhs
        assert isinstance(law, NormalDensity)
        wrong = replace(law, covariance=scaled(law.covariance, 21, 20))
        check = refusal(slug, place, wrong)
        assert {q.result for q in check.quantities if q.refused} == {place + 1}


@pytest.mark.parametrize(
    ("slug", "place"),
    [("normal-kl", 0), ("mvn-kl", 5), ("gaussian-integral", 0), ("normal-product", 0)],
)
def test_a_value_that_is_five_per_cent_too_large_is_refused(slug: str, place: int) -> None:
    check = refusal(slug, place, scaled(statements_of(derived(slug))[place].rhs, 21, 20))
    assert {q.result for q in check.quantities if q.refused} == {place + 1}


def test_a_name_that_is_put_to_a_wrong_value_is_refused_through_the_laws_it_stands_in() -> None:
    joseph = statements_of(derived("kalman-filter"))[8].rhs
    check = refusal("kalman-filter", 8, scaled(joseph, 21, 20))
    assert {q.result for q in check.quantities if q.refused} == {9}
    assert {q.label for q in check.quantities if q.refused} == {"Cov[xₜ | yₜ]"}

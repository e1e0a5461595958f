"""The exercises of ``examples/monte_carlo.py``: accepted, and refused where something is wrong."""

from __future__ import annotations

import numpy as np
import pytest
from sampling.scripts import script

from symgauss.sampling.experiment import value_of

EXAMPLE = script("examples/monte_carlo.py")


@pytest.mark.parametrize("name", ["kl", "conditional", "gradients", "diffusion"])
def test_exercises_are_accepted(name: str) -> None:
    check = EXAMPLE.EXERCISES[name](20_000, 2)
    assert check.accepted
    assert len({quantity.result for quantity in check.quantities}) == check.results


def test_a_wrong_divergence_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EXAMPLE, "value_of", lambda *a: 1.05 * value_of(*a))
    assert not EXAMPLE.kl(100_000, 2).accepted


def test_a_wrong_conditional_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    # the variance that one gets by forgetting to condition
    monkeypatch.setattr(EXAMPLE, "moments_of_law", lambda _, values: (1.0, values["sigma_1"] ** 2))
    check = EXAMPLE.conditional(100_000, 2)
    refused = {quantity.label for quantity in check.quantities if quantity.refused}
    # draws from a wrong conditional agree with it; the joint tells
    assert "joint, slab: variance" in refused
    assert "bins: slab against conditional" in refused
    assert "conditional: variance" not in refused


def test_a_wrong_schedule_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    means, variances = EXAMPLE.exact_mixture()
    monkeypatch.setattr(EXAMPLE, "exact_mixture", lambda: (1.05 * means, variances))
    check = EXAMPLE.diffusion(20_000, 2)
    assert not check.accepted
    # at the end nothing is left of the means, so that nothing is wrong there
    late = [q for q in check.quantities if q.entry and q.entry[0] > 95]
    assert not any(q.refused for q in late if q.label == "mean after each step")


def test_the_pathwise_gradient_varies_less_than_the_score_function() -> None:
    check = EXAMPLE.gradients(20_000, 2)
    errors = {(q.result, q.label, q.entry): q.standard_error for q in check.quantities}
    for result in (1, 2):
        for entry in ((1,), (2,)):
            assert 1.5 * errors[result, "pathwise", entry] < errors[result, "score function", entry]


def test_the_mixture_ends_near_the_standard_normal() -> None:
    means, variances = EXAMPLE.exact_mixture()
    assert np.abs(means[-1]).max() < 0.02
    assert np.allclose(variances[-1], 1, atol=1e-4)
    assert np.allclose(EXAMPLE.cell_probabilities(means, variances).sum(axis=1), 1)

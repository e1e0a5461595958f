from __future__ import annotations

import numpy as np
import pytest

from symgauss.sampling.deciding import refused, scores, tail
from symgauss.sampling.running import RunningMean, RunningMoments


def test_batches_give_the_moments_of_the_whole() -> None:
    x = np.random.default_rng(0).gamma(2.0, size=(5000, 2, 3)) + 1e4
    running, mean = RunningMoments(), RunningMean()
    for batch in np.split(x, [1, 7, 1000, 1001, 4000]):
        running.add(batch)
        mean.add(batch)
    gaps = x - x.mean(axis=0)
    spread = np.sqrt((gaps**2).mean(axis=0))
    assert np.allclose(running.mean, x.mean(axis=0), rtol=1e-13)
    assert np.allclose(mean.mean, x.mean(axis=0), rtol=1e-13)
    assert np.allclose(running.deviation, x.std(axis=0, ddof=1), rtol=1e-9)
    assert np.allclose(running.skewness, (gaps**3).mean(axis=0) / spread**3, rtol=1e-6)
    assert np.allclose(mean.largest, np.abs(x).max(axis=0))


def test_scores_of_skewed_averages_are_normal_in_both_tails() -> None:
    rng = np.random.default_rng(1)
    running = RunningMoments()
    for _ in range(40):
        running.add(rng.chisquare(1, size=(10, 50_000)) - 1)  # 400 draws of each of 50,000
    z = scores(running, np.ones(50_000))
    plain = running.mean / running.standard_error
    for quantile in (2.0, 3.0, 3.5):
        expected = tail(quantile) / 2
        slack = 4 * np.sqrt(expected / 50_000)
        assert abs(np.mean(z < -quantile) - expected) < slack + 0.6 * expected
        assert abs(np.mean(z > quantile) - expected) < slack + 0.6 * expected
    assert np.mean(plain < -3.5) > 4 * tail(3.5) / 2  # what the transformation is for


def test_what_does_not_vary_is_certain_and_what_is_not_finite_is_refused() -> None:
    running = RunningMoments()
    running.add(np.array([[0.0, 1e-12, 0.5, np.nan, np.inf]] * 10))
    z = scores(running, np.ones(5))
    assert list(z[:2]) == [0.0, 0.0]
    assert np.isinf(z[2:]).all()


def test_holm_refuses_stepwise() -> None:
    assert refused([1e-9, 0.4, 3e-7, 0.9], 1e-6) == [True, False, True, False]
    assert refused([3e-7, 0.4, 3e-7, 0.9], 1e-6) == [False] * 4
    assert refused([], 1e-6) == []


@pytest.mark.parametrize(("z", "p"), [(0.0, 1.0), (1.959963985, 0.05), (6.0, 1.973175e-9)])
def test_tail_is_two_sided(z: float, p: float) -> None:
    assert tail(z) == pytest.approx(p, rel=1e-6)
    assert tail(-z) == tail(z)

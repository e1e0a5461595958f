"""The float domain agrees with the kernel's balls, draw by draw."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest
from flint import arb, arb_mat
from sampling.shelf import derived

from symgauss.kernel.domains.balls import Balls
from symgauss.kernel.drawing.instance import Instance
from symgauss.kernel.evaluate import Evaluator
from symgauss.kernel.tables import Tables
from symgauss.kernel.terms import Term
from symgauss.sampling.world import FLOATS, World


def as_ball(value: np.ndarray) -> arb | arb_mat:
    rows, columns = value.shape
    entries = [arb(float(x)) for x in value.ravel()]
    return entries[0] if rows == columns == 1 else arb_mat(rows, columns, entries)


def as_floats(value: arb | arb_mat) -> np.ndarray:
    if isinstance(value, arb):
        return np.array([[float(value.mid())]])
    return np.array(
        [[float(value[i, j].mid()) for j in range(value.ncols())] for i in range(value.nrows())]
    )


def by_balls(world: World, term: Term) -> np.ndarray:
    source = world.scope.instance
    instance = Instance(world.context, world.sizes, world.integers, Balls(Random(0)), None)  # noqa: S311 - points
    instance.values = {key: as_ball(value) for key, value in source.values.items()}
    evaluator = Evaluator(
        instance, instance.domain, Tables(world.context, float("inf"), integers=world.integers)
    )
    return as_floats(evaluator.value(term))


@pytest.mark.parametrize(
    "slug", ["mvn-kl", "kalman-filter", "mvn-conditional", "mvn-density", "normal-log-density"]
)
def test_results_have_the_values_that_the_kernel_gives(slug: str) -> None:
    derivation = derived(slug)
    terms = [r.rhs_term for r in derivation.results]
    for number in range(4):
        world = World(derivation.context, terms, number, seed=5)
        for term in terms:
            found = world.scope.value(term)
            expected = by_balls(world, term)
            assert np.allclose(found, expected, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize(
    ("name", "at"),
    [("gamma", 4.3), ("digamma", 0.2), ("digamma", 7.5), ("erf", -0.4), ("Phi", -6.0), ("tanh", 2)],
)
def test_special_functions(name: str, at: float) -> None:
    expected = Balls(Random(0)).function(name, arb(at))  # noqa: S311 - points
    found = FLOATS.function(name, np.array([[[at]], [[at]]]))
    assert found.shape == (2, 1, 1)
    assert found[1, 0, 0] == pytest.approx(float(expected.mid()), rel=1e-12)


def test_a_batch_is_one_draw_after_the_other() -> None:
    rng = np.random.default_rng(0)
    A, B = rng.standard_normal((2, 3)), rng.standard_normal((3, 3))
    x, row = rng.standard_normal((7, 3, 1)), rng.standard_normal((7, 1, 3))
    pairs = [(A, x), (row, B), (row, x), (x, row), (x, np.full((7, 1, 1), 2.0))]
    for left, right in pairs:
        both = FLOATS.mul(left, right)
        for i in range(7):
            one = [v[i] if v.ndim == 3 else v for v in (left, right)]
            expected = one[0] * one[1] if one[1].shape == (1, 1) else one[0] @ one[1]
            assert np.allclose(both[i], expected)
    assert FLOATS.rational(Fraction(1, 3)).shape == (1, 1)
    assert np.allclose(FLOATS.mul(FLOATS.inverse(B), B), np.eye(3))

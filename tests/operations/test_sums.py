"""Sums and linear combinations of independent Gaussians."""

from __future__ import annotations

import pytest
import sympy as sp

from symgauss.bridge import to_term
from symgauss.bridge.symbols import covariance, dimension, matrix, scalar, vector
from symgauss.calculus import T, add, identity, mul, normal_density, square, zero_like
from symgauss.derivation import Derivation
from symgauss.errors import UsageError
from symgauss.gaussians import Gaussian
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL
from symgauss.operations.sums import linear_combination, sum_of

x, y, z, w = scalar("x"), scalar("y"), scalar("z"), scalar("w")
a, b, c = scalar("a"), scalar("b"), scalar("c")
m, v = scalar("m"), scalar("v", positive=True)
n, k = dimension("n"), dimension("k")
X, Y, Z, M = vector("x", n), vector("y", n), vector("z", n), vector("m", n)
S, R = covariance("S", n), covariance("R", n)


def agrees(derivation: Derivation, expected: sp.Basic) -> bool:
    terms = [one.rhs_term for one in derivation.results]
    target = to_term(expected)
    return all(judge(term, EQUAL, target, derivation.context).accepted for term in terms)


def accepted(derivation: Derivation) -> bool:
    return all(step.verdict.accepted for step in derivation.steps)


def test_both_routes_end_in_the_same_law() -> None:
    found = sum_of(z, Gaussian(x, m, v), Gaussian(y, 1, square(b)))
    assert accepted(found)
    assert [route.title for route in found.routes] == [
        "By convolution",
        "By moment generating functions",
    ]
    assert len(found.results) == 2
    assert agrees(found, normal_density(z, m + 1, v + b**2))


@pytest.mark.parametrize(
    ("first", "second", "mean", "variance"),
    [((0, 1), (1, 2), 1, 3), ((m, v), (m, v), 2 * m, 2 * v)],
)
def test_like_terms_are_gathered(
    first: tuple, second: tuple, mean: sp.Basic, variance: sp.Basic
) -> None:
    found = sum_of(z, Gaussian(x, *first), Gaussian(y, *second))
    for one in found.results:
        assert sp.simplify(one.rhs.args[1] - mean) == 0
        assert sp.simplify(one.rhs.args[2] - variance) == 0


def test_linear_combination_of_three() -> None:
    terms = [(2, Gaussian(x, 0, 1)), (-1, Gaussian(y, m, v)), (a, Gaussian(w, 1, 4))]
    found = linear_combination(z, terms, 3)
    assert accepted(found)
    (_, mean, variance) = found.result.args
    assert sp.expand(mean - (-m + a + 3)) == 0
    assert sp.expand(variance - (4 + v + 4 * a**2)) == 0


def test_linear_combination_of_vectors() -> None:
    A, B, d = matrix("A", k, n), matrix("B", k, n), vector("d", k)
    found = linear_combination(
        vector("w", k), [(A, Gaussian(X, M, S)), (B, Gaussian(Y, zero_like(Y), R))], d
    )
    assert accepted(found)
    _, mean, spread = found.result.args
    assert mean == add(mul(A, M), d)
    assert spread == add(mul(A, S, T(A)), mul(B, R, T(B)))


def test_multiples_of_the_identity_are_one_multiple() -> None:
    one = identity(n)
    found = sum_of(Z, Gaussian(X, zero_like(X), one), Gaussian(Y, M, mul(v, one)))
    assert found.result == normal_density(Z, M, mul(add(1, v), one))


def test_one_variable_twice_is_refused() -> None:
    with pytest.raises(UsageError, match="variables of their own"):
        sum_of(z, Gaussian(x, 0, 1), Gaussian(x, 0, 1))

"""Affine maps, marginals and conditionals: scalars, numbers, vectors beside scalars, refusals."""

from __future__ import annotations

from typing import Any

import pytest

from symgauss.bridge.symbols import covariance, dimension, matrix, scalar, vector
from symgauss.calculus import T, add, div, identity, inv, mul, normal_density, square, sub
from symgauss.derivation import Derivation
from symgauss.derivation.workbench import Workbench
from symgauss.errors import UsageError
from symgauss.gaussians import Gaussian, Partitioned
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.verdict import Answer
from symgauss.operations.affine import affine
from symgauss.operations.conditional import conditional
from symgauss.operations.marginal import marginal

n = dimension("n")
x_1, x_2, m_1, m_2 = (scalar(name) for name in ("x_1", "x_2", "mu_1", "mu_2"))
s_1, s_2 = scalar("sigma_1", positive=True), scalar("sigma_2", positive=True)
rho = scalar("rho", between=(-1, 1))
BIVARIATE = Partitioned(
    Gaussian(x_1, m_1, square(s_1)), Gaussian(x_2, m_2, square(s_2)), mul(rho, s_1, s_2)
)


def is_textbook(derivation: Derivation, expected: Any) -> bool:  # noqa: ANN401
    """Whether point, mean and covariance are the expected ones, and every step is accepted."""
    bench = Workbench()
    for found, wanted in zip(derivation.result.args, expected.args, strict=True):
        bench.judged(found, EQUAL, wanted)  # raises where it is not accepted
    return all(s.verdict.answer in {Answer.HOLDS, Answer.DEFINITION} for s in derivation.steps)


def test_the_bivariate_conditional_has_the_regression_slope() -> None:
    mean = add(m_1, mul(rho, div(s_1, s_2), sub(x_2, m_2)))
    expected = normal_density(x_1, mean, mul(sub(1, square(rho)), square(s_1)))
    assert is_textbook(conditional(BIVARIATE), expected)


def test_the_bivariate_marginal() -> None:
    assert marginal(BIVARIATE).result == normal_density(x_1, m_1, square(s_1))


def test_numbers_come_out_as_numbers() -> None:
    joint = Partitioned(Gaussian(x_1, 1, 4), Gaussian(x_2, -2, 9), 3)
    _, mean, variance = conditional(joint).result.args
    assert variance == 3
    assert mean.subs(x_2, 4).doit() == 3


@pytest.mark.parametrize("turned", [False, True])
def test_a_vector_beside_a_scalar(turned: bool) -> None:  # noqa: FBT001
    x, y = vector("x", n), scalar("y")
    m, P, c = vector("m", n), covariance("P", n), vector("c", n)
    mu, v = scalar("mu"), scalar("v", positive=True)
    joint = Partitioned(Gaussian(x, m, P), Gaussian(y, mu, v), c)
    if turned:
        row = mul(T(c), inv(P))
        mean, spread = add(mu, mul(row, sub(x, m))), sub(v, mul(row, c))
        assert is_textbook(conditional(joint.turned), normal_density(y, mean, spread))
    else:
        mean = add(m, mul(div(sub(y, mu), v), c))
        spread = sub(P, mul(div(1, v), c, T(c)))
        assert is_textbook(conditional(joint), normal_density(x, mean, spread))


def test_blocks_must_fit() -> None:
    x, y = Gaussian(vector("x", n), vector("m", n), covariance("P", n)), BIVARIATE.second
    with pytest.raises(UsageError, match="n x 1"):
        Partitioned(x, y, matrix("C", n, n))
    with pytest.raises(UsageError, match="both blocks"):
        Partitioned(y, y, 1)


def test_an_affine_map_of_scalars_and_a_linear_form() -> None:
    a, b = scalar("a"), scalar("b")
    found = affine(BIVARIATE.first, scalar("y"), a, b).result
    assert str(found.args[2]) == "a**2*sigma_1**2"
    x = Gaussian(vector("x", n), vector("m", n), covariance("P", n))
    row = T(vector("w", n))
    spread = affine(x, scalar("y"), row).result.args[2]
    assert spread == mul(row, x.cov, vector("w", n))


def test_an_affine_map_of_an_isotropic_law_stays_isotropic() -> None:
    variance = square(s_1)
    x = Gaussian(vector("x", n), vector("m", n), mul(variance, identity(n)))
    spread = affine(x, vector("y", n), rho).result.args[2]
    assert spread == mul(square(rho), variance, identity(n))


def test_an_affine_map_of_the_wrong_shape_is_refused() -> None:
    x = Gaussian(vector("x", n), vector("m", n), covariance("P", n))
    with pytest.raises(UsageError, match="its value is k x 1"):
        affine(x, vector("y", n), matrix("A", dimension("k"), n))

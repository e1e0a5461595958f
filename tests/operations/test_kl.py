"""The divergence of two Gaussians, against numbers and known closed forms."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
import sympy as sp

from symgauss.bridge.symbols import covariance, dimension, scalar, vector
from symgauss.errors import UsageError
from symgauss.gaussians import Gaussian
from symgauss.kernel.verdict import Answer
from symgauss.notation.unicode import print_term
from symgauss.operations.kl import kl
from symgauss.problems import derive_text

x = scalar("x")
mu = scalar("mu_1"), scalar("mu_2")
sigma = scalar("sigma_1", positive=True), scalar("sigma_2", positive=True)


def test_scalar_result_is_sympy_and_numerically_right() -> None:
    derivation = kl(Gaussian(x, mu[0], sigma[0] ** 2), Gaussian(x, mu[1], sigma[1] ** 2))
    function = sp.lambdify((*mu, *sigma), derivation.result)
    expected = math.log(2 / 3) + (9 + (1 - 2) ** 2) / (2 * 4) - 1 / 2
    assert function(1, 2, 3, 2) == pytest.approx(expected)
    assert derivation.result.diff(mu[0]) != 0


def test_every_step_holds_and_the_chain_is_connected() -> None:
    n = dimension("n")
    v = vector("x", n)
    q = Gaussian(v, vector("mu_1", n), covariance("Sigma_1", n))
    p = Gaussian(v, vector("mu_2", n), covariance("Sigma_2", n))
    derivation = kl(q, p)
    steps = derivation.steps
    assert all(step.verdict.answer is Answer.HOLDS for step in steps)
    assert all(b.lhs_term == a.rhs_term for a, b in pairwise(steps))
    assert [step.number for step in steps] == [str(i + 1) for i in range(len(steps))]
    assert derivation.results[0].lhs == steps[0].lhs
    assert derivation.results[0].rhs == steps[-1].rhs


def test_different_variables_are_refused() -> None:
    with pytest.raises(UsageError, match="different variables"):
        kl(Gaussian(x, 0, 1), Gaussian(scalar("y"), 0, 1))


def test_shapes_of_a_gaussian_must_fit() -> None:
    n = dimension("n")
    with pytest.raises(UsageError, match="its mean is scalar"):
        Gaussian(vector("x", n), scalar("m"), covariance("S", n))


def test_a_law_has_no_divergence_from_itself() -> None:
    n = dimension("n")
    v = Gaussian(vector("x", n), vector("mu", n), covariance("Sigma", n))
    assert kl(v, v).result == 0
    assert kl(Gaussian(x, 0, 1), Gaussian(x, 0, 1)).result == 0


def test_numbers_are_calculated_and_no_letter_is_made_up() -> None:
    derivation = kl(Gaussian(x, 0, 1), Gaussian(x, 1, 4))
    assert float(derivation.result) == pytest.approx(math.log(4) / 2 - 1 / 4)
    assert sum(part.is_Rational for part in derivation.result.args) == 1
    assert [d.name for d in derivation.context.declarations] == ["x"]


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        (r"s^2 I", r"t^2 I", "½ (d log(s²/t²) + d t²/s² + (μ − m)ᵀ (μ − m)/s² − d)"),
        (r"I", r"t^2 I", "½ (d t² + (μ − m)ᵀ (μ − m) − d log t² − d)"),
        (r"I", r"\mathrm{diag}(v)", "½ (tr(diag(v)) + (μ − m)ᵀ (μ − m) − log |diag(v)| − d)"),
    ],
)
def test_multiples_of_the_identity_have_the_form_of_textbooks(
    first: str, second: str, wanted: str
) -> None:
    derivation = derive_text(
        rf"""
% symgauss: v, x, m, \mu \in \mathbb{{R}}^{{d}}
% symgauss: s, t > 0
\[ p(x) = \mathcal{{N}}(x; m, {first}) \]
\[ q(x) = \mathcal{{N}}(x; \mu, {second}) \]
% symgauss: \mathrm{{derive}}\ \mathrm{{KL}}(q \| p)
"""
    )
    assert print_term(derivation.results[0].rhs_term) == wanted

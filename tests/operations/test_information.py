"""Entropy, cross-entropy and mutual information, against numbers and textbook forms."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sympy as sp

from symgauss.bridge import to_term
from symgauss.bridge.symbols import covariance, dimension, matrix, scalar, vector
from symgauss.calculus import HALF, add, block, det, div, identity, log, logdet, mul, sub
from symgauss.calculus.transposes import transposed
from symgauss.derivation import Derivation
from symgauss.errors import UsageError
from symgauss.gaussians import Gaussian, LinearGaussianModel, Statement
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL
from symgauss.operations.cross_entropy import cross_entropy
from symgauss.operations.entropy import entropy
from symgauss.operations.kl import kl
from symgauss.operations.mutual_information import mutual_information

n, k = dimension("n"), dimension("k")
x, m, y, w = vector("x", n), vector("m", n), vector("y", k), vector("w", k)
P, R, H = covariance("P", n), covariance("R", k), matrix("H", k, n)
MODEL = LinearGaussianModel((Statement(x, m, P), Statement(y, mul(H, x), R, (x,))))
s, mu, sigma = scalar("x"), scalar("mu"), scalar("sigma", positive=True)
S = sp.Matrix([[2, 1], [1, 3]])
u = vector("u", 2)


def agrees(derivation: Derivation, expected: sp.Basic, place: int = 0) -> bool:
    """Whether the kernel finds a result equal to a form from a textbook."""
    term = derivation.results[place].rhs_term
    return judge(term, EQUAL, to_term(expected), derivation.context).accepted


def accepted(derivation: Derivation) -> bool:
    return all(step.verdict.accepted for step in derivation.steps)


def test_entropy_of_a_scalar() -> None:
    found = entropy(Gaussian(s, mu, sigma**2))
    assert accepted(found)
    assert float(found.result.subs(sigma, 3)) == pytest.approx(
        math.log(3 * math.sqrt(2 * math.pi * math.e))
    )


def test_entropy_of_numbers() -> None:
    found = entropy(Gaussian(u, sp.Matrix([1, 2]), S))
    covariance_ = np.array(S.tolist(), dtype=float)
    expected = 0.5 * np.linalg.slogdet(2 * math.pi * math.e * covariance_)[1]
    assert float(found.result) == pytest.approx(expected)


def test_entropy_in_a_model() -> None:
    unit = mul(div(n, 2), add(1, log(mul(2, sp.pi))))
    posterior = entropy(MODEL, x, (y,))
    gain = sub(P.I, mul(-1, transposed(H), R.I, H))
    assert agrees(posterior, add(mul(-HALF, logdet(gain)), unit))
    evidence = entropy(MODEL, y)
    spread = add(mul(H, P, transposed(H)), R)
    own = mul(div(k, 2), add(1, log(mul(2, sp.pi))))
    assert agrees(evidence, add(mul(HALF, logdet(spread)), own))


def test_joint_entropy_is_a_sum() -> None:
    whole = entropy(MODEL, (x, y))
    assert accepted(whole)
    assert agrees(whole, add(entropy(MODEL, x).result, entropy(MODEL, y, (x,)).result))
    with pytest.raises(UsageError, match="do not depend"):
        entropy(LinearGaussianModel((*MODEL.statements, Statement(w, y, R, (y,)))), (x, y), (w,))


def test_isotropic_entropy_is_in_its_textbook_form() -> None:
    found = entropy(Gaussian(x, m, mul(sigma**2, identity(n))))
    assert found.result == mul(div(n, 2), add(1, log(mul(2, sp.pi, sigma**2))))


def test_cross_entropy_is_entropy_plus_divergence() -> None:
    q = Gaussian(s, mu, sigma**2)
    p = Gaussian(s, scalar("nu"), scalar("tau", positive=True) ** 2)
    whole = cross_entropy(q, p).result
    parts = entropy(q).result + kl(q, p).result
    values = {mu: 1, sigma: 2, p.mean: -1, scalar("tau", positive=True): 3}
    assert float(whole.subs(values)) == pytest.approx(float(parts.subs(values)))


def test_cross_entropy_of_vectors() -> None:
    q = Gaussian(x, vector("mu_1", n), covariance("Sigma_1", n))
    p = Gaussian(x, vector("mu_2", n), covariance("Sigma_2", n))
    found = cross_entropy(q, p)
    assert accepted(found)
    assert agrees(found, add(entropy(q).result, kl(q, p).result))
    with pytest.raises(UsageError, match="different variables"):
        cross_entropy(q, Gaussian(y, vector("c", k), R))


def test_mutual_information_in_both_forms() -> None:
    found = mutual_information(MODEL, x, y)
    spread = add(mul(H, P, transposed(H)), R)
    joint = block([P, mul(P, transposed(H))], [mul(H, P), spread])
    assert accepted(found)
    assert found.result == mul(HALF, log(div(det(spread), det(R))))
    assert agrees(found, mul(HALF, log(div(mul(det(P), det(spread)), det(joint)))), 1)
    turned = mutual_information(MODEL, y, x)
    assert agrees(turned, found.result)


def test_mutual_information_of_scalars() -> None:
    t, a = scalar("t"), scalar("a")
    model = LinearGaussianModel((Statement(s, 0, 2), Statement(t, mul(a, s), 1, (s,))))
    found = mutual_information(model, s, t)
    assert float(found.result.subs(a, 3)) == pytest.approx(0.5 * math.log(19))


def test_questions_that_make_no_sense_are_refused() -> None:
    with pytest.raises(UsageError, match="two different variables"):
        mutual_information(MODEL, x, x)
    with pytest.raises(UsageError, match="which variable"):
        entropy(MODEL)
    with pytest.raises(UsageError, match="one variable already"):
        entropy(Gaussian(s, mu, sigma**2), s)

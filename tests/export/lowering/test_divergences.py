"""A divergence from a law with a diagonal covariance: nothing is factored or solved for it."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from export.modules import array, module, needed

from symgauss.export import module_of, target
from symgauss.export.module import Module
from symgauss.export.operations import Cholesky, Eye, SolveLower, SteinLoss
from symgauss.export.program import Program
from symgauss.problems import derive_text

MODEL = r"""
%% symgauss: x, m, b, v \in \mathbb{R}^{n}
%% symgauss: S \in \mathbb{S}_{++}^{n}
%% symgauss: t > 0
%% symgauss: q(x) = \mathcal{N}(x; m, S)
%% symgauss: p(x) = \mathcal{N}(x; b, %s)
%% symgauss: \mathrm{derive}\ \mathrm{KL}(q \| p)
"""
REFERENCES = {
    "I": lambda t, v: np.ones_like(v) + 0 * t[..., None],
    "t I": lambda t, v: t[..., None] + 0 * v,
    "t^2 I": lambda t, v: t[..., None] ** 2 + 0 * v,
    r"\mathrm{diag}(v \odot v)": lambda t, v: v**2 + 0 * t[..., None],
}
TARGETS = ("numpy", "torch", "jax", "numba", "c")
RNG = np.random.default_rng(11)


@cache
def made(reference: str) -> Module:
    return module_of(derive_text(MODEL % reference, "model.tex"))


def kinds(program: Program) -> list[type]:
    return [type(i.operation) for i in program.instructions]


@pytest.mark.parametrize("reference", REFERENCES)
def test_one_matrix_is_factored_and_none_solved_for(reference: str) -> None:
    found = kinds(made(reference).main.program)
    assert found.count(Cholesky) == 1
    assert not {SolveLower, SteinLoss, Eye} & set(found)


def test_the_divergence_from_the_standard_law_knows_the_identity() -> None:
    (found,) = (f.program for f in module("mvn-kl").functions if f.name == "kl_from_mu_Sigma")
    assert kinds(found).count(Cholesky) == 1
    assert not {SolveLower, SteinLoss, Eye} & set(kinds(found))


def excess(r: np.ndarray) -> np.ndarray:
    """``r - log(1 + r)``, by its series where that is near."""
    series = sum((-r) ** k / k for k in range(2, 9))
    return np.where(np.abs(r) < 1e-2, series, r - np.log1p(r))


@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.parametrize("reference", REFERENCES)
def test_laws_apart_and_close_have_their_digits(name: str, reference: str) -> None:
    """The change is known exactly: ``S = K (I + E) K`` with powers of two on the diagonal K."""
    needed(name)
    n, sizes = 3, np.array([1.0, 1e-3, 1e-7, 2.0**-40])
    t = np.full(len(sizes), 4.0)
    v = np.array([0.5, 1.0, 2.0]) + np.zeros((len(sizes), n))
    T = REFERENCES[reference](t, v)
    bend = RNG.integers(-8, 8, size=(n, n)) / 16
    E = (bend + bend.T + 3 * np.eye(n)) * np.exp2(np.round(np.log2(sizes)))[:, None, None] / 4
    root = np.sqrt(T)
    S = root[:, :, None] * (np.eye(n) + E) * root[:, None, :]
    m = RNG.normal(size=(len(sizes), n)) * sizes[:, None]
    eigenvalues = np.linalg.eigvalsh(E)  # with errors of E, not of I + E
    wanted = 0.5 * (np.sum(excess(eigenvalues), -1) + np.sum(m**2 / T, -1))
    given = {"m": m, "b": 0 * m, "S": S, "t": t, "v": v}
    main = made(reference).main
    function = target(name).functions(made(reference))[main.name]
    found = function(*(array(given[a.name], name) for a in main.program.arguments))
    np.testing.assert_allclose(np.asarray(found), wanted, rtol=1e-12, atol=0)

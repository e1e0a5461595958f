from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from export.modules import functions, module

from symgauss.errors import NoValueError
from symgauss.export import module_of, target
from symgauss.shelf.loading import load

#: What the baseline can write, so that it does not shrink unseen.
WRITTEN = {
    "normal-kl": ["kl", "cross_entropy", "derivative"],
    "normal-density": ["log_density", "density", "log_density_of_u"],
    "mvn-kl": [
        "kl",
        "kl_from_Sigma",
        "kl_from_sigma",
        "kl_from_sigma_1_sigma_2",
        "kl_from_mu_Sigma",
        "kl_from_m_s",
    ],
    "mvn-product": ["mvn_product", "product", "product_from_mu_Sigma"],
    "normal-log-density": ["log_density", "log_likelihood", "derivative"],
    "normal-product": ["product", "product_from_mu_sigma"],
    "mvn-conditional": [
        "moments",
        "log_density",
        "moments_from_Lambda",
        "log_density_from_Lambda",
    ],
    "ddpm-posterior": ["moments", "log_density"],
    "kalman-filter": ["kalman_filter", "log_density"],
    "block-inverse": ["inverse"],
    "determinant-lemma": ["determinant", "determinant_from_U_V", "determinant_from_u_v"],
    "woodbury": ["inverse", "inverse_from_u_v"],
}


@pytest.mark.parametrize("slug", WRITTEN)
def test_what_sympy_has_code_for_is_written(slug: str) -> None:
    assert list(functions(slug, "lambdify")) == WRITTEN[slug]
    tree = ast.parse(target("lambdify").source(module(slug)))
    found = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    found |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    assert found == {"__future__", "typing", "numpy"}


def test_what_it_has_no_code_for_is_refused_by_name() -> None:
    both = module("mvn-kl")
    program = both.main.program
    diagonal = tuple(replace(a, diagonal=a.type.rank == 2) for a in program.arguments)
    wrong = replace(both.main, program=replace(program, arguments=diagonal))
    some = replace(both, functions=(wrong, *both.functions[1:]))
    text = target("lambdify").source(some)
    assert "    kl: diagonals are no arguments of lambdify\n" in text
    assert "def kl(" not in text
    with pytest.raises(NoValueError, match="none of the functions: kl: diagonals"):
        target("lambdify").source(replace(both, functions=(wrong,)))


def test_members_of_families_are_counted_from_one() -> None:
    derivative = functions("normal-log-density", "lambdify")["derivative"]
    x, mu, sigma = np.array([1.0, 4.0, 10.0]), 2.0, 3.0
    assert derivative(sigma, x, mu) == pytest.approx(sum(x - mu) / sigma**2)
    text = target("lambdify").source(module("normal-log-density"))
    assert "x[i - 1] for i in range(1, n + 1)" in text


def test_elementwise_functions_take_arrays_as_those_of_lambdify_do() -> None:
    """Its digits are what it is a baseline for: nearly equal laws have a divergence of zero."""
    kl: Callable[..., np.ndarray] = functions("normal-kl", "lambdify")["kl"]
    assert kl(np.ones(4), 1.0, 0.0, np.ones(4)).tolist() == [0.5] * 4


@pytest.mark.parametrize("slug", ["normal-kl", "mvn-kl"])
def test_derivatives_are_written_as_they_were_found(slug: str) -> None:
    both = module_of(load(slug), gradients=True)
    plain, ours = (target(name).functions(both)["kl_gradient"] for name in ("lambdify", "numpy"))
    rng = np.random.default_rng(3)
    if slug == "normal-kl":
        given = [rng.uniform(0.5, 2, 4) for _ in range(4)]
    else:
        roots = rng.normal(size=(2, 3, 5))
        S, T = roots @ roots.swapaxes(1, 2)
        given = [rng.normal(size=3), S, rng.normal(size=3), T]
    for found, wanted in zip(plain(*given), ours(*given), strict=True):
        np.testing.assert_allclose(found, wanted, rtol=1e-9)

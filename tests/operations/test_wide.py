"""Long chains and many observations: moments between and tables of the data get names."""

from __future__ import annotations

from symgauss.bridge.symbols import covariance, dimension, matrix, vector
from symgauss.calculus import mul
from symgauss.gaussians import LinearGaussianModel, Statement
from symgauss.kernel.certificate import dumps, recheck
from symgauss.kernel.relations import RelationKind
from symgauss.operations.posterior import posterior
from symgauss.reports import render

n, k = dimension("n"), dimension("k")
A, H = matrix("A", n, n), matrix("H", k, n)
Q, R = covariance("Q", n), covariance("R", k)
x = [vector(f"x_{t}", n) for t in range(4)]
y = [vector(f"y_{t}", k) for t in range(4)]


def filtered(steps: int) -> LinearGaussianModel:
    """A chain with an observation at each step but the first."""
    states = [Statement(x[t], mul(A, x[t - 1]), Q, x[t - 1]) for t in range(1, steps + 1)]
    data = [Statement(y[t], mul(H, x[t]), R, x[t]) for t in range(1, steps + 1)]
    prior = Statement(x[0], vector("m_0", n), covariance("P_0", n))
    return LinearGaussianModel((prior, *states, *data))


def test_three_steps_of_a_filter_fit_on_a_page() -> None:
    derivation = posterior(filtered(3), (x[3],), y[1:])
    named = [r for r in derivation.results if r.relation.kind is RelationKind.DEFINED]
    assert [str(result.lhs) for result in named] == [
        *("mu_1", "V_1", "mu_2", "V_2", "mu_3", "V_3"),
        *("S", "C"),
    ]
    assert recheck(dumps(derivation.certificate())).accepted
    report = str(render(derivation, "text", width=100))
    assert max(map(len, report.splitlines())) <= 100
    assert "text(size: 0." not in str(render(derivation, "typst")).partition("#show: handout")[2]


def test_two_observations_need_no_names() -> None:
    derivation = posterior(filtered(1), (x[0],), y[1:2])
    assert all(r.relation.kind is RelationKind.EQUAL for r in derivation.results)


def test_where_the_steps_have_letters_the_tables_have_them() -> None:
    derivation = posterior(filtered(2), (x[1],), y[1:3])
    named = [r for r in derivation.results if r.relation.kind is RelationKind.DEFINED]
    assert [str(result.lhs) for result in named] == ["mu_1", "V_1", "mu_2", "V_2", "S", "C"]
    assert recheck(dumps(derivation.certificate())).accepted

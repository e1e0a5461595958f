"""Laws in longer models: chains, several observations, several variables."""

from __future__ import annotations

from symgauss.bridge.symbols import covariance, dimension, matrix, vector
from symgauss.calculus import T, add, inv, mul, stack
from symgauss.derivation import Derivation
from symgauss.gaussians import LinearGaussianModel, Statement
from symgauss.operations.evidence import marginal
from symgauss.operations.posterior import posterior

n = dimension("n")
m, P = vector("m", n), covariance("P", n)
x_0, x_1, x_2 = (vector(f"x_{i}", n) for i in range(3))
A_1, A_2 = (matrix(f"A_{i}", n, n) for i in (1, 2))
Q_1, Q_2 = (covariance(f"Q_{i}", n) for i in (1, 2))
CHAIN = LinearGaussianModel(
    (
        Statement(x_0, m, P),
        Statement(x_1, mul(A_1, x_0), Q_1, x_0),
        Statement(x_2, mul(A_2, x_1), Q_2, x_1),
    )
)


def accepted(derivation: Derivation) -> None:
    """Every step and every result was accepted."""
    assert all(step.verdict.accepted for step in derivation.steps)
    assert all(result.verdict.accepted for result in derivation.results)


def test_the_middle_of_a_chain_uses_its_neighbours() -> None:
    derivation = posterior(CHAIN, (x_1,), (x_0, x_2))
    accepted(derivation)
    precision = add(inv(Q_1), mul(T(A_2), inv(Q_2), A_2))
    assert derivation.result.args[2] == inv(precision)


def test_hidden_variables_are_integrated_out() -> None:
    derivation = posterior(CHAIN, (x_0,), (x_2,))
    accepted(derivation)
    spread = add(mul(A_2, Q_1, T(A_2)), Q_2)
    slope = mul(A_2, A_1)
    precision = add(inv(P), mul(T(A_1), T(A_2), inv(spread), slope))
    assert derivation.result.args[2] == inv(precision)


def test_what_says_nothing_more_is_dropped() -> None:
    derivation = posterior(CHAIN, (x_2,), (x_1, x_0))
    accepted(derivation)
    assert derivation.result.args[1:] == (mul(A_2, x_1), Q_2)


def test_several_observations() -> None:
    state, first, _ = CHAIN.statements
    model = LinearGaussianModel((state, first, Statement(x_2, mul(A_2, x_0), Q_2, x_0)))
    derivation = posterior(model, (x_0,), (x_1, x_2))
    accepted(derivation)
    precision = add(inv(P), mul(T(A_1), inv(Q_1), A_1), mul(T(A_2), inv(Q_2), A_2))
    assert derivation.result.args[2] == inv(precision)


def test_several_variables_at_once() -> None:
    derivation = posterior(CHAIN, (x_0, x_1), (x_2,))
    accepted(derivation)
    assert derivation.result.args[0] == stack(x_0, x_1)


def test_a_marginal_by_recursion_and_a_law_forward() -> None:
    derivation = marginal(CHAIN, (x_2,))
    accepted(derivation)
    assert derivation.result.args[1] == mul(A_2, A_1, m)
    forward = posterior(CHAIN, (x_2,), (x_0,))
    accepted(forward)
    assert forward.result.args[1:] == (mul(A_2, A_1, x_0), add(mul(A_2, Q_1, T(A_2)), Q_2))


def test_a_constant_above_what_is_given() -> None:
    model = LinearGaussianModel(CHAIN.statements[1:])
    forward = posterior(model, (x_2,), (x_1, x_0))
    accepted(forward)
    assert forward.result.args[1] == mul(A_2, x_1)
    x_3, A_3, Q_3 = vector("x_3", n), matrix("A_3", n, n), covariance("Q_3", n)
    longer = LinearGaussianModel((*model.statements, Statement(x_3, mul(A_3, x_2), Q_3, x_2)))
    derivation = posterior(longer, (x_3,), (x_0, x_1))
    accepted(derivation)
    assert derivation.result.args[1] == mul(A_3, A_2, x_1)

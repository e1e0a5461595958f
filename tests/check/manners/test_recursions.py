"""Families that are made of noise: what is in ``x_t``, and what is not yet."""

from __future__ import annotations

import pytest
from check.documents import answers, steps_of

from symgauss.check.manners.recursions import Inside, all_inside, may_contain
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import Indexed, Rational, Sum, Symbol

AUTOREGRESSION = r"""Let $x_t = a x_{t-1} + \varepsilon_t$ with
$\varepsilon_t \sim \mathcal{N}(0, \sigma^2)$ i.i.d.
"""
WALK = r"""A random walk is $x_t = x_{t-1} + \varepsilon_t$ with $x_0 = 0$ and
$\varepsilon_t \sim \mathcal{N}(0, \sigma^2)$ i.i.d.
"""
SEEN = r"""The model is $x_t = F x_{t-1} + w_t$ and $z_t = H x_t + v_t$ with
$w_t \sim \mathcal{N}(0, Q)$ and $v_t \sim \mathcal{N}(0, R)$ independent.
"""
STATED = r"""The model is $x_t = F x_{t-1} + w_t$, $w_t \sim \mathcal{N}(0, Q)$. All noises are
independent of each other and of $x_0$. Let $x_{t-1} \sim \mathcal{N}(m, P)$.

$$ p(x_t \mid x_{t-1}) = \mathcal{N}(x_t; F x_{t-1}, Q) $$
"""
GROUPS = r"""Let $y_{ij} = \mu + u_i + \varepsilon_{ij}$ with $u_i \sim \mathcal{N}(0, \tau^2)$ and
$\varepsilon_{ij} \sim \mathcal{N}(0, \sigma^2)$ independent.
"""
REGRESSION = r"""Let $y_i = x_i^\top \beta + \varepsilon_i$ with
$\varepsilon_i \sim \mathcal{N}(0, \sigma^2)$ i.i.d.
"""


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (AUTOREGRESSION, r"\mathbb{E}[x_{t-1} \varepsilon_t] = 0"),
        (AUTOREGRESSION, r"\mathbb{E}[x_t \varepsilon_{t-1}] = a \sigma^2"),
        (AUTOREGRESSION, r"\mathrm{Cov}(x_t, \varepsilon_t) = \sigma^2"),
        (AUTOREGRESSION, r"\mathrm{Cov}(x_t, \varepsilon_{t+1}) = 0"),
        (AUTOREGRESSION, r"\mathrm{Cov}(x_t, x_{t-1}) = a \mathrm{Var}(x_{t-1})"),
        (AUTOREGRESSION, r"\mathbb{E}[x_t + \varepsilon_t] = \mathbb{E}[x_t]"),
        (WALK, r"\mathrm{Cov}(x_{t+1}, \varepsilon_t) = \sigma^2"),
        (STATED, r"\mathrm{Cov}[x_t, w_t] = Q"),
    ],
)
def test_newer_noise_is_not_in_it(said: str, step: str) -> None:
    assert answers(f"{said}\n$$ {step} $$")[-1] == "holds"


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (AUTOREGRESSION, r"\mathbb{E}[x_t \varepsilon_{t-1}] = 0"),
        (AUTOREGRESSION, r"\mathrm{Cov}(x_t, \varepsilon_t) = 0"),
        (WALK, r"\mathrm{Cov}(x_t, \varepsilon_1) = 0"),
        (WALK, r"\mathrm{Cov}(x_t, \varepsilon_s) = 0"),
        (WALK, r"\mathrm{Cov}(x_{t+1}, \varepsilon_t) = 0"),
        (SEEN, r"\mathrm{Cov}[z_t, w_t] = 0"),
        (SEEN, r"\mathrm{Cov}[z_t, w_{t-1}] = 0"),
        (SEEN, r"\mathbb{E}[z_t w_t^\top] = 0"),
        (STATED, r"\mathrm{Cov}[x_t, w_t] = 0"),
        (GROUPS, r"\mathrm{Cov}(y_{i1}, y_{i2}) = 0"),
        (GROUPS, r"\mathrm{Cov}(y_{ij}, y_{ik}) = 0"),
        (GROUPS, r"\mathrm{Var}(y_{i1} + y_{i2}) = \mathrm{Var}(y_{i1}) + \mathrm{Var}(y_{i2})"),
        (GROUPS, r"\mathrm{Cov}(y_{ij}, \varepsilon_{ij}) = 0"),
        (REGRESSION, r"\mathrm{Cov}(y_i, \varepsilon_j) = 0"),
    ],
)
def test_older_noise_is_in_it(said: str, step: str) -> None:
    assert answers(f"{said}\n$$ {step} $$")[-1] != "holds"


def test_older_noise_refutes_where_the_equation_says_how() -> None:
    step = steps_of(WALK + r"$$ \mathrm{Cov}(x_{t+1}, \varepsilon_t) = 0 $$")[-1]
    assert str(step.verdict.answer) == "fails"
    assert step.suggestion is not None
    assert step.suggestion.rhs == r"\sigma^2"


def _member(name: str, later: int) -> Indexed:
    t = Symbol("t", SCALAR)
    return Indexed(name, (Sum((t, Rational(later))) if later else t,), SCALAR)


def test_what_is_made_of_a_recursion_has_all_its_past() -> None:
    equations = {
        "z": [Inside("x", 1, 1), Inside("v", 0, 0)],
        "x": [Inside("x", -1, -1), Inside("w", 0, 0)],
    }
    found = all_inside("z", lambda name: equations.get(name, []))
    assert found["v"] == Inside("v", 0, 0)
    assert found["w"] == Inside("w", None, 1)
    z = _member("z", 0)
    assert may_contain(z, _member("w", 1), found)
    assert may_contain(z, _member("w", -3), found)
    assert not may_contain(z, _member("w", 2), found)
    assert not may_contain(z, _member("v", -1), found)

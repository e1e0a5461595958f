"""Moments and laws of members of families: state-space models, autoregressions, diffusions."""

from __future__ import annotations

import pytest
from check.documents import answers

MODEL = r"""Let $x_t = A x_{t-1} + w_t$ with white noise $w_t \sim \mathcal{N}(0, Q)$, and let
$y_t = C x_t + v_t$ with measurement noise $v_t \sim \mathcal{N}(0, R)$.
"""
START = MODEL + r"Suppose that $x_{t-1} \sim \mathcal{N}(m, P)$." + "\n"
VARYING = r"""Let $x_t = A_t x_{t-1} + B u_t + w_t$ with noise $w_t \sim \mathcal{N}(0, Q_t)$, where
$x_{t-1} \sim \mathcal{N}(m_{t-1}, P_{t-1})$ and $u_t = -K x_{t-1}$.
"""
FIRST = MODEL + r"Let $x_0 \sim \mathcal{N}(\mu_0, P_0)$." + "\n"
SCALAR = r"""Let $x_t = \phi x_{t-1} + \epsilon_t$ with $\epsilon_t \sim N(0, \sigma^2)$.
"""
DIFFUSION = r"""Let $x_t = \sqrt{1-\beta_t} x_{t-1} + \sqrt{\beta_t} \epsilon_t$ with
$x_t \in \mathbb{R}^d$, $\beta_t \in (0, 1)$ and $\epsilon_t \sim \mathcal{N}(0, I)$.
"""


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (MODEL, r"\mathbb{E}[x_t] = A \mathbb{E}[x_{t-1}]"),
        (MODEL, r"\mathrm{Cov}[x_t] = A \mathrm{Cov}[x_{t-1}] A^\top + Q"),
        (MODEL, r"\mathrm{Cov}[x_{t+1}, x_{t-1}] = A^2 \mathrm{Cov}[x_{t-1}]"),
        (MODEL, r"\mathrm{Cov}[x_t, y_t] = \mathrm{Cov}[x_t] C^\top"),
        (MODEL, r"\mathrm{Cov}[x_t, w_t] = Q"),
        (MODEL, r"\mathbb{E}[w_t w_{t-1}^\top] = 0"),
        (MODEL, r"\mathbb{E}[x_t x_t^\top] = A \mathbb{E}[x_{t-1} x_{t-1}^\top] A^\top + Q"),
        (MODEL, r"\mathrm{Cov}[y_t] = C (A \mathrm{Cov}[x_{t-1}] A^\top + Q) C^\top + R"),
        (START, r"\mathbb{E}[y_t] = C A m"),
        (START, r"\mathrm{Cov}[x_{t-1}, x_t] = P A^\top"),
        (START, r"A \mathrm{Cov}[x_{t-1}] A^\top + \mathrm{Cov}[w_t] = A P A^\top + Q"),
        (START, r"\mathbb{E}[(x_t - A m)(x_t - A m)^\top] = A P A^\top + Q"),
        (START, r"x_t \sim \mathcal{N}(A m, A P A^\top + Q)"),
        (START, r"p(x_t) = \mathcal{N}(x_t; A m, A P A^\top + Q)"),
        (START, r"y_t \sim \mathcal{N}(C A m, C (A P A^\top + Q) C^\top + R)"),
        (VARYING, r"\mathbb{E}[x_t] = (A_t - B K) m_{t-1}"),
        (VARYING, r"\mathrm{Cov}[x_t] = (A_t - B K) P_{t-1} (A_t - B K)^\top + Q_t"),
        (VARYING, r"x_t \sim N((A_t - B K) m_{t-1}, (A_t - B K) P_{t-1} (A_t - B K)^\top + Q_t)"),
        (FIRST, r"\mathbb{E}[x_2] = A^2 \mu_0"),
        (FIRST, r"\mathrm{Cov}[x_1] = A P_0 A^\top + Q"),
        (SCALAR, r"\mathrm{Var}(x_t) = \phi^2 \mathrm{Var}(x_{t-1}) + \sigma^2"),
        (SCALAR, r"\mathrm{Cov}(x_t, x_{t-2}) = \phi^2 \mathrm{Var}(x_{t-2})"),
        (DIFFUSION, r"\mathrm{Cov}[x_t] = (1-\beta_t) \mathrm{Cov}[x_{t-1}] + \beta_t I"),
        (DIFFUSION, r"\mathbb{E}[\|x_t\|^2] = (1-\beta_t) \mathbb{E}[\|x_{t-1}\|^2] + \beta_t d"),
    ],
)
def test_what_members_are_made_of_decides(said: str, step: str) -> None:
    assert answers(f"{said}\n$$ {step} $$") == ["holds"]


@pytest.mark.parametrize("index", ["t", "t-1"])
def test_noise_is_correlated_with_what_it_makes(index: str) -> None:
    step = rf"\mathrm{{Cov}}[x_{{{index}}}, w_{{{index}}}]"
    assert answers(f"{MODEL}\n$$ {step} = 0 $$")[-1] == "fails"
    assert answers(f"{MODEL}\n$$ {step} = Q $$")[-1] == "holds"


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (MODEL, r"\mathrm{Cov}[x_t] = A \mathrm{Cov}[x_{t-1}] A^\top"),
        (MODEL, r"\mathrm{Cov}[x_t] = A \mathrm{Cov}[x_{t-1}] A^\top - Q"),
        (MODEL, r"\mathrm{Cov}[x_t, x_{t-1}] = \mathrm{Cov}[x_{t-1}] A^\top"),
        (START, r"\mathbb{E}[x_t] = m"),
        (START, r"\mathrm{Cov}[x_t] = A P A^\top"),
        (START, r"\mathrm{Cov}[x_{t-1}, x_t] = A P"),
        (START, r"x_t \sim \mathcal{N}(A m, A P A^\top)"),
        (START, r"y_t \sim \mathcal{N}(C A m, C A P A^\top C^\top + R)"),
        (VARYING, r"\mathrm{Cov}[x_t] = A_t P_{t-1} A_t^\top + Q_t"),
        (FIRST, r"\mathbb{E}[x_2] = A \mu_0"),
        (FIRST, r"\mathrm{Cov}[x_0, x_1] = A P_0"),
        (DIFFUSION, r"\mathrm{Cov}[x_t] = (1-\beta_t) \mathrm{Cov}[x_{t-1}] + \sqrt{\beta_t} I"),
    ],
)
def test_wrong_moments_of_members_fail(said: str, step: str) -> None:
    assert answers(f"{said}\n$$ {step} $$") == ["fails"]


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (MODEL, r"\mathrm{Cov}[x_t] = A \mathrm{Cov}[x_t] A^\top + Q"),
        (MODEL, r"\mathbb{E}[x_t] = A x_{t-1}"),
        (MODEL, r"\mathbb{E}[x_t] = 0"),
        (MODEL, r"x_t \sim \mathcal{N}(0, Q)"),
        (START, r"x_t \sim \mathcal{N}(A x_{t-1}, Q)"),
        (START, r"x_t \sim \mathcal{N}(m, P)"),
        (FIRST, r"\mathrm{Cov}[x_t] = A P_0 A^\top + Q"),
        # right for a stationary process only
        (SCALAR, r"\mathrm{Var}(x_t) = \frac{\sigma^2}{1 - \phi^2}"),
        (SCALAR + "The process is stationary.", r"\mathrm{Var}(x_t) = \mathrm{Var}(x_{t-1})"),
        # moments beyond the second one need a law
        (SCALAR, r"\mathbb{E}[x_t^4] = 3 \mathrm{Var}(x_t)^2"),
        (SCALAR, r"\mathbb{E}[x_t^3] = \phi^3 \mathbb{E}[x_{t-1}^3]"),
        # the noise is not independent of what comes before
        (
            MODEL + "The noise is correlated with the state.",
            r"\mathrm{Cov}[x_t] = A \mathrm{Cov}[x_{t-1}] A^\top + Q",
        ),
        (
            r"Let $x_t = \rho x_{t-1} + w_t$, noise $w_t = a w_{t-1} + e_t$, $e_t \sim N(0, s)$.",
            r"\mathrm{Var}(x_t) = \rho^2 \mathrm{Var}(x_{t-1}) + \mathrm{Var}(w_t)",
        ),
        # the factor is random
        (
            r"Let $x_t = a_t x_{t-1} + w_t$ with noise $w_t \sim N(0, q)$ and $a_t \sim N(0, 1)$.",
            r"\mathrm{Var}(x_t) = a_t^2 \mathrm{Var}(x_{t-1}) + q",
        ),
        # no affine map
        (
            r"Let $x_t = x_{t-1}^2 + w_t$ with noise $w_t \sim N(0, q)$.",
            r"\mathrm{Var}(x_t) = 4 \mathrm{Var}(x_{t-1}) + q",
        ),
    ],
)
def test_what_does_not_follow_of_members_is_left_open(said: str, step: str) -> None:
    assert answers(f"{said}\n$$ {step} $$")[-1] in {"definition", "unknown"}


@pytest.mark.parametrize(
    "step",
    [
        r"\mathbb{E}[X_i X_j] = 0",
        r"\mathbb{E}\left[\left(\sum_{i=1}^n X_i\right)^2\right] = n^2 \sigma^2",
        r"\mathrm{Var}\left(\sum_{i=1}^n X_i\right) = n^2 \sigma^2",
        r"\mathrm{Var}\left(\sum_{i=1}^n X_i\right) = \sigma^2",
    ],
)
def test_a_member_below_a_sum_is_not_one_variable(step: str) -> None:
    text = rf"Let $X_i \sim \mathcal{{N}}(0, \sigma^2)$ be i.i.d., $i = 1, \ldots, n$. $$ {step} $$"
    assert answers(text) != ["holds"]


def test_two_statements_of_a_law_do_not_show_each_other() -> None:
    law = r"x_t \sim \mathcal{N}(m, A P A^\top)"
    assert answers(f"{START}\n$$ {law} $$\n\nIn words,\n\n$$ {law} $$")[0] != "holds"


def test_a_state_space_model_has_noise() -> None:
    text = r"""Let $x_k = A x_{k-1} + q_k$ with $q_k \sim N(0, Q)$ be a state-space model, and
$x_{k-1} \sim N(m_{k-1}, P_{k-1})$.
$$\operatorname{Cov}(x_k) = A P_{k-1} A^T + Q$$
"""
    assert answers(text) == ["holds"]
    assert answers(text.replace("A P_{k-1} A^T", "A^T P_{k-1} A")) != ["holds"]

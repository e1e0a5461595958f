"""Moments, densities and parameters of laws of members given a history."""

from __future__ import annotations

import pytest
from check.documents import answers

EQUATIONS = r"""Consider
$$ x_k = A x_{k-1} + q_{k-1}, \qquad q_{k-1} \sim \mathcal{N}(0, Q), $$
$$ y_k = H x_k + r_k, \qquad r_k \sim \mathcal{N}(0, R), $$
where the noises are independent of each other and of the initial state. Suppose that
$$ p(x_{k-1} \mid y_{1:k-1}) = \mathcal{N}(x_{k-1}; m_{k-1}, P_{k-1}). $$
"""
LAWS = r"""In a state space model, $p(x_k \mid x_{k-1}) = \mathcal{N}(x_k; A x_{k-1}, Q)$ and
$p(y_k \mid x_k) = \mathcal{N}(y_k; H x_k, R)$. Suppose that
$$ p(x_{k-1} \mid y_{1:k-1}) = \mathcal{N}(x_{k-1}; m_{k-1}, P_{k-1}). $$
"""
PREDICTED = r"""Let $m_k^- = A m_{k-1}$, $P_k^- = A P_{k-1} A^\top + Q$ and
$S_k = H P_k^- H^\top + R$. Then
"""
UPDATE = r"""p(x_k \mid y_{1:k}) = \mathcal{N}(x_k; m_k^- + P_k^- H^\top S_k^{-1} (y_k - H m_k^-),
P_k^- - P_k^- H^\top S_k^{-1} H P_k^-)"""
RIGHT = [
    r"\mathbb{E}[x_k \mid y_{1:k-1}] = A m_{k-1}",
    r"\mathrm{Cov}[x_k \mid y_{1:k-1}] = A P_{k-1} A^\top + Q",
    r"p(x_k \mid y_{1:k-1}) = \mathcal{N}(x_k; A m_{k-1}, A P_{k-1} A^\top + Q)",
    r"\mathbb{E}[y_k \mid y_{1:k-1}] = H A m_{k-1}",
    r"\mathrm{Cov}[y_k \mid y_{1:k-1}] = H P_k^- H^\top + R",
    r"\mathrm{Cov}[x_k, y_k \mid y_{1:k-1}] = P_k^- H^\top",
    UPDATE,
]
WRONG = [
    r"\mathbb{E}[x_k \mid y_{1:k-1}] = m_{k-1}",
    r"\mathrm{Cov}[x_k \mid y_{1:k-1}] = A P_{k-1} A^\top - Q",
    r"p(x_k \mid y_{1:k-1}) = \mathcal{N}(x_k; A m_{k-1}, A P_{k-1} A^\top)",
    r"\mathbb{E}[y_k \mid y_{1:k-1}] = H m_{k-1}",
    r"\mathrm{Cov}[y_k \mid y_{1:k-1}] = H P_k^- H^\top - R",
    r"\mathrm{Cov}[x_k, y_k \mid y_{1:k-1}] = 2 P_k^- H^\top",
    UPDATE.replace("y_k - H", "y_k + H"),
    UPDATE.replace("P_k^- - ", "P_k^- + "),
]


@pytest.mark.parametrize("model", [EQUATIONS, LAWS])
@pytest.mark.parametrize("step", RIGHT)
def test_a_model_says_what_members_are_given_a_history(model: str, step: str) -> None:
    assert answers(f"{model}{PREDICTED}\n$$ {step} $$")[-1] == "holds"


@pytest.mark.parametrize("model", [EQUATIONS, LAWS])
@pytest.mark.parametrize("step", WRONG)
def test_wrong_moments_given_a_history_fail(model: str, step: str) -> None:
    assert answers(f"{model}{PREDICTED}\n$$ {step} $$")[-1] == "fails"


CLAIM = r"Then $p(x_k \mid y_{1:k}) = \mathcal{N}(x_k; m_k, P_k)$ with"
GAIN = r"Let $K_k = P_k^- H^\top S_k^{-1}$."


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (r"m_k = m_k^- + K_k (y_k - H m_k^-)", "holds"),
        (r"m_k = m_k^- + K_k (y_k + H m_k^-)", "fails"),
        (r"m_k = m_k^- - K_k (y_k - H m_k^-)", "fails"),
        (r"P_k = P_k^- - K_k S_k K_k^\top", "holds"),
        (r"P_k = (I - K_k H) P_k^-", "holds"),
        (r"P_k = P_k^- + K_k S_k K_k^\top", "fails"),
        (r"P_k = (I + K_k H) P_k^-", "fails"),
    ],
)
def test_parameters_of_a_law_given_a_history_are_judged(step: str, expected: str) -> None:
    assert answers(f"{EQUATIONS}{PREDICTED}{GAIN} {CLAIM}\n$$ {step} $$")[-1] == expected


SHARED = [
    (r"y_k = H x_k + r_k", r"y_k = H x_k + q_{k-1}"),
    (r"y_k = H x_k + r_k", r"y_k = H x_k + q_k"),
]


@pytest.mark.parametrize(("before", "after"), SHARED)
def test_noise_that_is_in_the_history_or_in_two_members_shows_nothing(
    before: str, after: str
) -> None:
    model = EQUATIONS.replace(before, after)
    assert model != EQUATIONS
    step = r"\mathrm{Cov}[y_k \mid y_{1:k-1}] = H (A P_{k-1} A^\top + Q) H^\top + Q"
    assert answers(f"{model}\n$$ {step} $$")[-1] != "holds"


def test_noise_that_is_said_to_be_correlated_shows_nothing() -> None:
    for said in ("The noises are correlated.", r"The cross-covariance of $q$ and $r$ is $C$."):
        assert answers(f"{said}\n{EQUATIONS}\n$$ {RIGHT[0]} $$")[-1] != "holds"


FORWARD = r"""The forward process is
$q(x_t \mid x_{t-1}) = \mathcal{N}(x_t; \sqrt{1 - \beta_t} x_{t-1}, \beta_t I)$
with $\beta_t \in (0, 1)$. Let $\alpha_t = 1 - \beta_t$ and
$\bar\alpha_t = \prod_{s=1}^t \alpha_s$. Then
"""
FROM_START = r"q(x_t \mid x_0) = \mathcal{N}(x_t; \sqrt{\bar\alpha_t} x_0, (1 - \bar\alpha_t) I)"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        (r"\sqrt{\bar\alpha_t} x_0", r"\bar\alpha_t x_0"),
        (r"\sqrt{\bar\alpha_t} x_0", r"2 \sqrt{\bar\alpha_t} x_0"),  # right but for the first
        (r"\sqrt{\bar\alpha_t} x_0", r"\sqrt{\alpha_t} x_0"),
        ("(1 - ", "(1 + "),
        ("(1 - ", "(2 - "),
    ],
)
def test_a_law_from_the_start_on_is_shown_step_by_step(old: str, new: str) -> None:
    found = answers(f"{FORWARD}\n$$ {FROM_START.replace(old, new)} $$")
    assert (found == ["holds"]) is (old == new)


POSTERIOR = r"""Hence $q(x_{t-1} \mid x_t, x_0) = \mathcal{N}(x_{t-1}; \tilde\mu_t(x_t, x_0),
\tilde\beta_t I)$ with"""
SPREAD = r"\tilde\beta_t = \frac{1 - \bar\alpha_{t-1}}{1 - \bar\alpha_t} \beta_t"
MEAN = r"""\tilde\mu_t(x_t, x_0) = \frac{\sqrt{\alpha_t} (1 - \bar\alpha_{t-1})}{1 - \bar\alpha_t}
x_t + \frac{\sqrt{\bar\alpha_{t-1}} \beta_t}{1 - \bar\alpha_t} x_0"""


@pytest.mark.parametrize(
    ("step", "old", "new"),
    [
        (SPREAD, "", ""),
        (MEAN, "", ""),
        (SPREAD, r"\bar\alpha_{t-1}", r"\bar\alpha_{t}"),
        (SPREAD, r"\beta_t$", r"\alpha_t$"),
        (SPREAD, "1 - ", "1 + "),
        (MEAN, r"\sqrt{\alpha_t}", r"\alpha_t"),
        (MEAN, r"\sqrt{\bar\alpha_{t-1}}", r"\sqrt{\bar\alpha_{t}}"),
        (MEAN, "x_t + ", "x_t - "),
    ],
)
def test_the_posterior_of_a_diffusion_is_judged(step: str, old: str, new: str) -> None:
    text = f"{FORWARD}\n$$ {FROM_START} $$ {POSTERIOR}\n$${step}$$".replace(old, new, 0)
    wrong = f"{step}$".replace(old, new).rstrip("$")
    found = answers(text.replace(step, wrong))
    assert (found[-1] == "holds") is (step == wrong)


def test_the_law_of_another_process_is_not_held_against_this_one() -> None:
    said = r"""Let $x_t = \phi x_{t-1} + w_t$ with i.i.d. $w_t \sim \mathcal{N}(0, \sigma_w^2)$.
    The process $dX_t = -\theta X_t dt + \sigma dW_t$ has the transition density"""
    step = r"""p(x_t \mid x_0) = \mathcal{N}( x_t; x_0 e^{-\theta t},
    \frac{\sigma^2}{2\theta} (1 - e^{-2\theta t}) )"""
    assert answers(f"{said}\n$$ {step} $$") == ["definition"]


DIFFUSION = r"""Let $\beta_1, \dots, \beta_T \in (0, 1)$, $\alpha_t = 1 - \beta_t$ and
$\bar\alpha_t = \prod_{s=1}^t \alpha_s$. The forward process is
$$ q(x_t \mid x_{t-1}) = \mathcal{N}(x_t; \sqrt{\alpha_t} x_{t-1}, \beta_t I), $$
and so
$$ x_t = \sqrt{\alpha_t} x_{t-1} + \sqrt{\beta_t} \epsilon_{t-1}. $$
It follows that
$$ q(x_t \mid x_0) = \mathcal{N}(x_t; \sqrt{\bar\alpha_t} x_0, (1 - \bar\alpha_t) I). $$
The posterior is
$q(x_{t-1} \mid x_t, x_0) = \mathcal{N}(x_{t-1}; \tilde\mu_t, \tilde\beta_t I)$ with
$$ \tilde\mu_t = \frac{\sqrt{\bar\alpha_{t-1}} \beta_t}{1 - \bar\alpha_t} x_0
   + \frac{\sqrt{\alpha_t} (1 - \bar\alpha_{t-1})}{1 - \bar\alpha_t} x_t $$
$$ \tilde\beta_t = \frac{1 - \bar\alpha_{t-1}}{1 - \bar\alpha_t} \beta_t. $$
"""


def test_a_posterior_of_a_process_with_equations_and_laws() -> None:
    assert answers(DIFFUSION)[2:] == ["holds", "holds", "holds"]


@pytest.mark.parametrize(
    ("right", "wrong", "step"),
    [
        (r"\frac{\sqrt{\bar\alpha_{t-1}}", r"\frac{\sqrt{\bar\alpha_t}", 3),
        (r"\frac{\sqrt{\alpha_t}", r"\frac{\alpha_t", 3),
        (r"\bar\alpha_t} \beta_t. $$", r"\bar\alpha_t}. $$", 4),
    ],
)
def test_wrong_posteriors_of_such_a_process_fail(right: str, wrong: str, step: int) -> None:
    assert right in DIFFUSION
    assert answers(DIFFUSION.replace(right, wrong, 1))[step] == "fails"

"""Densities of members in state-space models: prediction, update, the Markov property."""

from __future__ import annotations

import pytest
from check.documents import answers

MODEL = r"""The state model is $x_k = F x_{k-1} + w_k$ with $w_k \sim \mathcal{N}(0, Q)$, where
$F$ is $n \times n$ and $x_0 \sim \mathcal{N}(m_0, P_0)$. We see $y_k = H x_k + v_k$ with
$v_k \sim \mathcal{N}(0, R)$. All noises are independent.
"""
SUPPOSED = r"""
Suppose that $p(x_{k-1} \mid y_{1:k-1}) = \mathcal{N}(x_{k-1}; m_{k-1}, P_{k-1})$. We write
$m_k^- = F m_{k-1}$ and $P_k^- = F P_{k-1} F^\top + Q$.
"""
UPDATE = r"""
with
\begin{align}
S_k &= H P_k^- H^\top + R \\
K_k &= P_k^- H^\top S_k^{-1} \\
m_k &= m_k^- + K_k (y_k - H m_k^-) \\
P_k &= P_k^- - K_k S_k K_k^\top
\end{align}
"""
BEFORE = r"\mathcal{N}(x_{k-1}; m_{k-1}, P_{k-1})"
AVERAGE = rf"\int \mathcal{{N}}(x_k; F x_{{k-1}}, Q) {BEFORE} \, d x_{{k-1}}"
PREDICTED = r"\mathcal{N}(x_k; m_k^-, P_k^-)"


def answer(step: str, above: str = MODEL + SUPPOSED, below: str = "") -> str:
    shown = answers(f"{above}\n$$ {step} $$\n{below}")
    return shown[0]


@pytest.mark.parametrize(
    "step",
    [
        r"p(x_k \mid x_{k-1}) = \mathcal{N}(x_k; F x_{k-1}, Q)",
        r"p(y_k \mid x_k) = \mathcal{N}(y_k; H x_k, R)",
        r"p(x_k \mid x_{k-1}, y_{1:k-1}) = p(x_k \mid x_{k-1})",
        r"p(y_k \mid x_k, y_{1:k-1}) = p(y_k \mid x_k)",
        r"p(x_{k+1} \mid x_k) = \mathcal{N}(x_{k+1}; F x_k, Q)",
        r"p(x_k, x_{k-1} \mid y_{1:k-1}) = p(x_k \mid x_{k-1}) p(x_{k-1} \mid y_{1:k-1})",
        rf"\int p(x_k \mid x_{{k-1}}) {BEFORE} \, d x_{{k-1}} = {PREDICTED}",
        rf"{AVERAGE} = {PREDICTED}",
        rf"\int p(x_k, x_{{k-1}} \mid y_{{1:k-1}}) dx_{{k-1}} = {AVERAGE}",
        r"p(x_k \mid y_{1:k}) \propto p(y_k \mid x_k) p(x_k \mid y_{1:k-1})",
        r"p(x_k \mid x_{k+1}, y_{1:k}) \propto p(x_{k+1} \mid x_k) p(x_k \mid y_{1:k})",
    ],
)
def test_what_the_model_says(step: str) -> None:
    assert answer(step, below=UPDATE) == "holds"


@pytest.mark.parametrize(
    "step",
    [
        r"p(x_k \mid x_{k-1}) = \mathcal{N}(x_k; F x_{k-1}, R)",
        r"p(x_k \mid x_{k-1}) = \mathcal{N}(x_k; F^\top x_{k-1}, Q)",
        r"p(x_k \mid x_{k-1}) = \mathcal{N}(x_k; x_{k-1}, Q)",
        r"p(x_{k-1} \mid x_k) = \mathcal{N}(x_{k-1}; F x_k, Q)",
        r"p(x_k \mid x_{k-1}, y_k) = \mathcal{N}(x_k; F x_{k-1}, Q)",
        r"p(x_k \mid x_{k-1}, y_{1:k}) = p(x_k \mid x_{k-1})",
        r"p(x_k \mid x_{k-1}, x_{k+1}) = p(x_k \mid x_{k-1})",
        r"p(y_k \mid x_{k-1}, y_{1:k-1}) = p(y_k \mid x_k)",
        r"p(x_k, x_{k-1} \mid y_{1:k-1}) = p(x_k \mid x_{k-1}) p(x_k \mid y_{1:k-1})",
        r"p(x_k, x_{k-1} \mid y_{1:k}) = p(x_k \mid x_{k-1}) p(x_{k-1} \mid y_{1:k})",
        rf"{AVERAGE} = \mathcal{{N}}(x_k; m_k^-, P_{{k-1}})",
        rf"{AVERAGE} = \mathcal{{N}}(x_k; F m_{{k-1}}, F P_{{k-1}} F^\top)",
        rf"{AVERAGE} = \mathcal{{N}}(x_k; F m_{{k-1}}, F^\top P_{{k-1}} F + Q)",
        r"p(x_k \mid y_{1:k}) \propto p(y_k \mid x_k) p(x_{k-1} \mid y_{1:k-1})",
        r"p(x_k \mid y_{1:k}) \propto p(y_k \mid x_k) p(x_k \mid y_{1:k})",
        r"p(x_k \mid y_{1:k}) = p(y_k \mid x_k) p(x_k \mid y_{1:k-1})",
        r"p(x_k \mid x_{k+1}, y_{1:k}) \propto p(x_k \mid x_{k+1}) p(x_k \mid y_{1:k})",
    ],
)
def test_what_it_does_not_say(step: str) -> None:
    assert answer(step, below=UPDATE) != "holds"


PRODUCT = rf"\mathcal{{N}}(y_k; H x_k, R) {PREDICTED} \propto \mathcal{{N}}(x_k; m_k, P_k)"


def test_an_update_is_shown_by_what_is_said_below() -> None:
    assert answer(PRODUCT, below=UPDATE) == "holds"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("(y_k - H m_k^-)", "(y_k + H m_k^-)"),
        ("- K_k S_k K_k", "+ K_k S_k K_k"),
        (r"H^\top S_k^{-1}", r"H^\top S_k"),
        (r"H^\top + R", r"H^\top - R"),
        ("m_k^- + K_k", "m_{k-1} + K_k"),
    ],
)
def test_a_slip_below_shows_nothing(right: str, wrong: str) -> None:
    assert right in UPDATE
    assert answer(PRODUCT, below=UPDATE.replace(right, wrong)) != "holds"


@pytest.mark.parametrize(
    "said",
    [
        r"The noise $w_k$ depends on $x_{k-1}$.",
        r"The noises $w_k$ and $v_k$ are correlated.",
    ],
)
def test_dependent_noise_makes_no_density(said: str) -> None:
    step = r"p(x_k \mid x_{k-1}) = \mathcal{N}(x_k; F x_{k-1}, Q)"
    model = MODEL.replace("All noises are independent.", said)
    assert answer(step, above=model) != "holds"


def test_a_mean_of_another_member_is_no_mean_of_noise() -> None:
    model = r"Let $x_t = a x_{t-1} + b z_{t-1} + w_t$ with $w_t \sim \mathcal{N}(0, q)$ i.i.d."
    model += r" and $z_t = c z_{t-1} + w_t$."
    step = r"p(x_t \mid x_{t-1}) = \mathcal{N}(x_t; a x_{t-1} + b z_{t-1}, q)"
    assert answer(step, above=model) != "holds"
    step = r"p(x_t \mid x_{t-1}, z_t) = \mathcal{N}(x_t; a x_{t-1} + b z_{t-1}, q)"
    assert answer(step, above=model) != "holds"
    step = r"p(x_t \mid x_{t-1}, z_{t-1}) = \mathcal{N}(x_t; a x_{t-1} + b z_{t-1}, q)"
    assert answer(step, above=model) == "holds"

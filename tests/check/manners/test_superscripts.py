"""Letters above names that are no exponents, and the minus of ``m_k^-`` at the end of a row."""

from __future__ import annotations

import pytest
from check.documents import answers

SMOOTHER = r"""The filter gives $x_k \mid y_{1:k} \sim \mathcal{N}(m_k, P_k)$ with
$x_k \in \mathbb{R}^n$ and noise $w_k \sim \mathcal{N}(0, Q)$.

$$
\begin{aligned}
m_{k+1}^- &= A m_k \\
P_{k+1}^- &= A P_k A^\top + Q
\end{aligned}
$$
and then
$$
\begin{aligned}
G_k &= P_k A^\top (P_{k+1}^-)^{-1} \\
m_k^s &= m_k + G_k (m_{k+1}^s - m_{k+1}^-) \\
P_k^s &= P_k + G_k (P_{k+1}^s - P_{k+1}^-) G_k^\top .
\end{aligned}
$$
"""
ENSEMBLE = r"""Let $K = B H^\top (H B H^\top + R)^{-1}$ with $B, R$ symmetric.
$$
x^a = x^f + K (y - H x^f)
$$
"""


@pytest.mark.parametrize(
    ("said", "step", "answer"),
    [
        (SMOOTHER, r"m_k^s = m_k + G_k m_{k+1}^s - G_k A m_k", "holds"),
        (SMOOTHER, r"m_k^s = (I - G_k A) m_k + G_k m_{k+1}^s", "holds"),
        (SMOOTHER, r"P_k^s = P_k + G_k P_{k+1}^s G_k^\top - G_k P_{k+1}^- G_k^\top", "holds"),
        (SMOOTHER, r"P_k^s = P_k - G_k A P_k + G_k P_{k+1}^s G_k^\top", "holds"),
        (SMOOTHER, r"P_k^s = (I - G_k A) P_k + G_k P_{k+1}^s G_k", "not holds"),
        (SMOOTHER, r"P_k^s = P_k + G_k P_{k+1}^s G_k^\top + G_k P_{k+1}^- G_k^\top", "not holds"),
        (SMOOTHER, r"P_k^s = P_k + G_k P_k^s G_k^\top - G_k P_{k+1}^- G_k^\top", "not holds"),
        (SMOOTHER, r"P_k^s = P_k - P_k A G_k + G_k P_{k+1}^s G_k^\top", "not holds"),
        (SMOOTHER, r"m_k^s = (I - G_k A) m_k + G_k m_k^s", "not holds"),
        (SMOOTHER, r"m_k^s = (I + G_k A) m_k + G_k m_{k+1}^s", "not holds"),
        (SMOOTHER, r"m_k^s = (I - G_k A) m_k^s + G_k m_{k+1}^s", "not holds"),
        (SMOOTHER, r"G_k P_{k+1}^- G_k^\top = P_k A^\top (P_{k+1}^-)^{-1} A P_k", "holds"),
        (SMOOTHER, r"G_k P_{k+1}^- G_k^\top = P_k A^\top (P_{k+1}^s)^{-1} A P_k", "not holds"),
        (SMOOTHER, r"G_k P_{k+1}^- G_k^\top = P_k A^\top P_{k+1}^- A P_k", "not holds"),
        (ENSEMBLE, r"x^a = (I - K H) x^f + K y", "holds"),
        (ENSEMBLE, r"x^a = (I - K H) x^a + K y", "not holds"),
        (ENSEMBLE, r"x^a = (I + K H) x^f + K y", "not holds"),
        (ENSEMBLE, r"x^a = (I - H K) x^f + K y", "not holds"),
    ],
)
def test_letters_above_names(said: str, step: str, answer: str) -> None:
    found = answers(f"{said}\nTherefore\n$$ {step} $$")[-1]
    assert found == answer or (answer == "not holds" and found != "holds")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (r"With $s > 0$ and $a, b > 0$: $$ a^s b^s = (ab)^s $$", "holds"),
        (r"$$ x_k^s = 2^s $$ Let $x_k, y_k > 0$. $$ x_k^s y_k^s = (x_k y_k)^s $$", "holds"),
        (r"$$ x_k^3 = y_k $$ $$ x_k^3 x_k^3 = x_k^6 $$", "holds"),
        (r"$$ r^n = \rho $$ $$ r^{n} r = r^{n+1} $$", "holds"),
    ],
)
def test_exponents_stay_exponents(text: str, answer: str) -> None:
    assert answers(text)[-1] == answer


def test_the_minus_of_a_name_does_not_continue_a_row() -> None:
    text = r"""$$
\begin{aligned}
v_k &= y_k - H m_k^- \\
S_k &= H P_k^- H^\top + R_k \\
a &= b - \\
  & c
\end{aligned}
$$"""
    assert len(answers(text)) == 3

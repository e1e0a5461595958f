"""A zero alone on a side has the shape of the other side."""

from __future__ import annotations

from check.documents import answers

STACK = r"""Suppose that $x_1\in\mathbb{R}^{m}$ and $x_2\in\mathbb{R}^{n}$, and jointly
$$
\begin{pmatrix} x_1 \\ x_2 \end{pmatrix} \sim \mathcal{N}\left(\begin{pmatrix}\mu_1\\ \mu_2
\end{pmatrix}, \begin{pmatrix}\Sigma_{11} & \Sigma_{12}\\ \Sigma_{21} & \Sigma_{22}
\end{pmatrix}\right).
$$
"""


def test_a_block_that_vanishes() -> None:
    right = r"$$ \Sigma_{12} - \Sigma_{12}\Sigma_{22}^{-1}\Sigma_{22} = 0 $$"
    wrong = r"$$ \Sigma_{12} - \Sigma_{12}\Sigma_{22}^{-1}\Sigma_{21} = 0 $$"
    assert answers(STACK + right)[-1] == "holds"
    assert answers(STACK + wrong)[-1] != "holds"


def test_a_zero_in_front() -> None:
    right = r"$$ 0 = \Sigma_{12} - \Sigma_{12}\Sigma_{22}^{-1}\Sigma_{22} $$"
    assert answers(STACK + right)[-1] == "holds"


def test_numbers_stay_numbers() -> None:
    assert answers(r"$$ a - a = 0 $$ $$ a - b - a = 0 $$")[0] == "holds"

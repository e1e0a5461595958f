"""The covariance of a Kalman update in its forms, with matrices as notes introduce them."""

from __future__ import annotations

import pytest
from check.documents import answers

IN_ONE_SENTENCE = r"""
Let $P \in \mathbb{R}^{n \times n}$ be a covariance matrix, $H \in \mathbb{R}^{m \times n}$ and
$R \in \mathbb{R}^{m \times m}$ a covariance matrix.

$$ S = H P H^T + R $$
$$ K = P H^T S^{-1} $$
$$ P - K S K^T = (I - K H) P (I - K H)^T SIGN K R K^T $$
"""

FILTER = r"""
The state evolves as $x_t = F x_{t-1} + w_t$, $w_t \sim \mathcal{N}(0, Q)$ and we observe
$z_t = H x_t + v_t$, $v_t \sim \mathcal{N}(0, R)$. Given
$p(x_{t-1} \mid z_{1:t-1}) = \mathcal{N}(x_{t-1}; m_{t-1}, P_{t-1})$ write $m_t^- = F m_{t-1}$ and
$P_t^- = F P_{t-1} F^T + Q$. The update is

$$ S_t = H P_t^- H^T + R $$
$$ K_t = P_t^- H^T S_t^{-1} $$
$$ P_t = (I - K_t H) P_t^- $$

and equivalently

$$ P_t = P_t^- - K_t S_t K_t^T = (I - K_t H) P_t^- (I - K_t H)^T SIGN K_t R K_t^T. $$
"""


@pytest.mark.parametrize("text", [IN_ONE_SENTENCE, FILTER])
@pytest.mark.parametrize(("sign", "answer"), [("+", "holds"), ("-", "fails")])
def test_the_joseph_form(text: str, sign: str, answer: str) -> None:
    assert answers(text.replace("SIGN", sign))[-1] == answer


def test_a_matrix_behind_the_words_is_another_one() -> None:
    text = r"""
Let $A, B \in \mathbb{R}^{n \times n}$. We add, with $A$ a symmetric matrix $B$, both.

$$ x^T A y + 0 = y^T A x $$
"""
    assert answers(text)[-1] != "holds"


KL = r"""
Let $p = \mathcal{N}(\mu_1, \Sigma_1)$ and $q = \mathcal{N}(\mu_2, \Sigma_2)$ on $\mathbb{R}^d$.
Then

$$ KL(p \| q) = \frac12 \left[ \log \frac{|\Sigma_2|}{|\Sigma_1|} - SIZE
 + \mathrm{tr}(\Sigma_2^{-1} \Sigma_1) + (\mu_2 - \mu_1)^T \Sigma_2^{-1} (\mu_2 - \mu_1) \right] $$

The entropy of a Gaussian is

$$ H[x] = \frac12 \log |2 \pi e \Sigma| $$
"""


def test_the_dimension_that_words_name_is_that_of_what_stands_beside_it() -> None:
    assert answers(KL.replace("SIZE", "d"))[0] == "holds"
    assert answers(KL.replace("SIZE", "2 d"))[0] == "fails"

r"""What nobody says and would make a step right: covariances over time are symmetric."""

from __future__ import annotations

import pytest
from check.documents import answers

FILTER = r"""Consider $x_k = A x_{k-1} + w_k$, $w_k \sim \mathcal{N}(0, Q)$, and $y_k = H x_k + v_k$
with $v_k \sim \mathcal{N}(0, R)$. We define

$$P_k^- = A P_{k-1} A^\top + Q$$

$$S_k = H P_k^- H^\top + R$$

$$K_k = P_k^- H^\top S_k^{-1}$$

Then

"""


def test_families_of_covariances_may_be_symmetric() -> None:
    step = r"$$P_k^- - K_k S_k K_k^\top = (I - K_k H) P_k^-$$"
    assert answers(FILTER + step)[-1] != "fails"


@pytest.mark.parametrize(
    "step",
    [
        r"P_k^- + K_k S_k K_k^\top = (I - K_k H) P_k^-",
        r"P_k^- - K_k R K_k^\top = (I - K_k H) P_k^-",
    ],
)
def test_wrong_ones_fail_also_then(step: str) -> None:
    assert answers(f"{FILTER}$${step}$$")[-1] == "fails"

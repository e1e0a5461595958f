r"""Partitioned vectors: their laws, the blocks of an inverse, and sizes that are sums."""

from __future__ import annotations

import pytest
from check.documents import answers

BLOCKS = r"""
$$ x = \begin{pmatrix} x_a \\ x_b \end{pmatrix}, \quad
\mu = \begin{pmatrix} \mu_a \\ \mu_b \end{pmatrix}, \quad
\Sigma = \begin{pmatrix} \Sigma_{aa} & \Sigma_{ab} \\ \Sigma_{ba} & \Sigma_{bb} \end{pmatrix} $$
"""
LAW = r"Let $x \sim \mathcal{N}(\mu, \Sigma)$ and" + BLOCKS
PRECISION = (
    LAW
    + r"""With the precision matrix $\Lambda = \Sigma^{-1}$,
$$ \Lambda =
  \begin{pmatrix} \Lambda_{aa} & \Lambda_{ab} \\ \Lambda_{ba} & \Lambda_{bb} \end{pmatrix} $$
"""
)
SCHUR = r"\Sigma_{aa} - \Sigma_{ab} \Sigma_{bb}^{-1} \Sigma_{ba}"

OF_THE_LAW = [
    (r"\mathbb{E}[x_a \mid x_b] = \mu_a + \Sigma_{ab} \Sigma_{bb}^{-1} (x_b - \mu_b)", True),
    (r"\mathbb{E}[x_a \mid x_b] = \mu_a + \Sigma_{ab} \Sigma_{bb}^{-1} (x_b + \mu_b)", False),
    (rf"\mathrm{{Cov}}[x_a \mid x_b] = {SCHUR}", True),
    (rf"\mathrm{{Cov}}[x_a \mid x_b] = {SCHUR.replace('-', '+', 1)}", False),
    (
        (
            r"p(x_a \mid x_b)"
            r" = \mathcal{N}(x_a; \mu_a + \Sigma_{ab} \Sigma_{bb}^{-1} (x_b - \mu_b),"
            rf" {SCHUR})"
        ),
        True,
    ),
]


@pytest.mark.parametrize(("step", "right"), OF_THE_LAW)
def test_the_law_of_a_partitioned_vector(step: str, right: bool) -> None:  # noqa: FBT001
    assert answers(f"{LAW} $$ {step} $$")[3:] == ["holds" if right else "fails"]


OF_THE_INVERSE = [
    (rf"\Lambda_{{aa}} = ({SCHUR})^{{-1}}", "holds"),
    (rf"\Lambda_{{aa}} = {SCHUR}", "unknown"),
    (r"\Lambda_{ab} = -\Lambda_{aa} \Sigma_{ab} \Sigma_{bb}^{-1}", "holds"),
    (r"\Lambda_{ab} = \Lambda_{aa} \Sigma_{ab} \Sigma_{bb}^{-1}", "fails"),
    (
        (
            r"p(x_a \mid x_b)"
            r" = \mathcal{N}(x_a; \mu_a - \Lambda_{aa}^{-1} \Lambda_{ab} (x_b -"
            r" \mu_b), \Lambda_{aa}^{-1})"
        ),
        "holds",
    ),
    (
        (
            r"(x-\mu)^\top \Sigma^{-1} (x-\mu) = (x_a-\mu_a)^\top \Lambda_{aa} (x_a-\mu_a)"
            r" + (x_a-\mu_a)^\top \Lambda_{ab} (x_b-\mu_b)"
            r" + (x_b-\mu_b)^\top \Lambda_{ba} (x_a-\mu_a) + (x_b-\mu_b)^\top"
            r" \Lambda_{bb} (x_b-\mu_b)"
        ),
        "holds",
    ),
]


@pytest.mark.parametrize(("step", "expected"), OF_THE_INVERSE)
def test_the_blocks_of_an_inverse(step: str, expected: str) -> None:
    assert answers(f"{PRECISION} $$ {step} $$")[4:] == [expected]


def test_a_size_with_a_name_is_the_sum_of_those_of_the_parts() -> None:
    said = r"Let $x \in \mathbb{R}^D$ with " + BLOCKS + r" the $D \times D$ covariance of $x$."
    determinant = rf"$$ |\Sigma| = |\Sigma_{{bb}}| |{SCHUR}| $$"
    assert answers(said + determinant)[3:] == ["holds"]
    assert answers(said + determinant.replace("- ", "+ "))[3:] != ["holds"]

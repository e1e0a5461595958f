"""Laws of variables on top of each other: what a joint normal law says of its parts."""

from __future__ import annotations

import pytest
from check.documents import answers, steps_of

JOINT = r"""
Let $x_1 \in \mathbb{R}^p$ and $x_2 \in \mathbb{R}^q$ be jointly Gaussian,

$$ \begin{bmatrix} x_1 \\ x_2 \end{bmatrix} \sim \mathcal{N}\left(
 \begin{bmatrix} \mu_1 \\ \mu_2 \end{bmatrix},
 \begin{bmatrix} \Sigma_{11} & \Sigma_{12} \\ \Sigma_{21} & \Sigma_{22} \end{bmatrix} \right). $$

"""
GAIN = r"\Sigma_{12} \Sigma_{22}^{-1}"
RIGHT = [
    r"\mathrm{Cov}(x_1, x_2) = \Sigma_{12}",
    r"\mathrm{Cov}(A x_1, x_2) = A \Sigma_{12}",
    rf"\mathbb{{E}}[x_1 \mid x_2] = \mu_1 + {GAIN} (x_2 - \mu_2)",
    r"\mathbb{E}[x_2 \mid x_1] = \mu_2 + \Sigma_{21} \Sigma_{11}^{-1} (x_1 - \mu_1)",
    (
        rf"x_1 \mid x_2 \sim \mathcal{{N}}(\mu_1 + {GAIN} (x_2 - \mu_2),"
        rf" \Sigma_{{11}} - {GAIN} \Sigma_{{21}})"
    ),
    r"p(x_2) = \mathcal{N}(x_2; \mu_2, \Sigma_{22})",
]
WRONG = [
    r"\mathrm{Cov}(A x_1, x_2) + B = A \Sigma_{12} - B",
    rf"\mathbb{{E}}[x_1 \mid x_2] = \mu_1 - {GAIN} (x_2 - \mu_2)",
    (
        rf"x_1 \mid x_2 \sim \mathcal{{N}}(\mu_1 + {GAIN} (x_2 - \mu_2),"
        rf" \Sigma_{{11}} + {GAIN} \Sigma_{{21}})"
    ),
    r"p(x_2) = \mathcal{N}(x_2; \mu_2, 2 \Sigma_{22})",
]


@pytest.mark.parametrize("step", RIGHT)
def test_what_follows_from_a_joint_law_holds(step: str) -> None:
    assert answers(JOINT + f"$$ {step} $$")[-1] == "holds"


@pytest.mark.parametrize("step", WRONG)
def test_what_does_not_follow_never_holds(step: str) -> None:
    assert answers(JOINT + f"$$ {step} $$")[-1] != "holds"


def test_a_wrong_law_of_a_part_is_refuted() -> None:
    assert answers(JOINT + f"$$ {WRONG[-1]} $$")[-1] == "fails"


def test_a_covariance_is_symmetric() -> None:
    step = rf"$$ \Sigma_{{11}} + {GAIN} \Sigma_{{22}} ({GAIN})^\top SIGN {GAIN} \Sigma_{{21}} "
    step += rf"= \Sigma_{{11}} - {GAIN} \Sigma_{{21}} $$"
    found = steps_of(JOINT + step.replace("SIGN", "- 2"))[-1]
    assert found.verdict.answer == "holds"
    assert found.using == ("the symmetry of a covariance",)
    assert answers(JOINT + step.replace("SIGN", "-"))[-1] != "holds"


def test_in_a_lemma_what_is_proved_is_a_consequence() -> None:
    lemma = JOINT.replace("Let", r"\begin{lemma} Let", 1)
    lemma += rf"Then $x_1 \mid x_2 \sim \mathcal{{N}}(\mu_1 + {GAIN} (x_2 - \mu_2), C)$."
    lemma += r"\end{lemma} \begin{proof}"
    step = r"$$ \mathrm{Cov}(x_1, x_2) + A = \Sigma_{12} + A $$ \end{proof}"
    assert answers(lemma + step)[-1] == "holds"


PAIR = r"""
$$ \begin{pmatrix} X \\ Y \end{pmatrix} \sim \mathcal{N}\left(
 \begin{pmatrix} 0 \\ 0 \end{pmatrix},
 \begin{pmatrix} \sigma_1^2 & \rho\sigma_1\sigma_2 \\ \rho\sigma_1\sigma_2 & \sigma_2^2
 \end{pmatrix} \right). $$

"""


def test_two_numbers() -> None:
    assert answers(PAIR + r"$$ E[Y \mid X] = \rho \frac{\sigma_2}{\sigma_1} X $$")[-1] == "holds"
    variance = r"$$ \mathrm{Var}(X + Y) = \sigma_1^2 + \sigma_2^2 REST $$"
    both = variance.replace("REST", r"+ 2 \rho \sigma_1 \sigma_2")
    assert answers(PAIR + both)[-1] == "holds"
    assert answers(PAIR + variance.replace("REST", ""))[-1] == "fails"


PROCESS = r"""
\[
\begin{bmatrix} \mathbf{y} \\ \mathbf{f}_* \end{bmatrix} \sim \mathcal{N}\left( \mathbf{0},
\begin{bmatrix} \mathbf{K} + \sigma_n^2 I & \mathbf{K}_* \\ \mathbf{K}_*^\top & \mathbf{K}_{**}
\end{bmatrix} \right).
\]
"""
GRAM = r"(\mathbf{K} + \sigma_n^2 I)^{-1}"


def test_a_gaussian_process_is_conditioned_on_data() -> None:
    law = (
        rf"\[ \mathbf{{f}}_* \mid \mathbf{{y}} \sim \mathcal{{N}}(\mathbf{{K}}_*^\top {GRAM}"
        rf" \mathbf{{y}}, \mathbf{{K}}_{{**}} - \mathbf{{K}}_*^\top {GRAM} \mathbf{{K}}_*) \]"
    )
    assert answers(PROCESS + law)[-1] == "holds"
    assert answers(PROCESS + law.replace("**} -", "**} +"))[-1] == "fails"


def test_blocks_that_disagree_make_no_law() -> None:
    twice = JOINT.replace(r"\Sigma_{21}", r"\Sigma_{12}").replace("^q", "^p")
    assert answers(twice + r"$$ \mathrm{Cov}(x_1, x_2) + B = \Sigma_{12} + B $$")[-1] == "unknown"


def test_a_joint_law_behind_a_model_is_a_consequence() -> None:
    model = r"""Let $x \in \mathbb{R}^n$, $x \sim \mathcal{N}(m, P)$ and
$y \mid x \sim \mathcal{N}(H x, R)$. Then
$$ \begin{pmatrix} x \\ y \end{pmatrix} \sim \mathcal{N}\left(
 \begin{pmatrix} m \\ H m \end{pmatrix},
 \begin{pmatrix} P & C \\ C^\top & H P H^\top + R \end{pmatrix} \right). $$
"""
    assert answers(model + r"$$ \mathrm{Cov}(x, y) = P H^\top $$")[-1] == "holds"
    assert answers(model + r"$$ \mathrm{Cov}(x, y) + C = 2 C $$")[-1] != "holds"


def test_of_two_joint_laws_none_is_the_model() -> None:
    special = PAIR.replace(r"\rho\sigma_1\sigma_2", "0")
    text = f"If they are uncorrelated, then {special} In general {PAIR}"
    assert answers(text + r"$$ E[XY] + a = a $$")[-1] == "unknown"
    assert answers(PAIR + PAIR + r"$$ E[XY] + a = \rho\sigma_1\sigma_2 + a $$")[-1] == "holds"

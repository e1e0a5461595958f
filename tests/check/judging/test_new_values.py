"""New values beside observations, as in the regression with Gaussian processes."""

from __future__ import annotations

import pytest
from check.documents import answers

MODEL = r"""Let $f \sim \mathcal{N}(0, K)$ be the function values at the inputs $X$, where
$K = K(X, X)$, and observe $y = f + \varepsilon$ with independent noise
$\varepsilon \sim \mathcal{N}(0, s^2 I)$.
"""
STACK = r"""The joint distribution is
$$ \begin{bmatrix} y \\ g \end{bmatrix} \sim \mathcal{N}\left( 0,
\begin{bmatrix} K + s^2 I & B \\ B^\top & C \end{bmatrix} \right). $$
"""
PREDICTED = r"""Conditioning on $y$ yields
$$ g \mid y \sim \mathcal{N}(m, S) $$
with
$$ m = B^\top (K + s^2 I)^{-1} y $$
$$ S = C - B^\top (K + s^2 I)^{-1} B. $$
"""


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        (r"p(y \mid X) = \mathcal{N}(y; 0, K + s^2 I)", "holds"),
        (r"p(y \mid X) = \mathcal{N}(y; 0, K - s^2 I)", "fails"),
        (r"p(f \mid y) = \mathcal{N}(f; K (K + s^2 I)^{-1} y, K - K (K + s^2 I)^{-1} K)", "holds"),
        (r"p(f \mid y) = \mathcal{N}(f; K (K + s^2 I)^{-1} y, K + K (K + s^2 I)^{-1} K)", "fails"),
    ],
)
def test_what_is_given_at_inputs(step: str, answer: str) -> None:
    assert answers(f"{MODEL}$$ {step} $$") == [answer]


def test_the_inputs_of_a_kernel_matrix_need_no_words() -> None:
    text = MODEL.replace("at the inputs $X$, ", "")
    assert answers(text + r"$$ p(y \mid X) = \mathcal{N}(y; 0, K + s^2 I) $$") == ["holds"]
    assert answers(text + r"$$ p(y \mid X) = \mathcal{N}(y; 0, K) $$") == ["fails"]
    other = text.replace("$K = K(X, X)$", "$K$")
    assert answers(other + r"$$ p(y \mid X) = \mathcal{N}(y; 0, K) $$") != ["holds"]


def test_noisy_inputs_are_random() -> None:
    text = MODEL.replace("the inputs $X$", "the noisy inputs $X$").replace("$K = K(X, X)$", "$K$")
    assert answers(text + r"$$ p(y \mid X) = \mathcal{N}(y; 0, K - s^2 I) $$") == ["definition"]


def test_a_law_given_a_parameter_makes_nothing_independent() -> None:
    """What is given z only has a law of its own: f and y may still depend on each other."""
    text = MODEL.replace("the inputs $X$", "the places $X$").replace(r"$K = K(X, X)$", "$K$ is")
    law = r"$$ p(y \mid z) = \mathcal{N}(y; 0, K + s^2 I) $$"
    step = r"$$ p(f \mid y) = \mathcal{N}(f; K (K + s^2 I)^{-1} y, K - K (K + s^2 I)^{-1} K) $$"
    assert "fails" not in answers(text + law + step)
    wrong = r"$$ p(f \mid y) = \mathcal{N}(f; 0, K) $$"
    assert "holds" not in answers(text + law + wrong)


@pytest.mark.parametrize("model", ["", MODEL, MODEL + r"$$ p(y) = \mathcal{N}(y; 0, K + s^2 I) $$"])
def test_predictions_follow_from_the_stack(model: str) -> None:
    text = model + STACK + PREDICTED
    assert answers(text)[-2:] == ["holds", "holds"]
    assert answers(text.replace("S = C -", "S = C +"))[-1] == "fails"
    assert (
        answers(text.replace(r"S = C - B^\top (K + s^2 I)", "S = C - B^\\top (K)"))[-1] != "holds"
    )
    assert answers(text.replace(r"m = B^\top (K", r"m = -B^\top (K"))[-2] == "fails"


def test_without_a_bar_a_condition_in_words_is_no_law() -> None:
    text = (STACK + PREDICTED).replace(r"g \mid y \sim", r"g \sim")
    assert answers(text)[-2:] == ["definition", "definition"]


FACTORS = r"""Let $z \sim \mathcal{N}(0, I)$ with $z \in \mathbb{R}^k$ and
$$ x \mid z \sim \mathcal{N}(\mu + L z, P). $$
"""
JOINT = r"""$$ \begin{bmatrix} z \\ x \end{bmatrix} \sim \mathcal{N}\left(
\begin{bmatrix} 0 \\ \mu \end{bmatrix},
\begin{bmatrix} I & L^T \\ L & L L^T + P \end{bmatrix} \right) $$"""


def test_a_stack_follows_from_laws() -> None:
    assert answers(FACTORS + JOINT)[-1] == "holds"
    for right, wrong in ((r"L L^T + P", r"L L^T - P"), (r"0 \\ \mu", r"0 \\ 2 \mu"),
                         (r"I & L^T \\ L", r"I & 2 L^T \\ 2 L")):  # fmt: skip
        assert answers(FACTORS + JOINT.replace(right, wrong))[-1] == "fails"


def test_a_law_that_does_not_fit_does_not_hold() -> None:
    assert answers(FACTORS + r"$$ x \sim \mathcal{N}(\mu, L L^T + P) $$")[-1] == "holds"
    assert answers(FACTORS + r"$$ x \sim \mathcal{N}(\mu, L^T L + P) $$")[-1] != "holds"


PPCA = r"""Let $z \sim \mathcal{N}(0, I)$, $z \in \mathbb{R}^q$ and $x \in \mathbb{R}^d$. We model
$x = W z + \mu + \epsilon$ with noise $\epsilon \sim \mathcal{N}(0, \sigma^2 I)$. Hence
$$ p(x \mid z) = \mathcal{N}(x \mid W z + \mu, \sigma^2 I), $$
$$ p(x) = \int p(x \mid z) p(z) \, dz = \mathcal{N}(x \mid \mu, C), \qquad
C = W W^\top + \sigma^2 I. $$
The posterior is
$$ p(z \mid x) = \mathcal{N}(z \mid M^{-1} W^\top (x - \mu), \sigma^2 M^{-1}) $$
where $M = W^\top W + \sigma^2 I$.
"""


def test_names_at_which_densities_are_taken_are_points() -> None:
    assert answers(PPCA) == ["holds", "holds", "holds", "definition", "holds"]


@pytest.mark.parametrize(
    ("right", "wrong", "step"),
    [
        (r"x \mid \mu, C", r"x \mid 2 \mu, C", 2),
        (r"W W^\top + \sigma^2 I", r"W W^\top + 2 \sigma^2 I", 2),
        (r"(x - \mu), \sigma^2", r"(x + \mu), \sigma^2", 4),
        (r"\sigma^2 M^{-1}) $$", r"2 \sigma^2 M^{-1}) $$", 4),
    ],
)
def test_wrong_laws_by_points_fail(right: str, wrong: str, step: int) -> None:
    assert right in PPCA
    assert answers(PPCA.replace(right, wrong, 1))[step] == "fails"


def test_below_a_derivative_a_point_is_what_it_is_made_of() -> None:
    text = r"""Let $q(x \mid y) = \mathcal{N}(x; a y, s^2 I)$ and $x = a y + s \epsilon$ with
    $\epsilon \sim \mathcal{N}(0, I)$, $x, y \in \mathbb{R}^d$ and $s > 0$. Then
    """
    assert answers(text + r"$$ \nabla_x \log q(x \mid y) = -\epsilon / s $$")[-1] == "holds"
    assert answers(text + r"$$ \nabla_x \log q(x \mid y) = \epsilon / s $$")[-1] != "holds"

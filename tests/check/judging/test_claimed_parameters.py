"""Names of the parameters of laws that follow from a model: their values are judged."""

from __future__ import annotations

import pytest
from check.documents import answers

MODEL = r"""Prior $w \sim \mathcal{N}(m_0, S_0)$, likelihood $y = \Phi w + \varepsilon$ with
independent noise $\varepsilon \sim \mathcal{N}(0, \beta^{-1} I_N)$.
"""
LAWS = [
    r"Then $p(w \mid y) = \mathcal{N}(w; m_N, S_N)$ with",
    r"The posterior is $w \mid y \sim \mathcal{N}(m_N, S_N)$, where",
    r"Then $$ p(w \mid y) = \mathcal{N}(w; m_N, S_N) $$ with",
]
COVARIANCE = r"$$ S_N^{-1} = S_0^{-1} + \beta\Phi^\top\Phi $$"
MEAN = r"$$ m_N = S_N(S_0^{-1}m_0 + \beta\Phi^\top y) $$"


@pytest.mark.parametrize("law", LAWS)
def test_the_right_values_hold(law: str) -> None:
    assert answers(MODEL + law + COVARIANCE + MEAN)[-2:] == ["holds", "holds"]


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize(
    "wrong",
    [
        r"$$ S_N = S_0^{-1} + \beta\Phi^\top\Phi $$",
        r"$$ S_N^{-1} = S_0^{-1} + \beta\Phi\Phi^\top $$",
        r"$$ S_N^{-1} = S_0 + \beta\Phi^\top\Phi $$",
        r"$$ S_N^{-1} = S_0^{-1} + \Phi^\top\Phi $$",
    ],
)
def test_wrong_ones_do_not(law: str, wrong: str) -> None:
    assert answers(MODEL + law + wrong)[-1] in {"fails", "unknown"}


def test_a_mean_by_the_covariance() -> None:
    wrong = MEAN.replace("S_0^{-1}m_0", "m_0")
    text = MODEL + LAWS[0] + COVARIANCE + wrong
    assert answers(text) == ["holds", "fails"]


def test_a_number_times_the_identity() -> None:
    text = r"""Let $x \sim \mathcal{N}(0, a I_d)$ and $y \mid x \sim \mathcal{N}(x, b I_d)$.
    Then $p(x \mid y) = \mathcal{N}(x; m, c I_d)$ with
    $$ c = VALUE $$ $$ m = \frac{a}{a + b} y $$"""
    right = text.replace("VALUE", r"\frac{a b}{a + b}")
    assert answers(right) == ["holds", "holds"]
    assert answers(text.replace("VALUE", r"\frac{a + b}{a b}")) == ["fails", "holds"]


def test_parameters_of_the_model_itself_are_free() -> None:
    text = r"Let $x \sim \mathcal{N}(m, S)$ with $$ m = a + b $$ $$ S = A A^\top $$"
    assert answers(text) == ["definition", "definition"]


def test_an_approximation_under_another_letter_is_free() -> None:
    text = MODEL + r"Let $q(w) = \mathcal{N}(w; m, S)$ with $$ S = S_0 $$"
    assert answers(text)[-1] == "definition"


def test_an_approximation_by_the_letter_of_the_model_is_free() -> None:
    law = r"The mean-field approximation is $p(w \mid y) = \mathcal{N}(w; m, D)$ with"
    value = r"$$ D = (S_0^{-1} + \beta\Phi^\top\Phi)^{-1} $$"
    assert answers(MODEL + law + value)[-1] == "definition"


UPDATE = r"""Let $x \sim \mathcal{N}(\mu, P)$, $x \in \mathbb{R}^n$, and $y = H x + v$, where
$v \sim \mathcal{N}(0, R)$ is independent of $x$. Then the posterior is
$$ x \mid y \sim \mathcal{N}(\hat x, \hat P) $$
with
$$ K = P H^T (H P H^T + R)^{-1} $$
$$ \hat x = \mu + K (y - H \mu) $$
$$ \hat P = (I - K H) P. $$
The gain is
$$ K = \hat P H^T R^{-1}. $$
"""


def test_a_second_value_that_follows_leaves_nothing_open() -> None:
    assert answers(UPDATE) == ["holds", "definition", "holds", "holds", "holds"]
    assert answers(UPDATE.replace("(y - H", "(y + H"))[2] == "fails"
    assert answers(UPDATE.replace("(I - K", "(I + K"))[3] != "holds"


def test_a_second_value_that_does_not_follow_leaves_both_open() -> None:
    other = UPDATE.replace(r"\hat P H^T", "P H^T").replace("(y - H", "(y + H")
    assert "holds" not in (answers(other)[2], answers(other)[4])


def test_what_an_integral_binds_is_no_constant_in_a_value() -> None:
    text = r"""Let $z \sim \mathcal{N}(0, I)$. Given $z$, $x = W z + \mu + \epsilon$ with noise
    $\epsilon \sim \mathcal{N}(0, \sigma^2 I)$ and $x \in \mathbb{R}^d$. Then
    $$ p(x) = \int p(x \mid z) p(z) \, dz = \mathcal{N}(x \mid \mu, C) $$
    with $C = W W^\top + \sigma^2 I$."""
    assert "fails" not in answers(text)

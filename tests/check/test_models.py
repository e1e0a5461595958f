"""Which laws make the model of a document, and what follows from them."""

from __future__ import annotations

import pytest
from check.documents import answers

PRIOR = r"Let $p(x) = \mathcal{N}(x; m, P)$ and $p(y \mid x) = \mathcal{N}(y; H x, R)$. Then "
SAMPLED = r"Let $x \sim \mathcal{N}(m, P)$ and $y \mid x \sim \mathcal{N}(H x, R)$. Then "
GAIN = r"P H^T (H P H^T + R)^{-1}"


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (PRIOR + r"$$ p(y) = \mathcal{N}(y; H m, H P H^T + R) $$", "holds"),
        (PRIOR + r"$$ p(y) = \mathcal{N}(y; H m, H P H^T) $$", "fails"),
        (PRIOR + r"$$ p(y) = \mathcal{N}(y; m, H P H^T + R) $$", "fails"),
        (PRIOR + rf"$$ \mathrm{{E}}[x \mid y] = m + {GAIN} (y - H m) $$", "holds"),
        (PRIOR + rf"$$ \mathrm{{E}}[x \mid y] = m + {GAIN} (y + H m) $$", "fails"),
        (PRIOR + rf"$$ \mathrm{{Cov}}[x \mid y] = P - {GAIN} H P $$", "holds"),
        (SAMPLED + r"$$ y \sim \mathcal{N}(H m, H P H^T + R) $$", "holds"),
        (SAMPLED + r"$$ y \sim \mathcal{N}(H m, H P H^T - R) $$", "fails"),
        (SAMPLED + rf"$$ x \mid y \sim \mathcal{{N}}(m + {GAIN}(y - H m), P - {GAIN} H P) $$",
         "holds"),
        (SAMPLED + rf"$$ x \mid y \sim \mathcal{{N}}(m + {GAIN}(y - m), P - {GAIN} H P) $$",
         "fails"),
    ],
)  # fmt: skip
def test_what_a_model_implies_is_judged(document: str, expected: str) -> None:
    assert answers(document) == [expected]


def test_a_law_that_makes_the_model_does_not_show_itself() -> None:
    text = r"""
$$ p(x) = \mathcal{N}(x; m, P) $$
$$ p(y \mid x) = \mathcal{N}(y; H x, R) $$
$$ p(y) = \mathcal{N}(y; H m, H P H^T + R) $$
$$ p(y) = \mathcal{N}(y; H m, H P H^T) $$
"""
    assert answers(text) == ["definition", "definition", "holds", "fails"]


def test_of_two_pairs_the_first_one_is_the_model() -> None:
    text = r"""
$$ p(y) = \mathcal{N}(y; 0, 1) $$
$$ p(x | y) = \mathcal{N}(x; y, 1) $$
$$ p(x) = \mathcal{N}(x; 0, 2) $$
$$ p(y | x) = \mathcal{N}(y; x/2, 1/2) $$
$$ p(y | x) = \mathcal{N}(y; x/2, 1/4) $$
"""
    assert answers(text) == ["definition", "definition", "holds", "holds", "fails"]


def test_a_theorem_makes_no_model_where_its_proof_states_one() -> None:
    text = r"""
**Theorem**: Let $x$ and $y$ be random. Then
$$ p(y) = \mathcal{N}(y; H m, H P H^T), \quad p(x | y) = \mathcal{N}(x; m, P) $$

**Proof**: The model is
$$ p(x) = \mathcal{N}(x; m, P), \quad p(y | x) = \mathcal{N}(y; H x, R). $$
"""
    found = answers(text)
    assert found[2:] == ["definition", "definition"]
    assert "holds" not in found


def test_what_depends_on_a_parameter_implies_no_marginal() -> None:
    text = r"""
$$ p(x) = \mathcal{N}(x; 0, 1) $$
$$ p(x | y) = \mathcal{N}(x; y, 1) $$
$$ p(x) = \mathcal{N}(x; 0, 1) $$
"""
    assert set(answers(text)) == {"definition"}


def test_a_marginal_of_a_parent_without_a_law_is_not_settled() -> None:
    text = r"""
Let $p(y \mid x) = \mathcal{N}(y; x, 1)$ and
$$ p(y) = \int p(y \mid x) p(x) \, dx. $$
Then
$$ p(y) = \mathcal{N}(y; 0, 1) $$
"""
    assert "holds" not in answers(text)[1:]
    assert "fails" not in answers(text)


def test_the_density_of_a_variable_at_another_place() -> None:
    said = r"For $X \sim \mathcal{N}(\mu, \sigma^2)$ and $Y = a X + b$ with $a > 0$, "
    step = (
        r"$$ \frac{1}{a} f_X\left( \frac{y - b}{a} \right)"
        r" = \frac{1}{\sqrt{2\pi} a \sigma} \exp\left( -\frac{(y - b - a\mu)^2}{2 POWER} \right) $$"
    )
    assert answers(said + step.replace("POWER", r"a^2 \sigma^2")) == ["holds"]
    assert answers(said + step.replace("POWER", r"\sigma^2")) == ["fails"]

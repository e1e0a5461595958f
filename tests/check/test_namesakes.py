r"""Names that are written alike and mean two things."""

from __future__ import annotations

from check.documents import answers


def test_a_fixed_number_has_no_law() -> None:
    text = "Let $X \\sim N(m, 1)$ and let $x$ be a fixed number.\n$$E[x] = m$$\n$$Var(x) = 1$$\n"
    assert "holds" not in answers(text)
    assert answers("Let $X \\sim N(m, 1)$.\n$$E[x] = m$$\n") == ["holds"]


def test_a_number_is_not_the_vector_in_bold() -> None:
    text = (
        r"Let $\mathbf{x} \sim \mathcal{N}(\boldsymbol\mu, \Sigma)$ and $x \in \mathbb{R}$ its"
        " first entry.\n"
    )
    assert answers(text + r"$$\mathrm{Var}(x) = \Sigma$$") == ["definition"]
    assert answers(text + r"$$E[x] = \boldsymbol\mu$$") == ["definition"]
    assert answers(text + r"$$\mathrm{Var}(\mathbf{x}) = \Sigma$$") == ["holds"]


def test_what_is_counted_is_a_new_name() -> None:
    text = r"""# Prior
Let $m = 0$ be the prior mean.
$$m x = 0$$
# Data
The data have $m$ observations.
$$m y = 0$$
"""
    assert answers(text) == ["holds", "unknown"]


def test_the_size_of_a_space_is_no_difference() -> None:
    text = r"""Let $d = x - y$ be the difference. In $\mathbb{R}^d$ the volume is large.
$$(2\pi)^{d/2} = (2\pi)^{(x-y)/2}$$
"""
    assert "holds" not in answers(text)

r"""Entries of vectors and matrices: the ``x_i`` of ``\sum_{i=1}^n x_i^2``."""

from __future__ import annotations

import pytest
from check.documents import answers


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (r"Let $x \in \mathbb{R}^n$.", r"\|x\|^2 = \sum_{i=1}^n x_i^2"),
        (r"Let $x, y \in \mathbb{R}^n$.", r"x^T y = \sum_{i=1}^n x_i y_i"),
        (r"Let $v \in \mathbb{R}^k$.", r"\mathrm{tr}(\operatorname{diag}(v)) = \sum_{j=1}^k v_j"),
        (r"Let $A \in \mathbb{R}^{n \times n}$.", r"\mathrm{tr}(A) = \sum_{i=1}^n A_{ii}"),
        (r"Let $A \in \mathbb{R}^{n \times n}$.", r"\mathrm{tr}(A) = \sum_{i=1}^n a_{ii}"),
        ("", r"x^T A x = \sum_{i=1}^n \sum_{j=1}^n A_{ij} x_i x_j"),
        (r"Let $\mathbf{x} \in \mathbb{R}^n$.", r"\mathbf{x}^T \mathbf{x} = \sum_{i=1}^n x_i^2"),
        (
            r"Let $S = \operatorname{diag}(s_1^2, \ldots, s_n^2)$.",
            r"\mathrm{tr}(S) = \sum_{i=1}^n s_i^2",
        ),
    ],
)
def test_they_are_those_of_the_array(said: str, step: str) -> None:
    assert answers(f"{said}\n$${step}$$\n") == ["holds"]
    left, right = step.split(" = ")
    assert answers(f"{said}\n$${left} = 2 {right}$$\n")[0] in ("fails", "unknown")


def test_vectors_with_an_index_are_members() -> None:
    text = r"""Let $x_1, \ldots, x_n \in \mathbb{R}^d$ and $\bar x = \frac1n\sum_{i=1}^n x_i$.
$$\sum_{i=1}^n \|x_i - \bar x\|^2 = \sum_{i=1}^n \|x_i\|^2 - n\|\bar x\|^2$$
"""
    assert answers(text) == ["holds"]


def test_listed_samples_are_no_entries() -> None:
    data = r"Let $x_1, \ldots, x_n$ be samples in $\mathbb{R}^n$ and $x \in \mathbb{R}^n$."
    assert "holds" not in answers(f"{data}\n$$\\|x\\|^2 = \\sum_{{i=1}}^n x_i^2$$\n")
    entries = data.replace("be samples in", "be the entries of a vector in")
    assert answers(f"{entries}\n$$\\|x\\|^2 = \\sum_{{i=1}}^n x_i^2$$\n") == ["holds"]


@pytest.mark.parametrize("spread", [r"\sigma_1^2, \ldots, \sigma_k^2", r"\sigma^2"])
def test_a_divergence_is_a_sum_over_entries(spread: str) -> None:
    said = rf"""Let $q(z) = \mathcal{{N}}(z; \mu, \operatorname{{diag}}({spread}))$ and
$p(z) = \mathcal{{N}}(z; 0, I)$ with $z \in \mathbb{{R}}^k$.
"""
    right = r"\frac12 \sum_{j=1}^k (\mu_j^2 + \sigma_j^2 - \log\sigma_j^2 - 1)"
    assert answers(rf"{said}$$\mathrm{{KL}}(q\|p) = {right}$$") == ["holds"]
    wrong = right.replace("- 1", "+ 1")
    assert "holds" not in answers(rf"{said}$$\mathrm{{KL}}(q\|p) = {wrong}$$")


def test_a_total_is_not_refuted_by_what_nobody_says_of_its_members() -> None:
    text = r"""Let $J_n$ be the $n \times n$ matrix of ones. The cell means are

$$ \bar{y}_{ij} = \frac{1}{n_{ij}} \sum_{k=1}^{n_{ij}} y_{ijk} $$

and

$$ n = \sum_{i=1}^{a} \sum_{j=1}^{b} n_{ij} \; , \quad J_n^2 = n J_n . $$

Then

$$ \sum_{i=1}^{a} \sum_{j=1}^{b} \sum_{k=1}^{n_{ij}} \bar{y}_{ij} \mu = WRONG \mu $$

$$ \sum_{i=1}^{a} \sum_{j=1}^{b} \sum_{k=1}^{n_{ij}} \mu^2 = n \mu^2 $$
"""
    assert answers(text)[-1] != "fails"

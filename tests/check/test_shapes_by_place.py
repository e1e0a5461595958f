r"""Shapes of letters that nobody declares, by their place: behind a row, beside an identity."""

from __future__ import annotations

import pytest
from check.documents import answers


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (r"\det(I + u v^T) = 1 + v^T u", "holds"),
        (r"\det(I + u v^T) = 1 - v^T u", "fails"),
        (r"\det(A + u v^\top) = (1 + v^\top A^{-1} u) \det A", "holds"),
        (
            r"(A + u v^\top)^{-1} = A^{-1} - \frac{A^{-1} u v^\top A^{-1}}{1 + v^\top A^{-1} u}",
            "holds",
        ),
        (
            r"(A + u v^\top)^{-1} = A^{-1} + \frac{A^{-1} u v^\top A^{-1}}{1 + v^\top A^{-1} u}",
            "fails",
        ),
        (r"\mathrm{tr}(x y^T) = y^T x", "holds"),
        (r"x^T a + b^T x = (a + b)^T x", "holds"),
    ],
)
def test_behind_a_row_stands_a_column(step: str, expected: str) -> None:
    assert answers(f"$${step}$$\n") == [expected]


NOISY = r"Let $x \sim N(0, I)$ and $y = x + \epsilon$ with independent $\epsilon \sim N(0, s^2 I)$."


def test_an_identity_is_not_the_number_one() -> None:
    assert answers(f"{NOISY}\n$$\\mathrm{{Cov}}[y] = (1 + s^2) I$$\n") == ["holds"]
    assert answers(f"{NOISY}\n$$\\mathrm{{Cov}}[y] = 1 + s^2$$\n") != ["holds"]
    assert answers(r"Let $\epsilon \sim N(0, I)$. $$E[\|\epsilon\|^2] = 1$$") == ["fails"]


def test_a_law_with_an_identity_has_any_dimension() -> None:
    law = r"Let $q(x_t | x) = N(x_t; a_t x, \sigma_t^2 I)$. "
    norm = r"\frac{1}{2\sigma_t^2} \|x_t - a_t x\|^2"
    wrong = rf"$$\log q(x_t | x) = -\frac12 \log(2\pi\sigma_t^2) - {norm}$$"
    assert answers(law + wrong) == ["fails"]
    said = law + r"Here $x \in \mathbb{R}^d$. "
    assert answers(said + wrong) == ["fails"]
    right = rf"$$\log q(x_t | x) = -\frac{{d}}{{2}} \log(2\pi\sigma_t^2) - {norm}$$"
    assert answers(said + right) == ["holds"]


def test_the_information_of_fisher_is_no_identity() -> None:
    text = r"""Let $X \sim N(\mu, \sigma^2)$. The Fisher information is
$$I(\mu) = E[(X-\mu)^2/\sigma^4] = \frac{1}{\sigma^2}$$
$$(I - A)(I + A) = I - A^2$$
"""
    assert answers(text) == ["definition", "holds", "holds"]


@pytest.mark.parametrize(
    "said",
    [
        r"Let $p = \mathcal{N}(m, S)$ and $q = \mathcal{N}(n, T)$ be densities on $\mathbb{R}^d$.",
        r"Let $p = \mathcal{N}(m, S)$ and $q = \mathcal{N}(n, T)$ be $d$-dimensional.",
    ],
)
def test_a_text_speaks_of_its_one_dimension(said: str) -> None:
    right = r"\frac12 [\log\frac{|T|}{|S|} - d + \mathrm{tr}(T^{-1} S) + (n - m)^T T^{-1} (n - m)]"
    assert answers(rf"{said} $$\mathrm{{KL}}(p\|q) = {right}$$") == ["holds"]
    wrong = right.replace("- d", "+ d")
    assert answers(rf"{said} $$\mathrm{{KL}}(p\|q) = {wrong}$$") == ["fails"]


def test_a_size_is_not_that_of_a_letter_in_it() -> None:
    text = r"""Here $Y$ is an $n \times v$ matrix of measurements ($n$ observations) and $V$ is an
$n \times n$ covariance matrix.
$$\mathrm{tr}(V Y Y^T) = \mathrm{tr}(Y^T V Y)$$
$$n \mathrm{tr}(V) = \mathrm{tr}(n V)$$
"""
    assert answers(text) == ["holds", "holds"]


def test_what_is_orthogonal_is_square() -> None:
    text = r"""Let $A = U \Lambda U^T$ with $U$ orthogonal and $\Lambda$ diagonal.
$$A^2 = U \Lambda^2 U^T$$
$$A U = U \Lambda$$
$$A^2 = U \Lambda U^T$$
"""
    assert answers(text) == ["holds", "holds", "fails"]
    vector = r"Let $x$ be a symmetric random vector with $x \sim N(0, S)$. $$E[x x^T] = S$$"
    assert answers(vector) == ["holds"]

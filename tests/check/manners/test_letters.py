r"""What rows of letters and primes are: ``tr(A)`` is a trace, ``x'`` beside ``x`` another point."""

from __future__ import annotations

import pytest
from check.documents import answers

LET = r"""\newcommand{\trans}[1]{#1^{\mkern-1.5mu\mathsf{T}}}
Let $x \in \mathbb{R}^k$ and $A \in \mathbb{R}^{k \times k}$.
"""
KERNEL = r"""
$$ k(x, x') = \sigma_f^2 \exp\left(-\frac{(x-x')^2}{2 \ell^2}\right) $$
"""


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (r"x^T A x = tr(A x x^T)", "holds"),
        (r"x^T A x = tr\left\{ x x^T A \right\}", "holds"),
        (r"tr\{I_k\} = k", "holds"),
        (r"\trans{x} A x = Tr(A x \trans{x})", "holds"),
        (r"exp(a) exp(b) = exp(a + b)", "holds"),
        (r"tr(A^2) = tr(A)^2", "fails"),
        (r"tr(A x x^T) = x^T A^2 x", "fails"),
        (r"exp(a) exp(b) = exp(a b)", "fails"),
        (r"a tr(A) = t r a A", "unknown"),
        (r"s t r a = a t r s", "holds"),
    ],
)
def test_words_in_italics(step: str, expected: str) -> None:
    assert answers(LET + f"$$ {step} $$") == [expected]


def test_a_constant_in_italics() -> None:
    text = r"""Let $\sigma > 0$ and $x \sim \mathcal{N}(\mu, \sigma^2)$.
    $$ \log p(x) = -\frac{(x-\mu)^2}{2 \sigma^2} + const $$
    $$ \log p(x) = \frac{(x-\mu)^2}{2 \sigma^2} + const $$"""
    assert answers(text) == ["holds", "fails"]


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (r"(x-x')^2 = x^2 - 2 x x' + x'^2", "holds"),
        (r"\partial_\ell k(x,x') = k(x,x') \frac{(x-x')^2}{\ell^3}", "holds"),
        (
            r"\frac{\partial k(x,x')}{\partial \ell} = k(x,x') \frac{(x-x')^2}{\ell^3}",
            "holds",
        ),
        (r"\frac{\partial k(x,x')}{\partial \ell} = k(x,x') \frac{(x-x')^2}{\ell^2}", "fails"),
        (r"(x-x')^2 = x^2 - x x' + x'^2", "fails"),
        (r"(x-x')^2 = x^2 - 2 x^2 + x^2", "unknown"),
        (r"k(x, x') = \sigma_f^2 \exp\left(-\frac{(x-x')^2}{\ell^2}\right)", "unknown"),
    ],
)
def test_another_point(step: str, expected: str) -> None:
    assert answers(KERNEL + f"$$ {step} $$")[1] == expected


def test_primes_transpose_where_something_else_is_primed() -> None:
    text = r"""Let $X \in \mathbb{R}^{n \times d}$, $w \in \mathbb{R}^d$ and $c(w, w') = 1$.
    $$ (X w)' X w = w' X' X w $$"""
    assert answers(text) == ["holds"]


def test_the_comma_behind_dots_may_be_missing() -> None:
    text = r"""$$ \mathbb{E}[x | y_1, \ldots y_n] + a = a + \mathbb{E}[x | y_1, \ldots y_n] $$
    $$ \mathbb{E}[x | y_1, \ldots y_n] + a = a + \mathbb{E}[x | y_1, \ldots y_m] $$"""
    assert answers(text)[0] == "holds"
    assert answers(text)[1] != "holds"

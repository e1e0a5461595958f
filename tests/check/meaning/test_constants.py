r"""``+ \text{const}``: up to a constant, in the variable that the document means."""

from __future__ import annotations

import pytest
from check.documents import answers, steps_of

QUADRATIC = r"""
Let $x, \mu \in \mathbb{R}^d$ and let $\Sigma$ be a $d \times d$ covariance matrix.
$$ -\frac12 (x-\mu)^T \Sigma^{-1} (x-\mu) = %s + \text{const} $$
where `const' denotes terms which %s.
"""
RIGHT = r"-\frac12 x^T \Sigma^{-1} x + x^T \Sigma^{-1} \mu"


@pytest.mark.parametrize(
    "words",
    [r"are independent of $x$", r"do not depend on $x$", r"don't involve the variable \(x\)"],
)
def test_prose_says_of_what_a_constant_is_free(words: str) -> None:
    assert answers(QUADRATIC % (RIGHT, words)) == ["holds"]


@pytest.mark.parametrize(
    "right",
    [
        r"-\frac12 x^T \Sigma^{-1} x - x^T \Sigma^{-1} \mu",
        r"-\frac12 x^T \Sigma^{-1} x + 2 x^T \Sigma^{-1} \mu",
        r"-x^T \Sigma^{-1} x + x^T \Sigma^{-1} \mu",
        r"-\frac12 x^T \Sigma x + x^T \Sigma^{-1} \mu",
    ],
)
def test_what_is_not_constant_fails(right: str) -> None:
    assert answers(QUADRATIC % (right, "are independent of $x$")) == ["fails"]


def test_free_of_another_variable_is_another_claim() -> None:
    assert answers(QUADRATIC % (RIGHT, r"are independent of $\mu$")) == ["fails"]


def test_nothing_is_refuted_where_nobody_says_the_variable() -> None:
    (step,) = steps_of(QUADRATIC % (RIGHT, "are dropped"))
    assert step.verdict.detail == "nothing says of what the constant is free"


PRIOR = r"Let $x \sim \mathcal{N}(\mu, \sigma^2)$ and $\mu \sim \mathcal{N}(m, s^2)$. "
SQUARE = r"-\frac{(x - \mu)^2}{2 \sigma^2}"


def test_a_constant_may_be_one_in_a_parameter() -> None:
    in_mean = r"\frac{x \mu}{\sigma^2} - \frac{\mu^2}{2 \sigma^2}"
    assert answers(rf"{PRIOR} $$ {SQUARE} = {in_mean} + \text{{const}} $$") == ["unknown"]
    assert answers(rf"{PRIOR} $$ e^{{{SQUARE}}} \propto e^{{{in_mean}}} $$") == ["unknown"]
    in_neither = r"\frac{x \mu}{\sigma^2} - \frac{\mu^2}{\sigma^2}"
    assert answers(rf"{PRIOR} $$ {SQUARE} = {in_neither} + \text{{const}} $$") == ["fails"]


def test_the_point_of_a_normal_density_moves() -> None:
    density = r"$$ f = \mathcal{N}(x; \mu, \sigma^2) $$"
    right = r"-\frac{x^2}{2 \sigma^2} + \frac{x \mu}{\sigma^2}"
    assert answers(rf"{density} $$ {SQUARE} = {right} + \text{{const}} $$")[-1] == "holds"
    wrong = right.replace("+", "-")
    assert answers(rf"{density} $$ {SQUARE} = {wrong} + \text{{const}} $$")[-1] == "fails"


def test_the_variable_of_a_density_moves() -> None:
    text = r"""Let $\sigma > 0$ and $x \sim \mathcal{N}(\mu, \sigma^2)$.
    $$\begin{aligned} \log p(x) &= -\frac{1}{2 \sigma^2} (x-\mu)^2 + \text{const} \\
    &= -\frac{x^2}{2 \sigma^2} + \frac{\mu x}{\sigma^2} + \text{const} \\
    &= -\frac{x^2}{2 \sigma^2} - \frac{\mu x}{\sigma^2} + \text{const} \end{aligned}$$"""
    assert answers(text)[1:] == ["holds", "fails"]


def test_up_to_a_constant_a_name_has_no_value() -> None:
    text = r"""$$ \ell = -\frac{x^2}{2} + \text{const} $$

    $$ \ell + 0 = -\frac{x^2}{2} $$"""
    assert answers(text)[1] == "unknown"


def test_an_integral_that_is_called_i_is_no_identity() -> None:
    text = r"""We square $I = \int_{-\infty}^{\infty} e^{-x^2/2} \, dx$:
    \begin{align*}
    I^2 &= \int_{-\infty}^{\infty} \int_{-\infty}^{\infty} e^{-(x^2+y^2)/2} \, dx \, dy \\
    &= 2 \pi \\ &= \pi
    \end{align*}"""
    assert answers(text) == ["holds", "holds", "fails"]


MADE = [
    (r"$g = z^2$", r"\mathbb{E}_{q(z|x)}[\log p(z) + g] = \mathbb{E}_{q(z|x)}[\log p(z)] + g"),
    (r"$g = z^2$", r"\mathbb{E}_{q}[p(z) g] = g \mathbb{E}_{q}[p(z)]"),
    (r"$g = z^2$", r"\mathbb{E}_{q(z|x)}[z g] = g \mathbb{E}_{q(z|x)}[z]"),
    (r"$g_t = x_t^2$", r"\mathbb{E}_{q(x_t|x_0)}[x_t g_t] = g_t \mathbb{E}_{q(x_t|x_0)}[x_t]"),
    (r"$w = p(x)/q(x)$", r"\mathbb{E}_{q(x)}[w f(x)] = w \mathbb{E}_{q(x)}[f(x)]"),
]


@pytest.mark.parametrize(("value", "formula"), MADE)
def test_what_is_made_of_the_variable_is_no_constant_under_any_law(
    value: str, formula: str
) -> None:
    assert "holds" not in answers(f"Let {value}. $$ {formula} $$")


def test_weights_are_put_in_under_a_law_that_nobody_states() -> None:
    text = r"Let $w = p(x)/q(x)$. $$ \mathbb{E}_{q(x)}[w f(x)] = \mathbb{E}_{p(x)}[f(x)] $$"
    assert answers(text) == ["holds"]

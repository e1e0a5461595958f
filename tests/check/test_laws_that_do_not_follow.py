r"""Laws of what is made of others: a wrong one is refuted or not used, wherever it is stated."""

from __future__ import annotations

import pytest
from check.documents import answers

NOISY = (
    r"Let $x \sim \mathcal{N}(m, s^2)$, $y = x + \epsilon$ and"
    r" $\epsilon \sim \mathcal{N}(0, r^2)$. "
)
POSTERIOR = (
    r"p(x \mid y) = \mathcal{N}(x; \frac{m r^2 + y s^2}{r^2 + s^2}, \frac{r^2 s^2}{r^2 + s^2})"
)


def test_a_wrong_posterior_is_no_model() -> None:
    marginal = r"$$ p(y) = \mathcal{N}(y; m, s^2 + r^2) $$"
    wrong = r"$$ p(x \mid y) = \mathcal{N}(x; y, r^2) $$"
    assert answers(f"{NOISY} {marginal} {wrong}") == ["holds", "fails"]
    assert answers(f"{NOISY} {marginal} $$ {POSTERIOR} $$") == ["holds", "holds"]
    assert answers(f"{NOISY} {wrong} {marginal}") == ["fails", "holds"]


#: what is stated in prose, with what would follow if it were right
WRONG = [
    (
        r"Let $z \sim \mathcal{N}(0, I)$ and $x = W z$. Then $x \sim \mathcal{N}(0, W^\top W)$.",
        r"\mathbb{E}[x x^\top] = W^\top W",
    ),
    (
        r"Let $x \sim \mathcal{N}(m, v)$ and $y = 2x$. Then $y \sim \mathcal{N}(2m, 2v)$.",
        r"H[y] = \frac12 \log(4 \pi e v)",
    ),
    (
        (
            r"Let $z \sim \mathcal{N}(0, I)$ and $x = L^\top z + \mu$ where $\Sigma"
            r" = L L^\top$. Then"
            r" $x \sim \mathcal{N}(\mu, \Sigma)$."
        ),
        r"\mathrm{Cov}[x] = L L^\top",
    ),
    (
        (
            r"Let $x_t = \alpha_t x_0 + \sigma_t \epsilon$, $\epsilon \sim \mathcal{N}(0, I)$. Then"
            r" $q(x_t \mid x_0) = \mathcal{N}(x_t; \alpha_t x_0, \sigma_t I)$."
        ),
        r"\nabla_{x_t} \log q(x_t \mid x_0) = -\epsilon",
    ),
    (
        (
            r"Let $y = H x + v$ with $v \sim \mathcal{N}(0, R)$ and $x \sim"
            r" \mathcal{N}(m, P)$. Then"
            r" $y \mid x \sim \mathcal{N}(H x, R^{-1})$."
        ),
        r"\mathrm{Cov}[y] = H P H^\top + R^{-1}",
    ),
    (
        r"Let $X \sim \mathcal{N}(0, 1)$ and $Y = X^2$, $Y \sim \mathcal{N}(1, 2)$.",
        r"H[Y] = \frac12 \log(4 \pi e)",
    ),
    (
        (
            r"Let $q(z) = \mathcal{N}(z; \mu, \sigma^2)$ and $z = \mu + \sigma^2 \epsilon$,"
            r" $\epsilon \sim \mathcal{N}(0, 1)$."
        ),
        r"\log q(z) = -\frac12 \sigma^2 \epsilon^2 - \frac12 \log 2\pi\sigma^2",
    ),
]


@pytest.mark.parametrize(("said", "step"), WRONG)
def test_a_wrong_law_in_prose_shows_nothing(said: str, step: str) -> None:
    assert answers(f"{said} $$ {step} $$")[-1] != "holds"


RIGHT = [
    (
        (
            r"Let $z \sim \mathcal{N}(0, I)$ and $x = L z + \mu$ where $\Sigma = L L^\top$. Then"
            r" $x \sim \mathcal{N}(\mu, \Sigma)$."
        ),
        r"\mathrm{Cov}[x] = L L^\top",
    ),
    (
        (
            r"Let $z \sim \mathcal{N}(0, I)$ and $x = L z + \mu$. Then"
            r" $x \sim \mathcal{N}(\mu, \Sigma)$ with $\Sigma = L L^\top$."
        ),
        r"H[x] = \frac12 \log |2 \pi e \Sigma|",
    ),
    (
        (
            r"Let $p(z) = \mathcal{N}(z; 0, I)$ and $q(z) = \mathcal{N}(z; \mu, \sigma^2 I)$ with"
            r" $z \in \mathbb{R}^d$ and $z = \mu + \sigma \epsilon$, $\epsilon \sim"
            r" \mathcal{N}(0, I)$."
        ),
        r"\mathrm{KL}(q \| p) = \frac12 (\mu^\top \mu + d \sigma^2 - d - d \log \sigma^2)",
    ),
    (
        r"With $y = a x + s \epsilon$, $\epsilon \sim \mathcal{N}(0, I)$, we have",
        r"q(y \mid x) = \mathcal{N}(y; a x, s^2 I)",
    ),
]


@pytest.mark.parametrize(("said", "step"), RIGHT)
def test_a_right_law_in_prose_counts(said: str, step: str) -> None:
    assert answers(f"{said} $$ {step} $$") == ["holds"]


SAMPLE = (
    r"Let $X_1, \dots, X_n \sim \mathcal{N}(\mu, \sigma^2)$ be independent and"
    r" $\bar X = \frac1n \sum_{i=1}^n X_i$. Then $$ \bar X \sim \mathcal{N}(\mu, SPREAD) $$"
    r" $$ \mathrm{Var}(\bar X) = SPREAD $$"
)


def test_the_law_of_a_sample_mean() -> None:
    assert answers(SAMPLE.replace("SPREAD", r"\sigma^2 / n")) == ["holds", "holds"]
    assert answers(SAMPLE.replace("SPREAD", r"\sigma^2")) == ["fails", "fails"]


def test_a_conditional_law_that_was_refuted_shows_nothing() -> None:
    said = r"Let $y = A x + \varepsilon$, $\varepsilon \sim \mathcal{N}(0, R)$."
    law = r"$$ p(y \mid x) = \mathcal{N}(y; A x, R^{-1}) $$"
    step = r"$$ \nabla_x \log p(y \mid x) = A^\top R (y - A x) $$"
    assert answers(f"{said} {law} {step}") == ["fails", "fails"]


JOINT = r"""Let $x \sim \mathcal{N}(m, s^2)$, $y = x + v$ and $v \sim \mathcal{N}(0, r^2)$. Jointly
$$ \begin{pmatrix} x \\ y \end{pmatrix} \sim \mathcal{N}\left( \begin{pmatrix} m \\ m \end{pmatrix},
 \begin{pmatrix} s^2 & s^2 \\ s^2 & SPREAD \end{pmatrix} \right) $$
$$ \mathrm{Var}(y) = SPREAD $$
$$ p(y) = \mathcal{N}(y; m, SPREAD) $$
"""


def test_what_the_author_may_suppose_has_to_fit() -> None:
    """That v is independent of x is not said; the law of y fits it, or shows nothing."""
    assert answers(JOINT.replace("SPREAD", "s^2 + r^2"))[1] == "holds"
    assert answers(JOINT.replace("SPREAD", "r^2"))[1] == "unknown"


UNKNOWN = [
    # another draw
    (
        r"Let $\epsilon \sim \mathcal{N}(0,1)$, $x = \mu + \sigma \epsilon$ and $x'$ another draw."
        r" $$ \mathbb{E}[(x - x')^2] = 2 \sigma^2 $$"
    ),
    # the outer product of two vectors, or that of Kronecker
    (
        r"Let $x \sim \mathcal{N}(\mu, \Sigma)$ with $\mu \in \mathbb{R}^d$."
        r" $$ \mathbb{E}[(x - \mu) \otimes (x - \mu)] = \Sigma $$"
    ),
    # the same noise, with an index in one place
    (
        r"Let $x_0 = \frac{1}{a} (x_t - b \epsilon_t)$ with $a, b > 0$."
        r" $$ -\frac{x_t - a x_0}{b^2} = -\frac{\epsilon}{b} $$"
    ),
]


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_may_be_meant_otherwise_does_not_fail(text: str) -> None:
    assert answers(text)[-1] in {"unknown", "definition"}

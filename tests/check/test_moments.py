"""Moments of variables that are made of others, and what a document says of moments."""

from __future__ import annotations

import pytest
from check.documents import answers, steps_of

from symgauss.kernel.verdict import Answer

AFFINE = r"Let $x \sim N(m, P)$ be a random vector in $\mathbb{R}^n$ and $y = A x + b$. Then "
NOISY = (
    r"Let $x \sim N(m, P)$ and $v \sim N(0, R)$ be independent, $z = H x + v$ and"
    r" $u = z - H m$. Then "
)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (AFFINE + r"$$ \mathrm{Cov}(y) = A P A^T $$", "holds"),
        (AFFINE + r"$$ \mathrm{Cov}(y) = A P $$", "fails"),
        (AFFINE + r"$$ \mathrm{E}(y) = A m + b $$", "holds"),
        (AFFINE + r"$$ \mathrm{E}(y) = A m $$", "fails"),
        (AFFINE + r"$$ \mathrm{Cov}(x, y) = P A^T $$", "holds"),
        (AFFINE + r"$$ \mathrm{E}(x y^T) = m (A m + b)^T + P A^T $$", "holds"),
        (AFFINE + r"$$ \mathrm{E}(x y^T) = m y^T $$", "unknown"),
        (NOISY + r"$$ \mathrm{E}[u] = 0 $$", "holds"),
        (NOISY + r"$$ \mathrm{Cov}[u] = H P H^T + R $$", "holds"),
        (NOISY + r"$$ \mathrm{Cov}[u] = H P H^T - R $$", "fails"),
        (NOISY.replace("be independent, ", "and ") + r"$$ \mathrm{Cov}[u] = H P H^T + R $$",
         "definition"),
        (r"Let $x \sim N(m, v)$ and $z = x^2$. $$ \mathrm{Var}(z) = 2 v^2 + 4 m^2 v $$", "holds"),
        (r"Let $x \sim N(m, v)$ and $z = x^2$. $$ \mathrm{Var}(z) = 2 v^2 + 4 m v $$", "fails"),
        (r"Let $X \sim N(\mu, \sigma^2)$ and $Z = (X - \mu)/\sigma$. $$ \mathrm{Var}[Z] = 1 $$",
         "holds"),
        (r"Let $X$ be random and $Y = a X + b$. $$ \mathrm{Var}(Y) = a^2 \mathrm{Var}(X) $$",
         "holds"),
    ],
)  # fmt: skip
def test_moments_of_made_variables(document: str, expected: str) -> None:
    assert answers(document) == [expected]


@pytest.mark.parametrize(
    ("said", "step", "expected"),
    [
        ("", r"\mathrm{Var}(X+Y) = \mathrm{Var}(X) + \mathrm{Var}(Y)", "fails"),
        (r"\mathrm{Cov}(X, Y) = 0", r"\mathrm{Var}(X+Y) = \mathrm{Var}(X) + \mathrm{Var}(Y)",
         "definition"),
        (r"\mathrm{E}(X) = 0", r"\mathrm{Var}(X) = \mathrm{E}(X^2)", "definition"),
        (r"\mathrm{E}(X) = \mu", r"\mathrm{Var}(X) = \mathrm{E}(X^2) - \mu^2", "holds"),
        (r"\mathrm{E}(X) = \mu", r"\mathrm{E}(X - \mu) = 0", "holds"),
        (r"\mathrm{E}(X) = \mu", r"\mathrm{E}((X - \mu)^2) = \mathrm{Var}(X) + \mu", "fails"),
    ],
)  # fmt: skip
def test_what_is_said_of_moments_is_not_forgotten(said: str, step: str, expected: str) -> None:
    with_ = f" with ${said}$" if said else ""
    text = rf"Let $X$ and $Y$ be two random variables{with_}. Then $$ {step} $$"
    assert answers(text) == [expected]


def test_what_is_supposed_of_a_law_is_not_refuted() -> None:
    text = r"""
Let $X$ and $Y$ be random variables. Assume that
$$ \mathrm{E}(X Y) = \mathrm{E}(X) \mathrm{E}(Y). $$
Then
$$ \mathrm{Var}(X+Y) = \mathrm{Var}(X) + \mathrm{Var}(Y) $$
"""
    assert answers(text) == ["definition", "definition"]


@pytest.mark.parametrize("words", ["be independent", "independent"])
def test_laws_of_independent_variables(words: str) -> None:
    law = rf"Let $x \sim N(0, 1)$ and $w \sim N(0, s^2)$ {words}. Then "
    assert answers(law + r"$$ \mathrm{Var}(2 x + w) = 4 + s^2 $$") == ["holds"]
    assert answers(law + r"$$ \mathrm{Var}(2 x + w) = 4 - s^2 $$") == ["fails"]


def test_laws_of_variables_that_nobody_calls_independent() -> None:
    law = r"Let $x \sim N(0, 1)$ and $w \sim N(0, s^2)$. Then "
    assert answers(law + r"$$ \mathrm{Var}(2 x + w) = 4 + s^2 $$") == ["definition"]


def test_a_matrix_beside_an_average_is_constant() -> None:
    law = r"Let $X \sim N(\mu, \Sigma)$ be a random vector in $\mathbb{R}^n$. Then "
    right = r"$$ E[X^T A X] = \mu^T A \mu + \operatorname{tr}(A \Sigma) $$"
    assert answers(law + right) == ["holds"]
    assert answers(law + right.replace(r"(A \Sigma)", r"(\Sigma)")) == ["fails"]


SAMPLE = (
    r"Let $X_1, \ldots, X_n \overset{iid}{\sim} N(\mu, \sigma^2)$ and"
    r" $\bar X = \frac1n \sum_{i=1}^n X_i$. "
)
SQUARES = r"\sum_{i=1}^n (X_i - \bar X)^2"


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (r"\mathrm{E}(\bar X) = \mu", "holds"),
        (r"\mathrm{Var}(\bar X) = \sigma^2 / n", "holds"),
        (r"\mathrm{Var}(\bar X) = \sigma^2 / n^2", "fails"),
        (r"\mathrm{E}(\bar X^2) = \mu^2 + \frac{\sigma^2}{n}", "holds"),
        (rf"\mathrm{{E}}\left[{SQUARES}\right] = (n - 1) \sigma^2", "holds"),
        (rf"\mathrm{{E}}\left[{SQUARES}\right] = n \sigma^2", "fails"),
        (rf"\mathrm{{E}}\left[\frac{{1}}{{n - 1}} {SQUARES}\right] = \sigma^2", "holds"),
        (rf"\mathrm{{E}}\left[\frac{{1}}{{n}} {SQUARES}\right] = \sigma^2", "fails"),
    ],
)
def test_moments_of_samples(step: str, expected: str) -> None:
    assert answers(f"{SAMPLE}$$ {step} $$") == [expected]


@pytest.mark.parametrize(
    "said",
    [
        r"$X_i \sim N(\mu, \sigma^2)$, $i = 1, \ldots, n$, be independent",
        r"$X_1, \ldots, X_n \sim N(\mu, \sigma^2)$ be i.i.d.",
    ],
)
def test_samples_in_other_words(said: str) -> None:
    text = rf"Let {said} and $\bar X = \frac1n \sum_{{i=1}}^n X_i$. "
    assert answers(text + r"$$ \mathrm{Var}(\bar X) = \sigma^2 / n $$") == ["holds"]
    assert answers(text + r"$$ \mathrm{Var}(\bar X) = \sigma^2 $$") == ["fails"]


@pytest.mark.parametrize(
    "said",
    [
        r"$X_1, \ldots, X_n \sim N(\mu, \sigma^2)$",
        r"$X_1, \ldots, X_n \sim N(\mu, \sigma^2)$ be not independent",
        r"$X_i \sim N(\mu, \sigma_i^2)$, $i = 1, \ldots, n$, be independent",
        r"$X_1, \ldots, X_n \sim N(\mu, \sigma^2)$ be independent given $\mu$",
        r"$X_1, \ldots, X_n \sim N(\mu, \sigma^2)$ be independent, $\mu \sim N(0, 1)$",
    ],
)
def test_draws_that_nobody_calls_independent(said: str) -> None:
    text = rf"Let {said} and $\bar X = \frac1n \sum_{{i=1}}^n X_i$. "
    assert answers(text + r"$$ \mathrm{Var}(\bar X) = \sigma^2 / n $$") == ["definition"]


@pytest.mark.parametrize(
    "document",
    [
        r"We observe $y = x + e$ where the noise $e$ has variance $r$. $$ \mathrm{Var}(y) = v $$",
        r"Let $y = x + \epsilon$ with noise $\epsilon$. $$ \mathrm{Var}(y) = v $$",
        r"Let $y = x + \epsilon$ with noise $\epsilon$. $$ \mathrm{E}(y) = m + \epsilon $$",
        r"Let $y = x + w$ where $\mathrm{E}(w) = 0$. $$ \mathrm{Var}(y) = v $$",
        r"Let $y = x + U$ where $U$ is uniform on $[0, 1]$. $$ \mathrm{Var}(y) = v $$",
        r"Let $w$ be a random variable and $y = x + w$. $$ \mathrm{Var}(y) = v $$",
        r"Let $y = a x$ where $a$ is random. $$ \mathrm{E}(y) = a m $$",
        r"Let $y = x + w$, $w \sim \mathrm{Exp}(1)$. $$ \mathrm{Var}(y) = v $$",
        r"Let $p(z | x) = N(z; x, 1)$ and $y = x + z$. $$ \mathrm{E}(x y) = m^2 + v + m z $$",
        r"Let $p(z | x) = N(z; x, 1)$ and $y = x + z$. $$ \mathrm{Var}(y) = v $$",
        r"Let $y = x + \bar w$. $$ \mathrm{Var}(y) = v $$",
        r"Let $c \sim N(0, 1)$ and $y = c x$. $$ \mathrm{E}(y) = c m $$",
    ],
)
def test_what_may_be_random_is_no_constant(document: str) -> None:
    assert "holds" not in answers(r"Let $x \sim N(m, v)$. " + document)


def test_noise_by_its_letter_is_independent_unless_something_is_correlated() -> None:
    law = r"Let $x \sim N(0, 1)$ and $\epsilon \sim N(0, s^2)${}, and $y = x + \epsilon$. Then "
    right, wrong = (rf"$$ \mathrm{{Var}}(y) = 1 {sign} s^2 $$" for sign in "+-")
    assert answers(law.format("") + right) == ["holds"]
    assert answers(law.format("") + wrong) == ["fails"]
    assert answers(law.format(" be correlated") + right) == ["definition"]


def test_what_stands_beside_an_average_may_be_given() -> None:
    model = (
        r"Let $b \sim N(m, v)$ and $\epsilon \sim N(0, s^2)$ be independent, $y = b x + \epsilon$. "
    )
    assert answers(model + r"$$ \mathrm{E}(y) = b x $$") == ["definition"]
    assert answers(model + r"$$ \mathrm{E}(y) = m x $$") == ["holds"]


def test_a_moment_that_is_right_for_a_symmetric_factor_only_is_no_definition() -> None:
    said = r"Let $\epsilon \sim \mathcal{N}(0, I)$ and $z = \mu + L \epsilon$. "
    (step,) = steps_of(said + r"$$ \mathrm{Cov}[z] = L^2 $$")
    assert step.verdict.answer is Answer.UNKNOWN
    assert step.verdict.detail == "it holds if L is symmetric positive definite"
    assert answers(said + r"$$ \mathrm{Cov}[z] = L L^T $$") == ["holds"]
    # whoever transposes L does not take it to be symmetric
    assert answers(said + r"$$ \mathrm{Cov}[z] = L^T L $$") == ["fails"]

"""Names that get a new meaning in the middle of a text, and steps that it denies."""

from __future__ import annotations

import pytest
from check.documents import answers

from symgauss.check.wording.renewals import renews, restores

GAIN = r"Let $K = P H^\top (H P H^\top + R)^{-1}$ be the Kalman gain, with symmetric $P$ and $R$."
JOSEPH = r"$$ (I - KH) P (I - KH)^\top + K R K^\top = (I - KH) P $$"
LEAST = r"The minimiser is $w = (X^\top X)^{-1} X^\top y$."
NORMAL = r"$$ X^\top X w = X^\top y $$"
SPREAD = r"$$ \sum_{i=1}^n (x_i - \mu)^2 = \sum_{i=1}^n x_i^2 - n\mu^2 $$"
ROUND = r"Assume $\Sigma = \sigma^2 I$ for simplicity."
QUADRATIC = r"$$ x^\top \Sigma x = \sigma^2 x^\top x $$"
SAME = r"$$ \sum_{i=1}^n \frac{1}{\sigma_i^2} = \frac{n}{\sigma^2} $$"

HOMO = r"Homoscedastic noise means $\sigma_i = \sigma$ for all $i$."

TAKEN_AWAY = [
    f"{GAIN} For an arbitrary gain $K$ the covariance is\n\n{JOSEPH}",
    f"{GAIN} If instead a suboptimal gain $K$ is used, then\n\n{JOSEPH}",
    f"{GAIN} Now $K$ is an arbitrary gain. Then\n\n{JOSEPH}",
    f"{LEAST} For any weight $w$,\n\n{NORMAL}",
    f"{LEAST} For the current iterate $w$,\n\n{NORMAL}",
    (
        rf"Setting the derivative to zero gives $\mu = \frac1n\sum_{{i=1}}^n x_i$. "
        rf"Let now $\mu$ be the true mean.{SPREAD}"
    ),
    r"The maximum of the likelihood is at $$ \mu = \frac1n\sum_{i=1}^n x_i $$"
    "\n\n" + rf"Let $x_i \sim N(\mu, \sigma^2)$. The log-likelihood is {SPREAD}",
    (
        r"Unlike in the previous section, where $\Sigma = \sigma^2 I$, the covariance $\Sigma$ is "
        rf"now a full matrix. {QUADRATIC}"
    ),
    f"{ROUND} {QUADRATIC}\n\nIn the anisotropic case,\n\n{QUADRATIC}",
    rf"Equal noise means $\sigma_i = \sigma$ for all $i$. With heteroscedastic noise, {SAME}",
    r"Many textbooks set $\sigma = 1$. We keep $\sigma$. $$ \sigma x = x $$",
    (
        rf"The optimal gain is $K = P H^\top (H P H^\top + R)^{{-1}}$. For a general gain it is "
        f"not true that {JOSEPH}"
    ),
    rf"White noise has $\Sigma = \sigma^2 I$. For coloured noise, {QUADRATIC}",
    r"Setting the derivative to zero gives $\mu = \frac1n\sum_{i=1}^n x_i$."
    "\n\nThe likelihood can be written " + SPREAD,
    "It is not true that $$ x + x = 2 x $$",
    "$$ x + x = 2 x $$ is wrong.",
    "It is wrong that $$ (x + y)^2 = x^2 + y^2 $$",
]
KEPT = [
    r"Let $m = a z$. Then $x \mid z \sim \mathcal{N}(m, 1)$ and $$ m / a = z $$",
    r"Let $m = a x_0$ and $x_1 \mid x_0 \sim \mathcal{N}(m, 1)$. $$ m / a = x_0 $$",
    "Let $u = v + w$. Consider the sum $u$. $$ u - v = w $$",
    "Let $u = v + w$. With the mean $u$ we get $$ u - v = w $$",
    LEAST + r" The loss is $$ L = \|y - X w\|^2 $$" + f"\n\nAt the minimum, {NORMAL}",
    rf"White noise has $\Sigma = \sigma^2 I$. {QUADRATIC}",
    r"Setting the derivative to zero gives $\mu = \frac1n\sum_{i=1}^n x_i$. " + SPREAD,
    f"{GAIN} The covariance is\n\n{JOSEPH}",
    f"{GAIN} For an arbitrary gain $K$ it is another one. For the optimal gain $K$, {JOSEPH}",
    f"{LEAST} For any data $X$, {NORMAL}",
    f"{ROUND} {QUADRATIC}",
    r"Let $\Sigma = \sigma^2 I$. For any vector $x$, " + QUADRATIC,
    "This means $s = a + b$. Let $a$ be a number. $$ s - a = b $$",
    "Since $A$ is not symmetric, $$ x + x = 2 x $$",
]


@pytest.mark.parametrize("text", TAKEN_AWAY)
def test_what_the_words_take_away_proves_nothing(text: str) -> None:
    assert answers(text)[-1] in ("unknown", "definition")


@pytest.mark.parametrize("text", KEPT)
def test_what_the_words_leave_counts(text: str) -> None:
    assert answers(text)[-1] == "holds"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("For every gain", "we have"),
        ("For a generic", ""),
        ("Let now", "be the true mean"),
        ("Here", "is no longer diagonal"),
        ("We keep the scale", ""),
        ("For a fixed (not necessarily optimal)", ""),
        ("for an arbitrary, possibly suboptimal, gain", "the covariance is"),
        ("From now on", "is the prior covariance"),
        ("Let us write", "for the kernel matrix instead"),
        ("With", "unspecified,"),
    ],
)
def test_words_that_renew(before: str, after: str) -> None:
    assert renews(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Note that", "is not symmetric"),
        ("Multiply", "by a vector"),
        ("Let", "be an"),
        ("Let", "be a symmetric matrix"),
        ("The gain", "is positive"),
        ("Let", "be as above"),
        ("where", "is the gain"),
        ("with", ""),
    ],
)
def test_words_that_do_not(before: str, after: str) -> None:
    assert not renews(before, after)


def test_words_that_come_back() -> None:
    assert restores("With the optimal gain")
    assert not restores("With a suboptimal gain")


@pytest.mark.parametrize(
    "words",
    [
        r"From now on, $\mu$ denotes the mean of $Y$.",
        r"Later, $\mu$ denotes the mean of $Y$.",
        r"In this section $\mu$ is another number.",
    ],
)
def test_a_law_speaks_of_what_its_names_were(words: str) -> None:
    law = r"Let $X \sim \mathcal{N}(\mu, \sigma^2)$. Then $$ E[X - \mu] = 0 $$"
    assert answers(f"{law} {words} Then $$ E[X - \\mu] = 0 $$") == ["holds", "definition"]
    assert answers(f"{law} Then $$ E[X - \\mu] = 0 $$") == ["holds", "holds"]


def test_a_zero_mean_is_no_condition_of_an_optimum() -> None:
    law = r"Let $f \sim N(0, K)$ be values of a zero-mean process and $y = f + \epsilon$"
    noise = r" with $\epsilon \sim N(0, R)$ independent of $f$."
    marginal = r"Then $$ y \sim N(0, K + R) $$"
    posterior = r"The posterior is $$ p(f \mid y) = N(f; K (K + R)^{-1} y, K - K (K + R)^{-1} K) $$"
    assert answers(f"{law}{noise} {marginal}\n\n{posterior}\n") == ["holds", "holds"]

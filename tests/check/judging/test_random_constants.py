"""Names that words call random, or describe in words that are not understood, are no constants."""

from __future__ import annotations

import pytest

from tests.check.documents import answers

NOISE = r"$z \sim \mathcal{N}(0, 1)$"
SAMPLE = r"$S = \sum_{i=1}^N X_i$ with i.i.d. $X_i \sim \mathcal{N}(\mu, \sigma^2)$"


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (rf"Let $N \sim \mathrm{{Poisson}}(\lambda)$ and {SAMPLE}.", r"\mathbb{E}[S] = N \mu"),
        (rf"Let {SAMPLE}, where $N$ is itself random.", r"\mathrm{Var}[S] = N \sigma^2"),
        (rf"Let $x = \sqrt{{W}} z$, {NOISE}, with an exponential $W$.", r"\mathrm{Var}[x] = W"),
        (rf"Let $T$ be a random time, $x = \sqrt{{T}} z$ and {NOISE}.", r"\mathrm{Var}[x] = T"),
        (
            rf"With $P(s = 1) = p$ let $x = \mu_s + \sigma z$, {NOISE}.",
            r"\mathbb{E}[x] = \mu_s",
        ),
        (
            r"Let $\bar x \sim \mathcal{N}(\mu, v)$ and $t = (\bar x - \mu) / s$.",
            r"\mathrm{Var}[t] = v / s^2",
        ),
        (
            rf"Let $y = x + \hat m$ with $x \sim \mathcal{{N}}(0, 1)$ and {NOISE}.",
            r"\mathrm{Var}[x + \hat m] = 1",
        ),
        (
            r"Let $c$ be the median of the sample $x \sim \mathcal{N}(0, 1)$.",
            r"\mathbb{E}[c x] = 0",
        ),
        (
            r"The bound $c$ is chosen after seeing $x \sim \mathcal{N}(0, 1)$.",
            r"\mathbb{E}[cx] = 0",
        ),
        (
            r"The control $u$ is a feedback of the state $x \sim \mathcal{N}(0, P)$.",
            r"\mathrm{Var}[x + u] = P",
        ),
        (
            r"Let $\delta(x) = x / (1 + x^2)$ and $x \sim \mathcal{N}(\theta, 1)$.",
            r"\mathbb{E}[x \delta] = \theta \delta",
        ),
    ],
)
def test_what_may_be_random_is_no_constant(said: str, step: str) -> None:
    assert answers(f"{said}\n$$ {step} $$\n") != ["holds"]


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (r"Let $c$ be a constant and $x \sim \mathcal{N}(0, 1)$.", r"\mathbb{E}[c x] = 0"),
        (r"Let $a > 0$ be a step size, $x \sim \mathcal{N}(0, 1)$.", r"\mathrm{Var}[a x] = a^2"),
        (
            r"Let $A$ be a symmetric matrix and $x \sim \mathcal{N}(0, I)$.",
            r"\mathbb{E}[x^\top A x] = \operatorname{tr}(A)",
        ),
        (
            r"Let $X_i \sim \mathcal{N}(\mu, \sigma^2)$ i.i.d., with $n$ observations.",
            r"\mathbb{E}\left[\frac1n \sum_{i=1}^n X_i\right] = \mu",
        ),
    ],
)
def test_constants_stay_constants(said: str, step: str) -> None:
    assert answers(f"{said}\n$$ {step} $$\n") == ["holds"]


@pytest.mark.parametrize(
    "said",
    [
        r"Let $x_t = x_0 + \sigma e$ with $e \sim \mathcal{N}(0, 1)$.",
        r"Let $x_0 \sim p_d$ and $x_t = x_0 + \sigma e$ with $e \sim \mathcal{N}(0, 1)$.",
    ],
)
def test_the_score_of_a_marginal_is_not_that_given_the_start(said: str) -> None:
    step = r"$$ \frac{d}{d x_t} \log p(x_t%s) = -\frac{e}{\sigma} $$"
    assert answers(f"{said}\n{step % ''}\n") == ["unknown"]
    given = step % r" \mid x_0"
    assert answers(f"{said}\n{given}\n") == ["holds"]

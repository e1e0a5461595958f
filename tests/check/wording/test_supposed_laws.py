r"""``If $X \sim N(\mu, \sigma^2)$, then``: a condition introduces its variable with its law."""

from __future__ import annotations

import pytest
from check.documents import answers


@pytest.mark.parametrize(
    "said",
    [
        r"If $X \sim N(\mu, \sigma^2)$, then",
        r"**Fact.** If $X \sim N(\mu, \sigma^2)$, then",
        r"Recall that if $X \sim N(\mu, \sigma^2)$ then",
        r"If $X$ has a normal distribution with mean $\mu$ and variance $\sigma^2$, then",
    ],
)
def test_a_law_that_is_supposed(said: str) -> None:
    assert answers(said + r" $$ E[X^2] = \sigma^2 + \mu^2 $$") == ["holds"]
    assert answers(said + r" $$ E[X^2] = \sigma^2 - \mu^2 $$") == ["fails"]


def test_a_model_that_is_supposed() -> None:
    said = r"""If the prior is $\theta \sim N(0, \tau^2)$ and the likelihood is
$y \mid \theta \sim N(\theta, \sigma^2)$, then the posterior mean is
$$ E[\theta \mid y] = \frac{\tau^2}{\tau^2 + \sigma^2} y $$
and the posterior variance is
$$ \mathrm{Var}[\theta \mid y] = \frac{\tau^2 \sigma^2}{\tau^2 + \sigma^2} $$
"""
    assert answers(said) == ["holds", "holds"]
    assert answers(said.replace(r"\frac{\tau^2}{", r"\frac{\sigma^2}{")) == ["fails", "holds"]


def test_an_equation_beside_the_law() -> None:
    said = r"If $X \sim N(\mu, \Sigma)$ and $Y = A X + b$, then "
    assert answers(said + r"$$ \mathrm{Cov}(Y, X) = A \Sigma $$") == ["holds"]
    assert answers(said + r"$$ Y \sim N(A\mu + b, A \Sigma A^T) $$") == ["holds"]
    assert answers(said + r"$$ Y \sim N(A\mu + b, A^2 \Sigma A^T) $$") == ["fails"]


def test_independence_in_the_condition() -> None:
    said = r"If $X \sim N(0, 1)$ and $Y \sim N(0, 1)$ are independent, then "
    shown = r"$$ \mathrm{Var}(X + Y) = 2 $$"
    assert answers(said + shown) == ["holds"]
    assert answers(said + shown.replace("2", "3")) == ["fails"]
    assert answers(said.replace("are independent, ", "") + shown) == ["definition"]
    assert "holds" not in answers(f"{said}{shown}\n\nIf they are not,\n{shown}")


@pytest.mark.parametrize(
    "turn",
    [
        "If $X$ is uniform,",
        "In general",
        "For the logistic law",
        "Suppose now that $X$ has heavy tails. Then",
        "# Heavy tails\n",
        "However,",
    ],
)
def test_how_far_it_counts(turn: str) -> None:
    step = "$$ E[X^4] = 3 $$"
    assert answers(f"If $X \\sim N(0, 1)$, then\n{step}\n\n{turn}\n{step}") in (
        ["holds", "unknown"],
        ["holds", "definition"],
    )


@pytest.mark.parametrize(
    "said",
    [
        r"The variable $X$ is a count. If $X \sim N(0, 1)$, then",
        r"Only if $X \sim N(0, 1)$, we have",
        r"If $X \sim N(0, 1)$ were true, then",
        r"If $X \sim N(0, 1)$ or not,",
        r"It is not so that if $X \sim N(0, 1)$, then",
        r"Let $X \sim N(0, 2)$. If $X \sim N(0, 1)$, then",
        r"If approximately $X \sim N(0, 1)$, then",
    ],
)
def test_what_is_no_introduction(said: str) -> None:
    assert answers(said + " $$ E[X^4] = 3 $$") != ["holds"]

"""Covariances that are calculated take no independence back."""

from __future__ import annotations

import pytest
from check.documents import answers

SAID = r"""Let $X$ and $Y$ be independent with $X \sim \mathcal{N}(0, \sigma^2)$ and
$Y \sim \mathcal{N}(0, \tau^2)$.

"""
SUM = r"""Then
$$ \mathrm{Var}(X + Y) = \sigma^2 + \tau^2. $$
"""


@pytest.mark.parametrize(
    "words",
    [
        r"The covariance of $X$ and $X + Y$ is $$ \mathrm{Cov}(X, X + Y) = \sigma^2. $$",
        r"Their covariance is $$ \mathrm{Cov}(X, X + Y) = \sigma^2. $$",
        r"""The correlation is
        $$ \rho = \frac{\mathrm{Cov}(X, X + Y)}{\sigma \sqrt{\sigma^2 + \tau^2}}
        = \frac{\sigma}{\sqrt{\sigma^2 + \tau^2}}. $$""",
    ],
)
def test_what_follows_is_calculated(words: str) -> None:
    assert answers(f"{SAID}{words}\n\n{SUM}")[-1] == "holds"


@pytest.mark.parametrize(
    "words",
    [
        r"The covariance of $X$ and $Y$ is $$ \mathrm{Cov}(X, Y) = c. $$",
        r"The covariance of $X$ and $Y$ is $$ \mathrm{Cov}(X, Y) = \mathrm{Cov}(Y, X) = c. $$",
        r"The covariance of $X$ and $Y$ is $$ \mathrm{Cov}(X, X + Y) = \sigma^2 = c. $$",
        r"The covariance of $X$ and $Y$ is $$ c = \mathrm{Cov}(X, Y). $$",
        r"Their covariance is $$ \mathrm{Cov}(X, Y) = c. $$",
        r"In fact, $X$ and $Y$ are correlated.",
        r"The covariance of $X$ and $Y$ is $c$.",
    ],
)
def test_what_does_not_follow_takes_it_back(words: str) -> None:
    assert "holds" not in answers(f"{SAID}{words}\n\n{SUM}")

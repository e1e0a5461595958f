r"""What stands behind the bar of a density: Bayes' rule, and what it does not say."""

from __future__ import annotations

import pytest
from check.documents import answers

PRIOR = r"Let $\mu \sim N(m, v)$." + "\n"
SAMPLE = r"Let $\mu \sim N(m, v)$ and let $p(y|\mu) = \prod_{i=1}^n N(y_i; \mu, s)$." + "\n"
NOISY = r"""Let $x \in \mathbb{R}^n$, $x \sim N(\mu, \Sigma)$ and $y = Ax + b + \varepsilon$ with
$\varepsilon \sim N(0, R)$ independent of $x$, $A\in\mathbb{R}^{m\times n}$.
"""


@pytest.mark.parametrize("model", [PRIOR, SAMPLE])
@pytest.mark.parametrize(
    "step",
    [
        r"p(\mu|y) \propto p(y|\mu) p(\mu)",
        r"p(\mu|y) = \frac{p(y|\mu) p(\mu)}{p(y)}",
    ],
)
def test_bayes_rule_holds_whatever_is_stated(model: str, step: str) -> None:
    assert answers(f"{model}$${step}$$\n") == ["holds"]


@pytest.mark.parametrize(
    ("model", "step"),
    [
        (PRIOR, r"p(\mu|y) \propto p(\mu)"),
        (PRIOR, r"p(\mu|y) = p(\mu)"),
        (PRIOR, r"p(\mu|y) \propto p(y|\mu)"),
        (SAMPLE, r"p(\mu|y) \propto p(\mu)"),
        (SAMPLE, r"p(\mu|y) \propto p(y|\mu)"),
        (NOISY, r"p(x) \propto p(x) p(y \mid x)"),
        (NOISY, r"p(x\mid y) \propto p(x\mid y) p(y\mid x)"),
        (NOISY, r"\mathbb{E}_{\varepsilon}[y] = A\mu + b"),
        (NOISY, r"\mathbb{E}_{p(x)}[y] = A\mu + b"),
        (NOISY, r"\mathbb{E}_{x}[yy^T] = (A\mu+b)(A\mu+b)^T + A\Sigma A^T + R"),
    ],
)
def test_a_condition_counts(model: str, step: str) -> None:
    assert answers(f"{model}$${step}$$\n") != ["holds"]


@pytest.mark.parametrize(
    "step",
    [
        r"p(x\mid y) \propto p(x) p(y\mid x)",
        r"\mathbb{E}[y] = A\mu + b",
        r"\mathbb{E}_{x,\varepsilon}[yy^T] = (A\mu+b)(A\mu+b)^T + A\Sigma A^T + R",
    ],
)
def test_averages_over_all_that_is_random(step: str) -> None:
    assert answers(f"{NOISY}$${step}$$\n") == ["holds"]

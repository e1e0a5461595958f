"""A name that stands beside a derivative has its value, although that has the variable in it."""

from __future__ import annotations

from check.documents import answers

EVIDENCE = r"""Let $f \sim \mathcal{N}(0, K)$ with $f \in \mathbb{R}^n$ and $y = f + \varepsilon$
with noise $\varepsilon \sim \mathcal{N}(0, \sigma^2 I)$ independent of $f$.
With $C = K + \sigma^2 I$
$$ \frac{\partial}{\partial \sigma^2} \log p(y) = \frac12 y^\top C^{-2} y - \frac{%s}{2}
\operatorname{tr}(C^{-1}). $$
"""


def test_the_derivative_of_an_evidence() -> None:
    assert answers(EVIDENCE % "1")[-1] == "holds"
    assert answers(EVIDENCE % "n")[-1] == "fails"


def test_a_name_below_a_derivative_may_be_meant_as_a_constant() -> None:
    text = r"""Let $x > 0$ and $c = x^2$ be real numbers.
$$ \frac{\partial}{\partial x} (c x) = c $$"""
    assert answers(text)[-1] != "fails"

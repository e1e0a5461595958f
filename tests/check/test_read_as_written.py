"""Signs with a meaning of their own: norms, primes, powers of means, formulas side by side."""

from __future__ import annotations

import pytest
from check.documents import answers

SAMPLE = "Let $x \\sim N(\\mu, \\sigma^2)$.\n"


@pytest.mark.parametrize(
    "step",
    [
        r"\mathbb{E}(x - \mu)^2 = \sigma^2",
        r"\mathbb{E} x^2 = \mu^2 + \sigma^2",
        r"\mathrm{Var} x = \sigma^2",
        r"\operatorname{Var} 2x = 4 \sigma^2",
        r"\mathbb{E}(x)^2 = \mu^2",
    ],
)
def test_means_without_square_brackets(step: str) -> None:
    assert answers(f"{SAMPLE}$${step}$$\n") == ["holds"]
    left, right = step.split(" = ")
    assert answers(f"{SAMPLE}$${left} = 2 ({right})$$\n") == ["fails"]


@pytest.mark.parametrize(
    "text",
    [
        r"Let $x \in \mathbb{R}^d$. $$ \|x\|_1^2 = x^\top x $$",
        r"Let $A \in \mathbb{R}^{m \times n}$. $$ \|A\|_2^2 = \mathrm{tr}(A^\top A) $$",
        r"Write $\|x\|_A^2 = x^\top A^{-1} x$. $$ \|x\|_A^2 = x^\top A x $$",
        r"For a vector $v$ write $\|v\|^2 = v^\top \Sigma^{-1} v$. $$ \|v\|^2 = v^\top v $$",
        r"Let $\theta^0$ be the true parameter. $$ x \theta^0 = x $$",
        r"$$ J(\theta') - J(\theta) = 0 $$",
        r"Let $e \sim N(0, r)$. $$ \mathrm{Var}(e) = 0 $$",
        r"Let $e = y - f$ be the error. $$ \ln e = 1 $$",
        r"$$ \mathcal{N}(x; \mu, \sigma^2) \propto_{\sigma} e^{-(x-\mu)^2/(2\sigma^2)} $$",
    ],
)
def test_what_is_another_thing_does_not_hold(text: str) -> None:
    assert answers(text)[-1] != "holds"


def test_formulas_side_by_side_are_read_by_columns() -> None:
    text = r"""
\begin{align}
f &= (x+1)^2 & g &= (x-1)^2 \\
  &= x^2 + 2x + 1 & &= WRONG
\end{align}
"""
    right = answers(text.replace("WRONG", "x^2 - 2x + 1"))
    assert right == ["definition", "holds", "definition", "holds"]
    assert answers(text.replace("WRONG", "x^2 + 2x + 1"))[-1] == "fails"


def test_words_in_further_columns_stay_words() -> None:
    text = r"""
\begin{align}
(x+1)^2 &= x^2 + 2x + 1 && \text{(binomial)} \\
        &= 1 + 2x + x^2 && \text{by order}
\end{align}
"""
    assert answers(text) == ["holds", "holds"]


@pytest.mark.parametrize(
    "step",
    [
        r"\frac12 \ln (2\pi)^d |\Sigma| = \frac{d}{2} \ln 2\pi + \frac12 \ln |\Sigma|",
        r"\mathcal{N}(x; m, s^2) = 1/\sqrt{2\pi s^2} \exp(-1/2s^2 (x-m)^2)",
        r"\mathcal{N}(x; m, \sigma) = \frac{1}{\sqrt{2\pi}\sigma} e^{-\frac{(x-m)^2}{\sigma^2}}",
    ],
)
def test_other_readings_do_not_fail(step: str) -> None:
    assert answers(f"$${step}$$\n") == ["unknown"]


def test_a_precision_is_the_inverse_of_a_variance() -> None:
    said = r"Let $x \sim \mathcal{N}(\mu, \Lambda)$, where $\Lambda$ is the precision matrix."
    assert answers(said + r"$$ \mathrm{Cov}(x) = \Lambda^{-1} $$") == ["holds"]
    assert answers(said + r"$$ \mathrm{Cov}(x) = \Lambda $$") == ["fails"]


@pytest.mark.parametrize(
    "text",
    [
        r"All logarithms are to base two. $$ \frac{d}{dx} \log x = \frac1x $$",
        r"With $*$ denoting convolution, $$ N(x; 0, s) * N(x; 0, t) = N(x; 0, s) N(x; 0, t) $$",
        r"Let $f \circ g$ be the composition. $$ f \circ g = g \circ f $$",
        r"Let $w \in \mathbb{C}$. $$ |w|^2 = w^2 $$",
        r"Here $S^{-1}$ denotes the pseudo-inverse. $$ S^{-1} S = I $$",
        r"Let $A$ be symmetric with spectral norm $\|A\|$. $$ \|A\|^2 = \mathrm{tr}(A^2) $$",
        r"Let $u$, $v$ be vectors in $\mathbb{R}^d$. $$ (u \cdot v)^2 = u^2 v^2 $$",
    ],
)
def test_signs_and_names_in_another_sense(text: str) -> None:
    assert answers(text)[-1] != "holds"


def test_the_square_of_nabla_is_the_hessian() -> None:
    said = r"Let $f(x) = x^T A x + b^T x$ with $A$ symmetric. "
    assert answers(said + r"$$ \nabla^2 f(x) = 2 A $$") == ["holds"]
    assert answers(said + r"$$ \nabla f(x) = 2 A x + b $$") == ["holds"]
    assert answers(said + r"$$ \nabla^2 f(x) = 2 A x + b $$")[-1] != "holds"


def test_a_density_up_to_a_constant_is_defined() -> None:
    assert answers(r"$$ p(x) \propto e^{-x^2/2} $$") == ["definition"]
    assert answers(r"$$ p(w \mid y) \propto p(y \mid w) $$")[-1] != "definition"

"""Right steps that use what was not understood: they do not fail."""

from __future__ import annotations

import pytest
from check.documents import answers

NORMAL = r"Let $x\sim\mathcal{N}(\mu,\sigma^2)$. $$ \mathbb{E}[x^2] = \mu^2+\sigma^2. $$"


@pytest.mark.parametrize(
    "words",
    [
        r"From now on $\mu = 0$.",
        r"Here $\mu = 0$.",
        r"By symmetry, $\mu=0$.",
        "\n\n### The case $\\mu = 0$\n\n",
    ],
)
def test_values_of_parameters(words: str) -> None:
    assert answers(rf"{NORMAL} {words} $$ \mathbb{{E}}[x^2] = \sigma^2. $$")[1] != "fails"
    assert answers(rf"{NORMAL} $$ \mathbb{{E}}[x^2] = \sigma^2. $$")[1] == "fails"
    assert answers(rf"{NORMAL} {words} $$ \mathbb{{E}}[x^2] = 2\sigma^2. $$")[1] == "fails"


def test_equations_between_parameters() -> None:
    law = r"The kernel is $$ q(x_t\mid x_0) = \mathcal{N}(x_t;\alpha_tx_0,\sigma_t^2I) $$"
    score = r"$$ \nabla_{x_t}\log q(x_t\mid x_0) = -\frac{x_t-\alpha_tx_0}{1-\alpha_t^2} $$"
    assert answers(rf"{law} with $$ \alpha_t^2+\sigma_t^2 = 1. $$ Then {score}")[-1] != "fails"


@pytest.mark.parametrize(
    ("words", "step"),
    [
        (r"Let $X$ have zero mean.", r"\mathrm{Var}(X) = \mathbb{E}[X^2]"),
        (r"Let $X\in\{0,1\}$ be random.", r"\mathbb{E}[X^2] = \mathbb{E}[X]"),
        (r"Let $X$ be a standard normal variable.", r"\mathbb{E}[X^4] = 3\mathbb{E}[X^2]^2"),
        (r"Let $N$ be Poisson distributed.", r"\mathrm{Var}(N) = \mathbb{E}[N]"),
        (r"Let $X\perp Y$.", r"\mathrm{Var}(X+Y) = \mathrm{Var}(X)+\mathrm{Var}(Y)"),
    ],
)
def test_words_about_laws(words: str, step: str) -> None:
    assert answers(f"{words} $$ {step} $$") != ["fails"]


def test_nothing_is_said() -> None:
    assert answers(r"Let $X$ be random. $$ \mathrm{Var}(X) = \mathbb{E}[X^2] $$") == ["fails"]


def test_powers_behind_traces_and_inverse_functions() -> None:
    law = r"Let $V \in \mathbb{S}_{++}^n$, $A \in \mathbb{S}^n$ and $x \sim \mathcal{N}(0, V)$. "
    assert answers(law + r"$$ \mathrm{Var}(x^\top A x) = 2\operatorname{tr}(AV)^2 $$") == [
        "unknown"
    ]
    assert answers(r"$$ \cos^{-1}(x) \cos(x) = 1 $$") == ["unknown"]
    assert answers(r"$$ \mathrm{erf}^{-1}(2) \mathrm{erf}(2) = 1 $$") == ["unknown"]


def test_a_variable_that_is_spoken_of_again() -> None:
    text = r"""## Problem 2
Let $X\sim\mathrm{Unif}(0,1)$.
$$ \mathbb{E}[X] = \frac13 $$

## Problem 5
A fair die shows $X$.
$$ \mathbb{E}[X] = \frac72 $$
"""
    assert answers(text)[0] == "fails"
    assert answers(text)[1] != "fails"


def test_norms_bits_and_scales() -> None:
    assert answers(r"Let $x \in \mathbb{R}^n$. $$ \|x\|_p^p = \sum_{i=1}^n |x_i|^p $$") == [
        "unknown"
    ]
    bits = (
        r"In bits, for $X\sim\mathcal{N}(\mu,\sigma^2)$ $$ h(X) = \frac12\log_2(2\pi e\sigma^2) $$"
    )
    assert answers(bits) != ["fails"]
    scale = (
        r"Let $X\sim\mathrm{Gamma}(k,\theta)$ with scale $\theta$. $$ \mathbb{E}[X] = k\theta $$"
    )
    assert answers(scale) != ["fails"]


def test_what_comes_in_by_an_equation_is_no_constant() -> None:
    text = r"Let $X$ and $Y$ be correlated and $Z = X+Y$. $$ \mathrm{Var}(Z) = \mathrm{Var}(X) $$"
    assert answers(text) != ["holds"]


def test_what_is_solved_for_is_a_constant() -> None:
    text = r"""$$ z = \mu+\sigma\epsilon $$
$$ \epsilon = \frac{z-\mu}{\sigma} $$
$$ \frac{\partial z}{\partial\mu} = 1 $$
$$ \frac{\partial z}{\partial\sigma} = \epsilon $$
"""
    assert answers(text) == ["definition", "holds", "holds", "holds"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("**Version 1.** $m = a+b$.", "**Version 2.** $m = ab$."),
        ("In DDPM $m = a+b$.", "In DDIM $m = ab$, so"),
        ("Let $m = a+b$.", "After the update $$ m = ab. $$ Now"),
    ],
)
def test_another_value_ends_the_first_one(first: str, second: str) -> None:
    step = "$$ 2m = 2a+2b $$"
    assert answers(f"{first} {step}") == ["holds"]
    assert answers(f"{first} {second} {step}")[-1] != "holds"


def test_cases_one_after_the_other() -> None:
    text = r"""**Equal.** If $a=b$, then
$$ v = a^2+c $$

**No noise.** If $c=0$, then
$$ v = a^2 $$
"""
    assert answers(text)[-1] != "holds"
    same = r"If $a=b$, then $$ v = a^2+c $$ If $a=b$, we also have $$ v - c = a^2 $$"
    assert answers(same)[-1] == "holds"


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("All matrices are diagonal.", "A B = B A"),
        ("For negative $x$", r"|x| = -x"),
        ("Linearising,", r"\frac{1}{1+\epsilon} = 1-\epsilon"),
        ("All vectors are normalised.", r"\|u+v\|^2 = 2 + 2u^\top v"),
        ("The length is $A$ and the width is $B$.", "(A+B)^2 = A^2+2AB+B^2"),
    ],
)
def test_words_that_nothing_reads(words: str, step: str) -> None:
    assert answers(f"{words} $$ {step} $$") == ["unknown"]

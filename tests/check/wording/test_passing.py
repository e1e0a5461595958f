"""Equations and laws that are said in passing: of one case, at one point, by others, for now."""

from __future__ import annotations

import pytest
from check.documents import answers


@pytest.mark.parametrize(
    "said",
    [
        "In the special case $a = b$ things are easy.",
        "We have $a = b$ iff $c = 0$.",
        "At $t = 0$ we have $a = b$.",
        "Approximately, $a = b$.",
        "Up to a constant, $a = b$.",
        "In expectation, $a = b$.",
        "We expand around $a = b$.",
        "The minimum is at $a = b$.",
        "The function is singular at $a = b$.",
        "In the noiseless case $a = b$.",
        "Ignoring the noise, $a = b$.",
        "We rule out $a = b$.",
        "We relax the constraint $a = b$.",
        "Many students write $a = b$.",
        "In [3] one has $a = b$.",
        "A naive guess is $a = b$.",
        "In the last section we had $a = b$.",
        "The null hypothesis is $a = b$.",
        "Nothing guarantees $a = b$.",
        r"Let $a \overset{d}{=} b$.",
        "Assume $a = b$ for now. Then all is clear. In general we get",
    ],
)
def test_inline_equations(said: str) -> None:
    assert answers(f"{said}\n\n$$ a^2 = a b $$\n")[-1] != "holds"


def test_equality_in_law_is_none() -> None:
    text = r"Let $x \overset{d}{=} y$ with $x \sim N(0, 1)$. $$ \mathrm{Var}(x - y) = 0 $$"
    assert answers(text)[-1] != "holds"


def test_a_superscript_t_may_be_a_number_of_steps() -> None:
    text = r"""Let $A$ be a square matrix. We run the chain for $T$ steps, so that $x_T = A^T x_0$.
$$ \|x_T\|^2 = x_0^T A A^T x_0 $$"""
    assert answers(text)[-1] != "holds"


@pytest.mark.parametrize(
    "said",
    [
        "Let $a = b$.",
        "We have $a = b$.",
        "where $a = b$.",
        "Let $a = b$. We do not observe $a$.",
        "Let $a = b$. It cannot be computed.",
    ],
)
def test_plain_ones_count(said: str) -> None:
    assert answers(f"{said}\n$$ a^2 = a b $$\n")[-1] == "holds"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The following is wrong:", ""),
        ("A student writes", "This is an error. What is true is"),
        ("Some authors write", "which we do not follow."),
        ("In the isotropic case,", "In the general case,"),
        ("If", "then we are done. Otherwise,"),
        (r"For diagonal $\Sigma$", r"For general $\Sigma$"),
        ("If $c = 0$", r"If $c \neq 0$"),
        ("The null hypothesis is", "which we reject. Then"),
        ("Approximately,", "More exactly,"),
        ("At the stationary point", "holds. Away from it,"),
    ],
)
def test_displayed_equations(before: str, after: str) -> None:
    text = f"{before}\n$$ a = b $$\n{after}\n$$ a^2 = a b $$\n"
    assert answers(text)[-1] != "holds"


@pytest.mark.parametrize(
    "text",
    [
        "$$ a = b \\quad \\text{for } c > 0 $$\n$$ a^2 = a b $$\n",
        "Let $a_i = 1$ for $i \\in S$ and $a_i = 0$ otherwise.\n$$ \\sum_{i=1}^n a_i = n $$\n",
    ],
)
def test_conditions_behind_equations(text: str) -> None:
    assert answers(text)[-1] != "holds"


def test_ranges_of_an_index_are_no_conditions() -> None:
    text = "Let $x_t = a x_{t-1}$ for $t \\geq 1$.\n$$ 2 x_3 = 2 a x_2 $$\n"
    assert answers(text) == ["holds"]


@pytest.mark.parametrize(
    "said",
    [
        "Let $x \\sim N(0, 1)$ be truncated to the positive reals.",
        "Let $x \\sim \\mathcal{N}_+(0, 1)$.",
        "Given $z$, we have $x \\sim N(0, 1)$.",
        "Approximately, $x \\sim N(0, 1)$.",
        "$x \\overset{approx}{\\sim} N(0, 1)$",
        "Some authors take $x \\sim N(0, 1)$; we do not.",
        "The null hypothesis $x \\sim N(0, 1)$ is rejected.",
        "Replace $x \\sim N(0, 1)$ by a Laplace law.",
        "Let $x$ be normal with mean $0$ and variance $1$, truncated to $[-1, 1]$.",
        "Given $z$, $x$ is Gaussian with mean $0$ and variance $1$.",
        "Let $x \\sim N(0, 1)$.\n$$ \\mathbb{E}[x] = 0 $$\nNow let $x \\sim U(0, 1)$.",
        "Let $x \\sim N(0, 1)$.\n$$ \\mathbb{E}[x] = 0 $$\nNow let $x$ be Poisson.",
    ],
)
def test_laws(said: str) -> None:
    assert answers(f"{said}\n$$ \\mathbb{{E}}[x^4] = 3 $$\n")[-1] != "holds"


@pytest.mark.parametrize(
    ("before", "step"),
    [
        (
            r"Let $p(x) = N(x; m, S)$, $q(x) = N(x; n, T)$. For equal covariances,",
            r"\mathrm{KL}(p \| q) = \frac12 (m - n)^\top S^{-1} (m - n)",
        ),
        ("Let $x \\sim N(0, 1)$. We observe $x > 0$. Given this,", r"\mathbb{E}[x] = \sqrt{2/\pi}"),
    ],
)
def test_what_a_sentence_conditions_on_does_not_fail(before: str, step: str) -> None:
    assert answers(f"{before}\n$${step}$$\n")[0] in {"unknown", "definition"}


def test_a_condition_of_one_display_is_none_of_the_next() -> None:
    text = "For equal variances,\n\n$$ a = b $$\n\n$$ (x - 1)^2 = x^2 + 2 x + 1 $$\n"
    assert answers(text)[-1] == "fails"

r"""Names of moments of any law: the m of ``E[x] = m``, the s of ``Var(x) = s^2``."""

from __future__ import annotations

import pytest
from check.documents import answers

SAID = r"Let $X$ be a random variable with $E[X] = \mu$ and $\mathrm{Var}(X) = \sigma^2$. "
STEPS = [
    (r"E[(X - \mu)^2] = E[X^2] - \mu^2", "holds"),
    (r"E[X^2] = \sigma^2 + \mu^2", "holds"),
    (r"E[X^2] = \sigma^2 - \mu^2", "fails"),
    (r"E[(X - a)^2] = \sigma^2 + (\mu - a)^2", "holds"),
    (r"E[(X - a)^2] = \sigma^2 + \mu^2 - a^2", "unknown"),
    (r"\mathrm{Var}(a X + b) = a^2 \sigma^2", "holds"),
    (r"E[(X - \mu)^2 / \sigma^2] = 1", "holds"),
    (r"E[(X - \mu)^4] = 3 \sigma^4", "unknown"),
]


@pytest.mark.parametrize(("step", "expected"), STEPS)
def test_names_stand_for_moments(step: str, expected: str) -> None:
    assert answers(f"{SAID} $$ {step} $$") == [expected]


def test_of_vectors() -> None:
    said = r"Let $x \in \mathbb{R}^d$ be a random vector with $\mathbb{E}[x] = m$. "
    right = r"$$ \mathbb{E}[(x - m)^\top (x - m)] = \mathbb{E}[x^\top x] - m^\top m $$"
    assert answers(said + right) == ["holds"]
    assert answers(said + right.replace("- m^", "+ m^")) != ["holds"]


def test_a_constant_in_what_does_not_occur_is_none() -> None:
    said = (
        r"Let $z = (x, y)$, $p(x) = \mathcal{N}(x; m, P)$ and"
        r" $p(y \mid x) = \mathcal{N}(y; A x, R)$. "
    )
    chain = (
        r"$$ \ln p(z) = \ln p(x) + \ln p(y \mid x)"
        r" = -\frac13 (x-m)^\top P^{-1} (x-m) + \text{const} $$"
    )
    assert answers(said + chain) == ["definition", "unknown"]


LAWS = [
    (r"$v = 1/a$ and $p(w) = \mathcal{N}(w; 0, v)$", r"p(w) \propto e^{-\frac{a}{2} w^2}"),
    (
        r"$v = \frac1a$, $m = \frac{b y}{a}$ and $p(w \mid y) = \mathcal{N}(w; m, v)$",
        r"p(w \mid y) \propto e^{-\frac12 a w^2 + b w y}",
    ),
    (
        r"$s^2 = 1/(a+c)$ and $p(w) = \mathcal{N}(w; m, s^2)$ with $m = s^2 (a d + c b)$",
        r"p(w) \propto \exp(-\frac{a + c}{2} w^2 + (a d + c b) w)",
    ),
    (r"$v = 1/c$ and $p(x \mid y) = \mathcal{N}(x; y, v)$", r"\nabla_x \log p(x|y) = -c (x-y)"),
]


@pytest.mark.parametrize(("said", "step"), LAWS)
def test_parameters_of_laws_have_their_values(said: str, step: str) -> None:
    text = f"Let $a, c > 0$, {said}. $$ {step} $$"
    assert answers(text) == ["holds"]
    assert answers(text.replace("1/", "2/").replace(r"\frac1a", r"\frac2a")) != ["holds"]


UNROLLED = [
    r"\mu_t = (1-r)\mu_{t-1} + r x_t = \cdots = (1-r)^t \mu_0 + r \sum_{s=0}^{t-1} (1-r)^s x_{t-s}",
    r"x_n = a x_{n-1} + z_n = \dots = a^n x_0 + \sum_{k=0}^{n-1} a^k z_{n-k}",
]


@pytest.mark.parametrize("chain", UNROLLED)
def test_dots_may_stand_for_a_recursion(chain: str) -> None:
    assert answers(f"$$ {chain} $$") == ["definition", "unknown"]
    assert answers(r"$$ (a + b)^2 = \dots = a^2 + b^2 $$") == ["fails"]


HEADINGS = [
    "\\section{Completing the square}\n",
    "\\begin{lemma}[A name]\n",
    "\\begin{lemma}\\label{l:a}\n",
    "\\textbf{Problem 1}\n",
    "\\paragraph{Quadratic forms.} ",
]


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_is_no_part_of_the_sentence_behind_it(heading: str) -> None:
    text = heading + "Let $A$ be symmetric and $x, b \\in \\mathbb{R}^n$. Then $$ x'Ab = b'Ax $$"
    assert answers(text) == ["holds"]
    assert answers(text.replace("$A$ be", "$A$ be\n\\textbf{Not} nearly")) == ["unknown"]

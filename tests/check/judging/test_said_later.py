"""What is said from some place of a document on."""

from __future__ import annotations

import pytest
from check.documents import answers

ANY = (
    r"Let $A \in \mathbb{R}^{n\times n}$ and $x \in \mathbb{R}^n$. "
    r"Then $$ \nabla_x x^\top A x = 2Ax. $$"
)
SYMMETRIC = r"$$ x^\top A^\top x = x^\top A x. $$"


@pytest.mark.parametrize(
    "words",
    [
        "From now on, $A$ is symmetric.",
        r"If $A \in \mathbb{S}^n$, then",
        "In addition, $A$ is symmetric.",
        "Now let $A$ be symmetric.",
    ],
)
def test_what_begins_below_says_nothing_above(words: str) -> None:
    assert answers(f"{ANY} {words} {SYMMETRIC}")[0] != "holds"


def test_what_is_explained_behind_counts() -> None:
    assert answers(f"{ANY.removesuffix('. $$')}, $$ where $A$ is symmetric. {SYMMETRIC}") == [
        "holds",
        "holds",
    ]


def test_independence_and_laws() -> None:
    pair = (
        r"Let $x\sim\mathcal{N}(\mu,\sigma^2)$ and $y\sim\mathcal{N}(m, s^2)$ have a correlation. "
    )
    total = r"Then $$ \mathrm{Var}(x+y) = \sigma^2+s^2. $$"
    later = r" Now suppose that $x$ and $y$ are independent. Then $$ \mathbb{E}[xy] = \mu m. $$"
    assert answers(pair + total + later)[0] != "holds"
    law = (
        r"Let $x$ have mean $\mu$ and variance $s$. $$ \mathbb{E}[x^4] = 3s^2 + 6\mu^2 s+\mu^4. $$"
    )
    gaussian = (
        r" In the Gaussian case $x\sim\mathcal{N}(\mu,s)$ and $$ \mathbb{E}[x^2] = s+\mu^2. $$"
    )
    assert answers(law + gaussian)[0] != "holds"
    assert answers(law + gaussian)[1] == "holds"


def test_another_lemma() -> None:
    document = r"""\begin{lemma}
Let $A$ be a symmetric $n\times n$ matrix. Then
$\operatorname{tr}(A B) = \operatorname{tr}(A B^\top)$.
\end{lemma}
\begin{lemma}
For $A \in \mathbb{R}^{n\times n}$, $x \in \mathbb{R}^n$,
$$ \nabla_x x^\top A x = 2Ax. $$
\end{lemma}
"""
    assert answers(document) != ["holds"]


@pytest.mark.parametrize(
    "words",
    [
        "In the isotropic case",
        r"With probability $1/2$",
        "Some people write",
        "A sufficient condition is",
        "At equilibrium",
    ],
)
def test_cases_end_where_the_text_turns_to_what_is_general(words: str) -> None:
    law = rf"Let $x$ be a random variable. {words} $x\sim\mathcal{{N}}(0,1)$. In general,"
    assert answers(law + r" $$ \mathbb{E}[x^4] = 3. $$") != ["holds"]
    value = f"{words} $r = 4s$. In general, $$ r^2 = 16 s^2 $$"
    assert answers(value) != ["holds"]


def test_a_special_value_below_shows_nothing_of_every_one() -> None:
    text = r"""Let $y \in \mathbb{R}^n$, $X \in \mathbb{R}^{n \times d}$ and $w \in \mathbb{R}^d$.
For every $w$,
$$ \|y-Xw\|^2 = y^\top y-y^\top Xw $$
and in particular for the OLS estimate
$$ w = (X^\top X)^{-1}X^\top y. $$
"""
    assert answers(text)[0] != "holds"
    assert answers(text.replace("For every $w$,", "With this,"))[0] == "holds"


def test_a_law_that_is_introduced_below_refutes_nothing_above() -> None:
    above = (
        r"Let $X \sim \mathcal{N}(\mu, \sigma^2)$ with density $p(x)$. $$ \frac{d}{dx} \log p(x) "
    )
    right = above + r"= -\frac{x - \mu}{\sigma^2} $$ "
    below = r"For a vector $x \sim \mathcal{N}(m, S)$, $$ \nabla_x \log p(x) = -S^{-1} (x - m) $$"
    assert answers(right + below) == ["unknown", "holds"]
    assert answers(right) == ["holds"]
    assert answers(right.replace("sigma^2}", "sigma}")) == ["fails"]
    assert answers(right + below.replace("S^{-1}", "S")) == ["unknown", "fails"]

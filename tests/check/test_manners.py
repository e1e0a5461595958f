"""Ways of writing that many authors share, right and wrong."""

from __future__ import annotations

import pytest

from symgauss.check.document import check_text
from symgauss.kernel.verdict import Answer

LETTERS = {"holds": "h", "definition": "d", "fails": "f", "unknown": "u"}


def answers(text: str) -> str:
    return "".join(LETTERS[str(s.verdict.answer)] for s in check_text(text, "a.md", seed=3).steps)


ENERGY = r"""
Let $\mathbf{w} \in \mathbb{R}^M$ and $\mathbf{A} \in \mathbb{S}_{++}^M$, $\mathbf{m} =
\mathbf{A}^{-1} \mathbf{b}$.
$$ E(\mathbf{w}) = \frac12 \mathbf{w}^\top \mathbf{A} \mathbf{w} - \mathbf{b}^\top \mathbf{w} $$
"""
SQUARE = r"\frac12 (\mathbf{w} - \mathbf{m})^\top \mathbf{A} (\mathbf{w} - \mathbf{m})"
VOLUME = r"\int e^{-E(\mathbf{w})} \, d\mathbf{w} = e^{-E(\mathbf{m})} (2\pi)^{M/2}"


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (rf"E(\mathbf{{w}}) = E(\mathbf{{m}}) + {SQUARE}", "h"),
        (rf"E(\mathbf{{w}}) = E(\mathbf{{m}}) - {SQUARE}", "fu"),
        (rf"{VOLUME} |\mathbf{{A}}|^{{-1/2}}", "h"),
        (rf"{VOLUME} |\mathbf{{A}}|^{{1/2}}", "fu"),
    ],
)
def test_an_energy_is_a_function(step: str, expected: str) -> None:
    assert answers(f"{ENERGY}$$ {step} $$")[1] in expected


def test_an_expectation_is_no_energy() -> None:
    text = r"Let $X \sim \mathcal{N}(\mu, v)$. $$ E(X) = \mu $$ $$ E(2 X) = 2 E(X) $$"
    assert "f" not in answers(text)


WOODBURY = r"""
$A$ is $n\times n$ invertible, $C$ is $k\times k$ invertible, $U\in\mathbb{R}^{n\times k}$,
$V\in\mathbb{R}^{k\times n}$.

$$ (A+UCV)^{-1} = A^{-1}-A^{-1}U(C^{-1}+VA^{-1}U)^{-1}VA^{-1} $$

$$ (A+UCV)^{-1} = A^{-1}-A^{-1}U(C+VA^{-1}U)^{-1}VA^{-1} $$
"""
PRIMES = r"""
$$ m_n' = \frac{a m + b}{2}, \quad 2 (m_n' - m) = (a - 2) m + b $$

$$ 2 (m_n' - m) = (a + 2) m + b $$
"""
DERIVATIVES = r"""
$$ f(x_0) (f'(u + s) + 1) = f(x_0) f'(u + s) + f(x_0) $$

$$ f(x_0) (f'(u + s) + 1) = f(x_0) f'(u + s) + f'(x_0) $$
"""
CONVOLUTION = r"""
Let $x, b\in\mathbb{R}^d$ and let $A$, $B$ be $d\times d$ covariance matrices.

$$ \int \mathcal{N}(x; y, A)\,\mathcal{N}(y; b, B)\,\mathrm{d}y = {}\mathcal{N}(x; b, A+B) $$

$$ \int \mathcal{N}(x; y, A)\,\mathcal{N}(y; b, B)\,\mathrm{d}y = {}\mathcal{N}(x; b, A-B) $$
"""
APPOSITION = r"""
Let $\Sigma$ be a $p \times p$ covariance matrix and $S$ a symmetric $p \times p$ matrix.

$$ \nabla_\Sigma \operatorname{tr}(\Sigma^{-1} S) = -\Sigma^{-1} S \Sigma^{-1} $$

$$ \nabla_\Sigma \operatorname{tr}(\Sigma^{-1} S) = \Sigma^{-1} S \Sigma^{-1} $$
"""
CHOLESKY = r"""
Let $L \in \mathbb{R}^{n \times n}$ be a Cholesky factor.

$$ \log|LL^\top| = 2\log|L|, \quad \log|LL^\top| = \log|L| $$
"""
MEMBERS = r"""
Let $A, B \in \mathbb{R}^{n \times n}$ be symmetric matrices, and $C \in \mathbb{R}^{n \times n}$.

$$ (AB)^\top = B A, \quad (AB)^\top = A B, \quad (AC)^\top = C A $$
"""
ONES = r"""
With $H = I_n - \frac1n\mathbf 1\mathbf 1^\top$,

$$ I_n - \frac2n\mathbf 1\mathbf 1^\top
+ \frac{1}{n^2}\mathbf 1\mathbf 1^\top\mathbf 1\mathbf 1^\top = H $$
"""
LINE = r"""
Let $x \in \mathbb{R}^d$. In one dimension, with $s, t > 0$,

$$ \int_{-\infty}^{\infty} \frac{1}{2 \pi s t} e^{-(x-y)^2/(2s^2)} e^{-y^2/(2t^2)}\,dy
= \frac{1}{\sqrt{2\pi(s^2+t^2)}}e^{-x^2/(2(s^2+t^2))} $$
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WOODBURY, "hf"),
        (PRIMES, "dhf"),
        (DERIVATIVES, "hu"),
        (CONVOLUTION, "hf"),
        (APPOSITION, "hf"),
        (CHOLESKY, "hf"),
        (MEMBERS, "hfu"),
        (ONES, "u"),
        (LINE, "u"),
    ],
)
def test_a_way_of_writing(text: str, expected: str) -> None:
    assert answers(text) == expected


@pytest.mark.parametrize(
    ("factor", "merges"), [("1 - a_t b", True), ("1 + a_t b", False), ("2 - a_t b", False)]
)
def test_noises_that_merge_are_equal_in_law(factor: str, merges: bool) -> None:  # noqa: FBT001
    left = r"\sqrt{a_t} x + \sqrt{a_t (1 - b)} \epsilon_{t-1} + \sqrt{1 - a_t} \epsilon_t"
    right = rf"\sqrt{{a_t}} x + \sqrt{{{factor}}} \bar\epsilon"
    text = rf"Let $a_t, b \in (0, 1)$. $$ {left} = {right} $$"
    (step,) = check_text(text, "a.md", seed=3).steps
    assert step.verdict.answer is Answer.UNKNOWN
    assert step.verdict.detail.startswith("the sides are equal in law") == merges


def test_the_covariance_of_another_law_is_no_random_variable() -> None:
    text = r"""Let $p(x) = \mathcal{N}(x; \mu, \Sigma)$ on $\mathbb{R}^d$,
and $q(x) = \mathcal{N}(x; m, S)$.
$$ \mathbb{E}_p[\| S^{-1} (x - m) \|^2]
= \operatorname{tr}(S^{-2} \Sigma) + (\mu - m)^\top S^{-2} (\mu - m) $$
$$ \mathbb{E}_p[\| S^{-1} (x - m) \|^2]
= \operatorname{tr}(S^{-1} \Sigma) + (\mu - m)^\top S^{-2} (\mu - m) $$"""
    assert answers(text) == "hf"

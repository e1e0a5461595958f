"""Slips in short documents: the first edit that is offered is the one that undoes the slip."""

from __future__ import annotations

import pytest

from symgauss.check.checked import CheckedStep
from symgauss.check.document import check_text
from symgauss.kernel.verdict import Answer, Reason

KL = r"""
Let $p(x) = \mathcal{N}(x; \mu_1, \Sigma_1)$ and $q(x) = \mathcal{N}(x; \mu_2, \Sigma_2)$ with
$\mu_1, \mu_2 \in \mathbb{R}^d$ and $\Sigma_1, \Sigma_2 \in \mathbb{S}_{++}^d$.

$$\mathrm{KL}(p \| q) = \frac{1}{2}\left( \log\frac{|\Sigma_2|}{|\Sigma_1|}
 + \mathrm{tr}(\Sigma_2^{-1}\Sigma_1) + (\mu_2-\mu_1)^\top \Sigma_2^{-1}(\mu_2-\mu_1) - d \right)$$
"""
CONDITIONAL = r"""
Let $x \in \mathbb{R}^{m}$ and $y \in \mathbb{R}^{n}$ be jointly Gaussian,

$$\begin{bmatrix} x \\ y \end{bmatrix} \sim \mathcal{N}\left( \begin{bmatrix} \mu_x \\ \mu_y
\end{bmatrix}, \begin{bmatrix} \Sigma_{xx} & \Sigma_{xy} \\ \Sigma_{yx} & \Sigma_{yy}
\end{bmatrix} \right)$$

$$\mathbb{E}[x \mid y] = \mu_x + \Sigma_{xy} \Sigma_{yy}^{-1} (y - \mu_y)$$

$$\mathrm{Cov}[x \mid y] = \Sigma_{xx} - \Sigma_{xy} \Sigma_{yy}^{-1} \Sigma_{yx}$$
"""
KALMAN = r"""
Let $x \sim \mathcal{N}(m, P)$ with $m \in \mathbb{R}^n$, $P \in \mathbb{S}_{++}^n$, and
$y = H x + v$ with $v \sim \mathcal{N}(0, R)$ independent of $x$, $H \in \mathbb{R}^{k \times n}$,
$R \in \mathbb{S}_{++}^k$.

$$S := H P H^\top + R$$

$$K := P H^\top S^{-1}$$

$$\mathbb{E}[x \mid y] = m + K (y - H m)$$

$$\mathrm{Cov}[x \mid y] = P - K S K^\top$$

$$\mathrm{Cov}[x \mid y] = (P^{-1} + H^\top R^{-1} H)^{-1}$$
"""
MOMENTS = r"""
Let $x \sim \mathcal{N}(\mu, \Sigma)$ with $\mu \in \mathbb{R}^d$, $\Sigma \in \mathbb{S}_{++}^d$,
and $A \in \mathbb{R}^{d \times d}$.

$$\mathbb{E}[x^\top A x] = \mathrm{tr}(\Sigma A) + \mu^\top A \mu$$

$$\mathrm{Cov}[A x] = A \Sigma A^\top$$

$$\mathbb{H}[x] = \frac{d}{2} \log(2 \pi e) + \frac{1}{2} \log |\Sigma|$$
"""
DENSITY = r"""
Let $u, v \in \mathbb{R}$ and $s > 0$.

$$\mathcal{N}(u; v, s^2) = \frac{1}{\sqrt{2 \pi} s} \exp\left( -\frac{1}{2 s^2} (u - v)^2 \right)$$
"""
PRODUCT = r"""
Let $\mathcal{N}(x; a, A)$ and $\mathcal{N}(x; b, B)$ be two densities on $\mathbb{R}^d$ with
$A, B \in \mathbb{S}_{++}^d$.

$$C := (A^{-1} + B^{-1})^{-1}$$

$$c := C (A^{-1} a + B^{-1} b)$$

$$\mathcal{N}(x; a, A) \mathcal{N}(x; b, B) = \mathcal{N}(a; b, A + B) \, \mathcal{N}(x; c, C)$$
"""
SUMS = r"""
Let $x_i \in \mathbb{R}$ for $i = 1, \dots, n$.

$$\bar x := \frac{1}{n} \sum_{i=1}^n x_i$$

$$\sum_{i=1}^n (x_i - \bar x)^2 = \sum_{i=1}^n x_i^2 - n \bar x^2$$
"""
SLIPS = {
    "minus a size": (KL, r" - d \right)", r" \right)"),
    "a missing vector": (KALMAN, "(y - H m)", "(H m)"),
    "a missing matrix": (MOMENTS, r"\mathrm{tr}(\Sigma A)", r"\mathrm{tr}(A)"),
    "an inverse for a transpose": (MOMENTS, r"\Sigma A^\top", r"\Sigma A^{-1}"),
    "the e of an entropy": (MOMENTS, r"2 \pi e", r"2 \pi"),
    "the root around 2 pi": (DENSITY, r"\sqrt{2 \pi}", r"2 \pi"),
    "a square in a density": (DENSITY, "(u - v)^2", "(u - v)"),
    "the normaliser of a product": (PRODUCT, r"\mathcal{N}(a; b, A + B) \, ", ""),
    "a transpose": (KALMAN, r"K S K^\top", "K S K"),
    "a size as a factor": (SUMS, r"- n \bar x", r"- \bar x"),
}
#: What does not fit, and what may be a second value, is not known to be wrong.
DOUBTED = {
    "an index": (
        CONDITIONAL,
        r"\Sigma_{xy} \Sigma_{yy}^{-1} (y",
        r"\Sigma_{yx} \Sigma_{yy}^{-1} (y",
    ),
    "an inverse": (KALMAN, r"H^\top R^{-1} H)", r"H^\top R H)"),
}


def at(text: str, right: str, wrong: str) -> tuple[CheckedStep, str]:
    """The step with a slip, and the document with the suggestion in its place."""
    assert text.count(right) == 1
    text = text.replace(right, wrong)
    (step,) = [s for s in check_text(text, "notes.md", seed=3).steps if s.suggestion is not None]
    assert step.suggestion is not None
    assert text.count(step.rhs) == 1
    return step, text.replace(step.rhs, step.suggestion.rhs)


def plain(text: str) -> str:
    """A text without spaces, which mean nothing here."""
    return "".join(text.split()).replace(r"\,", "").replace(r"\mathrm{e}", "e")


@pytest.mark.parametrize(("text", "right", "wrong"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_undone(text: str, right: str, wrong: str) -> None:
    step, mended = at(text, right, wrong)
    assert step.verdict.answer is Answer.FAILS
    assert plain(mended) == plain(text)


@pytest.mark.parametrize(("text", "right", "wrong"), DOUBTED.values(), ids=DOUBTED)
def test_a_slip_that_leaves_a_doubt_is_undone(text: str, right: str, wrong: str) -> None:
    step, mended = at(text, right, wrong)
    assert step.verdict.answer is Answer.UNKNOWN
    assert plain(mended) == plain(text)


def test_what_does_not_fit_says_that_one_edit_makes_it_fit() -> None:
    step, _ = at(*DOUBTED["an index"])
    assert step.verdict.reason is Reason.UNDETERMINED_TYPE
    assert step.verdict.detail.endswith("one edit makes the parts fit and the step hold")


CONDITION = r"""
Let $x, y \in \mathbb{R}$. If $x > 0$, then

$$ x (x + y) = x^2 %s x y. $$

If $x > 0$, then

$$ \sqrt{x^2} = x. $$
"""


def test_under_a_condition_only_signs_and_numbers_are_offered() -> None:
    wrong, right = check_text(CONDITION % "-", "notes.md", seed=3).steps
    assert wrong.suggestion is not None
    assert right.suggestion is None

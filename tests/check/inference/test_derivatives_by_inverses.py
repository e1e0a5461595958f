r"""Derivatives by an inverse, ``\partial f / \partial S^{-1}``, and by squares of parameters."""

from __future__ import annotations

import pytest
from check.documents import answers

DECLARED = r"Let $A \in \mathbb{R}^{n \times n}$ be invertible and $a, b \in \mathbb{R}^n$."
LIKELIHOOD = r"""Let $x_1, \dots, x_N$ be i.i.d. samples of $\mathcal{N}(\mu, \Sigma)$ in
$\mathbb{R}^d$. The log-likelihood is
$$ \ell(\mu, \Sigma) = -\frac{Nd}{2} \log(2\pi) - \frac{N}{2} \log|\Sigma|
   - \frac12 \sum_{i=1}^N (x_i - \mu)^\top \Sigma^{-1} (x_i - \mu). $$
"""
SPREAD = r"\sum_{i=1}^N (x_i - \mu)(x_i - \mu)^\top"


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        (r"\frac{\partial}{\partial A^{-1}} (a^T A^{-1} b) = a b^T", "holds"),
        (r"\frac{\partial}{\partial A^{-1}} (a^T A^{-1} b) = b a^T", "fails"),
        (r"\frac{\partial \log \det A}{\partial A^{-1}} = -A^T", "holds"),
        (r"\frac{\partial \log \det A}{\partial A^{-1}} = A^T", "fails"),
        (r"\frac{\partial \log \det A}{\partial A} = A^{-T}", "holds"),
        (r"\frac{\partial \log \det A}{\partial A} = A", "fails"),
    ],
)
def test_by_the_inverse_of_a_matrix(step: str, answer: str) -> None:
    assert answers(f"{DECLARED}\n$$ {step} $$") == [answer]


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        (rf"\frac{{\partial \ell}}{{\partial \Sigma^{{-1}}}} = \frac N2 \Sigma - \frac12 {SPREAD}",
         "holds"),
        (rf"\frac{{\partial \ell}}{{\partial \Sigma^{{-1}}}} = \frac N2 \Sigma + \frac12 {SPREAD}",
         "fails"),
        (r"\frac{\partial^2 \ell}{\partial\mu \partial\mu^\top} = -N \Sigma^{-1}", "holds"),
        (r"\frac{\partial \ell}{\partial \mu} = \Sigma^{-1} \sum_{i=1}^N (x_i - \mu)", "holds"),
        (r"\frac{\partial \ell}{\partial \mu} = -\Sigma^{-1} \sum_{i=1}^N (x_i - \mu)", "fails"),
    ],
)  # fmt: skip
def test_of_a_likelihood(step: str, answer: str) -> None:
    assert answers(f"{LIKELIHOOD}\n$$ {step} $$")[-1] == answer


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        (r"\frac{\partial^2 \ell}{\partial\mu^2} = -\frac{1}{\sigma^2}", "holds"),
        (r"\frac{\partial^2 \ell}{\partial\mu^2} = \frac{1}{\sigma^2}", "fails"),
        (r"\frac{\partial^2 \ell}{\partial\mu^2} = -\frac{1}{\sigma}", "fails"),
    ],
)
def test_names_that_cancel_on_their_side_leave_nothing_open(step: str, answer: str) -> None:
    said = r"""$$ \ell(\mu, \sigma^2) = -\frac12 \ln(2\pi) - \frac12 \ln\sigma^2
    - \frac{(x - \mu)^2}{2\sigma^2} $$"""
    information = r"$$ I_{\mu\mu} = \frac{1}{\sigma^2} $$"  # an entry, and no identity
    assert answers(f"{said}\n$$ {step} $$\n{information}")[1] == answer


def test_the_hessian_of_a_quadratic_function() -> None:
    said = r"""Consider $g(x) = \frac12 x^T A x - b^T x + c$ with symmetric positive definite $A$.
    """
    assert answers(said + r"$$ \nabla g(x) = A x - b $$ $$ \nabla^2 g(x) = A $$") == 2 * ["holds"]
    assert answers(said + r"$$ \nabla g(x) = 2 A x - b $$")[-1] == "fails"
    assert answers(said + r"$$ \nabla^2 g(x) = 2 A $$")[-1] == "fails"

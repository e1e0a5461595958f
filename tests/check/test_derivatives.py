"""Derivatives of functions that nobody defines, Jacobians and divergences."""

from __future__ import annotations

import pytest
from check.documents import answers

SPACES = r"""Let $x \in \mathbb{R}^d$, $A \in \mathbb{R}^{d \times d}$,
$f \colon \mathbb{R}^d \to \mathbb{R}^d$ and $g \colon \mathbb{R}^d \to \mathbb{R}$.
"""

TRUE = [
    r"\nabla_x \cdot (A x) = \mathrm{tr}(A)",
    r"\frac{\partial A x}{\partial x^\top} = A",
    r"\nabla_x \cdot (g(x) f(x)) = g(x) \nabla_x \cdot f(x) + f(x)^\top \nabla_x g(x)",
    r"\nabla_x \log g(x) = \frac{1}{g(x)} \nabla_x g(x)",
    r"\nabla_x \cdot (\nabla_x g(x)) = \mathrm{tr}(\nabla_x^2 g(x))",
    r"\nabla_x g(x)^2 = 2 g(x) \nabla_x g(x)",
    r"\nabla_x \log p(x \mid y) = \nabla_x \log p(y \mid x) + \nabla_x \log p(x)",
    r"p(x) \nabla_x \log p(x) = \nabla_x p(x)",
]
FALSE = [
    r"\nabla_x \cdot (A x) = 2 \, \mathrm{tr}(A)",
    r"\frac{\partial A x}{\partial x^\top} = A^\top",
    r"\nabla_x \cdot (g(x) f(x)) = g(x) \nabla_x \cdot f(x)",
    r"\nabla_x \log g(x) = g(x) \nabla_x g(x)",
    r"\nabla_x \cdot (\nabla_x g(x)) = 2 \, \mathrm{tr}(\nabla_x^2 g(x))",
    r"\nabla_x g(x)^2 = g(x) \nabla_x g(x)",
    r"\nabla_x \log p(x \mid y) = \nabla_x \log p(y \mid x) - \nabla_x \log p(x)",
    r"p(x) \nabla_x \log p(x) = \nabla_x \log p(x)",
    r"\nabla_x \cdot (x g(x)) = d \, g(x)",
    r"\frac{\partial A x}{\partial x} = A",  # the Jacobian or its transpose
]


@pytest.mark.parametrize("formula", TRUE)
def test_true(formula: str) -> None:
    assert answers(SPACES + f"$$ {formula} $$") == ["holds"]


@pytest.mark.parametrize("formula", FALSE)
def test_false(formula: str) -> None:
    assert answers(SPACES + f"$$ {formula} $$")[0] not in ("holds", "definition")

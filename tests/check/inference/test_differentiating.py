r"""Derivatives as notes write them: ``\nabla_\mu \ell`` of ``\ell(\mu)``, ``\nabla J(w)``."""

from __future__ import annotations

import pytest
from check.documents import answers, steps_of

LIKELIHOOD = r"""
Let $x_i, \mu \in \mathbb{R}^d$ and let $\Sigma$ be a $d \times d$ covariance matrix.
$$ \ell(\mu, \Sigma) = -\frac n2 \log |\Sigma|
- \frac12 \sum_{i=1}^n (x_i - \mu)^\top \Sigma^{-1} (x_i - \mu) $$
"""
RIDGE = r"""
Let $w \in \mathbb{R}^d$, $X \in \mathbb{R}^{n \times d}$ and $y \in \mathbb{R}^n$.
$$ J(w) = (y - X w)' (y - X w) + \lambda w' w $$
"""


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (r"\nabla_\mu \ell = \sum_{i=1}^n \Sigma^{-1} (x_i - \mu)", "holds"),
        (
            r"\frac{\partial \ell}{\partial \mu} = \sum_{i=1}^n \Sigma^{-1} (x_i - \mu)",
            "holds",
        ),
        (r"\nabla_\mu \ell = -\sum_{i=1}^n \Sigma^{-1} (x_i - \mu)", "fails"),
        (r"\frac{\partial \ell}{\partial n} = 0", "unknown"),
    ],
)
def test_a_function_by_its_letter_alone(step: str, expected: str) -> None:
    assert answers(LIKELIHOOD + f"$$ {step} $$")[1] == expected


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (r"\nabla J(w) = -2 X' y + 2 (X' X + \lambda I) w", "holds"),
        (r"\nabla J = -2 X' y + 2 (X' X + \lambda I) w", "holds"),
        (r"\nabla J(w) = 2 X' y + 2 (X' X + \lambda I) w", "fails"),
        (r"\nabla J(w) = -2 X' y + (X' X + \lambda I) w", "fails"),
    ],
)
def test_a_gradient_without_its_variable(step: str, expected: str) -> None:
    assert answers(RIDGE + f"$$ {step} $$")[1] == expected


def test_the_score_without_its_variable() -> None:
    text = r"""Let $x, \mu \in \mathbb{R}^d$, $\Sigma \in \mathbb{S}_{++}^d$ and
    $p(x) = \mathcal{N}(x; \mu, \Sigma)$.
    $$ \nabla \log p(x) = -\Sigma^{-1} (x - \mu) $$
    $$ \nabla \log p(x) = \Sigma^{-1} (x - \mu) $$"""
    assert answers(text) == ["holds", "fails"]


@pytest.mark.parametrize(
    "step",
    [
        r"\frac{\partial Q}{\partial \mu_k} = 0",
        r"\frac{\partial Q(\theta)}{\partial \mu} = 0",
        r"\nabla_w Q(z) = 0",
        r"\frac{dm}{dt} + b = b",
    ],
)
def test_an_unknown_function_is_no_constant(step: str) -> None:
    (found,) = steps_of(rf"Let $w, z \in \mathbb{{R}}^d$. $$ {step} $$")
    assert found.verdict.detail.startswith("nothing says how")


def test_the_trace_of_a_jacobian_is_that_of_its_transpose() -> None:
    text = r"""Let $x \in \mathbb{R}^d$, $A \in \mathbb{R}^{d \times d}$.
    $$ \mathrm{tr}(\nabla_x (A x)) = \mathrm{tr}(A) $$
    $$ \mathrm{tr}(\nabla_x (A x)) = \mathrm{tr}(A) + 1 $$
    $$ \nabla_x (A x) = A $$"""
    assert answers(text)[0] == "holds"
    assert "holds" not in answers(text)[1:]


def test_a_letter_beside_an_inner_product_has_the_shape_of_the_whole() -> None:
    text = r"""Let $w \in \mathbb{R}^d$ and $y \in \mathbb{R}^n$.
    $$ w^T w \lambda + y^T y = y^T y + \lambda w^T w $$
    $$ w^T w \lambda + y^T y = y^T y + \lambda w^T w + \lambda $$"""
    assert answers(text) == ["holds", "fails"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Setting the gradient to zero gives", "definition"),
        ("The minimum is where", "definition"),
        ("We find", "unknown"),
    ],
)
def test_a_derivative_is_set_to_zero(words: str, expected: str) -> None:
    text = RIDGE + rf"{words}: $$ \nabla_w J(w) = -2 X' y + 2 (X' X + \lambda I) w = 0 $$"
    assert answers(text)[1:] == ["holds", expected]


def test_a_number_is_not_set_to_zero() -> None:
    text = r"Setting the derivative to zero: $$ \frac{d}{da} (3 a) = 3 = 0 $$"
    assert answers(text) == ["holds", "fails"]


def test_a_derivative_at_a_value_stops_nothing() -> None:
    text = r"Let $z = \mu + \sigma \epsilon$ with $\epsilon \sim \mathcal{N}(0,1)$." + "\n\n"
    for right in (r"\mathbb{E}[f'(z)]", r"2 \mathbb{E}[f'(z)]"):
        (step,) = steps_of(text + rf"$$ \nabla_\mu \mathbb{{E}}[f(z)] = {right} $$")
        assert str(step.verdict.answer) not in ("holds", "fails")
        assert "report" not in step.verdict.detail

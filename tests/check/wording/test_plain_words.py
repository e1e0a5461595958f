"""Properties and independence count where a sentence says them without ifs and buts."""

from __future__ import annotations

import pytest
from check.documents import answers

from symgauss.check.displays.sentences import FORMULA
from symgauss.check.wording.plain_words import is_taken_back, says_plainly

GRADIENT = r"\nabla_x x^\top A x = 2 A x"


@pytest.mark.parametrize(
    "said",
    [
        r"Let $A$ be symmetric.",
        r"Let $A \in \mathbb{R}^{d \times d}$ be a symmetric matrix.",
        r"Suppose that $A$ is symmetric and positive definite.",
        r"We assume $A$ to be symmetric.",
        r"where $A$ is a symmetric $d \times d$ matrix and $x$ a vector.",
        r"Let $A$ and $B$ be symmetric matrices.",
    ],
)
def test_plain_sentences_count(said: str) -> None:
    assert answers(f"{said}\n$${GRADIENT}$$\n") == ["holds"]


@pytest.mark.parametrize(
    "said",
    [
        "Let $A$ be nearly symmetric.",
        "Let $A$ be a non-symmetric matrix.",
        "Let $A$ be a symmetric or a skew-symmetric matrix.",
        "Let $A$ be no longer symmetric.",
        "Let $A$ be neither symmetric nor sparse.",
        "The matrix $A$ is symmetric if $d = 1$.",
        "The matrix $A$ is symmetric only for $d = 1$.",
        "The matrix $A$ is symmetric up to terms of order $h$.",
        "The matrix $A$ is symmetric at initialisation.",
        "The matrix $A$ is symmetric with respect to the inner product $m$.",
        "The matrix $A$ has a symmetric part $S$.",
        "Let $A$ be a matrix such that $A^2$ is symmetric.",
        "Let $A$ be similar to a symmetric matrix.",
        "Without assuming that $A$ is symmetric,",
        "Dropping the assumption that $A$ is symmetric,",
        "Nothing says that $A$ is symmetric.",
        "Some authors assume that $A$ is symmetric; we do not.",
        "In [3], $A$ is symmetric; here it is arbitrary.",
        "A student claims that $A$ is symmetric.",
        "All matrices except $A$ are symmetric.",
        "At most one of $A$ and $B$ is symmetric.",
        "Suppose first that $A$ is symmetric. We come back to this. Without this assumption,",
        "Let $A$ be symmetric. That was the old setting. Now let $A$ be arbitrary.",
        "The matrix $A$ is orthogonal to symmetric ones.",
    ],
)
def test_what_restricts_or_denies_does_not(said: str) -> None:
    assert answers(f"{said}\n$${GRADIENT}$$\n")[-1] != "holds"


def test_an_orthogonal_projection_is_no_orthogonal_matrix() -> None:
    text = r"Let $P \in \mathbb{R}^{d \times d}$ be an orthogonal projection. $$P^T P = I$$"
    assert answers(text)[-1] != "holds"


@pytest.mark.parametrize("said", ["non-positive", "a quasi-positive number", "rarely positive"])
def test_positive_is_said_of_numbers(said: str) -> None:
    assert answers(f"Let $b$ be {said}.\n$$\\sqrt{{b^2}} = b$$\n")[-1] != "holds"
    assert answers("Let $b$ be a positive number.\n$$\\sqrt{b^2} = b$$\n") == ["holds"]


def test_the_variance_of_a_variable_says_nothing_of_its_sign() -> None:
    text = "The variance of $x$ is known.\n$$\\sqrt{x^2} = x$$\n"
    assert answers(text)[-1] != "holds"
    text = r"Two numbers with covariance $c$. $$\sqrt{c^2} = c$$"
    assert answers(text)[-1] != "holds"


LAWS = "Let $x \\sim N(0, 1)$ and $y \\sim N(0, 1)$. "


@pytest.mark.parametrize(
    "said",
    [
        "$x$ and $y$ are nearly independent.",
        "$x$ and $y$ are independent if $r = 0$.",
        "$x$ and $y$ are independent for $r = 0$.",
        "Given the parameters, $x$ and $y$ are independent.",
        r"Conditioned on $\theta$, $x$ and $y$ are independent.",
        "The means of $x$ and $y$ are independent.",
        "$x$ and $y$ have independent increments.",
        "$x$ is independent of $y^2$.",
        "Nowhere did we use that $x$ and $y$ are independent.",
        "Some authors assume that $x$ and $y$ are independent; we do not.",
    ],
)
def test_independence_with_a_condition_is_none(said: str) -> None:
    assert answers(f"{LAWS}{said}\n$$\\mathrm{{Var}}(x + y) = 2$$\n")[-1] != "holds"


def test_plain_independence_counts() -> None:
    text = f"{LAWS}Here $x$ and $y$ are independent.\n$$\\mathrm{{Var}}(x + y) = 2$$\n"
    assert answers(text) == ["holds"]


def test_unknown_words_are_not_plain() -> None:
    assert says_plainly("Let", "be a symmetric matrix.")
    assert not says_plainly("Let", "be a hemisymmetric matrix.")
    assert not says_plainly(f"As {FORMULA} grows, let", "be symmetric.")
    assert is_taken_back("Now we drop the symmetry of the kernel.")
    assert not is_taken_back("We use the symmetry of the kernel.")

"""What words call a matrix is never taken for a number, whatever its formulas make of it."""

from __future__ import annotations

import pytest
from check.documents import answers

TIME = r"Let the covariance matrix $\Sigma(t)$ evolve with time."
TWO = "Let $A$ and $B$ be matrices."
NOISE = "Let $Q$ and $R$ be the noise covariances."
LIST = r"The covariance matrices of prior and likelihood are $\Sigma_1$ and $\Sigma_2$."
FAMILY = r"Let $\Sigma_k$ be the covariance matrices of the components."
PARAMETER = "Let $K$ be a covariance matrix with parameter $a$."
DEPENDS = "Let $A(t)$ be an invertible matrix depending on $t$."
VALUED = "Let $A(t)$ and $B(t)$ be matrix-valued functions."
NUMBERS = "Let $Q$ be the noise covariance and $P$ the state variance."
FORCED = r"$$ \frac{d}{dt} e^{\Sigma_1 + \Sigma_2} = \frac{d}{dt} (e^{\Sigma_1} e^{\Sigma_2}) $$"

MOVED = r"\frac{\partial K^{-1}}{\partial a} = -K^{-1} \frac{\partial K}{\partial a} K^{-1}"

WRONG = [
    (TIME, r"\frac{d}{dt} \Sigma^{-1} = -\Sigma^{-2} \frac{d\Sigma}{dt}"),
    (TWO, "e^{A + B} = e^A e^B"),
    (NOISE, "(Q+R)^{-1}Q = Q(Q+R)^{-1}"),
    (NOISE + " $A$ is the transition matrix.", "A Q A = A^2 Q"),
    (
        LIST,
        r"\frac{\Sigma_1}{\Sigma_1 + \Sigma_2} = \Sigma_1 (\Sigma_1 + \Sigma_2)^{-1}",
    ),
    (LIST + "\n\n" + FORCED, r"\Sigma_1 \Sigma_2 = \Sigma_2 \Sigma_1"),
    (FAMILY + "\n\n" + FORCED, r"\Sigma_1 \Sigma_2 = \Sigma_2 \Sigma_1"),
    (
        PARAMETER,
        r"\frac{\partial}{\partial a} K^{-1} = - K^{-2} \frac{\partial K}{\partial a}",
    ),
    ("Let $A$ be a square matrix.", r"\frac{d}{dt} A^2 = 2 A \frac{dA}{dt}"),
    (DEPENDS, r"\frac{d}{dt} A^{-1} = -A^{-2} \frac{dA}{dt}"),
    (VALUED, r"\frac{d}{dt}(A(t) B(t)) = A'(t) B(t) + B'(t) A(t)"),
]
RIGHT = [
    (TIME, r"\frac{d}{dt} \Sigma^{-1} = -\Sigma^{-1} \frac{d\Sigma}{dt} \Sigma^{-1}"),
    (TWO, "(A + B)^2 = A^2 + A B + B A + B^2"),
    (NOISE, "(Q+R)^{-1}Q = I - (Q+R)^{-1}R"),
    (
        PARAMETER,
        MOVED,
    ),
    (DEPENDS, r"\frac{d}{dt} A^{-1} = -A^{-1} \frac{dA}{dt} A^{-1}"),
    (VALUED, r"\frac{d}{dt}(A(t) B(t)) = A'(t) B(t) + A(t) B'(t)"),
    (NUMBERS, r"\frac{P}{P + Q} = P (P+Q)^{-1}"),
    (NUMBERS, r"P - \frac{P^2}{P + Q} = \frac{PQ}{P+Q}"),
]


CALLED = [
    "Consider a time-varying matrix $A(t)$.",
    "Let $A = A(t)$ be a matrix.",
    "Let the matrices $A$ and $B$ be given.",
    "We write $A$ for the Jacobian matrix.",
    "Matrices are denoted by capitals: $A$, $B$.",
    "The covariance matrix of $x$, $A$, changes.",
    "The covariance matrix $A_t = A(t)$ changes.",
    "Here, $A$ is square and invertible.",
    r"Let $A$ be an operator on $\mathbb{R}^d$.",
    "The covariance $A$ changes with time.",
    r"Let $A$ be the Gram matrix $X^\top X$.",
]


@pytest.mark.parametrize("words", CALLED)
def test_words_that_call_a_name_a_matrix(words: str) -> None:
    wrong = r"$$ \frac{d}{dt} A^2 = 2 A \frac{dA}{dt} $$"
    right = r"$$ \frac{d}{dt} A^2 = A \frac{dA}{dt} + \frac{dA}{dt} A $$"
    assert answers(f"{words}\n\n{wrong}\n\n{right}")[-2:] == ["unknown", "holds"]


@pytest.mark.parametrize(("words", "step"), WRONG)
def test_matrices_do_not_commute(words: str, step: str) -> None:
    assert answers(f"{words}\n\n$$ {step} $$")[-1] in ("unknown", "fails")


@pytest.mark.parametrize(("words", "step"), RIGHT)
def test_what_holds_for_matrices_holds(words: str, step: str) -> None:
    assert answers(f"{words}\n\n$$ {step} $$")[-1] == "holds"

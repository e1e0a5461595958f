"""Signs that a document uses in another sense than the usual one: no wrong step holds by them."""

from __future__ import annotations

import pytest

from tests.check.documents import answers

OTHER = [
    # the identity
    r"Let $I(\theta)$ be the Fisher information and $J = I(\theta)^{-1}$. $$ I = I^2 $$",
    r"Denote by $I$ the interest rate and by $P$ the principal. $$ I P = P $$",
    r"The moment of inertia is denoted by $I$. $$ I \omega = \omega $$",
    r"Let $I$ be the set of indices, $n=|I|$. $$ n = 1 $$",
    r"$I = \{1,\dots,n\}$ is the index set. $$ I^2=I $$",
    # functions and numbers
    r"Let $\Gamma$ be the gain matrix. $$ \Gamma(n) = (n-1)! $$",
    r"Let $\Phi$ be an arbitrary feature map. $$ \Phi(x)+\Phi(-x) = 1 $$",
    r"Suppose that $\Phi$ maps inputs to features. $$ \Phi(0) = \frac12 $$",
    r"Let $\pi$ be the policy. $$ \cos \pi = -1 $$",
    r"Let $e$ be the vector of errors. $$ \log e = 1 $$",
    r"Let $D$ be an $n \times n$ matrix and $1$ the vector of ones. $$ D 1 = D $$",
    # primes, powers and marks
    r"Let $B'$ denote the derivative of $B \in \mathbb{R}^{n\times n}$ in $t$. $$ |B'| = |B| $$",
    r"With $A \in \mathbb{R}^{n\times n}$, $Y'=AY$. $$ \mathrm{tr}(Y') = \mathrm{tr}(Y) $$",
    r"Let $A' = A+\Delta$, $A\in\mathbb{R}^{n\times n}$. $$ |A'| = |A| $$",
    r"We write $\Sigma'$ for the covariance after the update. $$ |\Sigma'| = |\Sigma| $$",
    r"The horizon is $T$ and $P\in\mathbb{R}^{n\times n}$. $$ \mathrm{tr}(P^T) = \mathrm{tr}(P) $$",
    r"For $t = 1, \dots, T$ let $x_{t+1} = P x_t$, $P\in\mathbb{R}^{n\times n}$. $$ |P^T| = |P| $$",
    r"Superscripts are layers: $W^1, W^2$ are the weights. $$ W^2W^1 = W^3 $$",
    r"The iterates are $x^0, x^1, x^2,\dots$ $$ x^1x^2=x^3 $$",
    r"Let $a^k$ be the action of player $k$, $k=1,2$. $$ a^1a^1 = a^2 $$",
    r"Let $\theta^k$ denote the estimate after iteration $k$. $$ \theta^k\theta = \theta^{k+1} $$",
    r"$A^+$ is the pseudoinverse. $$ A^+A = I $$ $$ A^+ = (A^\top A)^{-1}A^\top $$",
    r"Let $\bar x$ be the complex conjugate of $x$. $$ |x|^2 = x^2 $$",
    r"Primes denote quantities after the update. $$ |\Sigma'| = |\Sigma| $$",
    r"New is $\tilde A'$, $\tilde A\in\mathbb{R}^{n\times n}$. $$ |\tilde A'| = |\tilde A| $$",
    # norms, products and brackets
    r"All norms are maximum norms. $$ \|x\|^2 = x^\top x $$",
    r"Norms are taken in $L_1$. $$ \|x\|^2 = x^\top x $$",
    r"Here $\|\cdot\|$ is the sup norm. $$ \|x\|^2 = x^\top x $$",
    r"With the $\ell_1$ norm $\|x\|$, $x\in\mathbb{R}^n$, $$ \|x\|^2 = x^\top x $$",
    r"Let $\|x\|=\max_i|x_i|$. $$ \|x\|^2 = x^\top x $$",
    r"Let $\langle x,y\rangle = x^\top My$, $\|x\|^2=\langle x,x\rangle$. $$ \|x\|^2 = x^\top x $$",
    r"The cross product is $a\times b$. $$ a\times b = b\times a $$",
    r"Let $[x]$ be the integer part of $x$. $$ [x]+[y] = [x+y] $$",
    r"Let $[C]=\frac12(C+C^\top)$, $C\in\mathbb{R}^{n\times n}$. $$ [C] = C $$",
    r"The commutator is $AB-BA$. $$ e^Ae^B = e^{A+B} $$",
    r"Sums over repeated indices are implied. $$ a_ia_i = a_i^2 $$",
    # laws
    r"In information form, $x\sim\mathcal N(\eta,\Lambda)$. $$ \mathbb{E}[x] = \eta $$",
    r"$\mathcal N(m, P)$ is in information form. Let $x\sim N(m,P)$. $$ \mathbb{E}[x] = m $$",
    r"Let $\|\cdot\|$ be the max norm, $\|x\|$ is given. $$ \|x\|^2 = x^\top x $$",
    # two derivatives
    r"Along $\dot x=f(x)$, $$ \frac{d}{dt}\log p(x) = \frac{\partial}{\partial t}\log p(x) $$",
]
USUAL = [
    r"A prime is the transpose, $A \in \mathbb{R}^{n\times n}$. $$ |A'| = |A| $$",
    r"Transposes have a prime, $A \in \mathbb{R}^{n\times n}$. $$ |A'| = |A| $$",
    r"The squared norm of $x\in\mathbb{R}^n$ is small. $$ \|x\|^2 = x^\top x $$",
    r"The $\ell_1$ norm $\|x\|_1$ of $x\in\mathbb{R}^n$. $$ \|x\|^2 = x^\top x $$",
    r"Let $I$ be the identity matrix and $x \sim \mathcal{N}(0, I)$. $$ A I = A $$",
    r"Let $x \sim N(0, \Sigma)$ with covariance $I$. $$ A I = A $$",
    r"Let $\Phi$ denote the cdf of the standard normal law. $$ \Phi(x)+\Phi(-x) = 1 $$",
    r"with the gamma function $\Gamma$. $$ \Gamma(5) = 24 $$",
    r"Here $X'$ is the transpose of $X\in\mathbb{R}^{n\times p}$. $$ (X'X)' = X'X $$",
    r"Let $X\in\mathbb{R}^{n\times p}$. We premultiply by $X'$. $$ (X'X)' = X'X $$",
    r"Let $A$ be an $n \times n$ matrix, $T$ denotes the transpose. $$ |A^T| = |A| $$",
    r"Let $A' = A$, $A\in\mathbb{R}^{n\times n}$. $$ \mathrm{tr}(A') = \mathrm{tr}(A) $$",
    r"Let $\|x\|$ be the Euclidean norm of $x\in\mathbb{R}^n$. $$ \|x\|^2 = x^\top x $$",
    r"With the $\ell_2$ norm $\|x\|$ of $x\in\mathbb{R}^n$. $$ \|x\|^2 = x^\top x $$",
    r"Here $|A|$ is the determinant of $A\in\mathbb{R}^{n\times n}$. $$ |A^\top| = |A| $$",
    r"Let $\langle x, y\rangle = x^\top y$, $x,y\in\mathbb{R}^n$. $$ \|x\|^2 = x^\top x $$",
    r"Let $x \sim N(0,1)$ have mean $0$ and variance $1$. $$ E[x^2] = 1 $$",
    r"Let $\sigma^2$ be the variance. $$ (\sigma^2)^2 = \sigma^4 $$",
    r"The powers $x^0, x^1, x^2$ are a basis. $$ x x^2 = x^3 $$",
]


@pytest.mark.parametrize("text", OTHER)
@pytest.mark.parametrize("path", ["notes.md", "notes.tex"])
def test_what_is_said_of_a_sign_counts(text: str, path: str) -> None:
    assert "holds" not in answers(text, path)


@pytest.mark.parametrize("text", USUAL)
def test_the_usual_meaning_stays(text: str) -> None:
    assert answers(text)[-1] == "holds"


@pytest.mark.parametrize(
    "said",
    [
        r"Let $A$ be a lagged covariance matrix.",
        r"Let $A$ be a precision matrix times a covariance matrix.",
        r"Let $A$ be symmetric. For general square $A$ one has",
    ],
)
def test_what_only_seems_to_be_symmetric(said: str) -> None:
    step = r"$$ \mathrm{tr}(A^2) = \|A\|_F^2 $$"
    assert answers(rf"{said} {step}") == ["unknown"]
    assert answers(rf"Let $A$ be the posterior covariance matrix. {step}") == ["holds"]


def test_what_uses_a_sign_in_another_sense_does_not_fail() -> None:
    text = (
        "Let $1$ be the vector of ones and $X \\sim N(\\mu 1, \\Sigma)$ in $\\mathbb{R}^n$.\n\n"
        "$$ \\bar x = \\frac{1}{n} 1^T X $$\n\n$$ E[\\bar x] = \\mu $$\n"
    )
    assert answers(text) == ["definition", "unknown"]

"""The law of a variable that is made of others follows from theirs."""

from __future__ import annotations

import pytest
from check.documents import answers, steps_of

LET = "Let $X \\sim \\mathcal{N}(\\mu, \\sigma^2)$ and let $Y = a X + b$.\n\n"
BOTH = (
    "Let $X$ and $Y$ be independent, with $X \\sim \\mathcal{N}(\\mu_1, \\sigma_1^2)$ and "
    "$Y \\sim \\mathcal{N}(\\mu_2, \\sigma_2^2)$. Let $Z = X - Y$.\n\n"
)
VECTOR = (
    "Let $x \\sim \\mathcal{N}(m, S)$ with $m \\in \\mathbb{R}^n$, $S \\in \\mathbb{S}_{++}^n$, "
    "$A \\in \\mathbb{R}^{k \\times n}$, and let $z = A x$.\n\n"
)


@pytest.mark.parametrize(
    ("said", "law", "answer"),
    [
        (LET, r"Y \sim \mathcal{N}(a \mu + b, a^2 \sigma^2)", "holds"),
        (LET, r"Y \sim \mathcal{N}(a \mu + b, a \sigma^2)", "fails"),
        (LET, r"Y \sim \mathcal{N}(a \mu, a^2 \sigma^2)", "fails"),
        (BOTH, r"Z \sim \mathcal{N}(\mu_1 - \mu_2, \sigma_1^2 + \sigma_2^2)", "holds"),
        (BOTH, r"Z \sim \mathcal{N}(\mu_1 - \mu_2, \sigma_1^2 - \sigma_2^2)", "fails"),
        (VECTOR, r"z \sim \mathcal{N}(A m, A S A^\top)", "holds"),
        (VECTOR, r"z \sim \mathcal{N}(A m, 2 A S A^\top)", "fails"),
    ],
)
def test_a_law_that_follows_may_be_wrong(said: str, law: str, answer: str) -> None:
    (step,) = steps_of(f"{said}$$ {law} $$")
    assert str(step.verdict.answer) == answer
    assert (step.verdict.counterexample is not None) == (answer == "fails")


@pytest.mark.parametrize(
    "text",
    [
        # what X - Y is made of may be dependent
        BOTH.replace("independent, with", "such that")
        + r"$$ Z \sim \mathcal{N}(\mu_1 - \mu_2, \sigma_1^2 + \sigma_2^2) $$",
        # a law given X
        LET + r"$$ Y \sim \mathcal{N}(a X + b, \tau^2) $$",
        LET + r"$$ Y \mid X \sim \mathcal{N}(X, \tau^2) $$",
        # another Y
        LET + "# Regression\n\nLet $Y$ be the data,\n\n" + r"$$ Y \sim \mathcal{N}(m, v) $$",
        # names that nothing relates
        LET + r"$$ Y \sim \mathcal{N}(m, v) $$",
        LET + r"$$ Y \sim \mathcal{N}(m, a^2 \sigma^2) $$",
    ],
)
def test_other_laws_are_definitions(text: str) -> None:
    assert answers(text) == ["definition"]


def test_what_another_law_makes_random_is_no_constant() -> None:
    text = (
        "Let $V \\sim \\mathrm{Bern}(1/2)$ and $W = 2 V - 1$. Let $X \\sim \\mathcal{N}(0, 1)$ and "
        "$Y = W X$.\n\n$$ Y \\sim \\mathcal{N}(0, 1) $$"
    )
    assert answers(text) == ["definition"]


LINEAR = (
    "Let $x \\sim \\mathcal{N}(\\mu, \\Sigma)$ in $\\mathbb{R}^n$ and let $\\varepsilon \\sim "
    "\\mathcal{N}(0, R)$ be independent of $x$. Let $y = A x + b + \\varepsilon$ with $A \\in "
    "\\mathbb{R}^{m \\times n}$, $b \\in \\mathbb{R}^m$.\n\n"
)
STACK = r"\begin{bmatrix} x \\ y \end{bmatrix}"
MEAN = r"\begin{bmatrix} \mu \\ A \mu + b \end{bmatrix}"


def matrix(first: str, second: str) -> str:
    """A covariance of two rows."""
    return rf"\begin{{bmatrix}} {first} \\ {second} \end{{bmatrix}}"


RIGHT = matrix(r"\Sigma & \Sigma A^\top", r"A \Sigma & A \Sigma A^\top + R")


@pytest.mark.parametrize(
    "law",
    [
        r"y \sim \mathcal{N}(A \mu + b, A \Sigma A^\top + R)",
        r"p(y) = \mathcal{N}(y; b + A \mu, R + A \Sigma A^\top)",
        rf"{STACK} \sim \mathcal{{N}}({MEAN}, {RIGHT})",
        rf"p(x, y) = \mathcal{{N}}({STACK}; {MEAN}, {RIGHT})",
        rf"p(y, x) = \mathcal{{N}}({STACK}; {MEAN}, {RIGHT})",
    ],
)
def test_an_affine_image_of_normal_variables_is_normal(law: str) -> None:
    (step,) = steps_of(f"{LINEAR}$$ {law} $$")
    assert str(step.verdict.answer) == "holds"
    assert step.using == (r"y = A x + b + \varepsilon",)


@pytest.mark.parametrize(
    "law",
    [
        r"y \sim \mathcal{N}(A \mu, A \Sigma A^\top + R)",
        r"y \sim \mathcal{N}(A \mu - b, A \Sigma A^\top + R)",
        r"y \sim \mathcal{N}(A \mu + b, A \Sigma A^\top - R)",
        r"y \sim \mathcal{N}(A \mu + b, A \Sigma A^\top)",
        r"y \sim \mathcal{N}(A \mu + b, A \Sigma A^\top + R^{-1})",
        r"y \sim \mathcal{N}(A \mu + b, A \Sigma^{-1} A^\top + R)",
        r"y \sim \mathcal{N}(A \mu + b, R)",
        r"y \sim \mathcal{N}(A x + b, A \Sigma A^\top + R)",
        r"p(y) = \mathcal{N}(y; A \mu + b, A \Sigma + R)",
        r"p(y) = \mathcal{N}(y; A \mu + b, 2 A \Sigma A^\top + R)",
        r"q(y) = \mathcal{N}(y; A \mu + b, A \Sigma A^\top + R)",
        rf"p(y, x) = \mathcal{{N}}({STACK}; {MEAN}, {matrix('R & R', 'R & R')})",
        rf"{STACK} \sim \mathcal{{N}}({MEAN}, "
        + matrix(r"\Sigma & \Sigma A^\top", r"A \Sigma & A \Sigma A^\top")
        + ")",
        rf"{STACK} \sim \mathcal{{N}}({MEAN}, "
        + matrix(r"\Sigma & 0", r"0 & A \Sigma A^\top + R")
        + ")",
        rf"p(x, y) = \mathcal{{N}}({STACK}; {MEAN}, "
        + matrix(r"\Sigma & -\Sigma A^\top", r"-A \Sigma & A \Sigma A^\top + R")
        + ")",
        rf"p(x, y) = \mathcal{{N}}({STACK}; " + matrix(r"A \mu + b", r"\mu") + rf", {RIGHT})",
        rf"p(x \mid y) = \mathcal{{N}}({STACK}; {MEAN}, {RIGHT})",
    ],
)
def test_wrong_laws_of_affine_images_do_not_hold(law: str) -> None:
    (step,) = steps_of(f"{LINEAR}$$ {law} $$")
    assert str(step.verdict.answer) != "holds"


NORMAL = "Let $X \\sim \\mathcal{N}(\\mu, \\sigma^2)$"


@pytest.mark.parametrize(
    ("said", "law"),
    [
        # moments do not make a law normal
        (
            r"Let $X \sim \mathcal{N}(0, \tau)$ and $Y = X^2$.",
            r"Y \sim \mathcal{N}(\tau, 2 \tau^2)",
        ),
        (
            r"Let $X, Y$ be independent, $X \sim N(0, 1)$, $Y \sim N(0, 1)$, and let $Z = X Y$.",
            r"Z \sim \mathcal{N}(0, 1)",
        ),
        (
            r"Let $X \sim \mathcal{N}(0, 1)$ and $Y = |X|$.",
            r"Y \sim \mathcal{N}(\sqrt{2/\pi}, 1 - 2/\pi)",
        ),
        # nothing says that they are independent, or it is denied
        (
            rf"{NORMAL}, $Y \sim \mathcal{{N}}(\nu, \tau^2)$ and $Z = X + Y$.",
            r"Z \sim \mathcal{N}(\mu + \nu, \sigma^2 + \tau^2)",
        ),
        (
            rf"{NORMAL}, $\epsilon \sim N(0, \tau^2)$, $Y = X + \epsilon$; they are correlated.",
            r"Y \sim \mathcal{N}(\mu, \sigma^2 + \tau^2)",
        ),
        # the factor may be random
        (
            r"Let $X \sim \mathcal{N}(0, 1)$, $S = \pm 1$ with equal probability, and $Y = S X$.",
            r"Y \sim \mathcal{N}(0, 1)",
        ),
        (
            r"Let $X \sim \mathcal{N}(0, I)$, let $A$ be a random matrix, and $Y = A X$.",
            r"Y \sim \mathcal{N}(0, A A^\top)",
        ),
        # for one value of the mean only
        (NORMAL + r". If $\mu = 0$, let $Y = 2 X$.", r"Y \sim \mathcal{N}(0, 4 \sigma^2)"),
    ],
)
def test_laws_that_are_not_shown_stay_definitions(said: str, law: str) -> None:
    assert answers(f"{said}\n$$ {law} $$") == ["definition"]


def test_the_same_noise_twice_is_no_sum_of_two() -> None:
    text = (
        NORMAL + r" and $\epsilon \sim \mathcal{N}(0, \tau^2)$. Let $Y = X + \epsilon$ and "
        r"$Z = Y + \epsilon$. $$ Z \sim \mathcal{N}(\mu, \sigma^2 + %s \tau^2) $$"
    )
    assert answers(text % "4") == ["holds"]
    assert answers(text % "2") == ["fails"]

"""What is said to make derivatives zero."""

from __future__ import annotations

import pytest
from check.documents import answers, steps_of

SAMPLE = r"""
Let $x_1, \dots, x_n$ be i.i.d. $\mathcal{N}(\mu, \sigma^2)$. The log-likelihood is

$$ \ell(\mu, \sigma^2) = -\frac{n}{2} \log(2 \pi \sigma^2)
   - \frac{1}{2 \sigma^2} \sum_{i=1}^n (x_i - \mu)^2 $$

$$ \frac{\partial \ell}{\partial \mu} = \frac{1}{\sigma^2} \sum_{i=1}^n (x_i - \mu) $$

$$ \frac{\partial \ell}{\partial \sigma^2}
   = -\frac{n}{2 \sigma^2} + \frac{1}{2 \sigma^4} \sum_{i=1}^n (x_i - \mu)^2 $$

WORDS

$$ \hat\mu = MEAN, \qquad \hat\sigma^2 = VARIANCE $$
"""
MEAN = r"\frac{1}{n} \sum_{i=1}^n x_i"
VARIANCE = r"\frac{1}{n} \sum_{i=1}^n (x_i - \hat\mu)^2"
WORDS = "Setting these to zero yields"

RIDGE = r"""
Let $X \in \mathbb{R}^{n \times p}$, $y \in \mathbb{R}^n$, $w \in \mathbb{R}^p$ and $\lambda > 0$.

$$ L(w) = \|y - X w\|^2 + \lambda \|w\|^2 $$

$$ \nabla_w L(w) = -2 X^T (y - X w) + 2 \lambda w. $$

Equating the gradient to $0$ and solving for $w$, we obtain

$$ NAME = VALUE $$
"""
NAMES = ["w", r"\hat{w}", "w^*", r"w_{\mathrm{MAP}}", r"\hat{w}_{ML}"]
SOLUTION = r"(X^T X + \lambda I)^{-1} X^T y"


def sample(words: str = WORDS, mean: str = MEAN, variance: str = VARIANCE) -> list[str]:
    text = SAMPLE.replace("WORDS", words).replace("MEAN", mean).replace("VARIANCE", variance)
    return answers(text)[-2:]


def test_the_mean_and_the_variance_of_a_sample() -> None:
    assert sample() == ["holds", "holds"]
    assert sample(variance=VARIANCE.replace("{n}", "{n-1}", 1)) == ["holds", "fails"]
    assert sample(mean=r"\frac{1}{n-1} \sum_{i=1}^n x_i")[0] == "fails"
    assert sample(mean=r"-\frac{1}{n} \sum_{i=1}^n x_i")[0] == "fails"


@pytest.mark.parametrize(
    "words",
    [
        "We estimate the parameters by",
        "Setting these to zero and correcting for the bias yields",
        "Setting these to zero yields, approximately,",
        "If one sets a prior and equates these to zero, one finds",
        "The second derivatives are not set to zero.",
    ],
)
def test_words_that_say_something_else(words: str) -> None:
    assert set(sample(words, variance=VARIANCE.replace("{n}", "{n-1}", 1))) == {"definition"}


@pytest.mark.parametrize("name", NAMES)
def test_the_weights_of_a_regression(name: str) -> None:
    text = RIDGE.replace("NAME", name)
    assert answers(text.replace("VALUE", SOLUTION))[-1] == "holds"
    for wrong in (
        SOLUTION.replace("+", "-"),
        SOLUTION.replace("X^T X", "2 X^T X"),
        f"2 {SOLUTION}",
    ):
        assert answers(text.replace("VALUE", wrong))[-1] == "fails"


def test_the_derivative_is_what_is_used() -> None:
    (*_, step) = steps_of(RIDGE.replace("NAME", "w").replace("VALUE", SOLUTION))
    assert step.using == (r"\nabla_w L(w) = -2 X^T (y - X w) + 2 \lambda w",)
    (*_, step) = steps_of(RIDGE.replace("NAME", "w").replace("VALUE", f"2 {SOLUTION}"))
    assert step.verdict.detail.startswith(r"\nabla_w L(w) is not zero there; at ")


def test_a_wrong_derivative_shows_nothing() -> None:
    text = RIDGE.replace("NAME", "w").replace("-2 X^T", "2 X^T")
    assert answers(text.replace("VALUE", r"-(X^T X - \lambda I)^{-1} X^T y"))[-1] != "holds"
    assert answers(text.replace("VALUE", SOLUTION))[-1] != "fails"


def test_sides_that_do_not_fit_in_words_are_no_definitions() -> None:
    opening = r"Let $X \in \mathbb{R}^{n \times p}$, $y \in \mathbb{R}^n$. "
    assert answers(opening + "$$ v = X y $$") == ["unknown"]
    assert answers(opening + "$$ v = X^T y $$") == ["definition"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (
            "Setting the derivative of the log-posterior to zero gives",
            r"\frac{1}{n+1} \sum_{i=1}^n x_i",
        ),
        ("Setting this to zero gives", r"(X^T X)^{-1} X^T y"),
        ("Setting these to zero in vector notation gives", r"\frac{1}{n} 1^T x"),
    ],
)
def test_what_may_be_another_derivative_or_of_other_names_is_left_open(
    words: str, value: str
) -> None:
    assert sample(words, mean=value)[0] != "fails"

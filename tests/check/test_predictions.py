"""Predictions, priors beside likelihoods, and M-steps: what lecture notes are made of."""

from __future__ import annotations

import pytest
from check.documents import answers

POSTERIOR = r"""With prior $w \sim \mathcal{N}(0, \tau^2 I)$ and data $y = X w + \epsilon$,
$\epsilon \sim \mathcal{N}(0, \sigma^2 I)$, where $X \in \mathbb{R}^{n \times d}$ and $\epsilon$ is
independent of $w$, the posterior is
$$ p(w \mid y) = \mathcal{N}(w; m, S), \qquad S = \left( \frac{1}{\sigma^2} X^\top X +
\frac{1}{\tau^2} I \right)^{-1}, \qquad m = \frac{1}{\sigma^2} S X^\top y. $$
Equivalently, with $\lambda = \sigma^2 / \tau^2$,
$$ m = (X^\top X + \lambda I)^{-1} X^\top y. $$
"""
PREDICTION = r"""For a new input $x_* \in \mathbb{R}^d$, the output is
$y_* = x_*^\top w + \epsilon_*$ with $\epsilon_* \sim \mathcal{N}(0, \sigma^2)$ and
$$ p(y_* \mid y) = \mathcal{N}(y_*; x_*^\top m, SPREAD). $$
"""


@pytest.mark.parametrize(
    ("spread", "answer"),
    [
        (r"x_*^\top S x_* + \sigma^2", "holds"),
        (r"x_*^\top S x_*", "fails"),
        (r"x_*^\top S x_* - \sigma^2", "fails"),
        (r"x_*^\top S^{-1} x_* + \sigma^2", "fails"),
    ],
)
def test_a_prediction_is_one_at_a_given_input(spread: str, answer: str) -> None:
    text = POSTERIOR + PREDICTION.replace("SPREAD", spread)
    assert answers(text)[-1] == answer


def test_an_input_that_words_call_random_is_not_given() -> None:
    text = POSTERIOR + PREDICTION.replace("SPREAD", r"x_*^\top S x_* + \sigma^2")
    assert answers(text.replace("a new input", "a random new input"))[-1] != "holds"


VARIANCE = r"""Let $x_1, \dots, x_n$ be independent draws from $\mathcal{N}(\mu, \sigma^2)$ with
known $\mu$. The likelihood is
$$ p(x \mid \sigma^2) = (2 \pi \sigma^2)^{-n/2} \exp\left( -\frac{1}{2 \sigma^2} \sum_{i=1}^n
(x_i - \mu)^2 \right). $$
The inverse gamma prior is
$$ p(\sigma^2) = \frac{b^a}{\Gamma(a)} (\sigma^2)^{-a-1} \exp\left( -\frac{b}{\sigma^2} \right). $$
Hence
$$ START p(x \mid \sigma^2) p(\sigma^2) \propto (\sigma^2)^{-(a + n/2) - 1} \exp\left(
-\frac{1}{\sigma^2} \left( b + \frac{1}{2} \sum_{i=1}^n (x_i - \mu)^2 \right) \right). $$
"""


@pytest.mark.parametrize("start", ["", r"p(\sigma^2 \mid x) \propto"])
def test_a_prior_times_a_likelihood_is_a_function_of_the_parameter(start: str) -> None:
    text = VARIANCE.replace("START", start)
    assert answers(text)[-1] == "holds"
    # free of the data, so that it is right as a function of these
    assert answers(text.replace("(a + n/2)", "(a + n)"))[-1] == "fails"
    assert answers(text.replace(r"b + \frac{1}{2}", "b +"))[-1] == "fails"


def test_a_product_with_a_prior_is_none_in_the_data_alone() -> None:
    text = r"""Let $p(y \mid x) = \mathcal{N}(y; x, s^2)$ and $p(x) = \mathcal{N}(x; 0, t^2)$. Then
    $$ p(y \mid x) p(x) \propto \exp\left( -\frac{(y - x)^2}{2 s^2} - \frac{x^2}{2 t^2} \right) $$
    """
    assert answers(text)[-1] == "holds"
    assert answers(text.replace(r"- \frac{x^2}", r"+ \frac{x^2}"))[-1] == "fails"
    assert answers(text.replace(r"- \frac{x^2}{2 t^2}", ""))[-1] == "fails"


def test_what_is_integrated_out_is_no_parameter() -> None:
    text = r"""Let $p(y \mid x) = \mathcal{N}(y; x, 1)$ and $p(x) = \mathcal{N}(x; 0, 1)$. Then
    $$ \int p(y \mid x) p(x) \, dx \propto \exp\left( -\frac{y^2}{4} \right) $$ """
    assert answers(text)[-1] == "holds"
    assert answers(text.replace("{4}", "{2}"))[-1] == "fails"


LIKELIHOOD = r"""For the data $x_1, \dots, x_N \in \mathbb{R}^d$ the log likelihood is
$$ Q = -\frac{N}{2} \log |\Sigma|
- \frac{1}{2} \sum_{n=1}^N (x_n - \mu)^\top \Sigma^{-1} (x_n - \mu). $$
Its derivative with respect to $\mu$ is
$$ \frac{\partial Q}{\partial \mu} = \sum_{n=1}^N \Sigma^{-1} (x_n - \mu). $$
"""


def test_a_covariance_by_its_letter_in_a_log_likelihood_is_one() -> None:
    assert answers(LIKELIHOOD)[-1] == "holds"
    assert answers(LIKELIHOOD.replace(r"= \sum_{n=1}^N", r"= -\sum_{n=1}^N"))[-1] == "fails"
    assert answers(LIKELIHOOD.replace(r"N \Sigma^{-1} (", r"N \Sigma ("))[-1] != "holds"


FUNCTIONS = r"""Let $X \sim \mathcal{N}(\mu, \sigma^2)$.
$$ E[e^{tX}] = e^{\mu t + \sigma^2 t^2 / 2} $$

For the sum of two independent variables $X \sim \mathcal{N}(\mu_1, \sigma_1^2)$ and
$Y \sim \mathcal{N}(\mu_2, \sigma_2^2)$, $$ E[X] = \mu_1 $$
"""


def test_a_variable_that_is_introduced_again_keeps_its_law_above() -> None:
    assert answers(FUNCTIONS)[0] == "holds"
    assert answers(FUNCTIONS.replace("/ 2}", "}"))[0] == "fails"
    assert answers(FUNCTIONS)[1] != "fails"

r"""Values that a model decides are no definitions: what they say shows nothing below."""

from __future__ import annotations

import pytest
from check.documents import answers

FILTER = r"""The state is $x_t = a x_{t-1} + w_t$ and we see $y_t = x_t + v_t$, with normal noise.
The filter has variance $P$ at time $t - 1$.
"""
DATA = r"""Let $x_1, \dots, x_n \mid \mu \sim \mathcal{N}(\mu, s^2)$ be independent, and
$\mu \sim \mathcal{N}(\mu_0, t^2)$.
"""
SENSORS = "We fuse two sensors of the same $x$ with noise of variances $p$ and $r$.\n"
GAMMA = r"""Let $x_1, \dots, x_n \mid \tau \sim \mathcal{N}(\mu, 1 / \tau)$ be independent, and
$\tau \sim \mathrm{Gam}(a_0, b_0)$. We find $\tau \mid x \sim \mathrm{Gam}(a_n, b_n)$ with
"""
PARTS = "Let $x$ and $y$ be jointly normal with blocks $A$, $B$ and $C$ of the covariance.\n"
CALLED = [
    (FILTER + "Predicted variance:", "P^-", "a P + q"),
    (FILTER + "The predicted variance is", "P^-", "a P + q"),
    (FILTER + "Predicted mean and variance: $$ m^- = a m $$ and", "P^-", "a P + q"),
    (FILTER + "The Kalman gain is", "K", "P / (P + r^2)"),
    (DATA + "The posterior precision is", r"\lambda_n", "1 / t^2 + 1 / s^2"),
    (DATA + "The posterior mean of $\\mu$ is therefore", "m_n", r"(\mu_0 + n \bar x) / (n + 1)"),
    (SENSORS + "The variance of the fused estimate is", "v", "p^2 / (p + r)"),
    (SENSORS + "The optimal estimate is", r"\hat x", "(p y_1 + r y_2) / (p + r)"),
    (GAMMA, "a_n", "a_0 + n"),
    (PARTS + "The correction is", r"\Sigma_{1|2}", r"A - B C B^\top"),
    (FILTER, "P_{t|t-1}", "a P + q"),
    ("For the log-normal law, the median is", "m", r"e^{\mu + s^2}"),
    (PARTS + "Completing the square, we get", "S", r"A - B C B^\top"),
    (PARTS + "For numbers this reduces to", "s", r"a - b c b"),
]


@pytest.mark.parametrize(("words", "name", "value"), CALLED)
def test_what_a_model_decides_shows_nothing(words: str, name: str, value: str) -> None:
    text = f"{words}\n$$ {name} = {value} $$\n"
    assert answers(text)[-1] == "definition"
    for step in (f"3 {name} = 3 ({value})", f"{name} - ({value}) = 0"):
        assert answers(f"{text}\n\nMultiplying,\n$$ {step} $$\n")[-1] == "unknown"


@pytest.mark.parametrize(
    "words",
    [
        "Let",
        "Define the predicted variance as",
        "We write",
        "Put",
        "We need the abbreviation",
        "Denote the posterior variance by",
    ],
)
def test_what_is_defined_shows_what_follows(words: str) -> None:
    text = f"{FILTER}{words}\n$$ Q = a P + q $$\n\nThen\n$$ Q - q = a P $$\n"
    assert answers(text)[-1] == "holds"


def test_another_value_is_held_against_the_first_one() -> None:
    text = f"{FILTER}The predicted variance is\n$$ V = a^2 P + q $$\n\nEquivalently,\n"
    assert answers(text + "$$ V = q + P a^2 $$")[-1] == "holds"
    assert answers(text + "$$ V = q + P a $$")[-1] == "unknown"


def test_a_moment_that_is_written_is_what_the_name_means() -> None:
    text = r"Let $X \sim N(m, v)$. The posterior variance is $$ s = \mathrm{Var}(2 X) $$"
    assert answers(text + r"Thus $$ s = 4 v $$")[-1] == "holds"
    assert answers(text + r"Thus $$ s = 2 v $$")[-1] != "holds"


def test_what_rests_on_such_a_value_does_not_fail() -> None:
    text = r"""Let $x_1, \dots, x_n \sim \mathcal{N}(\mu, s^2)$ be i.i.d. We obtain
$$ m = \frac{1}{n} \sum_{i=1}^n x_i $$
and
$$ v = \frac{1}{n} \sum_{i=1}^n (x_i - m)^2 $$
The bias is
$$ \mathrm{E}[v] - s^2 = -s^2 / n $$
"""
    assert answers(text)[-1] != "fails"


def test_parameters_that_a_law_explains_itself_are_defined() -> None:
    law = r"$$ \tau \mid x \sim \mathrm{Gam}(c, b), \quad \text{with} \quad c = a + n $$"
    text = r"Let $\tau \sim \mathrm{Gam}(a, b)$. We find " + law
    assert answers(text + "\n\nHence\n$$ c - n = a $$")[-1] == "holds"


@pytest.mark.parametrize(
    ("before", "general"),
    [
        ("(a) The function is\n\n$$f(x) = a x + b$$", "(b) for general a:\n\n$$f(x) = x + 2$$"),
        ("(a) For $a = 2$ it is\n\n$$f(x) = x + a$$", "(b) for general a: $f(x) = x + 2$, so"),
        ("Let $f(x) = x + a$.\n\n(a) Plot it.", "(b) for general a:\n\n$$f(x) = x + 2$$"),
    ],
)
def test_numbers_are_no_general_case(before: str, general: str) -> None:
    text = f"# Exercises\n\n1. Functions.\n\n{before}\n\n{general}\n\n"
    assert answers(text + "$$ f(1) = 3 $$")[-1] != "holds"
    right = text.replace("= x + 2", "= x + c")
    assert answers(right + "$$ f(1) = 1 + c $$")[-1] != "fails"


def test_what_is_solved_for_shows_nothing_unless_it_follows() -> None:
    text = r"We have $y = a x + b e$ with $a > 0$. We recover $$ x = \frac{y - c e}{a} $$ and so"
    assert "holds" not in answers(text + r"$$ a x = y - c e $$")
    assert "fails" not in answers(text.replace("c e", "b e") + r"$$ a x = y - b e $$")


def test_one_step_of_an_algorithm_is_what_it_says() -> None:
    text = r"The update is $$ \theta_{t+1} = \theta_t - \eta g_t $$ Then"
    assert answers(text + r"$$ \theta_{t+1} - \theta_t = -\eta g_t $$")[-1] == "holds"
    assert answers(text + r"$$ \theta_{t+1} - \theta_t = \eta g_t $$")[-1] != "holds"


LIKELIHOOD = r"""Let $y \sim \mathcal{N}(\mu, 1)$ be a number with
$$ p(y|\mu) = \frac{1}{\sqrt{2 \pi}} e^{-(y-\mu)^2/2} $$
Thus, the log-likelihood function is
$$ \ell(\mu) = \log p(y|\mu) $$
"""


def test_a_logarithm_of_a_density_is_what_its_name_says() -> None:
    step = r"$$ \frac{d \ell(\mu)}{d \mu} = y - \mu $$"
    assert answers(LIKELIHOOD + step)[-1] == "holds"
    assert answers(LIKELIHOOD + step.replace("y - ", "y + "))[-1] == "fails"

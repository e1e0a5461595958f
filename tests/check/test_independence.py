"""Two marginals make no joint law: independence counts where the document says it."""

from __future__ import annotations

import pytest

from symgauss.check.document import check_text
from symgauss.kernel.verdict import Answer
from tests.check.documents import answers

STEPS = r"""
$$ \mathrm{E}[X Y] = \mathrm{E}[X] \, \mathrm{E}[Y] $$

$$ \mathrm{Cov}(X, Y) = 0 $$

$$ \mathrm{Var}(X + Y) = 2 $$
"""
LAWS = r"$X \sim \mathcal{N}(0, 1)$ and $Y \sim \mathcal{N}(1, 1)$"


@pytest.mark.parametrize(
    "opening",
    [
        f"Consider {LAWS}.",
        f"Consider {LAWS}, where $X$ and $Y$ are not independent.",
        f"Consider {LAWS}, where $X$ and $Y$ are linearly independent.",
    ],
)
def test_nothing_holds_that_needs_a_joint_law(opening: str) -> None:
    verdicts = [step.verdict for step in check_text(opening + STEPS, "notes.md").steps]
    assert Answer.HOLDS not in {v.answer for v in verdicts}
    assert Answer.FAILS not in {v.answer for v in verdicts}


def test_independence_in_prose_counts() -> None:
    opening = f"Let {LAWS}. The random variables $X$ and $Y$ are independent."
    found = check_text(opening + STEPS, "notes.md").steps
    assert [step.verdict.answer for step in found] == [Answer.HOLDS] * 3


TRIPLE = r"$$ \mathrm{E}[X Y Z] = \mathrm{E}[X] \, \mathrm{E}[Y] \, \mathrm{E}[Z] $$"
PAIR = r"$$ \mathrm{E}[X Y] = \mathrm{E}[X] \, \mathrm{E}[Y] $$"


@pytest.mark.parametrize(
    "text",
    [
        "Let $X$ and $Y$ be independent random variables. Let $Z$ be a random variable. " + TRIPLE,
        "Let $X$ and $Y$ be independent random variables. "
        "Let $Z$ and $Y$ be independent random variables. " + TRIPLE,
        "The random variables $X$, $Y$ and $Z$ are pairwise independent. " + TRIPLE,
        "Let $X$ and $Y$ be random variables, without assuming that $X$ and $Y$ are independent. "
        + PAIR,
        "Let $X$ and $Y$ be random variables. If $X$ and $Y$ are independent, it is easy. " + PAIR,
        "Let $X$ and $Y$ be random variables. Let $X$ and $Y$ be independent of $Z$. " + PAIR,
    ],
)
def test_independence_is_that_of_the_names_in_one_statement(text: str) -> None:
    assert [step.verdict.answer for step in check_text(text, "notes.md").steps] != [Answer.HOLDS]


@pytest.mark.parametrize(
    "wrong",
    [
        r"0 + \mathrm{Var}(\sum_{i=1}^n X_i) = \sum_{i=1}^n \mathrm{Var}(X_i)",
        r"0 + \mathrm{Var}(\sum_{i=1}^n X_i) = 0",
    ],
)
def test_members_of_a_family_are_random(wrong: str) -> None:
    text = rf"Let $X_1, \ldots, X_n$ be random variables. $$ {wrong} $$"
    (step,) = check_text(text, "notes.md").steps
    assert step.verdict.answer is not Answer.HOLDS


def test_conditions_count_where_nothing_says_that_they_are_independent() -> None:
    step = r"$$ 0 + p(x \mid y) = p(x) $$"
    laws = r"Let $x \sim \mathcal{N}(0, 1)$ and $y \sim \mathcal{N}(0, 1)$. "
    (silent,) = check_text(laws + step, "notes.md").steps
    assert silent.verdict.answer is not Answer.HOLDS
    said = laws + "The random variables $x$ and $y$ are independent. " + step
    assert [each.verdict.answer for each in check_text(said, "notes.md").steps] == [Answer.HOLDS]


NOISY = r"Let $x \sim N(0, 1)$ and $\epsilon \sim N(0, 1)$, and $y = x + \epsilon$. "


@pytest.mark.parametrize(
    "said",
    [
        r"The noise $\epsilon$ depends on $x$ in an unknown way.",
        "They share a common cause.",
        "Endogeneity is a problem.",
        r"Independence of $x$ and $\epsilon$ need not hold.",
        r"Let the noise have $E[x \epsilon] = c$.",
    ],
)
def test_noise_may_depend_on_something(said: str) -> None:
    text = f"{NOISY}{said} $$ Var(y) = 2 $$"
    assert [each.verdict.answer for each in check_text(text, "t.md").steps] != [Answer.HOLDS]


@pytest.mark.parametrize("said", ["", r"Hence $E[x \epsilon] = E[x] E[\epsilon]$."])
def test_noise_is_independent_by_custom(said: str) -> None:
    text = f"{NOISY}{said} $$ Var(y) = 2 $$"
    assert [each.verdict.answer for each in check_text(text, "t.md").steps] == [Answer.HOLDS]


def test_noise_may_be_correlated_with_the_state() -> None:
    model = r"Let $x_t = A x_{t-1} + w_t$ with white noise $w_t \sim N(0,Q)$. "
    step = r"$$ \mathrm{Cov}[x_{t-1}, w_t] = 0 $$"
    (plain,) = check_text(model + step, "t.md").steps
    assert plain.verdict.answer is Answer.HOLDS
    (denied,) = check_text(model + "It is correlated with the state. " + step, "t.md").steps
    assert denied.verdict.answer is not Answer.HOLDS


@pytest.mark.parametrize(
    "text",
    [
        (
            r"Let $y \mid x \sim N(x, 1)$, $y = x + \epsilon$, $\epsilon \sim N(0, 1)$ and"
            r" $z = x + \epsilon$. $$ p(y, z | x) = p(y | x) p(z | x) $$"
        ),
        r"Let $X$ be random with mean $m$ and consider the event $X = x$. $$ E[X] = x $$",
        r"We condition on $X = x$. $$ E[X] = x $$",
        r"The probability that $X = 3$ is zero. $$ X + 1 = 4 $$",
    ],
)
def test_events_and_shared_noise_prove_nothing(text: str) -> None:
    assert [each.verdict.answer for each in check_text(text, "t.md").steps] != [Answer.HOLDS]


@pytest.mark.parametrize(
    "said",
    [
        "(not necessarily independent)",
        "that need not be independent",
        "(independence is not assumed)",
    ],
)
def test_draws_whose_independence_is_denied_are_no_sample(said: str) -> None:
    law = r"Let $X_1, \dots, X_n \sim \mathcal{N}(0, s^2)$ "
    step = r"$$ \mathrm{Var}\left[\frac1n \sum_{i=1}^n X_i\right] = \frac{s^2}{n} $$"
    assert answers(f"{law}{said}.\n{step}\n") != ["holds"]
    assert answers(f"{law}be independent.\n{step}\n") == ["holds"]


@pytest.mark.parametrize(
    "said",
    ["Now suppose that they have covariance $c$.", "What if they are correlated?"],
)
def test_independence_is_taken_back(said: str) -> None:
    laws = f"Let {LAWS} be independent."
    step = r"$$ \mathrm{Var}(X + Y) = 2 $$"
    assert answers(f"{laws} {said}\n{step}\n") != ["holds"]
    assert answers(f"{laws} They are added.\n{step}\n") == ["holds"]

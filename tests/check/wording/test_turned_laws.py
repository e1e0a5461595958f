"""Words after which a law that was stated shows nothing: another variable, another law, a case."""

from __future__ import annotations

import pytest
from check.documents import answers

LAW = r"Let $X \sim \mathcal{N}(0, 1)$." + "\n" + r"$$ \mathbb{E}[X^6] = 15 $$" + "\n"
STEP = "\n" + r"$$ \mathbb{E}[X^4] = 3 $$"


@pytest.mark.parametrize(
    "words",
    [
        "Now $X$ counts the defective items.",
        "Here $X$ denotes the waiting time until the next bus.",
        "Let now $X$ be the sum of two dice.",
        "Consider a Bernoulli variable $X$.",
        "Now take $X$ heavy-tailed.",
        "We clip $X$ at $c$. Then",
        "Write $X$ for the truncated variable.",
        r"Replace $X$ by $\mu + \sigma X$.",
        r"Now drop the standardisation: let $X$ have mean $\mu$ and variance $\sigma^2$.",
        r"Now $X \in \{0, 1\}$.",
        "We only keep draws with $X > 0$.",
        "On the event $X > 0$,",
        "Restricted to the positive half line,",
        "Under the size-biased distribution,",
        "Under the risk-neutral measure,",
        r"With a nonzero mean $\mu$ instead,",
        "More generally, for any mean and variance,",
        "For non-Gaussian $X$,",
        "Dropping Gaussianity,",
        "Given $Y = y$,",
        "Conditioned on the data,",
        r"Suppose a fraction $\epsilon$ of the data is contaminated. Then",
        "For the Laplace distribution with the same variance,",
        "An exponential variable has",
    ],
)
@pytest.mark.parametrize("heading", ["", "## Other\n"])
def test_a_law_shows_nothing_behind_words_that_may_leave_it(heading: str, words: str) -> None:
    assert answers(LAW + heading + words + STEP)[-1] != "holds"


@pytest.mark.parametrize(
    "words",
    [
        "By symmetry and integration by parts,",
        "For the fourth moment we obtain",
        "Since $X$ is Gaussian with mean zero and unit variance,",
        "Using the moment-generating function of $X$, we get",
        "In the same way,",
        "For instance,",
        "Finally, for the last term,",
        "The next moment of $X$ is",
        "Integrating over $X$ gives",
    ],
)
def test_words_that_calculate_change_nothing(words: str) -> None:
    assert answers(LAW + words + STEP) == ["holds", "holds"]


def test_what_a_variable_stands_for_is_said_beside_its_law() -> None:
    text = r"Let $X \sim \mathcal{N}(0, 1)$, where $X$ is the height of a child." + STEP
    assert answers(text) == ["holds"]


@pytest.mark.parametrize(
    "words",
    ["Given $y$,", "Conditioning gives", "Given the recorded signal,", "Conditional on $y$,"],
)
def test_a_posterior_is_conditional_itself(words: str) -> None:
    text = r"""Let $x \sim \mathcal{N}(0, 1)$ and $y \mid x \sim \mathcal{N}(x, 1)$.

    WORDS $$ \mathbb{E}[x \mid y] = \frac{y}{2} $$"""
    assert answers(text.replace("WORDS", words)) == ["holds"]


def test_a_comment_says_that_the_law_goes_on() -> None:
    words = "For the second kind of gnomes,\n"
    comment = r"<!-- symgauss: X \sim \mathcal{N}(0, 1) -->"
    assert answers(LAW + words + STEP)[-1] == "unknown"
    assert answers(LAW + words + comment + STEP)[-1] == "holds"


@pytest.mark.parametrize(
    "words",
    [
        "Initialise with $a = b$ and iterate until convergence.",
        "The equation $a = b$ describes a line.",
        "We reject $H_0: a = b$.",
        "Some texts normalise so that $a = b$.",
        "The posterior mode is $a = b$.",
        "Our estimate is $a = b$.",
        "Setting $a = b$ recovers ridge regression.",
        "Sanity check: for $a = b$ the KL divergence vanishes.",
        "Example: $a = b$. Back to the theory.",
        "Conjecture: $a = b$.",
        "On the diagonal, $a = b$.",
        "We require $a \\ne b$, since for $a = b$ it breaks.",
    ],
)
def test_a_restriction_counts_only_where_it_is_said_plainly(words: str) -> None:
    text = f"{words} In the next lemma $a$ and $b$ are general.\n$$ a c + b c = 2 a c $$"
    assert answers(text)[-1] != "holds"


@pytest.mark.parametrize(
    "words",
    ["Let $a = b$.", "We set $a = b$.", "Assume $a = b$ for simplicity.", "where $a = b$."],
)
def test_a_plain_restriction_counts(words: str) -> None:
    assert answers(f"{words}\n$$ a c + b c = 2 a c $$") == ["holds"]


def test_formulas_need_no_plain_words() -> None:
    text = (
        r"The minimiser is $w = (X^\top X)^{-1} X^\top y$." + "\n" + r"$$ X^\top X w = X^\top y $$"
    )
    assert answers(text) == ["holds"]

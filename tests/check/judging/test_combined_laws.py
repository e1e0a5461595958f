r"""``X - Y \sim N(m - n, s + t)``: such a law follows from those of the parts, or not."""

from __future__ import annotations

import pytest
from check.documents import answers, steps_of

PAIR = r"""Let $X \sim N(\mu, \sigma^2)$ and $Y \sim N(\nu, \tau^2)$ be independent. Then
"""
DRAWS = r"Let $X_1, \dots, X_n \sim N(\mu, \sigma^2)$ be i.i.d. "
MEAN = DRAWS + r"Let $\bar X = \frac{1}{n} \sum_{i=1}^n X_i$, so that $\bar X \sim N(\mu, s)$. "
VECTOR = r"Let $x \sim N(\mu, \Sigma)$ in $\mathbb{R}^n$ and $A \in \mathbb{R}^{m \times n}$. Then "


@pytest.mark.parametrize(
    ("said", "right", "wrong"),
    [
        (PAIR, r"X + Y \sim N(\mu + \nu, \sigma^2 + \tau^2)", (r"+ \tau^2", r"\tau^2")),
        (PAIR, r"X - Y \sim N(\mu - \nu, \sigma^2 + \tau^2)", (r"2 + \tau", r"2 - \tau")),
        (PAIR, r"2X \sim N(2\mu, 4\sigma^2)", ("4", "2")),
        (PAIR, r"\frac{X - \mu}{\sigma} \sim N(0, 1)", (r"{\sigma}", r"{\sigma^2}")),
        (PAIR, r"X + c \sim N(\mu + c, \sigma^2)", (r"\mu + c", r"\mu - c")),
        (DRAWS, r"\sum_{i=1}^n X_i \sim N(n\mu, n\sigma^2)", (r"n\sigma", r"n^2\sigma")),
        (VECTOR, r"A x + b \sim N(A\mu + b, A\Sigma A^T)", (r"\Sigma A", r"\Sigma^{-1} A")),
        (VECTOR, r"a^T x \sim N(a^T\mu, a^T\Sigma a)", (r"\Sigma a", r"\Sigma^{-1} a")),
        (VECTOR, r"A x + b \sim N(A\mu + b, A\Sigma A^T)", (r"\mu + b", r"\mu")),
        (VECTOR, r"x - \mu \sim N(0, \Sigma)", ("(0", r"(\mu")),
    ],
)
def test_laws_of_sums(said: str, right: str, wrong: tuple[str, str]) -> None:
    assert answers(f"{said} $$ {right} $$") == ["holds"]
    assert answers(f"{said} $$ {right.replace(*wrong)} $$") == ["fails"]


def test_a_sample_mean_whose_law_is_stated() -> None:
    said = MEAN.replace("N(\\mu, s)", r"N(\mu, \sigma^2 / n)")
    assert answers(said + r"$$ \sqrt{n} (\bar X - \mu) \sim N(0, \sigma^2) $$") == ["holds"]
    assert answers(said + r"$$ \sqrt{n} (\bar X - \mu) \sim N(0, \sigma^2/n) $$") == ["fails"]


@pytest.mark.parametrize(
    "text",
    [
        PAIR.replace(" be independent", "") + r"$$ X + Y \sim N(\mu + \nu, \sigma^2 + \tau^2) $$",
        PAIR + r"$$ X + W \sim N(\mu + \omega, \sigma^2) $$",
        PAIR + r"$$ X^2 \sim N(\mu^2, \sigma^4) $$",
        PAIR + r"$$ X Y \sim N(\mu\nu, \sigma^2 \tau^2) $$",
        PAIR.replace(". Then", ".") + r"Under $H_0$: $\mu = \nu$, $$ X - Y \sim N(0, 2\sigma^2) $$",
        PAIR + r"Given $Y$, $$ X + Y \sim N(\mu + Y, \sigma^2) $$",
        PAIR + r"For correlated variables, $$ X - Y \sim N(\mu - \nu, 2\sigma^2 (1 - \rho)) $$",
    ],
)
def test_what_does_not_follow_is_not_decided(text: str) -> None:
    assert answers(text)[-1] not in ("holds", "fails")


@pytest.mark.parametrize(
    ("text", "law"),
    [
        (PAIR, r"X^2 \sim N(\mu^2 + \sigma^2, 2 \sigma^4)"),
        (PAIR, r"X Y \sim N(\mu \nu, \sigma^2 \tau^2)"),
        (VECTOR.replace("m \\times n", "n \\times n"), r"A x \sim N(A \mu, A^T \Sigma A)"),
    ],
)
def test_what_nothing_shows_is_no_definition(text: str, law: str) -> None:
    assert answers(f"{text} $$ {law} $$") == ["unknown"]


@pytest.mark.parametrize(
    ("chain", "answer"),
    [
        (r"Z = \frac{X - \mu}{\sigma} \sim N(0, 1)", "holds"),
        (r"Z = \frac{X - \mu}{\sigma^2} \sim N(0, 1)", "fails"),
        (r"Z = a X + b \sim N(a \mu + b, a^2 \sigma^2)", "holds"),
        (r"Z = a X + b \sim N(a \mu, a^2 \sigma^2)", "fails"),
    ],
)
def test_a_name_and_its_law_in_one_chain(chain: str, answer: str) -> None:
    assert answers(f"{PAIR} $$ {chain} $$") == ["definition", answer]


def test_a_wrong_law_of_a_sum_shows_nothing() -> None:
    text = PAIR + r"$$ Z = \frac{X - \mu}{\sigma^2} \sim N(0, 1) $$"
    after = steps_of(text + r" $$ \mathrm{Var}(Z) = 1 $$ $$ \mathbb{E}[Z^4] = 3 $$")
    assert [str(step.verdict.answer) for step in after[-2:]] == ["fails", "fails"]

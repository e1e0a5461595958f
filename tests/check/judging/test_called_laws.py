"""What words call the density or a generating function of something is held against its law."""

from __future__ import annotations

import pytest
from check.documents import answers

LAW = r"Let $X \sim \mathcal{N}(\mu, \sigma^2)$"
WRONG = r"\frac{1}{\sqrt{2\pi}\sigma} e^{-(x-\mu)^2/\sigma^2}"
RIGHT = r"\frac{1}{\sqrt{2\pi}\sigma} e^{-(x-\mu)^2/(2\sigma^2)}"


def test_a_wrong_density_fails_and_proves_nothing() -> None:
    step = r"$$ f'(x) = -\frac{2(x-\mu)}{\sigma^2} f(x) $$"
    first, second = answers(f"{LAW} with density $$ f(x) = {WRONG} $$\n\n{step}")
    assert first == "fails"
    assert second == "unknown"
    assert answers(f"{LAW} with density $f(x) = {WRONG}$. {step}") == ["unknown"]


def test_a_right_density_is_shown() -> None:
    step = r"$$ f'(x) = -\frac{x-\mu}{\sigma^2} f(x) $$"
    assert answers(f"{LAW} with density $$ f(x) = {RIGHT} $$\n\n{step}") == ["holds", "holds"]
    assert answers(f"{LAW} with density $f(x) = {RIGHT}$. {step}") == ["holds"]


@pytest.mark.parametrize(
    ("called", "wrong", "right"),
    [
        (
            "The moment generating function of $X$ is",
            r"M(t) = e^{\mu t + \sigma^2 t^2}",
            r"M(t) = e^{\mu t + \sigma^2 t^2/2}",
        ),
        ("Its pdf is", f"f(x) = {WRONG}", f"f(x) = {RIGHT}"),
    ],
)
def test_functions_of_a_law(called: str, wrong: str, right: str) -> None:
    assert answers(f"{LAW}. {called} $$ {wrong} $$") == ["fails"]
    assert answers(f"{LAW}. {called} $$ {right} $$") == ["holds"]


def test_a_wrong_generating_function_in_a_sentence() -> None:
    text = (
        r"The moment generating function of $X \sim \mathcal{N}(\mu, \sigma^2)$ is $M(t) = VALUE$."
        r" Then $$ M'(t) = SLOPE M(t) $$"
    )
    wrong = text.replace("VALUE", r"e^{\mu t + \sigma^2 t^2}")
    assert answers(wrong.replace("SLOPE", r"(\mu + 2\sigma^2 t)")) == ["unknown"]
    right = text.replace("VALUE", r"e^{\mu t + \sigma^2 t^2/2}")
    assert answers(right.replace("SLOPE", r"(\mu + \sigma^2 t)")) == ["holds"]


def test_a_characteristic_function() -> None:
    text = LAW + r". The characteristic function is $$ \varphi(t) = VALUE $$ $$ SLOPE $$"
    right = text.replace("VALUE", r"e^{i\mu t - \sigma^2 t^2/2}")
    step = r"\varphi'(t) = (i\mu - \sigma^2 t) \varphi(t)"
    assert answers(right.replace("SLOPE", step)) == ["holds", "holds"]
    wrong = text.replace("VALUE", r"e^{i\mu t - \sigma^2 t^2}")
    step = r"\varphi'(t) = (i\mu - 2\sigma^2 t) \varphi(t)"
    assert answers(wrong.replace("SLOPE", step)) == ["fails", "unknown"]


@pytest.mark.parametrize(
    "text",
    [
        LAW + r" and $Y = e^X$. The density of $Y$ is $$ f(y) = \frac1y e^{-y} $$",
        LAW + r". The moment generating function of $Z$ is $$ M_Z(t) = e^{t^2/2} $$",
        LAW + r". The Laplace density is $$ f(x) = \frac{1}{2\sigma} e^{-|x - \mu|/\sigma} $$",
        LAW + r". The standard normal density is $$ f(x) = \frac{1}{\sigma} e^{-x^2/2} $$",
        LAW + r". The log-density is $$ f(x) = -(x - \mu)^2 $$",
        LAW + r" and $Y \sim \mathcal{N}(0, 1)$. The generating function is $$ M(t) = e^t $$",
    ],
)
def test_functions_of_something_else(text: str) -> None:
    assert answers(text) == ["definition"]


@pytest.mark.parametrize(
    "words",
    [
        r"Up to an additive constant, $\log p(x) = -\frac{x^2}{2}$. Hence $p(x) = e^{-x^2/2}$.",
        "The density is $p(x) = e^{-x^2/2}$.",
    ],
)
def test_a_density_integrates_to_one(words: str) -> None:
    assert answers(words + r" $$ \int p(x) dx = \sqrt{2\pi} $$") == ["unknown"]
    assert answers(words + r" $$ \int p(x) dx = 1 $$") == ["holds"]


def test_a_function_may_have_any_integral() -> None:
    text = r"Let $f(x) = e^{-x^2/2}$. $$ \int f(x) dx = \sqrt{2\pi} $$"
    assert answers(text) == ["holds"]
    text = r"Let $p(x) = \frac{1}{\sqrt{2\pi}} e^{-x^2/2}$. $$ \int x^2 p(x) dx = 1 $$"
    assert answers(text) == ["holds"]

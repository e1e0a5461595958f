"""Expectations under laws that the document does not state."""

from __future__ import annotations

import pytest
from check.documents import answers

LET = "Let $X$ and $Y$ be random variables and $a$, $b$ constants.\n\n"


@pytest.mark.parametrize(
    "right",
    [
        r"\mathrm{E}(a X + b) = a \mathrm{E}(X) + b",
        r"\mathrm{Var}(X) = \mathrm{E}(X^2) - \mathrm{E}(X)^2",
        r"\mathrm{Var}(X + Y) = \mathrm{Var}(X) + \mathrm{Var}(Y) + 2 \mathrm{Cov}(X, Y)",
        r"\mathrm{E}[(X - \mathrm{E} X) Y] = \mathrm{E}(X Y) - \mathrm{E}(X) \mathrm{E}(Y)".replace(
            r"\mathrm{E} X", r"\mathrm{E}(X)"
        ),
    ],
)
def test_identities_of_all_laws_hold(right: str) -> None:
    assert answers(LET + f"$$ {right} + 0 $$") == ["holds"]


@pytest.mark.parametrize(
    "wrong",
    [
        r"\mathrm{E}(a X + b) = a \mathrm{E}(X)",
        r"\mathrm{E}(X Y) = \mathrm{E}(X) \mathrm{E}(Y)",
        r"\mathrm{Var}(X + Y) = \mathrm{Var}(X) + \mathrm{Var}(Y)",
        r"\mathrm{Var}(a X) = a \mathrm{Var}(X)",
        r"\mathrm{E}(X^2) = \mathrm{E}(X)^2",
    ],
)
def test_others_do_not(wrong: str) -> None:
    assert "holds" not in answers(LET + f"$$ {wrong} + 0 $$")


def test_independence_must_be_said() -> None:
    step = r"$$ \mathrm{E}(X Y) = \mathrm{E}(X) \mathrm{E}(Y) + 0 $$"
    said = "Let $X$ and $Y$ be two independent random variables.\n\n"
    assert answers(said + step) == ["holds"]
    assert answers(LET + step) != ["holds"]


@pytest.mark.parametrize(
    ("formula", "holds"),
    [
        (
            r"0 + \mathbb{E}_{q(z|x)}[2 f(z)] = 2 \mathbb{E}_{q(z|x)}[f(z)]",
            True,
        ),
        (
            r"\mathbb{E}_{q(z|x)}[f(z)] \mathbb{E}_{q(z|x)}[g(z)] = \mathbb{E}_{q(z|x)}[f(z) g(z)]",
            False,
        ),
        (r"0 + \mathbb{E}_{x \sim p}[2 x] = 2 \mathbb{E}_{x \sim p}[x]", True),
        (r"0 + \mathbb{E}_{x \sim p}[2 x] = 2 x", False),
        (
            (
                r"0 + \mathbb{E}_{p(x)}[\mathbb{E}_{q(z|x)}[h(x) z]]"
                r" = \mathbb{E}_{p(x)}[h(x) \mathbb{E}_{q(z|x)}[z]]"
            ),
            True,
        ),
        (
            (
                r"0 + \mathbb{E}_{p(x)}[\mathbb{E}_{q(z|x)}[h(x) z]]"
                r" = \mathbb{E}_{p(x)}[h(x)] \mathbb{E}_{p(x)}[\mathbb{E}_{q(z|x)}[z]]"
            ),
            False,
        ),
        (r"0 + \mathbb{E}_{q(z|x)}[z] = \mathbb{E}_{q(z|y)}[z]", False),
        (
            (
                r"0 + \mathbb{E}_q\left[\log \frac{p(z)}{q(z|x)}\right]"
                r" = \mathbb{E}_q[\log p(z)] - \mathbb{E}_q[\log q(z|x)]"
            ),
            True,
        ),
        (
            (
                r"0 + \mathbb{E}_q\left[\log \frac{p(z)}{q(z|x)}\right]"
                r" = \mathbb{E}_q[\log p(z)] + \mathbb{E}_q[\log q(z|x)]"
            ),
            False,
        ),
    ],
)
def test_expectations_under_a_law_in_the_subscript(formula: str, *, holds: bool) -> None:
    assert (answers(f"$$ {formula} $$")[0] == "holds") == holds


NORMS = [
    (r"\mathbb{E}\left\|x-\mu\right\|^2 = \operatorname{tr}(\Sigma)", "holds"),
    (r"\mathbb{E}\lVert x\rVert^2 = \operatorname{tr}(\Sigma) + \mu^\top\mu", "holds"),
    (r"\mathbb{E}\lVert x\rVert^2 = \mu^\top\mu", "fails"),
    (r"\mathbb{E}|u|^2 = s^2", "holds"),
    (r"\mathbb{E}\left|u\right|^2 = 2 s^2", "fails"),
    (
        (
            r"\operatorname{Var}\left\|x\right\|^2"
            r" = 2\operatorname{tr}(\Sigma^2) + 4\mu^\top\Sigma\mu"
        ),
        "holds",
    ),
]


@pytest.mark.parametrize(("step", "expected"), NORMS)
def test_bars_behind_a_mean_are_no_brackets(step: str, expected: str) -> None:
    said = r"Let $x \sim \mathcal{N}(\mu, \Sigma)$ in $\mathbb{R}^d$, $u \sim \mathcal{N}(0, s^2)$."
    assert answers(f"{said} $$ {step} $$") == [expected]


@pytest.mark.parametrize(
    "step", [r"\mathbb{E}\lvert u\rvert = 0", r"\operatorname{Var}\lvert u\rvert = s^2"]
)
def test_the_mean_of_an_absolute_value_is_not_that_of_the_variable(step: str) -> None:
    assert answers(rf"Let $u \sim \mathcal{{N}}(0, s^2)$. $$ {step} $$") == ["fails"]

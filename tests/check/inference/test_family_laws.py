"""Moments and entropies of variables whose law has a name."""

from __future__ import annotations

import pytest
from check.documents import answers

LET = r"""Let $\tau \sim \mathrm{Gam}(a, b)$, $X \sim \chi^2(k)$, $Y \sim \mathrm{Exp}(\lambda)$,
$Z \sim \mathrm{Bet}(\alpha, \beta)$, $U \sim \mathcal{U}(c, d)$, $B \sim \mathrm{Bern}(p)$,
$N \sim \mathrm{Bin}(n, p)$, $K \sim \mathrm{Poiss}(\lambda)$ and $V \sim \mathrm{InvGam}(a, b)$.

"""
TRUE = [
    r"\mathrm{E}[\tau] = \frac{a}{b}",
    r"\mathrm{Var}[\tau] = \frac{a}{b^2}",
    r"\mathrm{E}[\log \tau] = \psi(a) - \log b",
    r"\mathrm{Var}(X) = 2 k",
    r"\mathrm{Var}(2 Y + 1) = \frac{4}{\lambda^2}",
    r"\mathrm{h}(Y) = 1 - \log \lambda",
    r"\mathrm{E}(Z) = \frac{\alpha}{\alpha + \beta}",
    r"\mathrm{Var}(U) = \frac{(d - c)^2}{12}",
    r"\mathrm{E}(e^U) = \frac{e^d - e^c}{d - c}",
    r"\mathrm{Var}(B) = p (1 - p)",
    r"\mathrm{Var}(N) = n p (1 - p)",
    r"\mathrm{E}(K^2) = \lambda^2 + \lambda",
    r"\mathrm{E}(V^{-1}) = \frac{a}{b}",
]


@pytest.mark.parametrize("formula", TRUE)
def test_true(formula: str) -> None:
    assert answers(LET + f"$$ {formula} $$") == ["holds"]


@pytest.mark.parametrize("formula", TRUE)
def test_neighbours(formula: str) -> None:
    left, right = formula.split(" = ")
    for wrong in (f"{left} = 2 \\left( {right} \\right)", f"{left} = {right} + 10^{{-9}}"):
        assert answers(LET + f"$$ {wrong} $$")[0] not in ("holds", "definition")


def test_a_law_with_a_random_parameter_says_nothing_about_the_mean() -> None:
    text = r"Let $c \sim \mathrm{Gam}(2, 3)$ and $X \sim \mathrm{Gam}(c, b)$."
    assert answers(text + r"$$ 0 + \mathrm{E}[X] = \frac{c}{b} $$") == ["unknown"]


def test_two_laws_of_one_name_are_none() -> None:
    text = r"Let $X \sim \mathrm{Gam}(a, b)$. Let $X \sim \mathrm{Exp}(b)$."
    assert answers(text + r"$$ 0 + \mathrm{E}[X] = \frac{a}{b} $$") == ["unknown"]

"""The imaginary unit and the d of differentials are no numbers."""

from __future__ import annotations

import pytest
from check.documents import answers

LAW = r"Let $X \sim \mathcal{N}(\mu, \sigma^2)$. "


@pytest.mark.parametrize("unit", ["i", r"\mathrm{i}", "j"])
def test_a_characteristic_function_is_one_of_a_real_number(unit: str) -> None:
    right = rf"$$ E[e^{{{unit}tX}}] = \exp({unit}t\mu - \frac{{\sigma^2 t^2}}{{2}}) $$"
    assert answers(LAW + right) == ["holds"]
    assert answers(LAW + right.replace("- ", "+ ")) == ["fails"]
    assert answers(LAW + right.replace("{2}", "{4}")) == ["fails"]
    assert answers(LAW + right.replace(rf"{unit}t\mu", rf"2{unit}t\mu")) == ["fails"]
    # an i is left in one part of the exponent, so that nothing is known
    assert answers(LAW + right.replace(r"\sigma^2 t^2", r"\sigma t")) == ["unknown"]
    assert answers(LAW + right.replace(rf"{unit}t\mu", r"t\mu")) == ["definition"]


VECTORS = r"Let $x \sim \mathcal{N}(\mu, \Sigma)$ with $x, t \in \mathbb{R}^d$. "


def test_a_characteristic_function_of_a_vector_is_one_of_a_real_vector() -> None:
    right = r"$$ E[e^{i t^\top x}] = \exp(i t^\top \mu - \frac12 t^\top \Sigma t) $$"
    assert answers(VECTORS + right) == ["holds"]
    assert answers(VECTORS + right.replace(r"- \frac12", "-")) == ["fails"]
    assert answers(VECTORS + right.replace(r"\Sigma t", r"\Sigma^{-1} t")) == ["fails"]
    # t is what is averaged, or a parameter: nothing is put in its place
    drawn = r"Let $t \sim \mathcal{N}(\mu, \sigma^2)$. "
    assert answers(drawn + r"$$ E[e^{i t s}] = e^{\mu s + \sigma^2 s^2 / 2} $$") != ["holds"]


def test_a_member_is_not_turned_with_its_index() -> None:
    law = r"Let $X_t \sim \mathcal{N}(0, t)$ with $t > 0$. "
    assert answers(law + r"$$ E[e^{i t X_t}] = e^{t^3 / 2} $$") != ["holds"]
    assert answers(law + r"$$ E[e^{i s X_t}] = e^{s^2 t / 2} $$") != ["holds"]


def test_what_is_no_exponential_is_left_open_at_imaginary_points() -> None:
    right = r"$$ E[e^{it X^2}] = (1 - 2 i t \sigma^2)^{-1/2} $$"
    assert answers(r"Let $X \sim \mathcal{N}(0, \sigma^2)$. " + right) == ["unknown"]
    assert answers(r"$$ |e^{it}| = e^{it} $$") == ["unknown"]
    assert answers(r"$$ e^{it} + e^{-it} = 2 \cos t $$") != ["fails"]


def test_of_the_imaginary_unit_only_analytic_identities_hold() -> None:
    assert answers(r"$$ e^{itx} e^{ity} = e^{it(x+y)} $$") == ["holds"]
    assert answers(r"$$ (a + ib)^2 = a^2 + 2iab + i^2b^2 $$") == ["holds"]
    assert answers(r"$$ (a + ib)^2 = a^2 + 2iab - b^2 $$") == ["unknown"]
    assert answers(r"$$ |e^{itx}| = e^{itx} $$") == ["unknown"]
    assert answers(r"$$ \sqrt{i^2 t^2} = |i| |t| $$") == ["unknown"]
    assert answers(r"Let $x \in \mathbb{R}^n$. $$ \|ix\|^2 = i^2 \|x\|^2 $$") == ["unknown"]


def test_an_index_is_not_the_imaginary_unit() -> None:
    wrong = r"\sum_i (x_i - a)^2 = \sum_i x_i^2 - a \sum_i x_i"
    assert answers(f"$$ {wrong} $$") == ["fails"]
    assert answers(r"For $i \in \mathbb{N}$, $$ (a + i)^2 = a^2 + i^2 $$") == ["fails"]


MATRIX = r"Let $X \in \mathbb{R}^{n \times n}$. "
VECTOR = r"Let $x \in \mathbb{R}^n$ and $A \in \mathbb{S}^n$. "


@pytest.mark.parametrize(
    "right",
    [
        MATRIX + r"$$ d\log\det X = \operatorname{tr}(X^{-1} dX) $$",
        MATRIX + r"$$ \mathrm{d}\log|X| = \operatorname{tr}(X^{-1} \mathrm{d}X) $$",
        VECTOR + r"$$ dx^T A x + x^T A dx = 2 x^T A dx $$",
        r"$$ d x^2 = 2 x \, dx $$",
    ],
)
def test_differentials_are_not_refuted(right: str) -> None:
    assert answers(right) == ["unknown"]


def test_differentials_do_not_hold_as_factors() -> None:
    assert answers(r"$$ d x^2 = x \, dx $$") == ["unknown"]
    assert answers(r"$$ x \, dy = y \, dx $$") == ["unknown"]


def test_a_d_may_be_a_factor() -> None:
    right = r"\frac{d}{2} \log 2\pi + \frac{d}{2} = \frac{d}{2}\log(2\pi e)"
    assert answers(f"$$ {right} $$") == ["holds"]
    assert answers(r"$$ a d + b d = (a - b) d $$") == ["fails"]
    density = r"$$ x e^{-x^2} dx + e^{-x^2} dx = (x SIGN 1) e^{-x^2} dx $$"
    assert answers(density.replace("SIGN", "+")) == ["holds"]
    assert answers(density.replace("SIGN", "-")) == ["fails"]

"""Integrals and expectations of analytic functions of one variable, which have no closed form."""

from __future__ import annotations

import pytest
from battery.ask import answer
from flint import arb, ctx

from symgauss.kernel.growth import ONE
from symgauss.kernel.quadrature import Decay
from symgauss.kernel.verdict import Answer

CONTEXT = r"""
    a, b, s > 0
    m, t \in \mathbb{R}
"""
MEAN = r"\mathbb{E}_{x \sim \mathcal{N}(m, s^2)}"
BELL = r"\frac{1}{\sqrt{2 \pi}} e^{-z^2/2}"

TRUE = [
    rf"\int {BELL} \Phi(m + a z) \, \mathrm{{d}}z = \Phi(m / \sqrt{{1 + a^2}})",
    r"\int e^{-z^2/2} \cos(t z) \, \mathrm{d}z = \sqrt{2 \pi} e^{-t^2/2}",
    r"\int_0^1 \frac{1}{1 + z^2} \, \mathrm{d}z = \frac{\pi}{4}",
    r"\int_0^\infty e^{-z} \sin z \, \mathrm{d}z = \frac{1}{2}",
    r"\int_0^\infty z^{a - 1} e^{-z^2/2} \, \mathrm{d}z = 2^{a/2 - 1} \Gamma(a/2)",
    r"\int_0^1 z^{a - 1} \log z \, \mathrm{d}z = -\frac{1}{a^2}",
    r"\int_{-\infty}^\infty \frac{1}{1 + z^2} \, \mathrm{d}z = \pi",
    (
        r"\int_{-\infty}^\infty \left(1 + \frac{(z - m)^2}{a}\right)^{-\frac{a + 1}{2}} \mathrm{d}z"
        r" = \frac{\sqrt{\pi a} \, \Gamma(a/2)}{\Gamma((a + 1)/2)}"
    ),
    rf"\int {BELL} \frac{{1}}{{1 + e^{{-z}}}} \, \mathrm{{d}}z = \frac{{1}}{{2}}",
    (
        r"\int_0^\infty \frac{1}{z s \sqrt{2 \pi}} e^{-\frac{(\log z - m)^2}{2 s^2}} \, \mathrm{d}z"
        r" = 1"
    ),
    (
        r"\int_0^\infty \frac{z}{z s \sqrt{2 \pi}} e^{-\frac{(\log z - m)^2}{2 s^2}} \,"
        r" \mathrm{d}z = e^{m + s^2/2}"
    ),
    rf"{MEAN}[\exp(x)] = \exp(m + s^2/2)",
    MEAN + r"[\Phi(t + a x)] = \Phi\left(\frac{t + a m}{\sqrt{1 + a^2 s^2}}\right)",
    r"\int_0^a e^{2 b z} \, \mathrm{d}z = \frac{e^{2 a b} - 1}{2 b}",
    r"\int_0^a e^{-b (a - z)} \, \mathrm{d}z = e^{-a b} \int_0^a e^{b z} \, \mathrm{d}z",
    MEAN + r"[\sin(x)] = e^{-s^2/2} \sin(m)",
]


@pytest.mark.parametrize("formula", TRUE)
def test_true(formula: str) -> None:
    assert answer(CONTEXT, formula) is Answer.HOLDS


@pytest.mark.parametrize("formula", TRUE)
def test_neighbours_do_not_hold(formula: str) -> None:
    assert answer(CONTEXT, formula + " + 10^{-9}") is not Answer.HOLDS
    assert answer(CONTEXT, formula.replace("=", "= 2 \\cdot ", 1)) is not Answer.HOLDS


@pytest.mark.parametrize(
    "formula",
    [
        r"\int_0^\infty e^{-z} |z - 1000| \mathrm{d}z = 999",
        r"\int_0^\infty \sqrt{(z - 1000)^2} e^{-z} \mathrm{d}z = 999",
        rf"\int {BELL} e^{{\Phi(z - 1000)}} \, \mathrm{{d}}z = 1",
        rf"\int {BELL} \Phi(z - 30) \, \mathrm{{d}}z = 0",
        r"\int_{-1}^1 \frac{1}{z} \, \mathrm{d}z = 0",
        r"\int_{-\infty}^\infty \frac{z}{1 + z^2} \, \mathrm{d}z = 0",
        r"\int_0^\infty z^{-3/2} e^{-z} \, \mathrm{d}z = \Gamma(-1/2)",
        r"\int e^{z^2} \Phi(z) \, \mathrm{d}z = 1",
        r"\int_0^1 \frac{1}{z (1 - z)} \, \mathrm{d}z = 0",
        r"\int_{-\infty}^\infty (1 + z^2)^{-1/2} \, \mathrm{d}z = 0",
    ],
)
def test_what_diverges_or_hides_is_not_accepted(formula: str) -> None:
    assert answer(CONTEXT, formula) is Answer.UNKNOWN


def test_the_bound_on_a_tail_is_one() -> None:
    """What lies beyond the cut is less than what the bound says, by an independent estimate."""
    ctx.prec = 320
    decay = Decay(arb(2), arb(1), arb(0), ONE)
    cut, beyond = decay.end(1, None)
    # the integral of exp(x - x^2) from the cut on, by the complementary error function
    half = arb(1) / 2
    true = (arb(1) / 4).exp() * arb.pi().sqrt() / 2 * (cut - half).erfc()
    assert true < beyond < arb(2) ** -200

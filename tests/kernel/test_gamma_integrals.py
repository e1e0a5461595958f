"""Integrals of gamma and beta type over half lines and the unit interval."""

from __future__ import annotations

import pytest
from battery.ask import answer

from symgauss.kernel.verdict import Answer

POSITIVE = r"""
    a, b, c, d, k, u > 0
    m, y \in \mathbb{R}
"""

TRUE = [
    r"\int_0^\infty x^{a-1} e^{-b x} \mathrm{d}x = \frac{\Gamma(a)}{b^a}",
    r"\int_0^\infty \mathrm{Gam}(x; a, b) \mathrm{d}x = 1",
    r"\int_0^\infty e^{-b x} \mathrm{d}x = \frac{1}{b}",
    r"\int_0^\infty x \, \mathrm{Gam}(x; a, b) \mathrm{d}x = \frac{a}{b}",
    (
        r"\int_0^\infty (x - m)^2 \mathrm{Gam}(x; a, b) \mathrm{d}x"
        r" = \frac{a (a + 1)}{b^2} - \frac{2 m a}{b} + m^2"
    ),
    r"\int_0^\infty \log(x) \mathrm{Gam}(x; a, b) \mathrm{d}x = \psi(a) - \log b",
    r"\int_0^\infty \chi^2(x; k) x^u \mathrm{d}x = \frac{2^u \Gamma(k/2 + u)}{\Gamma(k/2)}",
    (
        r"\int_0^\infty \mathrm{Gam}(x; a, b) "
        r"\log \frac{\mathrm{Gam}(x; a, b)}{\mathrm{Gam}(x; c, d)}"
        r" \mathrm{d}x = c \log \frac{b}{d} - \log \frac{\Gamma(a)}{\Gamma(c)} + (a - c) \psi(a)"
        r" - (b - d) \frac{a}{b}"
    ),
    (
        r"\int_0^\infty \mathcal{N}(y; m, x^{-1}) \mathrm{Gam}(x; k/2, k/2) \mathrm{d}x"
        r" = \mathrm{t}(y - m; k)"
    ),
    r"\int_0^1 x^{a-1} (1 - x)^{b-1} \mathrm{d}x = \mathrm{B}(a, b)",
    r"\int_0^1 x \, \mathrm{Bet}(x; a, b) \mathrm{d}x = \frac{a}{a + b}",
    r"\int_0^1 \log(x) \, \mathrm{Bet}(x; a, b) \mathrm{d}x = \psi(a) - \psi(a + b)",
    r"\int_0^\infty x^2 e^{-x^2/2} \mathrm{d}x = \sqrt{\pi/2}",
]


@pytest.mark.parametrize("formula", TRUE)
def test_closed_forms(formula: str) -> None:
    assert answer(POSITIVE, formula) is Answer.HOLDS


@pytest.mark.parametrize("formula", TRUE)
def test_neighbours_of_closed_forms_fail(formula: str) -> None:
    assert answer(POSITIVE, formula + " + 10^{-9}") is Answer.FAILS
    assert answer(POSITIVE, formula.replace("=", "= 2 \\cdot ", 1)) is not Answer.HOLDS


@pytest.mark.parametrize(
    "formula",
    [
        r"\int_0^\infty e^{-x} |x - 1000| \mathrm{d}x = 999",
        r"\int_0^\infty \sqrt{(x - 1000)^2} e^{-x} \mathrm{d}x = 999",
        r"\int_0^\infty x^{-1} \mathrm{d}x = 1",
        r"\int_0^\infty e^{x} \mathrm{d}x = -1",
        r"\int_0^1 x^{-2} \mathrm{d}x = -1",
    ],
)
def test_what_is_of_another_type_is_not_decided(formula: str) -> None:
    assert answer(POSITIVE, formula) is Answer.UNKNOWN

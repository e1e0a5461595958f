"""Densities by name, and functions of several arguments."""

from __future__ import annotations

import pytest
from battery.ask import answer

from symgauss.errors import LatexError
from symgauss.kernel.context import Property
from symgauss.kernel.verdict import Answer
from symgauss.latex import Scope, read_expression, read_formula

POSITIVE = r"""
    a, b, k, u, v, \nu, x > 0
    s, m \in \mathbb{R}
"""
MATRICES = r"""
    S, V \in \mathbb{S}_{++}^{d}
    z, m \in \mathbb{R}^{d}
    \nu, c > 0
"""


@pytest.mark.parametrize(
    ("statements", "formula"),
    [
        (POSITIVE, r"\mathrm{Gam}(x; a, b) = \frac{b^a}{\Gamma(a)} x^{a-1} e^{-b x}"),
        (POSITIVE, r"\mathrm{Exp}(x; b) = b e^{-b x}"),
        (POSITIVE, r"\chi^2(x; k) = \frac{x^{k/2 - 1} e^{-x/2}}{2^{k/2} \Gamma(k/2)}"),
        (
            POSITIVE,
            (
                r"\mathrm{t}(s; \nu) = \frac{\Gamma((\nu + 1)/2)}{\Gamma(\nu/2) \sqrt{\nu \pi}}"
                r" \left( 1 + \frac{s^2}{\nu} \right)^{-(\nu + 1)/2}"
            ),
        ),
        (POSITIVE, r"\mathrm{B}(a, b) = \frac{\Gamma(a) \Gamma(b)}{\Gamma(a + b)}"),
        (
            MATRICES,
            (
                r"\mathcal{W}(S; V, \nu) = \frac{|S|^{(\nu - d - 1)/2} "
                r" e^{-\mathrm{tr}(V^{-1} S)/2}}{2^{\nu d/2} |V|^{\nu/2} \Gamma_d(\nu/2)}"
            ),
        ),
        (
            MATRICES,
            (
                r"\mathrm{t}(z; m, V, \nu) = \frac{\Gamma((\nu + d)/2)}{\Gamma(\nu/2)}"
                r" \frac{(1 + (z - m)^\top V^{-1} (z - m)/\nu)^{-(\nu + d)/2}}"
                r"{(\nu \pi)^{d/2} |V|^{1/2}}"
            ),
        ),
    ],
)
def test_the_closed_form(statements: str, formula: str) -> None:
    assert answer(statements, formula) is Answer.HOLDS
    assert answer(statements, formula.replace("=", "= 2", 1)) is Answer.FAILS


def test_arguments_get_the_properties_that_the_density_needs() -> None:
    formula = read_formula(r"\mathrm{Gam}(\tau; a, b) = c", Scope(conventions=True))
    assert dict(formula.supposed) == dict.fromkeys(("tau", "a", "b"), Property.POSITIVE)
    normal = read_formula(r"\mathcal{N}(x; m, \sigma) = c", Scope(conventions=True))
    assert "sigma" in dict(normal.supposed)


def test_a_declared_letter_is_no_density() -> None:
    scope = Scope(conventions=True)
    scope.declare("t")
    with pytest.raises(LatexError):
        read_expression(r"t(x; a)", scope)


def test_a_law_without_a_point_is_no_value() -> None:
    with pytest.raises(LatexError):
        read_expression(r"\mathrm{Gam}(a, b)", Scope(conventions=True))

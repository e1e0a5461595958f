"""Integrals of unknown functions, and sums whose limits are a family."""

from __future__ import annotations

import pytest
from battery.ask import answer, verdict

from symgauss.kernel.verdict import Answer, Reason

FUNCTIONS = r"""
    f \colon \mathbb{R} \to \mathbb{R}
    g \colon \mathbb{R} \to \mathbb{R}
    x, y, a, b, c, d \in \mathbb{R}
    s > 0
"""
FAMILIES = r"""
    a, b \in \mathbb{N}
    \mu \in \mathbb{R}
    y_{ij}, \bar{y}_i \in \mathbb{R}
    n_i \in \mathbb{R}
"""


@pytest.mark.parametrize(
    "formula",
    [
        r"\int f(x) (a + g(x)) dx = a \int f(x) dx + \int f(x) g(x) dx",
        r"\int f(x) dx = \int f(y) dy",
        r"\int_a^b f(x) dx + \int_a^b g(x) dx = \int_a^b (f(x) + g(x)) dx",
        r"\int \int f(x) g(y) dx dy = \int f(x) dx \int g(y) dy",
        r"\int \int f(x) g(x y) dx dy = \int \int f(x) g(x y) dy dx",
    ],
)
def test_what_holds_for_every_measure(formula: str) -> None:
    assert answer(FUNCTIONS, formula) is Answer.HOLDS


@pytest.mark.parametrize(
    "formula",
    [
        r"\int f(x) dx = 1",
        r"\int f(x) g(x) dx = \int f(x) dx \int g(x) dx",
        r"\int f(s x) dx = \frac{1}{s} \int f(x) dx",
        r"\int_a^b f(x) dx = \int_a^c f(x) dx",
        r"\int_a^b f(x) dx = \int_b^a f(x) dx",
        r"\int f(x) dx = 2 \int f(x) dx",
        r"\int_a^b f(x) dx = \int f(x) dx",
    ],
)
def test_nothing_else_is_decided(formula: str) -> None:
    found = verdict(FUNCTIONS, formula)
    assert found.answer is Answer.UNKNOWN
    assert found.reason is Reason.MISSING_CONTEXT


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (
            (
                r"\sum_{i=1}^a \sum_{j=1}^{n_i} (y_{ij} - \mu)"
                r" = \sum_{i=1}^a \left( \sum_{j=1}^{n_i} y_{ij} - n_i \mu \right)"
            ),
            Answer.HOLDS,
        ),
        (
            (
                r"\sum_{i=1}^a \sum_{j=1}^{n_i} (y_{ij} - \mu)"
                r" = \sum_{i=1}^a \left( \sum_{j=1}^{n_i} y_{ij} - \mu \right)"
            ),
            Answer.FAILS,
        ),
        (
            (
                r"\sum_{i=1}^a \sum_{j=1}^{n_i} (y_{ij} - \mu)"
                r" = \sum_{i=1}^a \left( \sum_{j=1}^{n_i} y_{ij} - 3 \mu \right)"
            ),
            Answer.FAILS,
        ),
        (r"\sum_{i=1}^a \sum_{j=1}^{n_i} 1 = \sum_{i=1}^a n_i", Answer.HOLDS),
    ],
)
def test_limits_out_of_a_family(formula: str, expected: Answer) -> None:
    assert answer(FAMILIES, formula) is expected

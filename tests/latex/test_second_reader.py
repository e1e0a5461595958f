r"""latex2sympy2 reads what symgauss writes: a second reader that shares no code with ours.

It is right on scalar algebra only.  What it misreads or refuses is left out by name:

- ``\log`` is the logarithm to base 10, so it is written ``\ln`` before it is read back;
- ``\operatorname{..}``, ``\mathcal{N}``, ``\top`` and names with ``^*`` are errors;
- ``\mathrm{e}`` is a name, so exponentials are written ``\exp``;
- a letter before a bracket without a space is a function.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from scalars import SCALARS, scalars, value

from symgauss.kernel.terms import Term
from symgauss.latex import Scope, read_expression
from symgauss.notation.latex import print_term

AT = dict(zip([s.name for s in SCALARS], (0.37, 1.83, 0.71, 0.59, 1.29, 2.11), strict=True))


@cache
def second_names() -> dict[Any, float]:
    """Values by the symbols of the second reader."""
    module = pytest.importorskip("latex2sympy2", exc_type=ImportError)
    return {module.latex2sympy(print_term(symbol)): AT[symbol.name] for symbol in SCALARS}


def second_reading(text: str) -> complex:
    """The value of a formula by latex2sympy2."""
    module = pytest.importorskip("latex2sympy2", exc_type=ImportError)
    expression = module.latex2sympy(text.replace(r"\log", r"\ln"))
    return complex(expression.doit().evalf(15, subs=second_names()))


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(term=scalars)
@pytest.mark.filterwarnings("ignore")
def test_second_reader_agrees(term: Term, declared: Scope) -> None:
    try:
        meant = value(term, AT)
    except (ArithmeticError, ValueError, OverflowError):
        assume(False)  # noqa: FBT003 - hypothesis
    assume(math.isfinite(meant) and abs(meant) < 1e12)
    text = print_term(term)
    ours = value(read_expression(text, declared), AT)
    assert ours == pytest.approx(meant, rel=1e-9, abs=1e-9)
    second = second_reading(text)
    assert second.real == pytest.approx(meant, rel=1e-6, abs=1e-6), text


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "text",
    [
        r"\frac{1}{\sqrt{2 \pi} \sigma} \exp\left( -\frac{(a - b)^2}{2 \sigma^2} \right)",
        r"\ln \frac{a}{b} + \frac{\sigma^2 + (a - b)^2}{2 b^2} - \frac{1}{2}",
        r"\frac{1 - \bar{\alpha}_{t-1}}{1 - \bar{\alpha}_{t-1} \beta_t} \beta_t",
        r"\left( \frac{1}{a} + \frac{1}{b} \right)^{-1}",
        r"-\frac{1}{2} \ln (2 \pi \sigma^2)",
    ],
)
def test_second_reader_agrees_on_textbook_formulas(text: str, declared: Scope) -> None:
    assert second_reading(text).real == pytest.approx(value(read_expression(text, declared), AT))

"""Derivatives of names that depend on a parameter in a way that nobody states."""

from __future__ import annotations

import pytest

from symgauss.check.document import check_text
from symgauss.kernel.verdict import Answer

GIVEN = r"""Let $y \in \mathbb{R}^n$ and let $K$ be an $n \times n$ covariance matrix.
Set $\alpha = K^{-1} y$.

"""
D = r"\frac{\partial K}{\partial\theta}"


def answer(step: str) -> Answer:
    (found,) = check_text(f"{GIVEN}$$ {step} $$", "notes.md", seed=3).steps
    if found.verdict.answer is Answer.UNKNOWN:
        assert found.suggestion is None  # the derivative is not zero
    return found.verdict.answer


@pytest.mark.parametrize(
    "step",
    [
        rf"\frac{{\partial K^{{-1}}}}{{\partial\theta}} = -K^{{-1}} {D} K^{{-1}}",
        rf"\frac{{\partial}}{{\partial\theta}} \log|K| = \operatorname{{tr}}(K^{{-1}} {D})",
        (
            rf"y^\top K^{{-1}} {D} K^{{-1}} y - \operatorname{{tr}}(K^{{-1}} {D})"
            rf" = \operatorname{{tr}}\left((\alpha\alpha^\top - K^{{-1}}) {D}\right)"
        ),
        (
            r"\frac{\partial}{\partial t} (u v) = u \frac{\partial v}{\partial t}"
            r" + v \frac{\partial u}{\partial t}"
        ),
        r"\frac{\partial}{\partial t} e^u = e^u \frac{\partial u}{\partial t}",
    ],
)
def test_what_holds_for_every_dependence_holds(step: str) -> None:
    assert answer(step) is Answer.HOLDS


@pytest.mark.parametrize(
    "step",
    [
        rf"\frac{{\partial K^{{-1}}}}{{\partial\theta}} = -K^{{-2}} {D}",
        rf"\frac{{\partial K^{{-1}}}}{{\partial\theta}} = K^{{-1}} {D} K^{{-1}}",
        rf"\frac{{\partial}}{{\partial\theta}} \log|K| = \operatorname{{tr}}\left(K {D}\right)",
        (
            rf"y^\top K^{{-1}} {D} K^{{-1}} y - \operatorname{{tr}}(K^{{-1}} {D})"
            rf" = \operatorname{{tr}}\left((\alpha\alpha^\top + K^{{-1}}) {D}\right)"
        ),
        r"\frac{\partial}{\partial t} (u v) = u \frac{\partial v}{\partial t}",
        r"\frac{\partial u^2}{\partial t} = 2 \frac{\partial u}{\partial t}",
        r"\sqrt{\left(\frac{\partial u}{\partial t}\right)^2} = \frac{\partial u}{\partial t}",
        r"\sqrt{t^2} \frac{\partial u}{\partial t} = t \frac{\partial u}{\partial t}",
        (
            r"\frac{\partial}{\partial t} \frac{\partial u^2}{\partial t}"
            r" = 2 \frac{\partial u}{\partial t} \frac{\partial u}{\partial t}"
        ),
    ],
)
def test_what_holds_for_constants_only_does_not_hold(step: str) -> None:
    assert answer(step) is not Answer.HOLDS


def test_a_name_beside_it_may_depend_too() -> None:
    text = r"$$ \frac{\partial}{\partial t} (w u) = w \frac{\partial u}{\partial t} $$"
    (step,) = check_text(text, "a.md", seed=3).steps
    assert step.verdict.answer is Answer.UNKNOWN

r"""Derivatives that are written by a subscript: ``\partial_t p = \frac12 \partial_x^2 p``."""

from __future__ import annotations

import pytest
from check.documents import answers

SAID = r"""Let $g(x) = a x^2 + b x$, $h(x, y) = x^2 y + y^3$ and, for $t > 0$,
$p(x,t) = \frac{1}{\sqrt{2 \pi t}} e^{-x^2/(2t)}$.
"""


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        (r"\partial_x g(x) = 2 a x + b", "holds"),
        (r"\partial_x g(x) = 2 a x + 2 b", "fails"),
        (r"\partial_x^2 g(x) = 2 a", "holds"),
        (r"\partial_x^2 g(x) = a", "fails"),
        (r"\partial_{xy} h(x, y) = 2 x", "holds"),
        (r"\partial_x \partial_y h(x, y) = 2 x", "holds"),
        (r"\partial_y h = x^2 + 3 y^2", "holds"),
        (r"\partial_y h = x^2 + y^2", "fails"),
        (r"\partial_x (x g(x)) = 3 a x^2 + 2 b x", "holds"),
        (r"\partial_t p(x, t) = \frac12 \partial_x^2 p(x, t)", "holds"),
        (r"\partial_t p(x, t) = \partial_x^2 p(x, t)", "fails"),
        (r"\partial g(x) = 2 a x + b", "unknown"),
        (r"\partial_x^n g(x) = 2 a", "unknown"),
    ],
)
def test_by_a_subscript(step: str, answer: str) -> None:
    assert answers(f"{SAID} $$ {step} $$") == [answer]

"""Operators in wrappers and in two styles, as notes write expectations and variances."""

from __future__ import annotations

import pytest

from symgauss.check.document import check_text
from symgauss.kernel.verdict import Answer


@pytest.mark.parametrize(
    "written",
    [
        r"\operatorname{\mathbb{E}}[X^2]",
        r"\operatorname*{\mathbb{E}}[X^2]",
        r"\mathop{\mathbb{E}}[X^2]",
        r"\mathop{\mathbb{E}}\limits_{X \sim p}[X^2]",
        r"\mathbb{V}\mathrm{ar}[X] + \mu^2",
        r"\mathbb{V}ar(X) + \mu^2",
        r"\operatorname{\mathbb{V}ar}(X) + \mu^2",
        r"\mathbb{C}\mathrm{ov}(X, X) + \mu^2",
        r"{}\mathbb{E}[X^2] {}",
    ],
)
def test_moments_in_wrappers(written: str) -> None:
    text = rf"Let $X \sim \mathcal{{N}}(\mu, v)$. $$ {written} = v + \mu^2 $$"
    (step,) = check_text(text, "a.md", seed=1).steps
    assert step.verdict.answer is Answer.HOLDS
    assert step.lhs.startswith(written.strip("{} ")[:6])


def test_two_stars_make_a_name() -> None:
    (step,) = check_text(r"$$ 2 k_{**} - k_* = k_{**} + k_{**} - k_* $$", "a.md", seed=1).steps
    assert step.verdict.answer is Answer.HOLDS

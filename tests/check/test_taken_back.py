"""Suppositions that the text around them takes back, and equations that nobody states."""

from __future__ import annotations

import pytest
from check.documents import answers


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("Suppose, towards a contradiction, that $a = b$.\nThis is absurd.", "a - b = 0"),
        ("Suppose $a = b$. Then it is biased, a contradiction. So $a \\neq b$.", "a^2 = b^2"),
        ("Suppose for the moment that $a = b$. In general this is not so.", "a - b = 0"),
        ("Let us first look at the case $m = 0$. The general case follows.", "(x - m)^2 = x^2"),
        ("It is a common mistake to write $V = s^2 / n$ here.", "n V = s^2"),
        ("It is tempting to set $c = 0$, but then nothing remains.", "x + c = x"),
        ("Rather than $a = 2 b$, we use the full formula.", "a - 2 b = 0"),
        ("Initially $c = d$. We then iterate.", "c - d = 0"),
        ("Let $a = b$ in the first case and $a = 2 b$ in the second case.", "a - b = 0"),
        ("On average $m = c$.", "m - c = 0"),
        ("By default $c = 1$.", "c x = x"),
        ("Before the update, $P = P_0$; afterwards it is smaller.", "P - P_0 = 0"),
        ("In the code we set $c = 1$ for numerical reasons.", "c x = x"),
        ("As $n \\to \\infty$, $s^2 = c^2$ holds.", "s^2 - c^2 = 0"),
        ("For large $n$ we have approximately $s = c$.", "s - c = 0"),
        ("Let $a = b$ with probability one half and $a = -b$ otherwise.", "a - b = 0"),
        ("Sometimes $a = b$, else $a = 2 b$.", "a - b = 0"),
        ("Soit $c = d$ par l'absurde.", "c - d = 0"),
    ],
)
def test_it_proves_nothing(said: str, step: str) -> None:
    assert answers(f"{said}\n\n$$ {step} $$")[0] in ("unknown", "definition")


@pytest.mark.parametrize(
    "said",
    [
        "Let $a = b$ with probability one.",
        "Suppose that $a = b$.",
        "We consider the case $a = b$. Then",
    ],
)
def test_what_is_not_taken_back_counts(said: str) -> None:
    assert answers(f"{said}\n\n$$ a^2 - b^2 = 0 $$") == ["holds"]

"""Ranges that a document states in prose and behind formulas, and where they count."""

from __future__ import annotations

import pytest

from symgauss.check.document import check_text

LETTERS = {"holds": "h", "definition": "d", "fails": "f", "unknown": "u"}


def answers(text: str) -> str:
    return "".join(LETTERS[str(s.verdict.answer)] for s in check_text(text, "a.md", seed=3).steps)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"Let $s > 0$. Then $$ \sqrt{4 s^2} = 2 s $$", "h"),
        (r"$$ \sqrt{4 s^2} = 2s,\quad \sqrt{4 t^2} = 2t $$ where $s,t>0$.", "hh"),
        (r"$$ \sqrt{4s^2} = 2s, \qquad s, t > 0. $$", "hd"),
        (r"Let $0 < r < 1$ and $a \ge 1$. $$ \sqrt{(1-r)^2} = 1 - r, \sqrt{a^2} = a $$", "hh"),
        (r"Let $s > 0$. $$ \sqrt{4 s^2} = -2 s $$", "f"),
        (r"Let $s < 0$. $$ \sqrt{4 s^2} = -2 s $$", "h"),
    ],
)
def test_a_range_counts_from_its_sentence_on(text: str, expected: str) -> None:
    assert answers(text) == expected


def test_a_condition_counts_in_its_sentence_only() -> None:
    text = r"""If $s > 0$, then
$$ \sqrt{4s^2} = 2s. $$
If $s < 0$, then
$$ \sqrt{4s^2} = -2s. $$
In general,
$$ \sqrt{4s^2} = -2s. $$
"""
    found = answers(text)
    assert found[:2] == "hh"
    assert found[2] != "h"


def test_a_condition_behind_one_formula_says_nothing_about_the_next() -> None:
    text = r"""$$ \sqrt{4s^2} = 2s, \qquad s > 0. $$

Then

$$ \sqrt{9s^2} = 3s. $$
"""
    assert answers(text)[2] == "u"


def test_names_that_change_their_range_have_none() -> None:
    text = r"Let $s > 0$. Now let $s < 0$. $$ \sqrt{4 s^2} = 2 s $$"
    assert answers(text) != "h"


def test_a_chain_is_not_refuted_by_the_recursion_that_it_states() -> None:
    text = r"""$$ \begin{aligned}
x_t &= \sqrt{a_t} x_{t-1} + \sqrt{1-a_t} e_{t-1} \\
&= \sqrt{a_t}\left(\sqrt{a_{t-1}} x_{t-2} + \sqrt{1-a_{t-1}} e_{t-2}\right) + \sqrt{1-a_t} e_{t-1}
\end{aligned} $$
"""
    assert "f" not in answers(text)

"""Conditions behind equations, which hold there only."""

from __future__ import annotations

import pytest
from check.documents import answers

from symgauss.check.wording.conditions_behind import restricts

CONDITIONS = [
    r"\quad\text{for } i\neq j",
    r"\quad(i\neq j)",
    r", \quad i\neq j",
    r"\quad\forall i\neq j",
    r"\quad\text{unless } i=j",
    r"\quad i<j",
    r",\quad |i-j|>1",
    r"\quad\text{off the diagonal}",
    r"\quad\text{for distinct } i,j",
    r"\quad\text{at } z=0",
    r"\quad\text{given } z=0",
    r"\quad(z=0)",
    r"\quad(z\to0)",
    r"\quad\text{in steady state}",
    r"\quad\text{with equality iff } p=q",
    r"\quad\text{under } H_0",
    r"\quad\text{(roughly)}",
    r"\quad\text{as } z\to 0",
]
REMARKS = [
    r"\quad\text{for all } i",
    r"\quad i=1,\ldots,n",
    r"\quad (i=1,\dots,n)",
    r"\quad\forall t",
    r"\quad\text{(by definition)}",
    r"\quad\text{where } w\sim N(0,1)",
    r"\qquad (1)",
    r"\text{ as desired}",
    r"\quad\text{(Kalman gain)}",
    r"\quad\text{(since } \mu = 0)",
    r"\quad\square",
]


@pytest.mark.parametrize("behind", CONDITIONS)
def test_what_restricts(behind: str) -> None:
    assert restricts(behind)
    document = rf"We have $$ \mathbb{{E}}[e_i e_j] = 0 {behind}. $$ Then "
    sums = r"$$ \sum_{i=1}^n\sum_{j=1}^n\mathbb{E}[e_ie_j] = 0 $$"
    assert answers(document + sums)[-1] != "holds"


@pytest.mark.parametrize("behind", REMARKS)
def test_what_does_not(behind: str) -> None:
    assert not restricts(behind)


@pytest.mark.parametrize("words", [r"for $i \neq j$", r"for all $i < j$", "off the diagonal"])
def test_conditions_in_words(words: str) -> None:
    document = rf"Let $a_{{ij}} = c$ {words}. Then "
    assert answers(document + r"$$ \sum_{i=1}^n\sum_{j=1}^n a_{ij} = n^2 c $$") != ["holds"]
    document = r"Let $a_{ij} = c$ for all $i, j$. Then "
    assert answers(document + r"$$ \sum_{i=1}^n\sum_{j=1}^n a_{ij} = n^2 c $$") == ["holds"]

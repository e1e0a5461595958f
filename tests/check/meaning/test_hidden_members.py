"""Derivatives by a member that a sum runs over, also where the sum stands in a value."""

from __future__ import annotations

import pytest
from check.documents import answers

SOFTMAX = r"Let $p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$ be the softmax."
LIMITED = r"Let $p_i = \frac{e^{z_i}}{\sum_{j=1}^n e^{z_j}}$ be the softmax."
NORMALISER = r"With $Z = \sum_j e^{z_j}$ and $p_i = e^{z_i}/Z$,"
MEAN = r"Let $\bar x = \frac1n\sum_{i=1}^n x_i$."
SAME_LETTER = r"Let $x_1, \dots, x_n$ be data and $\bar x = \frac1n\sum_{j=1}^n x_j$."
WEIGHTS = r"Let $w_i = a_i/\sum_j a_j$."
LAYER = (
    r"Let $\mu = \frac1d \sum_{i=1}^d x_i$ and $\sigma^2 = \frac1d \sum_{i=1}^d (x_i-\mu)^2$. "
    r"Layer norm is $y_i = \frac{x_i - \mu}{\sigma}$."
)
SCORES = r"Let $a_i = \frac{e^{s_i}}{\sum_j e^{s_j}}$ with scores $s_i = q^\top k_i$."
MIXED = r"Let $S = \sum_i w_i$ and $\mu = \frac{1}{S}\sum_i w_i x_i$."
LOSS = r"Let $L = -\sum_k y_k \log p_k$ with $p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}$."
VECTOR = r"Let $x \in \mathbb{R}^n$."

WRONG = [
    (SOFTMAX, r"\frac{\partial p_i}{\partial z_i} = p_i"),
    (LIMITED, r"\frac{\partial \log p_i}{\partial z_i} = 1"),
    (LIMITED, r"\frac{\partial p_i}{\partial z_k} = 0"),
    (NORMALISER, r"\frac{\partial p_i}{\partial z_i} = p_i"),
    (MEAN, r"\frac{\partial}{\partial x_k} (x_k - \bar x)^2 = 2(x_k - \bar x)"),
    (SAME_LETTER, r"\frac{\partial}{\partial x_i} (x_i - \bar x) = 1"),
    (WEIGHTS, r"\frac{\partial w_i}{\partial a_i} = w_i/a_i"),
    (LAYER, r"\frac{\partial y_i}{\partial x_i} = \frac{1}{\sigma}"),
    (SCORES, r"\nabla_q \log a_i = k_i"),
    (MIXED, r"\frac{\partial\mu}{\partial w_i} = \frac{x_i}{S}"),
    (LOSS, r"\frac{\partial L}{\partial z_i} = -y_i"),
    ("", r"\frac{\partial}{\partial x_k} \log \sum_{i=1}^n e^{x_i} = 0"),
    (VECTOR, r"\frac{\partial}{\partial x_k} (x_k + \|x\|^2) = 1"),
    (VECTOR, r"\frac{\partial}{\partial x_k} \sum_{i=1}^n x_i^2 = 0"),
]
RIGHT = [
    (SOFTMAX, r"\frac{\partial p_i}{\partial z_i} = p_i (1 - p_i)"),
    (LIMITED, r"\frac{\partial \log p_i}{\partial z_i} = 1 - p_i"),
    (NORMALISER, r"\frac{\partial \log Z}{\partial z_i} = p_i"),
    (MEAN, r"\frac{\partial}{\partial x_k} (x_k - \bar x)^2 = 2(x_k - \bar x)(1 - \frac{1}{n})"),
    (MEAN, r"\frac{\partial \bar x}{\partial x_k} = \frac1n"),
    (MEAN, r"\frac{\partial}{\partial x_k} \sum_{i=1}^n (x_i - \bar x)^2 = 2(x_k - \bar x)"),
    (SAME_LETTER, r"\frac{\partial}{\partial x_i} (x_i - \bar x) = 1 - \frac1n"),
    (WEIGHTS, r"\frac{\partial w_i}{\partial a_i} = \frac{1 - w_i}{\sum_j a_j}"),
    (MIXED, r"\frac{\partial\mu}{\partial w_k} = \frac{x_k - \mu}{S}"),
    ("", r"\frac{\partial}{\partial x_k} \sum_{i=1}^n x_i^2 = 2 x_k"),
    ("", r"\frac{\partial}{\partial \mu_k} \sum_{k=1}^K (x - \mu_k)^2 = -2(x-\mu_k)"),
    (VECTOR, r"\frac{\partial}{\partial x_k} \sum_{i=1}^n x_i^2 = 2x_k"),
    (VECTOR, r"\frac{\partial}{\partial x_k} x^\top x = 2x_k"),
]


@pytest.mark.parametrize(("words", "step"), WRONG)
def test_a_member_moves_wherever_a_sum_runs_over_it(words: str, step: str) -> None:
    assert answers(f"{words}\n\n$$ {step} $$")[-1] in ("unknown", "fails", "definition")


@pytest.mark.parametrize(("words", "step"), RIGHT)
def test_derivatives_by_members_of_sums_hold(words: str, step: str) -> None:
    assert answers(f"{words}\n\n$$ {step} $$")[-1] == "holds"


def test_members_of_other_families_may_be_restricted() -> None:
    # right where the y_k sum to one, as those of a class do
    step = r"\frac{\partial L}{\partial z_i} = p_i - y_i"
    assert answers(f"{LOSS}\n\n$$ {step} $$")[-1] == "unknown"


def test_what_is_held_fixed_does_not_move() -> None:
    step = r"\frac{\partial}{\partial x_k} (x_k - \bar x)^2 = 2(x_k - \bar x)"
    assert answers(f"{MEAN} Holding $\\bar x$ fixed, $$ {step} $$") == ["unknown"]
    assert answers(f"{MEAN} $$ {step} $$") == ["fails"]


def test_a_number_times_one_minus_itself_is_a_product() -> None:
    assert answers("$$ p_i (1 - p_i) = p_i - p_i^2 $$") == ["holds"]

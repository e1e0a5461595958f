"""What words call the log-likelihood of a sample is held against the law of the sample."""

from __future__ import annotations

import pytest
from check.documents import answers

SAMPLE = (
    r"For i.i.d. $x_1, \dots, x_n \sim \mathcal{N}(\mu, \sigma^2)$ the log-likelihood is" + "\n"
)
RIGHT = (
    r"\ell(\mu, \sigma^2) = -\frac n2\log(2\pi\sigma^2)"
    r" - \frac{1}{2\sigma^2}\sum_{i=1}^n (x_i-\mu)^2"
)


def test_the_right_one_holds() -> None:
    assert answers(f"{SAMPLE}$$ {RIGHT} $$") == ["holds"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"\frac n2", "n"),
        (r"\frac{1}{2\sigma^2}", r"\frac{1}{\sigma^2}"),
        (r" - \frac{1}{2", r" + \frac{1}{2"),
        (r"(x_i-\mu)^2", r"(x_i-\mu)"),
        (r"\frac{1}{2\sigma^2}", r"\frac{1}{2\sigma}"),
    ],
)
def test_slips_are_found(old: str, new: str) -> None:
    assert RIGHT.count(old) == 1
    assert answers(f"{SAMPLE}$$ {RIGHT.replace(old, new)} $$") == ["fails"]


def test_constants_may_be_dropped() -> None:
    dropped = RIGHT.replace(r"\log(2\pi\sigma^2)", r"\log\sigma^2")
    assert answers(f"{SAMPLE}$$ {dropped} $$") == ["definition"]


def test_other_likelihoods_are_let_be() -> None:
    negative = SAMPLE.replace("the log", "the negative log")
    assert answers(f"{negative}$$ {RIGHT} $$") == ["definition"]

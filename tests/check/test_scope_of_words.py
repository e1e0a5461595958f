"""How far words around a formula reach, and words that are parts of names."""

from __future__ import annotations

import pytest
from check.documents import answers

GAUSSIAN = r"""
For a $D$-dimensional vector $\mathbf{x}$ the Gaussian density is

$$ \mathcal{N}(\mathbf{x} | \mathbf{m}, \mathbf{S}) = \frac{1}{(2\pi)^{D/2} |\mathbf{S}|^{1/2}}
 \exp\left\{ SIGN\frac{1}{2} (\mathbf{x} - \mathbf{m})^T \mathbf{S}^{-1} (\mathbf{x} - \mathbf{m})
 \right\} $$

where $\mathbf{S}$ is a $D \times D$ covariance matrix. Its dependence on $\mathbf{x}$ is
"""


@pytest.mark.parametrize(("sign", "expected"), [("-", "holds"), ("", "fails")])
def test_a_size_says_nothing_of_the_next_sentence(sign: str, expected: str) -> None:
    assert answers(GAUSSIAN.replace("SIGN", sign)) == [expected]


def test_an_extreme_may_be_part_of_a_name() -> None:
    text = r"$$ (1 - \sigma_{\min}) + \sigma_\max = 1 SIGN \sigma_{\text{min}} + \sigma_{\max} $$"
    assert answers(text.replace("SIGN", "-")) == ["holds"]
    assert answers(text.replace("SIGN", "+")) == ["fails"]


VECTORS = (
    r"Let $\mathbf{x}, \mathbf{y} \in \mathbb{R}^n$, $\mathbf{A} \in \mathbb{R}^{n \times m}$. "
)


def test_a_transpose_behind_several_bold_letters_is_the_one_of_the_last() -> None:
    trace = r"$$ \operatorname{tr}(\mathbf{xy}^T) = FACTOR \mathbf{x}^T \mathbf{y} $$"
    assert answers(VECTORS + trace.replace("FACTOR", "")) == ["holds"]
    assert answers(VECTORS + trace.replace("FACTOR", "2")) == ["fails"]
    square = r"$$ \mathbf{AA}^\top \mathbf{x} = \mathbf{A} (\mathbf{A}^\top \mathbf{x}) $$"
    assert answers(VECTORS + square) == ["holds"]


def test_an_inverse_behind_several_bold_letters_has_two_readings() -> None:
    text = r"Let $\mathbf{P}$ and $\mathbf{Q}$ be orthogonal $n \times n$ matrices. "
    inverse = r"\mathbf{PQ}^{-1} = \mathbf{Q}^\top \mathbf{P}^\top"
    assert answers(rf"{text} $$ A + {inverse} + A $$") == ["unknown"]
    plain = inverse.replace(r"\mathbf{PQ}", r"\mathbf{(PQ)}")
    assert answers(rf"{text} $$ {plain} $$") == ["holds"]

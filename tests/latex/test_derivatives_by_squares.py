r"""``\partial f / \partial\sigma^2``: one derivative by the variance, not two by sigma."""

from __future__ import annotations

import pytest
from check.documents import answers


@pytest.mark.parametrize(
    "step",
    [
        r"\frac{\partial}{\partial \sigma^2} \frac{1}{\sigma^2} = -\frac{1}{\sigma^4}",
        r"\frac{\partial \log\sigma^2}{\partial \sigma^2} = \frac{1}{\sigma^2}",
        r"\frac{d}{d\sigma^2} \log\sigma^2 = \frac{1}{\sigma^2}",
        r"\frac{\partial}{\partial (\sigma^2)} \log\sigma^2 = \frac{1}{\sigma^2}",
        r"\frac{\partial^2}{\partial (\sigma^2)^2} \log\sigma^2 = -\frac{1}{\sigma^4}",
        r"\frac{\partial^2}{\partial\sigma^2\partial\sigma^2} \log\sigma^2 = -\frac{1}{\sigma^4}",
        (
            r"\frac{\partial^2}{\partial\mu\,\partial\sigma^2} \frac{(x-\mu)^2}{\sigma^2}"
            r" = \frac{2(x-\mu)}{\sigma^4}"
        ),
        r"\frac{\partial^2}{\partial \sigma^2} \log\sigma^2 = -\frac{2}{\sigma^2}",
        r"\frac{d^2}{dx^2} x^3 = 6x",
        r"\frac{\partial^3}{\partial x^2\partial y} x^2 y = 2",
    ],
)
def test_the_order_says_which_is_meant(step: str) -> None:
    assert answers(f"$${step}$$\n") == ["holds"]


def test_a_likelihood_is_differentiated_by_the_variance() -> None:
    text = r"""The log-likelihood is
$\ell(\mu,\sigma^2) = -\frac N2\log(2\pi\sigma^2) - \frac{1}{2\sigma^2}\sum_{n=1}^N (x_n-\mu)^2$.
$$\frac{\partial\ell}{\partial\sigma^2}
= -\frac{N}{2\sigma^2} + \frac{1}{2\sigma^4}\sum_{n=1}^N(x_n-\mu)^2$$
$$\frac{\partial\ell}{\partial\sigma^2}
= -\frac{N}{2\sigma^2} + \frac{1}{\sigma^4}\sum_{n=1}^N(x_n-\mu)^2$$
"""
    assert answers(text)[0] == "holds"
    assert answers(text)[1] != "holds"
